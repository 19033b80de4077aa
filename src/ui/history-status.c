/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a load of the history, asked from there. */
#include <glib/gi18n-lib.h>

#include "load/track-record.h"
#include "ui/connect-record.h"
#include "ui/history-details.h"
#include "ui/history-window-private.h"

/* One question; gone with the window, or when the details of another load are shown. */
typedef struct
{
  BulkHistoryWindow *window;   /* owned */
  BulkRecord *record;          /* owned */
} Question;

/* Private helpers */

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->window);
  g_object_unref (question->record);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Callbacks */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bulk_track_record_save_finish (BULK_HISTORY (source), result, &error) && error != NULL)
    bulk_history_window_toast (self, error->message);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  BulkHistoryWindow *self = question->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = bulk_connect_record_finish (result, &error);
  g_autoptr (BulkTracker) tracker = NULL;

  if (self->model == NULL || self->shown_id != question->record->id)
    return;
  bulk_history_details_set_asking (BULK_HISTORY_DETAILS (self->details), FALSE);
  if (connection == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bulk_history_details_set_trouble (BULK_HISTORY_DETAILS (self->details), error->message);
      return;
    }
  tracker = bulk_tracker_new (connection, question->record->execution_id, question->record->rows_total);
  bulk_history_details_set_tracker (BULK_HISTORY_DETAILS (self->details), tracker);
}

/* Shared with the rest of the window */

void
bulk_history_window_check_status (BulkHistoryWindow *self, BulkRecord *record)
{
  g_autoptr (BulkPreferences) preferences = bulk_preferences_new ();
  Question *question;

  if (record->execution_id == NULL)
    return;
  question = g_new0 (Question, 1);
  question->window = g_object_ref (self);
  question->record = g_object_ref (record);
  bulk_history_details_set_trouble (BULK_HISTORY_DETAILS (self->details), NULL);
  bulk_history_details_set_asking (BULK_HISTORY_DETAILS (self->details), TRUE);
  bulk_connect_record_async (GTK_WINDOW (self), preferences, record, NULL, on_connected, question);
}

/* The load has ended, and all is known of it: also written down. */
void
bulk_history_window_save_status (BulkHistoryWindow *self, BulkTracker *tracker)
{
  BulkStatus *status = bulk_tracker_get_status (tracker);

  if (status != NULL && self->shown_id != 0 && self->history != NULL)
    bulk_track_record_save_async (self->history, self->shown_id, status, NULL, on_saved, g_object_ref (self));
}
