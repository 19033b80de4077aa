/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkSheetMerges: ranges of cells that are shown as one. Filled, then sealed, then asked from any thread. */
typedef struct
{
  guint64 first_row, last_row;
  guint first_column, last_column;
} BulkSheetMerge;

typedef struct _BulkSheetMerges BulkSheetMerges;

BulkSheetMerges *bulk_sheet_merges_new (void);
void bulk_sheet_merges_free (BulkSheetMerges *self);
void bulk_sheet_merges_add (BulkSheetMerges *self, const BulkSheetMerge *merge);
void bulk_sheet_merges_seal (BulkSheetMerges *self);
guint bulk_sheet_merges_get_n (BulkSheetMerges *self);
const BulkSheetMerge *bulk_sheet_merges_get (BulkSheetMerges *self, guint index);      /* sealed: from the top */
/* Sealed: the next range that has cells in this row; NULL: no more */
typedef struct
{
  guint end, n;
} BulkSheetMergesAt;
#define BULK_SHEET_MERGES_BEGIN { 0, 0 }
const BulkSheetMerge *bulk_sheet_merges_next (BulkSheetMerges *self, guint64 row, BulkSheetMergesAt *at);
/* sealed: within one, but not its first cell */
gboolean bulk_sheet_merges_covers (BulkSheetMerges *self, guint64 row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkSheetMerges, bulk_sheet_merges_free)
G_END_DECLS
