/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A load of the history whose file is opened once more: to send the batches that are left, or to
 * correct rejected rows. */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "load/reason.h"
#include "load/record-text.h"
#include "load/reopen.h"
#include "ui/confirm-upload.h"
#include "ui/connect-record.h"
#include "ui/file-dialog.h"
#include "ui/preview-page.h"
#include "ui/upload-page.h"

/* What the import of a table keeps: the record of the load that it is opened for, and why. */
#define RECORD "bulk-record"
#define PURPOSE "bulk-purpose"

/* On the way to an upload, or to know whether there can be one. */
typedef struct
{
  BulkWindow *window;
  BulkRecord *record;
  BulkReopenPurpose purpose;
  BulkTable *table;            /* nullable; frozen: what is about to be sent */
  BulkConnection *connection;  /* nullable */
} Resume;

/* Private helpers */

static void
resume_free (Resume *resume)
{
  g_object_unref (resume->window);
  g_object_unref (resume->record);
  g_clear_object (&resume->table);
  g_clear_object (&resume->connection);
  g_free (resume);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resume, resume_free)

static Resume *
resume_new (BulkWindow *window, BulkRecord *record, BulkReopenPurpose purpose)
{
  Resume *resume = g_new0 (Resume, 1);

  resume->window = g_object_ref (window);
  resume->record = g_object_ref (record);
  resume->purpose = purpose;
  return resume;
}

static void
forget (BulkWindow *self)
{
  if (self->import != NULL)
    g_object_set_data (G_OBJECT (self->import), RECORD, NULL);
}

/* (nullable): what the table in view was opened for */
static BulkRecord *
get_record (BulkWindow *self, BulkReopenPurpose *purpose)
{
  if (self->import == NULL)
    return NULL;
  *purpose = (BulkReopenPurpose) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->import), PURPOSE));
  return g_object_get_data (G_OBJECT (self->import), RECORD);
}

static void
say_differs (BulkWindow *self, BulkRecord *record, BulkReopenPurpose purpose)
{
  g_autofree char *time = bulk_record_text_dup_time (record->sent_at ? record->sent_at : record->prepared_at);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *dialog;

  g_string_append_printf (text,
                          /* Translators: %s is a time */
                          _("This is not the table that was sent on %s: its rows, columns or cells differ, in the "
                            "file or by what was changed here before it was sent."), time);
  g_string_append_c (text, ' ');
  if (purpose == BULK_REOPEN_REST)
    g_string_append (text,
                     _("So it is not known which of its rows are left, and those that were accepted could be loaded "
                       "twice.\n\nNothing was sent. Open the file as it was then, or remove the rows that were "
                       "accepted before you upload this one."));
  else
    g_string_append (text,
                     _("So the rejected rows cannot be shown in it.\n\nNothing was sent. The History can save the "
                       "rejected rows as a file of their own."));
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Table Is Not the Same"), text->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The table is as it was when it was sent. Otherwise nothing is gone on with. */
static gboolean
is_same (Resume *resume, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  BulkWindow *self = resume->window;
  gboolean same, known = bulk_reopen_compare_finish (result, &same, &error);

  if (self->stack == NULL || (known && same))
    return self->stack != NULL;
  if (known)
    {
      forget (self);
      say_differs (self, resume->record, resume->purpose);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bulk_window_toast (self, error->message);
  return FALSE;
}

/* The way the batches went before. */
static void
read_options (BulkRecord *record, BulkSendOptions *options)
{
  *options = (BulkSendOptions) { bulk_upload_way_from_names (record->object_type, record->way), record->batch_rows,
                                 (guint) (record->batch_bytes / 1000000) };
}

/* What was accepted is known by the place that it went to. */
static gboolean
leads_to_same_place (BulkConnection *connection, BulkRecord *record)
{
  return g_strcmp0 (bulk_connection_get_base_url (connection), record->base_url) == 0
         && g_strcmp0 (bulk_connection_get_integration_id (connection), record->integration_id) == 0
         && g_strcmp0 (bulk_connection_get_ws_env (connection), record->ws_env) == 0;
}

/* Callbacks: the upload */

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkWindow *self = resume->window;
  BulkRecord *record = resume->record;

  if (self->stack == NULL)
    return;
  bulk_window_end_connecting (self);
  if (!bulk_confirm_upload_finish (result, NULL, NULL))
    return;
  forget (self);
  read_options (record, &self->options);
  bulk_upload_page_set_format (BULK_UPLOAD_PAGE (self->upload_page), bulk_reopen_get_format (record));
  bulk_window_start_upload (self, resume->table, NULL, NULL);
}

/* As it was when the load had ended: from there rejected rows are found, corrected and sent. */
static void
show_result (Resume *resume)
{
  BulkWindow *self = resume->window;
  BulkRecord *record = resume->record;
  g_autoptr (BulkOutcome) outcome = bulk_reason_dup_outcome (record);
  g_autoptr (BulkRowSet) rows = record->batch_count > 1 ? bulk_row_set_new_range ((guint) record->first_row,
                                                                                  (guint) record->rows_total) : NULL;

  bulk_window_end_connecting (self);
  forget (self);
  g_set_object (&self->upload_table, bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page)));
  g_set_object (&self->sent_table, resume->table);
  g_set_object (&self->connection, resume->connection);
  read_options (record, &self->options);
  bulk_window_show_loaded (self, outcome, rows, record->id);
}

