/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences-window.h"

#include <glib/gi18n-lib.h>

#include "store/credentials.h"
#include "workspan/connection.h"

struct _BulkPreferencesWindow
{
  AdwWindow parent_instance;

  AdwComboRow *environment_row;
  AdwEntryRow *url_row;
  AdwEntryRow *ws_env_row;
  AdwEntryRow *id_row;
  AdwPasswordEntryRow *token_row;
  GtkLabel *status_label;
  GtkSpinner *spinner;
  GtkButton *save_button;
  GtkButton *test_button;
  GtkButton *remove_button;

  BulkPreferences *preferences;
  GCancellable *cancellable; /* of the one thing that is being done */
  gboolean filling;          /* the rows are being filled by us, not by a person */
};

G_DEFINE_FINAL_TYPE (BulkPreferencesWindow, bulk_preferences_window, ADW_TYPE_WINDOW)

/* Private helpers */

static const char *
row_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static BulkEnvironment
chosen_environment (BulkPreferencesWindow *self)
{
  return (BulkEnvironment) adw_combo_row_get_selected (self->environment_row);
}

static void
say (BulkPreferencesWindow *self, const char *text, gboolean bad)
{
  gtk_label_set_text (self->status_label, text);
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self->status_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_label), "error");
}

static void
set_busy (BulkPreferencesWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove_button), !busy);
}

static GCancellable *
begin (BulkPreferencesWindow *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  return self->cancellable;
}

/* Whether the window still waits for this; what was cancelled has nothing to say. */
static gboolean
finished (BulkPreferencesWindow *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->status_label == NULL)
    return FALSE;
  set_busy (self, FALSE);
  if (error)
    say (self, error->message, TRUE);
  return error == NULL;
}

/* (transfer full) (nullable): of what is entered, saved or not */
static BulkConnection *
connection_from_rows (BulkPreferencesWindow *self)
{
  BulkEnvironment environment = chosen_environment (self);
  const char *url = environment == BULK_ENVIRONMENT_SANDBOX      ? BULK_SANDBOX_URL
                    : environment == BULK_ENVIRONMENT_PRODUCTION ? BULK_PRODUCTION_URL
                                                                 : row_text (self->url_row);
  const char *ws_env = row_text (self->ws_env_row);
  g_autoptr (GError) error = NULL;
  BulkConnection *connection = bulk_connection_new (url, row_text (self->id_row), row_text (self->token_row),
                                                    *ws_env ? ws_env : NULL, NULL, &error);

  if (connection == NULL)
    say (self, error->message, TRUE);
  return connection;
}

/* Callbacks */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_load_finish (result, &error);

  if (!finished (self, error))
    return;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), credentials ? credentials->integration_id : "");
  gtk_editable_set_text (GTK_EDITABLE (self->token_row), credentials ? credentials->token : "");
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove_button), credentials != NULL);
  say (self, credentials ? _ ("Saved in your keyring.") : _ ("Nothing is saved for this environment yet."), FALSE);
}

static void
load (BulkPreferencesWindow *self)
{
  BulkEnvironment environment = chosen_environment (self);

  gtk_widget_set_visible (GTK_WIDGET (self->url_row), environment == BULK_ENVIRONMENT_CUSTOM);
  /* One environment's token must never be taken for another's. */
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->id_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->token_row), "");
  self->filling = FALSE;
  bulk_credentials_load_async (bulk_environment_get_name (environment), begin (self), on_loaded, g_object_ref (self));
}

static void
on_environment_changed (BulkPreferencesWindow *self)
{
  if (!self->filling && self->preferences)
    load (self);
}

static void
on_edited (BulkPreferencesWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->filling)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
  if (chosen_environment (self) == BULK_ENVIRONMENT_CUSTOM
      && !bulk_connection_check_url (row_text (self->url_row), &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->url_row), "error");
      say (self, error->message, TRUE);
      return;
    }
  say (self, _ ("Not saved yet."), FALSE);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  bulk_credentials_save_finish (result, &error);
  if (finished (self, error))
    say (self, _ ("Saved in your keyring."), FALSE);
}

