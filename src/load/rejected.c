/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/rejected.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "load/row-fields.h"
#include "table/xlsx-writer.h"
#include "workspan/payload-buffer.h"
#include "workspan/payload-csv.h"

#define PIECE (256u * 1024)

typedef struct
{
  BulkTable *table;
  BulkRowErrors *errors;
  BulkRowMatch *match;
  BulkRejectedFormat format;
  GOutputStream *stream;
  GCancellable *cancellable;

  guint n_columns;
  BulkRowFields *fields;
  BulkCells *cells;
  BulkCell *line;           /* n_columns and two more */
  GStringChunk *made;       /* texts that are neither the table's nor the answer's */
  BulkPayloadBuffer buffer;  /* of CSV */
  BulkXlsxWriter *workbook;
} Writer;

/* Private helpers */

static void
writer_init (Writer *self)
{
  self->n_columns = bulk_table_get_n_columns (self->table);
  self->fields = bulk_row_fields_new (self->table, self->errors);
  self->cells = bulk_cells_new ();
  self->line = g_new0 (BulkCell, self->n_columns + 2);
  self->made = g_string_chunk_new (4096);
  if (self->format == BULK_REJECTED_XLSX)
    /* Translators: the name of a sheet in a workbook, at most 31 characters, no []:*?/ or backslash among them */
    self->workbook = bulk_xlsx_writer_new (self->stream, _ ("Rejected"), self->cancellable);
}

static void
writer_clear (Writer *self)
{
  bulk_row_fields_free (self->fields);
  bulk_cells_free (self->cells);
  g_free (self->line);
  g_string_chunk_free (self->made);
  g_free (self->buffer.data);
  g_clear_pointer (&self->workbook, bulk_xlsx_writer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static void
set (Writer *self, guint column, const char *text, gsize length)
{
  if (self->format == BULK_REJECTED_CSV_DEFUSED && bulk_rejected_is_formula (text, length))
    {
      g_autoptr (GString) harmless = g_string_new ("'");

      g_string_append_len (harmless, text, (gssize) length);
      text = g_string_chunk_insert_len (self->made, harmless->str, (gssize) harmless->len);
      length = harmless->len;
    }
  self->line[column] = (BulkCell) { text, length, BULK_CELL_TEXT };
}

static void
set_made (Writer *self, guint column, const char *text)
{
  const char *kept = g_string_chunk_insert (self->made, text);

  set (self, column, kept, strlen (kept));
}

static gboolean
flush (Writer *self, GError **error)
{
  gsize length = self->buffer.length;

  self->buffer.length = 0;
  return g_output_stream_write_all (self->stream, self->buffer.data, length, NULL, self->cancellable, error);
}

static gboolean
end_line (Writer *self, gboolean first, GError **error)
{
  guint n = self->n_columns + 2;
  gboolean good = TRUE;

  if (self->workbook != NULL)
    good = bulk_xlsx_writer_add_row (self->workbook, self->line, n, error);
  else
    bulk_payload_csv_append_row (&self->buffer, self->line, n, n, first);
  g_string_chunk_clear (self->made);
  return good && (self->buffer.length < PIECE || flush (self, error));
}

static gboolean
append_header (Writer *self, GError **error)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *header = bulk_table_has_header (self->table) ? bulk_table_dup_header (self->table, i)
                                                                    : g_strdup_printf ("column_%u", i + 1);

      set_made (self, i, header);
    }
  set_made (self, self->n_columns, _ ("Row"));
  set_made (self, self->n_columns + 1, _ ("Error"));
  return end_line (self, TRUE, error);
}

static gboolean
set_row_of_table (Writer *self, guint row)
{
  if (row == BULK_ROW_MATCH_NO_ROW || !bulk_table_read_row (self->table, row, self->cells))
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const BulkCell *cell = bulk_cells_get (self->cells, i);

      set (self, i, cell->text, cell->length);
    }
  return TRUE;
}

