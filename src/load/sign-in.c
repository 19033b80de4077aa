/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/sign-in.h"

#include <glib/gi18n-lib.h>

#include "store/store-error.h"
#include "workspan/renewal.h"
#include "workspan/workspan-error.h"

/* Private helpers */

/* ID of a saved connection → BulkTokenSource: one token for all windows, and one to forget on signing out. */
static GHashTable *
get_sources (void)
{
  static GHashTable *sources;

  if (sources == NULL)
    sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return sources;
}

/* (transfer full): the source that is there already, if it would fetch the same */
static BulkTokenSource *
share_source (const char *id, BulkTokenSource *source)
{
  BulkTokenSource *there = g_hash_table_lookup (get_sources (), id);

  if (there && bulk_token_source_equal (there, source))
    return g_object_ref (there);
  g_hash_table_replace (get_sources (), g_strdup (id), g_object_ref (source));
  return g_object_ref (source);
}

static BulkTokenSource *
make_source (BulkSavedConnection *saved, const BulkCredentials *credentials, GError **error)
{
  g_autoptr (BulkTokenSource) source
      = bulk_token_source_new (bulk_saved_connection_get_base_url (saved), credentials->client_id,
                               credentials->client_secret, bulk_saved_connection_get_ws_env (saved),
                               credentials->subscription_key, error);

  return source ? share_source (bulk_saved_connection_get_id (saved), source) : NULL;
}

/* Of an application user the token is still to come. */
static BulkConnection *
make_connection (BulkSavedConnection *saved, const BulkCredentials *credentials, const char *integration_id,
                 GError **error)
{
  gboolean user = bulk_saved_connection_get_kind (saved) == BULK_CREDENTIALS_APPLICATION_USER;
  g_autoptr (BulkTokenSource) source = NULL;
  g_autoptr (BulkConnection) connection
      = bulk_connection_new (bulk_saved_connection_get_base_url (saved),
                             integration_id ? integration_id : credentials->integration_id,
                             user ? "-" : credentials->token, bulk_saved_connection_get_ws_env (saved),
                             credentials->subscription_key, error);

  if (connection == NULL)
    return NULL;
  if (user && (source = make_source (saved, credentials, error)) == NULL)
    return NULL;
  bulk_connection_set_origin (connection, bulk_saved_connection_get_id (saved), bulk_saved_connection_get_name (saved));
  bulk_connection_set_token_source (connection, source);
  return g_steal_pointer (&connection);
}

/* Callbacks of signing in */

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  BulkConnection *connection = bulk_connection_renew_finish (BULK_CONNECTION (source), result, &error);

  if (connection)
    g_task_return_pointer (task, connection, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Takes the task. */
static void
connect_with (GTask *task, const BulkCredentials *credentials, const char *integration_id)
{
  BulkSavedConnection *saved = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BulkConnection) connection = make_connection (saved, credentials, integration_id, &error);

  if (connection)
    bulk_connection_renew_async (connection, FALSE, g_task_get_cancellable (task), on_renewed, task);
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkSavedConnection *saved = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_load_finish (result, &error);

  if (credentials)
    {
      connect_with (task, credentials, g_object_get_data (G_OBJECT (task), "integration-id"));
      return;
    }
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND,
                             /* Translators: %s is a connection: Sandbox, Production … */
                             _ ("Nobody is signed in to “%s” yet. Enter integration ID and token in Preferences."),
                             bulk_saved_connection_get_name (saved));
  g_object_unref (task);
}

/* Callbacks of signing out */

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (bulk_credentials_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes the task. */
static void
clear (GTask *task)
{
  BulkSavedConnection *saved = g_task_get_task_data (task);

  g_hash_table_remove (get_sources (), bulk_saved_connection_get_id (saved));
  bulk_credentials_clear_async (bulk_saved_connection_get_id (saved), g_task_get_cancellable (task), on_cleared, task);
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;

  /* The keyring has to forget all the same: what the service still knows expires. */
  if (!bulk_token_source_revoke_finish (BULK_TOKEN_SOURCE (source), result, &error))
    g_object_set_data_full (G_OBJECT (task), "warning", g_strdup (error->message), g_free);
  clear (task);
}

/* Public functions */

/** bulk_sign_in_async: @integration_id: (nullable): in place of the one in the keyring */
void
bulk_sign_in_async (BulkSavedConnection *saved, const char *integration_id, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_sign_in_async);
  g_task_set_task_data (task, g_object_ref (saved), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "integration-id", g_strdup (integration_id), g_free);
  bulk_credentials_load_async (bulk_saved_connection_get_id (saved), cancellable, on_loaded, task);
}

/** bulk_sign_in_with_async: @integration_id: (nullable): in place of that of @credentials */
void
bulk_sign_in_with_async (BulkSavedConnection *saved, const BulkCredentials *credentials, const char *integration_id,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_sign_in_async);
  g_task_set_task_data (task, g_object_ref (saved), g_object_unref);
  connect_with (task, credentials, integration_id);
}

/** bulk_sign_in_finish: Returns: (transfer full) (nullable): a connection with a token that is good now; else @error */
BulkConnection *
bulk_sign_in_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_sign_in_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_sign_out_async: there need not be anybody signed in */
void
bulk_sign_out_async (BulkSavedConnection *saved, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  BulkTokenSource *source = g_hash_table_lookup (get_sources (), bulk_saved_connection_get_id (saved));

  g_task_set_source_tag (task, bulk_sign_out_async);
  g_task_set_task_data (task, g_object_ref (saved), g_object_unref);
  if (source)
    bulk_token_source_revoke_async (source, cancellable, on_revoked, task);
  else
    clear (task);
}

/**
 * bulk_sign_out_finish:
 * @warning: (out) (nullable): why the service could not be told, in words for the user
 *
 * Returns: whether the keyring has nothing any more; else @error is set
 */
gboolean
bulk_sign_out_finish (GAsyncResult *result, char **warning, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_sign_out_async), FALSE);
  if (warning)
    *warning = g_strdup (g_object_get_data (G_OBJECT (result), "warning"));
  return g_task_propagate_boolean (G_TASK (result), error);
}
