/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history-show.h"

#include "ui/history-window.h"

/* Private helpers */

static BulkHistoryWindow *
find_window (GtkApplication *application)
{
  for (GList *one = gtk_application_get_windows (application); one; one = one->next)
    if (BULK_IS_HISTORY_WINDOW (one->data))
      return one->data;
  return NULL;
}

/* Callbacks */

static void
on_open_again (BulkWindow *window, BulkRecord *record, BulkHistoryWindow *history)
{
  g_autoptr (GFile) file = record->file_uri ? g_file_new_for_uri (record->file_uri) : NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  gtk_window_present (GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (history));
  /* Where it is gone, the page that says so offers to choose another one. */
  if (file)
    {
      g_list_store_append (files, file);
      bulk_window_open_files (window, G_LIST_MODEL (files));
    }
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open", NULL);
}

static void
reopen (BulkWindow *window, BulkRecord *record, BulkHistoryWindow *history, BulkReopenPurpose purpose)
{
  g_autoptr (BulkRecord) kept = g_object_ref (record);

  gtk_window_present (GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (history));
  bulk_window_reopen (window, kept, purpose);
}

static void
on_send_rest (BulkWindow *window, BulkRecord *record, BulkHistoryWindow *history)
{
  reopen (window, record, history, BULK_REOPEN_REST);
}

static void
on_correct (BulkWindow *window, BulkRecord *record, BulkHistoryWindow *history)
{
  reopen (window, record, history, BULK_REOPEN_CORRECT);
}

/* Public functions */

/** bulk_history_show: shows the history, once in the application */
void
bulk_history_show (BulkWindow *window, gint64 id)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  BulkHistoryWindow *history = find_window (application);

  if (history == NULL)
    {
      history = bulk_history_window_new (GTK_WINDOW (window), bulk_history_get_default ());
      gtk_window_set_application (GTK_WINDOW (history), application);
      g_signal_connect_object (history, "open-again", G_CALLBACK (on_open_again), window, G_CONNECT_SWAPPED);
      g_signal_connect_object (history, "send-rest", G_CALLBACK (on_send_rest), window, G_CONNECT_SWAPPED);
      g_signal_connect_object (history, "correct", G_CALLBACK (on_correct), window, G_CONNECT_SWAPPED);
    }
  if (id != 0)
    bulk_history_window_show_load (history, id);
  gtk_window_present (GTK_WINDOW (history));
}
