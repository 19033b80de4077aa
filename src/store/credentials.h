#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* Integration ID and token of one connection, in the system keyring (schema io.github.bulkloader.BulkLoader.Connection, one item each,
 * attribute "connection" = a short name such as "sandbox", "production", "custom"). */
typedef struct { char *integration_id; char *token; } BulkCredentials;
BulkCredentials *bulk_credentials_new (const char *integration_id, const char *token);
BulkCredentials *bulk_credentials_copy (const BulkCredentials *self);
void bulk_credentials_free (BulkCredentials *self);               /* wipes the token */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkCredentials, bulk_credentials_free)

void bulk_credentials_load_async (const char *connection, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BulkCredentials *bulk_credentials_load_finish (GAsyncResult *result, GError **error);  /* NULL without error: none stored */
void bulk_credentials_save_async (const char *connection, const BulkCredentials *credentials, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_credentials_save_finish (GAsyncResult *result, GError **error);
void bulk_credentials_clear_async (const char *connection, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_credentials_clear_finish (GAsyncResult *result, GError **error);
G_END_DECLS
