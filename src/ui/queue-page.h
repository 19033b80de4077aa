/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/queue.h"
G_BEGIN_DECLS
/* BulkQueuePage: several files, what was understood of each, and what became of it. Signals: "upload": the user wants
 * them sent, bulk_queue_page_run() follows; "ended" (gboolean all): the run has; "open" (BulkQueueItem *); "details"
 * (gint64, a record of the history); "leave"; "message" (G_TYPE_STRING). */
#define BULK_TYPE_QUEUE_PAGE (bulk_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkQueuePage, bulk_queue_page, BULK, QUEUE_PAGE, GtkWidget)
GtkWidget *bulk_queue_page_new (void);
void bulk_queue_page_set_queue (BulkQueuePage *self, BulkQueue *queue);   /* nullable; not while it is sent */
BulkQueue *bulk_queue_page_get_queue (BulkQueuePage *self);               /* (transfer none) (nullable) */
void bulk_queue_page_look (BulkQueuePage *self);                          /* at what was added */
void bulk_queue_page_run (BulkQueuePage *self, const BulkQueueOrder *order);
gboolean bulk_queue_page_is_busy (BulkQueuePage *self);                   /* files are being sent */
void bulk_queue_page_cancel (BulkQueuePage *self);                        /* at once, without asking */
char *bulk_queue_page_dup_cancel_meaning (BulkQueuePage *self);           /* (transfer full) */
G_END_DECLS
