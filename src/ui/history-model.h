/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "store/history.h"
G_BEGIN_DECLS
/* BulkHistoryEntry: a load in a list. "record" (BulkRecord, nullable, notify) comes when it has been read. */
#define BULK_TYPE_HISTORY_ENTRY (bulk_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (BulkHistoryEntry, bulk_history_entry, BULK, HISTORY_ENTRY, GObject)
gint64 bulk_history_entry_get_id (BulkHistoryEntry *self);
BulkRecord *bulk_history_entry_get_record (BulkHistoryEntry *self);   /* (transfer none) */

/* BulkHistoryModel: GListModel of BulkHistoryEntry, newest first. Only the IDs are kept; the rest is read where it is
 * looked at, in the history's thread. Follows the history, and what other processes do to its file.
 * Properties (read-only, notify): "ready" gboolean (it has been read once), "error" string (nullable). */
#define BULK_TYPE_HISTORY_MODEL (bulk_history_model_get_type ())
G_DECLARE_FINAL_TYPE (BulkHistoryModel, bulk_history_model, BULK, HISTORY_MODEL, GObject)
BulkHistoryModel *bulk_history_model_new (BulkHistory *history);
/* NULL, -1, NULL: all of them. What is asked for already is no change. */
void bulk_history_model_set_filter (BulkHistoryModel *self, const char *text, int state, const char *connection_name);
gboolean bulk_history_model_is_filtered (BulkHistoryModel *self);
gboolean bulk_history_model_is_ready (BulkHistoryModel *self);
const char *bulk_history_model_get_error (BulkHistoryModel *self);
G_END_DECLS
