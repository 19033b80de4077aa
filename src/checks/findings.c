/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/findings-private.h"
#include <string.h>

/* What is found when a row is judged again for somebody who asks. */
typedef struct
{
  BulkCheckSink sink;
  GArray *problems;
} Collect;

/* Header first, whole rows before their cells. */
static guint64
get_order (const BulkProblem *problem)
{
  return (guint64) (problem->row + 1u) << 32 | (problem->column + 1u);
}

int
bulk_problem_compare (const BulkProblem *a, const BulkProblem *b)
{
  guint64 x = get_order (a), y = get_order (b);

  if (x != y)
    return x < y ? -1 : 1;
  return (int) a->code - (int) b->code;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return bulk_problem_compare (a, b);
}

void
bulk_code_findings_add (BulkCodeFindings *self, const BulkProblem *problem, guint n_columns)
{
  self->total++;
  if (self->columns == NULL)
    {
      self->columns = g_new0 (guint64, (gsize) n_columns + 1);
      self->kept = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
    }
  self->columns[MIN (problem->column, n_columns)]++;
  if (self->kept->len < BULK_FINDINGS_KEPT)
    g_array_append_val (self->kept, *problem);
}

/** bulk_code_findings_add_all: @other: of other rows; of its instances the first ones are kept */
void
bulk_code_findings_add_all (BulkCodeFindings *self, BulkCodeFindings *other, guint n_columns)
{
  if (other->columns == NULL)
    return;
  if (self->columns == NULL)
    {
      *self = *other;
      *other = (BulkCodeFindings) { 0 };
      return;
    }
  self->total += other->total;
  for (guint i = 0; i <= n_columns; i++)
    self->columns[i] += other->columns[i];
  g_array_append_vals (self->kept, other->kept->data, other->kept->len);
  g_array_sort (self->kept, compare);
  if (self->kept->len > BULK_FINDINGS_KEPT)
    g_array_set_size (self->kept, BULK_FINDINGS_KEPT);
}

void
bulk_code_findings_clear (BulkCodeFindings *self)
{
  g_free (self->columns);
  g_clear_pointer (&self->kept, g_array_unref);
  *self = (BulkCodeFindings) { 0 };
}

void
bulk_findings_set_bit (BulkFindings *self, BulkProblemCode code, guint row)
{
  guint64 *words = g_atomic_pointer_get (&self->bits[code]);

  if (words == NULL)
    {
      guint64 *made = g_new0 (guint64, BULK_FINDINGS_WORDS (self->n_rows));

      if (!g_atomic_pointer_compare_and_exchange (&self->bits[code], NULL, made))
        g_free (made);
      words = g_atomic_pointer_get (&self->bits[code]);
    }
  words[row / 64] |= G_GUINT64_CONSTANT (1) << (row % 64);
}

static inline gboolean
has_bit (BulkFindings *self, BulkProblemCode code, guint row)
{
  return self->bits[code] != NULL && row < self->n_rows && (self->bits[code][row / 64] >> (row % 64) & 1);
}

