/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
#include "workspan/row-set.h"
G_BEGIN_DECLS
/* Which of the rejected rows are other ones by now. sent, now: both frozen, of the same file; rejected: rows of sent.
 * Rows that were removed meanwhile are left out; where columns or headers are others, every row is another one.
 * (transfer full): rows of now. Blocking; takes no longer than the rejected rows need to be read twice. */
BulkRowSet *bulk_corrected_find (BulkTable *sent, BulkTable *now, BulkRowSet *rejected);
void bulk_corrected_find_async (BulkTable *sent, BulkTable *now, BulkRowSet *rejected, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
BulkRowSet *bulk_corrected_find_finish (GAsyncResult *result, GError **error);
/* Where a row that was sent is now. FALSE: it was removed. */
gboolean bulk_corrected_find_row (BulkTable *sent, BulkTable *now, guint row, guint *found);
G_END_DECLS
