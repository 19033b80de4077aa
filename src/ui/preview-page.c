/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preview-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/describe.h"
#include "ui/fold-layout.h"

G_DEFINE_FINAL_TYPE (BulkPreviewPage, bulk_preview_page, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_CAN_UPLOAD, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_UPLOAD, SIGNAL_CHOOSE_ANOTHER, SIGNAL_REIMPORT, SIGNAL_MESSAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static char *
describe (BulkTable *table)
{
  const BulkDialect *dialect = bulk_table_get_dialect (table);
  const BulkDescription description = {
    .n_rows = bulk_table_get_n_rows (table),
    .n_columns = bulk_table_get_n_columns (table),
    .complete = bulk_table_is_complete (table),
    .format = bulk_table_get_format (table),
    .encoding = bulk_table_get_encoding (table),
    .delimiter = dialect ? dialect->delimiter : 0,
    .has_header = bulk_table_has_header (table),
    .sheet = bulk_table_get_sheet (table),
  };

  return bulk_describe_table (&description);
}

static void
update_can_upload (BulkPreviewPage *self)
{
  gboolean can_upload = self->table && bulk_table_is_complete (self->table) && bulk_table_get_n_rows (self->table) > 0
                        && bulk_table_get_n_columns (self->table) > 0 && bulk_problems_allow_upload (self->problems);

  gtk_widget_set_sensitive (self->upload_button, can_upload);
  if (self->can_upload == can_upload)
    return;
  self->can_upload = can_upload;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UPLOAD]);
}

static void
update_reading (BulkPreviewPage *self)
{
  const GError *error = self->table ? bulk_table_get_load_error (self->table) : NULL;
  gboolean reading = self->table && !error && !bulk_table_is_complete (self->table);
  double fraction = reading ? bulk_table_get_fraction (self->table) : 0;
  g_autofree char *text = bulk_describe_reading (fraction);

  gtk_widget_set_visible (self->reading_box, reading);
  gtk_label_set_text (self->reading_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0, 1));
  if (reading && bulk_milestones_reach (&self->milestones, fraction, g_get_monotonic_time ()))
    bulk_announce (GTK_WIDGET (self->reading_label), text);
  /* A table that was stopped is one that nobody looks at any more. */
  gtk_widget_set_visible (self->error_box, error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  gtk_label_set_text (self->error_label, error ? error->message : "");
}

static void
update_sheets (BulkPreviewPage *self)
{
  BulkSheets *sheets = self->table ? bulk_table_get_sheet_list (self->table) : NULL;
  g_autofree char *text = sheets ? bulk_describe_other_sheets (bulk_sheets_count_filled (sheets)) : NULL;

  gtk_label_set_text (self->sheets_label, text ? text : "");
  gtk_widget_set_visible (self->sheets_box, text != NULL);
}

static void
update (BulkPreviewPage *self)
{
  g_autofree char *text = self->table ? describe (self->table) : g_strdup ("");

  gtk_label_set_text (self->description_label, text);
  update_reading (self);
  update_sheets (self);
  bulk_preview_page_update_problems (self);
  update_can_upload (self);
}

/* Callbacks */

static void
on_close_problems (BulkPreviewPage *self)
{
  gtk_toggle_button_set_active (self->problems_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_problems_message (BulkPreviewPage *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text);
}

static void
on_connection_chosen (BulkPreviewPage *self)
{
  if (self->table)
    bulk_template_bar_set_connection (self->template_bar, bulk_connection_chooser_get_chosen_id (self->chooser));
}

static void
on_problems_changed (BulkPreviewPage *self)
{
  bulk_preview_page_update_problems (self);
  update_can_upload (self);
}

static void
on_options_changed (BulkPreviewPage *self, const BulkImportOptions *options)
{
  g_signal_emit (self, signals[SIGNAL_REIMPORT], 0, options);
}

static void
on_upload (BulkPreviewPage *self)
{
  if (self->can_upload)
    g_signal_emit (self, signals[SIGNAL_UPLOAD], 0);
}

static void
on_choose_another (BulkPreviewPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE_ANOTHER], 0);
}

static void
on_find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkPreviewPage *self = BULK_PREVIEW_PAGE (widget);

  if (self->table)
    bulk_find_bar_open (self->find_bar);
}

static void
on_find_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkPreviewPage *self = BULK_PREVIEW_PAGE (widget);

  if (bulk_find_bar_is_open (self->find_bar))
    bulk_find_bar_next (self->find_bar, g_variant_get_boolean (parameter));
}

static void
on_go_to_row (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkPreviewPage *self = BULK_PREVIEW_PAGE (widget);

  if (self->table)
    gtk_menu_button_popup (self->go_to_button);
}

