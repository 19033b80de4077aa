/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connect.h"

#include <glib/gi18n-lib.h>

#include "store/credentials.h"
#include "workspan/workspan-error.h"

/* Private helpers */

/* The connection knows only its address; these are the names people know it by. */
static GQuark
practice_quark (void)
{
  return g_quark_from_static_string ("bulk-connect-practice");
}

static BulkConnection *
connect_to_practice (GError **error)
{
  BulkPracticeServer *server = bulk_connect_get_practice_server (error);
  g_autofree char *url = NULL;
  BulkConnection *connection;

  if (server == NULL)
    return NULL;
  url = bulk_practice_server_dup_base_url (server);
  connection = bulk_connection_new (url, BULK_PRACTICE_INTEGRATION_ID, BULK_PRACTICE_TOKEN, NULL, NULL, error);
  if (connection)
    g_object_set_qdata (G_OBJECT (connection), practice_quark (), GINT_TO_POINTER (TRUE));
  return connection;
}

/* Callbacks */

typedef struct
{
  char *base_url;
  char *ws_env;
  BulkEnvironment environment;
} ConnectData;

static void
connect_data_free (ConnectData *data)
{
  g_free (data->base_url);
  g_free (data->ws_env);
  g_free (data);
}

static void
on_credentials_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConnectData *data = g_task_get_task_data (task);
  g_autoptr (BulkCredentials) credentials = NULL;
  BulkConnection *connection;
  GError *error = NULL;

  credentials = bulk_credentials_load_finish (result, &error);
  if (error)
    {
      g_task_return_error (task, error);
      return;
    }
  if (credentials == NULL)
    {
      /* Translators: %s is the environment: Sandbox, Production … */
      g_task_return_new_error (task, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION,
                               _ ("There is no integration ID and token for “%s” yet. Enter them in Preferences."),
                               bulk_environment_get_label (data->environment));
      return;
    }
  connection = bulk_connection_new (data->base_url, credentials->integration_id, credentials->token,
                                    data->ws_env && *data->ws_env ? data->ws_env : NULL, NULL, &error);
  if (connection)
    g_task_return_pointer (task, connection, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/**
 * bulk_connect_async:
 * @window: (nullable): the window that asks
 * @preferences: where to
 * @practice: whether to connect to this process's practice server instead
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Makes the connection an upload goes over. Nothing is sent.
 */
void
bulk_connect_async (GtkWindow *window, BulkPreferences *preferences, gboolean practice, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (window, cancellable, callback, user_data);
  ConnectData *data;

  g_task_set_source_tag (task, bulk_connect_async);
  if (practice)
    {
      GError *error = NULL;
      BulkConnection *connection = connect_to_practice (&error);

      if (connection)
        g_task_return_pointer (task, connection, g_object_unref);
      else
        g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  /* The preferences may change while the keyring asks for its password: what was chosen now counts. */
  data = g_new0 (ConnectData, 1);
  data->environment = bulk_preferences_get_environment (preferences);
  data->base_url = bulk_preferences_dup_base_url (preferences);
  data->ws_env = bulk_preferences_dup_ws_env (preferences);
  g_task_set_task_data (task, data, (GDestroyNotify) connect_data_free);
  bulk_credentials_load_async (bulk_environment_get_name (data->environment), cancellable, on_credentials_loaded,
                               task);
}

/**
 * bulk_connect_finish:
 * @result: what the callback was given
 * @error: why there is no connection, with a text for people
 *
 * Returns: (transfer full) (nullable): the connection
 */
BulkConnection *
bulk_connect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_connect_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bulk_connect_is_practice:
 * @connection: a connection
 *
 * Returns: whether it is to this process's practice server
 */
gboolean
bulk_connect_is_practice (BulkConnection *connection)
{
  return g_object_get_qdata (G_OBJECT (connection), practice_quark ()) != NULL;
}

/**
 * bulk_connect_dup_environment_name:
 * @connection: a connection
 *
 * Returns: (transfer full): "Sandbox", "Production", "Practice mode", or the URL
 */
char *
bulk_connect_dup_environment_name (BulkConnection *connection)
{
  const char *url = bulk_connection_get_base_url (connection);

  if (bulk_connect_is_practice (connection))
    return g_strdup (_ ("Practice mode"));
  if (g_strcmp0 (url, BULK_SANDBOX_URL) == 0)
    return g_strdup (bulk_environment_get_label (BULK_ENVIRONMENT_SANDBOX));
  if (g_strcmp0 (url, BULK_PRODUCTION_URL) == 0)
    return g_strdup (bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION));
  return g_strdup (url);
}

/**
 * bulk_connect_get_practice_server:
 * @error: why it could not start
 *
 * It serves from a thread of its own until the process ends, so that practising shows what the window really does
 * while it waits for a server.
 *
 * Returns: (transfer none) (nullable): this process's practice server
 */
BulkPracticeServer *
bulk_connect_get_practice_server (GError **error)
{
  static BulkPracticeServer *server;

  if (server == NULL)
    {
      g_autoptr (BulkPracticeServer) starting = bulk_practice_server_new ();

      if (!bulk_practice_server_start_in_thread (starting, 0, error))
        return NULL;
      server = g_steal_pointer (&starting);
    }
  return server;
}
