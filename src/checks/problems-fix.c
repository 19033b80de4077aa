/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/fix-all.h"
#include "checks/problems.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  BulkFindings *findings;
  guint64 codes;
  BulkEditBatch *batch;
  guint64 n_fixed;
} FixAll;

static void
fix_all_free (gpointer data)
{
  FixAll *self = data;

  bulk_findings_unref (self->findings);
  g_clear_pointer (&self->batch, bulk_edit_batch_free);
  g_free (self);
}

static char *
dup_label (guint64 codes)
{
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if (codes == BULK_PROBLEM_BIT (i))
      return bulk_fix_dup_label (i);
  return g_strdup (_("Fix Problems"));
}

static void
fill_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  FixAll *self = task_data;

  self->n_fixed = bulk_fix_all (self->findings, self->codes, FALSE, self->batch, cancellable);
  g_task_return_boolean (task, self->n_fixed > 0);
}

/* Public functions */

/**
 * bulk_problems_fix_all_async:
 * @codes: a set of codes
 *
 * What is done about all of these problems becomes one step of the table's edits, in
 * bulk_problems_fix_all_finish().
 */
void
bulk_problems_fix_all_async (BulkProblems *self, guint64 codes, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BulkTable *table = bulk_problems_get_table (self);
  g_autofree char *label = dup_label (codes);
  FixAll *data;

  g_task_set_source_tag (task, bulk_problems_fix_all_async);
  if (table == NULL || bulk_problems_is_running (self) || bulk_problems_get_findings (self) == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  data = g_new0 (FixAll, 1);
  data->findings = bulk_findings_ref (bulk_problems_get_findings (self));
  data->codes = codes;
  data->batch = bulk_edits_begin (bulk_table_get_edits (table), label);
  g_task_set_task_data (task, data, fix_all_free);
  g_task_run_in_thread (task, fill_in_thread);
}

/**
 * bulk_problems_fix_all_finish:
 * @n_fixed: (out) (optional): how many
 *
 * Returns: whether anything was done
 */
gboolean
bulk_problems_fix_all_finish (BulkProblems *self, GAsyncResult *result, guint64 *n_fixed, GError **error)
{
  FixAll *data = g_task_get_task_data (G_TASK (result));
  BulkTable *table = bulk_problems_get_table (self);

  if (n_fixed != NULL)
    *n_fixed = 0;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (table == NULL || !bulk_edits_commit (bulk_table_get_edits (table), g_steal_pointer (&data->batch)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The table was changed meanwhile. Nothing was fixed."));
      return FALSE;
    }
  if (n_fixed != NULL)
    *n_fixed = data->n_fixed;
  return TRUE;
}

/**
 * bulk_problems_fix_one:
 *
 * Returns: whether the suggestion for @problem was taken; %FALSE too while checks are running
 */
gboolean
bulk_problems_fix_one (BulkProblems *self, const BulkProblem *problem)
{
  BulkTable *table = bulk_problems_get_table (self);
  g_autofree char *label = bulk_fix_dup_label (problem->code);
  BulkEditBatch *batch;

  if (table == NULL || bulk_problems_is_running (self) || bulk_problems_get_findings (self) == NULL)
    return FALSE;
  batch = bulk_edits_begin (bulk_table_get_edits (table), label);
  if (bulk_fix_one (bulk_problems_get_findings (self), problem, batch))
    return bulk_edits_commit (bulk_table_get_edits (table), batch);
  bulk_edit_batch_free (batch);
  return FALSE;
}
