/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/problem-item.h"
G_BEGIN_DECLS

/* BulkProblemGroup: all problems of one code. A GListModel of BulkProblemItem, made on demand, at most
 * BULK_FINDINGS_KEPT of them. Immutable. */
#define BULK_TYPE_PROBLEM_GROUP (bulk_problem_group_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblemGroup, bulk_problem_group, BULK, PROBLEM_GROUP, GObject)

/* column: BULK_PROBLEM_NO_COLUMN: all */
BulkProblemGroup *bulk_problem_group_new (BulkFindings *findings, BulkProblemCode code, guint column, gboolean waved);
BulkProblemCode bulk_problem_group_get_code (BulkProblemGroup *self);
BulkSeverity bulk_problem_group_get_severity (BulkProblemGroup *self);
guint64 bulk_problem_group_get_count (BulkProblemGroup *self);        /* in the column of the filter, if there is one */
gboolean bulk_problem_group_is_waved (BulkProblemGroup *self);        /* an error that is let through by name */
BulkFindings *bulk_problem_group_get_findings (BulkProblemGroup *self);
gboolean bulk_problem_group_has_fix (BulkProblemGroup *self);         /* the first of them has a suggestion */
G_END_DECLS
