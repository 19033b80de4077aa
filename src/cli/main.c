/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "cli/check.h"
#include "cli/convert.h"
#include "cli/history.h"
#include "cli/inspect.h"
#include "cli/open.h"
#include "cli/practice.h"
#include "cli/sign-in.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/try-again.h"
#include "cli/upload.h"
#include "workspan/workspan.h"

static const struct
{
  const char *name;
  BulkCliExit (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "inspect", bulk_cli_inspect, N_("say what a file is understood to hold") },
  { "check", bulk_cli_check, N_("say what is wrong with a file, before it is loaded") },
  { "convert", bulk_cli_convert, N_("write what would be sent of a file") },
  { "upload", bulk_cli_upload, N_("load a file into WorkSpan") },
  { "history", bulk_cli_history, N_("list what was loaded, and what became of it") },
  { "sign-in", bulk_cli_sign_in, N_("keep in the keyring what a connection needs") },
  { "sign-out", bulk_cli_sign_out, N_("have the keyring forget a connection") },
  { "connections", bulk_cli_connections, N_("list the connections of the app’s preferences") },
  { "status", bulk_cli_status, N_("say what became of a load") },
  { "practice", bulk_cli_practice, N_("serve as a WorkSpan to practise with, on this computer") },
};

static void
print_help (void)
{
  bulk_terminal_print ("%s\n\n%s\n", _("Usage: bulk-loader-cli COMMAND [OPTION…]"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    bulk_terminal_print ("  %-12s %s\n", commands[i].name, _(commands[i].summary));
  bulk_terminal_print ("\n%s\n", _("“bulk-loader-cli COMMAND --help” tells of the options. "
                                   "The manual page bulk-loader-cli(1) tells the rest."));
}

static BulkCliExit
run (int argc, char **argv)
{
  g_autofree char *name = NULL;

  if (argc < 2)
    {
      bulk_open_say_usage ("bulk-loader-cli", _("Name a command."));
      return BULK_CLI_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return BULK_CLI_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      bulk_terminal_print ("bulk-loader-cli %s\n", BULK_VERSION);
      return BULK_CLI_DONE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      {
        name = g_strdup_printf ("bulk-loader-cli %s", commands[i].name);
        g_set_prgname (name);
        return commands[i].run (argc - 1, argv + 1);
      }
  name = g_filename_display_name (argv[1]);
  bulk_open_say_usage ("bulk-loader-cli", _("There is no command “%s”."), name);
  return BULK_CLI_USAGE;
}

int
main (int argc, char **argv)
{
  BulkCliExit result;
  const char *locale_dir;

  bulk_workspan_init ();
  bulk_try_again_attach_to_all ();
  setlocale (LC_ALL, "");
  /* A build folder has its translations elsewhere. */
  locale_dir = g_getenv ("BULK_LOADER_LOCALE_DIR");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : BULK_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  /* ngettext() looks nowhere else. */
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("bulk-loader-cli");
  result = run (argc, argv);
  bulk_terminal_end_progress ();
  return result;
}
