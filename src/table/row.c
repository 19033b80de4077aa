/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/row.h"

struct _BulkRow
{
  GObject parent_instance;
  BulkCells *cells;
  guint index;
};

G_DEFINE_FINAL_TYPE (BulkRow, bulk_row, G_TYPE_OBJECT)

static void
bulk_row_finalize (GObject *object)
{
  bulk_cells_free (BULK_ROW (object)->cells);
  G_OBJECT_CLASS (bulk_row_parent_class)->finalize (object);
}

static void
bulk_row_class_init (BulkRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_row_finalize;
}

static void
bulk_row_init (BulkRow *self)
{
}

/**
 * bulk_row_new:
 * @index: 0-based data row
 * @cells: (transfer full): its cells; the texts they point to must outlive the row
 *
 * Returns: (transfer full): the row
 */
BulkRow *
bulk_row_new (guint index, BulkCells *cells)
{
  BulkRow *self = g_object_new (BULK_TYPE_ROW, NULL);

  self->index = index;
  self->cells = cells;
  return self;
}

/**
 * bulk_row_get_index:
 *
 * Returns: the 0-based data row
 */
guint
bulk_row_get_index (BulkRow *self)
{
  return self->index;
}

/**
 * bulk_row_get_n_cells:
 *
 * Returns: how many cells the row has
 */
guint
bulk_row_get_n_cells (BulkRow *self)
{
  return bulk_cells_get_n (self->cells);
}

/**
 * bulk_row_dup_text:
 *
 * Returns: (transfer full): the cell's text for display: NUL characters are shown as U+2400
 */
char *
bulk_row_dup_text (BulkRow *self, guint column)
{
  return bulk_cell_dup_text (bulk_cells_get (self->cells, column));
}

/**
 * bulk_row_get_kind:
 *
 * Returns: the kind of the cell; absent beyond the end
 */
BulkCellKind
bulk_row_get_kind (BulkRow *self, guint column)
{
  return bulk_cells_get (self->cells, column)->kind;
}
