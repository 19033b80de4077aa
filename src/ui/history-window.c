/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "load/record-text.h"
#include "ui/format.h"
#include "ui/history-details.h"
#include "ui/history-row.h"
#include "ui/history-window-private.h"
#include "ui/small-widgets.h"

G_DEFINE_FINAL_TYPE (BulkHistoryWindow, bulk_history_window, ADW_TYPE_WINDOW)

enum { SIGNAL_OPEN_AGAIN, SIGNAL_SEND_REST, SIGNAL_CORRECT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* As the drop-down has them, after "any". */
static const BulkRecordState listed_states[] = {
  BULK_RECORD_ACCEPTED, BULK_RECORD_UNKNOWN, BULK_RECORD_REFUSED, BULK_RECORD_NOT_SENT, BULK_RECORD_SENDING,
};

/* Private helpers: the list */

static void
show_page (BulkHistoryWindow *self)
{
  gboolean any = self->model && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;
  const char *error = self->model ? bulk_history_model_get_error (self->model) : NULL;
  g_autofree char *escaped = error ? g_markup_escape_text (error, -1) : NULL;
  gboolean details = self->shown_id != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), details);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), !details);
  gtk_widget_set_visible (self->filter_bar, !details);
  gtk_widget_set_visible (GTK_WIDGET (self->search_bar), !details);
  /* A status page's description is markup. */
  adw_status_page_set_description (self->error_page, escaped ? escaped : "");
  if (details)
    gtk_stack_set_visible_child_name (self->stack, "details");
  else if (any)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (error)
    gtk_stack_set_visible_child_name (self->stack, "error");
  else if (!bulk_history_model_is_ready (self->model))
    gtk_stack_set_visible_child_name (self->stack, "reading");
  else
    gtk_stack_set_visible_child_name (self->stack, bulk_history_model_is_filtered (self->model) ? "none" : "empty");
}

static void
apply_filter (BulkHistoryWindow *self)
{
  guint state = gtk_drop_down_get_selected (self->state_drop_down);
  guint connection = gtk_drop_down_get_selected (self->connection_drop_down);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  gboolean any_state = state == 0 || state > G_N_ELEMENTS (listed_states);
  const char *name = connection == 0 || connection == GTK_INVALID_LIST_POSITION
                         ? NULL : gtk_string_list_get_string (self->connections, connection);

  if (self->model == NULL)
    return;
  bulk_history_model_set_filter (self->model, *text ? text : NULL, any_state ? -1 : (int) listed_states[state - 1],
                                 name);
}

static void
fill_states (BulkHistoryWindow *self)
{
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  gtk_string_list_append (states, _("Any outcome"));
  for (guint i = 0; i < G_N_ELEMENTS (listed_states); i++)
    gtk_string_list_append (states, bulk_record_text_get_state_label (listed_states[i]));
  gtk_drop_down_set_model (self->state_drop_down, G_LIST_MODEL (states));
}

static gpointer
list_connections (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  return bulk_history_list_connections (history, error);
}

/* New names come at the end, so that what is chosen stays chosen. */
static void
on_connections (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryWindow) self = user_data;
  g_auto (GStrv) names = bulk_history_call_finish (BULK_HISTORY (source), result, NULL);

  for (guint i = 0; names && names[i] && self->model; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->connections)), j = 1;

      while (j < n && g_strcmp0 (gtk_string_list_get_string (self->connections, j), names[i]) != 0)
        j++;
      if (j == n)
        gtk_string_list_append (self->connections, names[i]);
    }
}

static void
read_connections (BulkHistoryWindow *self)
{
  bulk_history_call_async (self->history, list_connections, NULL, NULL, (GDestroyNotify) g_strfreev, NULL,
                           on_connections, g_object_ref (self));
}

/* Private helpers: the details */

/* A load, and the first of its rejected rows. */
typedef struct
{
  BulkRecord *record;
  GPtrArray *errors;     /* of BulkRowError */
  gint64 n_errors;       /* of them all */
  BulkBatchesDone done;  /* of a batch: what there is of its table */
  gboolean counted;
  GError *error;         /* why the rows cannot be told; nullable */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->record);
  g_clear_pointer (&load->errors, g_ptr_array_unref);
  g_clear_error (&load->error);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static gpointer
