/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/record.h"
#include "workspan/payload.h"
G_BEGIN_DECLS
BulkPayloadFormat bulk_reopen_get_format (BulkRecord *record);   /* as what it was sent */
/* Whether a table, complete and frozen, is the one that a load of the history was made from. */
void bulk_reopen_compare_async (BulkRecord *record, BulkTable *table, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_reopen_compare_finish (GAsyncResult *result, gboolean *same, GError **error);
/* The table that a load of the history was made from, read once more and compared. Errors: why its file cannot be read;
 * BULK_LOAD_ERROR_FAILED where it is not, or not known to be, what was sent; G_IO_ERROR_CANCELLED. */
void bulk_reopen_async (BulkRecord *record, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);
BulkTable *bulk_reopen_finish (GAsyncResult *result, GError **error);   /* (transfer full): complete and frozen */
G_END_DECLS
