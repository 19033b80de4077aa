/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"
#include "store/connections.h"
#include "workspan/connection.h"
G_BEGIN_DECLS

/* The connections of the app's preferences, on the command line. All say why they give nothing. */
BulkConnections *bulk_saved_open (void);
/* NULL: the chosen one. (transfer none) */
BulkSavedConnection *bulk_saved_find (BulkConnections *connections, const char *name);
/* integration_id: (nullable): in place of the one in the keyring. (transfer full) */
BulkConnection *bulk_saved_connect (const char *name, const char *integration_id, BulkCliExit *exit_code);

G_END_DECLS
