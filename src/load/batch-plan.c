/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/batch-plan.h"

#include "workspan/payload-rows.h"

typedef struct
{
  BulkTable *table;
  BulkPayloadFormat format;
  guint max_rows;
  guint64 max_bytes;
} Plan;

/* Private helpers */

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->table);
  g_free (plan);
}

static void
plan_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Plan *plan = task_data;
  GError *error = NULL;
  GPtrArray *parts = bulk_batches_plan (plan->table, plan->format, plan->max_rows, plan->max_bytes, cancellable, &error);

  if (parts != NULL)
    g_task_return_pointer (task, parts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/**
 * bulk_batches_plan:
 * @max_rows: rows in a batch at most; 0: any
 * @max_bytes: bytes of its body at most, the header with it; 0: any
 *
 * Returns: (transfer full) (element-type BulkRowSet): the batches, in order; none is empty
 */
GPtrArray *
bulk_batches_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_set_unref);
  guint n = bulk_table_get_n_rows (table), first = 0;
  g_autoptr (BulkRowSet) none = bulk_row_set_new_range (0, 0);
  g_autoptr (BulkPayloadRows) head = bulk_payload_rows_new (table, format, none);
  g_autoptr (BulkPayloadRows) rows = bulk_payload_rows_new (table, format, NULL);
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
      length = buffer.length;
      if (row == 0)
        length -= MIN (length, format == BULK_PAYLOAD_CSV ? frame : 1);
      if (row > first
          && ((max_rows > 0 && row - first >= max_rows) || (max_bytes > 0 && bytes + length > max_bytes)))
        {
          g_ptr_array_add (parts, bulk_row_set_new_range (first, row - first));
          first = row;
          bytes = frame;
        }
      bytes += length;
    }
  g_free (buffer.data);
  if (!good)
    return NULL;
  if (n > first)
    g_ptr_array_add (parts, bulk_row_set_new_range (first, n - first));
  return g_steal_pointer (&parts);
}

/** bulk_batches_plan_async: bulk_batches_plan() without waiting for it */
void
bulk_batches_plan_async (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Plan *plan = g_new0 (Plan, 1);

  *plan = (Plan) { g_object_ref (table), format, max_rows, max_bytes };
  g_task_set_source_tag (task, bulk_batches_plan_async);
  g_task_set_task_data (task, plan, plan_free);
  g_task_run_in_thread (task, plan_in_thread);
}

/** bulk_batches_plan_finish: Returns: (transfer full) (nullable) (element-type BulkRowSet): as of bulk_batches_plan() */
GPtrArray *
bulk_batches_plan_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_batches_plan_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
