/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/file-dialog.h"

#include <glib/gi18n-lib.h>

/* Private helpers */

static GtkFileFilter *
make_filter (const char *name, const char *const *suffixes, const char *const *types)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *suffixes; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  for (; *types; types++)
    gtk_file_filter_add_mime_type (filter, *types);
  return filter;
}

static void
add_filters (GtkFileChooser *chooser)
{
  static const char *const suffixes[] = {
    "xlsx", "xlsm", "xltx", "ods", "csv", "tsv", "tab", "psv", "txt", "json", "jsonl", "ndjson", NULL
  };
  static const char *const types[] = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                       "application/vnd.oasis.opendocument.spreadsheet", "text/csv",
                                       "text/tab-separated-values", "application/json", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (GtkFileFilter) tables = make_filter (_("Tables"), suffixes, types), all = NULL;

  all = make_filter (_("All Files"), none, none);
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_chooser_add_filter (chooser, all);
}

/* Callbacks */

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("No file was chosen."));
  gtk_native_dialog_destroy (dialog);
}

/* Public functions */

/**
 * bulk_file_dialog_open_async:
 * @parent: the window the dialog belongs to
 *
 * Lets a person choose files; more than one if they like.
 */
void
bulk_file_dialog_open_async (GtkWindow *parent, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Open Table"), parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                                               _("_Open"), _("_Cancel"));

  g_task_set_source_tag (task, bulk_file_dialog_open_async);
  /* The dialog lives as long as it is asked for an answer. */
  g_task_set_task_data (task, chooser, g_object_unref);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filters (GTK_FILE_CHOOSER (chooser));
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * bulk_file_dialog_open_finish:
 *
 * Returns: (transfer full): the files chosen, at least one; %NULL with %G_IO_ERROR_CANCELLED
 */
GListModel *
bulk_file_dialog_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
