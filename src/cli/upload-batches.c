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
  bulk_terminal_progress (_("Batch %u of %u"), MIN (index + 2, bulk_batches_get_n (batches)),
                          bulk_batches_get_n (batches));
}

static void
say_stopped (BulkBatches *batches)
{
  guint done = bulk_batches_get_n_done (batches), n = bulk_batches_get_n (batches);

  bulk_terminal_error (ngettext ("%u of %u batch is accepted. The same command goes on with the next one.",
                                 "%u of %u batches are accepted. The same command goes on with the next one.", n),
                       done, n);
}

/* The same command would be turned away at the same batch: it cuts the table in other places than before. */
static void
say_cut_otherwise (BulkBatches *batches, BulkRecord *earlier)
{
  g_autofree char *text = bulk_record_text_dup_earlier (earlier), *rest = bulk_batch_upload_dup_rest (earlier);
  guint done = bulk_batches_get_n_done (batches), n = bulk_batches_get_n (batches);

  bulk_terminal_error ("%s\n%s", text, done == 0 ? _("Nothing was sent.") : _("This batch was not sent."));
  if (done > 0)
    bulk_terminal_error (ngettext ("%u of %u batch is accepted.", "%u of %u batches are accepted.", n), done, n);
  bulk_terminal_error ("%s", rest != NULL ? rest : _("To send all rows once more, use --again without batches."));
}

static BulkCliExit
say_not_begun (BulkBatches *batches, const GError *error)
{
  BulkLoad *load = bulk_batches_get_load (batches);
  gboolean duplicate = load != NULL && g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  BulkRecord *earlier = duplicate ? bulk_load_get_earlier (load) : NULL;
  g_autofree char *text = NULL;

  if (earlier != NULL && earlier->overlap.n_loads > 0)
    {
      say_cut_otherwise (batches, earlier);
      return BULK_CLI_NOT_SENT;
    }
  if (duplicate)
    text = bulk_record_text_dup_earlier (earlier);
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
  g_autoptr (BulkBatchPlan) plan
      = bulk_batches_plan (self->table, self->format, self->max_rows, (guint64) self->max_mb * 1000000,
                           bulk_wait_watch_signals (), &error);
  g_autoptr (BulkBatches) batches = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean all;

  if (plan == NULL)
    {
      bulk_terminal_error ("%s %s", error->message, _("Nothing was sent."));
      return BULK_CLI_NOT_SENT;
    }
  batches = bulk_batches_new (bulk_history_get_default (), self->connection, self->table, self->format, self->way,
                              plan);
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

/**
 * bulk_batch_upload_dup_rest:
 *
 * Returns: (transfer full) (nullable): as bulk_record_text_dup_rest(), with the option to give
 */
char *
bulk_batch_upload_dup_rest (BulkRecord *earlier)
{
  g_autofree char *rest = bulk_record_text_dup_rest (earlier);
  g_autoptr (GString) options = g_string_new (NULL);

  if (rest == NULL)
    return NULL;
  if (earlier->batch_rows > 0)
    g_string_append_printf (options, " --batch-rows %u", earlier->batch_rows);
  if (earlier->batch_bytes > 0)
    g_string_append_printf (options, " --batch-mb %" G_GUINT64_FORMAT, earlier->batch_bytes / 1000000);
  return g_strdup_printf ("%s (%s)", rest, options->str + 1);
}
