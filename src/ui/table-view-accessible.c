/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <glib/gi18n-lib.h>

#include "ui/cell-text.h"
#include "ui/describe.h"

#define SPOKEN_CHARACTERS 1000

static char *
dup_cursor_words (BulkTableView *self)
{
  const BulkCell *cell;
  g_autofree char *text = NULL;
  g_autofree char *header = NULL;
  g_autofree char *words = NULL, *problems = NULL;

  if (self->n_rows == 0 || self->columns->len == 0 || !bulk_table_read_row (self->table, self->cursor_row, self->cells))
    return NULL;
  cell = bulk_cells_get (self->cells, self->cursor_column);
  if (cell->kind != BULK_CELL_ABSENT)
    text = bulk_cell_text_dup_full (cell->text, cell->length, SPOKEN_CHARACTERS);
  header = bulk_table_dup_header (self->table, self->cursor_column);
  words = bulk_describe_cell (bulk_table_get_source_row (self->table, self->cursor_row), header, self->cursor_column,
                              text);
  problems = bulk_table_view_dup_problem_words (self, self->cursor_row, self->cursor_column);
  bulk_cells_clear (self->cells);
  return problems ? g_strdup_printf ("%s\n%s", words, problems) : g_steal_pointer (&words);
}

/* Public functions */

/* Tells screen readers the current cell: there are no objects for cells which they could walk through. */
void
bulk_table_view_describe_cursor (BulkTableView *self)
{
  g_autofree char *words = dup_cursor_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words ? words : _ ("No cells"), -1);
}

/* Tells screen readers what this is. */
void
bulk_table_view_describe (BulkTableView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Table"), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) MIN (self->n_rows, (guint) G_MAXINT), GTK_ACCESSIBLE_RELATION_COL_COUNT,
                                  (int) bulk_table_view_get_n_columns (self), -1);
  bulk_table_view_describe_cursor (self);
}
