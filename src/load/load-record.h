/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/history.h"
#include "workspan/connection.h"
#include "workspan/outcome.h"
#include "workspan/payload.h"
G_BEGIN_DECLS
/* Between a load and its record. What is written is a copy, made on the spot: the load goes on with its own. */
void bulk_load_record_name (BulkRecord *record, BulkPayload *payload);
void bulk_load_record_describe (BulkRecord *record, BulkConnection *connection, BulkPayload *payload);
void bulk_load_record_set_outcome (BulkRecord *record, BulkOutcome *outcome, BulkConnection *connection);

void bulk_load_record_begin_async (BulkHistory *history, BulkRecord *record, gboolean again,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_load_record_begin_finish (BulkHistory *history, GAsyncResult *result, BulkRecord *record,
                                        BulkRecord **earlier, GError **error);
void bulk_load_record_send_async (BulkHistory *history, BulkRecord *record, GAsyncReadyCallback callback,
                                  gpointer user_data);
void bulk_load_record_write_async (BulkHistory *history, BulkRecord *record, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean bulk_load_record_write_finish (BulkHistory *history, GAsyncResult *result, BulkRecord *record, GError **error);
void bulk_load_record_note_async (BulkHistory *history, gint64 id, guint64 bytes, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean bulk_load_record_note_finish (BulkHistory *history, GAsyncResult *result, GError **error);
/* Writes it every so many seconds until it is written, while the main context runs. */
void bulk_load_record_keep_trying (BulkHistory *history, BulkRecord *record, guint seconds);
G_END_DECLS
