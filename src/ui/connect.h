/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "practice/practice-server.h"
#include "store/connections.h"
#include "workspan/connection.h"
G_BEGIN_DECLS
/* Makes the connection an upload goes over: the chosen one, with the keyring's credentials, or to the practice server.
 * Errors: BULK_STORE_ERROR, BULK_WORKSPAN_ERROR (BAD_CONNECTION: nothing or nothing valid stored),
 * G_IO_ERROR_CANCELLED. */
void bulk_connect_async (GtkWindow *window, BulkPreferences *preferences, gboolean practice, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
BulkConnection *bulk_connect_finish (GAsyncResult *result, GError **error);
/* To this process's practice server. (transfer full) */
BulkConnection *bulk_connect_to_practice (GError **error);
/* Whether the connection is to this process's practice server. */
gboolean bulk_connect_is_practice (BulkConnection *connection);
/* The real thing. */
gboolean bulk_connect_is_production (BulkConnection *connection);
/* (transfer none) (nullable): the saved connection it was made from. */
BulkSavedConnection *bulk_connect_get_saved (BulkConnection *connection);
void bulk_connect_set_saved (BulkConnection *connection, BulkSavedConnection *saved);
/* ID of the saved connection, "practice", or NULL: as the history and the settings know it. (transfer none) */
const char *bulk_connect_get_id (BulkConnection *connection);
/* "Sandbox", "EMEA (Production)", "Practice mode", or the URL: what to call the other end. (transfer full) */
char *bulk_connect_dup_environment_name (BulkConnection *connection);
/* This process's practice server, started when first asked for. (transfer none), NULL and error if it cannot start */
BulkPracticeServer *bulk_connect_get_practice_server (GError **error);
G_END_DECLS
