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
    default: return FALSE;
    }
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
      sink->row = place.row == BULK_PLACE_NO_ROW ? BULK_PROBLEM_NO_ROW : place.row;
      bulk_check_report (sink, code, place.column == G_MAXUINT ? BULK_PROBLEM_NO_COLUMN : place.column, place.number);
    }
}

const BulkCheck bulk_check_places = { .table = check_places };
