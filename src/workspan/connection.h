/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/token.h"
G_BEGIN_DECLS
#define BULK_SANDBOX_URL "https://api-sandbox.workspan.com"
#define BULK_PRODUCTION_URL "https://api.workspan.com"

/* BulkConnection: where to and as whom. Immutable GObject; the token is wiped (explicit_bzero) on finalize. */
#define BULK_TYPE_CONNECTION (bulk_connection_get_type ())
G_DECLARE_FINAL_TYPE (BulkConnection, bulk_connection, BULK, CONNECTION, GObject)

/* Validates all (https, or http on loopback; no userinfo, query or fragment; token visible ASCII). ws_env and
 * subscription_key nullable. */
BulkConnection *bulk_connection_new (const char *base_url, const char *integration_id, const char *token,
                                     const char *ws_env, const char *subscription_key, GError **error);
gboolean bulk_connection_check_url (const char *base_url, GError **error);
gboolean bulk_connection_check_token (const char *token, GError **error);
gboolean bulk_connection_check_integration_id (const char *id, GError **error);
const char *bulk_connection_get_base_url (BulkConnection *self);
gboolean bulk_connection_is_loopback (BulkConnection *self);      /* the service is on this computer */
gboolean bulk_connection_is_loopback_host (const char *host);
/* Whether both load into the same place: address, integration and tenant. */
gboolean bulk_connection_is_same_place (BulkConnection *self, BulkConnection *other);
const char *bulk_connection_get_integration_id (BulkConnection *self);
const char *bulk_connection_get_token (BulkConnection *self);
const char *bulk_connection_get_ws_env (BulkConnection *self);
const char *bulk_connection_get_subscription_key (BulkConnection *self);

/* The saved connection it was made from, and where further tokens come from (nullable all three). Set by who makes
 * it, before anybody else has it. */
void bulk_connection_set_origin (BulkConnection *self, const char *id, const char *name);
const char *bulk_connection_get_id (BulkConnection *self);
const char *bulk_connection_get_name (BulkConnection *self);     /* what its user calls it */
void bulk_connection_set_token_source (BulkConnection *self, BulkTokenSource *source);
BulkTokenSource *bulk_connection_get_token_source (BulkConnection *self);
/* The same with another token. (transfer full) */
BulkConnection *bulk_connection_copy_with_token (BulkConnection *self, const char *token, GError **error);

/* Tries it without loading anything (GET integrations list and status of an impossible execution). Result text says
 * what works. Errors: BULK_WORKSPAN_ERROR with a message saying which part fails and what to do. */
void bulk_connection_test_async (BulkConnection *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full) plain words */
char *bulk_connection_test_finish (BulkConnection *self, GAsyncResult *result, GError **error);
G_END_DECLS
