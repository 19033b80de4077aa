/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <string.h>
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/describe.h"
#include "ui/format.h"

#define EDITOR_WIDTH_MIN 180
#define EDITOR_HEIGHT_MAX 180
#define EDITED_BYTES_MAX (200u << 10)   /* more takes a text view too long */

/* Private helpers */

static BulkEdits *
get_edits (BulkTableView *self)
{
  return self->table && !self->editor ? bulk_table_get_edits (self->table) : NULL;
}

static gboolean
has_cursor (BulkTableView *self)
{
  return self->n_rows > 0 && self->columns->len > 0;
}

static GtkTextView *
get_text_view (BulkTableView *self)
{
  return GTK_TEXT_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->editor)));
}

static char *
dup_editor_text (BulkTableView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_text_view (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* (transfer full) (nullable): what is to be edited; NULL: nothing, or too much */
static char *
dup_text (BulkTableView *self, guint row, guint column)
{
  char *text = NULL;
  const BulkCell *cell;

  if (row == BULK_TABLE_VIEW_HEADER)
    return bulk_table_dup_header (self->table, column);
  if (!bulk_table_read_row (self->table, row, self->cells))
    return NULL;
  cell = bulk_cells_get (self->cells, column);
  if (cell->length <= EDITED_BYTES_MAX)
    text = bulk_cell_dup_text (cell);
  bulk_cells_clear (self->cells);
  return text;
}

static gboolean
unparent_later (gpointer editor)
{
  gtk_widget_unparent (editor);
  return G_SOURCE_REMOVE;
}

/* It may be the editor's own event that is being handled. */
static void
close_editor (BulkTableView *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);

  g_clear_pointer (&self->edit_text, g_free);
  gtk_widget_set_child_visible (editor, FALSE);
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_later, g_object_ref (editor), g_object_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Takes over what was written, if it is other than what was there. */
static void
finish (BulkTableView *self)
{
  g_autofree char *text = NULL, *before = NULL;
  guint row = self->edit_row, column = self->edit_column;
  BulkEdits *edits;

  if (self->editor == NULL)
    return;
  text = dup_editor_text (self);
  before = g_steal_pointer (&self->edit_text);
  close_editor (self);
  edits = get_edits (self);
  if (edits == NULL || g_str_equal (text, before))
    return;
  if (row == BULK_TABLE_VIEW_HEADER)
    bulk_edits_set_header (edits, column, text);
  else
    bulk_edits_set_cell (edits, row, column, text, -1);
}

static void
finish_and_move (BulkTableView *self, int rows, int columns)
{
  guint row = self->edit_row == BULK_TABLE_VIEW_HEADER ? self->cursor_row : self->edit_row;
  gint64 column = (gint64) self->edit_column + columns;

  if (self->edit_row == BULK_TABLE_VIEW_HEADER)
    rows = 0;
  finish (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  bulk_table_view_set_cursor (self, row + rows, (guint) CLAMP (column, 0, (gint64) MAX (self->columns->len, 1) - 1));
}

static void
cancel (BulkTableView *self)
{
  if (self->editor == NULL)
    return;
  close_editor (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Callbacks */

static gboolean
on_key (BulkTableView *self, guint key, guint code, GdkModifierType state, GtkEventControllerKey *controller)
{
  gboolean plain = (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) == 0;

  /* While an input method composes, the keys are its. */
  if (self->editor == NULL || self->composing)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Escape:
      cancel (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!plain && self->edit_row != BULK_TABLE_VIEW_HEADER)
        gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (get_text_view (self)), "\n", 1);
      else
        finish_and_move (self, 1, 0);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      finish_and_move (self, 0, 1);
      return TRUE;
    case GDK_KEY_ISO_Left_Tab:
      finish_and_move (self, 0, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_preedit (BulkTableView *self, const char *preedit)
{
  self->composing = *preedit != '\0';
}

static void
on_contains_focus (GtkEventControllerFocus *controller, GParamSpec *pspec, BulkTableView *self)
{
  GtkWidget *editor = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (self->editor == editor && !gtk_event_controller_focus_contains_focus (controller))
    finish (self);
}

static void
on_text_changed (BulkTableView *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
add_controllers (BulkTableView *self, GtkWidget *editor, GtkWidget *view)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, keys);
  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (on_contains_focus), self, 0);
  gtk_widget_add_controller (editor, focus);
  g_signal_connect_object (view, "preedit-changed", G_CALLBACK (on_preedit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (on_text_changed),
                           self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_editor (BulkTableView *self, const char *text)
{
  GtkWidget *editor = gtk_scrolled_window_new (), *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), BULK_TABLE_VIEW_PADDING);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), BULK_TABLE_VIEW_PADDING);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), BULK_TABLE_VIEW_ROW_PADDING);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), BULK_TABLE_VIEW_ROW_PADDING);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &end, &start);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (editor), view);
  /* A scroll bar would make it higher than a line. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (editor), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (editor), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (editor), EDITOR_HEIGHT_MAX);
  gtk_widget_add_css_class (editor, "cell-editor");
  gtk_widget_set_overflow (editor, GTK_OVERFLOW_HIDDEN);
  add_controllers (self, editor, view);
  return editor;
}

static void
name_editor (BulkTableView *self)
{
  g_autofree char *header = bulk_table_dup_header (self->table, self->edit_column);
  g_autofree char *column = bulk_describe_column (header, self->edit_column);
  g_autofree char *words = NULL;

  if (self->edit_row == BULK_TABLE_VIEW_HEADER)
    /* Translators: %s is a column */
    words = g_strdup_printf (_("Name of %s"), column);
  else
    {
      g_autofree char *number
          = bulk_format_number ((guint64) bulk_table_get_source_row (self->table, self->edit_row) + 1);

      /* Translators: a column, and the number of a row */
      words = g_strdup_printf (_("%s, row %s"), column, number);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (get_text_view (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Actions */

static void
edit_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);

  bulk_table_view_edit (self, self->cursor_row, self->cursor_column);
}

static void
rename_column (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);

  bulk_table_view_edit (self, BULK_TABLE_VIEW_HEADER, self->cursor_column);
}

