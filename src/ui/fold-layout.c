/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/fold-layout.h"

#define SPACING 6
#define READABLE 260   /* pixels: a text that is narrower, and would be wider, has too many lines */

struct _BulkFoldLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (BulkFoldLayout, bulk_fold_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Private helpers */

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
get_children (GtkWidget *widget, GtkWidget *children[2])
{
  children[0] = next_shown (gtk_widget_get_first_child (widget));
  children[1] = children[0] ? next_shown (gtk_widget_get_next_sibling (children[0])) : NULL;
}

static int
get_width (GtkWidget *child, gboolean minimal)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return minimal ? minimum : natural;
}

/* Where one line has no room for both. width: -1: any */
static gboolean
is_folded (GtkWidget *children[2], int width)
{
  int needed;

  if (children[1] == NULL || width < 0)
    return FALSE;
  needed = MAX (get_width (children[0], TRUE), MIN (get_width (children[0], FALSE), READABLE));
  return needed + SPACING + get_width (children[1], FALSE) > width;
}

/* The width of the text when both are in one line. */
static int
get_text_width (GtkWidget *children[2], int width)
{
  return children[1] && width >= 0 ? MAX (width - SPACING - get_width (children[1], FALSE), 0) : width;
}

static void
measure_width (GtkWidget *children[2], int *minimum, int *natural)
{
  *minimum = get_width (children[0], TRUE);
  *natural = get_width (children[0], FALSE);
  if (children[1] == NULL)
    return;
  *minimum = MAX (*minimum, get_width (children[1], TRUE));
  *natural += SPACING + get_width (children[1], FALSE);
}

static void
measure_height (GtkWidget *children[2], int width, int *minimum, int *natural)
{
  gboolean folded = is_folded (children, width);
  int second_minimum, second_natural;

  gtk_widget_measure (children[0], GTK_ORIENTATION_VERTICAL, folded ? width : get_text_width (children, width),
                      minimum, natural, NULL, NULL);
  if (children[1] == NULL)
    return;
  gtk_widget_measure (children[1], GTK_ORIENTATION_VERTICAL, folded ? width : -1, &second_minimum, &second_natural,
                      NULL, NULL);
  *minimum = folded ? *minimum + SPACING + second_minimum : MAX (*minimum, second_minimum);
  *natural = folded ? *natural + SPACING + second_natural : MAX (*natural, second_natural);
}

/* Overrides */

static GtkSizeRequestMode
bulk_fold_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bulk_fold_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *children[2];

  *minimum = *natural = 0;
  get_children (widget, children);
  if (children[0] == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (children, minimum, natural);
  else
    measure_height (children, for_size, minimum, natural);
}

static void
bulk_fold_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *children[2];
  GtkAllocation text = { 0, 0, width, height }, rest = text;

  get_children (widget, children);
  if (children[0] == NULL)
    return;
  if (is_folded (children, width))
    {
      gtk_widget_measure (children[0], GTK_ORIENTATION_VERTICAL, width, NULL, &text.height, NULL, NULL);
      rest.y = text.height + SPACING;
      rest.height = MAX (height - rest.y, 0);
    }
  else if (children[1])
    {
      text.width = get_text_width (children, width);
      rest.width = width - text.width - SPACING;
      text.x = rtl ? rest.width + SPACING : 0;
      rest.x = rtl ? 0 : text.width + SPACING;
    }
  gtk_widget_size_allocate (children[0], &text, -1);
  if (children[1])
    gtk_widget_size_allocate (children[1], &rest, -1);
}

/* Class */

static void
bulk_fold_layout_class_init (BulkFoldLayoutClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->get_request_mode = bulk_fold_layout_get_request_mode;
  layout_class->measure = bulk_fold_layout_measure;
  layout_class->allocate = bulk_fold_layout_allocate;
}

static void
bulk_fold_layout_init (BulkFoldLayout *self)
{
}

/* Public functions */

/** bulk_fold_layout_new: Returns: (transfer full): for a widget with two children */
GtkLayoutManager *
bulk_fold_layout_new (void)
{
  return g_object_new (BULK_TYPE_FOLD_LAYOUT, NULL);
}
