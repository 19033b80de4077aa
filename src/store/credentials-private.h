/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/credentials.h"
G_BEGIN_DECLS

/* The text that the keyring has of them. NULL: it is none. */
BulkCredentials *bulk_credentials_parse (const char *secret);
char *bulk_credentials_make_secret (const BulkCredentials *self);   /* (transfer full): to be wiped */
gboolean bulk_credentials_are_valid (const BulkCredentials *self);  /* else they cannot be kept as a text */
G_END_DECLS
