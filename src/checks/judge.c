/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/context.h"
#include "checks/quick.h"
#include <string.h>

/* The end of what stands in the file as it is, one separator apart, from a cell on. */
static guint
find_run (const BulkJudge *self, const BulkCell *cells, guint first, guint n, const char **end)
{
  *end = cells[first].text + cells[first].length;
  for (guint i = first + 1; i < n; i++)
    {
      if (cells[i].text != *end + 1 || **end != self->separator)
        return i;
      *end = cells[i].text + cells[i].length;
    }
  return n;
}

/* The whole row in one piece: as it stands in the file, or put together. */
static void
find_span (BulkJudge *self, const BulkCell *cells, guint n)
{
  const char *end;
  guint i = find_run (self, cells, 0, n, &end);
  gsize length = n - 1;
  char *out;

  self->span = cells[0].text;
  self->span_length = (gsize) (end - cells[0].text);
  if (i == n)
    return;
  for (guint k = 0; k < n; k++)
    length += cells[k].length;
  g_string_set_size (self->joined, length);
  self->span = self->joined->str;
  self->span_length = length;
  memcpy (self->joined->str, cells[0].text, (gsize) (end - cells[0].text));
  out = self->joined->str + (end - cells[0].text);
  while (i < n)
    {
      const char *start = cells[i].text;

      i = find_run (self, cells, i, n, &end);
      *out++ = self->separator;
      memcpy (out, start, (gsize) (end - start));
      out += end - start;
    }
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
  if (self->joined != NULL)
    find_span (self, all, n);
  for (guint i = 0; bulk_checks[i] != NULL; i++)
    if (bulk_checks[i]->row != NULL)
      bulk_checks[i]->row (context, cells, self->sink);
  judge_cells (self, row, all, MIN (n, context->n_columns));
}
