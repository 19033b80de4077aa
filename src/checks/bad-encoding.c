/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include <string.h>

/* Undecodable bytes have become U+FFFD when the file was read; one that stands in the file is as lost. */
static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  if (memmem (cell->text, cell->length, "\357\277\275", 3) != NULL)
    bulk_check_report (sink, BULK_PROBLEM_BAD_ENCODING, column->index, 0);
}

const BulkCheck bulk_check_bad_encoding = { .cell = check_cell };
