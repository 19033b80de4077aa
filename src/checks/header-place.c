/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include <string.h>

#define ROWS_SEARCHED 20u
#define ROWS_COUNTED 100u

static guint
count_filled (BulkCells *cells)
{
  guint n, filled = 0;
  const BulkCell *all = bulk_cells_get_all (cells, &n);

  for (guint i = 0; i < n; i++)
    filled += all[i].length > 0;
  return filled;
}

/* How many cells most rows have. */
static guint
get_usual_width (BulkTable *table, BulkCells *cells)
{
  guint n_rows = MIN (bulk_table_get_n_rows (table), ROWS_COUNTED), best = 0;
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint));

  for (guint row = 0; row < n_rows && bulk_table_read_row (table, row, cells); row++)
    {
      guint n = bulk_cells_get_n (cells);

      if (counts->len <= n)
        g_array_set_size (counts, n + 1);
      g_array_index (counts, guint, n)++;
    }
  for (guint i = 1; i < counts->len; i++)
    if (g_array_index (counts, guint, i) >= g_array_index (counts, guint, best) || best == 0)
      best = i;
  return best;
}

/* A cell that reads as a name, not as a value. */
static gboolean
is_name (const BulkCell *cell)
{
  gboolean letter = FALSE;

  if (cell->length == 0)
    return TRUE;
  for (gsize i = 0; i < cell->length; i++)
    {
      letter |= g_ascii_isalpha (cell->text[i]) || (guchar) cell->text[i] >= 0x80;
      if (cell->text[i] == '@')
        return FALSE;
    }
  return letter && !g_ascii_isdigit (cell->text[0]) && cell->length < 80;
}

static gboolean
is_header (BulkCells *cells, guint width)
{
  guint n;
  const BulkCell *all = bulk_cells_get_all (cells, &n);

  if (n < width || count_filled (cells) * 5 < width * 4)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_name (all + i))
      return FALSE;
  return TRUE;
}

static guint
count_header (BulkTable *table)
{
  guint filled = 0, n = bulk_table_has_header (table) ? bulk_table_get_n_columns (table) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      filled += *header != '\0';
    }
  return filled;
}

static void
check_place (const BulkCheckContext *context, BulkCheckSink *sink)
{
  if (context->header_row == BULK_PROBLEM_NO_ROW)
    return;
  sink->row = context->header_row;
  bulk_check_report (sink, BULK_PROBLEM_HEADER_NOT_FIRST, BULK_PROBLEM_NO_COLUMN, 0);
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  if (problem->row == BULK_PROBLEM_NO_ROW)
    return FALSE;
  fix->kind = BULK_FIX_USE_AS_HEADER;
  return TRUE;
}

const BulkCheck bulk_check_header_place = { .table = check_place, .suggest = suggest };

/**
 * bulk_header_place_find:
 * @cells: scratch
 *
 * Title lines have far fewer cells than the table below them, and the row after them reads as names.
 *
 * Returns: the row that is the header in truth; %BULK_PROBLEM_NO_ROW if there are no title lines
 */
guint
bulk_header_place_find (BulkTable *table, BulkCells *cells)
{
  guint width = get_usual_width (table, cells), n_rows = MIN (bulk_table_get_n_rows (table), ROWS_SEARCHED);

  if (width < 2 || count_header (table) * 2 > width)
    return BULK_PROBLEM_NO_ROW;
  for (guint row = 0; row + 1 < n_rows && bulk_table_read_row (table, row, cells); row++)
    {
      if (is_header (cells, width))
        return row == 0 && !bulk_table_has_header (table) ? BULK_PROBLEM_NO_ROW : row;
      if (count_filled (cells) * 2 > width)
        break;
    }
  return BULK_PROBLEM_NO_ROW;
}
