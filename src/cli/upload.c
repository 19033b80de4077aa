/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/upload.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>

#include "cli/destination.h"
#include "cli/open.h"
#include "cli/payload-format.h"
#include "cli/problem-list.h"
#include "cli/terminal.h"
#include "cli/token.h"
#include "cli/track.h"
#include "cli/upload-batches.h"
#include "cli/wait.h"
#include "load/load.h"
#include "load/record-text.h"

typedef struct
{
  BulkOpen open;
  BulkDestination destination;
  char *to;
  char *endpoint;
  char *rejected;
  char **waved;
  int batch_rows, batch_mb;
  gboolean via_storage, wait, json, again;
  BulkUploadWay way;
  BulkPayloadFormat format;
} Options;

static void
options_clear (Options *self)
{
  bulk_open_clear (&self->open);
  bulk_destination_clear (&self->destination);
  g_free (self->to);
  g_strfreev (self->waved);
  g_free (self->endpoint);
  g_free (self->rejected);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Private helpers: arguments */

static gboolean
choose_way (Options *self)
{
  gboolean any = g_strcmp0 (self->endpoint, "any") == 0;

  if (self->endpoint != NULL && !any && strcmp (self->endpoint, "opportunity") != 0)
    {
      bulk_open_say_usage (g_get_prgname (), _("--endpoint is “opportunity” or “any”."));
      return FALSE;
    }
  if (self->via_storage && self->endpoint != NULL && !any)
    {
      bulk_open_say_usage (g_get_prgname (), _("--via-storage goes with --endpoint any only."));
      return FALSE;
    }
  self->way = self->via_storage ? BULK_WAY_STORAGE : any ? BULK_WAY_ANY : BULK_WAY_OPPORTUNITIES;
  return TRUE;
}

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &self->to, N_("What to send: csv (default) or json"), N_("FORMAT") },
    { "ignore", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->waved,
      N_("Load in spite of errors with this code; again for others"), N_("CODE") },
    { "again", 0, 0, G_OPTION_ARG_NONE, &self->again, N_("Send rows that were or may have been loaded before"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Write the answer’s JSON object"), NULL },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &self->endpoint,
      N_("What the rows are: opportunity (default) or any, as the integration has it"), N_("KIND") },
    { "via-storage", 0, 0, G_OPTION_ARG_NONE, &self->via_storage,
      N_("Send the file to the storage that the service names, for large files; with any kind of rows"), NULL },
    { "batch-rows", 0, 0, G_OPTION_ARG_INT, &self->batch_rows, N_("Load in batches of at most so many rows"),
      N_("N") },
    { "batch-mb", 0, 0, G_OPTION_ARG_INT, &self->batch_mb, N_("Load in batches of at most so many megabytes"),
      N_("N") },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &self->wait,
      N_("Wait until the load has ended, and tell what became of its rows"), NULL },
    { "rejected", 0, 0, G_OPTION_ARG_FILENAME, &self->rejected,
      N_("With --wait: write the rejected rows, with the errors, as CSV or .xlsx"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("FILE --integration-id ID"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  bulk_destination_add_options (&self->destination, context);
  bulk_open_add_options (&self->open, context);
  if (!bulk_open_parse (&self->open, context, argc, argv) || !bulk_payload_format_parse (self->to, &self->format))
    return FALSE;
  if (!bulk_problem_list_check_codes (self->waved))
    return FALSE;
  if (self->rejected != NULL && !self->wait)
    {
      bulk_open_say_usage (g_get_prgname (), _("--rejected needs --wait."));
      return FALSE;
    }
  if (self->batch_rows < 0 || self->batch_mb < 0)
    {
      bulk_open_say_usage (g_get_prgname (), _("A batch has at least one row."));
      return FALSE;
    }
  if ((self->batch_rows > 0 || self->batch_mb > 0) && (self->rejected != NULL || self->again))
    {
      bulk_open_say_usage (g_get_prgname (), _("--rejected and --again do not go with batches."));
      return FALSE;
    }
  return choose_way (self) && bulk_destination_check (&self->destination);
}

/* Private helpers: the load */

static void
on_progress (GObject *object, GParamSpec *spec, gpointer user_data)
{
  BulkLoad *load = BULK_LOAD (object);
  guint64 sent = bulk_load_get_bytes_sent (load), total = bulk_load_get_bytes_total (load);
  g_autofree char *sent_text = g_format_size (sent), *total_text = g_format_size (total);

  if (bulk_wait_was_interrupted ())
    bulk_terminal_progress ("%s", _("Stopping…"));
  else if (bulk_load_get_phase (load) == BULK_UPLOAD_SENDING)
    /* Translators: bytes sent, all bytes, percent */
    bulk_terminal_progress (_("Sent %s of %s, %.0f %%"), sent_text, total_text,
                            total > 0 ? 100.0 * (double) sent / (double) total : 100.0);
  else if (bulk_load_get_phase (load) == BULK_UPLOAD_WAITING)
    bulk_terminal_progress ("%s", _("All is sent. Waiting for the answer…"));
  else if (bulk_load_get_phase (load) != BULK_UPLOAD_DONE)
    bulk_terminal_progress ("%s", _("Connecting…"));
}

static void
name_connection (BulkLoad *load, const Options *options)
{
  const char *label = bulk_destination_get_label (&options->destination);

  if (label != NULL)
    bulk_record_set_string (&bulk_load_get_record (load)->connection_name, label);
}

/* There is no outcome, for nothing was sent. */
static void
say_not_begun (BulkLoad *load, const GError *error)
{
  g_autofree char *text = NULL, *rest = NULL;

  if (!g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE))
    {
      bulk_terminal_error ("%s %s", error->message, _("Nothing was loaded."));
      return;
    }
  text = bulk_record_text_dup_earlier (bulk_load_get_earlier (load));
  rest = bulk_batch_upload_dup_rest (bulk_load_get_earlier (load));
  if (rest != NULL)
    bulk_terminal_error ("%s\n%s\n%s", text, rest, _("Nothing was sent. With --again all rows are, those as well."));
  else
    bulk_terminal_error ("%s\n%s", text, _("Nothing was sent. With --again it is."));
}

/* What the history has to tell beside the load. */
static void
say_notices (BulkLoad *load)
{
  const GError *error = bulk_load_get_record_error (load);
  g_autofree char *notice = bulk_history_take_notice (bulk_load_get_history (load));

  if (notice != NULL)
    bulk_terminal_error ("%s", notice);
  if (error != NULL)
    /* Translators: an error's text */
    bulk_terminal_error (_("What became of the load could not be written down: %s"), error->message);
}

static BulkOutcome *
run (BulkConnection *connection, BulkTable *table, const Options *options, gint64 *record_id)
{
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, options->format);
  g_autoptr (BulkLoad) load = bulk_load_new (bulk_history_get_default (), connection, payload);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BulkOutcome *outcome;

  name_connection (load, options);
  bulk_load_set_way (load, options->way);
  bulk_load_set_again (load, options->again);
  g_signal_connect (load, "notify", G_CALLBACK (on_progress), NULL);
  bulk_load_run_async (load, bulk_wait_watch_signals (), bulk_wait_take, &result);
  bulk_wait_for (&result);
  outcome = bulk_load_run_finish (load, result, &error);
  *record_id = bulk_load_get_record (load)->id;
  bulk_terminal_end_progress ();
  say_notices (load);
  if (outcome == NULL)
    say_not_begun (load, error);
  return outcome;
}

