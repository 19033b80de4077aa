/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "load/corrected.h"
#include "load/track-record.h"
#include "ui/confirm-upload.h"
#include "ui/format.h"
#include "ui/preview-page.h"
#include "ui/rejected-bar.h"
#include "ui/result-page.h"
#include "ui/upload-page.h"

/* Private helpers */

static BulkExecutionPanel *
get_panel (BulkWindow *self)
{
  return bulk_result_page_get_panel (BULK_RESULT_PAGE (self->result_page));
}

static gboolean
has_sent_table (BulkWindow *self)
{
  return self->sent_table != NULL && self->upload_table != NULL
         && bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page)) == self->upload_table;
}

static void
end_correcting (BulkWindow *self)
{
  g_clear_object (&self->connecting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_sensitive (self->rejected_bar, TRUE);
}

/* Callbacks */

static void
on_nothing_corrected (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  BulkWindow *self = user_data;
  BulkRowMatch *match = bulk_execution_panel_get_match (get_panel (self));

  for (guint i = 0; g_strcmp0 (response, "show") == 0 && match != NULL && i < bulk_row_match_get_n (match); i++)
    if (bulk_row_match_get_row (match, i) != BULK_ROW_MATCH_NO_ROW)
      {
        bulk_window_show_sent_row (self, bulk_row_match_get_row (match, i));
        return;
      }
}

static void
say_nothing_corrected (BulkWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("No Rejected Row Was Corrected Yet"),
      _ ("Correct the rows in the table first. Then only those that you changed are sent, as a load of their own."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "show",
                                    _ ("_Show a Rejected Row"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "show", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "show");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_nothing_corrected), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What is about to be sent; the load that it follows. */
typedef struct
{
  BulkWindow *window;
  BulkTable *now;
  BulkRowSet *rows;
  guint n_rejected;
} Correction;

static void
correction_free (gpointer data)
{
  Correction *correction = data;

  g_object_unref (correction->window);
  g_object_unref (correction->now);
  bulk_row_set_unref (correction->rows);
  g_free (correction);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Correction, correction_free)

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Correction) correction = user_data;
  BulkWindow *self = correction->window;
  BulkTracker *tracker;

  if (self->stack == NULL)
    return;
  end_correcting (self);
  tracker = bulk_execution_panel_get_tracker (get_panel (self));
  if (!bulk_confirm_upload_finish (result, NULL, NULL) || tracker == NULL)
    return;
  g_set_object (&self->connection, bulk_tracker_get_connection (tracker));
  bulk_window_start_upload (self, correction->now, correction->rows, bulk_tracker_get_execution_id (tracker));
}

static void
on_corrected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Correction) correction = user_data;
  BulkWindow *self = correction->window;
  BulkTracker *tracker;
  BulkConfirmUpload what = { .n_files = 1, .options = &self->options, .fixed = TRUE };
  g_autofree char *note = NULL;
  guint n;

  correction->rows = bulk_corrected_find_finish (result, NULL);
  if (self->stack == NULL)
    return;
  tracker = bulk_execution_panel_get_tracker (get_panel (self));
  n = correction->rows != NULL ? bulk_row_set_get_n (correction->rows) : 0;
  if (n == 0 || tracker == NULL)
    {
      end_correcting (self);
      say_nothing_corrected (self);
      return;
    }
  note = bulk_confirm_upload_dup_corrected (correction->n_rejected - MIN (n, correction->n_rejected));
  what.connection = bulk_tracker_get_connection (tracker);
  what.file_name = bulk_snapshot_get_name (bulk_table_get_snapshot (correction->now));
  what.n_rows = n;
  what.note = note;
  bulk_confirm_upload_async (GTK_WINDOW (self), &what, on_confirmed, correction);
  g_steal_pointer (&correction);
}

static void
on_send_corrected (BulkWindow *self)
{
  BulkRowMatch *match = bulk_execution_panel_get_match (get_panel (self));
  g_autoptr (BulkRowSet) rejected = NULL;
  Correction *correction;

  if (bulk_window_is_busy (self) || match == NULL || self->sent_table == NULL || self->upload_table == NULL)
    return;
  rejected = bulk_row_match_dup_rows (match);
  correction = g_new0 (Correction, 1);
  correction->window = g_object_ref (self);
  correction->now = bulk_table_freeze (self->upload_table);
  correction->n_rejected = bulk_row_set_get_n (rejected);
  self->connecting = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  gtk_widget_set_sensitive (self->rejected_bar, FALSE);
  bulk_corrected_find_async (self->sent_table, correction->now, rejected, self->connecting, on_corrected, correction);
}

static void
on_show_row (BulkWindow *self, guint row)
{
  if (g_strcmp0 (bulk_window_get_page (self), "preview") == 0)
    bulk_window_show_sent_row (self, row);
  else
    bulk_rejected_bar_show_row (BULK_REJECTED_BAR (self->rejected_bar), row);
}

static void
on_bar_show_row (BulkWindow *self, guint row)
{
  bulk_window_show_sent_row (self, row);
}

static void
on_back_to_result (BulkWindow *self)
{
  if (!bulk_window_is_busy (self))
    bulk_window_show_page (self, "result");
}

