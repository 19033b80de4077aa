/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/save-rejected.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "load/rejected.h"

#define DEFUSE "defuse"
#define CSV ".csv"
#define XLSX ".xlsx"

typedef struct
{
  GtkFileChooserNative *chooser;
  BulkTable *table;
  BulkRowErrors *errors;
  BulkRowMatch *match;
} Job;

/* Private helpers */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->chooser);
  g_object_unref (job->table);
  bulk_row_errors_unref (job->errors);
  bulk_row_match_unref (job->match);
  g_free (job);
}

/* Callbacks */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (bulk_rejected_save_finish (G_FILE (source), result, &error))
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* A name without an ending gets that of the kind chosen beside it. */
static GFile *
dup_file (GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser), folder = NULL;
  g_autofree char *name = file ? g_file_get_basename (file) : NULL, *longer = NULL;
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);

  if (name == NULL || strchr (name, '.') != NULL || filter == NULL)
    return g_steal_pointer (&file);
  folder = g_file_get_parent (file);
  longer = g_strconcat (name, g_object_get_data (G_OBJECT (filter), "ending"), NULL);
  return folder ? g_file_get_child (folder, longer) : g_steal_pointer (&file);
}

static GtkFileFilter *
add_filter (GtkFileChooser *chooser, const char *name, const char *ending)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, ending + 1);
  g_object_set_data (G_OBJECT (filter), "ending", (gpointer) ending);
  gtk_file_chooser_add_filter (chooser, filter);
  return filter;   /* the chooser's */
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;
  const char *defuse;

  if (response == GTK_RESPONSE_ACCEPT)
    file = dup_file (GTK_FILE_CHOOSER (dialog));
  if (file == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("No file was chosen."));
      g_object_unref (task);
      return;
    }
  defuse = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), DEFUSE);
  name = g_file_get_basename (file);
  bulk_rejected_save_async (file, job->table, job->errors, job->match,
                            bulk_rejected_format_for_name (name, g_strcmp0 (defuse, "false") != 0),
                            g_task_get_cancellable (task), on_saved, task);
}

/* Public functions */

/**
 * bulk_save_rejected_suggest_name:
 * @file_name: of what was loaded
 *
 * Returns: (transfer full): a name that tells it from that file; a workbook for those who had one, else CSV
 */
char *
bulk_save_rejected_suggest_name (const char *file_name)
{
  const char *dot = strrchr (file_name, '.');
  g_autofree char *stem = dot != NULL && dot != file_name ? g_strndup (file_name, (gsize) (dot - file_name))
                                                          : g_strdup (file_name);

  gboolean workbook = dot != NULL && (g_ascii_strcasecmp (dot, XLSX) == 0 || g_ascii_strcasecmp (dot, ".ods") == 0);
  g_autofree char *name = NULL;

  g_strdelimit (stem, "/\\", '-');
  /* Translators: the name of a file, without its ending */
  name = g_strdup_printf (_ ("%s-rejected"), stem);
  return g_strconcat (name, workbook ? XLSX : CSV, NULL);
}

/** bulk_save_rejected_async: @match: (nullable): where the rows are */
void
bulk_save_rejected_async (GtkWindow *parent, BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);
  g_autofree char *name = bulk_save_rejected_suggest_name (bulk_snapshot_get_name (bulk_table_get_snapshot (table)));
  GtkFileFilter *csv, *xlsx;

  job->table = g_object_ref (table);
  job->errors = bulk_row_errors_ref (errors);
  job->match = match != NULL ? bulk_row_match_ref (match) : NULL;
  g_task_set_source_tag (task, bulk_save_rejected_async);
  g_task_set_task_data (task, job, job_free);
  job->chooser = gtk_file_chooser_native_new (_ ("Save Rejected Rows"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                              _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (job->chooser), name);
  xlsx = add_filter (GTK_FILE_CHOOSER (job->chooser), _ ("Excel workbook (.xlsx)"), XLSX);
  csv = add_filter (GTK_FILE_CHOOSER (job->chooser), _ ("Comma-separated values (.csv)"), CSV);
  gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (job->chooser), g_str_has_suffix (name, XLSX) ? xlsx : csv);
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (job->chooser), DEFUSE,
                               _ ("Keep spreadsheet programs from running formulas (in CSV)"), NULL, NULL);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (job->chooser), DEFUSE, "true");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (job->chooser), TRUE);
  g_signal_connect (job->chooser, "response", G_CALLBACK (on_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->chooser));
}

/** bulk_save_rejected_finish: Returns: (transfer full) (nullable): the file */
GFile *
bulk_save_rejected_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
