/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
G_BEGIN_DECLS

/* BulkColumnLayout: which columns a table shows, in which order, under which headers; columns that the file does not
 * have among them. Columns of the file that are found after the layout was made follow at its end. Immutable, reference
 * counted (atomic). A column has an ID: that of the file is its number there, one of the user's has one of
 * BULK_COLUMN_OWN and above. */
#define BULK_COLUMN_OWN 0x10000u

typedef struct
{
  guint id;
  char *header;      /* NULL: as the file has it; never NULL for the user's own */
  char *value;       /* of the user's own, in every row */
} BulkLayoutColumn;

typedef struct _BulkColumnLayout BulkColumnLayout;
/* Takes the texts in columns. NULL: all is as the file has it. n_known: columns of the file so far. */
BulkColumnLayout *bulk_column_layout_new (BulkLayoutColumn *columns, guint n, guint n_known);
BulkColumnLayout *bulk_column_layout_ref (BulkColumnLayout *self);
void bulk_column_layout_unref (BulkColumnLayout *self);
gboolean bulk_column_layout_equal (BulkColumnLayout *a, BulkColumnLayout *b);       /* either may be NULL */

/* self may be NULL in these: as the file has it. n_source: columns of the file. */
guint bulk_column_layout_get_n (BulkColumnLayout *self, guint n_source);
guint bulk_column_layout_get_id (BulkColumnLayout *self, guint index, guint n_source);  /* G_MAXUINT: no such column */
gboolean bulk_column_layout_find (BulkColumnLayout *self, guint id, guint n_source, guint *index);
const BulkLayoutColumn *bulk_column_layout_get (BulkColumnLayout *self, guint index);  /* NULL: as the file has it */
gboolean bulk_column_layout_has_headers (BulkColumnLayout *self);     /* one has been named, whatever the file had */
/* A row of the file, its own cells edited, becomes one of the table; the user's own columns have their values. */
void bulk_column_layout_arrange (BulkColumnLayout *self, BulkCells *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkColumnLayout, bulk_column_layout_unref)
G_END_DECLS