static void
on_settled (BulkWindow *self)
{
  BulkExecutionPanel *panel = get_panel (self);
  BulkStatus *status = bulk_tracker_get_status (bulk_execution_panel_get_tracker (panel));
  gint64 record_id;

  bulk_rejected_bar_set (BULK_REJECTED_BAR (self->rejected_bar),
                         status != NULL ? bulk_status_get_errors (status) : NULL,
                         bulk_execution_panel_get_match (panel));
  bulk_window_update_rejected (self);
  record_id = self->tracked_id;
  if (status != NULL && record_id != 0)
    bulk_track_record_save_async (bulk_history_get_default (), record_id, status,
                                  bulk_execution_panel_get_match (panel), NULL, NULL);
}

/* Shared with the rest of the window */

void
bulk_window_init_result (BulkWindow *self)
{
  BulkExecutionPanel *panel = get_panel (self);

  g_signal_connect_object (panel, "show-row", G_CALLBACK (on_show_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "send-corrected", G_CALLBACK (on_send_corrected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->result_page, "show-batch", G_CALLBACK (bulk_window_track_batch), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rejected_bar, "show-row", G_CALLBACK (on_bar_show_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rejected_bar, "send-corrected", G_CALLBACK (on_send_corrected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rejected_bar, "back", G_CALLBACK (on_back_to_result), self, G_CONNECT_SWAPPED);
}

/* Of what became of which rows; tracker: nullable: nothing is known to have been loaded. */
static void
track (BulkWindow *self, BulkTracker *tracker, BulkRowSet *rows, gint64 record_id)
{
  self->tracked_id = record_id;
  bulk_rejected_bar_set (BULK_REJECTED_BAR (self->rejected_bar), NULL, NULL);
  bulk_execution_panel_set (get_panel (self), tracker, self->sent_table, rows);
}

void
bulk_window_track (BulkWindow *self, BulkOutcome *outcome)
{
  BulkUploadPage *page = BULK_UPLOAD_PAGE (self->upload_page);
  BulkBatches *batches = bulk_upload_page_get_batches (page);
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  guint n_done = batches != NULL ? bulk_batches_get_n_done (batches) : 0;
  g_autoptr (BulkTracker) tracker = NULL;

  if (n_done > 0)
    {
      bulk_window_track_batch (self, n_done - 1);
      return;
    }
  if (execution != NULL)
    tracker = bulk_tracker_new (self->connection, bulk_execution_get_execution_id (execution),
                                bulk_outcome_get_rows_total (outcome));
  track (self, tracker, self->sent_rows, bulk_upload_page_get_record_id (page));
}

void
bulk_window_track_batch (BulkWindow *self, guint index)
{
  BulkBatches *batches = bulk_upload_page_get_batches (BULK_UPLOAD_PAGE (self->upload_page));
  g_autoptr (BulkBatch) batch = batches ? g_list_model_get_item (G_LIST_MODEL (batches), index) : NULL;
  g_autoptr (BulkTracker) tracker = NULL;

  if (batch == NULL || batch->execution_id == NULL)
    return;
  tracker = bulk_tracker_new (bulk_batches_get_connection (batches), batch->execution_id,
                              bulk_row_set_get_n (batch->rows));
  bulk_result_page_set_batch (BULK_RESULT_PAGE (self->result_page), batch);
  track (self, tracker, batch->rows, batch->record_id);
}

void
bulk_window_show_loaded (BulkWindow *self, BulkOutcome *outcome, BulkRowSet *rows, gint64 record_id)
{
  BulkResultPage *page = BULK_RESULT_PAGE (self->result_page);
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  g_autoptr (BulkTracker) tracker = NULL;

  g_clear_pointer (&self->sent_rows, bulk_row_set_unref);
  self->sent_rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  if (execution != NULL)
    tracker = bulk_tracker_new (self->connection, bulk_execution_get_execution_id (execution),
                                bulk_outcome_get_rows_total (outcome));
  bulk_result_page_set_corrects (page, NULL);
  bulk_result_page_set (page, outcome, self->upload_table, self->connection, NULL);
  track (self, tracker, rows, record_id);
  bulk_window_show_page (self, "result");
}

void
bulk_window_show_sent_row (BulkWindow *self, guint row)
{
  BulkPreviewPage *page = BULK_PREVIEW_PAGE (self->preview_page);
  guint place;

  if (!has_sent_table (self))
    {
      bulk_window_toast (self, _ ("The table of this load is no longer open."));
      return;
    }
  if (!bulk_corrected_find_row (self->sent_table, self->upload_table, row, &place))
    {
      bulk_window_toast (self, _ ("This row was removed from the table."));
      return;
    }
  if (g_strcmp0 (bulk_window_get_page (self), "preview") != 0)
    bulk_window_show_page (self, "preview");
  bulk_preview_page_go_to_row (page, place);
}

void
bulk_window_update_rejected (BulkWindow *self)
{
  gboolean wanted = g_strcmp0 (bulk_window_get_page (self), "preview") == 0 && has_sent_table (self)
                    && bulk_rejected_bar_is_set (BULK_REJECTED_BAR (self->rejected_bar));

  /* What is not revealed is still there for those who listen to the screen. */
  gtk_widget_set_visible (self->rejected_bar, wanted);
  gtk_revealer_set_reveal_child (self->rejected_revealer, wanted);
}
