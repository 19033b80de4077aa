/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "store/credentials.h"
#include "ui/connection-editor.h"
#include "ui/integration-popover.h"
G_BEGIN_DECLS

struct _BulkConnectionEditor
{
  GtkWidget parent_instance;

  GtkWidget *page;
  AdwEntryRow *name_row;
  GtkGrid *colour_box;
  AdwComboRow *environment_row;
  AdwEntryRow *url_row;
  GtkCheckButton *token_choice;
  GtkCheckButton *user_choice;
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

/* connection-editor.c */
void bulk_connection_editor_notify_changed (BulkConnectionEditor *self);

/* connection-editor-rows.c */
BulkSavedConnection *bulk_connection_editor_read_connection (BulkConnectionEditor *self);
BulkCredentials *bulk_connection_editor_read_credentials (BulkConnectionEditor *self);
void bulk_connection_editor_fill_rows (BulkConnectionEditor *self);
void bulk_connection_editor_fill_secrets (BulkConnectionEditor *self, const BulkCredentials *credentials);
gboolean bulk_connection_editor_drop_secrets (BulkConnectionEditor *self);
void bulk_connection_editor_show_kind (BulkConnectionEditor *self);
void bulk_connection_editor_show_where (BulkConnectionEditor *self);

/* connection-editor-work.c */
void bulk_connection_editor_load (BulkConnectionEditor *self);
void bulk_connection_editor_test (BulkConnectionEditor *self);
void bulk_connection_editor_sign_out (BulkConnectionEditor *self);
void bulk_connection_editor_stop (BulkConnectionEditor *self);
void bulk_connection_editor_keep_credentials (BulkConnectionEditor *self, BulkCredentials *credentials);
void bulk_connection_editor_set_busy (BulkConnectionEditor *self, gboolean busy);
void bulk_connection_editor_say (BulkConnectionEditor *self, const char *icon, const char *text);
void bulk_connection_editor_say_bad (BulkConnectionEditor *self, const char *text);
G_END_DECLS
