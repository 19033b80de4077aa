/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/confirm-upload.h"
#include "ui/connect.h"
#include "ui/inhibit.h"
#include "ui/notify.h"
#include "ui/practice-banner.h"
#include "ui/preview-page.h"
#include "ui/result-page.h"
#include "ui/upload-page.h"

/* Callbacks */

static void
on_advice (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  if (g_strcmp0 (response, "preferences") == 0)
    g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "sign-in", NULL);
}

/* The way to WorkSpan is there, or there is none. */
void
bulk_window_end_connecting (BulkWindow *self)
{
  g_clear_object (&self->connecting);
  gtk_widget_set_sensitive (self->preview_page, TRUE);
}

/* There is no way to WorkSpan yet: most often nobody entered who is loading. */
void
bulk_window_advise (BulkWindow *self, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Not Connected Yet"), text);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "preferences",
                                    _("Open _Preferences"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "preferences", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "preferences");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_advice), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) frozen = NULL;
  BulkSendOptions options;

  if (self->stack == NULL)
    return;
  bulk_window_end_connecting (self);
  if (!bulk_confirm_upload_finish (result, &options, &error))
    return;
  bulk_window_keep_options (self, &options);
  frozen = bulk_table_freeze (self->upload_table);
  bulk_window_start_upload (self, frozen, NULL, NULL);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = bulk_connect_finish (result, &error);
  g_autofree char *words = NULL;
  BulkProblemsSummary summary;
  BulkSendOptions options;
  BulkConfirmUpload what = { .n_files = 1, .options = &options };

  if (self->stack == NULL)
    return;
  if (connection == NULL)
    {
      bulk_window_end_connecting (self);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bulk_window_advise (self, error->message);
      return;
    }
  g_set_object (&self->connection, connection);
  if (bulk_problems_get_summary (bulk_preview_page_get_problems (BULK_PREVIEW_PAGE (self->preview_page)), &summary))
    words = bulk_problems_summary_dup_words (&summary);
  bulk_window_read_options (self, &options);
  what.connection = connection;
  what.file_name = bulk_snapshot_get_name (bulk_table_get_snapshot (self->upload_table));
  what.n_rows = bulk_table_get_n_rows (self->upload_table);
  what.summary = words;
  bulk_confirm_upload_async (GTK_WINDOW (self), &what, on_confirmed, g_object_ref (self));
}

/* Shared with the rest of the window */

void
bulk_window_read_options (BulkWindow *self, BulkSendOptions *options)
{
  bulk_send_options_read (options, bulk_preferences_get_settings (self->preferences),
                          bulk_connect_get_id (self->connection));
}

/* For this upload, and the next over the same connection. */
void
bulk_window_keep_options (BulkWindow *self, const BulkSendOptions *options)
{
  self->options = *options;
  bulk_send_options_write (options, bulk_preferences_get_settings (self->preferences),
                           bulk_connect_get_id (self->connection));
}

void
bulk_window_update_chooser (BulkWindow *self)
{
  BulkConnectionChooser *chooser = bulk_preview_page_get_connection_chooser (BULK_PREVIEW_PAGE (self->preview_page));

  if (self->preferences)
    {
      g_autoptr (BulkConnections) connections = bulk_connections_new (self->preferences);

      bulk_connection_chooser_set_connections (chooser, connections);
    }
  gtk_widget_set_visible (GTK_WIDGET (chooser), self->preferences
                          && !bulk_practice_banner_get_active (BULK_PRACTICE_BANNER (self->practice_banner)));
}

void
bulk_window_begin_upload (BulkWindow *self)
{
  BulkPreviewPage *page = BULK_PREVIEW_PAGE (self->preview_page);

  if (self->connecting || g_strcmp0 (bulk_window_get_page (self), "preview") != 0 ||
      !bulk_preview_page_get_can_upload (page))
    return;
  self->connecting = g_cancellable_new ();
  bulk_preview_page_finish_editing (page);
  g_set_object (&self->upload_table, bulk_preview_page_get_table (page));
  gtk_widget_set_sensitive (self->preview_page, FALSE);
  if (bulk_window_get_resumed (self) != NULL)
    {
      bulk_window_begin_rest (self);
      return;
    }
  bulk_connect_async (GTK_WINDOW (self), self->preferences,
                      bulk_practice_banner_get_active (BULK_PRACTICE_BANNER (self->practice_banner)), self->connecting,
                      on_connected, g_object_ref (self));
}

void
bulk_window_start_upload (BulkWindow *self, BulkTable *table, BulkRowSet *rows, const char *corrects)
{
  BulkUploadPage *page = BULK_UPLOAD_PAGE (self->upload_page);
  g_autofree char *execution_id = g_strdup (corrects);

  bulk_window_note_sending (self);
  g_set_object (&self->sent_table, table);
  g_clear_pointer (&self->sent_rows, bulk_row_set_unref);
  self->sent_rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  g_free (self->corrects);
  self->corrects = g_steal_pointer (&execution_id);
  bulk_window_show_page (self, "upload");
  bulk_inhibit_begin (GTK_WIDGET (self));
  bulk_upload_page_set_options (page, &self->options);
  bulk_upload_page_set_rows (page, rows, corrects != NULL ? self->tracked_id : 0);
  bulk_upload_page_start (page, self->connection, table);
}

void
bulk_window_end_upload (BulkWindow *self, BulkOutcome *outcome)
{
  const char *name = bulk_snapshot_get_name (bulk_table_get_snapshot (self->upload_table));
  BulkBatches *batches = bulk_upload_page_get_batches (BULK_UPLOAD_PAGE (self->upload_page));

  bulk_inhibit_end (GTK_WIDGET (self));
  bulk_result_page_set_corrects (BULK_RESULT_PAGE (self->result_page), self->corrects);
  if (bulk_outcome_get_state (outcome) == BULK_OUTCOME_ACCEPTED)
    {
      bulk_window_note_sent (self);
      g_set_object (&self->accepted_table, self->upload_table);
    }
  bulk_result_page_set (BULK_RESULT_PAGE (self->result_page), outcome, self->upload_table, self->connection, batches);
  bulk_window_track (self, outcome);
  bulk_window_show_page (self, "result");
  if (batches == NULL)
    bulk_notify_outcome (gtk_window_get_application (GTK_WINDOW (self)), GTK_WINDOW (self), outcome, name);
  else
    {
      g_autofree char *sent = bulk_batches_dup_sent (batches);

      bulk_notify_text (gtk_window_get_application (GTK_WINDOW (self)), GTK_WINDOW (self),
                        bulk_outcome_get_title (outcome), sent,
                        bulk_outcome_get_state (outcome) == BULK_OUTCOME_ACCEPTED);
    }
  /* Nobody answers a question about an upload that is over. */
  g_clear_pointer (&self->close_question, gtk_window_destroy);
}
