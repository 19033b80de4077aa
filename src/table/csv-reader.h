#pragma once
#include "table/reader.h"
#include "table/text.h"
#include "table/dialect.h"
G_BEGIN_DECLS
#define BULK_TYPE_CSV_READER (bulk_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (BulkCsvReader, bulk_csv_reader, BULK, CSV_READER, BulkReader)
BulkCsvReader *bulk_csv_reader_new (BulkText *text, const BulkDialect *dialect, const char *name);
G_END_DECLS
