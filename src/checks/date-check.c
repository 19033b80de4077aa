/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/date-parse.h"

/* Where the column holds more dates of another form, or in another order, this one is the odd one. */
static gboolean
is_of_another_kind (const BulkCheckColumn *column, const BulkDate *date)
{
  BulkDateOrder own = bulk_date_get_order (date);

  if (date->form != column->date_form)
    return TRUE;
  return own != BULK_DATE_ORDER_UNKNOWN && column->date_order != BULK_DATE_ORDER_UNKNOWN && own != column->date_order;
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  const char *text = cell->text;
  gsize length = cell->length;
  BulkDate date;

  if (column->class != BULK_COLUMN_DATE)
    return;
  bulk_check_trim (&text, &length);
  if (length == 0 || bulk_check_is_spreadsheet_error (text, length))
    return;
  if (bulk_date_parse (text, length, &date) <= BULK_DATE_IMPOSSIBLE)
    bulk_check_report (sink, BULK_PROBLEM_BAD_DATE, column->index, 0);
  else if (is_of_another_kind (column, &date))
    bulk_check_report (sink, BULK_PROBLEM_MIXED_DATES, column->index, 0);
  else if (bulk_date_is_order_free (&date) && column->date_order == BULK_DATE_ORDER_UNKNOWN &&
           date.first != date.second)
    bulk_check_report (sink, BULK_PROBLEM_AMBIGUOUS_DATE, column->index, 0);
}

/* The order is the user's where the column does not tell; where a column has both orders, only a date that can be read
 * in one way alone can be believed. */
static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  const BulkCheckColumn *column = context->columns + problem->column;
  const char *text = cell->text;
  gsize length = cell->length;
  BulkDateOrder order = column->date_order;
  BulkDate date;

  bulk_check_trim (&text, &length);
  if (bulk_date_parse (text, length, &date) <= BULK_DATE_IMPOSSIBLE)
    return FALSE;
  if (order == BULK_DATE_ORDER_UNKNOWN)
    order = context->options.date_order;
  fix->text = bulk_date_dup_iso (&date, order);
  fix->kind = fix->text != NULL ? BULK_FIX_TEXT : BULK_FIX_NONE;
  fix->safe = !bulk_date_is_order_free (&date) || bulk_date_get_order (&date) != BULK_DATE_ORDER_UNKNOWN ||
              date.first == date.second;
  return fix->text != NULL;
}

const BulkCheck bulk_check_date = { .cell = check_cell, .suggest = suggest };