static void
set_row_of_service (Writer *self, guint index)
{
  guint n;
  const BulkRowFieldValue *values = bulk_row_fields_read (self->fields, index, &n);

  for (guint i = 0; i < self->n_columns; i++)
    self->line[i] = (BulkCell) { "", 0, BULK_CELL_EMPTY };
  for (guint i = 0; i < n; i++)
    if (values[i].column < self->n_columns)
      set (self, values[i].column, values[i].text, values[i].length);
}

static gboolean
append_error (Writer *self, guint index, GError **error)
{
  guint row = self->match != NULL ? bulk_row_match_get_row (self->match, index) : BULK_ROW_MATCH_NO_ROW;
  g_autofree char *message = bulk_row_errors_dup_message (self->errors, index);
  g_autofree char *number = row != BULK_ROW_MATCH_NO_ROW ? g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) row + 1)
                                                       : g_strdup ("");

  if (!set_row_of_table (self, row))
    set_row_of_service (self, index);
  set_made (self, self->n_columns, number);
  set_made (self, self->n_columns + 1, message);
  return end_line (self, FALSE, error);
}

/* Private helpers: in a thread */

typedef struct
{
  BulkTable *table;
  BulkRowErrors *errors;
  BulkRowMatch *match;
  BulkRejectedFormat format;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->table);
  bulk_row_errors_unref (job->errors);
  bulk_row_match_unref (job->match);
  g_free (job);
}

static gboolean
save (GFile *file, Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (GCancellable) given_up = NULL;

  if (stream == NULL)
    return FALSE;
  if (bulk_rejected_write (G_OUTPUT_STREAM (stream), job->table, job->errors, job->match, job->format, cancellable,
                           error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  /* Closed without being put in the file's place. */
  given_up = g_cancellable_new ();
  g_cancellable_cancel (given_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), given_up, NULL);
  return FALSE;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (save (source, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/** bulk_rejected_format_for_name: Returns: a workbook for a name that ends in ".xlsx", else CSV */
BulkRejectedFormat
bulk_rejected_format_for_name (const char *name, gboolean defuse)
{
  gsize length = strlen (name);

  if (length > 5 && g_ascii_strcasecmp (name + length - 5, ".xlsx") == 0)
    return BULK_REJECTED_XLSX;
  return defuse ? BULK_REJECTED_CSV_DEFUSED : BULK_REJECTED_CSV;
}

/** bulk_rejected_write: blocking. Returns: %FALSE and @error if it could not be written */
gboolean
bulk_rejected_write (GOutputStream *stream, BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match,
                     BulkRejectedFormat format, GCancellable *cancellable, GError **error)
{
  g_auto (Writer) writer = { table, errors, match, format, stream, cancellable };

  writer_init (&writer);
  if (!append_header (&writer, error))
    return FALSE;
  for (guint i = 0; i < bulk_row_errors_get_n (errors); i++)
    if (!append_error (&writer, i, error))
      return FALSE;
  return writer.workbook != NULL ? bulk_xlsx_writer_finish (writer.workbook, error) : flush (&writer, error);
}

/** bulk_rejected_save_async: bulk_rejected_write() into @file, in a thread */
void
bulk_rejected_save_async (GFile *file, BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match,
                          BulkRejectedFormat format, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->table = g_object_ref (table);
  job->errors = bulk_row_errors_ref (errors);
  job->match = match != NULL ? bulk_row_match_ref (match) : NULL;
  job->format = format;
  g_task_set_source_tag (task, bulk_rejected_save_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, save_in_thread);
}

/** bulk_rejected_save_finish: Returns: whether the file is there */
gboolean
bulk_rejected_save_finish (GFile *file, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** bulk_rejected_is_formula: Returns: whether a spreadsheet would run it */
gboolean
bulk_rejected_is_formula (const char *text, gsize length)
{
  gsize digits = 0;

  if (length == 0 || strchr ("=+-@\t\r", text[0]) == NULL || text[0] == '\0')
    return FALSE;
  if (text[0] != '-' || length == 1)
    return TRUE;
  for (gsize i = 1; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        digits++;
      else if (text[i] != '.' && text[i] != ',')
        return TRUE;
    }
  return digits == 0;
}
