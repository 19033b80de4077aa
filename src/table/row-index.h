/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkRowIndex: where every 16th row of a text begins, half a byte a row, in blocks that never move: one thread adds,
 * others look up rows that were announced to them meanwhile. The rows between are found again by who reads them; the
 * row after the one read last is remembered, so that reading on costs no search. */
#define BULK_ROW_INDEX_STEP 16u
typedef struct _BulkRowIndex BulkRowIndex;

BulkRowIndex *bulk_row_index_new (void);
void bulk_row_index_free (BulkRowIndex *self);
void bulk_row_index_add (BulkRowIndex *self, guint64 row, gsize start);    /* every row, in order */
gsize bulk_row_index_look_up (BulkRowIndex *self, guint64 *row);  /* in: wanted; out: the one found, at or before it */
gsize bulk_row_index_get (BulkRowIndex *self, guint64 row);                /* a multiple of the step */
void bulk_row_index_remember (BulkRowIndex *self, guint64 row, gsize start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkRowIndex, bulk_row_index_free)
G_END_DECLS
