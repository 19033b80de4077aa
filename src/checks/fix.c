/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include "checks/findings-private.h"
#include <glib/gi18n-lib.h>

/**
 * bulk_fix_suggest:
 * @problem: one that @findings hold
 * @cells: scratch
 * @fix: (out): what to do about it
 *
 * Thread-safe, each thread with cells of its own.
 *
 * Returns: %FALSE if there is no suggestion
 */
gboolean
bulk_fix_suggest (BulkFindings *findings, const BulkProblem *problem, BulkCells *cells, BulkFix *fix)
{
  const BulkCheck *check = bulk_checks_find (problem->code);

  *fix = (BulkFix) { .kind = BULK_FIX_NONE };
  if (check == NULL || check->suggest == NULL)
    return FALSE;
  bulk_cells_clear (cells);
  if (problem->row != BULK_PROBLEM_NO_ROW && !bulk_table_read_row (findings->table, problem->row, cells))
    return FALSE;
  return check->suggest (findings->context, problem, bulk_cells_get (cells, problem->column), fix);
}

/** bulk_fix_clear: frees what a suggestion holds */
void
bulk_fix_clear (BulkFix *self)
{
  g_clear_pointer (&self->text, g_free);
}

/**
 * bulk_fix_dup_label:
 *
 * Returns: (transfer full) (nullable): what is done about problems of @code, as on a button; %NULL: nothing can be
 */
char *
bulk_fix_dup_label (BulkProblemCode code)
{
  switch ((guint) code)
    {
    case BULK_PROBLEM_CONTROL_CHARACTER: return g_strdup (_("Remove Control Characters"));
    case BULK_PROBLEM_MOJIBAKE: return g_strdup (_("Repair Letters"));
    case BULK_PROBLEM_PADDED_HEADER:
    case BULK_PROBLEM_PADDED_VALUE: return g_strdup (_("Trim Spaces"));
    case BULK_PROBLEM_HEADER_NOT_FIRST: return g_strdup (_("Use as Header"));
    case BULK_PROBLEM_BLANK_ROW:
    case BULK_PROBLEM_DUPLICATE_ROW:
    case BULK_PROBLEM_TOTAL_ROW: return g_strdup (_("Remove Rows"));
    case BULK_PROBLEM_MIXED_DATES:
    case BULK_PROBLEM_AMBIGUOUS_DATE: return g_strdup (_("Write Dates as 2026-03-31"));
    case BULK_PROBLEM_FORMATTED_NUMBER: return g_strdup (_("Write Plain Numbers"));
    case BULK_PROBLEM_LOST_ZEROS: return g_strdup (_("Fill Up with Zeros"));
    case BULK_PROBLEM_BAD_EMAIL: return g_strdup (_("Keep the Address Only"));
    case BULK_PROBLEM_NEAR_DUPLICATE_VALUE: return g_strdup (_("Use the Usual Spelling"));
    default: return NULL;
    }
}
