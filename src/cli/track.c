/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/track.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/token.h"
#include "cli/wait.h"
#include "load/rejected.h"
#include "load/track-record.h"

#define MAX_SHOWN 20   /* rejected rows, if not all are asked for */

/* Private helpers */

static void
on_status (BulkTracker *tracker)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);

  if (status != NULL && bulk_status_get_success_count (status) >= 0)
    /* Translators: the service's word for how far a load is, and a number of rows */
    bulk_terminal_progress (_("%s: %" PRId64 " rows loaded"), bulk_status_get_word (status),
                            bulk_status_get_success_count (status));
}

static gboolean
has_answer (BulkTracker *tracker, gboolean to_the_end)
{
  switch (bulk_tracker_get_phase (tracker))
    {
    case BULK_TRACKER_DONE:
    case BULK_TRACKER_FAILED:
      return TRUE;
    case BULK_TRACKER_WAITING:
      return !to_the_end;
    case BULK_TRACKER_IDLE:
    case BULK_TRACKER_ASKING:
    default:
      return FALSE;
    }
}

static void
print_line (const char *label, const char *text, const char *token)
{
  g_autofree char *hidden = token != NULL ? bulk_token_hide (text, token) : g_strdup (text);
  g_autoptr (GString) line = g_string_new (NULL);

  bulk_terminal_escape (line, hidden, strlen (hidden), BULK_ESCAPE_LINE);
  bulk_terminal_print ("%s %s\n", label, line->str);
}

static void
print_count (const char *label, gint64 count)
{
  if (count >= 0)
    bulk_terminal_print ("%s %" G_GINT64_FORMAT "\n", label, count);
}

static void
print_errors (BulkTracker *tracker, gboolean all)
{
  BulkRowErrors *errors = bulk_status_get_errors (bulk_tracker_get_status (tracker));
  guint n = bulk_row_errors_get_n (errors), shown = all ? n : MIN (n, MAX_SHOWN);

  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *id = bulk_row_errors_dup_id (errors, i), *message = bulk_row_errors_dup_message (errors, i);
      g_autofree char *text = *id != '\0' ? g_strdup_printf ("%s: %s", id, message) : g_strdup (message);

      print_line (_("Rejected row:  "), text, bulk_connection_get_token (bulk_tracker_get_connection (tracker)));
    }
  if (shown < n)
    bulk_terminal_print (ngettext ("… and %u more. --errors shows all.\n", "… and %u more. --errors shows all.\n",
                                   n - shown),
                         n - shown);
}

static void
print_text (BulkTracker *tracker, gboolean errors)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);

  print_line (_("Status:        "), bulk_status_get_word (status), NULL);
  print_count (_("Rows taken in: "), bulk_status_get_input_count (status));
  print_count (_("Rows loaded:   "), bulk_status_get_success_count (status));
  print_count (_("Rows rejected: "), bulk_status_get_error_count (status));
  print_count (_("Rows skipped:  "), bulk_status_get_skip_count (status));
  if (bulk_status_get_started_at (status) != NULL)
    print_line (_("Started:       "), bulk_status_get_started_at (status), NULL);
  if (bulk_status_get_completed_at (status) != NULL)
    print_line (_("Completed:     "), bulk_status_get_completed_at (status), NULL);
  print_errors (tracker, errors);
}

static void
add_count (JsonBuilder *builder, const char *name, gint64 count)
{
  if (count < 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/* The rejected rows are the service's own JSON, to the digit. */
static void
print_json (BulkTracker *tracker, gboolean errors)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);
  GBytes *list = bulk_row_errors_get_json (bulk_status_get_errors (status));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "execution_id", bulk_tracker_get_execution_id (tracker));
  add_text (builder, "status", bulk_status_get_word (status));
  add_count (builder, "input_count", bulk_status_get_input_count (status));
  add_count (builder, "success_count", bulk_status_get_success_count (status));
  add_count (builder, "error_count", bulk_status_get_error_count (status));
  add_count (builder, "skip_count", bulk_status_get_skip_count (status));
  add_text (builder, "started_at", bulk_status_get_started_at (status));
  add_text (builder, "completed_at", bulk_status_get_completed_at (status));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  if (!errors)
    {
      bulk_terminal_print ("%s\n", json);
      return;
    }
  json[strlen (json) - 1] = '\0';
  bulk_terminal_print ("%s,\"errors\":%.*s}\n", json, (int) g_bytes_get_size (list),
                       (const char *) g_bytes_get_data (list, NULL));
}