get_load (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (BulkRecord) record = bulk_history_get (history, *(gint64 *) data, error);
  Load *load;

  if (record == NULL)
    return NULL;
  load = g_new0 (Load, 1);
  if (record->batch_count > 1 && record->table_sha256 != NULL)
    load->counted = bulk_history_count_batches (history, record, &load->done, NULL);
  if (record->error_count > 0)
    load->errors = bulk_history_get_row_errors (history, record->id, BULK_HISTORY_DETAILS_ROWS, &load->error);
  if (load->errors != NULL)
    load->n_errors = bulk_history_count_row_errors (history, record->id, &load->error);
  load->record = g_steal_pointer (&record);
  return load;
}

static void
on_load (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Load) load = bulk_history_call_finish (BULK_HISTORY (source), result, &error);

  if (self->model == NULL || self->shown_id == 0)
    return;
  if (load == NULL)
    bulk_history_window_show_list (self);
  else if (load->record->id == self->shown_id)
    {
      bulk_history_details_set_record (BULK_HISTORY_DETAILS (self->details), load->record);
      if (load->counted)
        bulk_history_details_set_batches_done (BULK_HISTORY_DETAILS (self->details), &load->done);
      if (load->error != NULL)
        bulk_history_window_toast (self, load->error->message);
      else if (load->errors != NULL)
        bulk_history_details_set_row_errors (BULK_HISTORY_DETAILS (self->details), load->errors,
                                             (guint) load->n_errors);
    }
}

static void
read_load (BulkHistoryWindow *self)
{
  bulk_history_call_async (self->history, get_load, g_memdup2 (&self->shown_id, sizeof self->shown_id), g_free,
                           load_free, NULL, on_load, g_object_ref (self));
}

/* Callbacks */

static void
on_history_changed (BulkHistoryWindow *self)
{
  char *notice = bulk_history_take_notice (self->history);

  if (notice)
    bulk_history_window_toast (self, notice);
  g_free (notice);
  read_connections (self);
  if (self->shown_id != 0)
    read_load (self);
}

static void
on_filter (BulkHistoryWindow *self)
{
  apply_filter (self);
}

static void
on_activate (BulkHistoryWindow *self, guint position)
{
  g_autoptr (BulkHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (entry)
    bulk_history_window_show_load (self, bulk_history_entry_get_id (entry));
}

static void
on_back_clicked (BulkHistoryWindow *self)
{
  bulk_history_window_show_list (self);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, bulk_history_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  bulk_history_row_set_entry (BULK_HISTORY_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  bulk_history_row_set_entry (BULK_HISTORY_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_verdict (BulkHistoryWindow *self, guint verdict)
{
  bulk_history_window_set_verdict (self, self->shown_id, (BulkVerdict) verdict);
}

static void
on_send_again (BulkHistoryWindow *self)
{
  bulk_history_window_ask_again (self, bulk_history_details_get_record (BULK_HISTORY_DETAILS (self->details)));
}

static void
on_send_rest (BulkHistoryWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_REST], 0,
                 bulk_history_details_get_record (BULK_HISTORY_DETAILS (self->details)));
}

static void
on_correct (BulkHistoryWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_CORRECT], 0,
                 bulk_history_details_get_record (BULK_HISTORY_DETAILS (self->details)));
}

static void
on_save_rejected (BulkHistoryWindow *self)
{
  bulk_history_window_save_rejected (self, bulk_history_details_get_record (BULK_HISTORY_DETAILS (self->details)));
}

static void
on_delete (BulkHistoryWindow *self)
{
  bulk_history_window_delete (self, bulk_history_details_get_record (BULK_HISTORY_DETAILS (self->details)));
}

static void
on_copied (BulkHistoryWindow *self)
{
  bulk_history_window_toast (self, _("Copied to the clipboard"));
}

static void
on_check_status (BulkHistoryWindow *self)
{
  bulk_history_window_check_status (self, bulk_history_details_get_record (BULK_HISTORY_DETAILS (self->details)));
}

static void
on_settled (BulkHistoryWindow *self, BulkTracker *tracker)
{
  bulk_history_window_save_status (self, tracker);
}

