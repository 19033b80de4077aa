/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#include <math.h>

typedef enum
{
  MOVE_ROWS,       /* by so many */
  MOVE_COLUMNS,
  MOVE_PAGES,
  MOVE_ROW_END,    /* -1: to the first row, 1: to the last */
  MOVE_COLUMN_END,
  MOVE_END,        /* to the first or the last cell of all */
} Move;

/* Private helpers */

static double
get_page (GtkAdjustment *adjustment)
{
  return adjustment ? gtk_adjustment_get_page_size (adjustment) : 0;
}

/* Scrolls no more than it takes for all of a stretch to be seen, or else its beginning. */
static void
scroll_to (GtkAdjustment *adjustment, double sticky, double start, double length)
{
  double value, room;

  if (adjustment == NULL)
    return;
  value = gtk_adjustment_get_value (adjustment);
  room = get_page (adjustment) - sticky;
  if (room <= 0) /* no size yet: size_allocate() will clamp it */
    return;
  if (start + length > value + room)
    value = start + length - room;
  if (start < value)
    value = start;
  gtk_adjustment_set_value (adjustment, value);
}

static void
scroll_to_cursor (BulkTableView *self)
{
  const BulkTableColumn *column;

  if (self->n_rows == 0 || self->columns->len == 0)
    return;
  column = bulk_table_view_get_column (self, self->cursor_column);
  scroll_to (self->hadjustment, self->numbers_width, column->x, column->width);
  scroll_to (self->vadjustment, self->header_height, self->cursor_row * self->row_height, self->row_height);
}

static guint
add (guint position, gint64 by, guint n)
{
  return (guint) CLAMP ((gint64) position + by, 0, (gint64) n - 1);
}

static gint64
get_page_rows (BulkTableView *self)
{
  double rows = (get_page (self->vadjustment) - self->header_height) / self->row_height;

  return MAX ((gint64) rows - 1, 1);
}

static gboolean
on_move (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BulkTableView *self = BULK_TABLE_VIEW (widget);
  guint n = bulk_table_view_get_n_columns (self);
  guint row = self->cursor_row, column = self->cursor_column;
  guint anchor = self->anchor_row;
  gboolean extend;
  int move, by;

  if (self->n_rows == 0 || n == 0 || self->editor)
    return FALSE;
  g_variant_get (arguments, "(iib)", &move, &by, &extend);
  switch ((Move) move)
    {
    case MOVE_ROWS:
      row = add (row, by, self->n_rows);
      break;
    case MOVE_COLUMNS:
      column = add (column, by, n);
      break;
    case MOVE_PAGES:
      row = add (row, by * get_page_rows (self), self->n_rows);
      break;
    case MOVE_END:
      row = by < 0 ? 0 : self->n_rows - 1;
      column = by < 0 ? 0 : n - 1;
      break;
    case MOVE_ROW_END:
      row = by < 0 ? 0 : self->n_rows - 1;
      break;
    case MOVE_COLUMN_END:
      column = by < 0 ? 0 : n - 1;
      break;
    default:
      return FALSE;
    }
  bulk_table_view_set_cursor (self, row, column);
  if (extend)
    self->anchor_row = MIN (anchor, self->n_rows - 1);
  return TRUE;
}

static void
add_move (GtkWidgetClass *widget_class, guint key, guint keypad_key, GdkModifierType modifiers, Move move, int by)
{
  gboolean extend = (modifiers & GDK_SHIFT_MASK) != 0;

  gtk_widget_class_add_binding (widget_class, key, modifiers, on_move, "(iib)", move, by, extend);
  gtk_widget_class_add_binding (widget_class, keypad_key, modifiers, on_move, "(iib)", move, by, extend);
}

