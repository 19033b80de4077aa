#pragma once
#include "table/reader.h"
#include "table/text.h"
G_BEGIN_DECLS
#define BULK_TYPE_JSON_READER (bulk_json_reader_get_type ())
G_DECLARE_FINAL_TYPE (BulkJsonReader, bulk_json_reader, BULK, JSON_READER, BulkReader)
BulkJsonReader *bulk_json_reader_new (BulkText *text, const char *name);
G_END_DECLS