/* Shortcuts work wherever the keyboard is, but only while the page is seen. */
static gboolean
on_shortcut (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  const char *action = user_data;

  if (!gtk_widget_get_mapped (widget) || !BULK_PREVIEW_PAGE (widget)->table)
    return FALSE;
  return gtk_widget_activate_action_variant (widget, action, arguments);
}

static void
add_shortcut (GtkShortcutController *controller, const char *keys, const char *action, GVariant *argument)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                            gtk_callback_action_new (on_shortcut, (gpointer) action, NULL));

  gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/* Overrides */

static void
bulk_preview_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_CAN_UPLOAD)
    g_value_set_boolean (value, BULK_PREVIEW_PAGE (object)->can_upload);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static gboolean
bulk_preview_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BULK_PREVIEW_PAGE (widget)->view));
}

static void
bulk_preview_page_dispose (GObject *object)
{
  BulkPreviewPage *self = BULK_PREVIEW_PAGE (object);
  GtkWidget *child;

  if (self->table)
    g_signal_handlers_disconnect_by_func (self->table, update, self);
  if (self->problems)
    g_signal_handlers_disconnect_by_func (self->problems, on_problems_changed, self);
  g_clear_object (&self->problems);
  g_clear_object (&self->table);
  g_clear_object (&self->import);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_preview_page_parent_class)->dispose (object);
}

/* Class */

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, description_label);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, change_button);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, import_popover);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, go_to_button);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, go_to_row);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, sheets_box);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, sheets_label);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, template_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, edit_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, problems_box);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, problems_icon);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, problems_label);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, problems_button);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, problems_pane);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, view);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, reading_box);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, reading_label);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, BulkPreviewPage, upload_button);
}

static void
class_init_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (BULK_TYPE_FOLD_LAYOUT);
  g_type_ensure (BULK_TYPE_EDIT_BAR);
  g_type_ensure (BULK_TYPE_CONNECTION_CHOOSER);
  g_type_ensure (BULK_TYPE_FIND_BAR);
  g_type_ensure (BULK_TYPE_GO_TO_ROW);
  g_type_ensure (BULK_TYPE_IMPORT_POPOVER);
  g_type_ensure (BULK_TYPE_PROBLEMS_PANE);
  g_type_ensure (BULK_TYPE_SIDE_PANES);
  g_type_ensure (BULK_TYPE_TABLE_VIEW);
  g_type_ensure (BULK_TYPE_TEMPLATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/preview-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_options_changed);
  gtk_widget_class_bind_template_callback (widget_class, bulk_preview_page_show_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_close_problems);
  gtk_widget_class_bind_template_callback (widget_class, on_problems_message);
  gtk_widget_class_bind_template_callback (widget_class, on_upload);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_another);
  gtk_widget_class_bind_template_callback (widget_class, on_connection_chosen);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_preview_page_class_init (BulkPreviewPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->get_property = bulk_preview_page_get_property;
  object_class->dispose = bulk_preview_page_dispose;
  widget_class->grab_focus = bulk_preview_page_grab_focus;
  properties[PROP_CAN_UPLOAD] = g_param_spec_boolean ("can-upload", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_UPLOAD] = g_signal_new ("upload", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOOSE_ANOTHER]
      = g_signal_new ("choose-another", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REIMPORT]
      = g_signal_new ("reimport", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_MESSAGE]
      = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  class_init_template (widget_class);
  gtk_widget_class_install_action (widget_class, "preview.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "preview.find-next", "b", on_find_next);
  gtk_widget_class_install_action (widget_class, "preview.next-problem", "b", bulk_preview_page_next_problem);
  gtk_widget_class_install_action (widget_class, "preview.go-to-row", NULL, on_go_to_row);
  gtk_widget_class_install_action (widget_class, "preview.columns", NULL, bulk_preview_page_open_columns);
}

static void
bulk_preview_page_init (BulkPreviewPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->problems = bulk_problems_new ();
  g_signal_connect_swapped (self->problems, "changed", G_CALLBACK (on_problems_changed), self);
  g_signal_connect_swapped (self->problems, "notify::running", G_CALLBACK (on_problems_changed), self);
  bulk_table_view_set_problems (self->view, self->problems);
  bulk_problems_pane_set_problems (self->problems_pane, self->problems);
  bulk_go_to_row_set_view (self->go_to_row, self->view);
  bulk_find_bar_set_view (self->find_bar, self->view);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Control>f", "preview.find", NULL);
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "F3", "preview.find-next", g_variant_new_boolean (TRUE));
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Shift>F3", "preview.find-next", g_variant_new_boolean (FALSE));
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "F8", "preview.next-problem", g_variant_new_boolean (TRUE));
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Shift>F8", "preview.next-problem", g_variant_new_boolean (FALSE));
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Control>g", "preview.go-to-row", NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Public functions */

