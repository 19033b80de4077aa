/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the loads of the history. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "load/record-export.h"
#include "ui/confirm-again.h"
#include "ui/format.h"
#include "ui/history-window-private.h"

/* One change of one load, in the history's thread. */
typedef struct
{
  gint64 id;
  BulkVerdict verdict;
  gboolean (*change) (BulkHistory *history, gint64 id, GError **error);   /* NULL: the verdict */
} Change;

/* How a deletion can be undone: with the toast that told of it. */
typedef struct
{
  BulkHistoryWindow *window;   /* owned */
  BulkHistory *history;        /* owned */
  gint64 id;
  gboolean undone;
} Deletion;

/* Private helpers */

static gpointer
do_change (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;

  if (change->change != NULL)
    change->change (history, change->id, error);
  else
    bulk_history_set_verdict (history, change->id, change->verdict, error);
  return NULL;
}

static void
call (BulkHistory *history, const Change *change, GAsyncReadyCallback callback, gpointer user_data)
{
  bulk_history_call_async (history, do_change, g_memdup2 (change, sizeof *change), g_free, NULL, NULL, callback,
                           user_data);
}

static void
deletion_free (gpointer data, GClosure *closure)
{
  Deletion *deletion = data;

  g_clear_object (&deletion->window);
  g_clear_object (&deletion->history);
  g_free (deletion);
}

static gpointer
do_export (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;
  GFile *file = data;
  g_autoptr (GPtrArray) records = bulk_history_list (history, &filter, error);
  g_autofree char *csv = NULL;

  if (records == NULL)
    return NULL;
  csv = bulk_record_export_all_to_csv (records, TRUE);
  return GINT_TO_POINTER (g_file_replace_contents (file, csv, strlen (csv), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                                   cancellable, error));
}

/* Callbacks */

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  bulk_history_call_finish (BULK_HISTORY (source), result, &error);
  if (error)
    bulk_history_window_toast (self, error->message);
}

static void
on_undo (AdwToast *toast, Deletion *deletion)
{
  Change change = { deletion->id, BULK_VERDICT_NONE, bulk_history_restore };

  deletion->undone = TRUE;
  call (deletion->history, &change, on_changed, g_object_ref (deletion->window));
}

/* Nobody can undo it any more. */
static void
on_dismissed (AdwToast *toast, Deletion *deletion)
{
  Change change = { deletion->id, BULK_VERDICT_NONE, bulk_history_purge };

  if (!deletion->undone)
    call (deletion->history, &change, NULL, NULL);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deletion *deletion = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  bulk_history_call_finish (BULK_HISTORY (source), result, &error);
  if (error || deletion->window->model == NULL)
    {
      if (error)
        bulk_history_window_toast (deletion->window, error->message);
      deletion_free (deletion, NULL);
      return;
    }
  toast = adw_toast_new (_("Deleted from the history"));
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), deletion);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), deletion, deletion_free, 0);
  adw_toast_overlay_add_toast (deletion->window->toasts, toast);
  bulk_history_window_show_list (deletion->window);
}

static void
on_again_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BulkHistoryWindow *self = BULK_HISTORY_WINDOW (source);
  g_autoptr (BulkRecord) record = user_data;

  if (bulk_confirm_again_finish (result, NULL))
    g_signal_emit_by_name (self, "open-again", record);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  bulk_history_call_finish (BULK_HISTORY (source), result, &error);
  if (error)
    /* Translators: an error's text */
    text = g_strdup_printf (_("The history could not be saved: %s"), error->message);
  bulk_history_window_toast (self, text ? text : _("History saved"));
}

static void
on_export_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (BulkHistoryWindow) self = user_data;

  if (response == GTK_RESPONSE_ACCEPT && self->history)
    bulk_history_call_async (self->history, do_export, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                             g_object_unref, NULL, NULL, on_exported, g_object_ref (self));
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* Shared with the rest of the window */

void
bulk_history_window_set_verdict (BulkHistoryWindow *self, gint64 id, BulkVerdict verdict)
{
  Change change = { id, verdict, NULL };

  call (self->history, &change, on_changed, g_object_ref (self));
}

/* Can be undone, so nobody is asked. */
void
bulk_history_window_delete (BulkHistoryWindow *self, BulkRecord *record)
{
  Deletion *deletion = g_new0 (Deletion, 1);
  Change change = { record->id, BULK_VERDICT_NONE, bulk_history_delete };

  deletion->window = g_object_ref (self);
  deletion->history = g_object_ref (self->history);
  deletion->id = record->id;
  call (self->history, &change, on_deleted, deletion);
}

void
bulk_history_window_ask_again (BulkHistoryWindow *self, BulkRecord *record)
{
  bulk_confirm_again_async (GTK_WINDOW (self), record, BULK_CONFIRM_AGAIN_OPEN, on_again_confirmed,
                            g_object_ref (record));
}

void
bulk_history_window_export (BulkHistoryWindow *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Export History"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"),
                                                               _("_Cancel"));

  /* Translators: the name of a file, without blanks */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("bulk-loader-history.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_export_response), g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
