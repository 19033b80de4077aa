/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/template.h"
#include "table/table.h"
G_BEGIN_DECLS

/* A template and a table: which columns of the table are the template's. A column is found by its header: the
 * template's source or field exactly, or but for case, spaces and punctuation ("Close Date" is "close_date").
 * Anything less alike is for people to decide. */

/* columns: room for as many as the template has; G_MAXUINT: a constant, or missing. Returns how many are missing. */
guint bulk_template_match (BulkTemplate *template, BulkTable *table, guint *columns);
char **bulk_template_dup_missing (BulkTemplate *template, BulkTable *table);   /* sources; NULL: none are */
/* One step: rename, order, leave out, add. FALSE: all was so. Missing columns are left to
 * bulk_table_dup_missing_columns(); where all are, nothing else is done. Main thread. */
gboolean bulk_template_apply (BulkTemplate *template, BulkTable *table);
/* How well it fits, 0 to 1: columns of the template that are found, others as far as they are alike. */
double bulk_template_score (BulkTemplate *template, BulkTable *table);
#define BULK_TEMPLATE_SCORE_OFFERED 0.6
/* The best of several, if it fits well and would change something. templates: of BulkTemplate. */
BulkTemplate *bulk_template_offer (GPtrArray *templates, BulkTable *table, const char *integration_id);

double bulk_header_likeness (const char *a, const char *b);   /* 1: the same but for case, spaces and punctuation */
G_END_DECLS
