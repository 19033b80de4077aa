/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include "store/record.h"
G_BEGIN_DECLS
/* Recorded loads for other programs. Names and values are never translated, times are RFC 3339 in UTC. */
JsonNode *bulk_record_export_to_json (BulkRecord *record);
JsonNode *bulk_record_export_all_to_json (GPtrArray *records);
/* RFC 4180 with a header. What a spreadsheet would take for a formula begins with an apostrophe where defused. */
char *bulk_record_export_all_to_csv (GPtrArray *records, gboolean defused);
void bulk_record_export_append_csv (GString *csv, const char *cell, gboolean defused);
G_END_DECLS
