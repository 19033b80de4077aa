/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/queue-look.h"

#include <glib/gi18n-lib.h>

#include "table/import.h"

/* Private helpers: opening */

static void
on_complete (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkTable *table = BULK_TABLE (source);
  GError *error = NULL;

  if (bulk_table_wait_finish (table, result, &error))
    {
      g_task_return_pointer (task, g_object_ref (table), g_object_unref);
      return;
    }
  bulk_table_stop (table);
  g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (BulkTable) table = bulk_import_open_finish (BULK_IMPORT (source), result, &error);

  if (table == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  bulk_table_wait_async (table, g_task_get_cancellable (task), on_complete, task);
}

/* Private helpers: checking */

static char *
dup_errors (const BulkProblemsSummary *summary)
{
  g_autofree char *words = bulk_problems_summary_dup_words (summary);

  /* Translators: a summary such as "3 errors in 2 rows; 1,201 rows are ready" */
  return g_strdup_printf (_("%s. Open the file to fix the errors, or to let them through."), words);
}

static void
judge (BulkQueueItem *item, BulkFindings *findings)
{
  bulk_findings_get_summary (findings, item->waved, &item->summary);
  if (item->summary.n_rows == 0)
    bulk_queue_item_set (item, BULK_QUEUE_HELD, FALSE, _("There are no rows to load in it."));
  else if (item->summary.n_errors > 0)
    {
      g_autofree char *text = dup_errors (&item->summary);

      bulk_queue_item_set (item, BULK_QUEUE_HELD, FALSE, text);
    }
  else
    bulk_queue_item_set (item, BULK_QUEUE_READY, TRUE, NULL);
}

static gboolean
is_cancelled (GTask *task)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkQueueItem *item = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkFindings) findings = bulk_findings_run_finish (result, &error);

  if (is_cancelled (task))
    bulk_queue_item_set (item, BULK_QUEUE_WAITING, FALSE, NULL);
  else if (findings == NULL)
    bulk_queue_item_set (item, BULK_QUEUE_UNREADABLE, FALSE, error->message);
  else
    judge (item, findings);
  g_task_return_boolean (task, !is_cancelled (task));
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkQueueItem *item = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = bulk_queue_open_finish (item, result, &error);
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;

  if (table == NULL)
    {
      gboolean cancelled = is_cancelled (task);

      bulk_queue_item_set (item, cancelled ? BULK_QUEUE_WAITING : BULK_QUEUE_UNREADABLE, FALSE,
                           cancelled ? NULL : error->message);
      g_task_return_boolean (task, !cancelled);
      return;
    }
  /* The table goes; what was read stays, so that nothing else is sent. */
  if (item->table == NULL)
    g_set_object (&item->snapshot, bulk_table_get_snapshot (table));
  bulk_findings_run_async (table, &options, g_task_get_cancellable (task), on_checked, g_object_ref (task));
}

/* Public functions */

/** bulk_queue_open_async: one table is in memory for each call: not for several items at once */
void
bulk_queue_open_async (BulkQueueItem *item, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (item, cancellable, callback, user_data);
  g_autoptr (BulkImport) import = NULL;

  g_task_set_source_tag (task, bulk_queue_open_async);
  if (item->table != NULL)
    {
      g_task_return_pointer (task, g_object_ref (item->table), g_object_unref);
      g_object_unref (task);
      return;
    }
  import = item->snapshot != NULL ? bulk_import_new_for_snapshot (item->snapshot) : bulk_import_new (item->file);
  bulk_import_open_async (import, cancellable, on_opened, task);
}

/** bulk_queue_open_finish: Returns: (transfer full) (nullable): the table, read to its end */
BulkTable *
bulk_queue_open_finish (BulkQueueItem *item, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_queue_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_queue_look_async: @item becomes READY, HELD or UNREADABLE; WAITING again if cancelled */
void
bulk_queue_look_async (BulkQueueItem *item, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (item, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_queue_look_async);
  g_task_set_check_cancellable (task, FALSE);
  bulk_queue_item_set (item, BULK_QUEUE_READING, FALSE, NULL);
  bulk_queue_open_async (item, cancellable, on_looked, task);
}

/** bulk_queue_look_finish: Returns: whether it was looked at to the end */
gboolean
bulk_queue_look_finish (BulkQueueItem *item, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_queue_look_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
