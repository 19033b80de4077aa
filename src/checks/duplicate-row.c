/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"

/* Without a key two rows may be alike because two things are. */
static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  fix->kind = BULK_FIX_REMOVE_ROW;
  fix->safe = context->key_column != BULK_KEY_COLUMN_NONE;
  return TRUE;
}

const BulkCheck bulk_check_duplicate_row = { .suggest = suggest };
