/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/fresh-rows.h"
#include "checks/findings-private.h"

#define RANGES_MAX 64u   /* more become one that spans them all */

/* Rows of the file, which stay what they are while others are removed. */
typedef struct
{
  guint first;
  guint last;
} Range;

struct _BulkFreshRows
{
  GArray *ranges;          /* Range */
  gboolean moved;
  GArray *found;           /* BulkProblem: scratch */
  GArray *before;          /* BulkProblem: scratch */
  BulkCells *cells;        /* the row as it is */
  BulkCells *cells_before; /* as it was checked */
};

/* Private helpers */

static gboolean
is_edited (const BulkFreshRows *self, guint source_row)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = &g_array_index (self->ranges, Range, i);

      if (source_row >= range->first && source_row <= range->last)
        return TRUE;
    }
  return FALSE;
}

/* Whether a problem that judging the row does not find is still there: it hangs on the row's place, or on one cell. */
static gboolean
still_holds (const BulkFreshRows *self, const BulkProblem *problem)
{
  switch ((guint) problem->code)
    {
    case BULK_PROBLEM_ROW_GAP:
    case BULK_PROBLEM_HIDDEN_CONTENT:
      return TRUE;
    case BULK_PROBLEM_DUPLICATE_KEY:
    case BULK_PROBLEM_UNCLOSED_QUOTE:
    case BULK_PROBLEM_STRAY_QUOTE:
    case BULK_PROBLEM_REPEATED_NAME:
    case BULK_PROBLEM_MERGED_CELLS:
      return problem->column != BULK_PROBLEM_NO_COLUMN &&
             bulk_cell_equal (bulk_cells_get (self->cells, problem->column),
                              bulk_cells_get (self->cells_before, problem->column));
    default:
      return FALSE;
    }
}

static void
keep_old (BulkFreshRows *self, BulkFindings *findings, guint was)
{
  g_array_set_size (self->before, 0);
  bulk_findings_get_row (findings, was, self->cells_before, self->before);
  if (self->before->len == 0 || !bulk_table_read_row (findings->table, was, self->cells_before))
    return;
  for (guint i = 0; i < self->before->len; i++)
    if (still_holds (self, &g_array_index (self->before, BulkProblem, i)))
      g_array_append_val (self->found, g_array_index (self->before, BulkProblem, i));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return bulk_problem_compare (a, b);
}

/* Where a row of the findings is now. */
static guint64
find_now (BulkTable *table, BulkFindings *findings, guint64 row)
{
  guint source = row < G_MAXUINT ? bulk_table_get_source_row (findings->table, (guint) row) : G_MAXUINT, now;

  return source != G_MAXUINT && bulk_table_find_source_row (table, source, &now) ? now : G_MAXUINT64;
}

/* Problems of a row that is somewhere else by now. */
static guint64
tell (BulkFreshRows *self, BulkTable *table, BulkFindings *findings, guint row, GArray *problems)
{
  guint64 codes = 0;

  for (guint i = 0; i < self->found->len; i++)
    {
      BulkProblem problem = g_array_index (self->found, BulkProblem, i);

      codes |= BULK_PROBLEM_BIT (problem.code);
      problem.row = row;
      if (problem.code == BULK_PROBLEM_DUPLICATE_ROW || problem.code == BULK_PROBLEM_DUPLICATE_KEY)
        problem.number = find_now (table, findings, problem.number);
      if (problems != NULL)
        g_array_append_val (problems, problem);
    }
  return codes;
}

/* Public functions */

/** bulk_fresh_rows_new: Returns: (transfer full): nothing was edited yet */
BulkFreshRows *
bulk_fresh_rows_new (void)
{
  BulkFreshRows *self = g_new0 (BulkFreshRows, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  self->found = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  self->before = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  self->cells = bulk_cells_new ();
  self->cells_before = bulk_cells_new ();
  return self;
}

/** bulk_fresh_rows_free: @self: (transfer full): what is freed */
void
bulk_fresh_rows_free (BulkFreshRows *self)
{
  g_array_unref (self->ranges);
  g_array_unref (self->found);
  g_array_unref (self->before);
  bulk_cells_free (self->cells);
  bulk_cells_free (self->cells_before);
  g_free (self);
}

/** bulk_fresh_rows_clear: nothing was edited since the last run */
void
bulk_fresh_rows_clear (BulkFreshRows *self)
{
  g_array_set_size (self->ranges, 0);
  self->moved = FALSE;
  bulk_cells_clear (self->cells);
  bulk_cells_clear (self->cells_before);
}

/** bulk_fresh_rows_add: @n rows of @table from @first on were edited, or some of them */
void
bulk_fresh_rows_add (BulkFreshRows *self, BulkTable *table, guint first, guint n)
{
  Range range = { bulk_table_get_source_row (table, first), bulk_table_get_source_row (table, first + n - 1) };

  g_array_append_val (self->ranges, range);
  if (self->ranges->len <= RANGES_MAX)
    return;
  for (guint i = 0; i < self->ranges->len; i++)
    {
      range.first = MIN (range.first, g_array_index (self->ranges, Range, i).first);
      range.last = MAX (range.last, g_array_index (self->ranges, Range, i).last);
    }
  g_array_set_size (self->ranges, 1);
  g_array_index (self->ranges, Range, 0) = range;
}

/** bulk_fresh_rows_move: rows were removed, or came back */
void
bulk_fresh_rows_move (BulkFreshRows *self)
{
  self->moved = TRUE;
}

/** bulk_fresh_rows_is_moved: Returns: whether rows are not where they were */
gboolean
bulk_fresh_rows_is_moved (BulkFreshRows *self)
{
  return self->moved;
}

/** bulk_fresh_rows_is_empty: Returns: whether the last run tells of the rows as they are */
gboolean
bulk_fresh_rows_is_empty (BulkFreshRows *self)
{
  return self->ranges->len == 0 && !self->moved;
}

/**
 * bulk_fresh_rows_get:
 * @table: as it is; its columns are those that were checked
 * @findings: of the last run
 * @problems: (nullable): of BulkProblem; is appended to, in reading order
 *
 * Returns: the set of codes of the row's problems
 */
guint64
bulk_fresh_rows_get (BulkFreshRows *self, BulkTable *table, BulkFindings *findings, guint row, GArray *problems)
{
  guint source = bulk_table_get_source_row (table, row), was = row;
  gboolean known = bulk_table_find_source_row (findings->table, source, &was);

  if (known && !is_edited (self, source) && problems == NULL)
    return bulk_findings_get_row_codes (findings, was);
  g_array_set_size (self->found, 0);
  if (known && !is_edited (self, source))
    bulk_findings_get_row (findings, was, self->cells_before, self->found);
  else if (bulk_table_read_row (table, row, self->cells))
    {
      bulk_findings_judge (findings, known ? was : row, self->cells, self->found);
      if (known)
        keep_old (self, findings, was);
      g_array_sort (self->found, compare);
    }
  return tell (self, table, findings, row, problems);
}
