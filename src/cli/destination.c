/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/destination.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/open.h"
#include "cli/saved.h"
#include "cli/terminal.h"
#include "cli/token.h"
#include "cli/wait.h"

/* Private helpers */

static BulkEnvironment
choose_environment (const char *text, const char **base_url)
{
  if (text == NULL || strcmp (text, "sandbox") == 0)
    {
      *base_url = BULK_SANDBOX_URL;
      return BULK_ENVIRONMENT_SANDBOX;
    }
  if (strcmp (text, "production") == 0)
    {
      *base_url = BULK_PRODUCTION_URL;
      return BULK_ENVIRONMENT_PRODUCTION;
    }
  *base_url = text;
  return BULK_ENVIRONMENT_CUSTOM;
}

/* Public functions */

/** bulk_destination_add_options: lets the command line say where to and as whom */
void
bulk_destination_add_options (BulkDestination *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "connection", 0, 0, G_OPTION_ARG_STRING, &self->connection,
      N_("Connection of the app’s preferences, by its name; instead of saying where to and as whom"), N_("NAME") },
    { "integration-id", 0, 0, G_OPTION_ARG_STRING, &self->integration_id, N_("Integration to load into"), N_("ID") },
    { "environment", 0, 0, G_OPTION_ARG_STRING, &self->environment,
      N_("Where to: sandbox (default), production or an address"), N_("ENVIRONMENT") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &self->token_file, N_("File that holds the token"), N_("FILE") },
    { "ws-env", 0, 0, G_OPTION_ARG_STRING, &self->ws_env, N_("Host of the WorkSpan app, if there are several"),
      N_("HOST") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/** bulk_destination_clear: frees what the options gave */
void
bulk_destination_clear (BulkDestination *self)
{
  g_clear_pointer (&self->connection, g_free);
  g_clear_pointer (&self->integration_id, g_free);
  g_clear_pointer (&self->environment, g_free);
  g_clear_pointer (&self->token_file, g_free);
  g_clear_pointer (&self->ws_env, g_free);
}

/** bulk_destination_get_label: Returns: (nullable): what people call the environment; %NULL: it is an address */
const char *
bulk_destination_get_label (const BulkDestination *self)
{
  const char *base_url;
  BulkEnvironment environment = choose_environment (self->environment, &base_url);

  if (self->connection != NULL)
    return self->connection;
  return environment != BULK_ENVIRONMENT_CUSTOM ? bulk_environment_get_label (environment) : NULL;
}

/** bulk_destination_check: Returns: whether there is an integration */
gboolean
bulk_destination_check (const BulkDestination *self)
{
  if (self->connection != NULL && (self->environment || self->token_file || self->ws_env))
    {
      bulk_open_say_usage (g_get_prgname (), _("--connection says where to and as whom already."));
      return FALSE;
    }
  /* Of a connection it is in the keyring. */
  if (self->integration_id != NULL || self->connection != NULL)
    return TRUE;
  bulk_open_say_usage (g_get_prgname (), _("Name the integration with --integration-id."));
  return FALSE;
}

/**
 * bulk_destination_connect:
 *
 * The token last: everything else is wrong without the keyring having been asked.
 *
 * Returns: (transfer full) (nullable): the connection; %NULL: why was said
 */
BulkConnection *
bulk_destination_connect (const BulkDestination *self, BulkCliExit *exit_code)
{
  const char *base_url;
  BulkEnvironment environment = choose_environment (self->environment, &base_url);
  g_autoptr (GError) error = NULL;
  BulkConnection *connection = NULL;
  char *token;

  if (self->connection != NULL)
    return bulk_saved_connect (self->connection, self->integration_id, exit_code);
  *exit_code = BULK_CLI_USAGE;
  if (!bulk_connection_check_url (base_url, &error)
      || !bulk_connection_check_integration_id (self->integration_id, &error))
    {
      bulk_open_say_usage (g_get_prgname (), "%s", error->message);
      return NULL;
    }
  *exit_code = BULK_CLI_NOT_AUTHORISED;
  token = bulk_token_find (self->token_file, environment, base_url, &error);
  if (token != NULL && bulk_connection_check_token (token, &error))
    {
      *exit_code = BULK_CLI_USAGE;
      connection = bulk_connection_new (base_url, self->integration_id, token, self->ws_env, NULL, &error);
    }
  bulk_token_wipe (token);
  if (connection == NULL && !bulk_wait_was_interrupted ())
    bulk_terminal_error ("%s", error->message);
  return connection;
}
