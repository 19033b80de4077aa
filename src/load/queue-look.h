/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/queue-item.h"
G_BEGIN_DECLS
/* Opens an item's file as the window would, all of it; once it was looked at, the same bytes again. */
void bulk_queue_open_async (BulkQueueItem *item, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
BulkTable *bulk_queue_open_finish (BulkQueueItem *item, GAsyncResult *result, GError **error);   /* (transfer full) */
/* Opens and checks it, and fills in what was found. FALSE: it was cancelled. */
void bulk_queue_look_async (BulkQueueItem *item, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bulk_queue_look_finish (BulkQueueItem *item, GAsyncResult *result, GError **error);
G_END_DECLS
