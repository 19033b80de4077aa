/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "store/preferences.h"
#include "store/record.h"
#include "workspan/connection.h"
G_BEGIN_DECLS
/* The way that a load of the history went, once more: to ask what became of it. Errors: as bulk_connect_async(), and
 * BULK_WORKSPAN_ERROR_BAD_CONNECTION where that way is no more, with a text that says so. */
void bulk_connect_record_async (GtkWindow *window, BulkPreferences *preferences, BulkRecord *record,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BulkConnection *bulk_connect_record_finish (GAsyncResult *result, GError **error);
G_END_DECLS
