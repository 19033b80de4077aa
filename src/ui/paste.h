/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "table/snapshot.h"
G_BEGIN_DECLS
/* What was copied elsewhere: files, or cells as text. */
typedef struct
{
  GListModel *files;        /* of GFile; or NULL */
  BulkSnapshot *snapshot;   /* of the text; or NULL */
} BulkPasted;
void bulk_pasted_free (BulkPasted *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPasted, bulk_pasted_free)

void bulk_paste_async (GdkClipboard *clipboard, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data);
BulkPasted *bulk_paste_finish (GAsyncResult *result, GError **error);
GListModel *bulk_paste_list_files (const GValue *value);   /* of a GdkFileList or GFile; (transfer full) (nullable) */
G_END_DECLS
