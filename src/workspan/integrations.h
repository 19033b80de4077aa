/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
G_BEGIN_DECLS
/* One integration that the service tells of. Texts are the server's, cleaned: show them as plain text. */
typedef struct
{
  char *id;
  char *name;          /* nullable */
  char *type;          /* nullable */
  char *description;   /* nullable */
} BulkIntegration;
void bulk_integration_free (BulkIntegration *self);

/* Asks for the integrations the token may see; that of the connection itself does not matter. Result: a GPtrArray of
 * BulkIntegration, may be empty. Errors: BULK_WORKSPAN_ERROR; NOT_FOUND and FORBIDDEN: this service does not list them,
 * so the ID has to be typed. */
void bulk_integrations_list_async (BulkConnection *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *bulk_integrations_list_finish (BulkConnection *connection, GAsyncResult *result, GError **error);
GPtrArray *bulk_integrations_parse (const char *json, gsize length, const char *const *secrets, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkIntegration, bulk_integration_free)
G_END_DECLS
