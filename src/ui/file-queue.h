/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* BulkFileQueue: files still to be looked at, in the order they came, each once. A GListModel of GFile. */
#define BULK_TYPE_FILE_QUEUE (bulk_file_queue_get_type ())
G_DECLARE_FINAL_TYPE (BulkFileQueue, bulk_file_queue, BULK, FILE_QUEUE, GObject)
BulkFileQueue *bulk_file_queue_new (void);
guint bulk_file_queue_add (BulkFileQueue *self, GListModel *files);  /* returns how many were new */
GFile *bulk_file_queue_take (BulkFileQueue *self);                   /* (transfer full) (nullable) */
void bulk_file_queue_put_back (BulkFileQueue *self, GFile *file);       /* to where it was: first */
guint bulk_file_queue_get_n (BulkFileQueue *self);
char *bulk_file_queue_dup_text (BulkFileQueue *self);                /* "Next: b.csv and 2 more"; NULL: empty */
G_END_DECLS
