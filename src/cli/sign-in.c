/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sign-in.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/open.h"
#include "cli/saved.h"
#include "cli/secret-input.h"
#include "cli/terminal.h"
#include "cli/token.h"
#include "cli/wait.h"
#include "load/sign-in.h"

typedef struct
{
  char *connection;
  char *environment;
  char *integration_id;
  char *ws_env;
  char *token_file;
  char *application_user;
  char *secret_file;
  char *key_file;
  gboolean no_check;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->connection);
  g_free (self->environment);
  g_free (self->integration_id);
  g_free (self->ws_env);
  g_free (self->token_file);
  g_free (self->application_user);
  g_free (self->secret_file);
  g_free (self->key_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Private helpers: arguments */

static gboolean
parse (GOptionContext *context, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse (context, &argc, &argv, &error))
    bulk_open_say_usage (g_get_prgname (), "%s", error->message);
  else if (argc > 1)
    bulk_open_say_usage (g_get_prgname (), _("This command takes options only."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_sign_in (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "connection", 0, 0, G_OPTION_ARG_STRING, &self->connection,
      N_("Connection of the app’s preferences, by its name; with --environment a new one"), N_("NAME") },
    { "environment", 0, 0, G_OPTION_ARG_STRING, &self->environment,
      N_("Where to: sandbox, production or an address"), N_("ENVIRONMENT") },
    { "integration-id", 0, 0, G_OPTION_ARG_STRING, &self->integration_id, N_("Integration to load into"), N_("ID") },
    { "ws-env", 0, 0, G_OPTION_ARG_STRING, &self->ws_env, N_("Host of the WorkSpan app, if there are several"),
      N_("HOST") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &self->token_file,
      N_("File that holds the token; - for standard input"), N_("FILE") },
    { "application-user", 0, 0, G_OPTION_ARG_STRING, &self->application_user,
      N_("Application user whose tokens are fetched, instead of a token"), N_("ID") },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->secret_file,
      N_("File that holds the secret of the application user; - for standard input"), N_("FILE") },
    { "subscription-key-file", 0, 0, G_OPTION_ARG_FILENAME, &self->key_file,
      N_("File that holds the subscription key, if there is one"), N_("FILE") },
    { "no-check", 0, 0, G_OPTION_ARG_NONE, &self->no_check, N_("Save without asking the service"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!parse (context, argc, argv))
    return FALSE;
  if (self->token_file && self->application_user)
    bulk_open_say_usage (g_get_prgname (), _("Either --token-file or --application-user."));
  else if (self->secret_file && !self->application_user)
    bulk_open_say_usage (g_get_prgname (), _("--secret-file needs --application-user."));
  else
    return TRUE;
  return FALSE;
}

static void
set_environment (BulkSavedConnectionParts *parts, const char *environment)
{
  parts->environment = BULK_ENVIRONMENT_CUSTOM;
  parts->url = environment;
  for (guint i = BULK_ENVIRONMENT_SANDBOX; i < BULK_ENVIRONMENT_CUSTOM; i++)
    if (g_str_equal (environment, bulk_environment_get_name ((BulkEnvironment) i)))
      {
        parts->environment = (BulkEnvironment) i;
        parts->url = NULL;
      }
}

/* (transfer full) (nullable): the connection as it is to be kept */
static BulkSavedConnection *
make_saved (const Options *options, BulkConnections *connections)
{
  BulkSavedConnection *there = options->connection && options->environment
                                   ? bulk_connections_find_by_name (connections, options->connection)
                                   : bulk_saved_find (connections, options->connection);
  BulkSavedConnectionParts parts = { .name = options->connection };

  if (there == NULL && options->environment == NULL)
    return NULL;
  if (there)
    bulk_saved_connection_get_parts (there, &parts);
  if (options->environment)
    set_environment (&parts, options->environment);
  if (options->ws_env)
    parts.ws_env = options->ws_env;
  parts.kind = options->application_user ? BULK_CREDENTIALS_APPLICATION_USER : BULK_CREDENTIALS_TOKEN;
  return bulk_saved_connection_new (&parts);
}

/* (nullable): what the keyring has of it; its integration ID and key stay if nothing else is said */
static BulkCredentials *
load_kept (BulkSavedConnection *saved, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_credentials_load_async (bulk_saved_connection_get_id (saved), bulk_wait_watch_signals (), bulk_wait_take,
                               &result);
  bulk_wait_for (&result);
  return bulk_credentials_load_finish (result, error);
}

/* (transfer full) (nullable): as entered; asks for what is secret, last of all */
static BulkCredentials *
enter_credentials (const Options *options, const BulkCredentials *kept, GError **error)
{
  const char *id = options->integration_id ? options->integration_id : kept ? kept->integration_id : NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (id, NULL);
  char *secret = NULL, *key = NULL;

  if (!bulk_connection_check_integration_id (id, error))
    return NULL;
  if (options->key_file && (key = bulk_secret_input_read (options->key_file, _("Subscription key: "), error)) == NULL)
    return NULL;
  bulk_credentials_set_subscription_key (credentials, key ? key : kept ? kept->subscription_key : NULL);
  bulk_token_wipe (key);
  secret = options->application_user ? bulk_secret_input_read (options->secret_file, _("Secret: "), error)
                                     : bulk_secret_input_read (options->token_file, _("Token: "), error);
  if (secret == NULL)
    return NULL;
  if (options->application_user)
    bulk_credentials_set_application_user (credentials, options->application_user, secret);
  else
    credentials->token = g_strdup (secret);
  bulk_token_wipe (secret);
  return g_steal_pointer (&credentials);
}

/* (transfer full) (nullable): what the service says to them */
static char *
check (BulkSavedConnection *saved, const BulkCredentials *credentials, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL, tested = NULL;
  g_autoptr (BulkConnection) connection = NULL;

  bulk_sign_in_with_async (saved, credentials, NULL, bulk_wait_watch_signals (), bulk_wait_take, &result);
  bulk_wait_for (&result);
  connection = bulk_sign_in_finish (result, error);
  if (connection == NULL)
    return NULL;
  bulk_connection_test_async (connection, bulk_wait_watch_signals (), bulk_wait_take, &tested);
  bulk_wait_for (&tested);
  return bulk_connection_test_finish (connection, tested, error);
}

static gboolean
save (BulkConnections *connections, BulkSavedConnection *saved, const BulkCredentials *credentials, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_credentials_save_async (bulk_saved_connection_get_id (saved), credentials, bulk_wait_watch_signals (),
                               bulk_wait_take, &result);
  bulk_wait_for (&result);
  if (!bulk_credentials_save_finish (result, error))
    return FALSE;
  bulk_connections_put (connections, saved);
  g_settings_sync ();
  return TRUE;
}

static BulkCliExit
fail (const GError *error)
{
  if (error && !bulk_wait_was_interrupted ())
    bulk_terminal_error ("%s", error->message);
  else
    bulk_terminal_error ("%s", _("Stopped. Nothing was saved."));
  return BULK_CLI_NOT_AUTHORISED;
}

/* Public functions */

/** bulk_cli_sign_in: "sign-in": keeps what is needed for a connection in the keyring */
BulkCliExit
bulk_cli_sign_in (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (BulkConnections) connections = NULL;
  g_autoptr (BulkSavedConnection) saved = NULL;
  g_autoptr (BulkCredentials) kept = NULL, credentials = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!parse_sign_in (&options, argc, argv) || (connections = bulk_saved_open ()) == NULL
      || (saved = make_saved (&options, connections)) == NULL)
    return BULK_CLI_USAGE;
  if (!bulk_connection_check_url (bulk_saved_connection_get_base_url (saved), &error))
    {
      bulk_open_say_usage (g_get_prgname (), "%s", error->message);
      return BULK_CLI_USAGE;
    }
  kept = load_kept (saved, &error);
  if (error == NULL)
    credentials = enter_credentials (&options, kept, &error);
  if (credentials && !options.no_check)
    text = check (saved, credentials, &error);
  if (!credentials || error || !save (connections, saved, credentials, &error))
    return fail (error);
  /* Translators: %s is a connection, such as Sandbox */
  bulk_terminal_print (_("Signed in to “%s”."), bulk_saved_connection_get_name (saved));
  bulk_terminal_print ("%s%s\n", text ? " " : "", text ? text : "");
  return BULK_CLI_DONE;
}

/** bulk_cli_sign_out: "sign-out": has the keyring forget a connection */
BulkCliExit
bulk_cli_sign_out (int argc, char **argv)
{
  g_autofree char *name = NULL, *warning = NULL;
  const GOptionEntry entries[] = {
    { "connection", 0, 0, G_OPTION_ARG_STRING, &name, N_("Connection of the app’s preferences, by its name"),
      N_("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (BulkConnections) connections = NULL;
  BulkSavedConnection *saved = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!parse (context, argc, argv) || (connections = bulk_saved_open ()) == NULL
      || (saved = bulk_saved_find (connections, name)) == NULL)
    return BULK_CLI_USAGE;
  bulk_sign_out_async (saved, bulk_wait_watch_signals (), bulk_wait_take, &result);
  bulk_wait_for (&result);
  if (!bulk_sign_out_finish (result, &warning, &error))
    {
      bulk_terminal_error ("%s", error->message);
      return BULK_CLI_NOT_AUTHORISED;
    }
  if (warning)
    bulk_terminal_error ("%s", warning);
  bulk_terminal_print (_("Signed out of “%s”."), bulk_saved_connection_get_name (saved));
  bulk_terminal_print ("\n");
  return BULK_CLI_DONE;
}

/** bulk_cli_connections: "connections": lists them, one a line; the chosen one has a star */
BulkCliExit
bulk_cli_connections (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (BulkConnections) connections = NULL;

  if (!parse (context, argc, argv) || (connections = bulk_saved_open ()) == NULL)
    return BULK_CLI_USAGE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (connections)); i++)
    {
      g_autoptr (BulkSavedConnection) saved = g_list_model_get_item (G_LIST_MODEL (connections), i);
      g_autoptr (GString) line = g_string_new (NULL);
      const char *name = bulk_saved_connection_get_name (saved), *url = bulk_saved_connection_get_base_url (saved);

      bulk_terminal_escape (line, name, strlen (name), BULK_ESCAPE_LINE);
      g_string_append_c (line, '\t');
      bulk_terminal_escape (line, url, strlen (url), BULK_ESCAPE_LINE);
      bulk_terminal_print ("%s %s\t%s\n", saved == bulk_connections_get_chosen (connections) ? "*" : " ", line->str,
                           bulk_saved_connection_get_kind (saved) == BULK_CREDENTIALS_APPLICATION_USER
                               ? "application-user" : "token");
    }
  return BULK_CLI_DONE;
}
