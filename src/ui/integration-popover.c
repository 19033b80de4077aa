/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/integration-popover.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "workspan/integrations.h"

struct _BulkIntegrationPopover
{
  GtkPopover parent_instance;

  GtkStack *stack;
  GtkLabel *label;
  GtkListBox *list;
  GCancellable *cancellable;   /* not NULL: asking */
};

G_DEFINE_FINAL_TYPE (BulkIntegrationPopover, bulk_integration_popover, GTK_TYPE_POPOVER)

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
stop_asking (BulkIntegrationPopover *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static GtkWidget *
make_row (const BulkIntegration *integration)
{
  GtkWidget *row = adw_action_row_new ();

  /* What a server says is no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), integration->name ? integration->name : integration->id);
  if (integration->name)
    {
      g_autofree char *text = g_markup_escape_text (integration->id, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    }
  if (integration->description)
    gtk_widget_set_tooltip_text (row, integration->description);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (integration->id), g_free);
  return row;
}

static void
show_list (BulkIntegrationPopover *self, GPtrArray *integrations)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < integrations->len; i++)
    gtk_list_box_append (self->list, make_row (integrations->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* Callbacks */

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkIntegrationPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = bulk_integrations_list_finish (BULK_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (error)
    bulk_integration_popover_say (self, error->message);
  else if (list->len == 0)
    bulk_integration_popover_say (self, _ ("The service has no integration for you. Type the integration ID."));
  else
    show_list (self, list);
}

static void
on_row_activated (BulkIntegrationPopover *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id);
}

/* Overrides */

static void
bulk_integration_popover_closed (GtkPopover *popover)
{
  stop_asking (BULK_INTEGRATION_POPOVER (popover));
}

static void
bulk_integration_popover_dispose (GObject *object)
{
  BulkIntegrationPopover *self = BULK_INTEGRATION_POPOVER (object);

  stop_asking (self);
  self->list = NULL; /* what still runs looks here */
  G_OBJECT_CLASS (bulk_integration_popover_parent_class)->dispose (object);
}

/* Class */

static void
bulk_integration_popover_class_init (BulkIntegrationPopoverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = bulk_integration_popover_dispose;
  GTK_POPOVER_CLASS (class)->closed = bulk_integration_popover_closed;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_waiting (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Asking for the integrations…")));
  return box;
}

static void
bulk_integration_popover_init (BulkIntegrationPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_max_width_chars (self->label, 36);
  gtk_label_set_xalign (self->label, 0);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Integrations"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_widget_set_size_request (scrolled, 280, -1);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_waiting (), "wait");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->label), "text");
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->stack));
}

/* Public functions */

/** bulk_integration_popover_new: Returns: (transfer floating): a popover that has asked nobody yet */
GtkWidget *
bulk_integration_popover_new (void)
{
  return g_object_new (BULK_TYPE_INTEGRATION_POPOVER, NULL);
}

/** bulk_integration_popover_wait: shows that something is being done */
void
bulk_integration_popover_wait (BulkIntegrationPopover *self)
{
  stop_asking (self);
  gtk_stack_set_visible_child_name (self->stack, "wait");
}

/** bulk_integration_popover_ask: shows what the service at the other end of @connection tells */
void
bulk_integration_popover_ask (BulkIntegrationPopover *self, BulkConnection *connection)
{
  bulk_integration_popover_wait (self);
  self->cancellable = g_cancellable_new ();
  bulk_integrations_list_async (connection, self->cancellable, on_listed, g_object_ref (self));
}

/** bulk_integration_popover_say: shows why there is no list */
void
bulk_integration_popover_say (BulkIntegrationPopover *self, const char *text)
{
  gtk_label_set_text (self->label, text);
  gtk_stack_set_visible_child_name (self->stack, "text");
}
