/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/payload.h"
G_BEGIN_DECLS
/* Where a table is cut, and what it would be in one piece. */
typedef struct
{
  GPtrArray *parts;       /* of BulkRowSet, ranges, in order */
  char *table_sha256;     /* of the body that all rows make together */
  guint max_rows;         /* as it was asked for; 0: any */
  guint64 max_bytes;
} BulkBatchPlan;
void bulk_batch_plan_free (BulkBatchPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkBatchPlan, bulk_batch_plan_free)

/* Where to cut: pure but for reading. max_rows, max_bytes: 0: any; a row longer than max_bytes is a batch of its own.
 * Blocking. (transfer full); NULL and error: a row cannot be read, there would be more than
 * BULK_BATCHES_MAX, or cancelled */
BulkBatchPlan *bulk_batches_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                                  GCancellable *cancellable, GError **error);
/* The same in a thread. table: complete and frozen */
void bulk_batches_plan_async (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BulkBatchPlan *bulk_batches_plan_finish (GAsyncResult *result, GError **error);
G_END_DECLS
