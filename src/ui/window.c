/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/error-page.h"
#include "ui/fold-layout.h"
#include "ui/format.h"
#include "ui/loading-page.h"
#include "ui/practice-banner.h"
#include "ui/preview-page.h"
#include "ui/queue-page.h"
#include "ui/rejected-bar.h"
#include "ui/result-page.h"
#include "ui/small-widgets.h"
#include "ui/start-page.h"
#include "ui/stop-upload.h"
#include "ui/upload-page.h"

G_DEFINE_FINAL_TYPE (BulkWindow, bulk_window, ADW_TYPE_APPLICATION_WINDOW)

/* Private helpers */

static gboolean
has_table (BulkWindow *self)
{
  return bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page)) != NULL;
}

static void
update_title (BulkWindow *self)
{
  const char *page = bulk_window_get_page (self);
  BulkTable *table = bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page));
  g_autofree char *name = NULL;

  if (table && g_str_equal (page, "preview"))
    name = bulk_format_one_line (bulk_snapshot_get_name (bulk_table_get_snapshot (table)));
  else if (self->upload_table && (g_str_equal (page, "upload") || g_str_equal (page, "result")))
    name = bulk_format_one_line (bulk_snapshot_get_name (bulk_table_get_snapshot (self->upload_table)));
  adw_window_title_set_title (self->window_title, name ? name : _("Bulk Loader"));
  adw_window_title_set_subtitle (self->window_title, name ? _("Bulk Loader") : "");
  gtk_window_set_title (GTK_WINDOW (self), name ? name : _("Bulk Loader"));
}

static void
update_queue (BulkWindow *self)
{
  g_autofree char *text = bulk_file_queue_dup_text (self->queue);
  gboolean shown = text && !(bulk_window_get_page (self) && g_str_equal (bulk_window_get_page (self), "queue")
                             && !bulk_window_is_busy (self));
  g_autofree char *line = shown ? bulk_format_one_line (text) : NULL;

  gtk_label_set_text (self->queue_label, line ? line : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->queue_label), line);
  gtk_revealer_set_reveal_child (self->queue_revealer, line != NULL);
}

void
bulk_window_update_actions (BulkWindow *self)
{
  const char *page = bulk_window_get_page (self);
  gboolean busy = bulk_window_is_busy (self), preview = g_str_equal (page, "preview");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-next", !busy && bulk_file_queue_get_n (self->queue) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.upload-all", !busy && bulk_file_queue_get_n (self->queue) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.upload",
                                 preview && bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (self->preview_page)));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "practice-mode")),
                               !busy);
}

/* Callbacks */

static void
on_queue_changed (BulkWindow *self)
{
  update_queue (self);
  bulk_window_update_actions (self);
}

static void
on_loading_cancel (BulkWindow *self)
{
  bulk_window_stop_opening (self);
}

static void
on_start_open_file (BulkWindow *self, GFile *file)
{
  bulk_window_open_file (self, file);
}

/* From an error or a result to where one was. */
static void
on_back (BulkWindow *self)
{
  bulk_window_show_page (self, has_table (self) ? "preview" : "start");
}

static void
choose_another (BulkWindow *self, gpointer data)
{
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (self->preview_page), NULL, NULL);
  g_clear_object (&self->import);
  if (bulk_file_queue_get_n (self->queue) > 0)
    bulk_window_open_next (self);
  else
    bulk_window_show_page (self, "start");
}

static void
on_choose_another (BulkWindow *self)
{
  if (!bulk_window_ask_to_lose_edits (self, _("Give Up Your Changes?"), _("_Give Up and Go On"), choose_another, NULL,
                                      NULL))
    choose_another (self, NULL);
}

static void
on_reimport (BulkWindow *self, const BulkImportOptions *options)
{
  bulk_window_reimport (self, options);
}

static void
on_upload (BulkWindow *self)
{
  bulk_window_begin_upload (self);
}

static void
on_upload_done (BulkWindow *self, BulkOutcome *outcome)
{
  bulk_window_end_upload (self, outcome);
}

static void
on_can_upload (BulkWindow *self)
{
  if (self->stack)
    bulk_window_update_actions (self);
}

