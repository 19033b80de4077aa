/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include "checks/number-parse.h"

static gboolean
is_for_others (const BulkCell *cell)
{
  return cell->kind == BULK_CELL_NUMBER || cell->kind == BULK_CELL_BOOLEAN || cell->kind == BULK_CELL_NESTED;
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  const char *text = cell->text;
  gsize length = cell->length;
  BulkNumber number;

  if (column->class != BULK_COLUMN_NUMBER || is_for_others (cell))
    return;
  bulk_check_trim (&text, &length);
  if (length == 0 || bulk_check_is_spreadsheet_error (text, length))
    return;
  switch (bulk_number_parse (text, length, &number))
    {
    case BULK_NUMBER_NONE:
      bulk_check_report (sink, BULK_PROBLEM_BAD_NUMBER, column->index, 0);
      break;
    case BULK_NUMBER_FORMATTED:
      bulk_check_report (sink, BULK_PROBLEM_FORMATTED_NUMBER, column->index, 0);
      break;
    case BULK_NUMBER_PLAIN:
    default:
      /* 1.200 is much where a comma is the decimal mark. */
      if (number.open && column->decimal_mark == ',')
        bulk_check_report (sink, BULK_PROBLEM_FORMATTED_NUMBER, column->index, 0);
      break;
    }
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  const char *text = cell->text;
  gsize length = cell->length;
  BulkNumber number;

  if (problem->code != BULK_PROBLEM_FORMATTED_NUMBER)
    return FALSE;
  bulk_check_trim (&text, &length);
  fix->text = bulk_number_dup_plain (text, length, context->columns[problem->column].decimal_mark);
  if (fix->text == NULL)
    return FALSE;
  fix->kind = BULK_FIX_TEXT;
  bulk_number_parse (text, length, &number);
  fix->safe = !number.open;
  return TRUE;
}

const BulkCheck bulk_check_number = { .cell = check_cell, .suggest = suggest };
