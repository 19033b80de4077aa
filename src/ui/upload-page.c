/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/upload-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/confirm-again.h"
#include "ui/connect.h"
#include "ui/format.h"
#include "ui/stop-upload.h"

G_DEFINE_FINAL_TYPE (BulkUploadPage, bulk_upload_page, GTK_TYPE_WIDGET)

enum { SIGNAL_DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

BulkLoad *
bulk_upload_page_get_load (BulkUploadPage *self)
{
  return self->cancellable != NULL && self->begun ? bulk_sending_get_load (self->sending) : NULL;
}

/* Ends what start began: frees first, so that a handler may start anew. */
static void
end (BulkUploadPage *self, BulkOutcome *outcome)
{
  bulk_upload_page_end_progress (self);
  if (self->question)
    gtk_window_destroy (g_steal_pointer (&self->question));
  g_clear_object (&self->cancellable);
  g_signal_emit (self, signals[SIGNAL_DONE], 0, outcome);
}

static void
end_not_sent (BulkUploadPage *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autoptr (BulkOutcome) outcome = NULL;

  outcome = bulk_outcome_new (BULK_OUTCOME_NOT_SENT, cancelled ? BULK_REASON_CANCELLED : BULK_REASON_NOT_BEGUN, 0, NULL,
                              NULL, cancelled ? NULL : error->message, -1, 0, 0, bulk_sending_get_rows (self->sending));
  end (self, outcome);
}

/* Callbacks */

static void run (BulkUploadPage *self);

static void
on_again_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  if (bulk_confirm_again_finish (result, &error) && !g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      bulk_sending_set_again (self->sending);
      run (self);
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
  bulk_upload_page_show_progress (self);
  bulk_confirm_again_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, bulk_sending_get_earlier (self->sending),
                            BULK_CONFIRM_AGAIN_SEND, on_again_answered, g_object_ref (self));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = bulk_sending_run_finish (self->sending, result, &error);

  bulk_stop_upload_release ();
  if (outcome)
    end (self, outcome);
  else if (g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE) && self->phase_label)
    ask_again (self);
  else
    end_not_sent (self, error);
}

static void
run (BulkUploadPage *self)
{
  bulk_stop_upload_hold ();
  self->begun = TRUE;
  bulk_sending_run_async (self->sending, self->cancellable, on_sent, g_object_ref (self));
  bulk_upload_page_show_progress (self);
}

static void
on_table_complete (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bulk_table_wait_finish (BULK_TABLE (source), result, &error)
      || g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    end_not_sent (self, error);
  else
    run (self);
}

static void
begin (BulkUploadPage *self)
{
  self->cancellable = g_cancellable_new ();
  bulk_upload_page_begin_progress (self);
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
  g_autofree char *meaning = NULL;
  GtkWidget *dialog;

  if (self->cancellable == NULL || self->question)
    return;
  meaning = bulk_upload_page_dup_cancel_meaning (self);
  dialog = bulk_stop_upload_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, meaning, FALSE);
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

  bulk_upload_page_end_progress (self);
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_UPLOAD_PAGE);
  self->phase_label = NULL; /* what still runs looks here before it shows anything */
  G_OBJECT_CLASS (bulk_upload_page_parent_class)->dispose (object);
}

/* What still runs needs it after the page is gone. */
static void
bulk_upload_page_finalize (GObject *object)
{
  BulkUploadPage *self = BULK_UPLOAD_PAGE (object);

  g_clear_object (&self->sending);
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  g_clear_pointer (&self->opening_words, g_free);
  g_clear_pointer (&self->spoken, g_free);
  G_OBJECT_CLASS (bulk_upload_page_parent_class)->finalize (object);
}

/* Class */

static void
bulk_upload_page_class_init (BulkUploadPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_upload_page_dispose;
  G_OBJECT_CLASS (class)->finalize = bulk_upload_page_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, BULK_TYPE_OUTCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/upload-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, file_label);
  gtk_widget_class_bind_template_child (widget_class, BulkUploadPage, batch_label);
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
  self->format = -1;
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
 * @table: what, frozen; the rest of it is read first
 *
 * Starts one upload. "done" is emitted when it has ended, however it ended, and never before this returns.
 */
