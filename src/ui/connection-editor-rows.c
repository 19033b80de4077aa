/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is entered into the rows, and what is filled into them. */
#include "ui/connection-editor-private.h"

#include <glib/gi18n-lib.h>

#include "load/sign-in.h"
#include "workspan/connection.h"

/* Private helpers */

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

static gboolean
is_application_user (BulkConnectionEditor *self)
{
  return gtk_check_button_get_active (self->user_choice);
}

/* (transfer full): as entered */
BulkSavedConnection *
bulk_connection_editor_read_connection (BulkConnectionEditor *self)
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
  parts.kind = is_application_user (self) ? BULK_CREDENTIALS_APPLICATION_USER : BULK_CREDENTIALS_TOKEN;
  return bulk_saved_connection_new (&parts);
}

/* (transfer full): as entered; only what the chosen kind takes */
BulkCredentials *
bulk_connection_editor_read_credentials (BulkConnectionEditor *self)
{
  gboolean user = is_application_user (self);
  BulkCredentials *credentials = bulk_credentials_new (row_text (self->id_row), user ? "" : row_text (self->token_row));

  if (user)
    bulk_credentials_set_application_user (credentials, row_text (self->client_id_row),
                                           row_text (self->client_secret_row));
  bulk_credentials_set_subscription_key (credentials, row_text (self->key_row));
  return credentials;
}

void
bulk_connection_editor_show_kind (BulkConnectionEditor *self)
{
  gboolean user = is_application_user (self);

  gtk_widget_set_visible (GTK_WIDGET (self->token_row), !user);
  gtk_widget_set_visible (GTK_WIDGET (self->client_id_row), user);
  gtk_widget_set_visible (GTK_WIDGET (self->client_secret_row), user);
}

void
bulk_connection_editor_show_where (BulkConnectionEditor *self)
{
  BulkEnvironment environment = (BulkEnvironment) adw_combo_row_get_selected (self->environment_row);

  gtk_widget_set_visible (GTK_WIDGET (self->url_row), environment == BULK_ENVIRONMENT_CUSTOM);
}

void
bulk_connection_editor_fill_secrets (BulkConnectionEditor *self, const BulkCredentials *credentials)
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

void
bulk_connection_editor_fill_rows (BulkConnectionEditor *self)
{
  BulkSavedConnectionParts parts;

  bulk_saved_connection_get_parts (self->saved, &parts);
  self->filling = TRUE;
  set_row_text (self->name_row, self->is_new ? "" : bulk_saved_connection_get_name (self->saved));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->colour_buttons[parts.colour]), TRUE);
  adw_combo_row_set_selected (self->environment_row, parts.environment);
  set_row_text (self->url_row, parts.url);
  set_row_text (self->ws_env_row, parts.ws_env);
  gtk_check_button_set_active (parts.kind == BULK_CREDENTIALS_APPLICATION_USER ? self->user_choice : self->token_choice,
                               TRUE);
  self->filling = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
  adw_expander_row_set_expanded (self->more_row, *parts.ws_env != '\0');
  bulk_connection_editor_show_kind (self);
  bulk_connection_editor_show_where (self);
}

/* What the keyring had for one address must never be sent to another. */
gboolean
bulk_connection_editor_drop_secrets (BulkConnectionEditor *self)
{
  g_autoptr (BulkSavedConnection) connection = bulk_connection_editor_read_connection (self);

  if (self->secrets_edited || self->kept == NULL
      || g_str_equal (bulk_saved_connection_get_base_url (connection),
                      bulk_saved_connection_get_base_url (self->saved)))
    return FALSE;
  self->filling = TRUE;
  set_row_text (self->token_row, NULL);
  set_row_text (self->client_secret_row, NULL);
  set_row_text (self->key_row, NULL);
  self->filling = FALSE;
  return TRUE;
}
