/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
G_BEGIN_DECLS
/* BulkBatches: a table sent in parts, one execution each, the header with each of them; stops at the first that is not
 * accepted. What the history knows as accepted is not sent again, so that running the same once more goes on where it
 * stopped. Signal "batch-ended" (guint index). */
#define BULK_TYPE_BATCHES (bulk_batches_get_type ())
G_DECLARE_FINAL_TYPE (BulkBatches, bulk_batches, BULK, BATCHES, GObject)

typedef enum
{
  BULK_BATCH_PENDING,
  BULK_BATCH_ACCEPTED,
  BULK_BATCH_EARLIER,     /* accepted before; not sent again */
  BULK_BATCH_STOPPED,     /* not accepted: see outcome or error */
} BulkBatchState;

/* Where to cut: pure but for reading. max_rows, max_bytes: 0: any; a row longer than max_bytes is a batch of its own.
 * Blocking. (transfer full): of BulkRowSet; NULL and error: a row cannot be read, or cancelled */
GPtrArray *bulk_batches_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                              GCancellable *cancellable, GError **error);

/* table: complete and frozen; parts: of bulk_batches_plan(), kept */
BulkBatches *bulk_batches_new (BulkHistory *history, BulkConnection *connection, BulkTable *table,
                               BulkPayloadFormat format, BulkUploadWay way, GPtrArray *parts);
void bulk_batches_set_connection_name (BulkBatches *self, const char *name);   /* for the history; nullable */
void bulk_batches_run_async (BulkBatches *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* TRUE: all are accepted. FALSE without error: a batch was not, see its outcome; with error: nothing of it was sent. */
gboolean bulk_batches_run_finish (BulkBatches *self, GAsyncResult *result, GError **error);
guint bulk_batches_get_n (BulkBatches *self);
guint bulk_batches_get_n_done (BulkBatches *self);                             /* accepted, now or earlier */
BulkRowSet *bulk_batches_get_rows (BulkBatches *self, guint index);
BulkBatchState bulk_batches_get_state (BulkBatches *self, guint index);
const char *bulk_batches_get_execution_id (BulkBatches *self, guint index);    /* nullable */
BulkOutcome *bulk_batches_get_outcome (BulkBatches *self);                     /* of the latest that was sent; nullable */
BulkLoad *bulk_batches_get_load (BulkBatches *self);                           /* under way; nullable */
G_END_DECLS
