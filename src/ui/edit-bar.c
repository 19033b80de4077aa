/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/edit-bar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/change-row.h"
#include "ui/format.h"
#include "ui/small-widgets.h"

#define LARGE 20000   /* changes that take too long to be taken back at once */

struct _BulkEditBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *list_button;
  GtkPopover *popover;
  GtkListView *list_view;
  GtkWidget *all_button;

  BulkTableView *view;
  BulkEdits *edits;
  GListStore *steps;     /* the last first, while the list is seen */
  AdwToast *toast;       /* nullable: the one that is seen */
};

G_DEFINE_FINAL_TYPE (BulkEditBar, bulk_edit_bar, GTK_TYPE_WIDGET)

/* Private helpers */

/* label: (transfer full) (nullable): why the button can be pressed */
static void
set_button (GtkWidget *button, char *label)
{
  g_autofree char *text = label;

  gtk_widget_set_sensitive (button, text != NULL);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text ? text : "", -1);
}

static char *
describe (BulkEdits *edits)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (edits));
  g_autofree char *number = bulk_format_number (n);
  g_autofree char *count = g_strdup_printf (ngettext ("%s change", "%s changes", n), number);

  if (n == 0)
    return g_strdup (_ ("No changes"));
  /* Translators: how many changes, and the last of them, such as "3 changes: Remove row 12" */
  return g_strdup_printf (_ ("%s: %s"), count, bulk_edits_get_undo_label (edits));
}

static void
fill_list (BulkEditBar *self)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = self->edits ? g_list_model_get_n_items (G_LIST_MODEL (self->edits)) : 0;

  while (n-- > 0)
    g_ptr_array_add (steps, g_list_model_get_item (G_LIST_MODEL (self->edits), n));
  g_list_store_splice (self->steps, 0, g_list_model_get_n_items (G_LIST_MODEL (self->steps)), steps->pdata, steps->len);
}

static void
update (BulkEditBar *self)
{
  gboolean can_undo = self->edits && bulk_edits_can_undo (self->edits);
  const char *undo = self->edits ? bulk_edits_get_undo_label (self->edits) : NULL;
  const char *redo = self->edits ? bulk_edits_get_redo_label (self->edits) : NULL;
  g_autofree char *text = self->edits ? describe (self->edits) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), can_undo || (self->edits && bulk_edits_can_redo (self->edits)));
  gtk_label_set_text (self->label, text ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  /* Translators: %s is what was done, such as "Change “Amount” in row 12" */
  set_button (self->undo_button, undo ? g_strdup_printf (_ ("Undo: %s"), undo) : NULL);
  /* Translators: %s is what was undone, such as "Change “Amount” in row 12" */
  set_button (self->redo_button, redo ? g_strdup_printf (_ ("Redo: %s"), redo) : NULL);
  gtk_widget_set_sensitive (self->list_button, can_undo);
  if (!can_undo)
    gtk_popover_popdown (self->popover);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_list (self);
}

static void
dismiss_toast (BulkEditBar *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (toast)
    adw_toast_dismiss (toast);
}

static void
tell (BulkEditBar *self, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay == NULL)
    return;
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), bulk_toast_new (text));
  bulk_announce (overlay, text);
}

static char *
describe_toast (BulkEditStep *step)
{
  guint64 n = bulk_edit_step_get_n_rows (step);
  g_autofree char *number = bulk_format_number (n);

  if (bulk_edit_step_get_kind (step) == BULK_EDIT_ROWS)
    return g_strdup_printf (ngettext ("%s row removed", "%s rows removed", (gulong) n), number);
  return g_strdup (bulk_edit_step_get_label (step));
}

/* Taking back */

static void
fill_in_thread (GTask *task, gpointer source, gpointer batch, GCancellable *cancellable)
{
  bulk_edit_batch_revert_step (batch, g_object_get_data (G_OBJECT (task), "step"));
  g_task_return_boolean (task, TRUE);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BulkEditBar *self = BULK_EDIT_BAR (source);
  BulkEdits *edits = user_data;
  BulkEditBatch *batch = g_object_steal_data (G_OBJECT (result), "batch");

  if (edits == self->edits && !bulk_edits_commit (edits, batch))
    tell (self, _ ("Nothing of this change is left to take back."));
  else if (edits != self->edits)
    bulk_edit_batch_free (batch);
  g_object_unref (edits);
}

