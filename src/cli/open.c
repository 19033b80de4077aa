/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/open.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/terminal.h"
#include "cli/wait.h"
#include "load/template-match.h"
#include "store/templates.h"
#include "table/encoding.h"
#include "table/import.h"

/* Private helpers */

static gboolean
parse_delimiter (const char *text, char *delimiter)
{
  static const struct { const char *name; char character; } names[] = {
    { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "\\t", '\t' }, { "pipe", '|' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i].name) == 0)
      {
        *delimiter = names[i].character;
        return TRUE;
      }
  *delimiter = text[0];
  return text[0] > 0 && text[0] < 0x7f && text[1] == '\0' && strchr ("\"\r\n", text[0]) == NULL;
}

/* A local name may look like an address ("plan:q1.csv"): what is there wins. */
static GFile *
find_file (const char *path)
{
  struct stat status;

  return lstat (path, &status) == 0 ? g_file_new_for_path (path) : g_file_new_for_commandline_arg (path);
}

static gboolean
make_options (const BulkOpen *self, BulkImportOptions *options)
{
  const char *command = g_get_prgname ();

  if (self->encoding && !bulk_encoding_is_known (self->encoding))
    {
      bulk_open_say_usage (command, _("There is no encoding “%s”."), self->encoding);
      return FALSE;
    }
  if (self->delimiter && !parse_delimiter (self->delimiter, &options->delimiter))
    {
      bulk_open_say_usage (command, _("The delimiter has to be one character, such as ; or the word “tab”."));
      return FALSE;
    }
  options->encoding = self->encoding;
  options->sheet = self->sheet;
  options->has_header = self->no_header ? 0 : -1;
  return TRUE;
}

/* Callbacks */

static void
on_import_progress (GObject *import, GParamSpec *spec, gpointer user_data)
{
  const char *message = bulk_import_get_message (BULK_IMPORT (import));

  bulk_terminal_progress ("%s %.0f %%", message ? message : "", 100 * bulk_import_get_fraction (BULK_IMPORT (import)));
}

static void
on_table_progress (GObject *table, GParamSpec *spec, gpointer user_data)
{
  guint rows = bulk_table_get_n_rows (BULK_TABLE (table));

  bulk_terminal_progress (ngettext ("Read %u row, %.0f %%", "Read %u rows, %.0f %%", rows), rows,
                          100 * bulk_table_get_fraction (BULK_TABLE (table)));
}

/* Private helpers, continued: they need the callbacks */

static BulkTable *
read_all (GFile *file, const BulkImportOptions *options, GError **error)
{
  GCancellable *cancellable = bulk_wait_watch_signals ();
  g_autoptr (BulkImport) import = bulk_import_new (file);
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (GAsyncResult) opened = NULL, read = NULL;
  gboolean complete;

  bulk_import_set_options (import, options);
  g_signal_connect (import, "notify", G_CALLBACK (on_import_progress), NULL);
  bulk_import_open_async (import, cancellable, bulk_wait_take, &opened);
  bulk_wait_for (&opened);
  table = bulk_import_open_finish (import, opened, error);
  if (table == NULL)
    return NULL;
  g_signal_connect (table, "notify::fraction", G_CALLBACK (on_table_progress), NULL);
  bulk_table_wait_async (table, cancellable, bulk_wait_take, &read);
  bulk_wait_for (&read);
  complete = bulk_table_wait_finish (table, read, error);
  g_signal_handlers_disconnect_by_func (table, on_table_progress, NULL);
  if (!complete)
    {
      bulk_table_stop (table);
      return NULL;
    }
  return g_steal_pointer (&table);
}

/* A file where there is one of that name, else a template that is kept. */
static BulkTemplate *
find_template (const char *name, GError **error)
{
  g_autoptr (BulkTemplates) templates = bulk_templates_new (NULL);
  g_autofree char *shown = g_filename_display_name (name);

  if (g_file_test (name, G_FILE_TEST_EXISTS) && !g_file_test (name, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);

      return bulk_templates_read_file (file, bulk_wait_watch_signals (), error);
    }
  return bulk_templates_find (templates, shown, error);
}

