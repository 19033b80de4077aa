/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/findings.h"
G_BEGIN_DECLS

/* BulkProblemGroup: all problems of one code. A GListModel of BulkProblemItem, made on demand, at most
 * BULK_FINDINGS_KEPT of them. Immutable but for "waved". */
#define BULK_TYPE_PROBLEM_GROUP (bulk_problem_group_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblemGroup, bulk_problem_group, BULK, PROBLEM_GROUP, GObject)
BulkProblemCode bulk_problem_group_get_code (BulkProblemGroup *self);
BulkSeverity bulk_problem_group_get_severity (BulkProblemGroup *self);
guint64 bulk_problem_group_get_count (BulkProblemGroup *self);        /* in the column of the filter, if there is one */
gboolean bulk_problem_group_is_waved (BulkProblemGroup *self);        /* an error that is let through by name */

#define BULK_TYPE_PROBLEM_ITEM (bulk_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblemItem, bulk_problem_item, BULK, PROBLEM_ITEM, GObject)
const BulkProblem *bulk_problem_item_get (BulkProblemItem *self);

/* How many, for a summary in words and the decision to upload. */
typedef struct
{
  guint64 n_errors;       /* not waved through */
  guint n_error_rows;     /* rows with any of them */
  gboolean header_errors; /* there are some beside those in rows */
  guint64 n_waved;        /* errors waved through */
  guint64 n_warnings;
  guint n_rows;
} BulkProblemsSummary;

/* BulkProblems: checks a table in threads, again whenever it changes, and lists the groups of problems found, errors
 * first, then by count. A GListModel of BulkProblemGroup; changes on the main context it was made in only.
 * Properties (read-only, notify): "running" gboolean, "fraction" gdouble, "findings" (notify only: other findings). */
#define BULK_TYPE_PROBLEMS (bulk_problems_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblems, bulk_problems, BULK, PROBLEMS, GObject)

BulkProblems *bulk_problems_new (void);
void bulk_problems_set_table (BulkProblems *self, BulkTable *table);   /* nullable; checked once it is complete */
BulkTable *bulk_problems_get_table (BulkProblems *self);
void bulk_problems_set_options (BulkProblems *self, const BulkCheckOptions *options);
const BulkCheckOptions *bulk_problems_get_options (BulkProblems *self);
gboolean bulk_problems_is_running (BulkProblems *self);
BulkFindings *bulk_problems_get_findings (BulkProblems *self);         /* (nullable): the latest; maybe of an older table */
void bulk_problems_get_summary (BulkProblems *self, BulkProblemsSummary *summary);
gboolean bulk_problems_allow_upload (BulkProblems *self);              /* checked to the end, every error fixed or waved */
/* What is listed, marked and stepped through. column: BULK_PROBLEM_NO_COLUMN: all. */
void bulk_problems_set_filter (BulkProblems *self, gboolean errors, gboolean warnings, guint column);
/* Errors by name: until the next table. */
void bulk_problems_set_waved (BulkProblems *self, BulkProblemCode code, gboolean waved);
gboolean bulk_problems_is_waved (BulkProblems *self, BulkProblemCode code);
/* For marks: cheap enough for every row drawn. */
guint64 bulk_problems_get_row_codes (BulkProblems *self, guint row);
void bulk_problems_get_row (BulkProblems *self, guint row, GArray *problems);
gboolean bulk_problems_next (BulkProblems *self, guint from_row, guint from_column, gboolean forward, BulkProblem *found);
void bulk_problems_wait_async (BulkProblems *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_problems_wait_finish (BulkProblems *self, GAsyncResult *result, GError **error);
G_END_DECLS
