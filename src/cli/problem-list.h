/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include "table/table.h"
G_BEGIN_DECLS

/* The irregular places of a table, in the command line's words. */
char *bulk_problem_list_dup_message (const BulkPlace *place);
const char *bulk_problem_list_get_code (BulkPlaceKind kind);
gboolean bulk_problem_list_is_error (BulkPlaceKind kind);
void bulk_problem_list_build (JsonBuilder *builder, BulkPlaces *places);
guint64 bulk_problem_list_count (BulkPlaces *places);
guint64 bulk_problem_list_count_errors (BulkPlaces *places);

G_END_DECLS