/* After a large step in a thread: the window stays at hand. */
static void
take_back (BulkEditBar *self, BulkEditStep *step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->edits));
  g_autoptr (BulkEditStep) last = g_list_model_get_item (G_LIST_MODEL (self->edits), n - 1);
  g_autofree char *label = NULL;
  g_autoptr (GTask) task = NULL;
  BulkEditBatch *batch;

  if (step == last)
    {
      bulk_edits_undo (self->edits);
      return;
    }
  if (bulk_edit_step_get_n_cells (step) + bulk_edit_step_get_n_rows (step) < LARGE)
    {
      if (!bulk_edits_revert_step (self->edits, step))
        tell (self, _ ("Nothing of this change is left to take back."));
      return;
    }
  /* Translators: %s is what was done, such as "Trim spaces" */
  label = g_strdup_printf (_ ("Take back: %s"), bulk_edit_step_get_label (step));
  batch = bulk_edits_begin (self->edits, label);
  task = g_task_new (self, NULL, on_filled, g_object_ref (self->edits));
  g_object_set_data_full (G_OBJECT (task), "step", g_object_ref (step), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "batch", batch, (GDestroyNotify) bulk_edit_batch_free);
  g_task_set_task_data (task, batch, NULL);
  g_task_run_in_thread (task, fill_in_thread);
}

/* Where the step was done; where that is left out, what is there instead. */
static void
go_to (BulkEditBar *self, BulkEditStep *step)
{
  BulkTable *table = self->view ? bulk_table_view_get_table (self->view) : NULL;
  guint source_row = bulk_edit_step_get_source_row (step), source_column = bulk_edit_step_get_source_column (step);
  guint row, column = 0;

  if (table == NULL)
    return;
  row = bulk_table_view_get_cursor_row (self->view);
  if (source_row != G_MAXUINT)
    bulk_table_find_source_row (table, source_row, &row);
  if (source_column == G_MAXUINT || !bulk_table_find_source_column (table, source_column, &column))
    column = source_row == G_MAXUINT ? 0 : bulk_table_view_get_cursor_column (self->view);
  gtk_popover_popdown (self->popover);
  bulk_table_view_set_cursor (self->view, row, column);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Callbacks */

static void
on_undo (BulkEditBar *self)
{
  if (self->edits)
    bulk_edits_undo (self->edits);
}

static void
on_redo (BulkEditBar *self)
{
  if (self->edits)
    bulk_edits_redo (self->edits);
}

static void
on_undo_all (BulkEditBar *self)
{
  if (self->edits)
    bulk_edits_undo_to (self->edits, 0);
}

static void
on_show_list (BulkEditBar *self)
{
  fill_list (self);
}

static void
on_toast_undo (AdwToast *toast, BulkEditBar *self)
{
  BulkEditStep *step = g_object_get_data (G_OBJECT (toast), "step");

  if (self->edits && g_object_get_data (G_OBJECT (toast), "edits") == self->edits && bulk_edits_can_undo (self->edits))
    take_back (self, step);
}

static void
on_toast_dismissed (AdwToast *toast, BulkEditBar *self)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

/* Rows and columns that are gone cannot be seen: that is said, with a way back. */
static void
show_toast (BulkEditBar *self, BulkEditStep *step)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *text = describe_toast (step);
  AdwToast *toast;

  dismiss_toast (self);
  if (overlay == NULL)
    return;
  toast = bulk_toast_new (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "step", g_object_ref (step), g_object_unref);
  g_object_set_data (G_OBJECT (toast), "edits", self->edits);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_toast_undo), self, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self, 0);
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  bulk_announce (overlay, text);
}

static void
on_steps_changed (BulkEditBar *self, guint position, guint removed, guint added, GListModel *model)
{
  g_autoptr (BulkEditStep) step = added == 1 ? g_list_model_get_item (model, position) : NULL;
  BulkEditKind kind = step ? bulk_edit_step_get_kind (step) : BULK_EDIT_CELL;

  update (self);
  if (removed > 0)
    dismiss_toast (self);
  if ((kind == BULK_EDIT_ROWS || kind == BULK_EDIT_COLUMNS) && !bulk_edits_can_redo (self->edits))
    show_toast (self, step);
}