/* Private helpers: the outcome */

static void
print_time (GDateTime *time)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (time), utc = g_date_time_to_utc (time);
  g_autofree char *local_text = local ? g_date_time_format (local, "%F %T %Z") : NULL;
  g_autofree char *utc_text = utc ? g_date_time_format (utc, "%F %T UTC") : NULL;

  if (local_text && utc_text)
    bulk_terminal_print ("%s %s (%s)\n", _("Created:       "), local_text, utc_text);
}

static void
print_line (const char *label, const char *text, const char *token)
{
  g_autofree char *hidden = bulk_token_hide (text ? text : "", token);
  g_autoptr (GString) line = g_string_new (NULL);

  /* One line each, on a terminal or not: scripts read them. */
  bulk_terminal_escape (line, hidden, strlen (hidden), BULK_ESCAPE_LINE);
  bulk_terminal_print ("%s %s\n", label, line->str);
}

static void
print_accepted (BulkOutcome *outcome, BulkConnection *connection, gboolean json)
{
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  const char *token = bulk_connection_get_token (connection);

  if (json)
    {
      g_autofree char *text = bulk_token_hide (bulk_execution_get_json (execution), token);

      bulk_terminal_print ("%s\n", text);
      return;
    }
  bulk_terminal_print ("%s. %s\n", bulk_outcome_get_title (outcome), bulk_outcome_get_what_was_sent (outcome));
  print_line (_("Integration ID:"), bulk_connection_get_integration_id (connection), token);
  print_line (_("Execution ID:  "), bulk_execution_get_execution_id (execution), token);
  if (bulk_execution_get_creation_time (execution))
    print_time (bulk_execution_get_creation_time (execution));
  bulk_terminal_print ("%s %" G_GUINT64_FORMAT "\n", _("Rows sent:     "), bulk_outcome_get_rows_total (outcome));
  bulk_terminal_print ("%s %" G_GUINT64_FORMAT "\n", _("Bytes sent:    "), bulk_outcome_get_bytes_total (outcome));
}

static void
append_line (GString *text, const char *line)
{
  if (line && *line)
    g_string_append_printf (text, "\n%s", line);
}

static void
say_failure (BulkOutcome *outcome, const char *token)
{
  const char *server_text = bulk_outcome_get_server_text (outcome);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *hidden = NULL;

  g_string_printf (text, "%s.", bulk_outcome_get_title (outcome));
  append_line (text, bulk_outcome_get_what_happened (outcome));
  append_line (text, bulk_outcome_get_what_was_sent (outcome));
  append_line (text, bulk_outcome_get_what_next (outcome));
  if (server_text && *server_text)
    {
      g_autofree char *line = g_strdup_printf (_("The service says: %s"), server_text);

      append_line (text, line);
    }
  hidden = bulk_token_hide (text->str, token);
  bulk_terminal_error ("%s", hidden);
}

