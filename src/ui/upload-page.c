/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/upload-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "load/load.h"
#include "load/retry-policy.h"
#include "ui/confirm-again.h"
#include "ui/connect.h"
#include "ui/format.h"

/* Milliseconds between two looks at the figures: often enough to move, seldom enough to be read. */
#define REFRESH_INTERVAL 200

struct _BulkUploadPage
{
  GtkWidget parent_instance;

  GtkLabel *phase_label;
  GtkLabel *file_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkButton *cancel_button;

  BulkConnection *connection;
  BulkTable *table;
  BulkRowSet *rows;          /* of the table; NULL: all */
  gint64 parent_id;          /* record of the load whose rejected rows these were; 0: none */
  gint64 record_id;          /* of the latest load; 0: none */
  BulkLoad *load;            /* NULL while the table is still being read */
  GCancellable *cancellable; /* not NULL: busy */
  GtkWindow *question;
  gboolean asking;           /* whether the same rows are to be sent again */
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (BulkUploadPage, bulk_upload_page, GTK_TYPE_WIDGET)

enum { SIGNAL_DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static guint
count_rows (BulkUploadPage *self)
{
  return self->rows != NULL ? bulk_row_set_get_n (self->rows) : bulk_table_get_n_rows (self->table);
}

/* As the preferences say now. */
static BulkPayloadFormat
choose_format (void)
{
  g_autoptr (GSettings) settings = g_settings_new (BULK_APP_ID);
  g_autofree char *format = g_settings_get_string (settings, "body-format");

  return g_str_equal (format, "json") ? BULK_PAYLOAD_JSON : BULK_PAYLOAD_CSV;
}

static void
refresh (BulkUploadPage *self)
{
  BulkUploadPhase phase = self->load ? bulk_load_get_phase (self->load) : BULK_UPLOAD_IDLE;
  g_autofree char *text = NULL;
  g_autofree char *waiting = self->load ? bulk_retry_policy_dup_text (self->load) : NULL;

  if (self->phase_label == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), !g_cancellable_is_cancelled (self->cancellable));
  if (g_cancellable_is_cancelled (self->cancellable))
    gtk_label_set_text (self->phase_label, _ ("Stopping…"));
  else if (self->asking)
    gtk_label_set_text (self->phase_label, _ ("Waiting for your answer…"));
  else if (self->load == NULL)
    gtk_label_set_text (self->phase_label, _ ("Reading the rest of the file…"));
  else if (waiting)
    gtk_label_set_text (self->phase_label, waiting);
  else
    gtk_label_set_text (self->phase_label, bulk_format_phase (phase));

  if (phase == BULK_UPLOAD_SENDING || phase == BULK_UPLOAD_WAITING)
    {
      guint64 sent = bulk_load_get_bytes_sent (self->load);
      guint64 total = bulk_load_get_bytes_total (self->load);
      gboolean sending = phase == BULK_UPLOAD_SENDING;

      gtk_progress_bar_set_fraction (self->progress_bar, bulk_format_fraction (sent, total));
      text = bulk_format_upload_progress (bulk_load_get_rows_sent (self->load),
                                          count_rows (self), sent, total,
                                          sending ? bulk_load_get_bytes_per_second (self->load) : 0,
                                          sending ? bulk_load_get_seconds_left (self->load) : -1);
    }
  else
    {
      gtk_progress_bar_pulse (self->progress_bar);
      text = bulk_format_rows (count_rows (self));
    }
  gtk_label_set_text (self->progress_label, text);
}

static gboolean
on_refresh (gpointer user_data)
{
  refresh (user_data);
  return G_SOURCE_CONTINUE;
}

/* Ends what start began: frees first, so that a handler may start anew. */
static void
end (BulkUploadPage *self, BulkOutcome *outcome)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->load)
    g_signal_handlers_disconnect_by_data (self->load, self);
  if (self->question)
    gtk_window_destroy (g_steal_pointer (&self->question));
  if (self->load)
    self->record_id = bulk_load_get_record (self->load)->id;
  g_clear_object (&self->load);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);
  g_clear_object (&self->table);
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  self->parent_id = 0;
  g_signal_emit (self, signals[SIGNAL_DONE], 0, outcome);
}