static BulkCliExit
exit_code_of (BulkTracker *tracker, gboolean to_the_end)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);

  if (to_the_end && bulk_tracker_get_phase (tracker) != BULK_TRACKER_DONE)
    return BULK_CLI_STATUS_UNKNOWN;
  return bulk_status_get_error_count (status) > 0 ? BULK_CLI_ROWS_REJECTED : BULK_CLI_DONE;
}

/* Public functions */

/** bulk_track_wait: runs the main loop until the load has ended, or, unless @to_the_end, until there is an answer */
void
bulk_track_wait (BulkTracker *tracker, gboolean to_the_end)
{
  gulong handler = g_signal_connect (tracker, "notify::status", G_CALLBACK (on_status), NULL);

  bulk_wait_watch_signals ();
  bulk_tracker_start (tracker);
  while (!has_answer (tracker, to_the_end) && !bulk_wait_was_interrupted ())
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (tracker, handler);
  bulk_tracker_stop (tracker);
  bulk_terminal_end_progress ();
}

/** bulk_track_note: writes down what is known of the load with this record; says so if that cannot be done */
void
bulk_track_note (BulkTracker *tracker, BulkTable *table, gint64 record_id)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);
  BulkHistory *history = bulk_history_get_default ();
  g_autoptr (BulkRowMatch) match = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (status == NULL || record_id == 0)
    return;
  match = bulk_row_match_find (table, NULL, bulk_status_get_errors (status), NULL, NULL);
  bulk_track_record_save_async (history, record_id, status, match, bulk_wait_take, &result);
  bulk_wait_for (&result);
  if (!bulk_track_record_save_finish (history, result, &error))
    bulk_terminal_error (_("What became of the rows could not be written down: %s"), error->message);
}

/** bulk_track_report: Returns: what to end with, after saying what is known */
BulkCliExit
bulk_track_report (BulkTracker *tracker, gboolean to_the_end, gboolean errors, gboolean json)
{
  const GError *error = bulk_tracker_get_error (tracker);

  if (bulk_tracker_get_status (tracker) != NULL)
    {
      if (json)
        print_json (tracker, errors);
      else
        print_text (tracker, errors);
    }
  if (bulk_tracker_lacks_errors (tracker))
    bulk_terminal_error ("%s", _("The service does not list all of the rejected rows."));
  if (error != NULL && bulk_tracker_get_phase (tracker) != BULK_TRACKER_DONE)
    {
      g_autofree char *hidden
          = bulk_token_hide (error->message, bulk_connection_get_token (bulk_tracker_get_connection (tracker)));

      bulk_terminal_error (_("It could not be learned what became of the rows: %s"), hidden);
      return bulk_tracker_get_status (tracker) == NULL || to_the_end ? BULK_CLI_STATUS_UNKNOWN
                                                                    : exit_code_of (tracker, to_the_end);
    }
  if (bulk_tracker_get_status (tracker) == NULL)
    return BULK_CLI_STATUS_UNKNOWN;
  return exit_code_of (tracker, to_the_end);
}

/** bulk_track_save_rejected: Returns: whether the file is there, as far as there were rejected rows */
gboolean
bulk_track_save_rejected (BulkTracker *tracker, BulkTable *table, BulkRowSet *rows, const char *path,
                          const char *input_path)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);
  g_autoptr (BulkRowMatch) match = NULL;
  g_autoptr (BulkOutput) output = NULL;
  g_autoptr (GError) error = NULL;

  if (status == NULL || bulk_row_errors_get_n (bulk_status_get_errors (status)) == 0)
    return TRUE;
  match = bulk_row_match_find (table, rows, bulk_status_get_errors (status), NULL, &error);
  output = match != NULL ? bulk_output_new (path, input_path, &error) : NULL;
  if (output != NULL
      && bulk_rejected_write (bulk_output_get_stream (output), table, bulk_status_get_errors (status), match,
                              bulk_rejected_format_for_name (path, TRUE), NULL, &error)
      && bulk_output_commit (output, &error))
    return TRUE;
  bulk_terminal_error (_("The rejected rows could not be written: %s"), error->message);
  return FALSE;
}
