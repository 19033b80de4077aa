/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a table is scrolled. */
#include "ui/table-view-private.h"

/* Whole device pixels, lest letters blur. */
static double
get_scroll (BulkTableView *self, GtkAdjustment *adjustment)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return adjustment ? round (gtk_adjustment_get_value (adjustment) * scale) / scale : 0;
}

double
bulk_table_view_get_scroll_x (BulkTableView *self)
{
  return get_scroll (self, self->hadjustment);
}

double
bulk_table_view_get_scroll_y (BulkTableView *self)
{
  return get_scroll (self, self->vadjustment);
}

static void
configure (GtkAdjustment *adjustment, double upper, double page, double step)
{
  double value;

  if (adjustment == NULL)
    return;
  upper = MAX (upper, page);
  value = CLAMP (gtk_adjustment_get_value (adjustment), 0, upper - page);
  gtk_adjustment_configure (adjustment, value, 0, upper, step, MAX (page - 2 * step, step), page);
}

/* The sticky header and row numbers are part of what scrolls, at its beginning. */
void
bulk_table_view_update_adjustments (BulkTableView *self)
{
  bulk_table_view_update_look (self);
  configure (self->hadjustment, self->numbers_width + bulk_table_view_get_columns_width (self),
             gtk_widget_get_width (GTK_WIDGET (self)), 40);
  configure (self->vadjustment, self->header_height + self->n_rows * self->row_height,
             gtk_widget_get_height (GTK_WIDGET (self)), self->row_height);
}

static void
on_scrolled (BulkTableView *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bulk_table_view_set_adjustment (BulkTableView *self, GtkAdjustment **held, GtkAdjustment *adjustment,
                                const char *property)
{
  if (*held == adjustment && adjustment)
    return;
  if (*held)
    g_signal_handlers_disconnect_by_func (*held, on_scrolled, self);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  g_object_ref_sink (adjustment);
  g_clear_object (held);
  *held = adjustment;
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  bulk_table_view_update_adjustments (self);
  g_object_notify (G_OBJECT (self), property);
}

/* They are not listened to any more. */
void
bulk_table_view_drop_adjustments (BulkTableView *self)
{
  if (self->hadjustment)
    g_signal_handlers_disconnect_by_func (self->hadjustment, on_scrolled, self);
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_func (self->vadjustment, on_scrolled, self);
}
