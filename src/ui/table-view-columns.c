/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <math.h>
#include <string.h>

#include "ui/cell-text.h"

#define WIDTH_MIN 24
#define WIDTH_MAX 4000
#define WIDTH_GUESS_MIN 56
#define WIDTH_GUESS_MAX 360
#define WIDTH_FIT_MAX 900
#define ROWS_MEASURED 200
#define ROWS_FITTED 500
#define HEADERS_MEASURED 1000 /* more columns than that are seen by nobody at first */
#define CELLS_MEASURED 20      /* rows, of the first 100 columns: what is seen at first is to fit if it can */
#define CELL_COLUMNS_MEASURED 100

/* Private helpers */

static void
place_columns (BulkTableView *self, guint first)
{
  double x = 0;

  if (first > 0)
    {
      const BulkTableColumn *before = bulk_table_view_get_column (self, first - 1);
      x = before->x + before->width;
    }
  for (guint i = first; i < self->columns->len; i++)
    {
      BulkTableColumn *column = bulk_table_view_get_column (self, i);
      column->x = x;
      x += column->width;
    }
}

static double
measure_cell (BulkTableView *self, guint column)
{
  const BulkCell *cell = bulk_cells_get (self->cells, column);

  g_string_truncate (self->line, 0);
  bulk_cell_text_append_line (self->line, cell->text, cell->length, BULK_TABLE_VIEW_MAX_CHARACTERS);
  return bulk_cell_painter_measure (self->painter, self->line->str, self->line->len);
}

static void
measure_first_cells (BulkTableView *self, double *widths, guint n)
{
  for (guint row = 0; row < MIN (self->n_rows, CELLS_MEASURED); row++)
    if (bulk_table_read_row (self->table, row, self->cells))
      for (guint i = 0; i < n; i++)
        widths[i] = MAX (widths[i], measure_cell (self, i));
}

static double
guess_width (BulkTableView *self, guint index, double width)
{
  width = MAX (width, bulk_table_get_typical_width (self->table, index)
                          * bulk_cell_painter_get_character_width (self->painter) * 0.92);
  if (index < HEADERS_MEASURED)
    {
      const char *header = bulk_table_view_get_header (self, index);
      width = MAX (width, bulk_cell_painter_measure (self->bold_painter, header, strlen (header)));
    }
  return CLAMP (ceil (width) + 2 * BULK_TABLE_VIEW_PADDING + 2, WIDTH_GUESS_MIN, WIDTH_GUESS_MAX);
}

/* Public functions */

void
bulk_table_columns_clear (gpointer column)
{
  g_clear_pointer (&((BulkTableColumn *) column)->header, g_free);
}

guint
bulk_table_view_get_n_columns (BulkTableView *self)
{
  return self->columns->len;
}

BulkTableColumn *
bulk_table_view_get_column (BulkTableView *self, guint column)
{
  return &g_array_index (self->columns, BulkTableColumn, column);
}

const char *
bulk_table_view_get_header (BulkTableView *self, guint index)
{
  BulkTableColumn *column = bulk_table_view_get_column (self, index);

  if (column->header == NULL)
    {
      g_autofree char *text = bulk_table_dup_header (self->table, index);
      column->header = bulk_cell_text_dup_line (text, strlen (text), BULK_TABLE_VIEW_MAX_CHARACTERS);
    }
  return column->header;
}

double
bulk_table_view_get_columns_width (BulkTableView *self)
{
  const BulkTableColumn *last;

  if (self->columns->len == 0)
    return 0;
  last = bulk_table_view_get_column (self, self->columns->len - 1);
  return last->x + last->width;
}

guint
bulk_table_view_get_column_at (BulkTableView *self, double x)
{
  guint low = 0, high = self->columns->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const BulkTableColumn *column = bulk_table_view_get_column (self, middle);

      if (x < column->x)
        high = middle;
      else if (x >= column->x + column->width)
        low = middle + 1;
      else
        return middle;
    }
  return x < 0 ? 0 : G_MAXUINT;
}

