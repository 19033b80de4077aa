/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The batches that are left, after the one at which an upload stopped. */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "ui/confirm-upload.h"
#include "ui/connect.h"
#include "ui/inhibit.h"
#include "ui/upload-page.h"

/* Private helpers */

static void
end_connecting (BulkWindow *self)
{
  g_clear_object (&self->connecting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  bulk_window_update_actions (self);
}

/* Callbacks */

/* One question, and the connection it was asked for. */
typedef struct
{
  BulkWindow *window;
  BulkConnection *connection;
} Rest;

static void
rest_free (Rest *rest)
{
  g_object_unref (rest->window);
  g_clear_object (&rest->connection);
  g_free (rest);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rest, rest_free)

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Rest) rest = user_data;
  BulkWindow *self = rest->window;

  if (self->stack == NULL)
    return;
  end_connecting (self);
  if (!bulk_confirm_upload_finish (result, NULL, NULL))
    return;
  if (!bulk_upload_page_go_on (BULK_UPLOAD_PAGE (self->upload_page), rest->connection))
    {
      bulk_window_toast (self, _ ("The connection leads to another place now. Nothing was sent."));
      return;
    }
  bulk_window_note_sending (self);
  bulk_inhibit_begin (GTK_WIDGET (self));
  bulk_window_show_page (self, "upload");
}

/* Takes the rest. */
static void
ask (Rest *rest)
{
  BulkWindow *self = rest->window;
  BulkBatches *batches = bulk_upload_page_get_batches (BULK_UPLOAD_PAGE (self->upload_page));
  guint n = bulk_batches_get_n (batches), n_done = bulk_batches_get_n_done (batches);
  BulkConfirmUpload what = { .connection = self->connection, .n_files = 1, .options = &self->options, .fixed = TRUE };
  g_autofree char *note
      = g_strdup_printf (ngettext ("%u of %u batches is left. What was accepted is not sent again.",
                                   "%u of %u batches are left. What was accepted is not sent again.", n - n_done),
                         n - n_done, n);

  what.file_name = bulk_snapshot_get_name (bulk_table_get_snapshot (self->upload_table));
  what.n_rows = bulk_table_get_n_rows (self->sent_table) - bulk_batches_get_rows_done (batches);
  what.note = note;
  bulk_confirm_upload_async (GTK_WINDOW (self), &what, on_confirmed, rest);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Rest) rest = user_data;
  BulkWindow *self = rest->window;
  g_autoptr (GError) error = NULL;

  rest->connection = bulk_sign_in_finish (result, &error);
  if (self->stack == NULL)
    return;
  if (rest->connection == NULL)
    {
      end_connecting (self);
      bulk_window_advise (self, error->message);
      return;
    }
  ask (g_steal_pointer (&rest));
}

/* Shared with the rest of the window */

/* With the credentials as they are now: often the batches stopped because the old ones were no longer good. */
void
bulk_window_send_rest (BulkWindow *self)
{
  BulkSavedConnection *saved = self->connection ? bulk_connect_get_saved (self->connection) : NULL;
  g_autoptr (BulkConnections) connections = NULL;
  Rest *rest;

  if (bulk_window_is_busy (self) || self->sent_table == NULL
      || bulk_upload_page_get_batches (BULK_UPLOAD_PAGE (self->upload_page)) == NULL)
    return;
  rest = g_new0 (Rest, 1);
  rest->window = g_object_ref (self);
  self->connecting = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  if (saved == NULL)
    {
      rest->connection = g_object_ref (self->connection);
      ask (rest);
      return;
    }
  connections = bulk_connections_new (self->preferences);
  if (bulk_connections_find (connections, bulk_saved_connection_get_id (saved)) != NULL)
    saved = bulk_connections_find (connections, bulk_saved_connection_get_id (saved));
  bulk_sign_in_async (saved, NULL, self->connecting, on_signed_in, rest);
}