static gpointer
count_done (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  BulkBatchesDone done;

  return bulk_history_count_batches (history, data, &done, error) ? g_memdup2 (&done, sizeof done) : NULL;
}

/* Asks, now that it is known how many are left. */
static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkWindow *self = resume->window;
  g_autoptr (GError) error = NULL;
  g_autofree BulkBatchesDone *done = bulk_history_call_finish (BULK_HISTORY (source), result, &error);
  g_autofree char *note = NULL;
  BulkSendOptions options;
  BulkConfirmUpload what = { .n_files = 1, .options = &options, .fixed = TRUE };
  guint n, n_left;

  if (self->stack == NULL)
    return;
  if (done == NULL)
    {
      bulk_window_end_connecting (self);
      bulk_window_toast (self, error->message);
      return;
    }
  read_options (resume->record, &options);
  n = resume->record->batch_count;
  n_left = n - MIN (done->n_batches, n);
  note = g_strdup_printf (ngettext ("%u of %u batches is left. What was accepted is not sent again.",
                                    "%u of %u batches are left. What was accepted is not sent again.", n_left),
                          n_left, n);
  what.connection = resume->connection;
  what.file_name = bulk_snapshot_get_name (bulk_table_get_snapshot (resume->table));
  what.n_rows = bulk_table_get_n_rows (resume->table) - MIN (done->n_rows, bulk_table_get_n_rows (resume->table));
  what.note = note;
  g_set_object (&self->connection, resume->connection);
  bulk_confirm_upload_async (GTK_WINDOW (self), &what, on_confirmed, g_steal_pointer (&resume));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkWindow *self = resume->window;
  g_autoptr (GError) error = NULL;
  BulkRecord *record = resume->record;

  resume->connection = bulk_connect_record_finish (result, &error);
  if (self->stack == NULL)
    return;
  if (resume->connection != NULL && leads_to_same_place (resume->connection, record))
    {
      if (resume->purpose == BULK_REOPEN_REST)
        bulk_history_call_async (bulk_history_get_default (), count_done, g_object_ref (record), g_object_unref, g_free,
                                 NULL, on_counted, g_steal_pointer (&resume));
      else
        show_result (resume);
      return;
    }
  bulk_window_end_connecting (self);
  if (resume->connection != NULL)
    bulk_window_advise (self, _("The connection leads to another place now. Nothing was sent."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bulk_window_advise (self, error->message);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkWindow *self = resume->window;

  if (!is_same (resume, result))
    {
      if (self->stack != NULL)
        bulk_window_end_connecting (self);
      return;
    }
  bulk_connect_record_async (GTK_WINDOW (self), self->preferences, resume->record, self->connecting, on_connected,
                             resume);
  g_steal_pointer (&resume);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkWindow *self = resume->window;
  g_autoptr (GError) error = NULL;

  if (!bulk_table_wait_finish (BULK_TABLE (source), result, &error))
    {
      if (self->stack != NULL)
        bulk_window_end_connecting (self);
      if (self->stack != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bulk_window_toast (self, error->message);
      return;
    }
  resume->table = bulk_table_freeze (BULK_TABLE (source));
  bulk_reopen_compare_async (resume->record, resume->table, self->connecting, on_compared, resume);
  g_steal_pointer (&resume);
}

/* Callbacks: the file */

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkWindow *self = resume->window;

  if (!is_same (resume, result) || bulk_window_is_busy (self))
    return;
  if (resume->purpose == BULK_REOPEN_REST)
    {
      bulk_window_toast (self, _("Press Upload to send the rest. Batches that were accepted are not sent again."));
      return;
    }
  self->connecting = g_cancellable_new ();
  gtk_widget_set_sensitive (self->preview_page, FALSE);
  bulk_connect_record_async (GTK_WINDOW (self), self->preferences, resume->record, self->connecting, on_connected,
                             resume);
  g_steal_pointer (&resume);
}

static void
on_complete (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  BulkReopenPurpose purpose;

  /* Another table is in view meanwhile, or its page tells what is wrong with it. */
  if (!bulk_table_wait_finish (BULK_TABLE (source), result, NULL) || resume->window->stack == NULL
      || get_record (resume->window, &purpose) != resume->record)
    return;
  resume->table = bulk_table_freeze (BULK_TABLE (source));
  bulk_reopen_compare_async (resume->record, resume->table, NULL, on_looked, resume);
  g_steal_pointer (&resume);
}

static void
open_file (Resume *resume, GFile *file)
{
  BulkWindow *self = resume->window;
  g_autoptr (BulkImport) import = bulk_import_new (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base ? g_filename_display_name (base) : g_file_get_parse_name (file);
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;

  options.sheet = resume->record->sheet;
  bulk_import_set_options (import, &options);
  g_object_set_data_full (G_OBJECT (import), RECORD, g_object_ref (resume->record), g_object_unref);
  g_object_set_data (G_OBJECT (import), PURPOSE, GUINT_TO_POINTER (resume->purpose));
  bulk_window_open_import (self, import, name);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  g_autoptr (GListModel) files = bulk_file_dialog_open_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && resume->window->stack != NULL)
    open_file (resume, file);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Resume) resume = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);

  if (resume->window->stack == NULL)
    return;
  if (info != NULL)
    {
      open_file (resume, G_FILE (source));
      return;
    }
  bulk_window_toast (resume->window, _("The file is no longer where it was. Choose it where it is now."));
  bulk_file_dialog_open_async (GTK_WINDOW (resume->window), NULL, on_chosen, resume);
  g_steal_pointer (&resume);
}

