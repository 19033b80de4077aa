/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/saved.h"

#include <glib/gi18n-lib.h>

#include "cli/open.h"
#include "cli/terminal.h"
#include "cli/wait.h"
#include "load/sign-in.h"
#include "workspan/workspan-error.h"

/**
 * bulk_saved_open:
 *
 * Returns: (transfer full) (nullable): the user's connections; %NULL where the app is not installed
 */
BulkConnections *
bulk_saved_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, BULK_APP_ID, TRUE) : NULL;
  g_autoptr (BulkPreferences) preferences = NULL;

  if (schema == NULL)
    {
      bulk_terminal_error ("%s", _("The settings of Bulk Loader are not installed, so there are no connections."));
      return NULL;
    }
  preferences = bulk_preferences_new ();
  return bulk_connections_new (preferences);
}

/** bulk_saved_find: Returns: (transfer none) (nullable): the connection with that name, or the chosen one */
BulkSavedConnection *
bulk_saved_find (BulkConnections *connections, const char *name)
{
  BulkSavedConnection *found
      = name ? bulk_connections_find_by_name (connections, name) : bulk_connections_get_chosen (connections);

  if (found == NULL && name)
    bulk_open_say_usage (g_get_prgname (), _("There is no connection “%s”, or more than one. "
                                             "“bulk-loader-cli connections” lists them."), name);
  else if (found == NULL)
    bulk_open_say_usage (g_get_prgname (), _("There is no connection yet."));
  return found;
}

/** bulk_saved_connect: Returns: (transfer full) (nullable): a connection with a token that is good now */
BulkConnection *
bulk_saved_connect (const char *name, const char *integration_id, BulkCliExit *exit_code)
{
  g_autoptr (BulkConnections) connections = bulk_saved_open ();
  BulkSavedConnection *saved = connections ? bulk_saved_find (connections, name) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BulkConnection *connection;

  *exit_code = BULK_CLI_USAGE;
  if (saved == NULL)
    return NULL;
  *exit_code = BULK_CLI_NOT_AUTHORISED;
  bulk_sign_in_async (saved, integration_id, bulk_wait_watch_signals (), bulk_wait_take, &result);
  bulk_wait_for (&result);
  connection = bulk_sign_in_finish (result, &error);
  /* Whoever cannot be reached has refused nobody. */
  if (g_error_matches (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *exit_code = BULK_CLI_NOT_SENT;
  if (connection == NULL && !bulk_wait_was_interrupted ())
    bulk_terminal_error ("%s", error->message);
  return connection;
}
