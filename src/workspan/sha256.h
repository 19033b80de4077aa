/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkSha256: SHA-256 (FIPS 180-4) of what comes in pieces. Every body is hashed twice, before and while it is sent,
 * and GLib's GChecksum takes three times as long as GnuTLS, which uses what the processor has for it. */
typedef struct _BulkSha256 BulkSha256;
BulkSha256 *bulk_sha256_new (void);
void bulk_sha256_free (BulkSha256 *self);
void bulk_sha256_update (BulkSha256 *self, const void *bytes, gsize length);
const char *bulk_sha256_get_string (BulkSha256 *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkSha256, bulk_sha256_free)
G_END_DECLS