/**
 * bulk_preview_page_new:
 *
 * Returns: (transfer floating): a page without a table
 */
GtkWidget *
bulk_preview_page_new (void)
{
  return g_object_new (BULK_TYPE_PREVIEW_PAGE, NULL);
}

/**
 * bulk_preview_page_set_table:
 * @self: the page
 * @table: (nullable): what to show; it may still be growing
 * @import: (nullable): what opened it; kept as long as the table
 *
 * Shows a table from its first cell, and keeps up with it while it is read. A table shown before that is still being
 * read is stopped: nobody else looks at it.
 */
void
bulk_preview_page_set_table (BulkPreviewPage *self, BulkTable *table, BulkImport *import)
{
  g_autoptr (BulkTable) before = NULL;

  g_return_if_fail (BULK_IS_PREVIEW_PAGE (self));
  g_set_object (&self->import, import);
  if (self->table == table)
    return;
  before = g_steal_pointer (&self->table);
  if (before)
    {
      g_signal_handlers_disconnect_by_func (before, update, self);
      if (!bulk_table_is_complete (before))
        bulk_table_stop (before);
    }
  g_set_object (&self->table, table);
  if (table)
    {
      g_signal_connect_swapped (table, "items-changed", G_CALLBACK (update), self);
      g_signal_connect_swapped (table, "notify", G_CALLBACK (update), self);
      g_signal_connect_swapped (table, "columns-edited", G_CALLBACK (update), self);
    }
  self->is_shown = FALSE;
  self->introduced = FALSE;
  bulk_milestones_begin (&self->milestones, g_get_monotonic_time ());
  bulk_find_bar_close (self->find_bar);
  /* Before the view: it asks what is wrong with a row that was edited as soon as it hears of that. */
  bulk_problems_set_table (self->problems, table);
  bulk_table_view_set_table (self->view, table);
  bulk_edit_bar_set_view (self->edit_bar, self->view);
  bulk_template_bar_set_table (self->template_bar, table, bulk_connection_chooser_get_chosen_id (self->chooser));
  bulk_find_bar_set_view (self->find_bar, self->view);
  bulk_import_popover_set_table (self->import_popover, table);
  gtk_widget_set_visible (GTK_WIDGET (self->change_button),
                          table && (bulk_table_get_encoding (table) || bulk_table_get_sheets (table)));
  update (self);
}

/**
 * bulk_preview_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): what is shown
 */
BulkTable *
bulk_preview_page_get_table (BulkPreviewPage *self)
{
  g_return_val_if_fail (BULK_IS_PREVIEW_PAGE (self), NULL);
  return self->table;
}

/**
 * bulk_preview_page_get_problems:
 * @self: the page
 *
 * Returns: (transfer none): what is wrong with the table
 */
BulkProblems *
bulk_preview_page_get_problems (BulkPreviewPage *self)
{
  g_return_val_if_fail (BULK_IS_PREVIEW_PAGE (self), NULL);
  return self->problems;
}

/**
 * bulk_preview_page_get_can_upload:
 * @self: the page
 *
 * Returns: whether the table has been read to its end, holds rows, and has no errors but those that are let through
 */
gboolean
bulk_preview_page_get_can_upload (BulkPreviewPage *self)
{
  g_return_val_if_fail (BULK_IS_PREVIEW_PAGE (self), FALSE);
  return self->can_upload;
}

/**
 * bulk_preview_page_get_connection_chooser:
 * @self: the page
 *
 * Returns: (transfer none): where one chooses what to upload to; not seen until it is made so
 */
BulkConnectionChooser *
bulk_preview_page_get_connection_chooser (BulkPreviewPage *self)
{
  g_return_val_if_fail (BULK_IS_PREVIEW_PAGE (self), NULL);
  return self->chooser;
}

/** bulk_preview_page_go_to_row: shows the row with the cursor in it */
void
bulk_preview_page_go_to_row (BulkPreviewPage *self, guint row)
{
  g_return_if_fail (BULK_IS_PREVIEW_PAGE (self));
  bulk_table_view_set_cursor (self->view, row, bulk_table_view_get_cursor_column (self->view));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * bulk_preview_page_finish_editing:
 * @self: the page
 *
 * Takes over what is being written in a cell.
 */
void
bulk_preview_page_finish_editing (BulkPreviewPage *self)
{
  g_return_if_fail (BULK_IS_PREVIEW_PAGE (self));
  bulk_table_view_finish_editing (self->view);
}
