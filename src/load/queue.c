/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/queue.h"

#include <glib/gi18n-lib.h>

#include "load/queue-look.h"
#include "load/record-text.h"

struct _BulkQueue
{
  GObject parent_instance;
  BulkHistory *history;
  GPtrArray *items;
  gboolean looking, running;
  BulkQueueItem *sending;     /* (nullable) */
};

/* One run through the items. */
typedef struct
{
  BulkQueueOrder order;       /* connection: with the token that was good last */
  char *connection_id, *connection_name;
  GPtrArray *items;           /* as they were when it began */
  guint at;
  char *refused;              /* (nullable): why no other is sent */
} Run;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkQueue, bulk_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void look_at_next (GTask *task);
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

static void
emit_changed (BulkQueue *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_cancelled (GTask *task)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

/* Private helpers: what became of one */

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

/* Private helpers: the run */

static void
end_run (GTask *task)
{
  BulkQueue *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gboolean all = TRUE;

  for (guint i = 0; i < run->items->len; i++)
    all = all && BULK_QUEUE_ITEM (g_ptr_array_index (run->items, i))->state == BULK_QUEUE_ACCEPTED;
  self->running = FALSE;
  emit_changed (self);
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
  emit_changed (self);
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

/* Private helpers: looking */

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  bulk_queue_look_finish (BULK_QUEUE_ITEM (source), result, NULL);
  look_at_next (user_data);
}

static void
look_at_next (GTask *task)
{
  BulkQueue *self = g_task_get_source_object (task);

  for (guint i = 0; i < self->items->len && !is_cancelled (task); i++)
    if (bulk_queue_get (self, i)->state == BULK_QUEUE_WAITING)
      {
        bulk_queue_look_async (bulk_queue_get (self, i), g_task_get_cancellable (task), on_looked, task);
        return;
      }
  self->looking = FALSE;
  emit_changed (self);
  g_task_return_boolean (task, !is_cancelled (task));
  g_object_unref (task);
}

/* Overrides */

static GType
bulk_queue_get_item_type (GListModel *model)
{
  return BULK_TYPE_QUEUE_ITEM;
}

static guint
bulk_queue_get_n_items (GListModel *model)
{
  return BULK_QUEUE (model)->items->len;
}

static gpointer
bulk_queue_get_item (GListModel *model, guint position)
{
  BulkQueue *self = BULK_QUEUE (model);

  return position < self->items->len ? g_object_ref (bulk_queue_get (self, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_queue_get_item_type;
  iface->get_n_items = bulk_queue_get_n_items;
  iface->get_item = bulk_queue_get_item;
}

static void
bulk_queue_finalize (GObject *object)
{
  BulkQueue *self = BULK_QUEUE (object);

  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (bulk_queue_get (self, i), self);
  g_ptr_array_unref (self->items);
  g_clear_object (&self->sending);
  g_object_unref (self->history);
  G_OBJECT_CLASS (bulk_queue_parent_class)->finalize (object);
}

/* Class */

static void
bulk_queue_class_init (BulkQueueClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_queue_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bulk_queue_init (BulkQueue *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Public functions */

/** bulk_queue_new: Returns: (transfer full): an empty queue whose loads are written down in @history */
BulkQueue *
bulk_queue_new (BulkHistory *history)
{
  BulkQueue *self = g_object_new (BULK_TYPE_QUEUE, NULL);

  self->history = g_object_ref (history);
  return self;
}

/** bulk_queue_add: puts @item at the end */
void
bulk_queue_add (BulkQueue *self, BulkQueueItem *item)
{
  g_ptr_array_add (self->items, g_object_ref (item));
  g_signal_connect_swapped (item, "changed", G_CALLBACK (emit_changed), self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  emit_changed (self);
}

/** bulk_queue_remove: takes @item out, unless it is being read or sent */
void
bulk_queue_remove (BulkQueue *self, BulkQueueItem *item)
{
  guint index;

  if (item->state == BULK_QUEUE_SENDING || item->state == BULK_QUEUE_READING || self->running
      || !g_ptr_array_find (self->items, item, &index))
    return;
  g_signal_handlers_disconnect_by_data (item, self);
  g_ptr_array_remove_index (self->items, index);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
  emit_changed (self);
}

/** bulk_queue_get: Returns: (transfer none): an item */
BulkQueueItem *
bulk_queue_get (BulkQueue *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}

/** bulk_queue_look_at_all_async: reads and checks what waits; not while another call does */
void
bulk_queue_look_at_all_async (BulkQueue *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_queue_look_at_all_async);
  g_task_set_check_cancellable (task, FALSE);
  self->looking = TRUE;
  look_at_next (task);
}

/** bulk_queue_look_at_all_finish: Returns: whether all were looked at; %FALSE if it was cancelled */
gboolean
bulk_queue_look_at_all_finish (BulkQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_queue_look_at_all_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

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

/** bulk_queue_is_looking: Returns: whether files are being read and checked */
gboolean
bulk_queue_is_looking (BulkQueue *self)
{
  return self->looking;
}

/** bulk_queue_is_running: Returns: whether files are being sent */
gboolean
bulk_queue_is_running (BulkQueue *self)
{
  return self->running;
}

/** bulk_queue_count: Returns: how many items are in that state */
guint
bulk_queue_count (BulkQueue *self, BulkQueueState state)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += bulk_queue_get (self, i)->state == state;
  return n;
}

/** bulk_queue_count_to_send: Returns: how many items a run would send; @n_rows: (out) (nullable): with how many rows */
guint
bulk_queue_count_to_send (BulkQueue *self, guint64 *n_rows)
{
  guint n = 0;
  guint64 rows = 0;

  for (guint i = 0; i < self->items->len; i++)
    if (bulk_queue_get (self, i)->can_send)
      {
        n++;
        rows += bulk_queue_get (self, i)->summary.n_rows;
      }
  if (n_rows != NULL)
    *n_rows = rows;
  return n;
}

/** bulk_queue_get_most_rows: Returns: how many rows the largest of the items has that a run would send */
guint64
bulk_queue_get_most_rows (BulkQueue *self)
{
  guint64 rows = 0;

  for (guint i = 0; i < self->items->len; i++)
    if (bulk_queue_get (self, i)->can_send)
      rows = MAX (rows, bulk_queue_get (self, i)->summary.n_rows);
  return rows;
}

/** bulk_queue_get_sending: Returns: (transfer none) (nullable): the item under way */
BulkQueueItem *
bulk_queue_get_sending (BulkQueue *self)
{
  return self->sending;
}
