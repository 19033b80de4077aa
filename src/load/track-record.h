/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/row-match.h"
#include "store/history.h"
#include "workspan/status.h"
G_BEGIN_DECLS
/* Writes down what the service says of an execution: counts, times, and the rejected rows with where they are in the
 * table. In the history's thread. match: nullable, where that is not known. */
void bulk_track_record_save_async (BulkHistory *history, gint64 record_id, BulkStatus *status, BulkRowMatch *match,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_track_record_save_finish (BulkHistory *history, GAsyncResult *result, GError **error);
G_END_DECLS
