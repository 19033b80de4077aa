/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help-window.h"

#include <glib/gi18n-lib.h>

#include "ui/help-topics.h"
#include "ui/small-widgets.h"

/* The pages are our own and drawn by ourselves: a help viewer is not everywhere, and not in a sandbox. */
struct _BulkHelpWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *back_button;
  GtkStack *stack;
  GtkListBox *topic_list;
  GtkScrolledWindow *topic_scroll;
  GtkBox *topic_box;
};

G_DEFINE_FINAL_TYPE (BulkHelpWindow, bulk_help_window, ADW_TYPE_WINDOW)

/* Private helpers */

static void
add_heading (BulkHelpWindow *self, const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (self->topic_box, label);
}

static void
add_step (BulkHelpWindow *self, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *bullet = gtk_label_new ("•"), *label = bulk_wrapped_label_new (text, NULL);

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), bullet);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->topic_box, box);
}

static void
show_topic (BulkHelpWindow *self, const BulkHelpTopic *topic)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->topic_box))))
    gtk_box_remove (self->topic_box, child);
  for (guint i = 0; topic->paragraphs[i]; i++)
    {
      const char *text = _(topic->paragraphs[i]);

      if (g_str_has_prefix (text, "# "))
        add_heading (self, text + strlen ("# "));
      else if (g_str_has_prefix (text, "• "))
        add_step (self, text + strlen ("• "));
      else
        gtk_box_append (self->topic_box, bulk_wrapped_label_new (text, NULL));
    }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->topic_scroll), 0);
  adw_window_title_set_title (self->window_title, _(topic->title));
  adw_window_title_set_subtitle (self->window_title, _("Help"));
  gtk_widget_set_visible (self->back_button, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "topic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->topic_scroll), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(topic->title), -1);
  /* The arrow keys scroll it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->topic_scroll));
}

static void
add_topics (BulkHelpWindow *self)
{
  guint n;
  const BulkHelpTopic *topics = bulk_help_topics_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _(topics[i].title),
                                     "subtitle", _(topics[i].summary), "activatable", TRUE, NULL);
      GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_append (self->topic_list, row);
    }
}

/* Callbacks */

static void
on_row_activated (BulkHelpWindow *self, GtkListBoxRow *row)
{
  show_topic (self, &bulk_help_topics_get (NULL)[gtk_list_box_row_get_index (row)]);
}

/* Actions */

static void
on_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BulkHelpWindow *self = BULK_HELP_WINDOW (widget);

  adw_window_title_set_title (self->window_title, _("Help"));
  adw_window_title_set_subtitle (self->window_title, "");
  gtk_widget_set_visible (self->back_button, FALSE);
  gtk_widget_action_set_enabled (widget, "help.back", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "topics");
  gtk_widget_child_focus (GTK_WIDGET (self->topic_list), GTK_DIR_TAB_FORWARD);
}

/* Class */

static void
bulk_help_window_class_init (BulkHelpWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkHelpWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, BulkHelpWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, BulkHelpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BulkHelpWindow, topic_list);
  gtk_widget_class_bind_template_child (widget_class, BulkHelpWindow, topic_scroll);
  gtk_widget_class_bind_template_child (widget_class, BulkHelpWindow, topic_box);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, on_back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
}

static void
bulk_help_window_init (BulkHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", FALSE);
  add_topics (self);
}

/* Public functions */

/**
 * bulk_help_window_new:
 *
 * Returns: (transfer none): the window, owned by GTK, beside the others: one may read and do
 */
BulkHelpWindow *
bulk_help_window_new (GtkApplication *application)
{
  return g_object_new (BULK_TYPE_HELP_WINDOW, "application", application, NULL);
}

/**
 * bulk_help_window_show_topic:
 * @id: as in help-topics.c; an unknown one leaves the list of topics
 *
 * Turns to one page, for a button beside what it is about.
 */
void
bulk_help_window_show_topic (BulkHelpWindow *self, const char *id)
{
  guint n;
  const BulkHelpTopic *topics = bulk_help_topics_get (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (topics[i].id, id))
      show_topic (self, &topics[i]);
}
