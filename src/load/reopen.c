/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/reopen.h"

#include <glib/gi18n-lib.h>

#include "load/load.h"
#include "table/import.h"

typedef struct
{
  BulkRecord *record;
  BulkTable *table;   /* nullable; frozen in the end */
} Job;

/* Private helpers */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->record);
  g_clear_object (&job->table);
  g_free (job);
}

/* Callbacks */

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkPayload *payload = BULK_PAYLOAD (source);
  BulkRecord *record = g_task_get_task_data (task);
  GError *error = NULL;

  if (bulk_payload_measure_finish (payload, result, &error))
    g_task_return_int (task, g_strcmp0 (bulk_payload_get_sha256 (payload), record->table_sha256) == 0);
  else
    g_task_return_error (task, error);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean same;

  if (!bulk_reopen_compare_finish (result, &same, &error))
    g_task_return_error (task, error);
  else if (same)
    g_task_return_pointer (task, g_object_ref (job->table), g_object_unref);
  else
    g_task_return_new_error (task, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED, "%s",
                             _("The table in the file is not the one that was sent."));
}

static void
on_complete (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!bulk_table_wait_finish (BULK_TABLE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_unref (job->table);
  job->table = bulk_table_freeze (BULK_TABLE (source));
  bulk_reopen_compare_async (job->record, job->table, g_task_get_cancellable (task), on_compared, g_object_ref (task));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->table = bulk_import_open_finish (BULK_IMPORT (source), result, &error);
  if (job->table == NULL)
    g_task_return_error (task, error);
  else
    bulk_table_wait_async (job->table, g_task_get_cancellable (task), on_complete, g_object_ref (task));
}

/* Public functions */

/** bulk_reopen_get_format: Returns: as what the load was sent */
BulkPayloadFormat
bulk_reopen_get_format (BulkRecord *record)
{
  return g_strcmp0 (record->body_format, "json") == 0 ? BULK_PAYLOAD_JSON : BULK_PAYLOAD_CSV;
}

/** bulk_reopen_compare_async: @record: of a load; @table: complete and frozen */
void
bulk_reopen_compare_async (BulkRecord *record, BulkTable *table, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, bulk_reopen_get_format (record));

  g_task_set_source_tag (task, bulk_reopen_compare_async);
  g_task_set_task_data (task, g_object_ref (record), g_object_unref);
  bulk_payload_measure_async (payload, cancellable, on_measured, task);
}

/**
 * bulk_reopen_compare_finish:
 * @same: (out): whether the load was made from just these rows
 *
 * Returns: whether it is known
 */
gboolean
bulk_reopen_compare_finish (GAsyncResult *result, gboolean *same, GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_reopen_compare_async), FALSE);
  answer = g_task_propagate_int (G_TASK (result), error);
  *same = answer > 0;
  return answer >= 0;
}

/** bulk_reopen_async: @record: of a load; reads its file, without a window, and looks whether it holds what was sent */
void
bulk_reopen_async (BulkRecord *record, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  g_autoptr (GFile) file = record->file_uri != NULL ? g_file_new_for_uri (record->file_uri) : NULL;
  g_autoptr (BulkImport) import = NULL;
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;

  g_task_set_source_tag (task, bulk_reopen_async);
  job->record = g_object_ref (record);
  g_task_set_task_data (task, job, job_free);
  if (file == NULL || record->table_sha256 == NULL)
    {
      g_task_return_new_error (task, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED, "%s",
                               _("It is not known which table was sent."));
      return;
    }
  options.sheet = record->sheet;
  import = bulk_import_new (file);
  bulk_import_set_options (import, &options);
  bulk_import_open_async (import, cancellable, on_opened, g_object_ref (task));
}

/** bulk_reopen_finish: Returns: (transfer full) (nullable): the table, as it was sent */
BulkTable *
bulk_reopen_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_reopen_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
