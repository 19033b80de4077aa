/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/snapshot.h"
#include "table/places.h"
G_BEGIN_DECLS

/* BulkText: a snapshot decoded to UTF-8, once. Immutable, reference counted. For a snapshot that is valid UTF-8
 * no copy is made (the BOM is skipped). Undecodable bytes become U+FFFD each and are kept as places
 * (BULK_PLACE_BAD_ENCODING with offset set, row not yet known). */
typedef struct _BulkText BulkText;

/* encoding: NULL to detect. Blocking. */
BulkText *bulk_text_decode (BulkSnapshot *snapshot, const char *encoding, BulkProgressFunc progress,
                            gpointer user_data, GCancellable *cancellable, GError **error);
BulkText *bulk_text_new_for_utf8 (const char *text, gssize length); /* for tests and pasted cells */
BulkText *bulk_text_ref (BulkText *self);
void bulk_text_unref (BulkText *self);
const char *bulk_text_get_data (BulkText *self, gsize *length);
const char *bulk_text_view (BulkText *self, gsize offset, gsize length, char *buffer);
void bulk_text_forget (BulkText *self, gsize offset, gsize length);
/* canonical: UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, WINDOWS-1252, ... */
const char *bulk_text_get_encoding (BulkText *self);
const guint64 *bulk_text_get_bad_offsets (BulkText *self, gsize *n); /* in decoded text, ascending, first 10000 */
guint64 bulk_text_get_n_bad (BulkText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkText, bulk_text_unref)
G_END_DECLS
