/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "store/history.h"
G_BEGIN_DECLS
/* BulkHistoryWindow: all loads there were, and what became of each. Signal "open-again" (BulkRecord): a load is to be
 * sent once more; its file has to be opened for that. */
#define BULK_TYPE_HISTORY_WINDOW (bulk_history_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkHistoryWindow, bulk_history_window, BULK, HISTORY_WINDOW, AdwWindow)
BulkHistoryWindow *bulk_history_window_new (GtkWindow *parent, BulkHistory *history);
void bulk_history_window_show_load (BulkHistoryWindow *self, gint64 id);   /* its details */
G_END_DECLS
