/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run through the files of a queue: one after the other is opened and sent. */
#include "load/queue-private.h"

#include <glib/gi18n-lib.h>

#include "load/queue-look.h"
#include "load/record-text.h"

/* One run through the items. */
typedef struct
{
  BulkQueueOrder order;       /* connection: with the token that was good last */
  char *connection_id, *connection_name;
  GPtrArray *items;           /* as they were when it began */
  guint at;
  char *refused;              /* (nullable): why no other is sent */
} Run;

static void run_next (GTask *task);

/* Private helpers */

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->order.connection);
  g_free (run->connection_id);
  g_free (run->connection_name);
  g_ptr_array_unref (run->items);
  g_free (run->refused);
  g_free (run);
}

static gboolean
is_cancelled (GTask *task)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

/* What became of one */

static char *
dup_sent (BulkQueueItem *item, BulkOutcome *outcome)
{
  BulkBatches *batches = bulk_sending_get_batches (item->sending);

  return batches != NULL ? bulk_batches_dup_sent (batches) : g_strdup (bulk_outcome_get_what_was_sent (outcome));
}

/* (transfer full): how it ended, what was sent, and what can be done */
static char *
dup_failure (BulkQueueItem *item, BulkOutcome *outcome)
{
  g_autofree char *sent = dup_sent (item, outcome);
  const char *server = bulk_outcome_get_server_text (outcome);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s %s", bulk_outcome_get_what_happened (outcome), sent,
                          bulk_outcome_get_what_next (outcome));
  if (server != NULL && *server != '\0')
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("The service says: %s"), server);
    }
  return g_string_free (text, FALSE);
}

static void
collect_ids (BulkQueueItem *item, BulkOutcome *outcome)
{
  BulkBatches *batches = bulk_sending_get_batches (item->sending);
  BulkExecution *execution = outcome != NULL ? bulk_outcome_get_execution (outcome) : NULL;

  g_ptr_array_set_size (item->execution_ids, 0);
  if (execution != NULL)
    g_ptr_array_add (item->execution_ids, g_strdup (bulk_execution_get_execution_id (execution)));
  for (guint i = 0; batches != NULL && i < bulk_batches_get_n (batches); i++)
    if (bulk_batches_get_execution_id (batches, i) != NULL)
      g_ptr_array_add (item->execution_ids, g_strdup (bulk_batches_get_execution_id (batches, i)));
}

static void
end_with_outcome (BulkQueueItem *item, BulkOutcome *outcome)
{
  BulkBatches *batches = bulk_sending_get_batches (item->sending);
  gboolean partly = batches != NULL && bulk_batches_get_n_done (batches) > 0;
  g_autofree char *text = NULL;

  switch (bulk_outcome_get_state (outcome))
    {
    case BULK_OUTCOME_ACCEPTED:
      text = batches != NULL ? bulk_batches_dup_sent (batches) : NULL;
      bulk_queue_item_set (item, BULK_QUEUE_ACCEPTED, FALSE, text);
      return;
    case BULK_OUTCOME_UNKNOWN:
      text = dup_failure (item, outcome);
      bulk_queue_item_set (item, BULK_QUEUE_UNKNOWN, FALSE, text);
      return;
    case BULK_OUTCOME_REFUSED:
    case BULK_OUTCOME_NOT_SENT:
    default:
      text = dup_failure (item, outcome);
      bulk_queue_item_set (item, partly ? BULK_QUEUE_PARTLY : BULK_QUEUE_NOT_LOADED, TRUE, text);
    }
}

/* Nothing more of it was sent. */
static void
end_with_error (BulkQueueItem *item, const GError *error)
{
  BulkRecord *earlier = bulk_sending_get_earlier (item->sending);
  BulkBatches *batches = bulk_sending_get_batches (item->sending);
  gboolean duplicate = g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  gboolean partly = batches != NULL && bulk_batches_get_n_done (batches) > 0;
  g_autofree char *why = duplicate && earlier != NULL ? bulk_record_text_dup_earlier (earlier)
                                                      : g_strdup (error->message);
  g_autofree char *sent = batches != NULL ? bulk_batches_dup_sent (batches) : g_strdup (_("Nothing was sent."));
  g_autofree char *rest = duplicate && earlier != NULL ? bulk_record_text_dup_rest (earlier) : NULL;
  g_autofree char *text = duplicate ? g_strdup_printf ("%s %s %s%s%s", why, sent, rest ? rest : "", rest ? " " : "",
                                                       _("Open the file to send it all the same."))
                                    : g_strdup_printf ("%s %s", why, sent);

  bulk_queue_item_set (item, duplicate ? BULK_QUEUE_HELD : partly ? BULK_QUEUE_PARTLY : BULK_QUEUE_NOT_LOADED,
                       !duplicate, text);
}

