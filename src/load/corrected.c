/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/corrected.h"

#include <string.h>

typedef struct
{
  BulkTable *sent, *now;
  BulkRowSet *rejected;
} Job;

/* Private helpers */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->sent);
  g_object_unref (job->now);
  bulk_row_set_unref (job->rejected);
  g_free (job);
}

static gboolean
has_other_columns (BulkTable *sent, BulkTable *now)
{
  guint n = bulk_table_get_n_columns (sent);

  if (n != bulk_table_get_n_columns (now) || bulk_table_has_header (sent) != bulk_table_has_header (now))
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *before = bulk_table_dup_header (sent, i), *after = bulk_table_dup_header (now, i);

      if (strcmp (before, after) != 0
          || bulk_table_get_source_column (sent, i) != bulk_table_get_source_column (now, i))
        return TRUE;
    }
  return FALSE;
}

static gboolean
are_equal (BulkCells *before, BulkCells *after)
{
  guint n = MAX (bulk_cells_get_n (before), bulk_cells_get_n (after));

  for (guint i = 0; i < n; i++)
    if (!bulk_cell_equal (bulk_cells_get (before, i), bulk_cells_get (after, i)))
      return FALSE;
  return TRUE;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, bulk_corrected_find (job->sent, job->now, job->rejected),
                         (GDestroyNotify) bulk_row_set_unref);
}

/* Public functions */

/** bulk_corrected_find: Returns: (transfer full): the rejected rows that are other ones by now */
BulkRowSet *
bulk_corrected_find (BulkTable *sent, BulkTable *now, BulkRowSet *rejected)
{
  guint n = bulk_row_set_get_n (rejected), n_found = 0;
  gboolean all = has_other_columns (sent, now);
  g_autofree guint *found = g_new (guint, MAX (n, 1));
  g_autoptr (BulkCells) before = bulk_cells_new (), after = bulk_cells_new ();

  for (guint i = 0; i < n; i++)
    {
      guint row = bulk_row_set_get (rejected, i), place;

      if (!bulk_corrected_find_row (sent, now, row, &place))
        continue;
      if (all
          || (bulk_table_read_row (sent, row, before) && bulk_table_read_row (now, place, after)
              && !are_equal (before, after)))
        found[n_found++] = place;
    }
  return bulk_row_set_new_list (found, n_found);
}

/** bulk_corrected_find_async: bulk_corrected_find() in a thread */
void
bulk_corrected_find_async (BulkTable *sent, BulkTable *now, BulkRowSet *rejected, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->sent = g_object_ref (sent);
  job->now = g_object_ref (now);
  job->rejected = bulk_row_set_ref (rejected);
  g_task_set_source_tag (task, bulk_corrected_find_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, find_in_thread);
}

/** bulk_corrected_find_finish: Returns: (transfer full): as bulk_corrected_find() */
BulkRowSet *
bulk_corrected_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_corrected_find_row: Returns: whether the row that was sent is still there; @found: where */
gboolean
bulk_corrected_find_row (BulkTable *sent, BulkTable *now, guint row, guint *found)
{
  guint source = bulk_table_get_source_row (sent, row);

  return source != G_MAXUINT && bulk_table_find_source_row (now, source, found);
}
