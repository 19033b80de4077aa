/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/problem-group.h"
#include "checks/summary.h"
G_BEGIN_DECLS

/* BulkProblems: checks a table in threads, again whenever it is edited, and lists the groups of problems found, errors
 * first, then by count. A GListModel of BulkProblemGroup; changes on the main context it was made in only.
 * Property (read-only, notify): "running" gboolean, what is known is not of the table as it is now.
 * Signal "changed": other findings, another filter, something waved through; comes after "items-changed". */
#define BULK_TYPE_PROBLEMS (bulk_problems_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblems, bulk_problems, BULK, PROBLEMS, GObject)

BulkProblems *bulk_problems_new (void);
void bulk_problems_set_table (BulkProblems *self, BulkTable *table);   /* nullable; checked once it is complete */
BulkTable *bulk_problems_get_table (BulkProblems *self);
void bulk_problems_set_options (BulkProblems *self, const BulkCheckOptions *options);
const BulkCheckOptions *bulk_problems_get_options (BulkProblems *self);
gboolean bulk_problems_is_running (BulkProblems *self);
/* (nullable): the latest; of an older table while running */
BulkFindings *bulk_problems_get_findings (BulkProblems *self);
gboolean bulk_problems_get_summary (BulkProblems *self, BulkProblemsSummary *summary); /* FALSE: nothing is known yet */
gboolean bulk_problems_allow_upload (BulkProblems *self);  /* checked to the end, every error fixed or waved */

/* What is listed, marked and stepped through. column: BULK_PROBLEM_NO_COLUMN: all. */
void bulk_problems_set_filter (BulkProblems *self, gboolean errors, gboolean warnings, guint column);
/* Errors by name: until the next table. */
void bulk_problems_set_waved (BulkProblems *self, BulkProblemCode code, gboolean waved);
gboolean bulk_problems_is_waved (BulkProblems *self, BulkProblemCode code);

/* For marks: cheap enough for every row drawn. Waved errors are warnings. */
guint64 bulk_problems_get_row_codes (BulkProblems *self, guint row);
guint64 bulk_problems_get_error_codes (BulkProblems *self);            /* that stop the upload */
void bulk_problems_get_row (BulkProblems *self, guint row, GArray *problems);
gboolean bulk_problems_next (BulkProblems *self, guint from_row, guint from_column, gboolean forward,
                             BulkProblem *found);

/* The suggestions for all problems of a set of codes, or for one of them, as one step of the table's edits. Returns or
 * finishes with FALSE if there was nothing to do; with an error if the table was changed meanwhile. */
void bulk_problems_fix_all_async (BulkProblems *self, guint64 codes, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_problems_fix_all_finish (BulkProblems *self, GAsyncResult *result, guint64 *n_fixed, GError **error);
gboolean bulk_problems_fix_one (BulkProblems *self, const BulkProblem *problem);
G_END_DECLS