void
bulk_upload_page_start (BulkUploadPage *self, BulkConnection *connection, BulkTable *table)
{
  g_autofree char *file = bulk_format_one_line (bulk_snapshot_get_name (bulk_table_get_snapshot (table)));
  g_autofree char *environment = bulk_connect_dup_environment_name (connection);
  g_autofree char *text = NULL;
  BulkPayloadFormat format = self->format >= 0 ? (BulkPayloadFormat) self->format : bulk_upload_page_choose_format ();

  g_return_if_fail (BULK_IS_UPLOAD_PAGE (self));
  g_return_if_fail (self->cancellable == NULL);
  g_clear_object (&self->sending);
  self->sending = bulk_sending_new (bulk_history_get_default (), connection, table, format, &self->options);
  self->format = -1;
  bulk_sending_set_connection_names (self->sending, bulk_connect_get_id (connection), environment);
  bulk_sending_set_rows (self->sending, self->rows, self->parent_id);
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  self->parent_id = 0;
  self->begun = FALSE;
  /* Translators: a file and where it goes: "deals.csv → Sandbox" */
  text = g_strdup_printf (_ ("%s → %s"), file, environment);
  gtk_label_set_text (self->file_label, text);
  g_free (self->opening_words);
  /* Translators: read out as an upload begins: a file, and the connection it goes over */
  self->opening_words = g_strdup_printf (_ ("Uploading “%s” to %s."), file, environment);
  begin (self);
  bulk_table_wait_async (table, self->cancellable, on_table_complete, g_object_ref (self));
}

/**
 * bulk_upload_page_go_on:
 * @connection: to the same place, perhaps with a new token
 *
 * Goes on with the batches of the latest upload where it stopped. "done" follows as for a start.
 *
 * Returns: %FALSE if there is nothing to go on with, or @connection leads somewhere else
 */
gboolean
bulk_upload_page_go_on (BulkUploadPage *self, BulkConnection *connection)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), FALSE);
  g_return_val_if_fail (self->cancellable == NULL, FALSE);
  if (bulk_upload_page_get_batches (self) == NULL || !bulk_sending_set_connection (self->sending, connection))
    return FALSE;
  begin (self);
  run (self);
  return TRUE;
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

/** bulk_upload_page_set_options: @options: how the next table is sent */
void
bulk_upload_page_set_options (BulkUploadPage *self, const BulkSendOptions *options)
{
  g_return_if_fail (BULK_IS_UPLOAD_PAGE (self));
  self->options = *options;
}

/** bulk_upload_page_set_format: @format: of the next upload, whatever the preferences say */
void
bulk_upload_page_set_format (BulkUploadPage *self, BulkPayloadFormat format)
{
  g_return_if_fail (BULK_IS_UPLOAD_PAGE (self));
  self->format = (int) format;
}

/** bulk_upload_page_get_batches: Returns: (transfer none) (nullable): of the latest upload; %NULL: it was one load */
BulkBatches *
bulk_upload_page_get_batches (BulkUploadPage *self)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), NULL);
  return self->sending != NULL ? bulk_sending_get_batches (self->sending) : NULL;
}

/** bulk_upload_page_get_record_id: Returns: the record of the upload that ended last; 0: there is none */
gint64
bulk_upload_page_get_record_id (BulkUploadPage *self)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), 0);
  return self->sending != NULL ? bulk_sending_get_record_id (self->sending) : 0;
}

/** bulk_upload_page_choose_format: Returns: the format of what is sent, as the preferences say now */
BulkPayloadFormat
bulk_upload_page_choose_format (void)
{
  g_autoptr (GSettings) settings = g_settings_new (BULK_APP_ID);
  g_autofree char *format = g_settings_get_string (settings, "body-format");

  return g_str_equal (format, "json") ? BULK_PAYLOAD_JSON : BULK_PAYLOAD_CSV;
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
    bulk_upload_page_show_progress (self);
}

/**
 * bulk_upload_page_dup_cancel_meaning:
 * @self: the page
 *
 * Returns: (transfer full): what would come of cancelling now
 */
char *
bulk_upload_page_dup_cancel_meaning (BulkUploadPage *self)
{
  g_return_val_if_fail (BULK_IS_UPLOAD_PAGE (self), NULL);
  if (self->cancellable == NULL)
    return g_strdup (bulk_format_cancel_meaning (BULK_UPLOAD_DONE, 0));
  return bulk_stop_upload_dup_meaning (bulk_upload_page_get_load (self), bulk_upload_page_get_batches (self));
}
