/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "ui/cell-text.h"
#include "ui/describe.h"
#include "ui/format.h"

#define TOOLTIP_CHARACTERS 2000
#define SHOWN_CHARACTERS 200000 /* more takes a text view too long */

/* Private helpers */

static gboolean
read_cursor_row (BulkTableView *self)
{
  return self->n_rows > 0 && self->columns->len > 0
         && bulk_table_read_row (self->table, self->cursor_row, self->cells);
}

static gboolean
close_later (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
on_closed (GtkWidget *popover, BulkTableView *self)
{
  if (self->popover == popover)
    self->popover = NULL;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* A menu closes before the action it was asked for runs. */
  g_idle_add_full (G_PRIORITY_DEFAULT, close_later, g_object_ref (popover), g_object_unref);
}

static void
pop_up (BulkTableView *self, GtkWidget *popover, const GdkRectangle *at)
{
  if (self->popover)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* The part of the current cell that is in view. */
static void
get_cursor_area (BulkTableView *self, GdkRectangle *area)
{
  graphene_rect_t cell, seen;

  bulk_table_view_get_cell_area (self, self->cursor_row, self->cursor_column, &cell);
  graphene_rect_init (&seen, (float) self->numbers_width, (float) self->header_height,
                      (float) MAX (gtk_widget_get_width (GTK_WIDGET (self)) - self->numbers_width, 1),
                      (float) MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->header_height, 1));
  if (!graphene_rect_intersection (&cell, &seen, &cell))
    cell = seen;
  *area = (GdkRectangle) { (int) cell.origin.x, (int) cell.origin.y, (int) cell.size.width, (int) cell.size.height };
}

static gboolean
tell (GtkTooltip *tooltip, const graphene_rect_t *area, const char *text)
{
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) area->origin.x, (int) area->origin.y,
                                                       (int) area->size.width, (int) area->size.height });
  return TRUE;
}

static gboolean
fits (BulkTableView *self, BulkCellPainter *painter, const char *line, guint column)
{
  return bulk_cell_painter_measure (painter, line, strlen (line))
         <= bulk_table_view_get_column (self, column)->width - 2 * BULK_TABLE_VIEW_PADDING;
}

static gboolean
query_header (BulkTableView *self, double x, GtkTooltip *tooltip)
{
  guint column = bulk_table_view_get_column_at (self, x - self->numbers_width + bulk_table_view_get_scroll_x (self));
  const char *line;
  g_autofree char *text = NULL, *full = NULL, *problems = NULL;
  graphene_rect_t area;

  if (x < self->numbers_width || column == G_MAXUINT || self->columns->len == 0)
    return FALSE;
  problems = bulk_table_view_dup_problem_words (self, BULK_PROBLEM_NO_ROW, column);
  line = bulk_table_view_get_header (self, column);
  text = bulk_table_dup_header (self->table, column);
  if (problems == NULL && strchr (text, '\n') == NULL && strchr (text, '\r') == NULL
      && fits (self, self->bold_painter, line, column))
    return FALSE;
  full = bulk_cell_text_dup_full (text, strlen (text), TOOLTIP_CHARACTERS);
  bulk_table_view_get_cell_area (self, 0, column, &area);
  area.origin.y = 0;
  area.size.height = (float) self->header_height;
  return tell (tooltip, &area, problems ? problems : full);
}

/* Actions */

static void
copy_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  const BulkCell *cell;
  g_autofree char *text = NULL;

  if (!read_cursor_row (self))
    return;
  cell = bulk_cells_get (self->cells, self->cursor_column);
  text = bulk_cell_text_dup_copy (cell->text, cell->length);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_row (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  g_autoptr (GString) row = g_string_new (NULL);
  guint n;

  if (!read_cursor_row (self))
    return;
  /* As many as the table has columns, so that rows pasted below one another line up. */
  n = MAX (bulk_table_view_get_n_columns (self), bulk_cells_get_n (self->cells));
  for (guint i = 0; i < n; i++)
    {
      const BulkCell *cell = bulk_cells_get (self->cells, i);

      if (i > 0)
        g_string_append_c (row, '\t');
      bulk_cell_text_append_tabbed (row, cell->text, cell->length);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), row->str);
}

static void
show_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bulk_table_view_show_cell (BULK_TABLE_VIEW (widget));
}

static void
show_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  GdkRectangle area;

  if (self->n_rows == 0 || self->columns->len == 0)
    return;
  get_cursor_area (self, &area);
  bulk_table_view_show_menu (self, area.x + area.width / 2.0, area.y + area.height);
}

static void
fit_column (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);

  if (self->columns->len > 0)
    bulk_table_view_fit_column (self, self->cursor_column);
}

/* Class */

