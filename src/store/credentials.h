/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* BulkCredentials: what is secret about one connection, in the system keyring: one item each (schema
 * io.github.bulkloader.BulkLoader.Connection), attribute "connection" = the ID of the saved connection. */
typedef struct
{
  char *integration_id;
  char *token;              /* pasted; nullable */
  char *client_id;          /* of an application user; nullable, and so is what follows */
  char *client_secret;
  char *subscription_key;
} BulkCredentials;
BulkCredentials *bulk_credentials_new (const char *integration_id, const char *token);
void bulk_credentials_set_application_user (BulkCredentials *self, const char *client_id, const char *client_secret);
void bulk_credentials_set_subscription_key (BulkCredentials *self, const char *key);
BulkCredentials *bulk_credentials_copy (const BulkCredentials *self);
gboolean bulk_credentials_equal (const BulkCredentials *self, const BulkCredentials *other);
void bulk_credentials_free (BulkCredentials *self);               /* wipes what is secret */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkCredentials, bulk_credentials_free)

void bulk_credentials_load_async (const char *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* NULL without error: none stored */
BulkCredentials *bulk_credentials_load_finish (GAsyncResult *result, GError **error);
/* Without asking anybody: NULL if the keyring is locked, too. */
void bulk_credentials_peek_integration_id_async (const char *connection, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
char *bulk_credentials_peek_integration_id_finish (GAsyncResult *result);  /* (nullable) */
void bulk_credentials_save_async (const char *connection, const BulkCredentials *credentials, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_credentials_save_finish (GAsyncResult *result, GError **error);
void bulk_credentials_clear_async (const char *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean bulk_credentials_clear_finish (GAsyncResult *result, GError **error);
G_END_DECLS
