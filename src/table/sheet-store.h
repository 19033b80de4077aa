/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/cells.h"
G_BEGIN_DECLS

/* BulkSheetStore: the rows of a sheet, decoded, in little room: in memory while small, in an unlinked temporary file
 * (mapped read-only) beyond. One thread writes; rows counted by get_n_rows() are read from any thread meanwhile. */
typedef struct _BulkSheetStore BulkSheetStore;

BulkSheetStore *bulk_sheet_store_new (void);
void bulk_sheet_store_free (BulkSheetStore *self);

/* Strings that cells refer to: added before or between rows. */
gboolean bulk_sheet_store_add_string (BulkSheetStore *self, const char *text, gsize length, GError **error);
guint bulk_sheet_store_get_n_strings (BulkSheetStore *self);
const char *bulk_sheet_store_get_string (BulkSheetStore *self, guint string, gsize *length);   /* any thread */

/* The row being made: cells in any order, the later one wins; what is not set is empty. The texts are copied. */
void bulk_sheet_store_set (BulkSheetStore *self, guint column, const char *text, gsize length, BulkCellKind kind);
void bulk_sheet_store_set_string (BulkSheetStore *self, guint column, guint string);      /* below get_n_strings() */
/* n equal cells; costs as one */
void bulk_sheet_store_set_run (BulkSheetStore *self, guint column, guint n, const char *text, gsize length,
                               BulkCellKind kind);
/* cells up to the last that is not empty, of the row being made */
guint bulk_sheet_store_get_row_size (BulkSheetStore *self);
/* the first cell that is not empty; the size if there is none */
guint bulk_sheet_store_get_row_start (BulkSheetStore *self);
guint bulk_sheet_store_count_filled (BulkSheetStore *self);   /* cells of the row being made that are not empty */
guint bulk_sheet_store_count_text (BulkSheetStore *self);     /* … that are text */
void bulk_sheet_store_clear_row (BulkSheetStore *self);         /* forgets the row being made */
/* Ends the row: it is the n rows that follow, n > 0; repeats cost a few bytes each. FALSE: no
 * space. It can be read at once. */
gboolean bulk_sheet_store_end_row (BulkSheetStore *self, guint64 n, GError **error);
/* rows before the one being made */
gboolean bulk_sheet_store_add_blank (BulkSheetStore *self, guint64 n, GError **error);

/* Any thread */
guint64 bulk_sheet_store_get_n_rows (BulkSheetStore *self);
/* Clears, then fills with the cells from the column @first up to the last that is not empty, and with empty ones up to
 * at least @at_least cells. The texts live as long as the store. */
gboolean bulk_sheet_store_read_row (BulkSheetStore *self, guint64 row, guint first, guint at_least, BulkCells *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkSheetStore, bulk_sheet_store_free)
G_END_DECLS
