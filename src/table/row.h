/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>
#include "table/cells.h"
G_BEGIN_DECLS
/* BulkRow: one row, made on demand by BulkTable's get_item; cheap, immutable. */
#define BULK_TYPE_ROW (bulk_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkRow, bulk_row, BULK, ROW, GObject)
BulkRow *bulk_row_new (guint index, BulkCells *cells);  /* takes the cells; their texts must outlive the row */
guint bulk_row_get_index (BulkRow *self);                           /* 0-based data row */
guint bulk_row_get_n_cells (BulkRow *self);
/* NUL-terminated UTF-8; NUL characters of the cell become U+2400 for display */
char *bulk_row_dup_text (BulkRow *self, guint column);
BulkCellKind bulk_row_get_kind (BulkRow *self, guint column);
G_END_DECLS
