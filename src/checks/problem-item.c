/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/problem-item.h"

struct _BulkProblemItem
{
  GObject parent_instance;
  BulkProblem problem;
};

G_DEFINE_FINAL_TYPE (BulkProblemItem, bulk_problem_item, G_TYPE_OBJECT)

static void
bulk_problem_item_class_init (BulkProblemItemClass *klass)
{
}

static void
bulk_problem_item_init (BulkProblemItem *self)
{
}

/** bulk_problem_item_new: Returns: (transfer full): an item for a list */
BulkProblemItem *
bulk_problem_item_new (const BulkProblem *problem)
{
  BulkProblemItem *self = g_object_new (BULK_TYPE_PROBLEM_ITEM, NULL);

  self->problem = *problem;
  return self;
}

/** bulk_problem_item_get: Returns: (transfer none): the problem */
const BulkProblem *
bulk_problem_item_get (BulkProblemItem *self)
{
  return &self->problem;
}
