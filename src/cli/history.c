/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/open.h"
#include "cli/terminal.h"
#include "load/reason.h"
#include "load/record-export.h"
#include "load/record-text.h"
#include "store/history.h"
#include "store/store-error.h"

#define DEFAULT_LIMIT 50

typedef struct
{
  gboolean json;
  int limit;
  char *search;
  char *state;
  char **words;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->search);
  g_free (self->state);
  g_strfreev (self->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Private helpers: arguments */

static BulkCliExit
say_usage (const char *text)
{
  bulk_open_say_usage (g_get_prgname (), "%s", text);
  return BULK_CLI_USAGE;
}

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Write JSON"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &self->limit, N_("List so many at most; 0: all"), N_("N") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &self->search, N_("List those that hold a text"), N_("TEXT") },
    { "state", 0, 0, G_OPTION_ARG_STRING, &self->state, N_("List those of a state, such as “unknown”"), N_("STATE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->words, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context
      = g_option_context_new (_("[show ID | delete ID | mark ID loaded|not-loaded]"));
  g_autoptr (GError) error = NULL;

  self->limit = DEFAULT_LIMIT;
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      say_usage (error->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_id (const char *text, gint64 *id)
{
  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL);
}

/* Private helpers: output */

static BulkCliExit
say_error (const GError *error)
{
  bulk_terminal_error ("%s", error->message);
  return BULK_CLI_FILE;
}

static void
print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  bulk_terminal_print ("%s\n", text);
}

static void
print_line (const char *label, const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (text == NULL || *text == '\0')
    return;
  /* One line each, on a terminal or not: scripts read them. */
  bulk_terminal_escape (line, text, strlen (text), BULK_ESCAPE_LINE);
  bulk_terminal_print ("%s %s\n", label, line->str);
}

static void
print_number (const char *label, gint64 number)
{
  if (number >= 0)
    bulk_terminal_print ("%s %" G_GINT64_FORMAT "\n", label, number);
}

static void
print_short (BulkRecord *record)
{
  g_autofree char *time = bulk_record_text_dup_time (record->prepared_at);
  g_autofree char *rows = bulk_record_text_dup_rows (record);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *strings[] = { record->file_name, record->connection_name, record->execution_id };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      const char *string = strings[i] ? strings[i] : "";

      if (*string != '\0')
        g_string_append (text, i == 1 ? " → " : "  ");
      bulk_terminal_escape (text, string, strlen (string), BULK_ESCAPE_LINE);
    }
  bulk_terminal_print ("%6" G_GINT64_FORMAT "  %s  %s  %s%s\n", record->id, time, bulk_record_text_get_state (record),
                       rows, text->str);
}

static void
print_what_became (BulkRecord *record)
{
  g_autoptr (BulkOutcome) outcome = bulk_reason_dup_outcome (record);
  g_autofree char *check = bulk_record_text_dup_how_to_check (record);

  if (outcome == NULL)
    return;
  print_line ("\n", bulk_outcome_get_what_happened (outcome));
  print_line ("", bulk_outcome_get_what_was_sent (outcome));
  print_line (_("The service says:"), bulk_outcome_get_server_text (outcome));
  print_line ("", check);
}

static void
print_long (BulkRecord *record)
{
  g_autofree char *prepared = bulk_record_text_dup_exact_time (record->prepared_at);
  g_autofree char *sent = bulk_record_text_dup_exact_time (record->sent_at);
  g_autofree char *ended = bulk_record_text_dup_exact_time (record->ended_at);

  print_number (_("ID:            "), record->id);
  print_line (_("State:         "), bulk_record_text_get_state (record));
  print_line (_("File:          "), record->file_name);
  print_line (_("Sheet:         "), record->sheet);
  print_number (_("Rows:          "), (gint64) record->rows_total);
  print_number (_("Bytes:         "), (gint64) record->bytes_total);
  print_number (_("Bytes sent:    "), (gint64) record->bytes_sent);
  print_line (_("SHA-256:       "), record->sha256);
  print_line (_("Connection:    "), record->connection_name);
  print_line (_("Address:       "), record->base_url);
  print_line (_("Integration ID:"), record->integration_id);
  print_line (_("Template:      "), record->template_name);
  print_line (_("Execution ID:  "), record->execution_id);
  print_line (_("Created:       "), record->execution_created);
  print_line (_("Prepared:      "), prepared);
  print_line (_("Sending since: "), sent);
  print_line (_("Ended:         "), ended);
  print_line (_("Status:        "), record->status);
  print_number (_("Succeeded:     "), record->success_count);
  print_number (_("Failed:        "), record->error_count);
  print_number (_("Skipped:       "), record->skip_count);
  print_what_became (record);
}

/* Private helpers: what is asked for */

static BulkCliExit
list (BulkHistory *history, const Options *options)
{
  BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  BulkRecordState state;

  if (options->state != NULL)
    {
      if (!bulk_record_state_from_name (options->state, &state))
        return say_usage (_("States are preparing, sending, accepted, refused, not-sent and unknown."));
      filter.state = (int) state;
    }
  if (options->limit < 0)
    return say_usage (_("The limit cannot be negative."));
  filter.text = options->search;
  filter.limit = (guint) options->limit;
  records = bulk_history_list (history, &filter, &error);
  if (records == NULL)
    return say_error (error);
  if (options->json)
    {
      g_autoptr (JsonNode) node = bulk_record_export_all_to_json (records);

      print_json (node);
      return BULK_CLI_DONE;
    }
  for (guint i = 0; i < records->len; i++)
    print_short (g_ptr_array_index (records, i));
  return BULK_CLI_DONE;
}

static BulkCliExit
show (BulkHistory *history, gint64 id, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) record = NULL;

  bulk_history_recover (history, NULL);
  record = bulk_history_get (history, id, &error);
  if (record == NULL)
    return say_error (error);
  if (json)
    {
      g_autoptr (JsonNode) node = bulk_record_export_to_json (record);

      print_json (node);
    }
  else
    print_long (record);
  return BULK_CLI_DONE;
}

