/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include "checks/findings.h"
G_BEGIN_DECLS

/* What is wrong with a table, in the command line's words. */
BulkFindings *bulk_problem_list_find (BulkTable *table, const BulkCheckOptions *options); /* NULL: interrupted */
/* an array, the counts and "more_problems" */
void bulk_problem_list_build (JsonBuilder *builder, BulkFindings *findings);
void bulk_problem_list_print (BulkFindings *findings, guint shown);             /* of each kind */
/* Errors stop a load, but for those waved through by code; both say what is wrong. */
gboolean bulk_problem_list_check_codes (char **codes);                          /* nullable */
gboolean bulk_problem_list_allow (BulkTable *table, char **waved, const char *name);

G_END_DECLS
