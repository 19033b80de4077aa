/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/spool.h"
G_BEGIN_DECLS

/* called in the working thread; total 0 = unknown */
typedef void (*BulkProgressFunc) (guint64 done, guint64 total, gpointer user_data);

/* BulkSnapshot: private, unchanging copy of a file's bytes. Immutable, thread-safe. */
#define BULK_TYPE_SNAPSHOT (bulk_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (BulkSnapshot, bulk_snapshot, BULK, SNAPSHOT, GObject)

/* Blocking: call from a worker thread. */
BulkSnapshot *bulk_snapshot_take (GFile *file, BulkProgressFunc progress, gpointer user_data,
                                  GCancellable *cancellable, GError **error);
BulkSnapshot *bulk_snapshot_new_for_bytes (GBytes *bytes, const char *name);
const char *bulk_snapshot_get_name (BulkSnapshot *self);   /* display name, valid UTF-8 */
GFile *bulk_snapshot_get_file (BulkSnapshot *self);        /* (transfer none) (nullable) */
BulkSpool *bulk_snapshot_get_spool (BulkSnapshot *self);   /* (transfer none) */

G_END_DECLS
