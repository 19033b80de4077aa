/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include "checks/quick.h"

/* The row as it stands in the file, where all cells do so, one separator apart. */
static void
find_span (BulkJudge *self, const BulkCell *cells, guint n)
{
  const char *next = cells[0].text;

  self->span = NULL;
  for (guint i = 0; i < n; i++)
    {
      if (cells[i].text != next || (i > 0 && next[-1] != self->separator))
        return;
      next += cells[i].length + 1;
    }
  self->span = cells[0].text;
  self->span_length = (gsize) (next - 1 - cells[0].text);
}

static gboolean
is_white (const BulkCell *cell)
{
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  return length == 0;
}

/* The first cell tells of most rows. */
static gboolean
is_blank (const BulkCell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    if (cells[i].length > 0 && !is_white (cells + i))
      return FALSE;
  return TRUE;
}

static void
judge_cell (BulkJudge *self, const BulkCheckColumn *column, const BulkCell *cell)
{
  if (self->tallies != NULL)
    bulk_tally_for_class (self->tallies + column->index, column, cell);
  for (guint i = 0; bulk_checks[i] != NULL; i++)
    if (bulk_checks[i]->cell != NULL)
      bulk_checks[i]->cell (column, cell, self->sink);
}

static void
tally_spelling (BulkColumnTally *tally, const BulkCell *cell, guint row)
{
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  bulk_tally_spelling (tally, text, length, row);
}

static void
judge_cells (BulkJudge *self, guint row, const BulkCell *cells, guint n)
{
  const gboolean ascii = self->span != NULL && bulk_quick_is_ascii (self->span, self->span_length);

  for (guint i = 0; i < n; i++)
    {
      const BulkCheckColumn *column = self->context->columns + i;
      BulkColumnTally *tally = self->tallies != NULL ? self->tallies + i : NULL;

      if (cells[i].length == 0)
        continue;
      if (tally != NULL && column->is_json)
        tally->kinds[cells[i].kind]++;
      if (tally != NULL && column->is_picklist)
        tally_spelling (tally, cells + i, row);
      if (!bulk_quick_is_fine (column, tally, cells + i, ascii))
        judge_cell (self, column, cells + i);
    }
}

/**
 * bulk_judge_row:
 * @row: its number
 * @cells: the row
 *
 * Lets all checks see a row and its cells. What they find goes to the sink. Title lines and the header below them are
 * none of their business.
 */
void
bulk_judge_row (BulkJudge *self, guint row, BulkCells *cells)
{
  const BulkCheckContext *context = self->context;
  guint n;
  const BulkCell *all = bulk_cells_get_all (cells, &n);

  self->sink->row = row;
  self->span = NULL;
  self->blank = FALSE;
  if (context->header_row != BULK_PROBLEM_NO_ROW && row <= context->header_row)
    return;
  if (is_blank (all, n))
    {
      self->blank = TRUE;
      bulk_check_report (self->sink, BULK_PROBLEM_BLANK_ROW, BULK_PROBLEM_NO_COLUMN, 0);
      return;
    }
  find_span (self, all, n);
  for (guint i = 0; bulk_checks[i] != NULL; i++)
    if (bulk_checks[i]->row != NULL)
      bulk_checks[i]->row (context, cells, self->sink);
  judge_cells (self, row, all, MIN (n, context->n_columns));
}
