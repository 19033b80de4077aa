/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/details-export.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ui/details-batches.h"
#include "ui/details-lines.h"
#include "ui/format.h"

/* File systems allow 255 bytes; an ID is far shorter, a server's mischief need not be. */
#define ID_IN_NAME_LENGTH 64

typedef struct
{
  BulkOutcome *outcome;
  BulkBatches *batches;       /* nullable */
  char *file_name;
  char *environment;
  GtkFileChooserNative *chooser;
  GtkFileFilter *json_filter; /* owned by the chooser */
  gboolean json;              /* JSON was picked, whatever the name ends in */
} ExportData;

/* Private helpers */

static void
export_data_free (ExportData *data)
{
  g_clear_object (&data->outcome);
  g_clear_object (&data->batches);
  g_clear_object (&data->chooser);
  g_free (data->file_name);
  g_free (data->environment);
  g_free (data);
}

static const char *
state_name (BulkOutcomeState state)
{
  switch (state)
    {
    case BULK_OUTCOME_ACCEPTED:
      return "accepted";
    case BULK_OUTCOME_REFUSED:
      return "refused";
    case BULK_OUTCOME_NOT_SENT:
      return "not-sent";
    case BULK_OUTCOME_UNKNOWN:
    default:
      return "unknown";
    }
}

static void
append_execution (GString *text, BulkExecution *execution)
{
  GDateTime *time = bulk_execution_get_creation_time (execution);

  bulk_details_append_line (text, "", _ ("Integration ID"), bulk_execution_get_integration_id (execution));
  bulk_details_append_line (text, "", _ ("Execution ID"), bulk_execution_get_execution_id (execution));
  if (time)
    {
      g_autofree char *local = bulk_format_local_time (time);
      g_autofree char *utc = bulk_format_utc_time (time);

      bulk_details_append_line (text, "", _ ("Created, local time"), local);
      bulk_details_append_line (text, "", _ ("Created, UTC"), utc);
    }
  else
    bulk_details_append_line (text, "", _ ("Created"), bulk_execution_get_created_at (execution));
}

/* The server's words keep their lines, each set off so that none can pass for one of ours. */
static void
append_server_text (GString *text, const char *server_text)
{
  g_auto (GStrv) lines = NULL;

  if (server_text == NULL || *server_text == '\0')
    return;
  g_string_append_printf (text, "\n%s\n", _ ("The server’s answer:"));
  lines = g_strsplit_set (server_text, "\r\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *line = bulk_format_one_line (lines[i]);

      if (*line)
        g_string_append_printf (text, "    %s\n", line);
    }
}

static gboolean
wants_json (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  gsize length = name ? strlen (name) : 0;

  return length >= 5 && g_ascii_strcasecmp (name + length - 5, ".json") == 0;
}

static ExportData *
export_data_new (BulkOutcome *outcome, BulkBatches *batches, const char *file_name, const char *environment)
{
  ExportData *data = g_new0 (ExportData, 1);

  data->outcome = g_object_ref (outcome);
  data->batches = batches != NULL ? g_object_ref (batches) : NULL;
  data->file_name = g_strdup (file_name);
  data->environment = g_strdup (environment);
  return data;
}

/* Callbacks */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Takes the reference to the task. */
static void
write_to (GFile *file, GTask *task)
{
  ExportData *data = g_task_get_task_data (task);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (data->json || wants_json (file))
    text = bulk_details_export_to_json (data->outcome, data->batches, data->file_name, data->environment);
  else
    text = bulk_details_export_to_text (data->outcome, data->batches, data->file_name, data->environment);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, g_task_get_cancellable (task),
                                       on_written, task);
}

static void
on_chooser_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ExportData *data = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;

  data->json = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (dialog)) == data->json_filter;
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_signal_handlers_disconnect_by_data (dialog, task);
  gtk_native_dialog_hide (dialog);
  if (file)
    write_to (file, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("No file was chosen."));
}

/* Public functions */

/**
 * bulk_details_export_to_text:
 * @outcome: how the upload ended
 * @batches: (nullable): in which parts
 * @file_name: (nullable): the name of the file that was uploaded
 * @environment: (nullable): what the other end is called
 *
 * Returns: (transfer full): the details, a line each, to be read by people
 */
char *
bulk_details_export_to_text (BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                             const char *environment)
{
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  guint status = bulk_outcome_get_http_status (outcome);
  g_autofree char *rows = bulk_format_number (bulk_outcome_get_rows_total (outcome));
  g_autofree char *sent = bulk_format_bytes_exact (bulk_outcome_get_bytes_sent (outcome));
  g_autofree char *total = bulk_format_bytes_exact (bulk_outcome_get_bytes_total (outcome));
  g_autofree char *batches_sent = batches != NULL ? bulk_batches_dup_sent (batches) : NULL;
  GString *text = g_string_new (NULL);

  bulk_details_append_line (text, "", _ ("Result"), bulk_outcome_get_title (outcome));
  bulk_details_append_line (text, "", _ ("File"), file_name);
  bulk_details_append_line (text, "", _ ("Environment"), environment);
  if (execution)
    append_execution (text, execution);
  bulk_details_append_line (text, "", _ ("Rows in the table"), rows);
  /* Of batches each has a size of its own. */
  if (batches == NULL)
    {
      bulk_details_append_line (text, "", _ ("Sent"), sent);
      bulk_details_append_line (text, "", _ ("To be sent"), total);
    }
  if (status)
    g_string_append_printf (text, "%s: HTTP %u\n", _ ("Answer"), status);
  g_string_append_c (text, '\n');
  bulk_details_append_line (text, "", _ ("What happened"), bulk_outcome_get_what_happened (outcome));
  bulk_details_append_line (text, "", _ ("What was sent"),
                            batches_sent != NULL ? batches_sent : bulk_outcome_get_what_was_sent (outcome));
  bulk_details_append_line (text, "", _ ("What next"), bulk_outcome_get_what_next (outcome));
  append_server_text (text, bulk_outcome_get_server_text (outcome));
  if (batches != NULL)
    bulk_details_batches_append_text (text, batches);
  return g_string_free (text, FALSE);
}

