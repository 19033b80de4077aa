/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connect.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "workspan/workspan-error.h"

/* Private helpers */

/* The connection knows only its address; these are the names people know it by. */
static GQuark
practice_quark (void)
{
  return g_quark_from_static_string ("bulk-connect-practice");
}

static GQuark
saved_quark (void)
{
  return g_quark_from_static_string ("bulk-connect-saved");
}

/* Callbacks */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  BulkConnection *connection = bulk_sign_in_finish (result, &error);

  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  bulk_connect_set_saved (connection, g_task_get_task_data (task));
  g_task_return_pointer (task, connection, g_object_unref);
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
 * Makes the connection an upload goes over, which is the chosen one. Nothing is loaded; of an application user a token
 * is fetched.
 */
void
bulk_connect_async (GtkWindow *window, BulkPreferences *preferences, gboolean practice, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (window, cancellable, callback, user_data);
  g_autoptr (BulkConnections) connections = NULL;
  BulkSavedConnection *chosen;

  g_task_set_source_tag (task, bulk_connect_async);
  if (practice)
    {
      GError *error = NULL;
      BulkConnection *connection = bulk_connect_to_practice (&error);

      if (connection)
        g_task_return_pointer (task, connection, g_object_unref);
      else
        g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  /* Another one may be chosen while the keyring asks for its password: what was chosen now counts. */
  connections = bulk_connections_new (preferences);
  chosen = bulk_connections_get_chosen (connections);
  if (chosen == NULL)
    {
      g_task_return_new_error (task, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION, "%s",
                               _ ("There is no connection to WorkSpan yet. Add one in Preferences."));
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, g_object_ref (chosen), g_object_unref);
  bulk_sign_in_async (chosen, NULL, cancellable, on_signed_in, task);
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

/** bulk_connect_to_practice: Returns: (transfer full) (nullable): a connection to this process's practice server */
BulkConnection *
bulk_connect_to_practice (GError **error)
{
  BulkPracticeServer *server = bulk_connect_get_practice_server (error);
  g_autofree char *url = NULL;
  BulkConnection *connection;

  if (server == NULL)
    return NULL;
  url = bulk_practice_server_dup_base_url (server);
  connection = bulk_connection_new (url, BULK_PRACTICE_INTEGRATION_ID, BULK_PRACTICE_TOKEN, NULL, NULL, error);
  if (connection)
    {
      g_object_set_qdata (G_OBJECT (connection), practice_quark (), GINT_TO_POINTER (TRUE));
      bulk_connection_set_origin (connection, "practice", _ ("Practice mode"));
    }
  return connection;
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
 * bulk_connect_is_production:
 * @connection: a connection
 *
 * Returns: whether what is loaded over it is real, whatever it is called
 */
gboolean
bulk_connect_is_production (BulkConnection *connection)
{
  return g_ascii_strcasecmp (bulk_connection_get_base_url (connection), BULK_PRODUCTION_URL) == 0;
}

/**
 * bulk_connect_get_saved:
 * @connection: a connection
 *
 * Returns: (transfer none) (nullable): the saved connection it was made from
 */
BulkSavedConnection *
bulk_connect_get_saved (BulkConnection *connection)
{
  return g_object_get_qdata (G_OBJECT (connection), saved_quark ());
}

/** bulk_connect_set_saved: @saved: what @connection was made from */
void
bulk_connect_set_saved (BulkConnection *connection, BulkSavedConnection *saved)
{
  g_object_set_qdata_full (G_OBJECT (connection), saved_quark (), g_object_ref (saved), g_object_unref);
}

/** bulk_connect_get_id: Returns: (transfer none) (nullable): by what the history and the settings know it */
const char *
bulk_connect_get_id (BulkConnection *connection)
{
  BulkSavedConnection *saved = bulk_connect_get_saved (connection);

  if (bulk_connect_is_practice (connection))
    return "practice";
  return saved != NULL ? bulk_saved_connection_get_id (saved) : NULL;
}

/**
 * bulk_connect_dup_environment_name:
 * @connection: a connection
 *
 * Returns: (transfer full): what its user calls it, and "Production" if it is that; "Practice mode"; the URL of one
 *   without a name of its own
 */
char *
bulk_connect_dup_environment_name (BulkConnection *connection)
{
  const char *url = bulk_connection_get_base_url (connection), *name = bulk_connection_get_name (connection);
  const char *environment = bulk_environment_get_label (BULK_ENVIRONMENT_CUSTOM);

  if (bulk_connect_is_practice (connection))
    return g_strdup (_ ("Practice mode"));
  if (bulk_connect_is_production (connection))
    environment = bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION);
  else if (g_strcmp0 (url, BULK_SANDBOX_URL) == 0)
    environment = bulk_environment_get_label (BULK_ENVIRONMENT_SANDBOX);
  if (name == NULL || g_str_equal (name, environment))
    return g_strdup (g_str_equal (environment, bulk_environment_get_label (BULK_ENVIRONMENT_CUSTOM))
                     ? url : environment);
  if (bulk_connect_is_production (connection))
    /* Translators: a connection, and that it is Production: "EMEA (Production)" */
    return g_strdup_printf (_ ("%s (%s)"), name, environment);
  return g_strdup (name);
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
