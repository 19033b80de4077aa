/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/reader.h"
#include "table/row.h"
#include "table/snapshot.h"
#include "table/dialect.h"
#include "table/edits.h"
G_BEGIN_DECLS

/* BulkTable: GListModel of BulkRow over a reader. Made by BulkImport. Grows while the rest of the file is indexed;
 * all signals come on the main context it was made in.
 * Properties (read-only, notify): "complete" gboolean, "fraction" gdouble 0..1, "n-columns" guint, "load-error" GError
 * (boxed, nullable). */
#define BULK_TYPE_TABLE (bulk_table_get_type ())
G_DECLARE_FINAL_TYPE (BulkTable, bulk_table, BULK, TABLE, GObject)

guint bulk_table_get_n_rows (BulkTable *self);
guint bulk_table_get_n_columns (BulkTable *self);
char *bulk_table_dup_header (BulkTable *self, guint column);       /* "" where there is none */
/* cells a row of the file should have; 0: any number; once complete */
guint bulk_table_get_n_expected (BulkTable *self);
gboolean bulk_table_read_row (BulkTable *self, guint row, BulkCells *cells); /* thread-safe */
gboolean bulk_table_is_complete (BulkTable *self);
const GError *bulk_table_get_load_error (BulkTable *self);
double bulk_table_get_fraction (BulkTable *self);
/* until complete or failed */
void bulk_table_wait_async (BulkTable *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bulk_table_wait_finish (BulkTable *self, GAsyncResult *result, GError **error);
void bulk_table_stop (BulkTable *self);                            /* stop indexing; table is about to be dropped */

const char *bulk_table_get_format (BulkTable *self);               /* "csv" | "json" | "xlsx" | "ods" */
const char *bulk_table_get_encoding (BulkTable *self);             /* NULL for xlsx, ods */
const BulkDialect *bulk_table_get_dialect (BulkTable *self);       /* NULL unless csv */
gboolean bulk_table_has_header (BulkTable *self);
const char *bulk_table_get_sheet (BulkTable *self);                /* NULL unless xlsx, ods */
const char *const *bulk_table_get_sheets (BulkTable *self);        /* NULL unless xlsx, ods */
BulkSheets *bulk_table_get_sheet_list (BulkTable *self);           /* NULL unless xlsx, ods: with row counts */
BulkPlaces *bulk_table_get_places (BulkTable *self);
BulkSnapshot *bulk_table_get_snapshot (BulkTable *self);
/* from the first 200 rows: all non-empty cells numbers, at least one */
gboolean bulk_table_is_numeric_column (BulkTable *self, guint column);
/* characters, 90th percentile over the first 200 rows and header, 1..60 */
guint bulk_table_get_typical_width (BulkTable *self, guint column);

/* The table as edited (see edits.h). Everything above and below speaks of the table as it is shown: without the rows
 * and columns that were left out, with the cells and headers that were changed. Signals, after the table is as they
 * tell:
 *   "items-changed"    rows were removed or came back (or were read from the file)
 *   "edited"           (guint first_row, guint n_rows): cells of these rows have other texts
 *   "columns-edited"   headers or columns are others; "n-columns" is notified too if their number is */
BulkEdits *bulk_table_get_edits (BulkTable *self);  /* (transfer none), main thread; NULL for a frozen table */
gboolean bulk_table_is_edited (BulkTable *self);                   /* differs from the file; thread-safe */
guint64 bulk_table_get_n_edited_cells (BulkTable *self);           /* in rows and columns that are left; thread-safe */
guint bulk_table_get_n_removed_rows (BulkTable *self);             /* thread-safe */
/* A table that never changes: as this one is now, with as many rows as are read now. O(1), shares everything,
 * thread-safe to make and to read, not bound to this one. What is checked, measured or sent is such a table. */
BulkTable *bulk_table_freeze (BulkTable *self);                    /* (transfer full) */
/* Where the file has what is shown; G_MAXUINT: nowhere (no such row; a column that the user added). Thread-safe. */
guint bulk_table_get_source_row (BulkTable *self, guint row);
guint bulk_table_get_source_column (BulkTable *self, guint column);
/* Where what the file has is shown; FALSE: it was left out. BulkPlaces are in the file's rows and
 * columns. Thread-safe. */
gboolean bulk_table_find_source_row (BulkTable *self, guint source_row, guint *row);
gboolean bulk_table_find_source_column (BulkTable *self, guint source_column, guint *column);
gboolean bulk_table_is_edited_cell (BulkTable *self, guint row, guint column);    /* thread-safe */
/* What the file has there, NUL as U+2400 in texts; NULL: nothing, or a column that the user added. */
char *bulk_table_dup_source_text (BulkTable *self, guint row, guint column);
char *bulk_table_dup_source_header (BulkTable *self, guint column);
char *bulk_table_dup_own_value (BulkTable *self, guint column); /* of a column that the user added; NULL: of the file */

/* Columns that a template wants and that are not there (no column has such a header); NULL: all are. Thread-safe. */
char **bulk_table_dup_missing_columns (BulkTable *self);           /* (transfer full) (nullable) */

/* Finds text (case-insensitive, literal) from (row, column) on, forwards or backwards, wrapping
 * around. Blocking: worker thread. */
gboolean bulk_table_find (BulkTable *self, const char *text, guint from_row, guint from_column, gboolean forward,
                          GCancellable *cancellable, guint *row, guint *column);
G_END_DECLS
