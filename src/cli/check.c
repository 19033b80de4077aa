/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/check.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "checks/fix-all.h"
#include "checks/summary.h"
#include "cli/body.h"
#include "cli/open.h"
#include "cli/problem-list.h"
#include "cli/terminal.h"
#include "cli/wait.h"

#define SHOWN_PROBLEMS 10u
#define ROUNDS_MAX 4u       /* a fix may bring to light what it hid */

typedef struct
{
  char *key;
  char *dates;
  char *fix;
  char *out;
  gboolean json;
} Arguments;

/* Private helpers */

static void
arguments_clear (Arguments *self)
{
  g_free (self->key);
  g_free (self->dates);
  g_free (self->fix);
  g_free (self->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse_options (const Arguments *arguments, BulkCheckOptions *options)
{
  if (arguments->fix != NULL && strcmp (arguments->fix, "all-safe") != 0)
    {
      bulk_open_say_usage (g_get_prgname (), _("What can be fixed unseen is “all-safe”."));
      return FALSE;
    }
  if (g_strcmp0 (arguments->dates, "day-first") == 0)
    options->date_order = BULK_DATE_ORDER_DAY_FIRST;
  else if (g_strcmp0 (arguments->dates, "month-first") == 0)
    options->date_order = BULK_DATE_ORDER_MONTH_FIRST;
  else if (arguments->dates != NULL)
    {
      bulk_open_say_usage (g_get_prgname (), _("Dates are “day-first” or “month-first”."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_key (BulkTable *table, const char *name, BulkCheckOptions *options)
{
  guint n = name != NULL ? bulk_table_get_n_columns (table) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      if (strcmp (header, name) == 0)
        {
          options->key_column = i;
          return TRUE;
        }
    }
  if (name != NULL)
    bulk_open_say_usage (g_get_prgname (), _("There is no column “%s”."), name);
  return name == NULL;
}

/* In rounds: a cell with two problems has one of them fixed at a time. */
static BulkFindings *
fix_all_safe (BulkTable *table, const BulkCheckOptions *options, guint64 *n_fixed)
{
  BulkFindings *findings = bulk_problem_list_find (table, options);

  for (guint round = 0; findings != NULL && round < ROUNDS_MAX; round++)
    {
      BulkEditBatch *batch = bulk_edits_begin (bulk_table_get_edits (table), NULL);
      guint64 n = bulk_fix_all (findings, BULK_PROBLEM_BIT (BULK_PROBLEM_N_CODES) - 1, TRUE, batch, NULL);

      if (n == 0)
        {
          bulk_edit_batch_free (batch);
          break;
        }
      *n_fixed += n;
      bulk_edits_commit (bulk_table_get_edits (table), batch);
      bulk_findings_unref (findings);
      findings = bulk_problem_list_find (table, options);
    }
  return findings;
}

static void
print_json (BulkFindings *findings, const char *file, guint64 n_fixed, gboolean fixing)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  BulkProblemsSummary summary;

  bulk_findings_get_summary (findings, 0, &summary);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, file);
  json_builder_set_member_name (builder, "rows");
  json_builder_add_int_value (builder, summary.n_rows);
  json_builder_set_member_name (builder, "errors");
  json_builder_add_int_value (builder, (gint64) summary.n_errors);
  json_builder_set_member_name (builder, "rows_with_errors");
  json_builder_add_int_value (builder, summary.n_error_rows);
  json_builder_set_member_name (builder, "warnings");
  json_builder_add_int_value (builder, (gint64) summary.n_warnings);
  json_builder_set_member_name (builder, "key_column");
  if (bulk_findings_get_key_column (findings) == BULK_KEY_COLUMN_NONE)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, (gint64) bulk_findings_get_key_column (findings) + 1);
  if (fixing)
    {
      json_builder_set_member_name (builder, "fixed");
      json_builder_add_int_value (builder, (gint64) n_fixed);
    }
  bulk_problem_list_build (builder, findings);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  bulk_terminal_print ("%s\n", text);
}

static gboolean
write_table (BulkTable *table, const char *out, const BulkOpen *open)
{
  g_autofree char *input = bulk_open_dup_local_path (open);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (GError) error = NULL;

  if (bulk_cli_body_write (payload, out, input, &error))
    return TRUE;
  bulk_terminal_error ("%s", error->message);
  return FALSE;
}

static BulkCliExit
check (BulkTable *table, BulkCheckOptions *options, const Arguments *arguments, const BulkOpen *open)
{
  g_autofree char *name = bulk_open_dup_shown_name (open);
  g_autoptr (BulkFindings) findings = NULL;
  BulkProblemsSummary summary;
  guint64 n_fixed = 0;

  if (!find_key (table, arguments->key, options))
    return BULK_CLI_USAGE;
  findings = arguments->fix != NULL ? fix_all_safe (table, options, &n_fixed) : bulk_problem_list_find (table, options);
  if (findings == NULL)
    bulk_wait_die_of_signal ();
  if (arguments->out != NULL && !write_table (table, arguments->out, open))
    return BULK_CLI_FILE;
  if (arguments->json)
    print_json (findings, name, n_fixed, arguments->fix != NULL);
  else
    {
      if (arguments->fix != NULL)
        bulk_terminal_print (ngettext ("%" PRIu64 " problem was fixed.\n",
                                       "%" PRIu64 " problems were fixed.\n", (gulong) n_fixed), n_fixed);
      bulk_problem_list_print (findings, SHOWN_PROBLEMS);
    }
  bulk_findings_get_summary (findings, 0, &summary);
  return bulk_terminal_flush () && summary.n_errors == 0 ? BULK_CLI_DONE : BULK_CLI_FILE;
}

/** bulk_cli_check: "check FILE": says what would be wrong with a load, and fixes what can be fixed unseen */
BulkCliExit
bulk_cli_check (int argc, char **argv)
{
  g_auto (BulkOpen) open = { 0 };
  g_auto (Arguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.json, N_("Write one JSON object"), NULL },
    { "key", 0, 0, G_OPTION_ARG_STRING, &arguments.key, N_("Column whose values name the rows"), N_("COLUMN") },
    { "dates", 0, 0, G_OPTION_ARG_STRING, &arguments.dates, N_("What 03/04/2026 means: day-first or month-first"),
      N_("ORDER") },
    { "fix", 0, 0, G_OPTION_ARG_STRING, &arguments.fix, N_("Fix what can be fixed unseen: all-safe"), N_("WHAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.out, N_("File to write the table to, as CSV"), N_("OUT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("FILE"));
  BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkTable) table = NULL;
  BulkCliExit result;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  bulk_open_add_options (&open, context);
  open.allow_missing = TRUE;
  if (!bulk_open_parse (&open, context, argc, argv) || !parse_options (&arguments, &options))
    return BULK_CLI_USAGE;
  if (arguments.out != NULL && strcmp (arguments.out, "-") == 0)
    {
      bulk_open_say_usage (g_get_prgname (), _("Name a file to write to: what is found goes to standard output."));
      return BULK_CLI_USAGE;
    }
  table = bulk_open_table (&open, &result);
  if (table != NULL)
    return check (table, &options, &arguments, &open);
  if (bulk_wait_was_interrupted ())
    bulk_wait_die_of_signal ();
  return result;
}
