/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edition.h"

/**
 * bulk_edition_new:
 * @rows: (transfer full) (nullable): rows left out, cells changed
 * @layout: (transfer full) (nullable): columns
 * @texts: (transfer full): what @rows point to
 *
 * Returns: (transfer full): a version of a table
 */
BulkEdition *
bulk_edition_new (BulkEditRows *rows, BulkColumnLayout *layout, BulkEditTexts *texts, guint next_own)
{
  BulkEdition *self = g_new0 (BulkEdition, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = rows;
  self->layout = layout;
  self->texts = texts;
  self->next_own = next_own;
  return self;
}

/** bulk_edition_ref: Returns: (transfer full) (nullable): @self */
BulkEdition *
bulk_edition_ref (BulkEdition *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** bulk_edition_unref: @self: (transfer full): a version */
void
bulk_edition_unref (BulkEdition *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->rows, bulk_edit_rows_unref);
  g_clear_pointer (&self->layout, bulk_column_layout_unref);
  bulk_edit_texts_unref (self->texts);
  g_free (self);
}

/** bulk_edition_get_layout: Returns: (transfer none) (nullable): the columns */
BulkColumnLayout *
bulk_edition_get_layout (BulkEdition *self)
{
  return self != NULL ? self->layout : NULL;
}

/** bulk_edition_get_n_removed: Returns: rows left out */
guint
bulk_edition_get_n_removed (BulkEdition *self)
{
  return self != NULL && self->rows != NULL ? bulk_edit_rows_get_n_removed (self->rows) : 0;
}

/** bulk_edition_get_source_row: Returns: which of the file's rows is shown as @row; %G_MAXUINT: beyond all */
guint
bulk_edition_get_source_row (BulkEdition *self, guint row)
{
  return self != NULL && self->rows != NULL ? bulk_edit_rows_select (self->rows, row) : row;
}

/**
 * bulk_edition_find_source_row:
 * @row: (out): where it is shown, or would be
 *
 * Returns: whether the file's row is shown
 */
gboolean
bulk_edition_find_source_row (BulkEdition *self, guint source_row, guint *row)
{
  *row = bulk_edition_rank (self, source_row);
  return self == NULL || self->rows == NULL || !bulk_edit_rows_is_removed (self->rows, source_row);
}

/** bulk_edition_rank: Returns: how many rows before the file's row are shown */
guint
bulk_edition_rank (BulkEdition *self, guint source_row)
{
  return self != NULL && self->rows != NULL ? bulk_edit_rows_rank (self->rows, source_row) : source_row;
}

/** bulk_edition_get_cell: Returns: (transfer none) (nullable): the cell, if it is edited */
const BulkEditCell *
bulk_edition_get_cell (BulkEdition *self, guint source_row, guint id)
{
  return self != NULL && self->rows != NULL ? bulk_edit_rows_get_cell (self->rows, source_row, id) : NULL;
}

/**
 * bulk_edition_read_row:
 * @row: as shown
 * @cells: cleared, then filled
 *
 * Thread-safe.
 *
 * Returns: %FALSE if there is no such row (yet)
 */
gboolean
bulk_edition_read_row (BulkEdition *self, BulkReader *reader, guint row, BulkCells *cells)
{
  guint source = bulk_edition_get_source_row (self, row), n = 0, own = 0, index;
  const BulkEditCell *edited = NULL;

  if (source == G_MAXUINT || !bulk_reader_read_row (reader, source, cells))
    return FALSE;
  if (self == NULL)
    return TRUE;
  if (self->rows != NULL)
    edited = bulk_edit_rows_get_cells (self->rows, source, &n);
  for (; own < n && edited[own].column < BULK_COLUMN_OWN; own++)
    bulk_cells_set (cells, edited[own].column, edited[own].text, edited[own].length, edited[own].kind);
  if (self->layout == NULL)
    return TRUE;
  bulk_column_layout_arrange (self->layout, cells);
  for (; own < n; own++)
    if (bulk_column_layout_find (self->layout, edited[own].column, 0, &index))
      bulk_cells_set (cells, index, edited[own].text, edited[own].length, edited[own].kind);
  return TRUE;
}