static gboolean
on_stopped (gpointer user_data)
{
  BulkWindow *self = user_data;

  if (self->stack == NULL)
    return G_SOURCE_REMOVE;
  bulk_window_keep_size (self);
  gtk_window_destroy (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* The dialog has to be gone before the window that it belongs to. */
static void
on_close_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  BulkWindow *self = user_data;

  self->close_question = NULL;
  if (g_strcmp0 (response, "stop") != 0)
    return;
  bulk_upload_page_cancel (BULK_UPLOAD_PAGE (self->upload_page));
  bulk_queue_page_cancel (BULK_QUEUE_PAGE (self->queue_page));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_stopped, g_object_ref (self), g_object_unref);
}

static void
ask_before_closing (BulkWindow *self)
{
  g_autofree char *meaning = bulk_queue_page_is_busy (BULK_QUEUE_PAGE (self->queue_page))
                                 ? bulk_queue_page_dup_cancel_meaning (BULK_QUEUE_PAGE (self->queue_page))
                                 : bulk_upload_page_dup_cancel_meaning (BULK_UPLOAD_PAGE (self->upload_page));
  GtkWidget *dialog = bulk_stop_upload_dialog_new (GTK_WINDOW (self), meaning, TRUE);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_response), self, 0);
  self->close_question = GTK_WINDOW (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Actions */

static void
on_open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_window_choose_files (BULK_WINDOW (widget));
}

static void
on_paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_window_paste (BULK_WINDOW (widget));
}

static void
on_open_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_window_open_next (BULK_WINDOW (widget));
}

static void
on_upload_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_window_upload_all (BULK_WINDOW (widget));
}

static void
on_upload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_window_begin_upload (BULK_WINDOW (widget));
}

static void
on_practice_state (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BulkWindow *self = user_data;

  g_simple_action_set_state (action, state);
  bulk_practice_banner_set_active (BULK_PRACTICE_BANNER (self->practice_banner), g_variant_get_boolean (state));
  bulk_window_update_chooser (self);
}

static const GActionEntry entries[] = {
  { "practice-mode", NULL, NULL, "false", on_practice_state, { 0 } },
};

static void
close_after_all (BulkWindow *self, gpointer data)
{
  /* What is given up need not be asked about again. */
  bulk_window_note_sending (self);
  bulk_window_note_sent (self);
  gtk_window_close (GTK_WINDOW (self));
}

/* Overrides */

static gboolean
bulk_window_close_request (GtkWindow *window)
{
  BulkWindow *self = BULK_WINDOW (window);

  if (bulk_upload_page_is_busy (BULK_UPLOAD_PAGE (self->upload_page))
      || bulk_queue_page_is_busy (BULK_QUEUE_PAGE (self->queue_page)))
    {
      if (self->close_question == NULL)
        ask_before_closing (self);
      return TRUE;
    }
  if (bulk_window_ask_to_lose_edits (self, _("Close without Uploading?"), _("_Close"), close_after_all, NULL, NULL))
    return TRUE;
  bulk_window_keep_size (self);
  return GTK_WINDOW_CLASS (bulk_window_parent_class)->close_request (window);
}

static void
bulk_window_dispose (GObject *object)
{
  BulkWindow *self = BULK_WINDOW (object);

  bulk_window_stop_opening (self);
  if (self->connecting)
    g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
  g_clear_object (&self->import);
  g_clear_object (&self->upload_table);
  g_clear_object (&self->sent_table);
  g_clear_object (&self->accepted_table);
  g_clear_pointer (&self->sent_rows, bulk_row_set_unref);
  g_clear_pointer (&self->corrects, g_free);
  g_clear_object (&self->sending_step);
  g_clear_object (&self->sent_step);
  g_clear_object (&self->connection);
  if (self->queue)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_clear_object (&self->queue);
  g_clear_object (&self->preferences);
  /* The callbacks of what is still under way see by this that the window is gone. */
  self->stack = NULL;
  self->drop_highlight = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_WINDOW);
  G_OBJECT_CLASS (bulk_window_parent_class)->dispose (object);
}

/* Class */

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, drop_highlight);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, practice_banner);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, queue_revealer);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, queue_label);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, rejected_revealer);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, rejected_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, loading_page);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, preview_page);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, upload_page);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, result_page);
  gtk_widget_class_bind_template_child (widget_class, BulkWindow, queue_page);
  gtk_widget_class_bind_template_callback (widget_class, on_loading_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_start_open_file);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_another);
  gtk_widget_class_bind_template_callback (widget_class, on_reimport);
  gtk_widget_class_bind_template_callback (widget_class, bulk_window_toast);
  gtk_widget_class_bind_template_callback (widget_class, on_upload);
  gtk_widget_class_bind_template_callback (widget_class, on_upload_done);
  gtk_widget_class_bind_template_callback (widget_class, on_can_upload);
  gtk_widget_class_bind_template_callback (widget_class, bulk_window_send_rest);
}

