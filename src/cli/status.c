/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/status.h"

#include <glib/gi18n-lib.h>
#include <signal.h>

#include "cli/destination.h"
#include "cli/open.h"
#include "cli/track.h"

typedef struct
{
  BulkDestination destination;
  char **ids;
  gboolean errors, json, wait;
} Options;

static void
options_clear (Options *self)
{
  bulk_destination_clear (&self->destination);
  g_strfreev (self->ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Private helpers */

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "errors", 0, 0, G_OPTION_ARG_NONE, &self->errors, N_("List all rejected rows"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Write one JSON object"), NULL },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &self->wait, N_("Wait until the load has ended"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->ids, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("EXECUTION_ID --integration-id ID"));
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  bulk_destination_add_options (&self->destination, context);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      bulk_open_say_usage (g_get_prgname (), "%s", error->message);
      return FALSE;
    }
  if (self->ids == NULL || self->ids[0] == NULL || self->ids[1] != NULL || *self->ids[0] == '\0')
    {
      bulk_open_say_usage (g_get_prgname (), _("Name one execution ID."));
      return FALSE;
    }
  return bulk_destination_check (&self->destination);
}

/* Public functions */

/** bulk_cli_status: "status EXECUTION_ID": says what became of a load */
BulkCliExit
bulk_cli_status (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (BulkConnection) connection = NULL;
  g_autoptr (BulkTracker) tracker = NULL;
  BulkCliExit result;

  signal (SIGPIPE, SIG_IGN);
  if (!parse (&options, argc, argv))
    return BULK_CLI_USAGE;
  connection = bulk_destination_connect (&options.destination, &result);
  if (connection == NULL)
    return result;
  tracker = bulk_tracker_new (connection, options.ids[0], 0);
  bulk_track_wait (tracker, options.wait);
  return bulk_track_report (tracker, options.wait, options.errors, options.json);
}
