/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files at once: from the bar that says what waits to the page that sends them, and back. */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/confirm-upload.h"
#include "ui/connect.h"
#include "ui/history-show.h"
#include "ui/inhibit.h"
#include "ui/notify.h"
#include "ui/practice-banner.h"
#include "ui/preview-page.h"
#include "ui/queue-page.h"
#include "ui/upload-page.h"

/* Private helpers */

static BulkQueuePage *
get_page (BulkWindow *self)
{
  return BULK_QUEUE_PAGE (self->queue_page);
}

static BulkTable *
get_table (BulkWindow *self)
{
  return bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page));
}

/* Whether an item is the table in view, as it was when it was put there. */
static gboolean
is_in_view (BulkWindow *self, BulkQueueItem *item)
{
  return item->table != NULL && get_table (self) != NULL
         && bulk_table_get_snapshot (item->table) == bulk_table_get_snapshot (get_table (self));
}

/* The table in view comes first, with its changes, unless it has been sent. */
static void
add_table (BulkWindow *self, BulkQueue *queue)
{
  BulkTable *table = get_table (self);
  BulkProblems *problems = bulk_preview_page_get_problems (BULK_PREVIEW_PAGE (self->preview_page));
  g_autoptr (BulkTable) frozen = NULL;
  g_autoptr (BulkQueueItem) item = NULL;

  if (table == NULL || !bulk_table_is_complete (table)
      || (self->accepted_table == table && !bulk_window_has_unsent_edits (self)))
    return;
  bulk_preview_page_finish_editing (BULK_PREVIEW_PAGE (self->preview_page));
  frozen = bulk_table_freeze (table);
  item = bulk_queue_item_new_for_table (frozen,
                                        bulk_findings_get_error_codes () & ~bulk_problems_get_error_codes (problems));
  bulk_queue_add (queue, item);
}

static void
add_files (BulkWindow *self, BulkQueue *queue)
{
  GFile *file;

  while ((file = bulk_file_queue_take (self->queue)))
    {
      g_autoptr (BulkQueueItem) item = bulk_queue_item_new (file);

      bulk_queue_add (queue, item);
      g_object_unref (file);
    }
}

/* What was not sent waits again, in its order. Of what cannot be opened there is nothing to wait for. */
static void
put_back (BulkWindow *self, BulkQueue *queue, BulkQueueItem *first)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (queue)); i-- > 0;)
    {
      BulkQueueItem *item = bulk_queue_get (queue, i);

      if (item != first && item->file != NULL && !is_in_view (self, item)
          && (item->can_send || item->state == BULK_QUEUE_HELD || item->state == BULK_QUEUE_WAITING
              || item->state == BULK_QUEUE_READING))
        bulk_file_queue_put_back (self->queue, item->file);
    }
  if (first != NULL && first->file != NULL)
    bulk_file_queue_put_back (self->queue, first->file);
}

static void
end_connecting (BulkWindow *self)
{
  g_clear_object (&self->connecting);
  gtk_widget_set_sensitive (self->queue_page, TRUE);
  bulk_window_update_actions (self);
}

/* Callbacks: sending */

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkWindow) self = user_data;
  BulkQueueOrder order = { .connection = self->connection, .format = bulk_upload_page_choose_format () };
  g_autofree char *name = NULL;

  if (self->stack == NULL)
    return;
  end_connecting (self);
  if (!bulk_confirm_upload_finish (result, &order.options, NULL))
    return;
  bulk_window_keep_options (self, &order.options);
  name = bulk_connect_dup_environment_name (self->connection);
  order.connection_id = bulk_connect_get_id (self->connection);
  order.connection_name = name;
  bulk_window_note_sending (self);
  bulk_inhibit_begin (GTK_WIDGET (self));
  bulk_queue_page_run (get_page (self), &order);
  bulk_window_update_actions (self);
}

static void
ask (BulkWindow *self)
{
  BulkQueue *queue = bulk_queue_page_get_queue (get_page (self));
  BulkSendOptions options;
  guint64 n_rows;
  guint n = bulk_queue_count_to_send (queue, &n_rows), n_left = g_list_model_get_n_items (G_LIST_MODEL (queue)) - n;
  g_autofree char *note = NULL;
  BulkConfirmUpload what = { .connection = self->connection, .n_files = n, .n_rows = n_rows, .options = &options };

  what.most_rows = bulk_queue_get_most_rows (queue);
  bulk_window_read_options (self, &options);
  if (n_left > 0)
    note = g_strdup_printf (ngettext ("One after the other; %u file of the list is not sent.",
                                      "One after the other; %u files of the list are not sent.", n_left), n_left);
  what.note = note;
  bulk_confirm_upload_async (GTK_WINDOW (self), &what, on_confirmed, g_object_ref (self));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = bulk_connect_finish (result, &error);

  if (self->stack == NULL)
    return;
  if (connection == NULL)
    {
      end_connecting (self);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bulk_window_advise (self, error->message);
      return;
    }
  g_set_object (&self->connection, connection);
  ask (self);
}