/**
 * bulk_details_export_to_json:
 * @outcome: how the upload ended
 * @batches: (nullable): in which parts
 * @file_name: (nullable): the name of the file that was uploaded
 * @environment: (nullable): what the other end is called
 *
 * Returns: (transfer full): the details as a JSON object, to be read by programs: its names are never translated
 */
char *
bulk_details_export_to_json (BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                             const char *environment)
{
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  bulk_details_add_string (builder, "result", state_name (bulk_outcome_get_state (outcome)));
  bulk_details_add_string (builder, "file", file_name);
  bulk_details_add_string (builder, "environment", environment);
  if (execution)
    {
      bulk_details_add_string (builder, "integration_id", bulk_execution_get_integration_id (execution));
      bulk_details_add_string (builder, "execution_id", bulk_execution_get_execution_id (execution));
      bulk_details_add_string (builder, "created_at", bulk_execution_get_created_at (execution));
    }
  bulk_details_add_number (builder, "rows", bulk_outcome_get_rows_total (outcome));
  if (batches == NULL)
    {
      bulk_details_add_number (builder, "bytes_sent", bulk_outcome_get_bytes_sent (outcome));
      bulk_details_add_number (builder, "bytes_total", bulk_outcome_get_bytes_total (outcome));
    }
  if (bulk_outcome_get_http_status (outcome))
    bulk_details_add_number (builder, "http_status", bulk_outcome_get_http_status (outcome));
  bulk_details_add_string (builder, "server_text", bulk_outcome_get_server_text (outcome));
  if (batches != NULL)
    bulk_details_batches_build_json (builder, batches);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, TRUE);
  return g_strconcat (json, "\n", NULL);
}

/**
 * bulk_details_export_suggest_name:
 * @outcome: how the upload ended
 *
 * Returns: (transfer full): a file name with the execution ID in it, or with today's date where there is none
 */
char *
bulk_details_export_suggest_name (BulkOutcome *outcome)
{
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  g_autofree char *part = NULL;

  if (execution)
    {
      part = g_strndup (bulk_execution_get_execution_id (execution), ID_IN_NAME_LENGTH);
      g_strcanon (part, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_", '-');
    }
  else
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      part = g_date_time_format (now, "%Y-%m-%d");
    }
  return g_strdup_printf ("workspan-upload-%s.txt", part);
}

/**
 * bulk_details_export_async:
 * @parent: (nullable): the window the file dialog belongs to
 * @outcome: how the upload ended
 * @batches: (nullable): in which parts
 * @file_name: (nullable): the name of the file that was uploaded
 * @environment: (nullable): what the other end is called
 * @cancellable: (nullable): a cancellable for the writing
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for a file and writes the details into it; as JSON, if its name ends so.
 */
void
bulk_details_export_async (GtkWindow *parent, BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                           const char *environment, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  ExportData *data = export_data_new (outcome, batches, file_name, environment);
  g_autofree char *name = bulk_details_export_suggest_name (outcome);

  g_task_set_source_tag (task, bulk_details_export_async);
  g_task_set_task_data (task, data, (GDestroyNotify) export_data_free);
  data->chooser = gtk_file_chooser_native_new (_ ("Save Details"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (data->chooser), name);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, i == 0 ? _ ("Text (.txt)") : _ ("JSON, for other programs (.json)"));
      gtk_file_filter_add_pattern (filter, i == 0 ? "*.txt" : "*.json");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (data->chooser), filter);
      if (i == 1)
        data->json_filter = filter;
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (data->chooser), TRUE);
  g_signal_connect (data->chooser, "response", G_CALLBACK (on_chooser_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (data->chooser));
}

/**
 * bulk_details_export_write_async:
 * @file: the file to write, replaced if there is one
 * @outcome: how the upload ended
 * @batches: (nullable): in which parts
 * @file_name: (nullable): the name of the file that was uploaded
 * @environment: (nullable): what the other end is called
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Writes the details; as JSON, if the file's name ends so.
 */
void
bulk_details_export_write_async (GFile *file, BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                                 const char *environment, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_details_export_async);
  g_task_set_task_data (task, export_data_new (outcome, batches, file_name, environment),
                        (GDestroyNotify) export_data_free);
  write_to (file, task);
}

/**
 * bulk_details_export_finish:
 * @result: what the callback was given
 * @error: why nothing was written; %G_IO_ERROR_CANCELLED if no file was chosen
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
bulk_details_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_details_export_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
