/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"
#include "workspan/connection.h"
G_BEGIN_DECLS

/* Where to and as whom: what "upload" and "status" have in common. */
typedef struct
{
  char *connection;       /* (nullable): of the preferences; the rest is then theirs */
  char *integration_id;
  char *environment;
  char *token_file;
  char *ws_env;
} BulkDestination;

void bulk_destination_add_options (BulkDestination *self, GOptionContext *context);
void bulk_destination_clear (BulkDestination *self);
const char *bulk_destination_get_label (const BulkDestination *self);   /* "Sandbox"; NULL: an address of its own */
gboolean bulk_destination_check (const BulkDestination *self);    /* says what is missing */
BulkConnection *bulk_destination_connect (const BulkDestination *self, BulkCliExit *exit_code);   /* NULL: said why */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BulkDestination, bulk_destination_clear)
G_END_DECLS
