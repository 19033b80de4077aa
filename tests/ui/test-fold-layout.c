/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/fold-layout.h"

typedef struct
{
  GtkWidget *box, *label, *button;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer text)
{
  fixture->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  fixture->label = gtk_label_new (text);
  fixture->button = gtk_button_new_with_label ("A button");
  gtk_widget_set_layout_manager (fixture->box, bulk_fold_layout_new ());
  gtk_label_set_wrap (GTK_LABEL (fixture->label), TRUE);
  gtk_box_append (GTK_BOX (fixture->box), fixture->label);
  gtk_box_append (GTK_BOX (fixture->box), fixture->button);
}

static void
tear_down (Fixture *fixture, gconstpointer text)
{
  g_object_unref (fixture->box);
}

static int
height_at (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Gives it a width and as much height as it asks for; where the two are then. */
static void
allocate (Fixture *fixture, int width, graphene_rect_t *label, graphene_rect_t *button)
{
  GtkAllocation area = { 0, 0, width, height_at (fixture->box, width) };

  gtk_widget_size_allocate (fixture->box, &area, -1);
  g_assert_true (gtk_widget_compute_bounds (fixture->label, fixture->box, label));
  g_assert_true (gtk_widget_compute_bounds (fixture->button, fixture->box, button));
}

#define LONG "A text of many words, which is far longer than any bar is wide, so that it has to be broken into lines"

static void
test_wide (Fixture *fixture, gconstpointer text)
{
  graphene_rect_t label, button;

  allocate (fixture, 700, &label, &button);
  g_assert_cmpfloat (button.origin.x, >=, label.origin.x + label.size.width);
  g_assert_cmpfloat (button.origin.x + button.size.width, <=, 700);
  gtk_widget_set_direction (fixture->box, GTK_TEXT_DIR_RTL);
  allocate (fixture, 700, &label, &button);
  g_assert_cmpfloat (label.origin.x, >=, button.origin.x + button.size.width);
}

static void
test_narrow (Fixture *fixture, gconstpointer text)
{
  graphene_rect_t label, button;

  allocate (fixture, 300, &label, &button);
  g_assert_cmpfloat (button.origin.y, >=, label.origin.y + label.size.height);
  g_assert_cmpfloat (button.origin.y + button.size.height, <=, height_at (fixture->box, 300));
  /* Without the button the text has no reason to be anything but a text. */
  gtk_widget_set_visible (fixture->button, FALSE);
  g_assert_cmpint (height_at (fixture->box, 300), ==, height_at (fixture->label, 300));
}

/* A short text does not need a line of its own. */
static void
test_short (Fixture *fixture, gconstpointer text)
{
  graphene_rect_t label, button;

  allocate (fixture, 300, &label, &button);
  g_assert_cmpfloat (button.origin.x, >=, label.origin.x + label.size.width);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/ui/fold-layout/wide", Fixture, LONG, set_up, test_wide, tear_down);
  g_test_add ("/ui/fold-layout/narrow", Fixture, LONG, set_up, test_narrow, tear_down);
  g_test_add ("/ui/fold-layout/short", Fixture, "Short", set_up, test_short, tear_down);
  return g_test_run ();
}
