/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded into the application by the test of its words (LD_PRELOAD): at every SIGUSR1 it writes into the file that
 * BULK_LABELS names which labels on screen are cut off and what is too wide for a narrow window, a line each. Assistive
 * technology is not told of that. */
#include <glib-unix.h>
#include <gtk/gtk.h>
#include <signal.h>

#define NARROW 360
#define PADDING 30 /* what the containers of the culprit may add */

/* Whether the whole text can be read some other way. */
static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; widget && !GTK_IS_ROOT (widget); widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;
  return FALSE;
}

/* What is scrolled sideways may be outside. */
static gboolean
is_scrolled (GtkWidget *widget)
{
  GtkPolicyType policy;

  for (; widget; widget = gtk_widget_get_parent (widget))
    if (GTK_IS_SCROLLED_WINDOW (widget))
      {
        gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
        if (policy != GTK_POLICY_NEVER)
          return TRUE;
      }
  return FALSE;
}

static const char *
find_fault (GtkWidget *widget)
{
  GtkLabel *label = GTK_LABEL (widget);
  PangoLayout *layout = gtk_label_get_layout (label);
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  graphene_rect_t bounds;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (pango_layout_is_ellipsized (layout))
    return has_tooltip (widget) ? NULL : "ends in dots, without a tooltip";
  if (width > gtk_widget_get_width (widget) + 1)
    return "is wider than there is room";
  if (height > gtk_widget_get_height (widget) + 1)
    return "is higher than there is room";
  if (!is_scrolled (widget) && gtk_widget_compute_bounds (widget, native, &bounds)
      && (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > gtk_widget_get_width (native) + 1))
    return "is outside of its window";
  return NULL;
}

static void
look_at (GtkWidget *widget, GString *out)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    {
      const char *fault = find_fault (widget);

      if (fault)
        g_string_append_printf (out, "“%s” %s\n", gtk_label_get_text (GTK_LABEL (widget)), fault);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    look_at (child, out);
}

static int
get_minimum (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* A telephone's width is enough for every window. */
static void
look_for_width (GtkWidget *window, GString *out)
{
  GtkWidget *widget = gtk_widget_get_first_child (window), *next = widget; /* the rest of it is a frame */

  if (!widget || !gtk_widget_get_mapped (widget) || get_minimum (widget) <= NARROW)
    return;
  while (next)
    {
      widget = next;
      for (next = gtk_widget_get_first_child (widget); next; next = gtk_widget_get_next_sibling (next))
        if (gtk_widget_get_mapped (next) && get_minimum (next) > NARROW - PADDING)
          break;
    }
  g_string_append_printf (out, "%s needs more than a narrow window: %d pixels; in it:", G_OBJECT_TYPE_NAME (widget),
                          get_minimum (widget));
  for (next = gtk_widget_get_first_child (widget); next; next = gtk_widget_get_next_sibling (next))
    g_string_append_printf (out, " %s %d “%s”", G_OBJECT_TYPE_NAME (next), get_minimum (next),
                            GTK_IS_LABEL (next) ? gtk_label_get_text (GTK_LABEL (next)) : "");
  g_string_append_c (out, '\n');
}

static gboolean
on_signal (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      look_at (window, out);
      look_for_width (window, out);
    }
  g_file_set_contents (g_getenv ("BULK_LABELS"), out->str, (gssize) out->len, NULL);
  return G_SOURCE_CONTINUE;
}

static void __attribute__ ((constructor))
begin (void)
{
  if (g_getenv ("BULK_LABELS"))
    g_unix_signal_add (SIGUSR1, on_signal, NULL);
}
