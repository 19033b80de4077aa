/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* Blank rows are told from others before any check sees a row, and gaps when all rows are known: see findings-run.c. */
static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  if (problem->code != BULK_PROBLEM_BLANK_ROW)
    return FALSE;
  fix->kind = BULK_FIX_REMOVE_ROW;
  fix->safe = TRUE;
  return TRUE;
}

const BulkCheck bulk_check_blank_row = { .suggest = suggest };