/* Shared with the rest of the window */

/* (nullable): the record of a batch of the table in view, the rest of which is to be sent */
BulkRecord *
bulk_window_get_resumed (BulkWindow *self)
{
  BulkReopenPurpose purpose;
  BulkRecord *record = get_record (self, &purpose);

  return record != NULL && purpose == BULK_REOPEN_REST ? record : NULL;
}

/* The table is in view: whether it is what was sent is found out at once, so that nobody waits for it in vain. */
void
bulk_window_look_at_reopened (BulkWindow *self, BulkTable *table)
{
  BulkReopenPurpose purpose;
  BulkRecord *record = get_record (self, &purpose);

  if (record != NULL)
    bulk_table_wait_async (table, NULL, on_complete, resume_new (self, record, purpose));
}

/* Of the table to be uploaded; it may have been changed since it was opened. */
void
bulk_window_begin_rest (BulkWindow *self)
{
  bulk_table_wait_async (self->upload_table, self->connecting, on_read,
                         resume_new (self, bulk_window_get_resumed (self), BULK_REOPEN_REST));
}

/* Public functions */

/**
 * bulk_window_reopen:
 * @record: a load of the history
 * @purpose: what to do with its table, once it is known to be the same
 *
 * Opens the file of a load; where it is gone, another place can be chosen.
 */
void
bulk_window_reopen (BulkWindow *self, BulkRecord *record, BulkReopenPurpose purpose)
{
  g_autoptr (GFile) file = record->file_uri != NULL ? g_file_new_for_uri (record->file_uri) : NULL;

  if (bulk_window_is_busy (self))
    bulk_window_toast (self, _("Do this again when the upload has ended."));
  else if (file != NULL)
    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL,
                             on_found, resume_new (self, record, purpose));
  else
    bulk_file_dialog_open_async (GTK_WINDOW (self), NULL, on_chosen, resume_new (self, record, purpose));
}
