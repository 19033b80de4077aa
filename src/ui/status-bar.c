/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/status-bar.h"

#define HEIGHT 14
#define GAP 2           /* between two parts, so that they are told apart without their colours */
#define LEAST 4         /* pixels of a part that is not nothing */

struct _BulkStatusBar
{
  GtkWidget parent_instance;
  double shares[3];
  GtkWidget *parts[3];   /* coloured by the style sheet */
};

G_DEFINE_FINAL_TYPE (BulkStatusBar, bulk_status_bar, GTK_TYPE_WIDGET)

/* Overrides */

static void
bulk_status_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 60;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 240;
}

static void
bulk_status_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BulkStatusBar *self = BULK_STATUS_BAR (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double starts[3], ends[3];

  bulk_status_bar_divide (self->shares, width, starts, ends);
  for (guint i = 0; i < 3; i++)
    {
      int start = (int) (from_right ? width - ends[i] : starts[i]), length = (int) ends[i] - (int) starts[i];
      GtkAllocation area = { start, 0, MAX (length, 0), height };

      gtk_widget_set_child_visible (self->parts[i], length > 0);
      gtk_widget_size_allocate (self->parts[i], &area, -1);
    }
}

static void
bulk_status_bar_dispose (GObject *object)
{
  BulkStatusBar *self = BULK_STATUS_BAR (object);

  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (bulk_status_bar_parent_class)->dispose (object);
}

/* Class */

static void
bulk_status_bar_class_init (BulkStatusBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->measure = bulk_status_bar_measure;
  widget_class->size_allocate = bulk_status_bar_size_allocate;
  G_OBJECT_CLASS (class)->dispose = bulk_status_bar_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "bulkstatusbar");
}

static void
bulk_status_bar_init (BulkStatusBar *self)
{
  static const char *const classes[] = { "loaded", "skipped", "rejected" };

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (guint i = 0; i < 3; i++)
    {
      self->parts[i] = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (self->parts[i], classes[i]);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
    }
}

/* Public functions */

/** bulk_status_bar_new: Returns: (transfer floating): an empty bar */
GtkWidget *
bulk_status_bar_new (void)
{
  return g_object_new (BULK_TYPE_STATUS_BAR, NULL);
}

/** bulk_status_bar_set: shows other shares */
void
bulk_status_bar_set (BulkStatusBar *self, const double shares[3], const char *words)
{
  for (guint i = 0; i < 3; i++)
    self->shares[i] = shares[i];
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/** bulk_status_bar_divide: gives every part that is not nothing a few pixels, at the cost of the largest */
void
bulk_status_bar_divide (const double shares[3], double width, double starts[3], double ends[3])
{
  double lengths[3], at = 0, over = 0;
  guint largest = 0;

  for (guint i = 0; i < 3; i++)
    {
      lengths[i] = shares[i] * width;
      if (shares[i] > 0 && lengths[i] < LEAST + GAP)
        {
          over += LEAST + GAP - lengths[i];
          lengths[i] = LEAST + GAP;
        }
      if (lengths[i] > lengths[largest])
        largest = i;
    }
  lengths[largest] = MAX (lengths[largest] - over, 0);
  for (guint i = 0; i < 3; i++)
    {
      starts[i] = at;
      at = MIN (at + lengths[i], width);
      ends[i] = at;
      /* The gap is at the end, unless the bar ends there. */
      if (ends[i] < width && ends[i] - starts[i] > GAP)
        ends[i] -= GAP;
    }
}
