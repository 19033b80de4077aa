/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/batch-plan.h"
#include "load/batch.h"
#include "load/load.h"
G_BEGIN_DECLS
/* BulkBatches: a table sent in parts, one execution each, the header with each of them; stops at the first that is not
 * accepted. What the history knows as accepted is not sent again, so that running the same once more goes on where it
 * stopped. A GListModel of BulkBatch: "items-changed" tells of one that has ended. Signal "batch-ended" (guint
 * index). */
#define BULK_TYPE_BATCHES (bulk_batches_get_type ())
G_DECLARE_FINAL_TYPE (BulkBatches, bulk_batches, BULK, BATCHES, GObject)

/* table: complete and frozen; plan: of bulk_batches_plan() */
BulkBatches *bulk_batches_new (BulkHistory *history, BulkConnection *connection, BulkTable *table,
                               BulkPayloadFormat format, BulkUploadWay way, const BulkBatchPlan *plan);
/* for the history; nullable */
void bulk_batches_set_connection_names (BulkBatches *self, const char *id, const char *name);
/* For going on: with a new token, to the same place. FALSE: it is another place, and nothing is changed. */
gboolean bulk_batches_set_connection (BulkBatches *self, BulkConnection *connection);
BulkConnection *bulk_batches_get_connection (BulkBatches *self);               /* with the token that was good last */
/* The batch that comes next is sent though it may have been loaded, and those after it in spite of the same load: on
 * the user's word alone. */
void bulk_batches_set_again (BulkBatches *self);
/* Not while it runs; after it has stopped it goes on with the batch at which it stopped. */
void bulk_batches_run_async (BulkBatches *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* TRUE: all are accepted. FALSE without error: a batch was not, see its outcome; with error: nothing of it was sent. */
gboolean bulk_batches_run_finish (BulkBatches *self, GAsyncResult *result, GError **error);
guint bulk_batches_get_n (BulkBatches *self);
guint bulk_batches_get_n_done (BulkBatches *self);                             /* accepted, now or earlier */
guint64 bulk_batches_get_rows_done (BulkBatches *self);                        /* rows of those */
BulkRowSet *bulk_batches_get_rows (BulkBatches *self, guint index);
BulkBatchState bulk_batches_get_state (BulkBatches *self, guint index);
const char *bulk_batches_get_execution_id (BulkBatches *self, guint index);    /* nullable */
BulkOutcome *bulk_batches_get_outcome (BulkBatches *self);  /* of the latest that was sent; nullable */
BulkLoad *bulk_batches_get_load (BulkBatches *self);                           /* under way, or the latest; nullable */
/* Which rows were accepted, which were not sent, and of which it is not known; translated. (transfer full) */
char *bulk_batches_dup_sent (BulkBatches *self);
G_END_DECLS