/** bulk_findings_new: @context: (transfer full): what rows are judged by */
BulkFindings *
bulk_findings_new (BulkTable *table, BulkCheckContext *context)
{
  BulkFindings *self = g_new0 (BulkFindings, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->table = g_object_ref (table);
  self->context = context;
  self->n_rows = context->n_rows;
  self->n_columns = context->n_columns;
  self->placed = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  return self;
}

static void
take_collected (BulkCheckSink *sink, const BulkProblem *problem)
{
  Collect *collect = (Collect *) sink;

  g_array_append_val (collect->problems, *problem);
}

/* The first of the placed problems of a row. */
static guint
find_placed (BulkFindings *self, guint row)
{
  const guint64 wanted = (guint64) (row + 1u) << 32;
  guint low = 0, high = self->placed->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (get_order (&g_array_index (self->placed, BulkProblem, middle)) < wanted)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_known (BulkFindings *self, BulkProblemCode code, guint row, guint column, GArray *problems)
{
  BulkProblem problem = { code, row, column, G_MAXUINT64 };
  GArray *kept = self->codes[code].kept;
  guint at;

  if (!has_bit (self, code, row))
    return;
  if (kept != NULL && g_array_binary_search (kept, &problem, compare, &at))
    problem = g_array_index (kept, BulkProblem, at);
  g_array_append_val (problems, problem);
}

static void
add_gap (BulkFindings *self, guint row, GArray *problems)
{
  BulkProblem problem = { BULK_PROBLEM_ROW_GAP, row, BULK_PROBLEM_NO_COLUMN, 0 };

  if (!has_bit (self, BULK_PROBLEM_ROW_GAP, row))
    return;
  while (problem.number < row && has_bit (self, BULK_PROBLEM_BLANK_ROW, row - 1 - (guint) problem.number))
    problem.number++;
  g_array_append_val (problems, problem);
}

/*< private >
 * bulk_findings_judge:
 * @row: its number in the table that was checked
 * @cells: the row, or what became of it
 * @problems: of BulkProblem; is appended to
 *
 * Finds again what is wrong with a row by itself, by what is known of its columns.
 */
void
bulk_findings_judge (BulkFindings *self, guint row, BulkCells *cells, GArray *problems)
{
  Collect collect = { { row, take_collected }, problems };
  BulkJudge judge = { .context = self->context, .sink = &collect.sink };

  bulk_judge_row (&judge, row, cells);
}

/* Public functions */

/** bulk_findings_ref: Returns: (transfer full): @self */
BulkFindings *
bulk_findings_ref (BulkFindings *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** bulk_findings_unref: drops a reference; the last one frees */
void
bulk_findings_unref (BulkFindings *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    {
      g_free (self->bits[i]);
      bulk_code_findings_clear (self->codes + i);
    }
  g_array_unref (self->placed);
  bulk_check_context_free (self->context);
  g_object_unref (self->table);
  g_free (self);
}

/** bulk_findings_get_table: Returns: (transfer none): what was checked */
BulkTable *
bulk_findings_get_table (BulkFindings *self)
{
  return self->table;
}

/** bulk_findings_get_key_column: Returns: the column that names the rows, or %BULK_KEY_COLUMN_NONE */
guint
bulk_findings_get_key_column (BulkFindings *self)
{
  return self->context->key_column;
}

/** bulk_findings_count: Returns: how many problems of @code there are */
guint64
bulk_findings_count (BulkFindings *self, BulkProblemCode code)
{
  return self->codes[code].total;
}

/** bulk_findings_count_in_column: Returns: how many there are in a column; %BULK_PROBLEM_NO_COLUMN: of whole rows */
guint64
bulk_findings_count_in_column (BulkFindings *self, BulkProblemCode code, guint column)
{
  if (self->codes[code].columns == NULL || (column >= self->n_columns && column != BULK_PROBLEM_NO_COLUMN))
    return 0;
  return self->codes[code].columns[MIN (column, self->n_columns)];
}

/** bulk_findings_count_severity: Returns: how many problems of @severity there are */
guint64
bulk_findings_count_severity (BulkFindings *self, BulkSeverity severity)
{
  guint64 n = 0;

  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if (bulk_problem_code_get_severity (i) == severity)
      n += self->codes[i].total;
  return n;
}

/** bulk_findings_count_rows: Returns: how many rows have a problem of any of a set of codes */
guint
bulk_findings_count_rows (BulkFindings *self, guint64 codes)
{
  guint n = 0;

  for (gsize word = 0; word < BULK_FINDINGS_WORDS (self->n_rows); word++)
    {
      guint64 any = 0;

      for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
        if ((codes & BULK_PROBLEM_BIT (i)) != 0 && self->bits[i] != NULL)
          any |= self->bits[i][word];
      n += (guint) __builtin_popcountll (any);
    }
  return n;
}

/** bulk_findings_get_n_kept: Returns: how many instances bulk_findings_get_kept() can give */
guint
bulk_findings_get_n_kept (BulkFindings *self, BulkProblemCode code)
{
  return self->codes[code].kept != NULL ? self->codes[code].kept->len : 0;
}

/** bulk_findings_get_kept: the first instances of @code, in reading order */
void
bulk_findings_get_kept (BulkFindings *self, BulkProblemCode code, guint index, BulkProblem *problem)
{
  *problem = g_array_index (self->codes[code].kept, BulkProblem, index);
}

/** bulk_findings_get_error_codes: Returns: the set of all codes that are errors */
guint64
bulk_findings_get_error_codes (void)
{
  guint64 codes = 0;

  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if (bulk_problem_code_get_severity (i) == BULK_SEVERITY_ERROR)
      codes |= BULK_PROBLEM_BIT (i);
  return codes;
}

/** bulk_findings_get_row_codes: Returns: the set of codes of the problems of a row, or of the header */
guint64
bulk_findings_get_row_codes (BulkFindings *self, guint row)
{
  guint64 codes = 0;

  if (row == BULK_PROBLEM_NO_ROW)
    {
      for (guint i = 0; i < self->placed->len && g_array_index (self->placed, BulkProblem, i).row == row; i++)
        codes |= BULK_PROBLEM_BIT (g_array_index (self->placed, BulkProblem, i).code);
      return codes;
    }
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if (has_bit (self, i, row))
      codes |= BULK_PROBLEM_BIT (i);
  return codes;
}

/**
 * bulk_findings_get_row:
 * @row: 0-based, or %BULK_PROBLEM_NO_ROW for the header
 * @cells: scratch
 * @problems: of BulkProblem; is appended to, in reading order
 *
 * Thread-safe, each thread with cells of its own.
 */
void
bulk_findings_get_row (BulkFindings *self, guint row, BulkCells *cells, GArray *problems)
{
  g_autoptr (GArray) found = NULL;

  if (bulk_findings_get_row_codes (self, row) == 0)
    return;
  found = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  for (guint i = find_placed (self, row); i < self->placed->len; i++)
    {
      if (g_array_index (self->placed, BulkProblem, i).row != row)
        break;
      g_array_append_val (found, g_array_index (self->placed, BulkProblem, i));
    }
  if (row != BULK_PROBLEM_NO_ROW)
    {
      if (bulk_table_read_row (self->table, row, cells))
        bulk_findings_judge (self, row, cells, found);
      add_known (self, BULK_PROBLEM_DUPLICATE_ROW, row, BULK_PROBLEM_NO_COLUMN, found);
      add_known (self, BULK_PROBLEM_DUPLICATE_KEY, row, self->context->key_column, found);
      add_gap (self, row, found);
    }
  g_array_sort (found, compare);
  g_array_append_vals (problems, found->data, found->len);
}
