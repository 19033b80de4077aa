/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connection-chooser.h"

#include <glib/gi18n-lib.h>

#include "ui/connection-mark.h"

struct _BulkConnectionChooser
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
  BulkConnections *connections;
  gboolean filling;   /* the choice is shown, not made */
};

G_DEFINE_FINAL_TYPE (BulkConnectionChooser, bulk_connection_chooser, GTK_TYPE_WIDGET)

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
show_chosen (BulkConnectionChooser *self)
{
  BulkSavedConnection *chosen = bulk_connections_get_chosen (self->connections);
  guint position = chosen ? bulk_connections_get_position (self->connections, bulk_saved_connection_get_id (chosen))
                          : GTK_INVALID_LIST_POSITION;
  g_autofree char *text = NULL;

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->drop_down, position);
  self->filling = FALSE;
  /* Translators: the connection an upload goes over, "Upload to: Sandbox" */
  text = g_strdup_printf (_ ("Upload to: %s"), chosen ? bulk_saved_connection_get_name (chosen) : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), text);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* Callbacks */

static void
on_selected (BulkConnectionChooser *self)
{
  BulkSavedConnection *selected = gtk_drop_down_get_selected_item (self->drop_down);

  if (!self->filling && selected)
    bulk_connections_choose (self->connections, bulk_saved_connection_get_id (selected));
}

/* While the list changes, the drop-down selects what it likes. */
static void
on_before_items_changed (BulkConnectionChooser *self)
{
  self->filling = TRUE;
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, bulk_connection_mark_new ());
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  bulk_connection_mark_set (BULK_CONNECTION_MARK (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* Overrides */

static void
bulk_connection_chooser_dispose (GObject *object)
{
  BulkConnectionChooser *self = BULK_CONNECTION_CHOOSER (object);

  if (self->connections)
    g_signal_handlers_disconnect_by_data (self->connections, self);
  if (self->drop_down)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;
  g_clear_object (&self->connections);
  G_OBJECT_CLASS (bulk_connection_chooser_parent_class)->dispose (object);
}

/* Class */

static void
bulk_connection_chooser_class_init (BulkConnectionChooserClass *class)
{
  G_OBJECT_CLASS (class)->dispose = bulk_connection_chooser_dispose;
  signals[SIGNAL_CHOSEN]
      = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_connection_chooser_init (BulkConnectionChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_factory (self->drop_down, factory);
  g_object_unref (factory);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_connection_chooser_get_chosen_id:
 *
 * Returns: (transfer none) (nullable): of the connection chosen, if one can be
 */
const char *
bulk_connection_chooser_get_chosen_id (BulkConnectionChooser *self)
{
  BulkSavedConnection *chosen = self->connections && gtk_widget_get_visible (GTK_WIDGET (self))
                                    ? bulk_connections_get_chosen (self->connections) : NULL;

  return chosen ? bulk_saved_connection_get_id (chosen) : NULL;
}

/** bulk_connection_chooser_set_connections: the first time counts */
void
bulk_connection_chooser_set_connections (BulkConnectionChooser *self, BulkConnections *connections)
{
  if (self->connections)
    return;
  self->connections = g_object_ref (connections);
  self->filling = TRUE;
  /* The first of these is there before the drop-down, and so is called before it. */
  g_signal_connect_swapped (connections, "items-changed", G_CALLBACK (on_before_items_changed), self);
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (connections));
  g_signal_connect_swapped (connections, "items-changed", G_CALLBACK (show_chosen), self);
  g_signal_connect_swapped (connections, "notify::chosen", G_CALLBACK (show_chosen), self);
  show_chosen (self);
}
