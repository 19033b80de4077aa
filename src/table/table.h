/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/reader.h"
#include "table/row.h"
#include "table/snapshot.h"
#include "table/dialect.h"
G_BEGIN_DECLS

/* BulkTable: GListModel of BulkRow over a reader. Made by BulkImport. Grows while the rest of the file is indexed;
 * all signals come on the main context it was made in.
 * Properties (read-only, notify): "complete" gboolean, "fraction" gdouble 0..1, "n-columns" guint, "load-error" GError (boxed, nullable). */
#define BULK_TYPE_TABLE (bulk_table_get_type ())
G_DECLARE_FINAL_TYPE (BulkTable, bulk_table, BULK, TABLE, GObject)

guint bulk_table_get_n_rows (BulkTable *self);
guint bulk_table_get_n_columns (BulkTable *self);
char *bulk_table_dup_header (BulkTable *self, guint column);       /* "" where there is none */
gboolean bulk_table_read_row (BulkTable *self, guint row, BulkCells *cells); /* thread-safe */
gboolean bulk_table_is_complete (BulkTable *self);
const GError *bulk_table_get_load_error (BulkTable *self);
double bulk_table_get_fraction (BulkTable *self);
void bulk_table_wait_async (BulkTable *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data); /* until complete or failed */
gboolean bulk_table_wait_finish (BulkTable *self, GAsyncResult *result, GError **error);
void bulk_table_stop (BulkTable *self);                            /* stop indexing; table is about to be dropped */

const char *bulk_table_get_format (BulkTable *self);               /* "csv" | "json" | "xlsx" | "ods" */
const char *bulk_table_get_encoding (BulkTable *self);             /* NULL for xlsx, ods */
const BulkDialect *bulk_table_get_dialect (BulkTable *self);       /* NULL unless csv */
gboolean bulk_table_has_header (BulkTable *self);
const char *bulk_table_get_sheet (BulkTable *self);                /* NULL unless xlsx, ods */
const char *const *bulk_table_get_sheets (BulkTable *self);        /* NULL unless xlsx, ods */
BulkPlaces *bulk_table_get_places (BulkTable *self);
BulkSnapshot *bulk_table_get_snapshot (BulkTable *self);
gboolean bulk_table_is_numeric_column (BulkTable *self, guint column); /* from the first 200 rows: all non-empty cells numbers, at least one */
guint bulk_table_get_typical_width (BulkTable *self, guint column);    /* characters, 90th percentile over the first 200 rows and header, 1..60 */

/* Finds text (case-insensitive, literal) from (row, column) on, forwards or backwards, wrapping around. Blocking: worker thread. */
gboolean bulk_table_find (BulkTable *self, const char *text, guint from_row, guint from_column, gboolean forward,
                          GCancellable *cancellable, guint *row, guint *column);
G_END_DECLS
