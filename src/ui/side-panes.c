/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/side-panes.h"

#define WIDE 860         /* pixels from which on there is room beside */
#define SIDE_WIDTH 380

struct _BulkSidePanes
{
  GtkWidget parent_instance;
};

static void bulk_side_panes_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkSidePanes, bulk_side_panes, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, bulk_side_panes_buildable_init))

static GtkBuildableIface *parent_buildable;

/* Overrides */

static void
bulk_side_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child;

  *minimum = *natural = 0;
  for (child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      /* One below the other at worst. */
      *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*minimum, child_minimum) : *minimum + child_minimum;
      *natural = MAX (*natural, child_natural);
    }
  *natural = MAX (*natural, *minimum);
}

static void
bulk_side_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *pane = first ? gtk_widget_get_next_sibling (first) : NULL;
  GtkAllocation main_area = { 0, 0, width, height }, area = { 0, 0, width, height };
  int minimum = 0;

  if (first == NULL)
    return;
  if (pane && gtk_widget_should_layout (pane) && width >= WIDE)
    {
      area.width = SIDE_WIDTH;
      area.x = main_area.width = width - SIDE_WIDTH;
      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        {
          area.x = 0;
          main_area.x = SIDE_WIDTH;
        }
    }
  else if (pane && gtk_widget_should_layout (pane))
    {
      gtk_widget_measure (pane, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
      area.height = MAX (height * 45 / 100, minimum);
      area.y = main_area.height = MAX (height - area.height, 0);
    }
  gtk_widget_size_allocate (first, &main_area, -1);
  if (pane && gtk_widget_should_layout (pane))
    gtk_widget_size_allocate (pane, &area, -1);
}

static void
bulk_side_panes_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_side_panes_parent_class)->dispose (object);
}

static void
bulk_side_panes_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

/* Class */

static void
bulk_side_panes_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = bulk_side_panes_add_child;
}

static void
bulk_side_panes_class_init (BulkSidePanesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_side_panes_dispose;
  widget_class->measure = bulk_side_panes_measure;
  widget_class->size_allocate = bulk_side_panes_size_allocate;
}

static void
bulk_side_panes_init (BulkSidePanes *self)
{
}
