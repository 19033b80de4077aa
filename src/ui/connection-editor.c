/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connection-editor-private.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "ui/connection-mark.h"
#include "workspan/connection.h"

#define COLOURS_IN_A_LINE 4

G_DEFINE_FINAL_TYPE (BulkConnectionEditor, bulk_connection_editor, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_CHANGED, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

void
bulk_connection_editor_notify_changed (BulkConnectionEditor *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/* Callbacks: the list of integrations */

static void
on_signed_in_for_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkIntegrationPopover) popover = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = bulk_sign_in_finish (result, &error);

  if (!gtk_widget_get_mapped (GTK_WIDGET (popover)))
    return;
  if (connection)
    bulk_integration_popover_ask (popover, connection);
  else
    bulk_integration_popover_say (popover, error->message);
}

/* Which integration does not matter to that. */
static void
on_popover_shown (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = bulk_connection_editor_read_connection (self);
  g_autoptr (BulkCredentials) credentials = bulk_connection_editor_read_credentials (self);

  bulk_integration_popover_wait (self->popover);
  bulk_sign_in_with_async (connection, credentials, "unknown", NULL, on_signed_in_for_list,
                           g_object_ref (self->popover));
}

static void
on_integration_chosen (BulkConnectionEditor *self, const char *id)
{
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), id);
  gtk_widget_grab_focus (GTK_WIDGET (self->id_row));
}

/* Callbacks: editing */

static void
on_edited (BulkConnectionEditor *self)
{
  if (self->filling || self->saved == NULL)
    return;
  bulk_connection_editor_say (self, NULL, bulk_connection_editor_is_changed (self) ? _ ("Not saved yet.") : "");
  bulk_connection_editor_notify_changed (self);
}

static void
on_secret_edited (BulkConnectionEditor *self)
{
  if (!self->filling)
    self->secrets_edited = TRUE;
  on_edited (self);
}

static void
on_kind_edited (BulkConnectionEditor *self)
{
  if (self->saved)
    bulk_connection_editor_show_kind (self);
  on_edited (self);
}

static void
on_where_edited (BulkConnectionEditor *self)
{
  g_autoptr (GError) error = NULL;
  gboolean custom, dropped;

  if (self->filling || self->saved == NULL)
    return;
  bulk_connection_editor_show_where (self);
  custom = adw_combo_row_get_selected (self->environment_row) == BULK_ENVIRONMENT_CUSTOM;
  dropped = bulk_connection_editor_drop_secrets (self);
  on_edited (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
  if (custom && *gtk_editable_get_text (GTK_EDITABLE (self->url_row))
      && !bulk_connection_check_url (gtk_editable_get_text (GTK_EDITABLE (self->url_row)), &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->url_row), "error");
      bulk_connection_editor_say_bad (self, error->message);
    }
  else if (dropped)
    bulk_connection_editor_say (self, "dialog-information-symbolic",
                                _ ("The address is another one: enter again what you sign in with, for it is never "
                                   "sent elsewhere by itself."));
}

/* Overrides */

static void
bulk_connection_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_CHANGED)
    g_value_set_boolean (value, bulk_connection_editor_is_changed (BULK_CONNECTION_EDITOR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_connection_editor_dispose (GObject *object)
{
  BulkConnectionEditor *self = BULK_CONNECTION_EDITOR (object);
  GtkWidget *child;

  bulk_connection_editor_stop (self);
  g_clear_object (&self->connections);   /* what still runs looks here before it shows anything */
  g_clear_object (&self->saved);
  bulk_connection_editor_keep_credentials (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bulk_connection_editor_parent_class)->dispose (object);
}

/* Class */

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BulkConnectionEditor, name)
  BIND (page);
  BIND (name_row);
  BIND (colour_box);
  BIND (environment_row);
  BIND (url_row);
  BIND (token_choice);
  BIND (user_choice);
  BIND (token_row);
  BIND (client_id_row);
  BIND (client_secret_row);
  BIND (id_row);
  BIND (list_button);
  BIND (more_row);
  BIND (ws_env_row);
  BIND (key_row);
  BIND (spinner);
  BIND (status_icon);
  BIND (status_label);
  BIND (reload_button);
  BIND (test_button);
  BIND (sign_out_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_where_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_secret_edited);
  gtk_widget_class_bind_template_callback (widget_class, bulk_connection_editor_load);
  gtk_widget_class_bind_template_callback (widget_class, bulk_connection_editor_test);
  gtk_widget_class_bind_template_callback (widget_class, bulk_connection_editor_sign_out);
}

