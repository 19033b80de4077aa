/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/inspect.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cli/open.h"
#include "cli/problem-list.h"
#include "cli/table-text.h"
#include "cli/terminal.h"
#include "cli/wait.h"

#define SHOWN_ROWS 10u
#define SHOWN_PROBLEMS 3u

/* The JSON object: a stable interface, in the manual page */

static void
add_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_columns (JsonBuilder *builder, BulkTable *table)
{
  guint n = bulk_table_get_n_columns (table);

  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = bulk_table_dup_header (table, i);
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      json_builder_add_string_value (builder, valid);
    }
  json_builder_end_array (builder);
}

static void
add_sheets (JsonBuilder *builder, BulkSheets *sheets)
{
  guint n = sheets ? bulk_sheets_get_n (sheets) : 0;

  json_builder_set_member_name (builder, "sheets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, bulk_sheets_get_name (sheets, i));
  json_builder_end_array (builder);
  if (sheets == NULL)
    return;
  json_builder_set_member_name (builder, "sheet_rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    if (bulk_sheets_get_rows (sheets, i) >= 0)
      json_builder_add_int_value (builder, bulk_sheets_get_rows (sheets, i));
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

static void
print_json (BulkTable *table, BulkFindings *findings, const char *file)
{
  const BulkDialect *dialect = bulk_table_get_dialect (table);
  const char delimiter[2] = { dialect ? dialect->delimiter : '\0', '\0' };
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "file", file);
  add_string (builder, "format", bulk_table_get_format (table));
  add_string (builder, "encoding", bulk_table_get_encoding (table));
  add_string (builder, "delimiter", dialect ? delimiter : NULL);
  json_builder_set_member_name (builder, "has_header");
  json_builder_add_boolean_value (builder, bulk_table_has_header (table));
  add_string (builder, "sheet", bulk_table_get_sheet (table));
  add_sheets (builder, bulk_table_get_sheet_list (table));
  json_builder_set_member_name (builder, "rows");
  json_builder_add_int_value (builder, bulk_table_get_n_rows (table));
  add_columns (builder, table);
  bulk_problem_list_build (builder, findings);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  bulk_terminal_print ("%s\n", text);
}

/* For people */

static char *
describe_format (BulkTable *table)
{
  const BulkDialect *dialect = bulk_table_get_dialect (table);
  g_autofree char *format = g_ascii_strup (bulk_table_get_format (table), -1);

  if (dialect == NULL)
    return g_steal_pointer (&format);
  /* Translators: a format and its delimiter, such as "CSV, semicolon" */
  return g_strdup_printf (_("%s, %s"), format, bulk_dialect_get_delimiter_name (dialect->delimiter));
}

/* The others are worth a word: one of them may be meant. */
static void
print_sheets (BulkSheets *sheets)
{
  guint n = bulk_sheets_get_n (sheets);

  bulk_terminal_print (ngettext ("%s %s (%u sheet)\n", "%s %s (%u sheets)\n", n), _("Sheet:   "),
                       bulk_sheets_get_name (sheets, bulk_sheets_get_chosen (sheets)), n);
  for (guint i = 0; i < n && n > 1; i++)
    {
      gint64 rows = bulk_sheets_get_rows (sheets, i);
      const char *hidden = bulk_sheets_is_hidden (sheets, i) ? _(", hidden") : "";

      if (rows < 0)
        bulk_terminal_print ("            %s%s\n", bulk_sheets_get_name (sheets, i), hidden);
      else
        /* Translators: name of a sheet, how many rows it has, ", hidden" or nothing */
        bulk_terminal_print (ngettext ("            %s: %" PRId64 " row%s\n", "            %s: %" PRId64 " rows%s\n",
                                       (gulong) rows), bulk_sheets_get_name (sheets, i), rows, hidden);
    }
}

static void
print_summary (BulkTable *table, BulkFindings *findings, const char *file)
{
  BulkSheets *sheets = bulk_table_get_sheet_list (table);
  g_autofree char *format = describe_format (table);
  g_autofree char *preview = NULL;

  bulk_terminal_print ("%s %s\n", _("File:    "), file);
  bulk_terminal_print ("%s %s\n", _("Format:  "), format);
  if (bulk_table_get_encoding (table))
    bulk_terminal_print ("%s %s\n", _("Encoding:"), bulk_table_get_encoding (table));
  if (sheets)
    print_sheets (sheets);
  bulk_terminal_print ("%s %s\n", _("Header:  "), bulk_table_has_header (table) ? _("yes") : _("no"));
  bulk_terminal_print ("%s %u\n", _("Rows:    "), bulk_table_get_n_rows (table));
  bulk_terminal_print ("%s %u\n\n", _("Columns: "), bulk_table_get_n_columns (table));
  preview = bulk_table_text_make (table, SHOWN_ROWS, bulk_terminal_get_width ());
  bulk_terminal_print ("%s", preview);
  bulk_terminal_print ("\n");
  bulk_problem_list_print (findings, SHOWN_PROBLEMS);
}

/** bulk_cli_inspect: "inspect FILE": says what the file is understood to hold */
BulkCliExit
bulk_cli_inspect (int argc, char **argv)
{
  g_auto (BulkOpen) open = { 0 };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Write one JSON object"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("FILE"));
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkFindings) findings = NULL;
  g_autofree char *name = NULL;
  BulkCliExit result;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  bulk_open_add_options (&open, context);
  if (!bulk_open_parse (&open, context, argc, argv))
    return BULK_CLI_USAGE;
  table = bulk_open_table (&open, &result);
  if (table == NULL)
    {
      if (bulk_wait_was_interrupted ())
        bulk_wait_die_of_signal ();
      return result;
    }
  name = bulk_open_dup_shown_name (&open);
  findings = bulk_problem_list_find (table, &options);
  if (findings == NULL)
    bulk_wait_die_of_signal ();
  if (json)
    print_json (table, findings, name);
  else
    print_summary (table, findings, name);
  return bulk_terminal_flush () ? BULK_CLI_DONE : BULK_CLI_FILE;
}