static void
clear_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  BulkEdits *edits = get_edits (self);

  if (!edits || !has_cursor (self) || !bulk_table_read_row (self->table, self->cursor_row, self->cells))
    return;
  if (bulk_cells_get (self->cells, self->cursor_column)->length > 0)
    bulk_edits_set_cell (edits, self->cursor_row, self->cursor_column, "", 0);
}

static void
revert_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  BulkEdits *edits = get_edits (self);

  if (edits && has_cursor (self))
    bulk_edits_revert_cell (edits, self->cursor_row, self->cursor_column);
}

static void
remove_rows (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  BulkEdits *edits = get_edits (self);
  guint first, n;

  if (!edits || !has_cursor (self))
    return;
  n = bulk_table_view_get_selected_rows (self, &first);
  bulk_edits_remove_rows (edits, first, n);
  bulk_table_view_set_cursor (self, first, self->cursor_column);
}

static void
leave_out_column (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  BulkEdits *edits = get_edits (self);

  /* A table without columns could not be seen, nor got back by pointing at it. */
  if (edits && self->columns->len > 1)
    bulk_edits_leave_out_column (edits, self->cursor_column);
}

static void
move_column (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  BulkEdits *edits = get_edits (self);
  gint64 to = (gint64) self->cursor_column + g_variant_get_int32 (parameter);

  if (edits && to >= 0 && to < self->columns->len && bulk_edits_move_column (edits, self->cursor_column, (guint) to))
    bulk_table_view_set_cursor (self, self->cursor_row, (guint) to);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkEdits *edits = get_edits (BULK_TABLE_VIEW (widget));

  if (edits)
    bulk_edits_undo (edits);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkEdits *edits = get_edits (BULK_TABLE_VIEW (widget));

  if (edits)
    bulk_edits_redo (edits);
}

/* Class */

