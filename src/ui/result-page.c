/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/result-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/batch-list.h"
#include "ui/connect.h"
#include "ui/details-export.h"
#include "ui/format.h"
#include "ui/save-rejected.h"
#include "ui/small-widgets.h"
#include "ui/status-text.h"

struct _BulkResultPage
{
  GtkWidget parent_instance;

  AdwToastOverlay *toasts;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *happened_label;
  GtkLabel *sent_label;
  GtkLabel *next_label;
  BulkBatchList *batch_list;
  GtkLabel *batch_label;
  BulkExecutionPanel *panel;
  GtkBox *details_box;
  GtkExpander *server_expander;
  GtkLabel *server_label;
  GtkWidget *rest_button;
  GtkButton *another_button;
  GtkButton *back_button;

  BulkOutcome *outcome;
  BulkBatches *batches;   /* nullable */
  char *file_name;
  char *environment;
  char *corrects;   /* execution ID, or NULL */
};

G_DEFINE_FINAL_TYPE (BulkResultPage, bulk_result_page, GTK_TYPE_WIDGET)

enum { SIGNAL_UPLOAD_ANOTHER, SIGNAL_BACK, SIGNAL_SEND_REST, SIGNAL_SHOW_BATCH, SIGNAL_MESSAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
show_toast (BulkResultPage *self, const char *text)
{
  g_autofree char *line = bulk_format_one_line (text);

  if (self->toasts)
    adw_toast_overlay_add_toast (self->toasts, bulk_toast_new (line));
}

static void
set_icon (BulkResultPage *self, BulkOutcomeState state, BulkOutcomeReason reason)
{
  const char *icon = "dialog-question-symbolic";
  const char *look = "warning";

  if (state == BULK_OUTCOME_ACCEPTED)
    icon = "emblem-ok-symbolic", look = "success";
  else if (state == BULK_OUTCOME_REFUSED)
    icon = "dialog-error-symbolic", look = "error";
  else if (state == BULK_OUTCOME_NOT_SENT && reason == BULK_REASON_CANCELLED)
    icon = "process-stop-symbolic", look = "dim-label";
  else if (state == BULK_OUTCOME_NOT_SENT)
    icon = "network-offline-symbolic", look = "warning";
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { look, NULL });
}

static void
on_copy_clicked (GtkButton *button, BulkResultPage *self)
{
  const char *value = g_object_get_data (G_OBJECT (button), "value");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), value);
  show_toast (self, _ ("Copied to the clipboard"));
}

static void
add_detail (BulkResultPage *self, AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row = bulk_value_row_new (title, value), *button;

  if (row == NULL)
    return;
  button = bulk_copy_button_new (title);
  g_object_set_data_full (G_OBJECT (button), "value", g_strdup (value), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_copy_clicked), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static void
fill_details (BulkResultPage *self, BulkConnection *connection)
{
  BulkExecution *execution = bulk_outcome_get_execution (self->outcome);
  GDateTime *time = execution ? bulk_execution_get_creation_time (execution) : NULL;
  const char *id = execution ? bulk_execution_get_integration_id (execution) : NULL;
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *local = bulk_format_local_time (time);
  g_autofree char *utc = bulk_format_utc_time (time);
  g_autofree char *rows = bulk_format_number (bulk_outcome_get_rows_total (self->outcome));
  g_autofree char *bytes = bulk_format_bytes_exact (bulk_outcome_get_bytes_sent (self->outcome));
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self->details_box));

  if (old)
    gtk_box_remove (self->details_box, old);
  gtk_widget_set_hexpand (GTK_WIDGET (group), TRUE);
  add_detail (self, group, _ ("File"), self->file_name);
  add_detail (self, group, _ ("Environment"), self->environment);
  add_detail (self, group, _ ("Integration ID"), id ? id : bulk_connection_get_integration_id (connection));
  if (execution)
    {
      add_detail (self, group, _ ("Execution ID"), bulk_execution_get_execution_id (execution));
      add_detail (self, group, _ ("Created, local time"), local);
      add_detail (self, group, _ ("Created, UTC"), utc);
      if (time == NULL)
        add_detail (self, group, _ ("Created"), bulk_execution_get_created_at (execution));
    }
  if (self->corrects != NULL)
    add_detail (self, group, _ ("Corrects rows of execution"), self->corrects);
  add_detail (self, group, execution ? _ ("Rows sent") : _ ("Rows in the table"), rows);
  /* Those of batches are each in the history. */
  if (bulk_outcome_get_bytes_sent (self->outcome) > 0 ||
      bulk_outcome_get_state (self->outcome) != BULK_OUTCOME_ACCEPTED)
    add_detail (self, group, _ ("Bytes sent"), bytes);
  gtk_box_append (self->details_box, GTK_WIDGET (group));
}

