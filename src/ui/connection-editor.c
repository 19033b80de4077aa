/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connection-editor.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "ui/connection-mark.h"
#include "ui/integration-popover.h"
#include "workspan/connection.h"

#define COLOURS_IN_A_LINE 4

struct _BulkConnectionEditor
{
  GtkWidget parent_instance;

  GtkWidget *page;
  AdwEntryRow *name_row;
  GtkGrid *colour_box;
  AdwComboRow *environment_row;
  AdwEntryRow *url_row;
  AdwComboRow *kind_row;
  AdwPasswordEntryRow *token_row;
  AdwEntryRow *client_id_row;
  AdwPasswordEntryRow *client_secret_row;
  AdwEntryRow *id_row;
  GtkMenuButton *list_button;
  BulkIntegrationPopover *popover;
  AdwExpanderRow *more_row;
  AdwEntryRow *ws_env_row;
  AdwPasswordEntryRow *key_row;
  GtkSpinner *spinner;
  GtkImage *status_icon;
  GtkLabel *status_label;
  GtkButton *reload_button;
  GtkButton *test_button;
  GtkButton *sign_out_button;
  GtkWidget *colour_buttons[BULK_N_COLOURS];

  BulkConnections *connections;
  BulkSavedConnection *saved;     /* as it is kept; of a new one, as it began */
  gboolean is_new;
  BulkCredentials *kept;          /* (nullable): what the keyring has, as far as it told */
  gboolean secrets_edited;        /* by a person, since they were filled in */
  gboolean filling;               /* the rows are being filled by us, not by a person */
  GCancellable *cancellable;      /* of the one thing that is being done */
  BulkSavedConnection *saving;    /* what is on its way into the keyring, and is kept afterwards */
  BulkCredentials *saving_credentials;
};

G_DEFINE_FINAL_TYPE (BulkConnectionEditor, bulk_connection_editor, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_CHANGED, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers: the rows */

static const char *
row_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_row_text (gpointer row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text ? text : "");
}

static BulkColour
chosen_colour (BulkConnectionEditor *self)
{
  for (guint i = 0; i < BULK_N_COLOURS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->colour_buttons[i])))
      return (BulkColour) i;
  return BULK_COLOUR_BLUE;
}

/* (transfer full): as entered */
static BulkSavedConnection *
connection_from_rows (BulkConnectionEditor *self)
{
  BulkSavedConnectionParts parts;

  bulk_saved_connection_get_parts (self->saved, &parts);
  parts.name = row_text (self->name_row);
  parts.environment = (BulkEnvironment) adw_combo_row_get_selected (self->environment_row);
  /* It goes by the same name in every language, as long as nobody gives it another one. */
  if (g_str_equal (parts.name, bulk_environment_get_label (parts.environment)))
    parts.name = "";
  parts.colour = chosen_colour (self);
  parts.url = row_text (self->url_row);
  parts.ws_env = row_text (self->ws_env_row);
  parts.kind = (BulkCredentialsKind) adw_combo_row_get_selected (self->kind_row);
  return bulk_saved_connection_new (&parts);
}

/* (transfer full): as entered; only what the chosen kind takes */
static BulkCredentials *
credentials_from_rows (BulkConnectionEditor *self)
{
  gboolean user = adw_combo_row_get_selected (self->kind_row) == BULK_CREDENTIALS_APPLICATION_USER;
  BulkCredentials *credentials = bulk_credentials_new (row_text (self->id_row), user ? "" : row_text (self->token_row));

  if (user)
    bulk_credentials_set_application_user (credentials, row_text (self->client_id_row),
                                           row_text (self->client_secret_row));
  bulk_credentials_set_subscription_key (credentials, row_text (self->key_row));
  return credentials;
}

static void
show_kind (BulkConnectionEditor *self)
{
  gboolean user = adw_combo_row_get_selected (self->kind_row) == BULK_CREDENTIALS_APPLICATION_USER;

  gtk_widget_set_visible (GTK_WIDGET (self->token_row), !user);
  gtk_widget_set_visible (GTK_WIDGET (self->client_id_row), user);
  gtk_widget_set_visible (GTK_WIDGET (self->client_secret_row), user);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind_row),
                               user ? _ ("Tokens are fetched and renewed by themselves")
                                    : _ ("A token lasts an hour, then a new one has to be pasted"));
}

