/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/column-layout.h"
G_BEGIN_DECLS

/* A layout while it is being changed: a GArray of BulkLayoutColumn, which owns the texts. */
GArray *bulk_column_list_new (void);
GArray *bulk_column_list_new_for_layout (BulkColumnLayout *layout, guint n_source);   /* layout is nullable */
void bulk_column_list_insert (GArray *self, guint at, guint id, const char *header, const char *value);
gboolean bulk_column_list_find (GArray *self, guint id, guint *index);
BulkColumnLayout *bulk_column_list_to_layout (GArray *self, guint n_source);          /* (transfer full) (nullable) */
G_END_DECLS