static void
end_not_sent (BulkUploadPage *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autoptr (BulkOutcome) outcome = NULL;

  outcome = bulk_outcome_new (BULK_OUTCOME_NOT_SENT, cancelled ? BULK_REASON_CANCELLED : BULK_REASON_OTHER, 0, NULL,
                              NULL, cancelled ? NULL : error->message, -1, 0, 0,
                              count_rows (self));
  end (self, outcome);
}

/* The program does not end before what became of the load is written down, though its windows may be gone. */
static void
hold (void)
{
  if (g_application_get_default ())
    g_application_hold (g_application_get_default ());
}

static void
release (void)
{
  if (g_application_get_default ())
    g_application_release (g_application_get_default ());
}

/* Callbacks */

static void run_load (BulkUploadPage *self);

static void
on_again_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  if (bulk_confirm_again_finish (result, &error) && !g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      bulk_load_set_again (self->load, TRUE);
      run_load (self);
    }
  else
    end_not_sent (self, error);
}

/* The same rows were or may have been loaded before: only a person can say that they are to be sent again. */
static void
ask_again (BulkUploadPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->asking = TRUE;
  refresh (self);
  bulk_confirm_again_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, bulk_load_get_earlier (self->load),
                            BULK_CONFIRM_AGAIN_SEND, on_again_answered, g_object_ref (self));
}

static void
on_load_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = bulk_load_run_finish (BULK_LOAD (source), result, &error);

  release ();
  if (outcome)
    end (self, outcome);
  else if (g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE) && self->phase_label)
    ask_again (self);
  else
    end_not_sent (self, error);
}

static void
run_load (BulkUploadPage *self)
{
  hold ();
  bulk_load_run_async (self->load, self->cancellable, on_load_ended, g_object_ref (self));
  refresh (self);
}

static void
on_table_complete (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPayload) payload = NULL;
  BulkRecord *record;

  if (!bulk_table_wait_finish (BULK_TABLE (source), result, &error)
      || g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      end_not_sent (self, error);
      return;
    }
  payload = bulk_payload_new_for_rows (self->table, choose_format (), self->rows);
  self->load = bulk_load_new (bulk_history_get_default (), self->connection, payload);
  record = bulk_load_get_record (self->load);
  record->connection_name = bulk_connect_dup_environment_name (self->connection);
  if (bulk_connect_is_practice (self->connection))
    bulk_record_set_string (&record->connection_id, "practice");
  else if (bulk_connect_get_saved (self->connection))
    bulk_record_set_string (&record->connection_id,
                            bulk_saved_connection_get_id (bulk_connect_get_saved (self->connection)));
  if (self->parent_id != 0)
    {
      record->parent_id = self->parent_id;
      record->link = BULK_LINK_CORRECTED;
    }
  g_signal_connect_swapped (self->load, "notify::phase", G_CALLBACK (refresh), self);
  run_load (self);
}

static void
on_question_response (BulkUploadPage *self, const char *response)
{
  self->question = NULL; /* closes by itself */
  if (g_strcmp0 (response, "stop") == 0)
    bulk_upload_page_cancel (self);
}

static void
on_cancel_clicked (BulkUploadPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (self->cancellable == NULL || self->question)
    return;
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Stop the Upload?"),
                                   bulk_upload_page_get_cancel_meaning (self));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "continue", _ ("_Keep Uploading"), "stop",
                                    _ ("_Stop"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "continue");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "continue");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_question_response), self, G_CONNECT_SWAPPED);
  self->question = GTK_WINDOW (dialog);
  gtk_window_present (self->question);
}

/* Overrides */