static void
show_where (BulkConnectionEditor *self)
{
  BulkEnvironment environment = (BulkEnvironment) adw_combo_row_get_selected (self->environment_row);

  gtk_widget_set_visible (GTK_WIDGET (self->url_row), environment == BULK_ENVIRONMENT_CUSTOM);
}

static void
fill_secrets (BulkConnectionEditor *self, const BulkCredentials *credentials)
{
  self->filling = TRUE;
  set_row_text (self->id_row, credentials ? credentials->integration_id : NULL);
  set_row_text (self->token_row, credentials ? credentials->token : NULL);
  set_row_text (self->client_id_row, credentials ? credentials->client_id : NULL);
  set_row_text (self->client_secret_row, credentials ? credentials->client_secret : NULL);
  set_row_text (self->key_row, credentials ? credentials->subscription_key : NULL);
  self->filling = FALSE;
  self->secrets_edited = FALSE;
}

static void
fill_rows (BulkConnectionEditor *self)
{
  BulkSavedConnectionParts parts;

  bulk_saved_connection_get_parts (self->saved, &parts);
  self->filling = TRUE;
  set_row_text (self->name_row, self->is_new ? "" : bulk_saved_connection_get_name (self->saved));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->colour_buttons[parts.colour]), TRUE);
  adw_combo_row_set_selected (self->environment_row, parts.environment);
  set_row_text (self->url_row, parts.url);
  set_row_text (self->ws_env_row, parts.ws_env);
  adw_combo_row_set_selected (self->kind_row, parts.kind);
  self->filling = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
  adw_expander_row_set_expanded (self->more_row, *parts.ws_env != '\0');
  show_kind (self);
  show_where (self);
}

/* Private helpers: what is being done */

static void
say (BulkConnectionEditor *self, const char *icon, const char *text)
{
  gtk_label_set_text (self->status_label, text);
  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), icon != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->status_icon),
                              (const char *[]) { g_strcmp0 (icon, "emblem-ok-symbolic") == 0       ? "success"
                                                 : g_strcmp0 (icon, "dialog-error-symbolic") == 0 ? "error"
                                                                                                  : "dim-label",
                                                 NULL });
}

static void
say_bad (BulkConnectionEditor *self, const char *text)
{
  say (self, "dialog-error-symbolic", text);
}

static void
set_busy (BulkConnectionEditor *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), !busy && self->kept != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reload_button), FALSE);
}

static void
stop (BulkConnectionEditor *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->saving);
  g_clear_pointer (&self->saving_credentials, bulk_credentials_free);
}

static GCancellable *
begin (BulkConnectionEditor *self, const char *text)
{
  stop (self);
  self->cancellable = g_cancellable_new ();
  say (self, NULL, text);
  set_busy (self, TRUE);
  return self->cancellable;
}

/* Whether the page still waits for this; what was cancelled has nothing to say. */
static gboolean
finished (BulkConnectionEditor *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->connections == NULL)
    return FALSE;
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (error)
    say_bad (self, error->message);
  return error == NULL;
}

static void
keep_credentials (BulkConnectionEditor *self, BulkCredentials *credentials)
{
  g_clear_pointer (&self->kept, bulk_credentials_free);
  self->kept = credentials;
}

static void
notify_changed (BulkConnectionEditor *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/* Callbacks: the keyring */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkConnectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_load_finish (result, &error);

  if (!finished (self, error))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->reload_button), error && self->connections && self->cancellable == NULL);
      return;
    }
  if (!self->secrets_edited)
    fill_secrets (self, credentials);
  if (credentials && credentials->subscription_key)
    adw_expander_row_set_expanded (self->more_row, TRUE);
  keep_credentials (self, g_steal_pointer (&credentials));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), self->kept != NULL);
  say (self, NULL, self->kept ? _ ("Saved in your keyring.") : _ ("Nobody is signed in here yet."));
  notify_changed (self);
}

static void
load (BulkConnectionEditor *self)
{
  bulk_credentials_load_async (bulk_saved_connection_get_id (self->saved), begin (self, _ ("Asking the keyring…")),
                               on_loaded, g_object_ref (self));
}

static void
on_reload_clicked (BulkConnectionEditor *self)
{
  load (self);
}

