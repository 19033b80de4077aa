/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/sheet-merges.h"
#include "table/sheet-reader.h"
G_BEGIN_DECLS

#define BULK_SHEET_READER_NO_ROW G_MAXUINT64

/* The best row for a header so far, while its place is not certain. */
typedef struct
{
  guint64 row;        /* of the store */
  guint n_filled;
} BulkSheetReaderCandidate;

typedef struct
{
  char *file_name;
  int has_header;             /* as it was asked for */
  BulkSheetStore *store;      /* from the first row that is not empty on */
  BulkSheets *sheets;
  guint64 first_row;          /* of the sheet, the first in the store */
  guint64 next_row;           /* of the sheet */
  guint64 hint_row;           /* of the sheet; BULK_SHEET_READER_NO_ROW: nothing tells where the header is */
  gboolean hint_is_frozen;
  BulkSheetReaderCandidate candidate;
  guint64 n_above;            /* rows with cells before the header */
  gboolean decided;           /* the next three are known */
  guint64 header_row;         /* of the store; BULK_SHEET_READER_NO_ROW: there is none */
  guint64 data_row;           /* of the store */
  guint first_column;         /* atomic: of the sheet, the first of the table */
  guint end_column;           /* of the sheet */
  BulkCells *header;          /* whole row of the sheet */
  GArray *errors;             /* BulkPlace: of the row being made; columns of the sheet */
  GArray *early;              /* BulkPlace: rows of the store, before it was decided */
  GArray *late;               /* BulkPlace: rows of the sheet, empty ones that are left out if none follows */
  BulkSheetMerges *merges;
  BulkSheetMerges *sealed;    /* atomic: the same, once all are there */
  guint8 *hidden;             /* whether columns of the sheet are; NULL: none is */
  guint64 announced;
  gboolean announced_any;
} BulkSheetReaderPrivate;

/* sheet-reader.c */
BulkSheetReaderPrivate *bulk_sheet_reader_get_private (BulkSheetReader *self);

static inline guint
bulk_sheet_reader_get_first_column (BulkSheetReaderPrivate *priv)
{
  return (guint) g_atomic_int_get ((int *) &priv->first_column);
}

/* sheet-reader-places.c: what there is to tell of the sheet */
/* @place has a row of the store and a column of the sheet. */
void bulk_sheet_reader_add_place (BulkSheetReader *self, BulkPlace place, guint64 store_row);
/* The n rows from this one on are ended, with the errors that were added. */
void bulk_sheet_reader_note_row (BulkSheetReader *self, guint64 store_row, guint64 n, gboolean is_hidden);
/* An empty row is ended: what it has to tell is held until another one follows, or none does. */
void bulk_sheet_reader_hold_errors (BulkSheetReader *self, guint64 sheet_row);
void bulk_sheet_reader_tell_held (BulkSheetReader *self, gboolean is_end);
/* Where the table begins is known: what was noted before is told. */
void bulk_sheet_reader_tell_early (BulkSheetReader *self);
/* Of merged cells, hidden columns and hidden sheets, once all rows are there. */
void bulk_sheet_reader_tell_rest (BulkSheetReader *self);
G_END_DECLS
