/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What takes its time: the keyring, and the service. One thing at a time, and what it says. */
#include "ui/connection-editor-private.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "workspan/connection.h"

/* Private helpers */

void
bulk_connection_editor_say (BulkConnectionEditor *self, const char *icon, const char *text)
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

void
bulk_connection_editor_say_bad (BulkConnectionEditor *self, const char *text)
{
  bulk_connection_editor_say (self, "dialog-error-symbolic", text);
}

void
bulk_connection_editor_set_busy (BulkConnectionEditor *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), !busy && self->kept != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reload_button), FALSE);
}

void
bulk_connection_editor_stop (BulkConnectionEditor *self)
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
  bulk_connection_editor_stop (self);
  self->cancellable = g_cancellable_new ();
  bulk_connection_editor_say (self, NULL, text);
  bulk_connection_editor_set_busy (self, TRUE);
  return self->cancellable;
}

/* Whether the page still waits for this; what was cancelled has nothing to say. */
static gboolean
finished (BulkConnectionEditor *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->connections == NULL)
    return FALSE;
  g_clear_object (&self->cancellable);
  bulk_connection_editor_set_busy (self, FALSE);
  if (error)
    bulk_connection_editor_say_bad (self, error->message);
  return error == NULL;
}

void
bulk_connection_editor_keep_credentials (BulkConnectionEditor *self, BulkCredentials *credentials)
{
  g_clear_pointer (&self->kept, bulk_credentials_free);
  self->kept = credentials;
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
      gtk_widget_set_visible (GTK_WIDGET (self->reload_button), error && self->connections
                              && self->cancellable == NULL);
      return;
    }
  if (!self->secrets_edited)
    bulk_connection_editor_fill_secrets (self, credentials);
  if (credentials && credentials->subscription_key)
    adw_expander_row_set_expanded (self->more_row, TRUE);
  bulk_connection_editor_keep_credentials (self, g_steal_pointer (&credentials));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), self->kept != NULL);
  bulk_connection_editor_say (self, NULL,
                              self->kept ? _ ("Saved in your keyring.") : _ ("Nobody is signed in here yet."));
  bulk_connection_editor_notify_changed (self);
}

void
bulk_connection_editor_load (BulkConnectionEditor *self)
{
  bulk_credentials_load_async (bulk_saved_connection_get_id (self->saved), begin (self, _ ("Asking the keyring…")),
                               on_loaded, g_object_ref (self));
}

static void
keep_saved (BulkConnectionEditor *self)
{
  bulk_connections_put (self->connections, self->saving);
  g_set_object (&self->saved, self->saving);
  g_clear_object (&self->saving);
  bulk_connection_editor_keep_credentials (self, g_steal_pointer (&self->saving_credentials));
  self->is_new = FALSE;
  self->secrets_edited = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), self->kept != NULL);
  bulk_connection_editor_say (self, "emblem-ok-symbolic",
                              self->kept ? _ ("Saved in your keyring.") : _ ("Saved. Nobody is signed in here yet."));
  bulk_connection_editor_notify_changed (self);
  g_signal_emit_by_name (self, "saved");
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
  bulk_connection_editor_keep_credentials (self, NULL);
  bulk_connection_editor_fill_secrets (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_out_button), FALSE);
  if (warning)
    {
      g_autofree char *text = g_strdup_printf (_ ("Signed out here, but the service could not be told: %s"), warning);

      bulk_connection_editor_say (self, "dialog-warning-symbolic", text);
    }
  else
    bulk_connection_editor_say (self, "emblem-ok-symbolic",
                                _ ("Signed out. The keyring has nothing of this connection any more."));
  bulk_connection_editor_notify_changed (self);
}

void
bulk_connection_editor_sign_out (BulkConnectionEditor *self)
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
    bulk_connection_editor_say (self, "emblem-ok-symbolic", text);
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

void
bulk_connection_editor_test (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = bulk_connection_editor_read_connection (self);
  g_autoptr (BulkCredentials) credentials = bulk_connection_editor_read_credentials (self);

  bulk_sign_in_with_async (connection, credentials, NULL, begin (self, _ ("Testing the connection…")), on_signed_in,
                           g_object_ref (self));
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
  g_autoptr (BulkSavedConnection) connection = bulk_connection_editor_read_connection (self);
  g_autoptr (BulkCredentials) credentials = bulk_connection_editor_read_credentials (self);
  g_autoptr (BulkCredentials) nothing = bulk_credentials_new (NULL, NULL);
  gboolean empty = bulk_credentials_equal (credentials, nothing);
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable;

  if (empty ? !bulk_connection_check_url (bulk_saved_connection_get_base_url (connection), &error)
            : !is_complete (self, connection, credentials, &error))
    {
      bulk_connection_editor_say_bad (self, error->message);
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