static void
keep_saved (BulkConnectionEditor *self)
{
  bulk_connections_put (self->connections, self->saving);
  g_set_object (&self->saved, self->saving);
  g_clear_object (&self->saving);
  keep_credentials (self, g_steal_pointer (&self->saving_credentials));
  self->is_new = FALSE;
  self->secrets_edited = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), self->kept != NULL);
  say (self, "emblem-ok-symbolic", self->kept ? _ ("Saved in your keyring.") : _ ("Saved. Nobody is signed in here yet."));
  notify_changed (self);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkConnectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  bulk_credentials_save_finish (result, &error);
  if (finished (self, error))
    keep_saved (self);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkConnectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  bulk_credentials_clear_finish (result, &error);
  if (finished (self, error))
    keep_saved (self);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkConnectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *warning = NULL;

  bulk_sign_out_finish (result, &warning, &error);
  if (!finished (self, error))
    return;
  keep_credentials (self, NULL);
  fill_secrets (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), FALSE);
  if (warning)
    {
      g_autofree char *text = g_strdup_printf (_ ("Signed out here, but the service could not be told: %s"), warning);

      say (self, "dialog-warning-symbolic", text);
    }
  else
    say (self, "emblem-ok-symbolic", _ ("Signed out. The keyring has nothing of this connection any more."));
  notify_changed (self);
}

static void
on_sign_out_clicked (BulkConnectionEditor *self)
{
  bulk_sign_out_async (self->saved, begin (self, _ ("Signing out…")), on_signed_out, g_object_ref (self));
}

/* Callbacks: testing */

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkConnectionEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bulk_connection_test_finish (BULK_CONNECTION (source), result, &error);

  if (finished (self, error))
    say (self, "emblem-ok-symbolic", text);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BulkConnectionEditor *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = bulk_sign_in_finish (result, &error);

  if (connection && self->cancellable)
    {
      bulk_connection_test_async (connection, self->cancellable, on_tested, self);
      return;
    }
  finished (self, error);
  g_object_unref (self);
}

static void
on_test_clicked (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = connection_from_rows (self);
  g_autoptr (BulkCredentials) credentials = credentials_from_rows (self);

  bulk_sign_in_with_async (connection, credentials, NULL, begin (self, _ ("Testing the connection…")), on_signed_in,
                           g_object_ref (self));
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
  g_autoptr (BulkSavedConnection) connection = connection_from_rows (self);
  g_autoptr (BulkCredentials) credentials = credentials_from_rows (self);

  bulk_integration_popover_wait (self->popover);
  bulk_sign_in_with_async (connection, credentials, "unknown", NULL, on_signed_in_for_list,
                           g_object_ref (self->popover));
}

static void
on_integration_chosen (BulkConnectionEditor *self, const char *id)
{
  set_row_text (self->id_row, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->id_row));
}

/* Callbacks: editing */

static void
on_edited (BulkConnectionEditor *self)
{
  if (self->filling || self->saved == NULL)
    return;
  say (self, NULL, bulk_connection_editor_is_changed (self) ? _ ("Not saved yet.") : "");
  notify_changed (self);
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
    show_kind (self);
  on_edited (self);
}

/* What the keyring had for one address must never be sent to another. */
static gboolean
drop_secrets (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = connection_from_rows (self);

  if (self->secrets_edited || self->kept == NULL
      || g_str_equal (bulk_saved_connection_get_base_url (connection), bulk_saved_connection_get_base_url (self->saved)))
    return FALSE;
  self->filling = TRUE;
  set_row_text (self->token_row, NULL);
  set_row_text (self->client_secret_row, NULL);
  set_row_text (self->key_row, NULL);
  self->filling = FALSE;
  return TRUE;
}

