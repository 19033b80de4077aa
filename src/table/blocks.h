/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* BulkBlocks: records put one after the other that never move: in memory while few, in an unlinked temporary file that
 * is mapped beyond. One thread adds; any thread reads a record it has been told of in a way that orders memory. A
 * record is never torn; its first byte must not be 0, so that the gap before one that did not fit is known. */
typedef struct _BulkBlocks BulkBlocks;

BulkBlocks *bulk_blocks_new (void);
void bulk_blocks_free (BulkBlocks *self);
gboolean bulk_blocks_add (BulkBlocks *self, const void *record, gsize length, guint64 *offset, GError **error);
/* Any thread. In: where a record, or the gap before it, begins; out: where it begins. */
const guint8 *bulk_blocks_get (BulkBlocks *self, guint64 *offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkBlocks, bulk_blocks_free)
G_END_DECLS