void
bulk_table_view_class_init_popup (GtkWidgetClass *widget_class)
{
  const GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_install_action (widget_class, "table.copy-cell", NULL, copy_cell);
  gtk_widget_class_install_action (widget_class, "table.copy-row", NULL, copy_row);
  gtk_widget_class_install_action (widget_class, "table.show-cell", NULL, show_cell);
  gtk_widget_class_install_action (widget_class, "table.show-menu", NULL, show_menu);
  gtk_widget_class_install_action (widget_class, "table.fit-column", NULL, fit_column);
  /* A menu shows the last of the keys of an action. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "table.copy-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, both, "table.copy-row", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "table.show-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.show-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.show-menu", NULL);
}

static void
take_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
append_cell_items (BulkTableView *self, GMenu *menu)
{
  GMenu *edit = g_menu_new (), *copy = g_menu_new (), *rows = g_menu_new ();
  guint first, n = bulk_table_view_get_selected_rows (self, &first);
  g_autofree char *number = bulk_format_number (n);
  g_autofree char *label = g_strdup_printf (ngettext ("R_emove %s Row", "R_emove %s Rows", n), number);

  g_menu_append (edit, _ ("_Edit Cell"), "table.edit-cell");
  g_menu_append (edit, _ ("C_lear Cell"), "table.clear-cell");
  if (bulk_table_is_edited_cell (self->table, self->cursor_row, self->cursor_column))
    g_menu_append (edit, _ ("Back to the _File’s Text"), "table.revert-cell");
  g_menu_append (copy, _ ("_Show Cell"), "table.show-cell");
  g_menu_append (copy, _ ("_Copy Cell"), "table.copy-cell");
  g_menu_append (copy, _ ("Copy _Row"), "table.copy-row");
  g_menu_append (rows, n > 1 ? label : _ ("R_emove Row"), "table.remove-rows");
  take_section (menu, edit);
  take_section (menu, copy);
  take_section (menu, rows);
}

static void
append_column_items (BulkTableView *self, GMenu *menu)
{
  GMenu *columns = g_menu_new ();

  g_menu_append (columns, _ ("Re_name Column"), "table.rename-column");
  g_menu_append (columns, _ ("Leave _Out Column"), "table.leave-out-column");
  g_menu_append (columns, _ ("_Move Column Left"), "table.move-column(-1)");
  g_menu_append (columns, _ ("Mo_ve Column Right"), "table.move-column(1)");
  g_menu_append (columns, _ ("F_it Column to Its Text"), "table.fit-column");
  take_section (menu, columns);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.leave-out-column", self->columns->len > 1);
}

/* Labels hold text of the file: underscores in it are none of the menu's. */
static void
append_step (GMenu *menu, const char *format, const char *step, const char *action)
{
  g_auto (GStrv) parts = step ? g_strsplit (step, "_", -1) : NULL;
  g_autofree char *escaped = parts ? g_strjoinv ("__", parts) : NULL;
  g_autoptr (GString) label = g_string_new (format);

  if (escaped == NULL)
    return;
  g_string_replace (label, "%s", escaped, 1);
  g_menu_append (menu, label->str, action);
}

static void
append_history_items (BulkTableView *self, GMenu *menu)
{
  GMenu *history = g_menu_new ();
  BulkEdits *edits = bulk_table_get_edits (self->table);

  if (edits != NULL)
    {
      /* Translators: %s is what was done, such as "Change “Amount” in row 12" */
      append_step (history, _ ("_Undo: %s"), bulk_edits_get_undo_label (edits), "table.undo");
      /* Translators: %s is what was undone, such as "Change “Amount” in row 12" */
      append_step (history, _ ("Re_do: %s"), bulk_edits_get_redo_label (edits), "table.redo");
    }
  take_section (menu, history);
}

/* Public functions */

void
bulk_table_view_show_menu (BulkTableView *self, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  if (y >= self->header_height)
    append_cell_items (self, menu);
  append_column_items (self, menu);
  append_history_items (self, menu);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  pop_up (self, popover, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

/* The whole text of the current cell, to read, select and copy from. */
void
bulk_table_view_show_cell (BulkTableView *self)
{
  GtkWidget *popover, *scrolled, *view;
  GtkTextBuffer *buffer;
  const BulkCell *cell;
  g_autofree char *text = NULL, *header = NULL, *words = NULL;
  GdkRectangle area;

  if (!read_cursor_row (self))
    return;
  cell = bulk_cells_get (self->cells, self->cursor_column);
  text = bulk_cell_text_dup_full (cell->text, cell->length, SHOWN_CHARACTERS);
  header = bulk_table_dup_header (self->table, self->cursor_column);
  words = bulk_describe_column (header, self->cursor_column);

  view = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (buffer, text, -1);
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_widget_set_size_request (scrolled, 320, -1);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  get_cursor_area (self, &area);
  pop_up (self, popover, &area);
}

gboolean
bulk_table_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  guint row = self->cursor_row, column = self->cursor_column;
  g_autofree char *line = NULL, *full = NULL, *problems = NULL;
  const BulkCell *cell;
  graphene_rect_t area;

  if (self->table == NULL || self->popover || self->editor)
    return FALSE;
  if (!keyboard && y < self->header_height)
    return query_header (self, x, tooltip);
  if (!keyboard && (x < self->numbers_width || !bulk_table_view_hit (self, x, y, &row, &column)))
    return FALSE;
  if (row >= self->n_rows || column >= self->columns->len || !bulk_table_read_row (self->table, row, self->cells))
    return FALSE;
  bulk_table_view_get_cell_area (self, row, column, &area);
  problems = bulk_table_view_dup_problem_words (self, row, column);
  if (problems)
    return tell (tooltip, &area, problems);
  cell = bulk_cells_get (self->cells, column);
  if (cell->kind == BULK_CELL_ABSENT)
    return tell (tooltip, &area, _ ("This row has no cell here."));
  line = bulk_cell_text_dup_line (cell->text, cell->length, BULK_TABLE_VIEW_MAX_CHARACTERS);
  full = bulk_cell_text_dup_full (cell->text, cell->length, TOOLTIP_CHARACTERS);
  if (strcmp (line, full) == 0 && fits (self, self->painter, line, column))
    return FALSE;
  return tell (tooltip, &area, full);
}
