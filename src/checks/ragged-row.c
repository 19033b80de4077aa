/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

static void
check_row (const BulkCheckContext *context, BulkCells *cells, BulkCheckSink *sink)
{
  guint n = bulk_cells_get_n (cells);

  if (context->n_expected > 0 && n != context->n_expected)
    bulk_check_report (sink, BULK_PROBLEM_RAGGED_ROW, BULK_PROBLEM_NO_COLUMN, n);
}

const BulkCheck bulk_check_ragged_row = { .row = check_row };
