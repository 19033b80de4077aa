/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/reader.h"
#include "table/sheet-store.h"
#include "table/sheets.h"
G_BEGIN_DECLS

/* BulkSheetReader: what readers of workbooks have in common: of the rows of a sheet, given one after the other, it
 * makes a table: finds the header, leaves out what is empty around the table, blanks what merged cells cover, and tells
 * of what is hidden, merged or an error. Subclasses implement index(); rows and columns are counted from 0 in the
 * sheet.
 *
 *   while there are rows:
 *     bulk_sheet_store_set… (bulk_sheet_reader_get_store (self), …)   for its cells
 *     bulk_sheet_reader_add_error (self, column, …)                   for cells that are error values
 *     bulk_sheet_reader_end_row (self, row, n, is_hidden, &error)
 *     bulk_sheet_reader_announce (…)                                  now and then: it does so where there is reason to
 *   bulk_sheet_reader_add_merge(), _add_hidden_columns ()             at any time
 *   bulk_sheet_reader_finish (self, &error)
 */
#define BULK_TYPE_SHEET_READER (bulk_sheet_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (BulkSheetReader, bulk_sheet_reader, BULK, SHEET_READER, BulkReader)

struct _BulkSheetReaderClass
{
  BulkReaderClass parent_class;
};

typedef enum
{
  BULK_SHEET_ERROR_VALUE,       /* #N/A and the like */
  BULK_SHEET_ERROR_NO_RESULT,   /* a formula whose value is not in the file */
} BulkSheetErrorKind;

/* has_header: as in BulkImportOptions */
void bulk_sheet_reader_setup (BulkSheetReader *self, const char *file_name, int has_header);
const char *bulk_sheet_reader_get_file_name (BulkSheetReader *self);
BulkSheetStore *bulk_sheet_reader_get_store (BulkSheetReader *self);
BulkSheets *bulk_sheet_reader_get_sheets (BulkSheetReader *self);  /* to be filled before the first announcement */

/* Before the rows: where the header is. With is_frozen it is the last row with cells at or above that one. */
void bulk_sheet_reader_set_header_row (BulkSheetReader *self, guint64 row, gboolean is_frozen);

gboolean bulk_sheet_reader_end_row (BulkSheetReader *self, guint64 row, guint64 n, gboolean is_hidden, GError **error);
void bulk_sheet_reader_add_error (BulkSheetReader *self, guint column, BulkSheetErrorKind kind);
void bulk_sheet_reader_add_merge (BulkSheetReader *self, guint64 first_row, guint first_column, guint64 last_row,
                                  guint last_column);
void bulk_sheet_reader_add_hidden_columns (BulkSheetReader *self, guint first, guint last);
guint64 bulk_sheet_reader_get_next_row (BulkSheetReader *self);   /* the least row that end_row() takes */
void bulk_sheet_reader_announce (BulkSheetReader *self, BulkReaderAnnounce announce, gpointer user_data, guint64 done,
                                 guint64 total);
/* All rows were given: announces the last of them, and tells of merges and hidden columns and sheets. */
void bulk_sheet_reader_finish (BulkSheetReader *self, BulkReaderAnnounce announce, gpointer user_data, guint64 total);
/* For an error's text: how many data rows were read. */
guint64 bulk_sheet_reader_get_n_rows (BulkSheetReader *self);
G_END_DECLS
