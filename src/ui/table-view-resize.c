/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/table-view-private.h"

#define TOLERANCE 5
#define TOLERANCE_TOUCH 14

/* Private helpers */

/* Whose right edge in the header is at this point; G_MAXUINT: none. */
static guint
get_edge (BulkTableView *self, double x, double y, double tolerance)
{
  if (y < 0 || y >= self->header_height || x < self->numbers_width - tolerance)
    return G_MAXUINT;
  return bulk_table_view_get_edge_at (self, x - self->numbers_width + bulk_table_view_get_scroll_x (self), tolerance);
}

static double
get_tolerance (GtkGesture *gesture)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GdkDevice *device = event ? gdk_event_get_device (event) : NULL;

  return device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN ? TOLERANCE_TOUCH : TOLERANCE;
}

/* Callbacks */

static void
on_drag_begin (BulkTableView *self, double x, double y, GtkGesture *gesture)
{
  self->drag_column = get_edge (self, x, y, get_tolerance (gesture));
  if (self->drag_column == G_MAXUINT)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_width = bulk_table_view_get_column (self, self->drag_column)->width;
}

static void
on_drag_update (BulkTableView *self, double offset_x, double offset_y, GtkGesture *gesture)
{
  /* The table may have been replaced meanwhile. */
  if (self->drag_column >= bulk_table_view_get_n_columns (self))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  bulk_table_view_set_column_width (self, self->drag_column, self->drag_width + offset_x);
}

static void
on_drag_end (BulkTableView *self)
{
  self->drag_column = G_MAXUINT;
}

static void
on_pressed (BulkTableView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  guint column = get_edge (self, x, y, get_tolerance (gesture));

  if (n_press == 2 && column != G_MAXUINT)
    bulk_table_view_fit_column (self, column);
}

static void
on_motion (BulkTableView *self, double x, double y)
{
  gboolean edge = self->drag_column != G_MAXUINT || get_edge (self, x, y, TOLERANCE) != G_MAXUINT;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "col-resize" : NULL);
}

/* Public functions */

/* Columns are made wider by dragging the right edges of their headers, and fitted by a double click on them. */
void
bulk_table_view_init_resize (BulkTableView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