static void
on_save_clicked (BulkPreferencesWindow *self)
{
  BulkEnvironment environment = chosen_environment (self);
  g_autoptr (BulkConnection) connection = connection_from_rows (self);
  g_autoptr (BulkCredentials) credentials = NULL;

  if (connection == NULL)
    return;
  bulk_preferences_set_environment (self->preferences, environment);
  if (environment == BULK_ENVIRONMENT_CUSTOM)
    bulk_preferences_set_custom_url (self->preferences, row_text (self->url_row));
  bulk_preferences_set_ws_env (self->preferences, row_text (self->ws_env_row));
  credentials = bulk_credentials_new (row_text (self->id_row), row_text (self->token_row));
  say (self, _ ("Saving…"), FALSE);
  bulk_credentials_save_async (bulk_environment_get_name (environment), credentials, begin (self), on_saved,
                               g_object_ref (self));
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bulk_connection_test_finish (BULK_CONNECTION (source), result, &error);

  if (finished (self, error))
    say (self, text, FALSE);
}

static void
on_test_clicked (BulkPreferencesWindow *self)
{
  g_autoptr (BulkConnection) connection = connection_from_rows (self);

  if (connection == NULL)
    return;
  say (self, _ ("Testing the connection…"), FALSE);
  bulk_connection_test_async (connection, begin (self), on_tested, g_object_ref (self));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  bulk_credentials_clear_finish (result, &error);
  if (finished (self, error))
    load (self);
}

static void
on_remove_clicked (BulkPreferencesWindow *self)
{
  bulk_credentials_clear_async (bulk_environment_get_name (chosen_environment (self)), begin (self), on_removed,
                                g_object_ref (self));
}

/* Overrides */

static void
bulk_preferences_window_dispose (GObject *object)
{
  BulkPreferencesWindow *self = BULK_PREFERENCES_WINDOW (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->preferences);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_PREFERENCES_WINDOW);
  self->status_label = NULL; /* what still runs looks here before it shows anything */
  G_OBJECT_CLASS (bulk_preferences_window_parent_class)->dispose (object);
}

/* Class */

static void
bulk_preferences_window_class_init (BulkPreferencesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bulkloader/BulkLoader/preferences-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BulkPreferencesWindow, name)
  BIND (environment_row);
  BIND (url_row);
  BIND (ws_env_row);
  BIND (id_row);
  BIND (token_row);
  BIND (status_label);
  BIND (spinner);
  BIND (save_button);
  BIND (test_button);
  BIND (remove_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_environment_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bulk_preferences_window_init (BulkPreferencesWindow *self)
{
  const char *labels[] = { bulk_environment_get_label (BULK_ENVIRONMENT_SANDBOX),
                           bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION),
                           bulk_environment_get_label (BULK_ENVIRONMENT_CUSTOM), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->environment_row, G_LIST_MODEL (list));
}

/* Public functions */

/**
 * bulk_preferences_window_new:
 * @parent: (nullable): the window it belongs to
 * @preferences: what it shows and changes
 *
 * Returns: (transfer none): a window, not presented yet
 */
BulkPreferencesWindow *
bulk_preferences_window_new (GtkWindow *parent, BulkPreferences *preferences)
{
  BulkPreferencesWindow *self = g_object_new (BULK_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  g_autofree char *url = bulk_preferences_dup_custom_url (preferences);
  g_autofree char *ws_env = bulk_preferences_dup_ws_env (preferences);

  self->preferences = g_object_ref (preferences);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url ? url : "");
  gtk_editable_set_text (GTK_EDITABLE (self->ws_env_row), ws_env ? ws_env : "");
  adw_combo_row_set_selected (self->environment_row, bulk_preferences_get_environment (preferences));
  self->filling = FALSE;
  load (self);
  return self;
}