static void
on_where_edited (BulkConnectionEditor *self)
{
  g_autoptr (GError) error = NULL;
  gboolean custom, dropped;

  if (self->filling || self->saved == NULL)
    return;
  show_where (self);
  custom = adw_combo_row_get_selected (self->environment_row) == BULK_ENVIRONMENT_CUSTOM;
  dropped = drop_secrets (self);
  on_edited (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
  if (custom && *row_text (self->url_row) && !bulk_connection_check_url (row_text (self->url_row), &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->url_row), "error");
      say_bad (self, error->message);
    }
  else if (dropped)
    say (self, "dialog-information-symbolic",
         _ ("The address is another one: enter again what you sign in with, for it is never sent elsewhere by itself."));
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

  stop (self);
  g_clear_object (&self->connections);   /* what still runs looks here before it shows anything */
  g_clear_object (&self->saved);
  keep_credentials (self, NULL);
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
  BIND (kind_row);
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
  gtk_widget_class_bind_template_callback (widget_class, on_reload_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_out_clicked);
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
  set_choices (self->kind_row, (const char *[]) { _ ("Pasted token"), _ ("Application user"), NULL });
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
  stop (self);
  g_set_object (&self->connections, connections);
  g_clear_object (&self->saved);
  keep_credentials (self, NULL);
  self->is_new = connection == NULL;
  if (connection)
    self->saved = g_object_ref (connection);
  else
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (connections));
      BulkSavedConnectionParts parts = { .colour = (BulkColour) (n % BULK_N_COLOURS) };

      self->saved = bulk_saved_connection_new (&parts);
    }
  fill_rows (self);
  fill_secrets (self, NULL);
  set_busy (self, FALSE);
  say (self, NULL, "");
  notify_changed (self);
  if (connection)
    load (self);
  gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

static gboolean
is_complete (BulkConnectionEditor *self, BulkSavedConnection *connection, BulkCredentials *credentials, GError **error)
{
  gboolean user = bulk_saved_connection_get_kind (connection) == BULK_CREDENTIALS_APPLICATION_USER;
  g_autoptr (BulkConnection) whole = NULL;

  if (user
      && (!bulk_token_source_check_client_id (credentials->client_id, error)
          || !bulk_token_source_check_client_secret (credentials->client_secret, error)))
    return FALSE;
  /* The connection checks all the rest; of an application user the token comes later. */
  whole = bulk_connection_new (bulk_saved_connection_get_base_url (connection), credentials->integration_id,
                               user ? "-" : credentials->token, bulk_saved_connection_get_ws_env (connection),
                               credentials->subscription_key, error);
  return whole != NULL;
}

/** bulk_connection_editor_save: saves what is entered, if it can be used; says so if it cannot */
void
bulk_connection_editor_save (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = connection_from_rows (self);
  g_autoptr (BulkCredentials) credentials = credentials_from_rows (self), nothing = bulk_credentials_new (NULL, NULL);
  gboolean empty = bulk_credentials_equal (credentials, nothing);
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable;

  if (empty ? !bulk_connection_check_url (bulk_saved_connection_get_base_url (connection), &error)
            : !is_complete (self, connection, credentials, &error))
    {
      say_bad (self, error->message);
      return;
    }
  cancellable = begin (self, _ ("Saving…"));
  self->saving = g_steal_pointer (&connection);
  if (empty && self->kept == NULL)
    {
      finished (self, NULL);
      keep_saved (self);
      return;
    }
  if (empty)
    {
      bulk_credentials_clear_async (bulk_saved_connection_get_id (self->saving), cancellable, on_cleared,
                                    g_object_ref (self));
      return;
    }
  self->saving_credentials = bulk_credentials_copy (credentials);
  bulk_credentials_save_async (bulk_saved_connection_get_id (self->saving), credentials, cancellable, on_saved,
                               g_object_ref (self));
}

/** bulk_connection_editor_is_changed: Returns: whether something is entered that is not saved */
gboolean
bulk_connection_editor_is_changed (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = NULL;
  g_autoptr (BulkCredentials) credentials = NULL, nothing = NULL;

  if (self->saved == NULL)
    return FALSE;
  connection = connection_from_rows (self);
  if (!bulk_saved_connection_equal (connection, self->saved))
    return TRUE;
  /* As long as the keyring has not told, only a person can have entered something. */
  if (self->kept == NULL && !self->secrets_edited && *row_text (self->id_row) == '\0')
    return FALSE;
  credentials = credentials_from_rows (self);
  nothing = bulk_credentials_new (NULL, NULL);
  return !bulk_credentials_equal (credentials, self->kept ? self->kept : nothing);
}

/** bulk_connection_editor_get_title: Returns: (transfer none): what to call what is edited */
const char *
bulk_connection_editor_get_title (BulkConnectionEditor *self)
{
  return self->saved == NULL || self->is_new ? _ ("New Connection") : bulk_saved_connection_get_name (self->saved);
}
