/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
G_BEGIN_DECLS

/* BulkEditRows: which rows of a file are left out, and which of its cells have other texts. Kept as a tree over the
 * rows in which versions share all they have in common: a version costs what it changed, whatever the table's size.
 * Reference counted (atomic). Only whoever made a copy changes it, before anybody else sees it; a version that is seen
 * never changes and can be read from any thread. Rows are the file's own. */
typedef struct _BulkEditRows BulkEditRows;

typedef struct
{
  guint column;       /* which, as whoever sets it counts */
  BulkCellKind kind;
  const char *text;   /* must live as long as any version */
  gsize length;
} BulkEditCell;

BulkEditRows *bulk_edit_rows_copy (BulkEditRows *from);     /* NULL: nothing is edited */
BulkEditRows *bulk_edit_rows_ref (BulkEditRows *self);
void bulk_edit_rows_unref (BulkEditRows *self);

/* Before anybody else sees it. FALSE: it was so. */
gboolean bulk_edit_rows_set_removed (BulkEditRows *self, guint row, gboolean removed);
void bulk_edit_rows_set_cell (BulkEditRows *self, guint row, const BulkEditCell *cell);
gboolean bulk_edit_rows_unset_cell (BulkEditRows *self, guint row, guint column);

gboolean bulk_edit_rows_is_empty (BulkEditRows *self);
guint bulk_edit_rows_get_n_removed (BulkEditRows *self);
guint64 bulk_edit_rows_get_n_cells (BulkEditRows *self);    /* edited, in rows that are left */
gboolean bulk_edit_rows_is_removed (BulkEditRows *self, guint row);
/* by column; of removed rows too */
const BulkEditCell *bulk_edit_rows_get_cells (BulkEditRows *self, guint row, guint *n);
const BulkEditCell *bulk_edit_rows_get_cell (BulkEditRows *self, guint row, guint column); /* NULL: not edited */
/* the row that is nth (from 0) of those left; G_MAXUINT: none */
guint bulk_edit_rows_select (BulkEditRows *self, guint nth);
guint bulk_edit_rows_rank (BulkEditRows *self, guint row);     /* how many before it are left */

/* What is different in two versions (either may be NULL), in ascending order; skips what they share. */
typedef void (*BulkEditRowsFunc) (guint row, BulkEditRows *before, BulkEditRows *after, gpointer user_data);
void bulk_edit_rows_compare (BulkEditRows *before, BulkEditRows *after, BulkEditRowsFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkEditRows, bulk_edit_rows_unref)
G_END_DECLS
