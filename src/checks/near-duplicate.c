/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/spellings.h"

static const char *
get_better (const BulkCheckColumn *column, const BulkCell *cell)
{
  const char *text = cell->text;
  gsize length = cell->length;

  if (column->spellings == NULL)
    return NULL;
  bulk_check_trim (&text, &length);
  return bulk_spellings_get_better (column->spellings, text, length);
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  if (get_better (column, cell) != NULL)
    bulk_check_report (sink, BULK_PROBLEM_NEAR_DUPLICATE_VALUE, column->index, 0);
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  fix->text = g_strdup (get_better (context->columns + problem->column, cell));
  fix->kind = BULK_FIX_TEXT;
  return fix->text != NULL;
}

const BulkCheck bulk_check_near_duplicate = { .cell = check_cell, .suggest = suggest };
