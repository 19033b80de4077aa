/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/duplicates.h"
#include <string.h>

#define BITS_PER_ROW 16u
#define DIFFERENT_MAX 8u    /* things told apart behind one hash: more is somebody's joke */
#define CHECK_ROWS 65536u

typedef struct
{
  guint64 *words;
  guint shift;
} Bits;

static void
bits_init (Bits *self, guint n)
{
  guint log = 10;

  while (log < 32 && (G_GUINT64_CONSTANT (1) << log) < (guint64) n * BITS_PER_ROW)
    log++;
  self->shift = 32 - log;
  self->words = g_new0 (guint64, (gsize) 1 << (log - 6));
}

static inline gboolean
bits_get (const Bits *self, guint32 hash)
{
  guint32 bit = hash >> self->shift;

  return self->words[bit / 64] >> (bit % 64) & 1;
}

static inline void
bits_set (Bits *self, guint32 hash)
{
  guint32 bit = hash >> self->shift;

  self->words[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
}

/* Rows whose hash, or one quite like it, occurs again: hash in the upper half, row in the lower. */
static GArray *
find_candidates (const guint32 *hashes, guint n)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (guint64));
  gboolean any = FALSE;
  Bits seen, again;

  bits_init (&seen, n);
  bits_init (&again, n);
  for (guint row = 0; row < n; row++)
    {
      if (hashes[row] == 0)
        continue;
      if (bits_get (&seen, hashes[row]))
        {
          bits_set (&again, hashes[row]);
          any = TRUE;
        }
      bits_set (&seen, hashes[row]);
    }
  for (guint row = 0; any && row < n; row++)
    if (hashes[row] != 0 && bits_get (&again, hashes[row]))
      {
        guint64 pair = (guint64) hashes[row] << 32 | row;

        g_array_append_val (candidates, pair);
      }
  g_free (seen.words);
  g_free (again.words);
  return candidates;
}

/* By hash; rows stay in order. */
static void
sort_by_hash (GArray *pairs)
{
  g_autofree guint64 *other = g_new (guint64, MAX (pairs->len, 1));
  guint64 *from = (guint64 *) (gpointer) pairs->data, *to = other;

  for (guint shift = 32; shift < 64; shift += 16)
    {
      g_autofree guint *starts = g_new0 (guint, 65537);

      for (guint i = 0; i < pairs->len; i++)
        starts[(from[i] >> shift & 0xffff) + 1]++;
      for (guint i = 0; i < 65536; i++)
        starts[i + 1] += starts[i];
      for (guint i = 0; i < pairs->len; i++)
        to[starts[from[i] >> shift & 0xffff]++] = from[i];
      to = from;
      from = from == other ? (guint64 *) (gpointer) pairs->data : other;
    }
}

static void
compare_group (const guint64 *pairs, guint n, BulkDuplicatesEqual equal, BulkDuplicatesFound found, gpointer user_data)
{
  guint different[DIFFERENT_MAX], n_different = 0;

  for (guint i = 0; i < n; i++)
    {
      guint row = (guint) pairs[i], k = 0;

      while (k < n_different && !equal (row, different[k], user_data))
        k++;
      if (k < n_different)
        found (row, different[k], user_data);
      else if (n_different < DIFFERENT_MAX)
        different[n_different++] = row;
    }
}

/**
 * bulk_duplicates_find:
 * @equal: compares two rows for real: equal hashes alone mean nothing
 * @found: called for groups in no order, for the rows of a group in theirs
 */
void
bulk_duplicates_find (const guint32 *hashes, guint n, BulkDuplicatesEqual equal, BulkDuplicatesFound found,
                      gpointer user_data, GCancellable *cancellable)
{
  g_autoptr (GArray) pairs = find_candidates (hashes, n);
  const guint64 *all;

  if (pairs->len < 2)
    return;
  sort_by_hash (pairs);
  all = (const guint64 *) (gconstpointer) pairs->data;
  for (guint first = 0, end; first < pairs->len; first = end)
    {
      for (end = first + 1; end < pairs->len && all[end] >> 32 == all[first] >> 32 && end - first < CHECK_ROWS * 64;
           end++)
        ;
      if (g_cancellable_is_cancelled (cancellable))
        return;
      if (end - first > 1)
        compare_group (all + first, end - first, equal, found, user_data);
    }
}
