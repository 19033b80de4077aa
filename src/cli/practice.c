/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/practice.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cli/open.h"
#include "cli/terminal.h"
#include "cli/wait.h"
#include "practice/practice-server.h"

/* Private helpers */

/* NAME or NAME=NUMBER */
static gboolean
parse_mood (const char *text, BulkPracticeMood *mood, guint *value)
{
  static const struct { const char *name; BulkPracticeMood mood; guint64 min, max; } moods[] = {
    { "delay", BULK_PRACTICE_DELAY, 0, 3600000 },     { "status", BULK_PRACTICE_STATUS, 300, 599 },
    { "redirect", BULK_PRACTICE_REDIRECT, 0, 0 },     { "endless", BULK_PRACTICE_ENDLESS, 0, 0 },
    { "garbage", BULK_PRACTICE_GARBAGE, 0, 0 },
  };
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  guint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    if (g_strcmp0 (parts[0], moods[i].name) == 0)
      {
        *mood = moods[i].mood;
        if (moods[i].max == 0)
          return parts[1] == NULL;
        if (!parts[1] || !g_ascii_string_to_unsigned (parts[1], 10, moods[i].min, moods[i].max, &number, NULL))
          return FALSE;
        *value = (guint) number;
        return TRUE;
      }
  return FALSE;
}

static BulkPracticeServer *
start (int port, const char *misbehave)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autoptr (GError) error = NULL;
  BulkPracticeMood mood = BULK_PRACTICE_OBEY;
  guint value = 0;

  if (port < 0 || port > 65535)
    {
      bulk_open_say_usage (g_get_prgname (), _("The port has to be a number from 0 to 65535."));
      return NULL;
    }
  if (misbehave && !parse_mood (misbehave, &mood, &value))
    {
      bulk_open_say_usage (g_get_prgname (), _("“%s” is no way to misbehave."), misbehave);
      return NULL;
    }
  bulk_practice_server_set_mood (server, mood, value);
  if (!bulk_practice_server_start (server, (guint) port, &error))
    {
      bulk_terminal_error (_("Port %d cannot be used: %s"), port, error->message);
      return NULL;
    }
  return g_steal_pointer (&server);
}

static gboolean
parse (int argc, char **argv, int *port, char **misbehave)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, port, N_("Port on 127.0.0.1; 0 (default) for any free one"), N_("N") },
    { "misbehave", 0, 0, G_OPTION_ARG_STRING, misbehave,
      N_("Answer loads badly: delay=MILLISECONDS, status=CODE, redirect, endless or garbage"), N_("HOW") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    bulk_open_say_usage (g_get_prgname (), "%s", error->message);
  else if (argc > 1)
    bulk_open_say_usage (g_get_prgname (), _("“practice” takes options only."));
  else
    return TRUE;
  return FALSE;
}

/* Public functions */

/** bulk_cli_practice: "practice": serves as a WorkSpan until it is interrupted */
BulkCliExit
bulk_cli_practice (int argc, char **argv)
{
  g_autofree char *misbehave = NULL, *url = NULL;
  g_autoptr (BulkPracticeServer) server = NULL;
  int port = 0;

  if (!parse (argc, argv, &port, &misbehave))
    return BULK_CLI_USAGE;
  bulk_wait_watch_signals ();
  server = start (port, misbehave);
  if (server == NULL)
    return BULK_CLI_USAGE;
  url = bulk_practice_server_dup_base_url (server);
  /* Scripts read these lines: they are not translated. */
  bulk_terminal_print ("URL: %s\n", url);
  bulk_terminal_print ("Integration ID: %s\n", BULK_PRACTICE_INTEGRATION_ID);
  bulk_terminal_print ("Token: %s\n", BULK_PRACTICE_TOKEN);
  if (!bulk_terminal_flush ())
    return BULK_CLI_FILE;
  while (!bulk_wait_was_interrupted ())
    g_main_context_iteration (NULL, TRUE);
  bulk_practice_server_stop (server);
  return BULK_CLI_DONE;
}
