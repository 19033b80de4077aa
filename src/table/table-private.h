/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
#include "table/text.h"
G_BEGIN_DECLS

/* For BulkImport, which makes tables. */

/* The text is nullable (a format without one); has_dialect: csv. */
typedef struct
{
  BulkSnapshot *snapshot;
  BulkText *text;
  gboolean has_dialect;
  BulkDialect dialect;
  gboolean has_header;
} BulkTableSource;

BulkTable *bulk_table_new (BulkReader *reader, const BulkTableSource *source);
/* Indexes in the calling thread; nothing is signalled. */
gboolean bulk_table_load (BulkTable *self, GCancellable *cancellable, GError **error);
/* Indexes in a thread; finishes as soon as there are rows to show, or with the failure if there is none before it. */
void bulk_table_load_async (BulkTable *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_table_load_finish (BulkTable *self, GAsyncResult *result, GError **error);

/* table-look.c: what the first rows look like */
typedef struct _BulkTableLook BulkTableLook;
BulkTableLook *bulk_table_look_new (BulkTable *table);
void bulk_table_look_free (BulkTableLook *self);
gboolean bulk_table_look_is_numeric (BulkTableLook *self, guint column);
guint bulk_table_look_get_width (BulkTableLook *self, guint column);
#define BULK_TABLE_LOOK_ROWS 200u

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkTableLook, bulk_table_look_free)
G_END_DECLS
