/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/text-view.h"
G_BEGIN_DECLS

typedef enum
{
  BULK_CELL_TEXT,
  BULK_CELL_NUMBER,   /* JSON number, its exact digits */
  BULK_CELL_BOOLEAN,  /* "true" or "false" */
  BULK_CELL_EMPTY,    /* JSON null, empty spreadsheet cell: text is "" */
  BULK_CELL_ABSENT,   /* the row has no such cell (ragged row, missing key): text is "" */
  BULK_CELL_NESTED,   /* JSON object or array: compact JSON text */
} BulkCellKind;

typedef struct
{
  const char *text;   /* UTF-8, not NUL-terminated; valid until the BulkCells is cleared, read into again or freed */
  gsize length;       /* bytes */
  BulkCellKind kind;
} BulkCell;

gboolean bulk_cell_equal (const BulkCell *a, const BulkCell *b);   /* the same text, of whatever kind */
/* (transfer full): NUL-terminated for display; NUL characters of the cell become U+2400. */
char *bulk_cell_dup_text (const BulkCell *self);

/* BulkCells: one row's cells; reused from row to row so that reading allocates nothing in the
 * steady state. Not thread-safe. */
typedef struct _BulkCells BulkCells;
BulkCells *bulk_cells_new (void);
void bulk_cells_free (BulkCells *self);
void bulk_cells_clear (BulkCells *self);
guint bulk_cells_get_n (BulkCells *self);
const BulkCell *bulk_cells_get (BulkCells *self, guint column);     /* beyond the end: an ABSENT cell, never NULL */
const BulkCell *bulk_cells_get_all (BulkCells *self, guint *n);
/* for readers */
void bulk_cells_set_size (BulkCells *self, guint n);                /* new ones ABSENT */
/* text must outlive */
void bulk_cells_set (BulkCells *self, guint column, const char *text, gsize length, BulkCellKind kind);
void bulk_cells_append (BulkCells *self, const char *text, gsize length, BulkCellKind kind);  /* text must outlive */
BulkCell *bulk_cells_extend (BulkCells *self, guint n);             /* not filled yet */
/* Where the row after the one read last begins, so that who reads on with the same cells need not search, nor wait for
 * other threads. bulk_cells_clear() keeps it. */
typedef struct
{
  guint64 owner;      /* a number that no other reader has or had; 0: nothing is known */
  guint64 row;
  guint64 end;        /* rows that can be read for sure */
  gsize start;
  guint n_in_order;   /* rows read so without a gap */
  BulkTextView view;  /* what the reader looks at for many of them */
} BulkCellsMark;
BulkCellsMark *bulk_cells_get_mark (BulkCells *self);
void bulk_cells_arrange (BulkCells *self, const guint *order, guint n, guint from); /* for edited tables */
/* scratch memory that lives until clear; earlier pointers stay valid */
char *bulk_cells_alloc (BulkCells *self, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkCells, bulk_cells_free)
G_END_DECLS
