/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "store/connections.h"
G_BEGIN_DECLS
/* BulkConnectionEditor: all that is known of one connection, to be changed, saved, tested and forgotten. What is secret
 * lives in the keyring alone. Property "changed" (gboolean, read-only): something is entered that is not saved.
 * Signal "saved": all of it was. */
#define BULK_TYPE_CONNECTION_EDITOR (bulk_connection_editor_get_type ())
G_DECLARE_FINAL_TYPE (BulkConnectionEditor, bulk_connection_editor, BULK, CONNECTION_EDITOR, GtkWidget)
/* connection: NULL for a new one. Whatever was entered before is dropped. */
void bulk_connection_editor_edit (BulkConnectionEditor *self, BulkConnections *connections,
                                  BulkSavedConnection *connection);
void bulk_connection_editor_save (BulkConnectionEditor *self);
gboolean bulk_connection_editor_is_changed (BulkConnectionEditor *self);
const char *bulk_connection_editor_get_title (BulkConnectionEditor *self);
G_END_DECLS