static void
on_upload (BulkWindow *self)
{
  BulkQueue *queue = bulk_queue_page_get_queue (get_page (self));

  if (bulk_window_is_busy (self) || queue == NULL || bulk_queue_count_to_send (queue, NULL) == 0)
    return;
  self->connecting = g_cancellable_new ();
  gtk_widget_set_sensitive (self->queue_page, FALSE);
  bulk_window_update_actions (self);
  bulk_connect_async (GTK_WINDOW (self), self->preferences,
                      bulk_practice_banner_get_active (BULK_PRACTICE_BANNER (self->practice_banner)), self->connecting,
                      on_connected, g_object_ref (self));
}

static void
on_ended (BulkWindow *self, gboolean all)
{
  BulkQueue *queue = bulk_queue_page_get_queue (get_page (self));
  g_autofree char *summary = NULL;

  if (self->stack == NULL)
    return;
  bulk_inhibit_end (GTK_WIDGET (self));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    if (bulk_queue_get (queue, i)->state == BULK_QUEUE_ACCEPTED && is_in_view (self, bulk_queue_get (queue, i)))
      {
        bulk_window_note_sent (self);
        g_set_object (&self->accepted_table, get_table (self));
      }
  summary = bulk_queue_dup_summary (queue);
  bulk_notify_text (gtk_window_get_application (GTK_WINDOW (self)), GTK_WINDOW (self), _ ("The Upload Has Ended"),
                    summary, all);
  g_clear_pointer (&self->close_question, gtk_window_destroy);
  bulk_window_update_actions (self);
}

/* Callbacks: the rest */

static void
leave (BulkWindow *self, BulkQueueItem *first)
{
  g_autoptr (BulkQueue) queue = g_object_ref (bulk_queue_page_get_queue (get_page (self)));
  g_autoptr (BulkQueueItem) item = first != NULL ? g_object_ref (first) : NULL;

  put_back (self, queue, item);
  bulk_queue_page_set_queue (get_page (self), NULL);
  bulk_window_show_page (self, get_table (self) != NULL ? "preview" : "start");
}

static void
on_leave (BulkWindow *self)
{
  if (!bulk_window_is_busy (self))
    leave (self, NULL);
}

/* To be looked at, and fixed. The others wait. */
static void
on_open (BulkWindow *self, BulkQueueItem *item)
{
  gboolean here = is_in_view (self, item);

  if (bulk_window_is_busy (self))
    return;
  leave (self, here ? NULL : item);
  if (!here)
    bulk_window_open_next (self);
}

static void
on_details (BulkWindow *self, gint64 record_id)
{
  bulk_history_show (self, record_id);
}

/* Shared with the rest of the window */

void
bulk_window_init_queue (BulkWindow *self)
{
  g_signal_connect_object (self->queue_page, "upload", G_CALLBACK (on_upload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_page, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_page, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_page, "details", G_CALLBACK (on_details), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_page, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_page, "message", G_CALLBACK (bulk_window_toast), self, G_CONNECT_SWAPPED);
}

/* All that waits, and the table in view. */
void
bulk_window_upload_all (BulkWindow *self)
{
  g_autoptr (BulkQueue) queue = NULL;

  if (bulk_window_is_busy (self) || bulk_file_queue_get_n (self->queue) == 0)
    return;
  if (get_table (self) != NULL && !bulk_table_is_complete (get_table (self)) && self->opening == NULL)
    {
      bulk_window_toast (self, _ ("The file in view is still being read."));
      return;
    }
  if (self->taken != NULL)
    bulk_file_queue_put_back (self->queue, self->taken);
  bulk_window_stop_opening (self);
  queue = bulk_queue_new (bulk_history_get_default ());
  add_table (self, queue);
  add_files (self, queue);
  bulk_queue_page_set_queue (get_page (self), queue);
  bulk_window_show_page (self, "queue");
  bulk_queue_page_look (get_page (self));
}

/* Files that come while the page is there. FALSE: it is not, or they have to wait. */
gboolean
bulk_window_queue_more (BulkWindow *self)
{
  BulkQueue *queue = bulk_queue_page_get_queue (get_page (self));

  if (bulk_window_is_busy (self) || queue == NULL || g_strcmp0 (bulk_window_get_page (self), "queue") != 0)
    return FALSE;
  add_files (self, queue);
  bulk_queue_page_look (get_page (self));
  return TRUE;
}