static BulkCliExit
delete (BulkHistory *history, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) record = NULL;

  bulk_history_recover (history, NULL);
  record = bulk_history_get (history, id, &error);
  if (record == NULL)
    return say_error (error);
  if (!bulk_record_is_final (record))
    {
      bulk_terminal_error ("%s", _("This load is under way. It can be deleted when it has ended."));
      return BULK_CLI_FILE;
    }
  if (!bulk_history_delete (history, id, &error) || !bulk_history_purge (history, id, &error))
    return say_error (error);
  return BULK_CLI_DONE;
}

static BulkCliExit
mark (BulkHistory *history, gint64 id, const char *word)
{
  BulkVerdict verdict = g_strcmp0 (word, "loaded") == 0       ? BULK_VERDICT_LOADED
                        : g_strcmp0 (word, "not-loaded") == 0 ? BULK_VERDICT_NOT_LOADED
                                                              : BULK_VERDICT_NONE;
  g_autoptr (GError) error = NULL;

  if (verdict == BULK_VERDICT_NONE)
    return say_usage (_("Say “loaded” or “not-loaded”."));
  bulk_history_recover (history, NULL);
  if (bulk_history_set_verdict (history, id, verdict, &error))
    return BULK_CLI_DONE;
  if (!g_error_matches (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND))
    return say_error (error);
  bulk_terminal_error ("%s", _("There is no load with this ID whose outcome is unknown."));
  return BULK_CLI_FILE;
}

static BulkCliExit
run (BulkHistory *history, const Options *options)
{
  guint n = options->words ? g_strv_length (options->words) : 0;
  const char *word = n > 0 ? options->words[0] : NULL;
  gint64 id = 0;

  if (word == NULL)
    return list (history, options);
  if (n > 1 && !parse_id (options->words[1], &id))
    return say_usage (_("An ID is a number, as the list has it."));
  if (n == 2 && strcmp (word, "show") == 0)
    return show (history, id, options->json);
  if (n == 2 && strcmp (word, "delete") == 0)
    return delete (history, id);
  if (n == 3 && strcmp (word, "mark") == 0)
    return mark (history, id, options->words[2]);
  return say_usage (_("Say “show ID”, “delete ID”, “mark ID loaded”, “mark ID not-loaded”, or nothing for a list."));
}

/* Public functions */

/** bulk_cli_history: "history": lists, shows, deletes and marks recorded loads */
BulkCliExit
bulk_cli_history (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (BulkHistory) history = NULL;
  g_autofree char *notice = NULL;
  BulkCliExit result;

  if (!parse (&options, argc, argv))
    return BULK_CLI_USAGE;
  history = bulk_history_new (NULL);
  result = run (history, &options);
  notice = bulk_history_take_notice (history);
  if (notice != NULL)
    bulk_terminal_error ("%s", notice);
  if (result == BULK_CLI_DONE && !bulk_terminal_flush ())
    return BULK_CLI_FILE;
  return result;
}
