/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/upload-batches.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "cli/terminal.h"
#include "cli/track.h"
#include "cli/wait.h"
#include "load/record-text.h"

/* Private helpers */

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
print_json (BulkBatches *batches, guint index)
{
  BulkRowSet *rows = bulk_batches_get_rows (batches, index);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  add_number (builder, "batch", (gint64) index + 1);
  add_number (builder, "batches", bulk_batches_get_n (batches));
  add_number (builder, "first_row", (gint64) bulk_row_set_get (rows, 0) + 1);
  add_number (builder, "rows", bulk_row_set_get_n (rows));
  json_builder_set_member_name (builder, "execution_id");
  json_builder_add_string_value (builder, bulk_batches_get_execution_id (batches, index));
  json_builder_set_member_name (builder, "accepted_before");
  json_builder_add_boolean_value (builder, bulk_batches_get_state (batches, index) == BULK_BATCH_EARLIER);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  bulk_terminal_print ("%s\n", json);
}

static void
print_text (BulkBatches *batches, guint index)
{
  BulkRowSet *rows = bulk_batches_get_rows (batches, index);
  guint first = bulk_row_set_get (rows, 0), n = bulk_row_set_get_n (rows);
  const char *id = bulk_batches_get_execution_id (batches, index);

  if (bulk_batches_get_state (batches, index) == BULK_BATCH_EARLIER)
    /* Translators: number of a batch, of how many, its first and last row, an execution ID */
    bulk_terminal_print (_("Batch %u of %u, rows %u to %u: was accepted before as %s\n"), index + 1,
                         bulk_batches_get_n (batches), first + 1, first + n, id);
  else
    bulk_terminal_print (_("Batch %u of %u, rows %u to %u: accepted as %s\n"), index + 1, bulk_batches_get_n (batches),
                         first + 1, first + n, id);
}

static void
on_batch_ended (BulkBatches *batches, guint index, gpointer user_data)
{
  const BulkBatchUpload *self = user_data;

  bulk_terminal_end_progress ();
  if (bulk_batches_get_execution_id (batches, index) == NULL)
    return;
  if (self->json)
    print_json (batches, index);
  else
    print_text (batches, index);
  bulk_terminal_progress (_("Batch %u of %u"), MIN (index + 2, bulk_batches_get_n (batches)), bulk_batches_get_n (batches));
}

static void
say_stopped (BulkBatches *batches)
{
  guint done = bulk_batches_get_n_done (batches), n = bulk_batches_get_n (batches);

  bulk_terminal_error (ngettext ("%u of %u batch is accepted. The same command goes on with the next one.",
                                 "%u of %u batches are accepted. The same command goes on with the next one.", n), done, n);
}

static BulkCliExit
say_not_begun (BulkBatches *batches, const GError *error)
{
  BulkLoad *load = bulk_batches_get_load (batches);
  g_autofree char *text = NULL;

  if (load != NULL && g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE))
    text = bulk_record_text_dup_earlier (bulk_load_get_earlier (load));
  bulk_terminal_error ("%s\n%s", text != NULL ? text : error->message, _("This batch was not sent."));
  say_stopped (batches);
  return BULK_CLI_NOT_SENT;
}

static BulkCliExit
follow (const BulkBatchUpload *self, BulkBatches *batches)
{
  BulkCliExit worst = BULK_CLI_DONE;

  for (guint i = 0; i < bulk_batches_get_n (batches) && !bulk_wait_was_interrupted (); i++)
    {
      const char *id = bulk_batches_get_execution_id (batches, i);
      g_autoptr (BulkTracker) tracker = NULL;
      BulkCliExit result;

      if (id == NULL)
        continue;
      tracker = bulk_tracker_new (self->connection, id, bulk_row_set_get_n (bulk_batches_get_rows (batches, i)));
      bulk_track_wait (tracker, TRUE);
      result = bulk_track_report (tracker, TRUE, self->json, self->json);
      worst = MAX (worst, result);
    }
  return worst;
}

/* Public functions */

/** bulk_batch_upload_run: sends a table in batches. Returns: what to end with */
BulkCliExit
bulk_batch_upload_run (const BulkBatchUpload *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts
      = bulk_batches_plan (self->table, self->format, self->max_rows, (guint64) self->max_mb * 1000000,
                           bulk_wait_watch_signals (), &error);
  g_autoptr (BulkBatches) batches = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean all;

  if (parts == NULL)
    {
      bulk_terminal_error ("%s %s", error->message, _("Nothing was sent."));
      return BULK_CLI_NOT_SENT;
    }
  batches = bulk_batches_new (bulk_history_get_default (), self->connection, self->table, self->format, self->way, parts);
  bulk_batches_set_connection_names (batches, NULL, self->connection_name);
  g_signal_connect (batches, "batch-ended", G_CALLBACK (on_batch_ended), (gpointer) self);
  bulk_batches_run_async (batches, bulk_wait_watch_signals (), bulk_wait_take, &result);
  bulk_wait_for (&result);
  all = bulk_batches_run_finish (batches, result, &error);
  bulk_terminal_end_progress ();
  if (error != NULL)
    return say_not_begun (batches, error);
  if (!all)
    {
      BulkCliExit exit_code = self->report_failure (bulk_batches_get_outcome (batches), self->connection);

      say_stopped (batches);
      return exit_code;
    }
  return self->wait ? follow (self, batches) : BULK_CLI_DONE;
}
