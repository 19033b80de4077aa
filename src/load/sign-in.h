/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/credentials.h"
#include "store/saved-connection.h"
#include "workspan/connection.h"
G_BEGIN_DECLS
/* From a saved connection and the keyring to a connection with a token that is good now; integration_id: nullable, in
 * place of the keyring's. Of an application user the
 * token is fetched, and later ones as well (workspan/renewal.h); within a process all share one.
 * Errors: BULK_STORE_ERROR (also NOT_FOUND: nothing is kept for it), BULK_WORKSPAN_ERROR, G_IO_ERROR_CANCELLED. */
void bulk_sign_in_async (BulkSavedConnection *saved, const char *integration_id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
BulkConnection *bulk_sign_in_finish (GAsyncResult *result, GError **error);
/* The same with credentials that need not be in the keyring yet. */
void bulk_sign_in_with_async (BulkSavedConnection *saved, const BulkCredentials *credentials,
                              const char *integration_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* Has the service forget the token of an application user, then the keyring everything. Result: whether the keyring
 * forgot it; warning: (out) (nullable): why the service could not be told. */
void bulk_sign_out_async (BulkSavedConnection *saved, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean bulk_sign_out_finish (GAsyncResult *result, char **warning, GError **error);
G_END_DECLS
