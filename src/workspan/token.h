/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* BulkTokenSource: an application user, and the tokens the service gives for its ID and secret. A token is kept in
 * memory alone, and renewed before it expires; whoever asks while one is fetched waits for the same one. */
#define BULK_TYPE_TOKEN_SOURCE (bulk_token_source_get_type ())
G_DECLARE_FINAL_TYPE (BulkTokenSource, bulk_token_source, BULK, TOKEN_SOURCE, GObject)
/* Errors: BULK_WORKSPAN_ERROR_BAD_CONNECTION. ws_env and subscription_key nullable. */
BulkTokenSource *bulk_token_source_new (const char *base_url, const char *client_id, const char *client_secret,
                                        const char *ws_env, const char *subscription_key, GError **error);
gboolean bulk_token_source_check_client_id (const char *id, GError **error);
gboolean bulk_token_source_check_client_secret (const char *secret, GError **error);
/* A token that is good now. refused: (nullable): one that the service did not take any more; it is not given again.
 * Errors: BULK_WORKSPAN_ERROR (NOT_AUTHORISED: ID or secret is wrong), G_IO_ERROR_CANCELLED. */
void bulk_token_source_get_async (BulkTokenSource *self, const char *refused, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
char *bulk_token_source_get_finish (BulkTokenSource *self, GAsyncResult *result, GError **error); /* wipe it */
/* Has the service forget the token, if there is one. */
void bulk_token_source_revoke_async (BulkTokenSource *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean bulk_token_source_revoke_finish (BulkTokenSource *self, GAsyncResult *result, GError **error);
gboolean bulk_token_source_equal (BulkTokenSource *self, BulkTokenSource *other);
/* For tests: a clock in microseconds. */
typedef gint64 (*BulkTokenClock) (gpointer data);
void bulk_token_source_set_clock (BulkTokenSource *self, BulkTokenClock clock, gpointer data);
G_END_DECLS