static void
bulk_window_class_init (BulkWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = bulk_window_close_request;
  g_type_ensure (BULK_TYPE_FOLD_LAYOUT);
  g_type_ensure (BULK_TYPE_START_PAGE);
  g_type_ensure (BULK_TYPE_LOADING_PAGE);
  g_type_ensure (BULK_TYPE_ERROR_PAGE);
  g_type_ensure (BULK_TYPE_PREVIEW_PAGE);
  g_type_ensure (BULK_TYPE_UPLOAD_PAGE);
  g_type_ensure (BULK_TYPE_RESULT_PAGE);
  g_type_ensure (BULK_TYPE_QUEUE_PAGE);
  g_type_ensure (BULK_TYPE_PRACTICE_BANNER);
  g_type_ensure (BULK_TYPE_REJECTED_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/window.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, on_paste_action);
  gtk_widget_class_install_action (widget_class, "win.open-next", NULL, on_open_next_action);
  gtk_widget_class_install_action (widget_class, "win.upload-all", NULL, on_upload_all_action);
  gtk_widget_class_install_action (widget_class, "win.upload", NULL, on_upload_action);
}

static void
bulk_window_init (BulkWindow *self)
{
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A question asked here keeps nobody from the other windows. */
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->queue = bulk_file_queue_new ();
  g_signal_connect_swapped (self->queue, "items-changed", G_CALLBACK (on_queue_changed), self);
  bulk_window_init_drop (self);
  bulk_window_init_result (self);
  bulk_window_init_queue (self);
  bulk_window_update_actions (self);
}

/* Shared with the rest of the window */

gboolean
bulk_window_is_busy (BulkWindow *self)
{
  return self->connecting != NULL || bulk_upload_page_is_busy (BULK_UPLOAD_PAGE (self->upload_page))
         || bulk_queue_page_is_busy (BULK_QUEUE_PAGE (self->queue_page));
}

void
bulk_window_show_page (BulkWindow *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  update_title (self);
  update_queue (self);
  bulk_window_update_actions (self);
  bulk_window_update_rejected (self);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

void
bulk_window_show_error (BulkWindow *self, const char *title, const char *text)
{
  bulk_error_page_set (BULK_ERROR_PAGE (self->error_page), title, text);
  bulk_window_show_page (self, "error");
}

void
bulk_window_toast (BulkWindow *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toast_overlay, bulk_toast_new (text));
  bulk_announce (GTK_WIDGET (self->toast_overlay), text);
}

/* Public functions */

/**
 * bulk_window_new:
 * @preferences: where its size is kept, and what uploads use
 *
 * Returns: (transfer none): the window, owned by GTK
 */
BulkWindow *
bulk_window_new (GtkApplication *application, BulkPreferences *preferences)
{
  BulkWindow *self = g_object_new (BULK_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = bulk_preferences_get_settings (preferences);

  self->preferences = g_object_ref (preferences);
  bulk_window_update_chooser (self);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  return self;
}

/**
 * bulk_window_set_practice:
 *
 * Begins or ends practice mode, in which nothing reaches WorkSpan.
 */
void
bulk_window_set_practice (BulkWindow *self, gboolean practice)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "practice-mode", g_variant_new_boolean (practice));
}

/**
 * bulk_window_keep_size:
 *
 * Notes how large it is, for the next one.
 */
void
bulk_window_keep_size (BulkWindow *self)
{
  GSettings *settings = bulk_preferences_get_settings (self->preferences);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

/**
 * bulk_window_is_empty:
 *
 * Returns: whether nothing is in it, or waits there, that a file opened in it would end or put off
 */
gboolean
bulk_window_is_empty (BulkWindow *self)
{
  const char *page = bulk_window_get_page (self);

  return (g_str_equal (page, "start") || g_str_equal (page, "error")) && !has_table (self)
         && !bulk_window_is_busy (self) && bulk_file_queue_get_n (self->queue) == 0;
}

/**
 * bulk_window_get_page:
 *
 * Returns: (transfer none): the name of the page shown
 */
const char *
bulk_window_get_page (BulkWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  return page ? page : "start";
}