guint
bulk_table_view_get_edge_at (BulkTableView *self, double x, double tolerance)
{
  guint column = bulk_table_view_get_column_at (self, x);
  guint n = self->columns->len;

  if (n == 0)
    return G_MAXUINT;
  if (column == G_MAXUINT)
    return x - bulk_table_view_get_columns_width (self) <= tolerance ? n - 1 : G_MAXUINT;
  if (column > 0 && fabs (x - bulk_table_view_get_column (self, column)->x) <= tolerance)
    return column - 1;
  if (fabs (bulk_table_view_get_column (self, column)->x + bulk_table_view_get_column (self, column)->width - x)
      <= tolerance)
    return column;
  return G_MAXUINT;
}

void
bulk_table_view_renew_columns (BulkTableView *self)
{
  g_autoptr (GHashTable) widths = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const BulkTableColumn *column = bulk_table_view_get_column (self, i);

      if (column->source != G_MAXUINT)
        g_hash_table_insert (widths, GUINT_TO_POINTER (column->source),
                             g_memdup2 (&column->width, sizeof column->width));
    }
  g_array_set_size (self->columns, 0);
  self->n_measured = 0;
  bulk_table_view_guess_columns (self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      BulkTableColumn *column = bulk_table_view_get_column (self, i);
      const double *width = g_hash_table_lookup (widths, GUINT_TO_POINTER (column->source));

      if (column->source != G_MAXUINT && width != NULL)
        column->width = *width;
    }
  place_columns (self, 0);
  bulk_table_rows_clear (self->rows);
}

/* Takes over columns that came, and guesses widths anew where nobody chose one while few rows were known. */
void
bulk_table_view_guess_columns (BulkTableView *self)
{
  guint n = self->table ? MIN (bulk_table_get_n_columns (self->table), BULK_MAX_COLUMNS) : 0;
  guint before = self->columns->len;
  guint rows = MIN (self->n_rows, ROWS_MEASURED);
  guint first = rows > self->n_measured ? 0 : before;
  double widths[CELL_COLUMNS_MEASURED] = { 0 };

  if (n == before && first == before)
    return;
  if (n != before)
    g_array_set_size (self->columns, n); /* new ones are zero */
  measure_first_cells (self, widths, MIN (n, CELL_COLUMNS_MEASURED));
  for (guint i = first; i < n; i++)
    {
      BulkTableColumn *column = bulk_table_view_get_column (self, i);

      column->source = bulk_table_get_source_column (self->table, i);
      column->numeric = bulk_table_is_numeric_column (self->table, i);
      if (!column->is_users)
        column->width = guess_width (self, i, i < CELL_COLUMNS_MEASURED ? widths[i] : 0);
    }
  self->n_measured = rows;
  place_columns (self, MIN (first, n));
  bulk_table_rows_clear (self->rows);
}

void
bulk_table_view_set_column_width (BulkTableView *self, guint index, double width)
{
  BulkTableColumn *column = bulk_table_view_get_column (self, index);

  width = CLAMP (floor (width), WIDTH_MIN, WIDTH_MAX);
  column->is_users = TRUE;
  if (column->width == width)
    return;
  column->width = width;
  place_columns (self, index);
  bulk_table_rows_clear (self->rows);
  bulk_table_view_update_adjustments (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* As wide as its header and all cells around those in view take. */
void
bulk_table_view_fit_column (BulkTableView *self, guint index)
{
  const char *header = bulk_table_view_get_header (self, index);
  double width = bulk_cell_painter_measure (self->bold_painter, header, strlen (header));
  double top = floor (bulk_table_view_get_scroll_y (self) / self->row_height);
  guint first = (guint) CLAMP (top - ROWS_FITTED / 2.0, 0, (double) self->n_rows);

  for (guint i = 0; i < ROWS_FITTED && first + i < self->n_rows; i++)
    if (bulk_table_read_row (self->table, first + i, self->cells))
      width = MAX (width, measure_cell (self, index));
  bulk_table_view_set_column_width (self, index, MIN (ceil (width) + 2 * BULK_TABLE_VIEW_PADDING + 2, WIDTH_FIT_MAX));
}
