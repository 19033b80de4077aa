/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connect-record.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "ui/connect.h"
#include "workspan/workspan-error.h"

/* Private helpers */

static BulkConnection *
connect_to_practice (BulkRecord *record, GError **error)
{
  g_autoptr (BulkConnection) connection = bulk_connect_to_practice (error);

  if (connection == NULL || g_strcmp0 (bulk_connection_get_base_url (connection), record->base_url) == 0)
    return g_steal_pointer (&connection);
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION,
                       _("This was a load in practice mode, which forgets its loads when Bulk Loader is closed."));
  return NULL;
}

/* NULL: it was changed or removed meanwhile; the token must not go anywhere else. */
static BulkSavedConnection *
find_saved (BulkPreferences *preferences, BulkRecord *record, GError **error)
{
  g_autoptr (BulkConnections) connections = bulk_connections_new (preferences);
  BulkSavedConnection *saved = record->connection_id ? bulk_connections_find (connections, record->connection_id)
                                                     : NULL;

  if (saved == NULL)
    g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION,
                         _("The connection that this load was sent over is no longer in Preferences. Look for the "
                           "execution ID in WorkSpan instead."));
  else if (g_strcmp0 (bulk_saved_connection_get_base_url (saved), record->base_url) != 0)
    g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION,
                         _("The connection that this load was sent over leads to another address now. Look for the "
                           "execution ID in WorkSpan instead."));
  else
    return g_object_ref (saved);
  return NULL;
}

/* Callbacks */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  BulkConnection *connection = bulk_sign_in_finish (result, &error);

  if (connection)
    {
      bulk_connect_set_saved (connection, g_task_get_task_data (task));
      g_task_return_pointer (task, connection, g_object_unref);
    }
  else
    g_task_return_error (task, error);
}

/* Public functions */

/**
 * bulk_connect_record_async:
 * @window: (nullable): the window that asks
 * @record: of a load that was sent
 *
 * Makes the connection that a load went over, as the same integration. Nothing is loaded.
 */
void
bulk_connect_record_async (GtkWindow *window, BulkPreferences *preferences, BulkRecord *record,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (window, cancellable, callback, user_data);
  g_autoptr (BulkSavedConnection) saved = NULL;
  BulkConnection *connection;
  GError *error = NULL;

  g_task_set_source_tag (task, bulk_connect_record_async);
  if (g_strcmp0 (record->connection_id, "practice") == 0)
    {
      connection = connect_to_practice (record, &error);
      if (connection)
        g_task_return_pointer (task, connection, g_object_unref);
      else
        g_task_return_error (task, error);
      return;
    }
  saved = find_saved (preferences, record, &error);
  if (saved == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_object_ref (saved), g_object_unref);
  bulk_sign_in_async (saved, record->integration_id, cancellable, on_signed_in, g_steal_pointer (&task));
}

/**
 * bulk_connect_record_finish:
 *
 * Returns: (transfer full) (nullable): the connection
 */
BulkConnection *
bulk_connect_record_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_connect_record_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
