/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
/* BulkRowSet: some of a table's rows, ascending: a range, or a list. Immutable, reference counted (atomic). */
typedef struct _BulkRowSet BulkRowSet;
BulkRowSet *bulk_row_set_new_range (guint first, guint n);
BulkRowSet *bulk_row_set_new_list (const guint *rows, guint n);   /* sorted, each once; copied */
BulkRowSet *bulk_row_set_ref (BulkRowSet *self);
void bulk_row_set_unref (BulkRowSet *self);
guint bulk_row_set_get_n (BulkRowSet *self);
guint bulk_row_set_get (BulkRowSet *self, guint index);           /* the table's row; index < n */
gboolean bulk_row_set_contains (BulkRowSet *self, guint row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkRowSet, bulk_row_set_unref)
G_END_DECLS
