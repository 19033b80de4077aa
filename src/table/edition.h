/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/column-layout.h"
#include "table/edit-rows.h"
#include "table/edit-texts.h"
#include "table/reader.h"
G_BEGIN_DECLS

/* BulkEdition: one version of a table as edited: rows, cells and columns. Immutable, reference counted (atomic), read
 * from any thread. In all functions but unref, NULL is the file as it was read. */
typedef struct _BulkEdition BulkEdition;
struct _BulkEdition
{
  gatomicrefcount ref_count;
  BulkEditRows *rows;         /* nullable */
  BulkColumnLayout *layout;   /* nullable */
  BulkEditTexts *texts;       /* keeps what rows point to */
  guint next_own;             /* ID of the next column of the user's own */
};

/* All are taken; rows and layout are nullable. */
BulkEdition *bulk_edition_new (BulkEditRows *rows, BulkColumnLayout *layout, BulkEditTexts *texts, guint next_own);
BulkEdition *bulk_edition_ref (BulkEdition *self);
void bulk_edition_unref (BulkEdition *self);

BulkColumnLayout *bulk_edition_get_layout (BulkEdition *self);                       /* (transfer none) (nullable) */
guint bulk_edition_get_n_removed (BulkEdition *self);
guint bulk_edition_get_source_row (BulkEdition *self, guint row);                    /* G_MAXUINT: no such row */
gboolean bulk_edition_find_source_row (BulkEdition *self, guint source_row, guint *row);
guint bulk_edition_rank (BulkEdition *self, guint source_row);                       /* rows shown before it */
const BulkEditCell *bulk_edition_get_cell (BulkEdition *self, guint source_row, guint id);
gboolean bulk_edition_read_row (BulkEdition *self, BulkReader *reader, guint row, BulkCells *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkEdition, bulk_edition_unref)
G_END_DECLS