static BulkCliExit
exit_code_of (BulkOutcome *outcome)
{
  switch (bulk_outcome_get_state (outcome))
    {
    case BULK_OUTCOME_ACCEPTED:
      return BULK_CLI_DONE;
    case BULK_OUTCOME_REFUSED:
      return bulk_outcome_is_about_credentials (outcome) ? BULK_CLI_NOT_AUTHORISED : BULK_CLI_REJECTED;
    case BULK_OUTCOME_NOT_SENT:
      return BULK_CLI_NOT_SENT;
    case BULK_OUTCOME_UNKNOWN:
    default:
      return BULK_CLI_UNKNOWN;
    }
}

static BulkCliExit
report (BulkOutcome *outcome, BulkConnection *connection, gboolean json)
{
  if (bulk_outcome_get_state (outcome) != BULK_OUTCOME_ACCEPTED)
    say_failure (outcome, bulk_connection_get_token (connection));
  else
    {
      print_accepted (outcome, connection, json);
      /* The load stands, whatever became of the output: another exit code would have it sent again. */
      if (!bulk_terminal_flush ())
        bulk_terminal_error (_("The load was accepted. Execution ID: %s"),
                             bulk_execution_get_execution_id (bulk_outcome_get_execution (outcome)));
    }
  return exit_code_of (outcome);
}

/* The load stands, whatever is learned of it here. */
static BulkCliExit
follow (BulkOutcome *outcome, BulkConnection *connection, BulkTable *table, const Options *options, gint64 record_id)
{
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  g_autoptr (BulkTracker) tracker = bulk_tracker_new (connection, bulk_execution_get_execution_id (execution),
                                                      bulk_outcome_get_rows_total (outcome));
  g_autofree char *input = bulk_open_dup_local_path (&options->open);
  BulkCliExit result;

  bulk_track_wait (tracker, TRUE);
  bulk_track_note (tracker, table, record_id);
  result = bulk_track_report (tracker, TRUE, options->json, options->json);
  if (options->rejected != NULL && !bulk_track_save_rejected (tracker, table, NULL, options->rejected, input))
    return BULK_CLI_FILE;
  return result;
}

static BulkCliExit
report_failure (BulkOutcome *outcome, BulkConnection *connection)
{
  say_failure (outcome, bulk_connection_get_token (connection));
  return exit_code_of (outcome);
}

static BulkCliExit
run_batches (BulkConnection *connection, BulkTable *table, const Options *options)
{
  const BulkBatchUpload upload = {
    .connection = connection,
    .table = table,
    .format = options->format,
    .way = options->way,
    .connection_name = bulk_destination_get_label (&options->destination),
    .max_rows = (guint) options->batch_rows,
    .max_mb = (guint) options->batch_mb,
    .wait = options->wait,
    .json = options->json,
    .report_failure = report_failure,
  };

  return bulk_batch_upload_run (&upload);
}

static gboolean
check_table (BulkTable *table, const Options *options)
{
  g_autofree char *name = bulk_open_dup_shown_name (&options->open);

  if (bulk_table_get_n_rows (table) == 0)
    {
      bulk_terminal_error (_("“%s” has no rows to load. Nothing was sent."), name);
      return FALSE;
    }
  return bulk_problem_list_allow (table, options->waved, name);
}

/* Public functions */

/** bulk_cli_upload: "upload FILE": loads the file, and says what became of the load */
BulkCliExit
bulk_cli_upload (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (BulkConnection) connection = NULL;
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;
  gint64 record_id;
  BulkCliExit result;

  /* Whoever reads the output may leave; the load must be told of all the same. */
  signal (SIGPIPE, SIG_IGN);
  /* A limit on the size of files is a full disk, which can be told of. */
  signal (SIGXFSZ, SIG_IGN);
  if (!parse (&options, argc, argv))
    return BULK_CLI_USAGE;
  connection = bulk_destination_connect (&options.destination, &result);
  if (connection != NULL)
    table = bulk_open_table (&options.open, &result);
  if (table == NULL && bulk_wait_was_interrupted ())
    {
      bulk_terminal_error ("%s", _("Stopped. Nothing was sent."));
      return BULK_CLI_NOT_SENT;
    }
  if (table == NULL)
    return result;
  if (!check_table (table, &options))
    return bulk_wait_was_interrupted () ? BULK_CLI_NOT_SENT : BULK_CLI_FILE;
  if (options.batch_rows > 0 || options.batch_mb > 0)
    return run_batches (connection, table, &options);
  outcome = run (connection, table, &options, &record_id);
  if (outcome == NULL)
    return BULK_CLI_NOT_SENT;
  result = report (outcome, connection, options.json);
  return result == BULK_CLI_DONE && options.wait ? follow (outcome, connection, table, &options, record_id) : result;
}
