/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/payload.h"
G_BEGIN_DECLS
/* Where to cut: pure but for reading. max_rows, max_bytes: 0: any; a row longer than max_bytes is a batch of its own.
 * Blocking. (transfer full): of BulkRowSet; NULL and error: a row cannot be read, or cancelled */
GPtrArray *bulk_batches_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                              GCancellable *cancellable, GError **error);
/* The same in a thread. table: complete and frozen */
void bulk_batches_plan_async (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bulk_batches_plan_finish (GAsyncResult *result, GError **error);
G_END_DECLS