/* One after the other */

static void
end_run (GTask *task)
{
  BulkQueue *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gboolean all = TRUE;

  for (guint i = 0; i < run->items->len; i++)
    all = all && BULK_QUEUE_ITEM (g_ptr_array_index (run->items, i))->state == BULK_QUEUE_ACCEPTED;
  self->running = FALSE;
  bulk_queue_emit_changed (self);
  g_task_return_boolean (task, all);
  g_object_unref (task);
}

/* What was not begun is as it was, and can be sent another time. */
static void
leave_rest (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  for (; run->at < run->items->len; run->at++)
    bulk_queue_item_set (g_ptr_array_index (run->items, run->at), BULK_QUEUE_NOT_LOADED, TRUE,
                         run->refused != NULL ? run->refused
                                              : _("The upload was stopped before this file. Nothing was sent."));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkQueue *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (BulkQueueItem) item = g_object_ref (self->sending);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = bulk_sending_run_finish (BULK_SENDING (source), result, &error);
  BulkLoad *load = bulk_sending_get_load (item->sending);

  /* The next one goes with the token that was good for this one. */
  if (load != NULL)
    g_set_object (&run->order.connection, bulk_load_get_connection (load));
  item->record_id = bulk_sending_get_record_id (item->sending);
  collect_ids (item, outcome);
  if (outcome != NULL)
    end_with_outcome (item, outcome);
  else
    end_with_error (item, error);
  if (outcome != NULL && bulk_outcome_is_about_credentials (outcome))
    run->refused
        = g_strdup_printf (/* Translators: a file's name */
                           _("Nothing was sent: the service did not take the credentials when “%s” was uploaded."),
                           item->name);
  g_clear_object (&item->sending);
  g_clear_object (&self->sending);
  run->at++;
  run_next (task);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkQueue *self = g_task_get_source_object (task);
  BulkQueueItem *item = BULK_QUEUE_ITEM (source);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = bulk_queue_open_finish (item, result, &error);
  g_autoptr (BulkTable) frozen = table != NULL ? bulk_table_freeze (table) : NULL;

  if (table == NULL)
    {
      g_clear_object (&self->sending);
      if (!is_cancelled (task))
        {
          g_autofree char *text = g_strdup_printf ("%s %s", error->message, _("Nothing was sent."));

          bulk_queue_item_set (item, BULK_QUEUE_NOT_LOADED, TRUE, text);
          run->at++;
        }
      run_next (task);
      return;
    }
  item->sending = bulk_sending_new (self->history, run->order.connection, frozen, run->order.format,
                                    &run->order.options);
  bulk_sending_set_connection_names (item->sending, run->connection_id, run->connection_name);
  bulk_sending_run_async (item->sending, g_task_get_cancellable (task), on_sent, task);
  bulk_queue_emit_changed (self);
}

static void
run_next (GTask *task)
{
  BulkQueue *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (is_cancelled (task) || run->refused != NULL)
    leave_rest (task);
  if (run->at == run->items->len)
    {
      end_run (task);
      return;
    }
  g_set_object (&self->sending, g_ptr_array_index (run->items, run->at));
  bulk_queue_item_set (self->sending, BULK_QUEUE_SENDING, FALSE, NULL);
  bulk_queue_open_async (self->sending, g_task_get_cancellable (task), on_opened, task);
}

/* Public functions */

/** bulk_queue_run_async: @order: copied; sends what can be sent, in the order of the queue */
void
bulk_queue_run_async (BulkQueue *self, const BulkQueueOrder *order, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_return_if_fail (!self->running);
  g_task_set_source_tag (task, bulk_queue_run_async);
  g_task_set_check_cancellable (task, FALSE);
  run->order = *order;
  g_object_ref (run->order.connection);
  run->connection_id = g_strdup (order->connection_id);
  run->connection_name = g_strdup (order->connection_name);
  run->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->items->len; i++)
    if (bulk_queue_get (self, i)->can_send)
      g_ptr_array_add (run->items, g_object_ref (bulk_queue_get (self, i)));
  g_task_set_task_data (task, run, run_free);
  self->running = TRUE;
  run_next (task);
}

/** bulk_queue_run_finish: Returns: whether all that could be sent was accepted */
gboolean
bulk_queue_run_finish (BulkQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_queue_run_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
