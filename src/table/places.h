/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkPlaces: where a reader had to make sense of something irregular. Every place is counted,
 * the first BULK_PLACES_MAX of each kind are kept. Thread-safe. Reference counted. */
typedef enum
{
  BULK_PLACE_BAD_ENCODING,     /* undecodable bytes, shown as U+FFFD */
  BULK_PLACE_RAGGED_ROW,       /* number: cells in the row */
  BULK_PLACE_UNCLOSED_QUOTE,
  BULK_PLACE_STRAY_QUOTE,
  BULK_PLACE_NESTED_VALUE,     /* JSON object or array as a cell */
  BULK_PLACE_DUPLICATE_KEY,    /* JSON: a key twice in one object; the last is used */
  BULK_PLACE_HEADER_NOT_FIRST, /* sheets: title lines above the header; number: how many */
  BULK_PLACE_MERGED_CELLS,     /* sheets: at the one that keeps its value; number: how many are one */
  BULK_PLACE_HIDDEN_ROW,       /* sheets */
  BULK_PLACE_HIDDEN_COLUMN,    /* sheets; no row */
  BULK_PLACE_HIDDEN_SHEET,     /* sheets; no row or column; number: which sheet, from 1 */
  BULK_PLACE_SHEET_ERROR,      /* sheets: an error value such as #N/A; number 1: a formula without a stored result */
  BULK_PLACE_N_KINDS
} BulkPlaceKind;

#define BULK_PLACES_MAX 10000
#define BULK_PLACE_NO_ROW G_MAXUINT

typedef struct
{
  BulkPlaceKind kind;
  guint row;      /* 0-based data row; BULK_PLACE_NO_ROW: in the header or before it */
  guint column;   /* 0-based; G_MAXUINT: whole row */
  guint64 number; /* depends on kind */
  guint64 offset; /* byte offset in the decoded text */
} BulkPlace;

typedef struct _BulkPlaces BulkPlaces;
BulkPlaces *bulk_places_new (void);
BulkPlaces *bulk_places_ref (BulkPlaces *self);
void bulk_places_unref (BulkPlaces *self);
void bulk_places_add (BulkPlaces *self, const BulkPlace *place);
void bulk_places_add_unkept (BulkPlaces *self, BulkPlaceKind kind, guint64 n);        /* n more, which are not kept */
guint64 bulk_places_count (BulkPlaces *self, BulkPlaceKind kind);
guint bulk_places_get_n_kept (BulkPlaces *self);
void bulk_places_get (BulkPlaces *self, guint index, BulkPlace *place);  /* in order of arrival */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPlaces, bulk_places_unref)
G_END_DECLS
