/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/report.h"
#include "checks/findings-private.h"
#include "checks/fix.h"
#include "checks/number-parse.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE ((gsize) 64 << 10)

typedef struct
{
  BulkFindings *findings;
  GOutputStream *stream;
  GString *buffer;
  BulkCells *cells, *scratch;
  GArray *problems;
} Report;

typedef struct
{
  BulkFindings *findings;
  GFile *file;
} Save;

static gboolean
is_dangerous (const char *text, gsize length)
{
  BulkNumber number;

  return length > 0 && strchr ("=+-@\t\r", text[0]) != NULL && text[0] != '\0' &&
         !(text[0] == '-' && bulk_number_parse (text, length, &number) == BULK_NUMBER_PLAIN);
}

static void
append_cell (GString *out, const char *text, gsize length, gboolean last)
{
  g_string_append_c (out, '"');
  if (is_dangerous (text, length))
    g_string_append_c (out, '\'');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (out, '"');
      if (text[i] != '\0')
        g_string_append_c (out, text[i]);
    }
  g_string_append (out, last ? "\"\r\n" : "\",");
}

static void
append_text (GString *out, const char *text, gboolean last)
{
  append_cell (out, text != NULL ? text : "", text != NULL ? strlen (text) : 0, last);
}

static void
append_number (GString *out, guint number)
{
  if (number != G_MAXUINT)
    g_string_append_printf (out, "%u", number + 1);
  g_string_append_c (out, ',');
}

static char *
dup_suggestion (Report *self, const BulkProblem *problem)
{
  g_auto (BulkFix) fix = { BULK_FIX_NONE };

  if (!bulk_fix_suggest (self->findings, problem, self->scratch, &fix))
    return NULL;
  return fix.text != NULL ? g_steal_pointer (&fix.text) : bulk_fix_dup_label (problem->code);
}

static void
append_problem (Report *self, const BulkProblem *problem)
{
  BulkTable *table = self->findings->table;
  const BulkCell *cell = bulk_cells_get (self->cells, problem->column);
  const gboolean in_cell = problem->row != BULK_PROBLEM_NO_ROW && problem->column != BULK_PROBLEM_NO_COLUMN;
  g_autofree char *header = problem->column != BULK_PROBLEM_NO_COLUMN ? bulk_table_dup_header (table, problem->column)
                                                                      : NULL;
  g_autofree char *message = bulk_problem_dup_message (problem, table), *suggestion = dup_suggestion (self, problem);
  GString *out = self->buffer;

  append_text (out, bulk_problem_code_get_severity (problem->code) == BULK_SEVERITY_ERROR ? _("Error") : _("Warning"),
               FALSE);
  append_text (out, bulk_problem_code_get_title (problem->code), FALSE);
  append_text (out, bulk_problem_code_get_name (problem->code), FALSE);
  append_number (out, problem->row);
  append_number (out, problem->column);
  append_text (out, header, FALSE);
  append_cell (out, in_cell ? cell->text : "", in_cell ? cell->length : 0, FALSE);
  append_text (out, message, FALSE);
  append_text (out, suggestion, TRUE);
}

static void
append_row (Report *self, guint row)
{
  g_array_set_size (self->problems, 0);
  bulk_findings_get_row (self->findings, row, self->cells, self->problems);
  if (self->problems->len > 0 && row != BULK_PROBLEM_NO_ROW)
    bulk_table_read_row (self->findings->table, row, self->cells);
  for (guint i = 0; i < self->problems->len; i++)
    append_problem (self, &g_array_index (self->problems, BulkProblem, i));
}

static void
append_titles (GString *out)
{
  const char *const titles[] = {
    N_("Severity"), N_("Problem"), N_("Code"), N_("Row"), N_("Column"), N_("Header"), N_("Value"), N_("Message"),
    N_("Suggestion"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    append_text (out, _(titles[i]), i + 1 == G_N_ELEMENTS (titles));
}

static gboolean
flush (Report *self, gsize at_least, GCancellable *cancellable, GError **error)
{
  gboolean written;

  if (self->buffer->len < at_least)
    return TRUE;
  written = g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, cancellable, error);
  g_string_truncate (self->buffer, 0);
  return written;
}

static gboolean
write_all (Report *self, GCancellable *cancellable, GError **error)
{
  append_titles (self->buffer);
  append_row (self, BULK_PROBLEM_NO_ROW);
  for (guint row = 0; row < self->findings->n_rows; row++)
    {
      if (bulk_findings_get_row_codes (self->findings, row) == 0)
        continue;
      append_row (self, row);
      if (!flush (self, PIECE, cancellable, error))
        return FALSE;
    }
  return flush (self, 0, cancellable, error);
}

static void
save_free (gpointer data)
{
  Save *save = data;

  bulk_findings_unref (save->findings);
  g_object_unref (save->file);
  g_free (save);
}

/* A report that could not be written whole leaves what was there before. */
static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Save *save = task_data;
  g_autoptr (GFileOutputStream) stream = NULL;
  GError *error = NULL;

  stream = g_file_replace (save->file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, &error);
  if (stream != NULL && bulk_report_write (save->findings, G_OUTPUT_STREAM (stream), cancellable, &error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (stream != NULL)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      /* Closing it cancelled leaves the old file in its place. */
      g_cancellable_cancel (cancelled);
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
    }
  g_task_return_error (task, error);
}

/* Public functions */

/**
 * bulk_report_write:
 *
 * Writes one row for each problem there is, as UTF-8 with a byte order mark, which spreadsheet programs need.
 *
 * Returns: whether all of it is written
 */
gboolean
bulk_report_write (BulkFindings *findings, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  Report report = { .findings = findings, .stream = stream };
  gboolean written;

  report.buffer = g_string_new ("\357\273\277");
  report.cells = bulk_cells_new ();
  report.scratch = bulk_cells_new ();
  report.problems = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  written = write_all (&report, cancellable, error);
  g_string_free (report.buffer, TRUE);
  bulk_cells_free (report.cells);
  bulk_cells_free (report.scratch);
  g_array_unref (report.problems);
  return written;
}

/** bulk_report_write_async: @file: replaced if it is there */
void
bulk_report_write_async (BulkFindings *findings, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  save->findings = bulk_findings_ref (findings);
  save->file = g_object_ref (file);
  g_task_set_source_tag (task, bulk_report_write_async);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread);
}

/** bulk_report_write_finish: Returns: whether the report is written */
gboolean
bulk_report_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
