/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkOdsColumns: what an ODS sheet says of its columns, before its rows. */
typedef struct _BulkOdsColumns BulkOdsColumns;

BulkOdsColumns *bulk_ods_columns_new (void);
void bulk_ods_columns_free (BulkOdsColumns *self);
void bulk_ods_columns_clear (BulkOdsColumns *self);
/* n alike, after those before */
void bulk_ods_columns_add (BulkOdsColumns *self, guint64 n, const char *style, gboolean is_hidden);
/* (nullable): of cells without one of their own */
const char *bulk_ods_columns_get_style (BulkOdsColumns *self, guint column);
/* first, in: where to begin; out: the first hidden one of n; below end */
gboolean bulk_ods_columns_next_hidden (BulkOdsColumns *self, guint end, guint *first, guint *n);
G_END_DECLS