static gboolean
use_template (BulkOpen *self, BulkTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTemplate) template = find_template (self->template, &error);
  g_auto (GStrv) missing = NULL;
  g_autofree char *names = NULL;

  if (template == NULL)
    {
      bulk_terminal_error ("%s", error->message);
      return FALSE;
    }
  missing = bulk_template_dup_missing (template, table);
  bulk_template_apply (template, table);
  if (missing == NULL || self->allow_missing)
    return TRUE;
  /* Translators: between two names in a list */
  names = g_strjoinv (_("”, “"), missing);
  bulk_terminal_error (ngettext ("The template needs the column “%s”, which the file does not have.",
                                 "The template needs the columns “%s”, which the file does not have.",
                                 g_strv_length (missing)),
                       names);
  return FALSE;
}

/* Public functions */

/** bulk_open_add_options: adds FILE and the options of @self, which must outlive the parsing */
void
bulk_open_add_options (BulkOpen *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &self->encoding, N_("Encoding of the file, such as WINDOWS-1252"),
      N_("ENCODING") },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &self->delimiter,
      N_("Character between two cells, or “tab”"), N_("CHARACTER") },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &self->no_header, N_("The first row is data, not a header"), NULL },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &self->sheet, N_("Sheet of a workbook"), N_("NAME") },
    { "template", 0, 0, G_OPTION_ARG_FILENAME, &self->template,
      N_("Column mapping to use: the name of a template, or its file"), N_("TEMPLATE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/** bulk_open_clear: frees what the options hold */
void
bulk_open_clear (BulkOpen *self)
{
  g_clear_pointer (&self->files, g_strfreev);
  g_clear_pointer (&self->encoding, g_free);
  g_clear_pointer (&self->delimiter, g_free);
  g_clear_pointer (&self->sheet, g_free);
  g_clear_pointer (&self->template, g_free);
}

/** bulk_open_say_usage: writes what is wrong with the arguments, and where to read more */
void
bulk_open_say_usage (const char *command, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  bulk_terminal_error ("%s", text);
  bulk_terminal_error (_("Try “%s --help”."), command);
}

/** bulk_open_parse: Returns: whether the arguments are right, with exactly one FILE; says why not */
gboolean
bulk_open_parse (BulkOpen *self, GOptionContext *context, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse (context, &argc, &argv, &error))
    bulk_open_say_usage (g_get_prgname (), "%s", error->message);
  else if (self->files == NULL || self->files[0] == NULL)
    bulk_open_say_usage (g_get_prgname (), _("Name the file."));
  else if (self->files[1] != NULL)
    bulk_open_say_usage (g_get_prgname (), _("Name one file only."));
  else
    return TRUE;
  return FALSE;
}

/** bulk_open_dup_local_path: Returns: (transfer full) (nullable): where FILE is on this computer, if it is */
char *
bulk_open_dup_local_path (const BulkOpen *self)
{
  g_autoptr (GFile) file = find_file (self->files[0]);

  return g_file_get_path (file);
}

/** bulk_open_dup_shown_name: Returns: (transfer full): FILE as valid UTF-8 */
char *
bulk_open_dup_shown_name (const BulkOpen *self)
{
  return g_filename_display_name (self->files[0]);
}

/**
 * bulk_open_table:
 * @exit_code: (out): what to end with if there is no table
 *
 * Reads the whole file, with progress. Says what is wrong; dies of a signal that interrupts it.
 *
 * Returns: (transfer full) (nullable): the complete table
 */
BulkTable *
bulk_open_table (BulkOpen *self, BulkCliExit *exit_code)
{
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (GFile) file = find_file (self->files[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = NULL;

  *exit_code = BULK_CLI_USAGE;
  if (!make_options (self, &options))
    return NULL;
  *exit_code = BULK_CLI_FILE;
  table = read_all (file, &options, &error);
  bulk_terminal_end_progress ();
  if (table == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bulk_terminal_error ("%s", error->message);
      return NULL;
    }
  if (self->sheet && bulk_table_get_sheets (table) == NULL)
    {
      g_autofree char *name = bulk_open_dup_shown_name (self);

      *exit_code = BULK_CLI_USAGE;
      bulk_open_say_usage (g_get_prgname (), _("“%s” has no sheets to choose from."), name);
      return NULL;
    }
  if (self->template && !use_template (self, table))
    return NULL;
  return g_steal_pointer (&table);
}
