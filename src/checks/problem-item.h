/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/findings.h"
G_BEGIN_DECLS

/* BulkProblemItem: one problem, for lists. Immutable. */
#define BULK_TYPE_PROBLEM_ITEM (bulk_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblemItem, bulk_problem_item, BULK, PROBLEM_ITEM, GObject)

BulkProblemItem *bulk_problem_item_new (const BulkProblem *problem);
const BulkProblem *bulk_problem_item_get (BulkProblemItem *self);
G_END_DECLS
