/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/convert.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/open.h"
#include "cli/output.h"
#include "cli/payload-format.h"
#include "cli/terminal.h"
#include "cli/wait.h"

/* Pieces large enough that a system call costs nothing beside them. */
#define PIECE ((gsize) 256 << 10)

typedef struct { BulkPayload *payload; GOutputStream *stream; } Copy;

static gboolean
copy_all (Copy *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) body = bulk_payload_open (self->payload);
  g_autofree char *piece = g_malloc (PIECE);
  gssize n;

  while ((n = g_input_stream_read (body, piece, PIECE, cancellable, error)) > 0)
    if (!g_output_stream_write_all (self->stream, piece, (gsize) n, NULL, cancellable, error))
      return FALSE;
  return n == 0;
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (copy_all (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* In a thread, so that signals are heard meanwhile: a pipe that nobody empties blocks for ever. */
static gboolean
copy (BulkPayload *payload, BulkOutput *output, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, bulk_wait_watch_signals (), bulk_wait_take, &result);
  Copy data = { payload, bulk_output_get_stream (output) };

  g_task_set_task_data (task, &data, NULL);
  g_task_run_in_thread (task, copy_in_thread);
  while (result == NULL && !bulk_wait_was_interrupted ())
    g_main_context_iteration (NULL, TRUE);
  if (bulk_wait_was_interrupted ())
    {
      bulk_output_discard (output);
      bulk_wait_die_of_signal ();
    }
  return g_task_propagate_boolean (task, error) && bulk_output_commit (output, error);
}

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
  g_autoptr (BulkOutput) output = NULL;
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
      output = bulk_output_new (out, input, &error);
      if (output != NULL && copy (payload, output, &error))
        result = BULK_CLI_DONE;
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
        bulk_terminal_error ("%s", error->message);
    }
  else if (bulk_wait_was_interrupted ())
    bulk_wait_die_of_signal ();
  return result;
}
