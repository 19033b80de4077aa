/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/problem-group.h"
#include "checks/fix.h"

#define FIXES_LOOKED_AT 20u

struct _BulkProblemGroup
{
  GObject parent_instance;
  BulkFindings *findings;
  BulkProblemCode code;
  guint column;
  gboolean waved;
  GArray *indices;     /* nullable: of the kept ones in the column */
};

static void bulk_problem_group_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkProblemGroup, bulk_problem_group, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_problem_group_list_model_init))

static void
get_problem (BulkProblemGroup *self, guint position, BulkProblem *problem)
{
  guint index = self->indices != NULL ? g_array_index (self->indices, guint, position) : position;

  bulk_findings_get_kept (self->findings, self->code, index, problem);
}

static GType
bulk_problem_group_get_item_type (GListModel *model)
{
  return BULK_TYPE_PROBLEM_ITEM;
}

static guint
bulk_problem_group_get_n_items (GListModel *model)
{
  BulkProblemGroup *self = BULK_PROBLEM_GROUP (model);

  return self->indices != NULL ? self->indices->len : bulk_findings_get_n_kept (self->findings, self->code);
}

static gpointer
bulk_problem_group_get_item (GListModel *model, guint position)
{
  BulkProblem problem;

  if (position >= bulk_problem_group_get_n_items (model))
    return NULL;
  get_problem (BULK_PROBLEM_GROUP (model), position, &problem);
  return bulk_problem_item_new (&problem);
}

static void
bulk_problem_group_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_problem_group_get_item_type;
  iface->get_n_items = bulk_problem_group_get_n_items;
  iface->get_item = bulk_problem_group_get_item;
}

static void
bulk_problem_group_finalize (GObject *object)
{
  BulkProblemGroup *self = BULK_PROBLEM_GROUP (object);

  bulk_findings_unref (self->findings);
  g_clear_pointer (&self->indices, g_array_unref);
  G_OBJECT_CLASS (bulk_problem_group_parent_class)->finalize (object);
}

static void
bulk_problem_group_class_init (BulkProblemGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_problem_group_finalize;
}

static void
bulk_problem_group_init (BulkProblemGroup *self)
{
}

/* Public functions */

/**
 * bulk_problem_group_new:
 * @column: or %BULK_PROBLEM_NO_COLUMN for the problems of all columns
 * @waved: whether errors of @code are let through
 *
 * Returns: (transfer full): the problems of @code
 */
BulkProblemGroup *
bulk_problem_group_new (BulkFindings *findings, BulkProblemCode code, guint column, gboolean waved)
{
  BulkProblemGroup *self = g_object_new (BULK_TYPE_PROBLEM_GROUP, NULL);

  self->findings = bulk_findings_ref (findings);
  self->code = code;
  self->column = column;
  self->waved = waved;
  if (column == BULK_PROBLEM_NO_COLUMN)
    return self;
  self->indices = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < bulk_findings_get_n_kept (findings, code); i++)
    {
      BulkProblem problem;

      bulk_findings_get_kept (findings, code, i, &problem);
      if (problem.column == column)
        g_array_append_val (self->indices, i);
    }
  return self;
}

/** bulk_problem_group_get_code: Returns: what the problems have in common */
BulkProblemCode
bulk_problem_group_get_code (BulkProblemGroup *self)
{
  return self->code;
}

/** bulk_problem_group_get_severity: Returns: whether they stop an upload */
BulkSeverity
bulk_problem_group_get_severity (BulkProblemGroup *self)
{
  return bulk_problem_code_get_severity (self->code);
}

/** bulk_problem_group_get_count: Returns: how many there are, more than items perhaps */
guint64
bulk_problem_group_get_count (BulkProblemGroup *self)
{
  return self->column == BULK_PROBLEM_NO_COLUMN
             ? bulk_findings_count (self->findings, self->code)
             : bulk_findings_count_in_column (self->findings, self->code, self->column);
}

/** bulk_problem_group_is_waved: Returns: whether they are errors that are let through by name */
gboolean
bulk_problem_group_is_waved (BulkProblemGroup *self)
{
  return self->waved;
}

/** bulk_problem_group_get_findings: Returns: (transfer none): what they were found in */
BulkFindings *
bulk_problem_group_get_findings (BulkProblemGroup *self)
{
  return self->findings;
}

/** bulk_problem_group_has_fix: Returns: whether there is a suggestion for any of the first of them */
gboolean
bulk_problem_group_has_fix (BulkProblemGroup *self)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint n = MIN (bulk_problem_group_get_n_items (G_LIST_MODEL (self)), FIXES_LOOKED_AT);

  for (guint i = 0; i < n; i++)
    {
      g_auto (BulkFix) fix = { BULK_FIX_NONE };
      BulkProblem problem;

      get_problem (self, i, &problem);
      if (bulk_fix_suggest (self->findings, &problem, cells, &fix))
        return TRUE;
    }
  return FALSE;
}
