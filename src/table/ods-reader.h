/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/package.h"
#include "table/sheet-reader.h"
G_BEGIN_DECLS

/* BulkOdsReader: one sheet of an OpenDocument spreadsheet as a table. */
#define BULK_TYPE_ODS_READER (bulk_ods_reader_get_type ())
G_DECLARE_FINAL_TYPE (BulkOdsReader, bulk_ods_reader, BULK, ODS_READER, BulkSheetReader)

/* sheet: nullable: the first visible one with data; has_header: as in BulkImportOptions */
BulkOdsReader *bulk_ods_reader_new (BulkPackage *package, const char *sheet, int has_header);
G_END_DECLS
