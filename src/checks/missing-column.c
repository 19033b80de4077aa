/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* What the template in use needs and no column is called. number: which of bulk_table_dup_missing_columns() */
static void
check_missing (const BulkCheckContext *context, BulkCheckSink *sink)
{
  g_auto (GStrv) missing = bulk_table_dup_missing_columns (context->table);

  sink->row = BULK_PROBLEM_NO_ROW;
  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    bulk_check_report (sink, BULK_PROBLEM_MISSING_COLUMN, BULK_PROBLEM_NO_COLUMN, i);
}

const BulkCheck bulk_check_missing_column = { .table = check_missing };
