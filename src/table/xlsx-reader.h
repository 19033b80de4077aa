/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/package.h"
#include "table/sheet-reader.h"
G_BEGIN_DECLS

/* BulkXlsxReader: a sheet of an Excel workbook (ECMA-376, transitional and strict). */
#define BULK_TYPE_XLSX_READER (bulk_xlsx_reader_get_type ())
G_DECLARE_FINAL_TYPE (BulkXlsxReader, bulk_xlsx_reader, BULK, XLSX_READER, BulkSheetReader)

/* part: of the workbook; sheet: nullable, the first visible one that has cells; has_header: as in BulkImportOptions */
BulkXlsxReader *bulk_xlsx_reader_new (BulkPackage *package, const char *part, const char *sheet, int has_header);
G_END_DECLS
