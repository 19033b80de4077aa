/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table-private.h"
#include <string.h>

#define CHECK_ROWS 1024u

/* What is looked for: in ASCII by letters of either case, else as g_utf8_casefold() has it. */
typedef struct
{
  char *folded;
  gsize length;
  gboolean ascii;
  char first[2];
} Needle;

static void
needle_init (Needle *self, const char *text)
{
  self->folded = g_utf8_casefold (text, -1);
  self->length = strlen (self->folded);
  self->ascii = g_str_is_ascii (self->folded);
  self->first[0] = self->folded[0];
  self->first[1] = g_ascii_toupper (self->folded[0]);
}

static gboolean
contains_ascii (const Needle *self, const char *text, gsize length)
{
  if (length < self->length)
    return FALSE;
  for (gsize i = 0; i <= length - self->length; i++)
    if ((text[i] == self->first[0] || text[i] == self->first[1]) &&
        g_ascii_strncasecmp (text + i, self->folded, self->length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
contains (const Needle *self, const BulkCell *cell)
{
  g_autofree char *folded = NULL;

  if (cell->length == 0)
    return FALSE;
  if (self->ascii)
    return contains_ascii (self, cell->text, cell->length);
  /* NUL ends what g_utf8_casefold() reads; cells with one are rare and their rest is looked at as it is. */
  if (memchr (cell->text, 0, cell->length) != NULL)
    return memmem (cell->text, cell->length, self->folded, self->length) != NULL;
  folded = g_utf8_casefold (cell->text, cell->length);
  return strstr (folded, self->folded) != NULL;
}

/* The first match in a row from a column on, or the last up to it. */
static gboolean
find_in_row (const Needle *self, BulkCells *cells, guint from, gboolean forward, guint *column)
{
  guint n = bulk_cells_get_n (cells);

  if (forward)
    {
      for (guint i = from; i < n; i++)
        if (contains (self, bulk_cells_get (cells, i)))
          return *column = i, TRUE;
    }
  else
    for (guint i = MIN (from, n - 1); n > 0 && i != G_MAXUINT; i--)
      if (contains (self, bulk_cells_get (cells, i)))
        return *column = i, TRUE;
  return FALSE;
}

/**
 * bulk_table_find:
 * @text: what to look for: literal, upper and lower case alike
 * @from_row: 0-based; the first cell looked at
 * @from_column: 0-based
 * @forward: %FALSE: towards the first row
 * @cancellable: (nullable):
 * @row: (out): 0-based row of the match
 * @column: (out): 0-based column of the match
 *
 * Looks at every cell once, around the end of the rows there are, and last at what is before @from_column in @from_row.
 * Blocks: for a worker thread.
 *
 * Returns: whether there is a match; %FALSE too when cancelled
 */
gboolean
bulk_table_find (BulkTable *self, const char *text, guint from_row, guint from_column, gboolean forward,
                 GCancellable *cancellable, guint *row, guint *column)
{
  guint n_rows = bulk_table_get_n_rows (self);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_autofree char *folded = NULL;
  Needle needle;

  if (n_rows == 0 || text[0] == '\0' || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  needle_init (&needle, text);
  folded = needle.folded;
  if (from_row >= n_rows)
    {
      from_row = forward ? 0 : n_rows - 1;
      from_column = forward ? 0 : G_MAXUINT - 1;
    }
  for (guint64 i = 0; i <= n_rows; i++)
    {
      guint at = forward ? (from_row + i) % n_rows : (from_row + (guint64) n_rows - i) % n_rows;
      guint from = i == 0 ? from_column : forward ? 0 : G_MAXUINT - 1;

      if (i % CHECK_ROWS == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (bulk_table_read_row (self, at, cells) && find_in_row (&needle, cells, from, forward, column))
        {
          *row = at;
          return TRUE;
        }
    }
  return FALSE;
}
