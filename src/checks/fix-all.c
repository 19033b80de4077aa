/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/fix-all.h"
#include "checks/findings-private.h"

static void
use_as_header (BulkFindings *findings, guint row, BulkCells *cells, BulkEditBatch *batch)
{
  if (!bulk_table_read_row (findings->table, row, cells))
    return;
  for (guint i = 0; i < findings->n_columns; i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);
      g_autofree char *header = g_utf8_make_valid (cell->text, (gssize) cell->length);

      bulk_edit_batch_set_header (batch, i, header);
    }
  for (guint i = 0; i <= row; i++)
    bulk_edit_batch_remove_row (batch, i);
}

static void
apply (BulkFindings *findings, const BulkProblem *problem, const BulkFix *fix, BulkCells *cells, BulkEditBatch *batch)
{
  switch (fix->kind)
    {
    case BULK_FIX_TEXT:
      bulk_edit_batch_set_cell (batch, problem->row, problem->column, fix->text, -1);
      break;
    case BULK_FIX_REMOVE_ROW:
      bulk_edit_batch_remove_row (batch, problem->row);
      break;
    case BULK_FIX_HEADER:
      bulk_edit_batch_set_header (batch, problem->column, fix->text);
      break;
    case BULK_FIX_USE_AS_HEADER:
      use_as_header (findings, problem->row, cells, batch);
      break;
    case BULK_FIX_LEAVE_OUT_COLUMN:
      bulk_edit_batch_leave_out_column (batch, problem->column);
      break;
    case BULK_FIX_NONE:
    default:
      break;
    }
}

static gboolean
fix_problem (BulkFindings *findings, const BulkProblem *problem, gboolean safe_only, BulkCells *cells,
             BulkEditBatch *batch)
{
  g_auto (BulkFix) fix = { BULK_FIX_NONE };

  if (!bulk_fix_suggest (findings, problem, cells, &fix) || (safe_only && !fix.safe))
    return FALSE;
  apply (findings, problem, &fix, cells, batch);
  return TRUE;
}

/* A cell may have several problems; each suggestion is for one of them, so that the last one would undo the others.
 * The first is taken, and the rest found again when the table is checked again. */
static guint64
fix_row (BulkFindings *findings, GArray *problems, guint64 codes, gboolean safe_only, BulkCells *cells,
         BulkEditBatch *batch)
{
  guint fixed_column = G_MAXUINT;
  guint64 n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const BulkProblem *problem = &g_array_index (problems, BulkProblem, i);

      if ((codes & BULK_PROBLEM_BIT (problem->code)) == 0 ||
          (problem->column == fixed_column && problem->column != BULK_PROBLEM_NO_COLUMN))
        continue;
      if (!fix_problem (findings, problem, safe_only, cells, batch))
        continue;
      n++;
      fixed_column = problem->column;
    }
  return n;
}

static gboolean
has_any (BulkFindings *findings, gsize word, guint64 codes)
{
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if ((codes & BULK_PROBLEM_BIT (i)) != 0 && findings->bits[i] != NULL && findings->bits[i][word] != 0)
      return TRUE;
  return FALSE;
}

/* Public functions */

/**
 * bulk_fix_all:
 * @codes: a set of codes
 * @safe_only: only what changes nothing that could have been meant
 * @batch: filled
 *
 * Returns: how many problems the batch fixes; it is of no use if @cancellable is cancelled
 */
guint64
bulk_fix_all (BulkFindings *findings, guint64 codes, gboolean safe_only, BulkEditBatch *batch,
              GCancellable *cancellable)
{
  g_autoptr (BulkCells) cells = bulk_cells_new (), scratch = bulk_cells_new ();
  g_autoptr (GArray) problems = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  guint64 n = 0;

  bulk_findings_get_row (findings, BULK_PROBLEM_NO_ROW, cells, problems);
  n += fix_row (findings, problems, codes, safe_only, scratch, batch);
  for (guint row = 0; row < findings->n_rows; row++)
    {
      if (row % 64 == 0 && !has_any (findings, row / 64, codes))
        {
          row += 63;
          continue;
        }
      if (row % 1024 == 0 && g_cancellable_is_cancelled (cancellable))
        return 0;
      if ((bulk_findings_get_row_codes (findings, row) & codes) == 0)
        continue;
      g_array_set_size (problems, 0);
      bulk_findings_get_row (findings, row, cells, problems);
      n += fix_row (findings, problems, codes, safe_only, scratch, batch);
    }
  return n;
}

/** bulk_fix_one: Returns: whether there is a suggestion for @problem; it is in the batch then */
gboolean
bulk_fix_one (BulkFindings *findings, const BulkProblem *problem, BulkEditBatch *batch)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  return fix_problem (findings, problem, FALSE, cells, batch);
}
