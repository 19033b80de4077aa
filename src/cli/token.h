/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "store/preferences.h"
G_BEGIN_DECLS

/* The bearer token of one upload: from a file, the environment or the keyring; never from an argument, which
 * every program on the computer can read. */
char *bulk_token_find (const char *token_file, BulkEnvironment environment, const char *base_url, GError **error);
char *bulk_token_read_file (const char *path, GError **error);   /* that holds nothing else */
void bulk_token_wipe (char *token);
char *bulk_token_hide (const char *text, const char *token);

G_END_DECLS
