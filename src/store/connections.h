/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/saved-connection.h"
G_BEGIN_DECLS
/* BulkConnections: a GListModel of BulkSavedConnection, kept in the settings and in step with them, whoever changes
 * them. Until the user changes it, it is what older versions had: one connection for each environment.
 * Property "chosen" (BulkSavedConnection, NULL only if there are none): the one for the next upload. */
#define BULK_TYPE_CONNECTIONS (bulk_connections_get_type ())
G_DECLARE_FINAL_TYPE (BulkConnections, bulk_connections, BULK, CONNECTIONS, GObject)
BulkConnections *bulk_connections_new (BulkPreferences *preferences);
BulkSavedConnection *bulk_connections_get_chosen (BulkConnections *self);               /* transfer none, nullable */
void bulk_connections_choose (BulkConnections *self, const char *id);
BulkSavedConnection *bulk_connections_find (BulkConnections *self, const char *id);     /* transfer none, nullable */
/* By its name, whatever the case, or its ID; NULL if there is none, or if two have the name. */
BulkSavedConnection *bulk_connections_find_by_name (BulkConnections *self, const char *name);
guint bulk_connections_get_position (BulkConnections *self, const char *id);            /* G_MAXUINT: not there */
/* in place of its ID's, else last */
void bulk_connections_put (BulkConnections *self, BulkSavedConnection *connection);
void bulk_connections_insert (BulkConnections *self, guint position, BulkSavedConnection *connection);
void bulk_connections_remove (BulkConnections *self, const char *id);
G_END_DECLS