/* Actions */

static void
on_export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_history_window_export (BULK_HISTORY_WINDOW (widget));
}

static void
on_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkHistoryWindow *self = BULK_HISTORY_WINDOW (widget);

  if (self->shown_id != 0)
    bulk_history_window_show_list (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkHistoryWindow *self = BULK_HISTORY_WINDOW (widget);

  if (self->shown_id == 0)
    gtk_search_bar_set_search_mode (self->search_bar, TRUE);
}

/* Overrides */

static void
bulk_history_window_dispose (GObject *object)
{
  BulkHistoryWindow *self = BULK_HISTORY_WINDOW (object);

  g_clear_signal_handler (&self->changed_id, self->history);
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  /* Callbacks of what is still under way see by this that the window is gone. */
  g_clear_object (&self->model);
  g_clear_object (&self->history);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_HISTORY_WINDOW);
  G_OBJECT_CLASS (bulk_history_window_parent_class)->dispose (object);
}

/* Class */

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, state_drop_down);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, connection_drop_down);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, connections);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, list_view);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, BulkHistoryWindow, details);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_verdict);
  gtk_widget_class_bind_template_callback (widget_class, on_send_again);
  gtk_widget_class_bind_template_callback (widget_class, on_send_rest);
  gtk_widget_class_bind_template_callback (widget_class, on_correct);
  gtk_widget_class_bind_template_callback (widget_class, on_save_rejected);
  gtk_widget_class_bind_template_callback (widget_class, on_delete);
  gtk_widget_class_bind_template_callback (widget_class, on_copied);
  gtk_widget_class_bind_template_callback (widget_class, on_check_status);
  gtk_widget_class_bind_template_callback (widget_class, on_settled);
}

static void
bulk_history_window_class_init (BulkHistoryWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_history_window_dispose;
  g_type_ensure (BULK_TYPE_HISTORY_DETAILS);
  signals[SIGNAL_OPEN_AGAIN] = g_signal_new ("open-again", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, BULK_TYPE_RECORD);
  signals[SIGNAL_CORRECT] = g_signal_new ("correct", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, BULK_TYPE_RECORD);
  signals[SIGNAL_SEND_REST] = g_signal_new ("send-rest", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, BULK_TYPE_RECORD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/history-window.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "history.export", NULL, on_export_action);
  gtk_widget_class_install_action (widget_class, "history.back", NULL, on_back_action);
  gtk_widget_class_install_action (widget_class, "history.search", NULL, on_search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "history.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "history.search", NULL);
}

static void
bulk_history_window_init (BulkHistoryWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  fill_states (self);
}

/* Shared with the rest of the window */

void
bulk_history_window_toast (BulkHistoryWindow *self, const char *text)
{
  g_autofree char *line = bulk_format_one_line (text);

  if (self->model)
    adw_toast_overlay_add_toast (self->toasts, bulk_toast_new (line));
}

void
bulk_history_window_show_list (BulkHistoryWindow *self)
{
  self->shown_id = 0;
  adw_window_title_set_subtitle (self->title, "");
  show_page (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* Public functions */

/**
 * bulk_history_window_new:
 * @parent: (nullable): the window it comes from
 *
 * Returns: (transfer none): the window, owned by GTK
 */
BulkHistoryWindow *
bulk_history_window_new (GtkWindow *parent, BulkHistory *history)
{
  BulkHistoryWindow *self = g_object_new (BULK_TYPE_HISTORY_WINDOW, "transient-for", parent, NULL);
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->history = g_object_ref (history);
  self->model = bulk_history_model_new (history);
  self->changed_id = g_signal_connect_swapped (history, "changed", G_CALLBACK (on_history_changed), self);
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (show_page), self);
  g_signal_connect_swapped (self->model, "notify", G_CALLBACK (show_page), self);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  read_connections (self);
  show_page (self);
  return self;
}

/** bulk_history_window_show_load: shows the details of a load, which are read first */
void
bulk_history_window_show_load (BulkHistoryWindow *self, gint64 id)
{
  self->shown_id = id;
  bulk_history_details_set_record (BULK_HISTORY_DETAILS (self->details), NULL);
  read_load (self);
  show_page (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->back_button));
}
