/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/batch-plan.h"

#include "load/load.h"
#include "load/send-options.h"
#include "workspan/payload-rows.h"
#include "workspan/sha256.h"

typedef struct
{
  BulkTable *table;
  BulkPayloadFormat format;
  guint max_rows;
  guint64 max_bytes;
} Job;

/* Private helpers */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->table);
  g_free (job);
}

static void
plan_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  BulkBatchPlan *plan = bulk_batches_plan (job->table, job->format, job->max_rows, job->max_bytes, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) bulk_batch_plan_free);
  else
    g_task_return_error (task, error);
}

/* FALSE and error: there are as many as there may be. */
static gboolean
add_part (BulkBatchPlan *plan, guint first, guint n, GError **error)
{
  g_autofree char *too_many = NULL;

  if (plan->parts->len < BULK_BATCHES_MAX)
    {
      g_ptr_array_add (plan->parts, bulk_row_set_new_range (first, n));
      return TRUE;
    }
  too_many = bulk_send_options_dup_too_many ();
  g_set_error_literal (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED, too_many);
  return FALSE;
}

/* Looks at all rows, one after the other. */
static gboolean
cut (BulkBatchPlan *plan, Job *job, BulkSha256 *sha256, GCancellable *cancellable, GError **error)
{
  guint n = bulk_table_get_n_rows (job->table), first = 0;
  g_autoptr (BulkRowSet) none = bulk_row_set_new_range (0, 0);
  g_autoptr (BulkPayloadRows) head = bulk_payload_rows_new (job->table, job->format, none);
  g_autoptr (BulkPayloadRows) rows = bulk_payload_rows_new (job->table, job->format, NULL);
  BulkPayloadBuffer buffer = { 0 };
  guint64 frame, bytes;
  gboolean good = bulk_payload_rows_write (head, &buffer, G_MAXSIZE, error);

  /* What every batch has beside its rows. */
  frame = bytes = buffer.length;
  for (guint row = 0; good && row < n; row++)
    {
      gsize length;

      good = !(row % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error));
      buffer.length = 0;
      /* One row, and before the first the header as well. */
      good = good && bulk_payload_rows_write (rows, &buffer, 1, error);
      while (good && bulk_payload_rows_get_n_written (rows) <= row)
        good = bulk_payload_rows_write (rows, &buffer, buffer.length + 1, error);
      bulk_sha256_update (sha256, buffer.data, buffer.length);
      length = buffer.length;
      if (row == 0)
        length -= MIN (length, job->format == BULK_PAYLOAD_CSV ? frame : 1);
      if (row > first
          && ((job->max_rows > 0 && row - first >= job->max_rows)
              || (job->max_bytes > 0 && bytes + length > job->max_bytes)))
        {
          good = good && add_part (plan, first, row - first, error);
          first = row;
          bytes = frame;
        }
      bytes += length;
    }
  good = good && (n == first || add_part (plan, first, n - first, error));
  buffer.length = 0;
  good = good && bulk_payload_rows_write (rows, &buffer, G_MAXSIZE, error);
  bulk_sha256_update (sha256, buffer.data, buffer.length);
  g_free (buffer.data);
  return good;
}

/* Public functions */

/**
 * bulk_batches_plan:
 * @max_rows: rows in a batch at most; 0: any
 * @max_bytes: bytes of its body at most, the header with it; 0: any
 *
 * Returns: (transfer full): the batches, in order, none empty, %BULK_BATCHES_MAX at most; %NULL and @error: they would
 *   be more, or a row cannot be read, or it was cancelled
 */
BulkBatchPlan *
bulk_batches_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (BulkBatchPlan) plan = g_new0 (BulkBatchPlan, 1);
  g_autoptr (BulkSha256) sha256 = bulk_sha256_new ();
  Job job = { table, format, max_rows, max_bytes };

  plan->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_set_unref);
  plan->max_rows = max_rows;
  plan->max_bytes = max_bytes;
  if (!cut (plan, &job, sha256, cancellable, error))
    return NULL;
  plan->table_sha256 = g_strdup (bulk_sha256_get_string (sha256));
  return g_steal_pointer (&plan);
}

/** bulk_batch_plan_free: @self: (nullable) (transfer full): where to cut */
void
bulk_batch_plan_free (BulkBatchPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->parts);
  g_free (self->table_sha256);
  g_free (self);
}

/** bulk_batches_plan_async: bulk_batches_plan() without waiting for it */
void
bulk_batches_plan_async (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job) { g_object_ref (table), format, max_rows, max_bytes };
  g_task_set_source_tag (task, bulk_batches_plan_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, plan_in_thread);
}

/** bulk_batches_plan_finish: Returns: (transfer full) (nullable): as of bulk_batches_plan() */
BulkBatchPlan *
bulk_batches_plan_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_batches_plan_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
