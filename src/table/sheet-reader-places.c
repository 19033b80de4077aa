/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to tell of a sheet beside its cells: errors, merged cells, and what is hidden. */
#include "table/sheet-reader-private.h"
#include <string.h>

#define MAX_EARLY 100000u                   /* places kept until the header is found; more are not of a title's lines */

/* @place has a row of the store and a column of the sheet. */
void
bulk_sheet_reader_add_place (BulkSheetReader *self, BulkPlace place, guint64 store_row)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);

  place.row = store_row >= priv->data_row && store_row != BULK_SHEET_READER_NO_ROW ? store_row - priv->data_row
                                                                                    : BULK_PLACE_NO_ROW;
  if (place.column != G_MAXUINT)
    place.column -= MIN (place.column, bulk_sheet_reader_get_first_column (priv));
  bulk_places_add (bulk_reader_get_places (BULK_READER (self)), &place);
}

static void
note_place (BulkSheetReader *self, const BulkPlace *place, guint64 store_row)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);
  BulkPlace early = *place;

  if (priv->decided)
    {
      bulk_sheet_reader_add_place (self, *place, store_row);
      return;
    }
  early.offset = store_row;
  if (priv->early->len < MAX_EARLY)
    g_array_append_val (priv->early, early);
}

/* A row that is said to be repeated a million times has no more places than are kept, and costs no more. */
void
bulk_sheet_reader_note_row (BulkSheetReader *self, guint64 store_row, guint64 n, gboolean is_hidden)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);
  BulkPlaces *places = bulk_reader_get_places (BULK_READER (self));
  const BulkPlace hidden = { BULK_PLACE_HIDDEN_ROW, BULK_PLACE_NO_ROW, G_MAXUINT, 0, 0 };
  guint64 n_hidden = is_hidden ? MIN (n, BULK_PLACES_MAX) : 0;
  guint64 n_failed = priv->errors->len > 0 ? MIN (n, BULK_PLACES_MAX / priv->errors->len + 1) : 0;

  for (guint64 i = 0; i < MAX (n_hidden, n_failed); i++)
    {
      if (i < n_hidden)
        note_place (self, &hidden, store_row + i);
      for (guint j = 0; i < n_failed && j < priv->errors->len; j++)
        note_place (self, &g_array_index (priv->errors, BulkPlace, j), store_row + i);
    }
  if (is_hidden)
    bulk_places_add_unkept (places, BULK_PLACE_HIDDEN_ROW, n - n_hidden);
  if (n_failed > 0)
    bulk_places_add_unkept (places, BULK_PLACE_SHEET_ERROR, (n - n_failed) * priv->errors->len);
  g_array_set_size (priv->errors, 0);
}

/* Nothing tells yet whether an empty row is between others, or is behind the last and no part of the table. */
void
bulk_sheet_reader_hold_errors (BulkSheetReader *self, guint64 row)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);

  for (guint i = 0; i < priv->errors->len; i++)
    {
      BulkPlace place = g_array_index (priv->errors, BulkPlace, i);

      place.offset = row;
      if (priv->late->len < BULK_PLACES_MAX)
        g_array_append_val (priv->late, place);
      else
        bulk_places_add_unkept (bulk_reader_get_places (BULK_READER (self)), place.kind, 1);
    }
  g_array_set_size (priv->errors, 0);
}

void
bulk_sheet_reader_tell_held (BulkSheetReader *self, gboolean is_end)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);

  for (guint i = 0; i < priv->late->len; i++)
    {
      BulkPlace place = g_array_index (priv->late, BulkPlace, i);
      guint64 row = place.offset;

      place.offset = 0;
      if (is_end || row < priv->first_row)
        bulk_sheet_reader_add_place (self, place, BULK_SHEET_READER_NO_ROW);
      else
        note_place (self, &place, row - priv->first_row);
    }
  g_array_set_size (priv->late, 0);
}

void
bulk_sheet_reader_tell_early (BulkSheetReader *self)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);

  for (guint i = 0; i < priv->early->len; i++)
    {
      BulkPlace place = g_array_index (priv->early, BulkPlace, i);
      guint64 store_row = place.offset;

      place.offset = 0;
      bulk_sheet_reader_add_place (self, place, store_row);
    }
  g_array_set_size (priv->early, 0);
}

