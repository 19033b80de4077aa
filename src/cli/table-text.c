/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/table-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/terminal.h"

#define MIN_WIDTH 3u
#define MAX_WIDTH 24u
#define GAP 2u

typedef struct
{
  BulkTable *table;
  GString *text;
  guint number_width;   /* of the row numbers */
  guint n_columns;      /* that fit */
  guint *widths;
} TableText;

static void
append_blanks (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (text, ' ');
}

static void
append_cell (TableText *self, guint column, const char *text, gsize length)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  guint width = self->widths[column];
  guint used = bulk_terminal_fit (cell, text, length, width);
  gboolean right = bulk_table_is_numeric_column (self->table, column);

  append_blanks (self->text, GAP + (right ? width - used : 0));
  g_string_append (self->text, cell->str);
  if (!right && column + 1 < self->n_columns)
    append_blanks (self->text, width - used);
}

static guint
measure (const char *text, gsize length)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  return bulk_terminal_fit (cell, text, length, MAX_WIDTH);
}

/* Wide enough for what is shown, within bounds; columns beyond @width are left out. */
static void
choose_columns (TableText *self, guint rows, guint width, BulkCells *cells)
{
  guint n = MIN (bulk_table_get_n_columns (self->table), width);
  guint used = self->number_width;

  self->widths = g_new0 (guint, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (self->table, i);

      self->widths[i] = MAX (MIN_WIDTH, measure (header, strlen (header)));
    }
  for (guint row = 0; row < rows && bulk_table_read_row (self->table, row, cells); row++)
    for (guint i = 0; i < n; i++)
      {
        const BulkCell *cell = bulk_cells_get (cells, i);

        self->widths[i] = MAX (self->widths[i], measure (cell->text, cell->length));
      }
  for (; self->n_columns < n; self->n_columns++)
    {
      used += GAP + self->widths[self->n_columns];
      if (used > width && self->n_columns > 0)
        return;
    }
}

static void
append_header (TableText *self)
{
  append_blanks (self->text, self->number_width);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *header = bulk_table_dup_header (self->table, i);

      append_cell (self, i, header, strlen (header));
    }
  g_string_append_c (self->text, '\n');
}

static void
append_row (TableText *self, guint row, BulkCells *cells)
{
  if (!bulk_table_read_row (self->table, row, cells))
    return;
  g_string_append_printf (self->text, "%*u", (int) self->number_width, row + 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);

      append_cell (self, i, cell->text, cell->length);
    }
  g_string_append_c (self->text, '\n');
}

static void
append_rest (TableText *self, guint shown_rows)
{
  guint rows = bulk_table_get_n_rows (self->table) - shown_rows;
  guint columns = bulk_table_get_n_columns (self->table) - self->n_columns;

  if (rows > 0)
    g_string_append_printf (self->text, ngettext ("… and %u more row\n", "… and %u more rows\n", rows), rows);
  if (columns > 0)
    g_string_append_printf (self->text, ngettext ("… and %u more column\n", "… and %u more columns\n", columns),
                            columns);
}

/**
 * bulk_table_text_make:
 * @max_rows: rows to show, from the first
 * @width: columns of the terminal to keep to
 *
 * Returns: (transfer full): the beginning of @table as text, one row a line, with row numbers
 */
char *
bulk_table_text_make (BulkTable *table, guint max_rows, guint width)
{
  guint rows = MIN (bulk_table_get_n_rows (table), max_rows);
  g_autofree char *largest = g_strdup_printf ("%u", rows);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  TableText self = { table, g_string_new (NULL), (guint) strlen (largest), 0, NULL };

  choose_columns (&self, rows, width, cells);
  if (bulk_table_has_header (table))
    append_header (&self);
  for (guint i = 0; i < rows; i++)
    append_row (&self, i, cells);
  append_rest (&self, rows);
  g_free (self.widths);
  return g_string_free (self.text, FALSE);
}