static void
bulk_upload_page_dispose (GObject *object)
{
  GtkWidget *child;
  BulkUploadPage *self = BULK_UPLOAD_PAGE (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  else
    g_clear_pointer (&self->rows, bulk_row_set_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_UPLOAD_PAGE);
  self->phase_label = NULL; /* what still runs looks here before it shows anything */
  G_OBJECT_CLASS (bulk_upload_page_parent_class)->dispose (object);
}

/* Class */

static void
bulk_upload_page_class_init (BulkUploadPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_upload_page_dispose;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, BULK_TYPE_OUTCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/upload-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, file_label);
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_upload_page_init (BulkUploadPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_upload_page_new:
 *
 * Returns: (transfer floating): a page that uploads nothing yet
 */
GtkWidget *
bulk_upload_page_new (void)
{
  return g_object_new (BULK_TYPE_UPLOAD_PAGE, NULL);
}

/**
 * bulk_upload_page_start:
 * @self: the page, not busy
 * @connection: where to
 * @table: what; the rest of it is read first
 *
 * Starts one upload. "done" is emitted when it has ended, however it ended, and never before this returns.
 */
void
bulk_upload_page_start (BulkUploadPage *self, BulkConnection *connection, BulkTable *table)
{
  g_autofree char *file = NULL;
  g_autofree char *environment = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (BULK_IS_UPLOAD_PAGE (self));
  g_return_if_fail (self->cancellable == NULL);

  self->connection = g_object_ref (connection);
  self->table = g_object_ref (table);
  self->cancellable = g_cancellable_new ();
  self->record_id = 0;
  file = bulk_format_one_line (bulk_snapshot_get_name (bulk_table_get_snapshot (table)));
  environment = bulk_connect_dup_environment_name (connection);
  /* Translators: a file and where it goes: "deals.csv → Sandbox" */
  text = g_strdup_printf (_ ("%s → %s"), file, environment);
  gtk_label_set_text (self->file_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  refresh (self);
  self->refresh_id = g_timeout_add (REFRESH_INTERVAL, on_refresh, self);
  bulk_table_wait_async (table, self->cancellable, on_table_complete, g_object_ref (self));
}

/**
 * bulk_upload_page_set_rows:
 * @rows: (nullable): which rows of the table the next upload sends; %NULL: all
 * @parent_id: the record of the load that had rejected them; 0: none
 */
void
bulk_upload_page_set_rows (BulkUploadPage *self, BulkRowSet *rows, gint64 parent_id)
{
  g_return_if_fail (BULK_IS_UPLOAD_PAGE (self));
  g_return_if_fail (self->cancellable == NULL);
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  self->rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  self->parent_id = parent_id;
}

/** bulk_upload_page_get_record_id: Returns: the record of the upload that ended last; 0: there is none */
gint64
bulk_upload_page_get_record_id (BulkUploadPage *self)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), 0);
  return self->record_id;
}

/**
 * bulk_upload_page_is_busy:
 * @self: the page
 *
 * Returns: whether an upload was started and has not ended
 */
gboolean
bulk_upload_page_is_busy (BulkUploadPage *self)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), FALSE);
  return self->cancellable != NULL;
}

/**
 * bulk_upload_page_cancel:
 * @self: the page
 *
 * Stops the upload without asking; "done" follows.
 */
void
bulk_upload_page_cancel (BulkUploadPage *self)
{
  g_return_if_fail (BULK_IS_UPLOAD_PAGE (self));
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  if (self->cancellable)
    refresh (self);
}

/**
 * bulk_upload_page_get_cancel_meaning:
 * @self: the page
 *
 * Returns: what would come of cancelling now
 */
const char *
bulk_upload_page_get_cancel_meaning (BulkUploadPage *self)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), "");
  if (self->cancellable == NULL)
    return bulk_format_cancel_meaning (BULK_UPLOAD_DONE, 0);
  if (self->load == NULL)
    return bulk_format_cancel_meaning (BULK_UPLOAD_IDLE, 0);
  return bulk_format_cancel_meaning (bulk_load_get_phase (self->load), bulk_load_get_bytes_sent (self->load));
}