static void
on_row_go_to (BulkChangeRow *row, BulkEditBar *self)
{
  BulkEditStep *step = bulk_change_row_get_step (row);

  if (step && self->edits)
    go_to (self, step);
}

static void
on_row_take_back (BulkChangeRow *row, BulkEditBar *self)
{
  BulkEditStep *step = bulk_change_row_get_step (row);
  g_autoptr (BulkEditStep) keep = step ? g_object_ref (step) : NULL;

  if (step && self->edits && bulk_edits_can_undo (self->edits))
    take_back (self, step);
}

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BulkEditBar *self)
{
  GtkWidget *row = bulk_change_row_new ();

  g_signal_connect_object (row, "go-to", G_CALLBACK (on_row_go_to), self, 0);
  g_signal_connect_object (row, "take-back", G_CALLBACK (on_row_take_back), self, 0);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
on_row_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  bulk_change_row_set_step (BULK_CHANGE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_row_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  bulk_change_row_set_step (BULK_CHANGE_ROW (gtk_list_item_get_child (item)), NULL);
}

/* Whoever writes in an entry means that. */
static gboolean
on_shortcut (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BulkEditBar *self = BULK_EDIT_BAR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (widget) || (focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))))
    return FALSE;
  if (user_data)
    on_redo (self);
  else
    on_undo (self);
  return TRUE;
}

/* Overrides */

static void
bulk_edit_bar_dispose (GObject *object)
{
  BulkEditBar *self = BULK_EDIT_BAR (object);
  GtkWidget *child;

  bulk_edit_bar_set_view (self, NULL);
  g_clear_object (&self->steps);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_edit_bar_parent_class)->dispose (object);
}

/* Class */

static void
bulk_edit_bar_class_init (BulkEditBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_edit_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/edit-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, label);
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, undo_button);
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, redo_button);
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, list_button);
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, popover);
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, list_view);
  gtk_widget_class_bind_template_child (widget_class, BulkEditBar, all_button);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_redo);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_all);
  gtk_widget_class_bind_template_callback (widget_class, on_show_list);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_shortcut (GtkShortcutController *controller, const char *keys, gboolean again)
{
  gtk_shortcut_controller_add_shortcut (
      controller, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                    gtk_callback_action_new (on_shortcut, GINT_TO_POINTER (again), NULL)));
}

static void
bulk_edit_bar_init (BulkEditBar *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->steps = g_list_store_new (BULK_TYPE_EDIT_STEP);
  g_signal_connect (factory, "setup", G_CALLBACK (on_row_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_row_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_row_unbind), NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->steps)));
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (factory);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Control>z", FALSE);
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Control><Shift>z", TRUE);
  add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), "<Control>y", TRUE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  update (self);
}

/* Public functions */

/**
 * bulk_edit_bar_new:
 *
 * Returns: (transfer floating): a bar that is not seen
 */
GtkWidget *
bulk_edit_bar_new (void)
{
  return g_object_new (BULK_TYPE_EDIT_BAR, NULL);
}

/**
 * bulk_edit_bar_set_view:
 * @self: the bar
 * @view: (nullable): whose table it speaks of, as it is now
 */
void
bulk_edit_bar_set_view (BulkEditBar *self, BulkTableView *view)
{
  BulkTable *table = view ? bulk_table_view_get_table (view) : NULL;

  g_return_if_fail (BULK_IS_EDIT_BAR (self));
  if (self->edits)
    {
      g_signal_handlers_disconnect_by_func (self->edits, on_steps_changed, self);
      g_signal_handlers_disconnect_by_func (self->edits, update, self);
    }
  dismiss_toast (self);
  g_set_object (&self->view, view);
  g_clear_object (&self->edits);
  if (table)
    self->edits = g_object_ref (bulk_table_get_edits (table));
  if (self->edits)
    {
      g_signal_connect_swapped (self->edits, "items-changed", G_CALLBACK (on_steps_changed), self);
      g_signal_connect_swapped (self->edits, "notify::redo-label", G_CALLBACK (update), self);
    }
  if (self->label)
    update (self);
}
