/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/body.h"

#include "cli/output.h"
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

/**
 * bulk_cli_body_write:
 * @path: (nullable): where to write; standard output otherwise
 * @input_path: (nullable): the file that is read, which is never written
 *
 * Returns: whether all of it is written
 */
gboolean
bulk_cli_body_write (BulkPayload *payload, const char *path, const char *input_path, GError **error)
{
  g_autoptr (BulkOutput) output = bulk_output_new (path, input_path, error);

  return output != NULL && copy (payload, output, error);
}
