/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/edit-batch.h"
#include "table/edit-step.h"
#include "table/column-list.h"
#include "table/edition.h"
G_BEGIN_DECLS

/* For BulkEdits, which makes and takes batches. */

/* Where two versions are different, in the file's rows; first > last: nowhere. */
typedef struct
{
  guint cells_first, cells_last;
  guint rows_first, rows_last;      /* left out in one of them */
  gboolean columns;
} BulkEditBounds;

/* What a batch does, in the file's rows and column IDs. */
typedef struct
{
  BulkEditKind kind;
  guint64 n_cells, n_rows, n_columns;
  guint source_row, source_column;  /* the first it touches */
  char *before, *after;             /* of one cell or header */
  BulkEditBounds bounds;
} BulkEditSummary;

struct _BulkEditBatch
{
  BulkReader *reader;
  BulkEdition *base;          /* nullable */
  guint n_rows, n_columns;    /* of the file */
  char *label;                /* nullable */
  BulkEditTexts *texts;       /* what the batch brings */
  BulkEditRows *rows;         /* being changed; NULL: as in the base */
  GArray *columns;            /* BulkLayoutColumn; NULL: as in the base */
  GHashTable *headers;        /* ID to text; by them columns are renamed in the end */
  GHashTable *left_out;       /* IDs */
  guint next_own;
  BulkCells *cells;           /* of the file */
  guint cells_row;            /* which row they are; G_MAXUINT: none */
  guint8 *kinds;              /* what columns of the file hold; G_MAXUINT8: not known yet */
  BulkEditSummary summary;
};

/* edit-batch.c */
BulkEditBatch *bulk_edit_batch_new (BulkReader *reader, BulkEdition *base, guint n_rows, guint n_columns,
                                    const char *label);
BulkEdition *bulk_edit_batch_get_base (BulkEditBatch *self);    /* (transfer none) (nullable) */
const char *bulk_edit_batch_get_label (BulkEditBatch *self);    /* nullable */
BulkEditRows *bulk_edit_batch_own_rows (BulkEditBatch *self);   /* to be changed */
void bulk_edit_batch_note_cell (BulkEditBatch *self, guint source_row, guint id);
void bulk_edit_batch_note_row (BulkEditBatch *self, guint source_row);

/* edit-batch-finish.c */
/* What the batch makes of its base (NULL: the file as it was read again), and what that is; FALSE: nothing is changed.
 * texts: of the table's, adopts what the batch brings. Once, and the last that is asked of the batch. */
gboolean bulk_edit_batch_finish (BulkEditBatch *self, BulkEditTexts *texts, BulkEdition **edition,
                                 BulkEditSummary *summary);

/* edit-batch-revert.c */
/* Makes rows, cells and columns what they were before a step, where they still are as they were after it. */
void bulk_edit_batch_take_back (BulkEditBatch *self, BulkEdition *before, BulkEdition *after);
G_END_DECLS