static char *
dup_saved_text (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *display = g_filename_display_name (name);

  return g_strdup_printf (_ ("Saved as %s"), display);
}

/* Puts the keyboard on what comes next. */
static void
urge (BulkResultPage *self, BulkOutcomeState state)
{
  GtkWidget *another = GTK_WIDGET (self->another_button), *back = GTK_WIDGET (self->back_button);
  GtkWidget *first = state == BULK_OUTCOME_ACCEPTED ? another : back;

  if (gtk_widget_get_visible (self->rest_button) && state != BULK_OUTCOME_UNKNOWN)
    first = self->rest_button;
  gtk_widget_remove_css_class (another, "suggested-action");
  gtk_widget_remove_css_class (back, "suggested-action");
  gtk_widget_remove_css_class (self->rest_button, "suggested-action");
  /* After an unknown end nothing is urged: sending again may load the rows twice. */
  if (state != BULK_OUTCOME_UNKNOWN)
    gtk_widget_add_css_class (first, "suggested-action");
  gtk_widget_grab_focus (first);
}

/* Callbacks */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkResultPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bulk_details_export_finish (result, &error);
  g_autofree char *text = NULL;

  if (file)
    text = dup_saved_text (file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup_printf (_ ("The details could not be saved: %s"), error->message);
  if (text)
    show_toast (self, text);
}

static void
on_save_clicked (BulkResultPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->outcome)
    bulk_details_export_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->outcome, self->batches,
                               self->file_name, self->environment, NULL, on_saved, g_object_ref (self));
}

static void
on_rejected_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkResultPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bulk_save_rejected_finish (result, &error);
  g_autofree char *text = NULL;

  if (file)
    text = dup_saved_text (file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup_printf (_ ("The rejected rows could not be saved: %s"), error->message);
  if (text)
    show_toast (self, text);
}

static void
on_save_rejected (BulkResultPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  BulkTracker *tracker = bulk_execution_panel_get_tracker (self->panel);
  BulkTable *table = bulk_execution_panel_get_table (self->panel);
  BulkStatus *status = tracker ? bulk_tracker_get_status (tracker) : NULL;

  if (status && table)
    bulk_save_rejected_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, table, bulk_status_get_errors (status),
                              bulk_execution_panel_get_match (self->panel), on_rejected_saved, g_object_ref (self));
}

static void
on_another_clicked (BulkResultPage *self)
{
  g_signal_emit (self, signals[SIGNAL_UPLOAD_ANOTHER], 0);
}

static void
on_back_clicked (BulkResultPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
on_rest_clicked (BulkResultPage *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_REST], 0);
}

static void
on_show_batch (BulkResultPage *self, guint index)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_BATCH], 0, index);
}

static void
on_batch_copied (BulkResultPage *self)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, _ ("Copied to the clipboard"));
}

/* What can be done next depends on what became of the rows. */
static void
on_panel_refreshed (BulkResultPage *self)
{
  BulkTracker *tracker = bulk_execution_panel_get_tracker (self->panel);
  BulkStatusFigures figures;
  g_autofree char *next = NULL;

  if (tracker == NULL || self->outcome == NULL || bulk_outcome_get_state (self->outcome) != BULK_OUTCOME_ACCEPTED)
    return;
  bulk_status_text_read (tracker, &figures);
  next = bulk_status_text_next (&figures);
  gtk_label_set_text (self->next_label, next ? next : bulk_outcome_get_what_next (self->outcome));
}

/* Overrides */

static void
bulk_result_page_dispose (GObject *object)
{
  GtkWidget *child;
  BulkResultPage *self = BULK_RESULT_PAGE (object);

  g_clear_object (&self->outcome);
  g_clear_object (&self->batches);
  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->environment, g_free);
  g_clear_pointer (&self->corrects, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_RESULT_PAGE);
  self->toasts = NULL; /* what still runs looks here before it shows anything */
  G_OBJECT_CLASS (bulk_result_page_parent_class)->dispose (object);
}

/* Class */

