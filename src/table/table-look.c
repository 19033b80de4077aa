/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table-private.h"
#include <string.h>

#define WIDTH_MAX 60u

typedef struct
{
  gboolean numeric;
  guint width;
} Column;

struct _BulkTableLook
{
  guint n_columns;
  Column *columns;
};

/* What a person reads as a number: sign, digits, marks between them, an exponent. One that is filled up with zeros is
 * a name made of digits. */
static gboolean
is_number (const BulkCell *cell)
{
  gsize at = 0, end = cell->length;
  gboolean digit = FALSE;

  while (at < end && cell->text[at] == ' ')
    at++;
  while (end > at && (cell->text[end - 1] == ' ' || cell->text[end - 1] == '%'))
    end--;
  if (at < end && (cell->text[at] == '-' || cell->text[at] == '+'))
    at++;
  if (end - at > 1 && cell->text[at] == '0' && g_ascii_isdigit (cell->text[at + 1]))
    return FALSE;
  for (; at < end; at++)
    {
      char c = cell->text[at];

      if (g_ascii_isdigit (c))
        digit = TRUE;
      else if ((c == 'e' || c == 'E') && digit && at + 1 < end)
        {
          at += cell->text[at + 1] == '-' || cell->text[at + 1] == '+';
          continue;
        }
      else if (c != '.' && c != ',' && c != '\'')
        return FALSE;
    }
  return digit;
}

/* Characters of the first line, as far as they matter. */
static guint
width_of (const char *text, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length && n < WIDTH_MAX && text[i] != '\n' && text[i] != '\r'; i++)
    n += (text[i] & 0xc0) != 0x80;
  return n;
}

static int
compare_widths (gconstpointer a, gconstpointer b)
{
  return *(const guint8 *) a - *(const guint8 *) b;
}

static void
look_at_column (Column *column, const char *header, guint8 *widths, guint n, gboolean numeric)
{
  guint own = width_of (header, strlen (header)), typical = 0;

  if (n > 0)
    {
      qsort (widths, n, 1, compare_widths);
      typical = widths[(n - 1) * 9 / 10];
    }
  column->numeric = numeric;
  column->width = CLAMP (MAX (own, typical), 1, WIDTH_MAX);
}

/**
 * bulk_table_look_new:
 *
 * Looks at the header and the first rows there are.
 *
 * Returns: (transfer full): what the columns look like
 */
BulkTableLook *
bulk_table_look_new (BulkTable *table)
{
  BulkTableLook *self = g_new0 (BulkTableLook, 1);
  guint n_rows = MIN (bulk_table_get_n_rows (table), BULK_TABLE_LOOK_ROWS), n = bulk_table_get_n_columns (table);
  g_autofree guint8 *widths = g_malloc0 ((gsize) MAX (n, 1) * BULK_TABLE_LOOK_ROWS);
  g_autofree gboolean *numeric = g_new0 (gboolean, MAX (n, 1)), *other = g_new0 (gboolean, MAX (n, 1));
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  self->n_columns = n;
  self->columns = g_new0 (Column, MAX (n, 1));
  for (guint row = 0; row < n_rows && bulk_table_read_row (table, row, cells); row++)
    for (guint i = 0; i < MIN (n, bulk_cells_get_n (cells)); i++)
      {
        const BulkCell *cell = bulk_cells_get (cells, i);

        widths[(gsize) i * BULK_TABLE_LOOK_ROWS + row] = width_of (cell->text, cell->length);
        if (cell->length == 0)
          continue;
        if (is_number (cell))
          numeric[i] = TRUE;
        else
          other[i] = TRUE;
      }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      look_at_column (self->columns + i, header, widths + (gsize) i * BULK_TABLE_LOOK_ROWS, n_rows,
                      numeric[i] && !other[i]);
    }
  return self;
}

void
bulk_table_look_free (BulkTableLook *self)
{
  g_free (self->columns);
  g_free (self);
}

gboolean
bulk_table_look_is_numeric (BulkTableLook *self, guint column)
{
  return column < self->n_columns && self->columns[column].numeric;
}

guint
bulk_table_look_get_width (BulkTableLook *self, guint column)
{
  return column < self->n_columns ? self->columns[column].width : 1;
}
