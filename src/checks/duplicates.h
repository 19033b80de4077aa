/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* Finds equal things among many by short hashes of them. Memory: two bytes for each hash beside the hashes themselves,
 * and eight for each that has a like. */
typedef gboolean (*BulkDuplicatesEqual) (guint row, guint other, gpointer user_data);  /* other: often the same again */
typedef void (*BulkDuplicatesFound) (guint row, guint earlier, gpointer user_data);

/* hashes: one a row, 0: the row does not take part. Reports each row but the first of those that are equal. */
void bulk_duplicates_find (const guint32 *hashes, guint n, BulkDuplicatesEqual equal, BulkDuplicatesFound found,
                           gpointer user_data, GCancellable *cancellable);
G_END_DECLS
