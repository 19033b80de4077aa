/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
#include "workspan/row-errors.h"
#include "workspan/row-set.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_MATCH_NONE,        /* no row of the table is like it */
  BULK_MATCH_KEY,         /* the only row with this ID */
  BULK_MATCH_CONTENT,     /* the only row with this content, or one of rejected twins */
  BULK_MATCH_AMBIGUOUS,   /* one of several rows that it may be */
} BulkMatchKind;

#define BULK_ROW_MATCH_NO_ROW G_MAXUINT

/* BulkRowMatch: which rows of a table the rejected ones are: by the key column, else by content. Immutable, reference
 * counted (atomic). */
typedef struct _BulkRowMatch BulkRowMatch;

/* Blocking; time and memory grow with rows plus errors, not with their product. table: as it was sent (frozen).
 * rows: nullable, which of them were sent. */
BulkRowMatch *bulk_row_match_find (BulkTable *table, BulkRowSet *rows, BulkRowErrors *errors, GCancellable *cancellable,
                                   GError **error);
void bulk_row_match_find_async (BulkTable *table, BulkRowSet *rows, BulkRowErrors *errors, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
BulkRowMatch *bulk_row_match_find_finish (GAsyncResult *result, GError **error);
/* From what history keeps of one load: a row (NO_ROW) and whether it may have been another one, for each error. */
BulkRowMatch *bulk_row_match_new (const guint *rows, const BulkMatchKind *kinds, guint n);
BulkRowMatch *bulk_row_match_ref (BulkRowMatch *self);
void bulk_row_match_unref (BulkRowMatch *self);
guint bulk_row_match_get_n (BulkRowMatch *self);                             /* errors */
guint bulk_row_match_get_row (BulkRowMatch *self, guint error_index);        /* of the table; NO_ROW: none */
BulkMatchKind bulk_row_match_get_kind (BulkRowMatch *self, guint error_index);
guint bulk_row_match_count (BulkRowMatch *self, BulkMatchKind kind);
guint bulk_row_match_get_key_column (BulkRowMatch *self);                    /* NO_ROW: there is none */
BulkRowSet *bulk_row_match_dup_rows (BulkRowMatch *self);                    /* (transfer full): all rows found */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkRowMatch, bulk_row_match_unref)
G_END_DECLS
