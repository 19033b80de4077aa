/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/batches.h"
G_BEGIN_DECLS
/* BulkBatchList: the batches of a table, what became of each, and their execution IDs. Signals: "show-batch" (guint
 * index): what became of its rows is wanted; "copied". */
#define BULK_TYPE_BATCH_LIST (bulk_batch_list_get_type ())
G_DECLARE_FINAL_TYPE (BulkBatchList, bulk_batch_list, BULK, BATCH_LIST, GtkWidget)
GtkWidget *bulk_batch_list_new (void);
void bulk_batch_list_set (BulkBatchList *self, BulkBatches *batches);   /* nullable: it is not seen */
/* Every batch with its execution ID, a line each, as it is copied. (transfer full) */
char *bulk_batch_list_dup_lines (BulkBatches *batches);
G_END_DECLS
