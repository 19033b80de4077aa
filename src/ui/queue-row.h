/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "load/queue-item.h"
G_BEGIN_DECLS
/* BulkQueueRow: one file of a queue, with what can be done with it. Signals: "open", "details", "remove", "copied". */
#define BULK_TYPE_QUEUE_ROW (bulk_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkQueueRow, bulk_queue_row, BULK, QUEUE_ROW, AdwActionRow)
GtkWidget *bulk_queue_row_new (BulkQueueItem *item);
BulkQueueItem *bulk_queue_row_get_item (BulkQueueRow *self);
void bulk_queue_row_refresh (BulkQueueRow *self, gboolean busy);   /* busy: the queue is being sent */
/* What became of the file, once, as soon as it was sent; NULL: nothing yet, or it was said. (transfer full) */
char *bulk_queue_row_dup_news (BulkQueueRow *self);
/* What it says below the name. (transfer full) */
char *bulk_queue_row_dup_words (BulkQueueItem *item);
G_END_DECLS
