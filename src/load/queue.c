/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/queue-private.h"

#include "load/queue-look.h"

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkQueue, bulk_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void look_at_next (GTask *task);

/* Private helpers */

void
bulk_queue_emit_changed (BulkQueue *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

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
  GCancellable *cancellable = g_task_get_cancellable (task);

  for (guint i = 0; i < self->items->len && !g_cancellable_is_cancelled (cancellable); i++)
    if (bulk_queue_get (self, i)->state == BULK_QUEUE_WAITING)
      {
        bulk_queue_look_async (bulk_queue_get (self, i), cancellable, on_looked, task);
        return;
      }
  self->looking = FALSE;
  bulk_queue_emit_changed (self);
  g_task_return_boolean (task, !g_cancellable_is_cancelled (cancellable));
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
  g_signal_connect_swapped (item, "changed", G_CALLBACK (bulk_queue_emit_changed), self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  bulk_queue_emit_changed (self);
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
  bulk_queue_emit_changed (self);
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
