/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/sheet-reader.h"
#include "table/xlsx-styles.h"
G_BEGIN_DECLS

/* A worksheet part of an XLSX file. */
typedef struct
{
  BulkSheetReader *reader;       /* where the rows go */
  BulkPackage *package;
  const char *part;
  const BulkXlsxStyles *styles;
  gboolean is_1904;
  gboolean has_header_row;       /* what freezes the top of the sheet has no say: the header is known */
  guint64 done_before;           /* bytes read of other parts, for the progress */
  BulkReaderAnnounce announce;
  gpointer user_data;
} BulkXlsxSheetJob;

/* All rows; does not finish the reader. */
gboolean bulk_xlsx_sheet_read (const BulkXlsxSheetJob *job, GCancellable *cancellable, GError **error);

/* Rows with cells, from the first to the last. With is_peek it stops at the first cell: 0, or what the sheet says of
 * its size, or BULK_SHEET_ROWS_UNKNOWN. */
gboolean bulk_xlsx_sheet_count (BulkPackage *package, const char *part, gboolean is_peek, gint64 *n_rows,
                                GCancellable *cancellable, GError **error);
G_END_DECLS
