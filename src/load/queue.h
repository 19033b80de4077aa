/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/queue-item.h"
G_BEGIN_DECLS
/* BulkQueue: several files, looked at and then uploaded one after the other, in order, each with a result of its own.
 * One that fails does not stop the others, unless the service does not take the credentials: then the rest stays as it
 * is. What may have been loaded is never sent again. A GListModel of BulkQueueItem. Signal "changed": of any item, or
 * of what the queue is doing. */
#define BULK_TYPE_QUEUE (bulk_queue_get_type ())
G_DECLARE_FINAL_TYPE (BulkQueue, bulk_queue, BULK, QUEUE, GObject)

BulkQueue *bulk_queue_new (BulkHistory *history);
void bulk_queue_add (BulkQueue *self, BulkQueueItem *item);
void bulk_queue_remove (BulkQueue *self, BulkQueueItem *item);     /* not the one that is being sent */
BulkQueueItem *bulk_queue_get (BulkQueue *self, guint index);      /* (transfer none) */
/* Reads and checks all that wait, one at a time. Always finishes; what is added meanwhile is looked at as well. */
void bulk_queue_look_at_all_async (BulkQueue *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean bulk_queue_look_at_all_finish (BulkQueue *self, GAsyncResult *result, GError **error);   /* FALSE: cancelled */

/* How and where to, for all of them. */
typedef struct
{
  BulkConnection *connection;
  const char *connection_id, *connection_name;   /* for the history; nullable */
  BulkPayloadFormat format;
  BulkSendOptions options;
} BulkQueueOrder;
/* Sends all that can be sent; may be run again for those that still can. Always finishes. */
void bulk_queue_run_async (BulkQueue *self, const BulkQueueOrder *order, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_queue_run_finish (BulkQueue *self, GAsyncResult *result, GError **error);  /* whether all were accepted */

gboolean bulk_queue_is_looking (BulkQueue *self);
gboolean bulk_queue_is_running (BulkQueue *self);
guint bulk_queue_count (BulkQueue *self, BulkQueueState state);
guint bulk_queue_count_to_send (BulkQueue *self, guint64 *n_rows);       /* n_rows: nullable */
guint64 bulk_queue_get_most_rows (BulkQueue *self);   /* of one item that a run would send */
BulkQueueItem *bulk_queue_get_sending (BulkQueue *self);                 /* (transfer none) (nullable) */
/* What was sent and what was not, in whole sentences; translated. (transfer full) */
char *bulk_queue_dup_summary (BulkQueue *self);
G_END_DECLS