/**
 * bulk_sheet_reader_add_error:
 * @column: 0-based column of the sheet
 *
 * Tells that a cell of the row being made is, or lacks, what a formula failed to give.
 */
void
bulk_sheet_reader_add_error (BulkSheetReader *self, guint column, BulkSheetErrorKind kind)
{
  BulkPlace place = { BULK_PLACE_SHEET_ERROR, BULK_PLACE_NO_ROW, column, kind, 0 };

  g_array_append_val (bulk_sheet_reader_get_private (self)->errors, place);
}

/**
 * bulk_sheet_reader_add_merge:
 *
 * Tells that cells are shown as one; rows and columns are 0-based ones of the sheet.
 */
void
bulk_sheet_reader_add_merge (BulkSheetReader *self, guint64 first_row, guint first_column, guint64 last_row,
                             guint last_column)
{
  const BulkSheetMerge merge = { first_row, last_row, first_column, last_column };

  bulk_sheet_merges_add (bulk_sheet_reader_get_private (self)->merges, &merge);
}

/**
 * bulk_sheet_reader_add_hidden_columns:
 * @first: 0-based column of the sheet
 * @last: the same, and the last
 *
 * Tells that spreadsheet programs do not show these columns.
 */
void
bulk_sheet_reader_add_hidden_columns (BulkSheetReader *self, guint first, guint last)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);

  if (first > last || first >= BULK_MAX_COLUMNS)
    return;
  if (priv->hidden == NULL)
    priv->hidden = g_new0 (guint8, BULK_MAX_COLUMNS);
  memset (priv->hidden + first, TRUE, MIN (last, BULK_MAX_COLUMNS - 1) - first + 1);
}

static void
tell_merges (BulkSheetReader *self)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);
  guint64 first = priv->first_row + (priv->header_row != BULK_SHEET_READER_NO_ROW ? priv->header_row : priv->data_row);
  guint64 end = priv->first_row + bulk_sheet_store_get_n_rows (priv->store);
  guint n = bulk_sheet_merges_get_n (priv->merges);

  bulk_sheet_merges_seal (priv->merges);
  /* Titles above the table, and what is beside it, are no part of it. */
  for (guint i = 0; i < n; i++)
    {
      const BulkSheetMerge *merge = bulk_sheet_merges_get (priv->merges, i);
      BulkPlace place = { BULK_PLACE_MERGED_CELLS, BULK_PLACE_NO_ROW, merge->first_column, 0, 0 };

      if (merge->last_row < first || merge->first_row >= end || merge->first_column >= priv->end_column)
        continue;
      place.number = (merge->last_row - merge->first_row + 1) * (merge->last_column - merge->first_column + 1);
      bulk_sheet_reader_add_place (self, place, merge->first_row - MIN (merge->first_row, priv->first_row));
    }
  if (n > 0)
    g_atomic_pointer_set (&priv->sealed, priv->merges);
}

static void
tell_hidden (BulkSheetReader *self)
{
  BulkSheetReaderPrivate *priv = bulk_sheet_reader_get_private (self);
  BulkPlace place = { BULK_PLACE_HIDDEN_COLUMN, BULK_PLACE_NO_ROW, 0, 0, 0 };

  for (guint column = priv->first_column; priv->hidden != NULL && column < priv->end_column; column++)
    if (priv->hidden[column])
      {
        place.column = column;
        bulk_sheet_reader_add_place (self, place, BULK_SHEET_READER_NO_ROW);
      }
  place = (BulkPlace) { BULK_PLACE_HIDDEN_SHEET, BULK_PLACE_NO_ROW, G_MAXUINT, 0, 0 };
  for (guint i = 0; i < bulk_sheets_get_n (priv->sheets); i++)
    if (bulk_sheets_is_hidden (priv->sheets, i))
      {
        place.number = i + 1;
        bulk_sheet_reader_add_place (self, place, BULK_SHEET_READER_NO_ROW);
      }
}

void
bulk_sheet_reader_tell_rest (BulkSheetReader *self)
{
  tell_merges (self);
  tell_hidden (self);
}
