/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* BulkSpool: bytes written once, then read as one block: memory while small, an unlinked
 * temporary file (mapped read-only) when large. Reference counted (atomic). */
typedef struct _BulkSpool BulkSpool;

BulkSpool *bulk_spool_new (void);
BulkSpool *bulk_spool_new_for_bytes (GBytes *bytes);            /* sealed */
BulkSpool *bulk_spool_ref (BulkSpool *self);
void bulk_spool_unref (BulkSpool *self);
gboolean bulk_spool_append (BulkSpool *self, const void *data, gsize length, GError **error);
gboolean bulk_spool_seal (BulkSpool *self, GError **error);     /* after this it is immutable and thread-safe */
const char *bulk_spool_get_data (BulkSpool *self, gsize *length); /* sealed only; not NUL-terminated */
/* The same bytes for one look at them in order: a buffer of @length bytes is filled where that is
 * quicker than the map. */
const char *bulk_spool_view (BulkSpool *self, gsize offset, gsize length, char *buffer);
/* an unlinked temporary file where spools have theirs; -1 with BULK_TABLE_ERROR */
int bulk_spool_open_file (GError **error);
void bulk_spool_set_error (int code, GError **error);           /* BULK_TABLE_ERROR_NO_SPACE or _FAILED for an errno */
/* hint: these pages are not needed soon (MADV_DONTNEED), data stay readable */
void bulk_spool_forget (BulkSpool *self, gsize offset, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkSpool, bulk_spool_unref)
G_END_DECLS
