/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  if (!column->is_json)
    return;
  if (cell->kind == BULK_CELL_NESTED)
    bulk_check_report (sink, BULK_PROBLEM_NESTED_VALUE, column->index, 0);
  else if (cell->kind != column->kind && column->kind != BULK_CELL_NESTED)
    bulk_check_report (sink, BULK_PROBLEM_MIXED_TYPES, column->index, 0);
}

const BulkCheck bulk_check_json_value = { .cell = check_cell };
