/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far an upload is, to be seen on its page, and heard. */
#include "ui/upload-page-private.h"

#include <glib/gi18n-lib.h>

#include "load/retry-policy.h"
#include "ui/announce.h"
#include "ui/format.h"

/* Milliseconds between two looks at the figures: often enough to move, seldom enough to be read. */
#define REFRESH_INTERVAL 200

/* Which batch is under way. */
static void
refresh_batch (BulkUploadPage *self)
{
  BulkBatches *batches = bulk_upload_page_get_batches (self);
  guint n = batches != NULL ? bulk_batches_get_n (batches) : 0;
  g_autoptr (BulkBatch) batch = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->batch_label), batches != NULL);
  if (batches == NULL)
    return;
  batch = g_list_model_get_item (G_LIST_MODEL (batches), MIN (bulk_batches_get_n_done (batches), n - 1));
  text = bulk_batch_dup_title (batch);
  gtk_label_set_text (self->batch_label, text);
}

static void
refresh_progress (BulkUploadPage *self, BulkLoad *load, BulkUploadPhase phase)
{
  guint64 rows = bulk_sending_get_rows (self->sending), sent = load != NULL ? bulk_load_get_bytes_sent (load) : 0;
  guint64 total = load != NULL ? bulk_load_get_bytes_total (load) : 0;
  gboolean sending = phase == BULK_UPLOAD_SENDING, batches = bulk_upload_page_get_batches (self) != NULL;
  g_autofree char *text = NULL;

  if (batches)
    {
      gtk_progress_bar_set_fraction (self->progress_bar, bulk_sending_get_fraction (self->sending));
      text = bulk_format_rows_progress (bulk_sending_get_rows_sent (self->sending), rows);
    }
  else if (phase == BULK_UPLOAD_SENDING || phase == BULK_UPLOAD_WAITING)
    {
      gtk_progress_bar_set_fraction (self->progress_bar, bulk_format_fraction (sent, total));
      text = bulk_format_upload_progress (bulk_load_get_rows_sent (load), rows, sent, total,
                                          sending ? bulk_load_get_bytes_per_second (load) : 0,
                                          sending ? bulk_load_get_seconds_left (load) : -1);
    }
  else
    {
      gtk_progress_bar_pulse (self->progress_bar);
      text = bulk_format_rows (rows);
    }
  gtk_label_set_text (self->progress_label, text);
}

void
bulk_upload_page_show_progress (BulkUploadPage *self)
{
  BulkLoad *load = bulk_upload_page_get_load (self);
  BulkUploadPhase phase = load ? bulk_load_get_phase (load) : BULK_UPLOAD_IDLE;
  g_autofree char *waiting = load ? bulk_retry_policy_dup_text (load) : NULL;

  if (self->phase_label == NULL || self->cancellable == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), !g_cancellable_is_cancelled (self->cancellable));
  if (g_cancellable_is_cancelled (self->cancellable))
    gtk_label_set_text (self->phase_label, _ ("Stopping…"));
  else if (self->asking)
    gtk_label_set_text (self->phase_label, _ ("Waiting for your answer…"));
  else if (!self->begun)
    gtk_label_set_text (self->phase_label, _ ("Reading the rest of the file…"));
  else if (waiting)
    gtk_label_set_text (self->phase_label, waiting);
  else
    gtk_label_set_text (self->phase_label, bulk_format_phase (phase));
  refresh_batch (self);
  refresh_progress (self, load, phase);
}

static void
speak (BulkUploadPage *self, const char *text)
{
  if (g_strcmp0 (text, self->spoken) == 0)
    return;
  g_free (self->spoken);
  self->spoken = g_strdup (text);
  bulk_announce (GTK_WIDGET (self), text);
}

/* Who does not see the bar hears how far it is, and why nothing seems to happen. */
static void
speak_progress (BulkUploadPage *self)
{
  BulkLoad *load = bulk_upload_page_get_load (self);
  g_autofree char *waiting = load ? bulk_retry_policy_dup_text (load) : NULL;
  gboolean begins_to_wait = waiting != NULL && !self->waited, batches = bulk_upload_page_get_batches (self) != NULL;
  g_autofree char *text = NULL;

  self->waited = waiting != NULL;
  if (self->asking || g_cancellable_is_cancelled (self->cancellable))
    return; /* a question speaks for itself, and the end does */
  if (!bulk_milestones_reach (&self->milestones, bulk_sending_get_fraction (self->sending), g_get_monotonic_time ())
      && !begins_to_wait)
    return;
  /* Each batch goes through all phases in no time. */
  if (load != NULL && waiting == NULL && (batches || bulk_load_get_phase (load) == BULK_UPLOAD_SENDING))
    text = bulk_format_spoken_progress (bulk_format_phase (BULK_UPLOAD_SENDING),
                                        bulk_sending_get_rows_sent (self->sending),
                                        bulk_sending_get_rows (self->sending),
                                        batches ? -1 : bulk_load_get_seconds_left (load));
  speak (self, text != NULL ? text : gtk_label_get_text (self->phase_label));
}

static gboolean
on_refresh (gpointer user_data)
{
  bulk_upload_page_show_progress (user_data);
  speak_progress (user_data);
  return G_SOURCE_CONTINUE;
}

/* The page is there, and says so from now on. */
void
bulk_upload_page_begin_progress (BulkUploadPage *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  bulk_upload_page_show_progress (self);
  g_clear_pointer (&self->spoken, g_free);
  self->waited = FALSE;
  speak (self, self->opening_words);
  bulk_milestones_begin (&self->milestones, g_get_monotonic_time ());
  self->refresh_id = g_timeout_add (REFRESH_INTERVAL, on_refresh, self);
}

void
bulk_upload_page_end_progress (BulkUploadPage *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
}
