/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* What only the reader can see, as it is no longer in the cells. The other kinds of places are found in the cells. */
static gboolean
get_code (BulkPlaceKind kind, BulkProblemCode *code)
{
  switch ((int) kind)
    {
    case BULK_PLACE_UNCLOSED_QUOTE: *code = BULK_PROBLEM_UNCLOSED_QUOTE; return TRUE;
    case BULK_PLACE_STRAY_QUOTE: *code = BULK_PROBLEM_STRAY_QUOTE; return TRUE;
    case BULK_PLACE_DUPLICATE_KEY: *code = BULK_PROBLEM_REPEATED_NAME; return TRUE;
    case BULK_PLACE_HEADER_NOT_FIRST: *code = BULK_PROBLEM_HEADER_NOT_FIRST; return TRUE;
    case BULK_PLACE_MERGED_CELLS: *code = BULK_PROBLEM_MERGED_CELLS; return TRUE;
    case BULK_PLACE_HIDDEN_ROW:
    case BULK_PLACE_HIDDEN_COLUMN:
    case BULK_PLACE_HIDDEN_SHEET: *code = BULK_PROBLEM_HIDDEN_CONTENT; return TRUE;
    case BULK_PLACE_SHEET_ERROR: *code = BULK_PROBLEM_SPREADSHEET_ERROR; return TRUE;
    default: return FALSE;
    }
}

/* An error that the cell shows is found by who looks at cells. */
static gboolean
says_so (BulkTable *table, guint row, guint column)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  return row != BULK_PLACE_NO_ROW && bulk_table_read_row (table, row, cells) &&
         bulk_check_is_spreadsheet_error (bulk_cells_get (cells, column)->text, bulk_cells_get (cells, column)->length);
}

/* Places are in the file's rows and columns; what was edited there since is for the checks of cells. */
static void
report (const BulkCheckContext *context, BulkProblemCode code, const BulkPlace *place, BulkCheckSink *sink)
{
  guint row = place->row, column = place->column;

  if (row != BULK_PLACE_NO_ROW && !bulk_table_find_source_row (context->table, row, &row))
    return;
  if (column != G_MAXUINT && !bulk_table_find_source_column (context->table, column, &column))
    return;
  if (row != BULK_PLACE_NO_ROW && column != G_MAXUINT && bulk_table_is_edited_cell (context->table, row, column))
    return;
  if (place->kind == BULK_PLACE_SHEET_ERROR && says_so (context->table, row, column))
    return;
  sink->row = row == BULK_PLACE_NO_ROW ? BULK_PROBLEM_NO_ROW : row;
  bulk_check_report (sink, code, column == G_MAXUINT ? BULK_PROBLEM_NO_COLUMN : column, place->number);
}

static void
check_places (const BulkCheckContext *context, BulkCheckSink *sink)
{
  BulkPlaces *places = bulk_table_get_places (context->table);
  guint n = bulk_places_get_n_kept (places);

  for (guint i = 0; i < n; i++)
    {
      BulkProblemCode code;
      BulkPlace place;

      bulk_places_get (places, i, &place);
      if (!get_code (place.kind, &code))
        continue;
      report (context, code, &place, sink);
    }
}

const BulkCheck bulk_check_places = { .table = check_places };