void
bulk_table_view_class_init_edit (GtkWidgetClass *widget_class)
{
  const GdkModifierType control = GDK_CONTROL_MASK, both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "table.edit-cell", NULL, edit_cell);
  gtk_widget_class_install_action (widget_class, "table.clear-cell", NULL, clear_cell);
  gtk_widget_class_install_action (widget_class, "table.revert-cell", NULL, revert_cell);
  gtk_widget_class_install_action (widget_class, "table.remove-rows", NULL, remove_rows);
  gtk_widget_class_install_action (widget_class, "table.rename-column", NULL, rename_column);
  gtk_widget_class_install_action (widget_class, "table.leave-out-column", NULL, leave_out_column);
  gtk_widget_class_install_action (widget_class, "table.move-column", "i", move_column);
  gtk_widget_class_install_action (widget_class, "table.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "table.redo", NULL, redo);
  /* A menu shows the last of the keys of an action. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "table.edit-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "table.edit-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "table.edit-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "table.clear-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "table.clear-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, control, "table.remove-rows", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, control, "table.remove-rows", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, control, "table.remove-rows", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, GDK_SHIFT_MASK, "table.rename-column", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, both, "table.leave-out-column", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "table.move-column", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "table.move-column", "i", 1);
  /* Shown in the menu; the page has them everywhere. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, control, "table.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, control, "table.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, both, "table.redo", NULL);
}

/* Shared with the rest of the view */

/* The editor lies over its cell, as large as its text asks for, and within the view. */
void
bulk_table_view_place_editor (BulkTableView *self, int width, int height)
{
  graphene_rect_t area;
  GtkAllocation at;
  int minimum, natural;
  gboolean header = self->edit_row == BULK_TABLE_VIEW_HEADER;

  if (self->editor == NULL)
    return;
  if (self->edit_column >= self->columns->len || (!header && self->edit_row >= self->n_rows))
    {
      gtk_widget_set_child_visible (self->editor, FALSE);
      return;
    }
  bulk_table_view_get_cell_area (self, header ? 0 : self->edit_row, self->edit_column, &area);
  if (header)
    area.origin.y = 0;
  at.width = MIN (MAX ((int) area.size.width + 2, EDITOR_WIDTH_MIN), MAX (width - 2, 1));
  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  at.width = MAX (at.width, minimum);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, at.width, &minimum, &natural, NULL, NULL);
  at.height = MAX (natural, minimum);
  at.x = (int) CLAMP (area.origin.x - 1, 1, MAX (width - at.width - 1, 1));
  at.y = (int) CLAMP (area.origin.y - 1, header ? 0 : self->header_height, MAX (height - at.height - 1, 1));
  gtk_widget_set_child_visible (self->editor, TRUE);
  gtk_widget_size_allocate (self->editor, &at, -1);
}

/* Whether a press in the header was taken: a second one renames, one with the other button opens the menu. */
gboolean
bulk_table_view_press_header (BulkTableView *self, guint button, int n_press, double x, double y)
{
  guint column = bulk_table_view_get_column_at (self, x - self->numbers_width + bulk_table_view_get_scroll_x (self));

  if (y < 0 || y >= self->header_height || x < self->numbers_width || column == G_MAXUINT || self->columns->len == 0)
    return FALSE;
  bulk_table_view_set_cursor (self, self->cursor_row, column);
  if (button == GDK_BUTTON_SECONDARY)
    bulk_table_view_show_menu (self, x, y);
  else if (n_press == 2)
    bulk_table_view_edit (self, BULK_TABLE_VIEW_HEADER, column);
  else
    return FALSE;
  return TRUE;
}

/* Public functions */

/**
 * bulk_table_view_edit:
 * @self: the view
 * @row: 0-based, or %BULK_TABLE_VIEW_HEADER
 * @column: 0-based
 *
 * Lets the user write in a cell, or rename a column.
 */
void
bulk_table_view_edit (BulkTableView *self, guint row, guint column)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BULK_IS_TABLE_VIEW (self));
  finish (self);
  if (get_edits (self) == NULL || column >= self->columns->len ||
      (row != BULK_TABLE_VIEW_HEADER && row >= self->n_rows))
    return;
  text = dup_text (self, row, column);
  if (text == NULL)
    {
      bulk_table_view_show_cell (self);
      return;
    }
  bulk_table_view_set_cursor (self, row == BULK_TABLE_VIEW_HEADER ? self->cursor_row : row, column);
  self->edit_row = row;
  self->edit_column = column;
  self->edit_text = g_steal_pointer (&text);
  self->composing = FALSE;
  self->editor = make_editor (self, self->edit_text);
  name_editor (self);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (get_text_view (self)));
}

/**
 * bulk_table_view_finish_editing:
 * @self: the view
 *
 * Takes over what is being written in a cell, as if the user had gone on to another.
 */
void
bulk_table_view_finish_editing (BulkTableView *self)
{
  g_return_if_fail (BULK_IS_TABLE_VIEW (self));
  finish (self);
}

/**
 * bulk_table_view_is_editing:
 * @self: the view
 *
 * Returns: whether a cell or header is being written in
 */
gboolean
bulk_table_view_is_editing (BulkTableView *self)
{
  g_return_val_if_fail (BULK_IS_TABLE_VIEW (self), FALSE);
  return self->editor != NULL;
}
