/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS
/* BulkBodyGuard: hands on a body, but its last bytes only if the whole is what was measured. Reads
 * ahead in a thread. */
#define BULK_TYPE_BODY_GUARD (bulk_body_guard_get_type ())
G_DECLARE_FINAL_TYPE (BulkBodyGuard, bulk_body_guard, BULK, BODY_GUARD, GInputStream)
GInputStream *bulk_body_guard_new (GInputStream *body, guint64 length, const char *sha256);
/* the body was not what was measured, or could not be read */
gboolean bulk_body_guard_has_refused (BulkBodyGuard *self);
G_END_DECLS
