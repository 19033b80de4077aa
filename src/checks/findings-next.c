/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/findings-private.h"

/* A search for a problem in reading order. */
typedef struct
{
  BulkFindings *findings;
  guint64 codes;
  guint column;        /* BULK_PROBLEM_NO_COLUMN: any */
  BulkCells *cells;
  GArray *problems;
} Search;

static gboolean
is_wanted (const Search *self, const BulkProblem *problem)
{
  return (self->codes & BULK_PROBLEM_BIT (problem->code)) != 0 &&
         (self->column == BULK_PROBLEM_NO_COLUMN || problem->column == self->column);
}

/* Where one goes for a problem of a whole row. */
static gint64
get_cell (const BulkProblem *problem)
{
  return problem->column == BULK_PROBLEM_NO_COLUMN ? 0 : (gint64) problem->column;
}

/* The first wanted problem of a row beyond a column, or the last before it. */
static gboolean
find_in_row (Search *self, guint row, gint64 from, gboolean forward, BulkProblem *found)
{
  gboolean any = FALSE;

  g_array_set_size (self->problems, 0);
  bulk_findings_get_row (self->findings, row, self->cells, self->problems);
  for (guint i = 0; i < self->problems->len; i++)
    {
      const BulkProblem *problem = &g_array_index (self->problems, BulkProblem, i);

      if (!is_wanted (self, problem) || (forward ? get_cell (problem) <= from : get_cell (problem) >= from))
        continue;
      *found = *problem;
      any = TRUE;
      if (forward)
        return TRUE;
    }
  return any;
}

static guint64
get_word (const Search *self, gsize word)
{
  guint64 any = 0;

  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if ((self->codes & BULK_PROBLEM_BIT (i)) != 0 && self->findings->bits[i] != NULL)
      any |= self->findings->bits[i][word];
  return any;
}

/* The next row, from one on, that has any of the codes; G_MAXUINT: none. */
static guint
find_row (const Search *self, gint64 row, gboolean forward)
{
  gint64 n = self->findings->n_rows;

  while (row >= 0 && row < n)
    {
      guint64 bits = get_word (self, (gsize) row / 64);

      bits &= forward ? G_MAXUINT64 << (row % 64) : G_MAXUINT64 >> (63 - row % 64);
      if (bits != 0)
        return (guint) (row / 64 * 64 + (forward ? __builtin_ctzll (bits) : 63 - __builtin_clzll (bits)));
      row = forward ? (row / 64 + 1) * 64 : row / 64 * 64 - 1;
    }
  return G_MAXUINT;
}

/* In the rows from one on, in one direction, to the end. */
static gboolean
find_in_rows (Search *self, gint64 row, gboolean forward, BulkProblem *found)
{
  guint at;

  while ((at = find_row (self, row, forward)) != G_MAXUINT)
    {
      if (find_in_row (self, at, forward ? -1 : G_MAXINT64, forward, found))
        return TRUE;
      row = forward ? (gint64) at + 1 : (gint64) at - 1;
    }
  return FALSE;
}

static gboolean
find_in_header (Search *self, gboolean forward, BulkProblem *found)
{
  return find_in_row (self, BULK_PROBLEM_NO_ROW, forward ? -1 : G_MAXINT64, forward, found);
}

/**
 * bulk_findings_next:
 * @codes: a set of codes
 * @only_column: or %BULK_PROBLEM_NO_COLUMN for all; a problem of a whole row is in none
 * @from_row: where to look from, the cell itself not included; %BULK_PROBLEM_NO_ROW: the header
 * @found: (out): the problem
 *
 * Goes on at the other end, so that a problem is found if there is one.
 *
 * Returns: whether there is one
 */
gboolean
bulk_findings_next (BulkFindings *self, guint64 codes, guint only_column, guint from_row, guint from_column,
                    gboolean forward, BulkProblem *found)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_autoptr (GArray) problems = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  Search search = { self, codes, only_column, cells, problems };
  gint64 row = from_row == BULK_PROBLEM_NO_ROW ? -1 : (gint64) from_row;

  if (find_in_row (&search, from_row, from_column, forward, found))
    return TRUE;
  if (forward)
    return find_in_rows (&search, row + 1, TRUE, found) || find_in_header (&search, TRUE, found) ||
           find_in_rows (&search, 0, TRUE, found);
  if (row < 0)
    return find_in_rows (&search, (gint64) self->n_rows - 1, FALSE, found) || find_in_header (&search, FALSE, found);
  return find_in_rows (&search, row - 1, FALSE, found) || find_in_header (&search, FALSE, found) ||
         find_in_rows (&search, (gint64) self->n_rows - 1, FALSE, found);
}
