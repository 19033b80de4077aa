/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/reader.h"
#include "table/text.h"
G_BEGIN_DECLS

/* BulkTableLoader: indexes a reader in a thread, and tells how far it is on the main context it was started in.
 * It outlives whom it tells until its thread has ended. */
typedef struct _BulkTableLoader BulkTableLoader;

typedef struct
{
  guint64 n_rows;
  guint n_columns;
  double fraction;      /* 0..1 */
  gboolean finished;
  const GError *error;  /* finished, but not whole */
} BulkTableProgress;

typedef void (*BulkTableLoaderFunc) (GObject *owner, const BulkTableProgress *progress);

BulkTableLoader *bulk_table_loader_start (BulkReader *reader, BulkText *text, GObject *owner, BulkTableLoaderFunc func);
void bulk_table_loader_stop (BulkTableLoader *self);   /* soon; also gives up the reference */
gboolean bulk_table_loader_index (BulkReader *reader, BulkText *text, GCancellable *cancellable, GError **error);
G_END_DECLS
