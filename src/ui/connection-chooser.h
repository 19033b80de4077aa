/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "store/connections.h"
G_BEGIN_DECLS
/* BulkConnectionChooser: which connection the next upload goes over. Changes the settings. */
#define BULK_TYPE_CONNECTION_CHOOSER (bulk_connection_chooser_get_type ())
G_DECLARE_FINAL_TYPE (BulkConnectionChooser, bulk_connection_chooser, BULK, CONNECTION_CHOOSER, GtkWidget)
/* Signal "chosen": another connection is, or there are others. */
const char *bulk_connection_chooser_get_chosen_id (BulkConnectionChooser *self); /* nullable: there is none to choose */
void bulk_connection_chooser_set_connections (BulkConnectionChooser *self, BulkConnections *connections);
G_END_DECLS
