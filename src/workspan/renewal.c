/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/renewal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/workspan-error.h"

/* Callbacks */

static void
on_token (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  BulkConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *token = bulk_token_source_get_finish (BULK_TOKEN_SOURCE (source), result, &error);
  BulkConnection *renewed = NULL;

  if (token != NULL && g_str_equal (token, bulk_connection_get_token (self)))
    renewed = g_object_ref (self);
  else if (token != NULL)
    renewed = bulk_connection_copy_with_token (self, token, &error);
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  if (renewed != NULL)
    g_task_return_pointer (task, renewed, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/**
 * bulk_connection_renew_async:
 * @refused: whether the service answered 401 to this connection
 */
void
bulk_connection_renew_async (BulkConnection *self, gboolean refused, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  BulkTokenSource *source = bulk_connection_get_token_source (self);

  g_task_set_source_tag (task, bulk_connection_renew_async);
  if (source != NULL)
    {
      bulk_token_source_get_async (source, refused ? bulk_connection_get_token (self) : NULL, cancellable, on_token,
                                   task);
      return;
    }
  if (refused)
    g_task_return_new_error (task, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED, "%s",
                             _ ("The token is wrong or no longer valid. Enter a new token in the preferences."));
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  g_object_unref (task);
}

/** bulk_connection_renew_finish: Returns: (transfer full) (nullable): the connection to use now; else @error is set */
BulkConnection *
bulk_connection_renew_finish (BulkConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_connection_renew_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
