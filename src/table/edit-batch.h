/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/edit-step.h"
G_BEGIN_DECLS

/* BulkEditBatch: changes that become one step of the history, all at once or not at all. Begun by bulk_edits_begin(),
 * filled by one thread at a time (a worker thread for a change to many rows: nothing of the table is touched
 * until it is committed), then given to bulk_edits_commit() in the main thread, or freed.
 *
 * Rows and columns are always those of the table as it stood when the batch was begun: they do not move while rows are
 * removed or columns are arranged in the same batch. What is not there is ignored.
 * Not bound to the table: it may outlive it. */
typedef struct _BulkEditBatch BulkEditBatch;

/* A column of the table to be. */
#define BULK_COLUMN_CONSTANT G_MAXUINT
typedef struct
{
  guint column;         /* 0-based, as the table stood; BULK_COLUMN_CONSTANT: a new column, not of the file */
  const char *header;   /* NULL: as it was ("" for a constant) */
  const char *value;    /* of a constant, in every row; NULL: empty; ignored for others */
} BulkColumnSpec;

/* length in bytes, -1: NUL-terminated; must be valid UTF-8. The file's own text ends a cell's being edited. */
void bulk_edit_batch_set_cell (BulkEditBatch *self, guint row, guint column, const char *text, gssize length);
void bulk_edit_batch_revert_cell (BulkEditBatch *self, guint row, guint column);       /* to what the file has */
void bulk_edit_batch_set_header (BulkEditBatch *self, guint column, const char *header);
void bulk_edit_batch_remove_row (BulkEditBatch *self, guint row);
void bulk_edit_batch_leave_out_column (BulkEditBatch *self, guint column);
/* Which columns there are from now on, in this order; those not named are left out. Comes before what the other
 * functions do to headers and columns, whatever was called first. */
void bulk_edit_batch_set_columns (BulkEditBatch *self, const BulkColumnSpec *columns, guint n);
/* Takes back a step of the same table, but for what was changed again since. May take a while after a large one. */
void bulk_edit_batch_revert_step (BulkEditBatch *self, BulkEditStep *step);
guint64 bulk_edit_batch_get_n_changes (BulkEditBatch *self);    /* cells set, rows removed, columns touched, so far */
void bulk_edit_batch_free (BulkEditBatch *self);                /* without doing it */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkEditBatch, bulk_edit_batch_free)
G_END_DECLS