static void
bulk_result_page_class_init (BulkResultPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_result_page_dispose;
  g_type_ensure (BULK_TYPE_BATCH_LIST);
  g_type_ensure (BULK_TYPE_EXECUTION_PANEL);
  signals[SIGNAL_UPLOAD_ANOTHER]
      = g_signal_new ("upload-another", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEND_REST] = g_signal_new ("send-rest", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SHOW_BATCH]
      = g_signal_new ("show-batch", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MESSAGE]
      = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/result-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, icon);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, happened_label);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, sent_label);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, next_label);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, batch_list);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, batch_label);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, rest_button);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, panel);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, details_box);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, server_expander);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, server_label);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, another_button);
  gtk_widget_class_bind_template_child (widget_class, BulkResultPage, back_button);
  gtk_widget_class_bind_template_callback (widget_class, on_another_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_rejected);
  gtk_widget_class_bind_template_callback (widget_class, on_rest_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_show_batch);
  gtk_widget_class_bind_template_callback (widget_class, on_batch_copied);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_refreshed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_result_page_init (BulkResultPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_result_page_new:
 *
 * Returns: (transfer floating): a page without a result
 */
GtkWidget *
bulk_result_page_new (void)
{
  return g_object_new (BULK_TYPE_RESULT_PAGE, NULL);
}

/**
 * bulk_result_page_set:
 * @self: the page
 * @outcome: how the upload ended
 * @table: what was uploaded
 * @connection: where to
 * @batches: (nullable): in which parts
 *
 * Shows the result and puts the keyboard on what comes next.
 */
void
bulk_result_page_set (BulkResultPage *self, BulkOutcome *outcome, BulkTable *table, BulkConnection *connection,
                      BulkBatches *batches)
{
  BulkOutcomeState state = bulk_outcome_get_state (outcome);
  const char *server_text = bulk_outcome_get_server_text (outcome);
  g_autofree char *sent = batches != NULL ? bulk_batches_dup_sent (batches) : NULL;
  g_autofree char *words = g_strdup_printf ("%s. %s", bulk_outcome_get_title (outcome),
                                            sent != NULL ? sent : bulk_outcome_get_what_was_sent (outcome));

  g_return_if_fail (BULK_IS_RESULT_PAGE (self));
  g_set_object (&self->outcome, outcome);
  g_set_object (&self->batches, batches);
  g_free (self->file_name);
  self->file_name = g_strdup (bulk_snapshot_get_name (bulk_table_get_snapshot (table)));
  g_free (self->environment);
  self->environment = bulk_connect_dup_environment_name (connection);

  set_icon (self, state, bulk_outcome_get_reason (outcome));
  gtk_label_set_text (self->title_label, bulk_outcome_get_title (outcome));
  gtk_label_set_text (self->happened_label, batches != NULL && state == BULK_OUTCOME_ACCEPTED
                                                ? _ ("The service gave each batch an execution ID.")
                                                : bulk_outcome_get_what_happened (outcome));
  gtk_label_set_text (self->sent_label, sent != NULL ? sent : bulk_outcome_get_what_was_sent (outcome));
  gtk_label_set_text (self->next_label, bulk_outcome_get_what_next (outcome));
  bulk_batch_list_set (self->batch_list, batches);
  gtk_widget_set_visible (GTK_WIDGET (self->batch_label), FALSE);
  gtk_widget_set_visible (self->rest_button, batches != NULL && state != BULK_OUTCOME_ACCEPTED);
  fill_details (self, connection);
  gtk_label_set_text (self->server_label, server_text ? server_text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->server_expander), server_text && *server_text);
  gtk_expander_set_expanded (self->server_expander, FALSE);
  urge (self, state);
  bulk_announce (GTK_WIDGET (self->title_label), words);
}

/** bulk_result_page_set_batch: @batch: what is said of rows is about these */
void
bulk_result_page_set_batch (BulkResultPage *self, BulkBatch *batch)
{
  g_autofree char *title = bulk_batch_dup_title (batch);

  g_return_if_fail (BULK_IS_RESULT_PAGE (self));
  gtk_label_set_text (self->batch_label, title);
  gtk_widget_set_visible (GTK_WIDGET (self->batch_label), TRUE);
}

/** bulk_result_page_get_panel: Returns: (transfer none): what became of the rows */
BulkExecutionPanel *
bulk_result_page_get_panel (BulkResultPage *self)
{
  g_return_val_if_fail (BULK_IS_RESULT_PAGE (self), NULL);
  return self->panel;
}

/** bulk_result_page_set_corrects: @execution_id: (nullable): whose rejected rows the next result is about */
void
bulk_result_page_set_corrects (BulkResultPage *self, const char *execution_id)
{
  g_return_if_fail (BULK_IS_RESULT_PAGE (self));
  g_free (self->corrects);
  self->corrects = g_strdup (execution_id);
}