static gboolean
in_editor (BulkTableView *self, double x, double y)
{
  graphene_rect_t area;

  return self->editor && gtk_widget_compute_bounds (self->editor, GTK_WIDGET (self), &area)
         && graphene_rect_contains_point (&area, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* Callbacks */

static void
on_pressed (BulkTableView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  guint row, column;
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint anchor = self->anchor_row, first, n;

  if ((button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY) || in_editor (self, x, y))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!bulk_table_view_hit (self, x, y, &row, &column))
    {
      if (bulk_table_view_press_header (self, button, n_press, x, y))
        gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  n = bulk_table_view_get_selected_rows (self, &first);
  bulk_table_view_set_cursor (self, row, column);
  /* The menu of one of several rows is for them all. */
  if ((state & GDK_SHIFT_MASK) || (button == GDK_BUTTON_SECONDARY && row >= first && row - first < n))
    self->anchor_row = MIN (anchor, self->n_rows - 1);
  if (button == GDK_BUTTON_SECONDARY)
    bulk_table_view_show_menu (self, x, y);
  else if (n_press == 2)
    bulk_table_view_edit (self, row, column);
  else
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_long_pressed (BulkTableView *self, double x, double y)
{
  guint row, column;

  if (!bulk_table_view_hit (self, x, y, &row, &column))
    return;
  bulk_table_view_set_cursor (self, row, column);
  bulk_table_view_show_menu (self, x, y);
}

static void
on_focus_changed (BulkTableView *self)
{
  bulk_table_view_describe_cursor (self);
}

/* Class */

void
bulk_table_view_class_init_select (GtkWidgetClass *widget_class)
{
  const GdkModifierType none = 0, control = GDK_CONTROL_MASK, shift = GDK_SHIFT_MASK;

  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, none, MOVE_ROWS, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, none, MOVE_ROWS, 1);
  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, none, MOVE_COLUMNS, -1);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, none, MOVE_COLUMNS, 1);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, shift, MOVE_ROWS, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, shift, MOVE_ROWS, 1);
  add_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, shift, MOVE_PAGES, -1);
  add_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, shift, MOVE_PAGES, 1);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, control | shift, MOVE_ROW_END, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, control | shift, MOVE_ROW_END, 1);
  add_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, none, MOVE_PAGES, -1);
  add_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, none, MOVE_PAGES, 1);
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, none, MOVE_COLUMN_END, -1);
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, none, MOVE_COLUMN_END, 1);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, control, MOVE_ROW_END, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, control, MOVE_ROW_END, 1);
  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, control, MOVE_COLUMN_END, -1);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, control, MOVE_COLUMN_END, 1);
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, control, MOVE_END, -1);
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, control, MOVE_END, 1);
}

void
bulk_table_view_init_select (BulkTableView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_changed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* Public functions */

gboolean
bulk_table_view_hit (BulkTableView *self, double x, double y, guint *row, guint *column)
{
  double at = floor ((y - self->header_height + bulk_table_view_get_scroll_y (self)) / self->row_height);

  if (x < 0 || y < self->header_height || at < 0 || at >= self->n_rows || self->columns->len == 0)
    return FALSE;
  *row = (guint) at;
  /* On a row's number: its first cell in view. */
  *column = bulk_table_view_get_column_at (self,
                                           MAX (x - self->numbers_width, 0) + bulk_table_view_get_scroll_x (self));
  return *column != G_MAXUINT;
}

void
bulk_table_view_get_cell_area (BulkTableView *self, guint row, guint index, graphene_rect_t *area)
{
  const BulkTableColumn *column = bulk_table_view_get_column (self, index);

  graphene_rect_init (
      area, (float) (self->numbers_width + column->x - bulk_table_view_get_scroll_x (self)),
      (float) (self->header_height + row * self->row_height - bulk_table_view_get_scroll_y (self)),
      (float) column->width - 1, (float) self->row_height - 1);
}

/* Keeps the cursor within the table. */
void
bulk_table_view_clamp_cursor (BulkTableView *self)
{
  guint n = bulk_table_view_get_n_columns (self);

  self->cursor_row = self->n_rows > 0 ? MIN (self->cursor_row, self->n_rows - 1) : 0;
  self->cursor_column = n > 0 ? MIN (self->cursor_column, n - 1) : 0;
  self->anchor_row = self->n_rows > 0 ? MIN (self->anchor_row, self->n_rows - 1) : 0;
}

/* The rows from where the selection began to the cursor. */
guint
bulk_table_view_get_selected_rows (BulkTableView *self, guint *first)
{
  guint last = MAX (self->cursor_row, self->anchor_row);

  *first = MIN (self->cursor_row, self->anchor_row);
  return last - *first + 1;
}

/**
 * bulk_table_view_set_cursor:
 * @self: the view
 * @row: 0-based
 * @column: 0-based
 *
 * Makes a cell the current one, and scrolls to it. What is beyond the table is taken for its end.
 */
void
bulk_table_view_set_cursor (BulkTableView *self, guint row, guint column)
{
  g_return_if_fail (BULK_IS_TABLE_VIEW (self));

  self->cursor_row = row;
  self->cursor_column = column;
  bulk_table_view_clamp_cursor (self);
  self->anchor_row = self->cursor_row;
  scroll_to_cursor (self);
  bulk_table_view_describe_cursor (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bulk_table_view_get_cursor_row:
 * @self: the view
 *
 * Returns: row of the current cell, 0-based
 */
guint
bulk_table_view_get_cursor_row (BulkTableView *self)
{
  return self->cursor_row;
}

/**
 * bulk_table_view_get_cursor_column:
 * @self: the view
 *
 * Returns: column of the current cell, 0-based
 */
guint
bulk_table_view_get_cursor_column (BulkTableView *self)
{
  return self->cursor_column;
}
