/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/spellings.h"
#include "checks/hash.h"

#define FIRST_ROOM 8u
#define SLOTS_EACH 4u

typedef struct
{
  guint64 hash;
  gsize length;
  char *text;
  char *better;      /* nullable */
  guint64 count;
  guint first_row;
} Spelling;

struct _BulkSpellings
{
  guint n;
  guint room;             /* a power of two */
  Spelling *spellings;
  guint16 *slots;         /* index + 1; 0: free */
};

BulkSpellings *
bulk_spellings_new (void)
{
  return g_new0 (BulkSpellings, 1);
}

/** bulk_spellings_free: @self: (nullable) (transfer full): what is freed */
void
bulk_spellings_free (BulkSpellings *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->spellings[i].text);
      g_free (self->spellings[i].better);
    }
  g_free (self->spellings);
  g_free (self->slots);
  g_free (self);
}

static guint16 *
find_slot (BulkSpellings *self, guint64 hash, const char *text, gsize length)
{
  const guint mask = self->room * SLOTS_EACH - 1;
  guint at = (guint) hash & mask;

  for (; self->slots[at] != 0; at = (at + 1) & mask)
    {
      const Spelling *here = self->spellings + self->slots[at] - 1;

      if (here->hash == hash && here->length == length && memcmp (here->text, text, length) == 0)
        break;
    }
  return self->slots + at;
}

/* Most columns of a wide table have few values, or too many. */
static void
grow (BulkSpellings *self)
{
  self->room = MAX (self->room * 2, FIRST_ROOM);
  self->spellings = g_renew (Spelling, self->spellings, self->room);
  g_free (self->slots);
  self->slots = g_new0 (guint16, (gsize) self->room * SLOTS_EACH);
  for (guint i = 0; i < self->n; i++)
    *find_slot (self, self->spellings[i].hash, self->spellings[i].text, self->spellings[i].length) = (guint16) (i + 1);
}

/**
 * bulk_spellings_add:
 * @row: where it occurs
 * @count: how often
 *
 * Returns: %FALSE if there are too many different values
 */
gboolean
bulk_spellings_add (BulkSpellings *self, const char *text, gsize length, guint row, guint64 count)
{
  guint64 hash = bulk_hash (text, length);
  guint16 *slot;
  Spelling *spelling;

  if (self->room == 0)
    grow (self);
  slot = find_slot (self, hash, text, length);
  if (*slot == 0)
    {
      if (self->n == BULK_SPELLINGS_MAX)
        return FALSE;
      if (self->n == self->room)
        {
          grow (self);
          slot = find_slot (self, hash, text, length);
        }
      spelling = self->spellings + self->n;
      *slot = (guint16) ++self->n;
      *spelling = (Spelling) { .hash = hash, .length = length, .text = g_strndup (text, length), .first_row = row };
      memcpy (spelling->text, text, length);
    }
  spelling = self->spellings + *slot - 1;
  spelling->count += count;
  spelling->first_row = MIN (spelling->first_row, row);
  return TRUE;
}

gboolean
bulk_spellings_add_all (BulkSpellings *self, BulkSpellings *other)
{
  for (guint i = 0; i < other->n; i++)
    {
      const Spelling *from = other->spellings + i;

      if (!bulk_spellings_add (self, from->text, from->length, from->first_row, from->count))
        return FALSE;
    }
  return TRUE;
}

guint
bulk_spellings_get_n (BulkSpellings *self)
{
  return self->n;
}

/* What remains of a value when case, and spaces and dashes between words, do not matter. Between digits they do. */
static char *
dup_essence (const Spelling *spelling)
{
  g_autofree char *valid = g_utf8_make_valid (spelling->text, (gssize) spelling->length);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  GString *out = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at++)
    {
      gboolean mark = *at == ' ' || *at == '-' || *at == '_' || *at == '\t';

      if (!mark || (out->len > 0 && g_ascii_isdigit (out->str[out->len - 1]) && g_ascii_isdigit (at[1])))
        g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_better (const Spelling *a, const Spelling *b)
{
  return a->count != b->count ? a->count > b->count : a->first_row < b->first_row;
}

/**
 * bulk_spellings_find_odd:
 *
 * Returns: (transfer full) (nullable): the spellings that another one should stand for
 */
BulkSpellings *
bulk_spellings_find_odd (BulkSpellings *self)
{
  g_autoptr (GHashTable) best = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (BulkSpellings) odd = NULL;

  for (guint i = 0; i < self->n; i++)
    {
      char *essence = dup_essence (self->spellings + i);
      const Spelling *before = g_hash_table_lookup (best, essence);

      if (*essence == '\0' || (before != NULL && !is_better (self->spellings + i, before)))
        g_free (essence);
      else
        g_hash_table_replace (best, essence, self->spellings + i);
    }
  for (guint i = 0; i < self->n; i++)
    {
      const Spelling *here = self->spellings + i;
      g_autofree char *essence = dup_essence (here);
      const Spelling *better = g_hash_table_lookup (best, essence);

      if (better == NULL || better == here)
        continue;
      if (odd == NULL)
        odd = bulk_spellings_new ();
      bulk_spellings_add (odd, here->text, here->length, here->first_row, 1);
      odd->spellings[odd->n - 1].better = g_utf8_make_valid (better->text, (gssize) better->length);
    }
  return g_steal_pointer (&odd);
}

/**
 * bulk_spellings_get_better:
 * @odd: what bulk_spellings_find_odd() found
 *
 * Returns: (transfer none) (nullable): the spelling that most other rows have
 */
const char *
bulk_spellings_get_better (BulkSpellings *odd, const char *text, gsize length)
{
  guint16 slot = odd->room > 0 ? *find_slot (odd, bulk_hash (text, length), text, length) : 0;

  return slot > 0 ? odd->spellings[slot - 1].better : NULL;
}

gboolean
bulk_spellings_equal (BulkSpellings *a, BulkSpellings *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (g_strcmp0 (a->spellings[i].better,
                   bulk_spellings_get_better (b, a->spellings[i].text, a->spellings[i].length)) != 0)
      return FALSE;
  return TRUE;
}
