/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/convert.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/body.h"
#include "cli/open.h"
#include "cli/payload-format.h"
#include "cli/terminal.h"
#include "cli/wait.h"

/** bulk_cli_convert: "convert FILE": writes exactly the body that would be sent */
BulkCliExit
bulk_cli_convert (int argc, char **argv)
{
  g_auto (BulkOpen) open = { 0 };
  g_autofree char *to = NULL, *out = NULL, *input = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("What to write: csv (default) or json"), N_("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("File to write; standard output otherwise"), N_("OUT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("FILE"));
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkPayload) payload = NULL;
  g_autoptr (GError) error = NULL;
  BulkPayloadFormat format;
  BulkCliExit result;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  bulk_open_add_options (&open, context);
  if (!bulk_open_parse (&open, context, argc, argv) || !bulk_payload_format_parse (to, &format))
    return BULK_CLI_USAGE;
  table = bulk_open_table (&open, &result);
  if (table != NULL)
    {
      result = BULK_CLI_FILE;
      payload = bulk_payload_new (table, format);
      input = bulk_open_dup_local_path (&open);
      if (bulk_cli_body_write (payload, out, input, &error))
        result = BULK_CLI_DONE;
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
        bulk_terminal_error ("%s", error->message);
    }
  else if (bulk_wait_was_interrupted ())
    bulk_wait_die_of_signal ();
  return result;
}