static void
bulk_connection_editor_class_init (BulkConnectionEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = bulk_connection_editor_get_property;
  object_class->dispose = bulk_connection_editor_dispose;
  properties[PROP_CHANGED] = g_param_spec_boolean ("changed", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bulkloader/BulkLoader/connection-editor.ui");
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_colour (BulkConnectionEditor *self, BulkColour colour)
{
  GtkWidget *button = gtk_toggle_button_new ();
  const char *label = bulk_colour_get_label (colour);

  gtk_button_set_child (GTK_BUTTON (button), bulk_connection_mark_new_dot (colour));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (colour > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->colour_buttons[0]));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->colour_box, button, (int) colour % COLOURS_IN_A_LINE, (int) colour / COLOURS_IN_A_LINE, 1, 1);
  self->colour_buttons[colour] = button;
}

static void
set_choices (AdwComboRow *row, const char *const *labels)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
bulk_connection_editor_init (BulkConnectionEditor *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_choices (self->environment_row, (const char *[]) { bulk_environment_get_label (BULK_ENVIRONMENT_SANDBOX),
                                                         bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION),
                                                         bulk_environment_get_label (BULK_ENVIRONMENT_CUSTOM), NULL });
  for (guint i = 0; i < BULK_N_COLOURS; i++)
    add_colour (self, (BulkColour) i);
  self->popover = BULK_INTEGRATION_POPOVER (bulk_integration_popover_new ());
  gtk_menu_button_set_popover (self->list_button, GTK_WIDGET (self->popover));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (on_popover_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "chosen", G_CALLBACK (on_integration_chosen), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

/* Public functions */

/** bulk_connection_editor_edit: @connection: (nullable): %NULL to begin a new one */
void
bulk_connection_editor_edit (BulkConnectionEditor *self, BulkConnections *connections, BulkSavedConnection *connection)
{
  bulk_connection_editor_stop (self);
  g_set_object (&self->connections, connections);
  g_clear_object (&self->saved);
  bulk_connection_editor_keep_credentials (self, NULL);
  self->is_new = connection == NULL;
  if (connection)
    self->saved = g_object_ref (connection);
  else
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (connections));
      BulkSavedConnectionParts parts = { .colour = (BulkColour) (n % BULK_N_COLOURS) };

      self->saved = bulk_saved_connection_new (&parts);
    }
  bulk_connection_editor_fill_rows (self);
  bulk_connection_editor_fill_secrets (self, NULL);
  bulk_connection_editor_set_busy (self, FALSE);
  bulk_connection_editor_say (self, NULL, "");
  bulk_connection_editor_notify_changed (self);
  if (connection)
    bulk_connection_editor_load (self);
  gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

/** bulk_connection_editor_is_changed: Returns: whether something is entered that is not saved */
gboolean
bulk_connection_editor_is_changed (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = NULL;
  g_autoptr (BulkCredentials) credentials = NULL, nothing = NULL;

  if (self->saved == NULL)
    return FALSE;
  connection = bulk_connection_editor_read_connection (self);
  if (!bulk_saved_connection_equal (connection, self->saved))
    return TRUE;
  /* As long as the keyring has not told, only a person can have entered something. */
  if (self->kept == NULL && !self->secrets_edited && *gtk_editable_get_text (GTK_EDITABLE (self->id_row)) == '\0')
    return FALSE;
  credentials = bulk_connection_editor_read_credentials (self);
  nothing = bulk_credentials_new (NULL, NULL);
  return !bulk_credentials_equal (credentials, self->kept ? self->kept : nothing);
}

/** bulk_connection_editor_get_title: Returns: (transfer none): what to call what is edited */
const char *
bulk_connection_editor_get_title (BulkConnectionEditor *self)
{
  return self->saved == NULL || self->is_new ? _ ("New Connection") : bulk_saved_connection_get_name (self->saved);
}
