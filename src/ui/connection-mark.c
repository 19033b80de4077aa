/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connection-mark.h"

#include <glib/gi18n-lib.h>

struct _BulkConnectionMark
{
  GtkWidget parent_instance;

  GtkWidget *dot;
  GtkWidget *label;
  GtkWidget *chip;
};

G_DEFINE_FINAL_TYPE (BulkConnectionMark, bulk_connection_mark, GTK_TYPE_WIDGET)

/* Private helpers */

static void
set_colour (GtkWidget *dot, BulkColour colour)
{
  g_autofree char *class = g_strconcat ("colour-", bulk_colour_get_name (colour), NULL);

  gtk_widget_set_css_classes (dot, (const char *[]) { "connection-dot", class, NULL });
}

/* Overrides */

static void
bulk_connection_mark_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_connection_mark_parent_class)->dispose (object);
}

/* Class */

static void
bulk_connection_mark_class_init (BulkConnectionMarkClass *class)
{
  G_OBJECT_CLASS (class)->dispose = bulk_connection_mark_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
bulk_connection_mark_init (BulkConnectionMark *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->dot = bulk_connection_mark_new_dot (BULK_COLOUR_GREY);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  self->chip = bulk_connection_mark_new_chip ();
  gtk_widget_set_parent (self->dot, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->chip, GTK_WIDGET (self));
}

/* Public functions */

/** bulk_connection_mark_new: Returns: (transfer floating): a mark of nothing yet */
GtkWidget *
bulk_connection_mark_new (void)
{
  return g_object_new (BULK_TYPE_CONNECTION_MARK, NULL);
}

/** bulk_connection_mark_set: @connection: (nullable): what to show */
void
bulk_connection_mark_set (BulkConnectionMark *self, BulkSavedConnection *connection)
{
  const char *name = connection ? bulk_saved_connection_get_name (connection) : "";
  gboolean production = connection && bulk_saved_connection_is_production (connection);

  set_colour (self->dot, connection ? bulk_saved_connection_get_colour (connection) : BULK_COLOUR_GREY);
  gtk_label_set_text (GTK_LABEL (self->label), name);
  gtk_widget_set_visible (self->chip, production);
  /* The word once is enough. */
  gtk_widget_set_visible (self->label, !production
                          || g_strcmp0 (name, bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION)) != 0);
}

/**
 * bulk_connection_mark_new_dot:
 *
 * Returns: (transfer floating): the colour alone, which says nothing to those who see none
 */
GtkWidget *
bulk_connection_mark_new_dot (BulkColour colour)
{
  GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                                 GTK_ALIGN_CENTER, "halign", GTK_ALIGN_CENTER, NULL);

  set_colour (dot, colour);
  return dot;
}

/** bulk_connection_mark_new_chip: Returns: (transfer floating): the word "Production", in a colour of its own */
GtkWidget *
bulk_connection_mark_new_chip (void)
{
  GtkWidget *chip = gtk_label_new (bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION));

  gtk_widget_add_css_class (chip, "production-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}
