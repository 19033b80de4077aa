/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/findings-private.h"
#include "checks/duplicates.h"
#include "checks/hash.h"
#include "checks/spellings.h"

#define BLOCK_ROWS 4096u     /* a multiple of 64, so that no two threads share a word of bits */
#define THREADS_MAX 8u
#define PASSES_MAX 3u        /* what is known of columns has settled by then, or never does */
#define GAP_MIN 5u           /* blank rows */
#define MORE_MAX 16384u      /* instances looked through at a time for the first ones */

typedef struct
{
  BulkFindings *findings;
  const BulkCheckContext *context;
  GCancellable *cancellable;
  BulkProgressFunc progress;
  gpointer user_data;
  char separator;
  guint32 *row_hashes;
  guint32 *key_hashes;       /* nullable */
  int next_block;            /* atomic */
} Run;

/* One thread's part. */
typedef struct
{
  BulkCheckSink sink;
  Run *run;
  BulkCells *cells;
  GString *joined;
  BulkColumnTally *tallies;
  BulkCodeFindings codes[BULK_PROBLEM_N_CODES];
} Worker;

/* What is to be known of equal rows. */
typedef struct
{
  Run *run;
  BulkProblemCode code;
  BulkCells *cells, *others;
  guint other;               /* the row in others */
  BulkCodeFindings found;
  GArray *more;              /* BulkProblem: beyond as many as are kept */
} Compare;

static void
take_problem (BulkCheckSink *sink, const BulkProblem *problem)
{
  Worker *self = (Worker *) sink;

  bulk_code_findings_add (self->codes + problem->code, problem, self->run->findings->n_columns);
  bulk_findings_set_bit (self->run->findings, problem->code, problem->row);
}

/* Never 0, which is for rows that are not compared. */
static inline guint32
shorten (guint64 hash)
{
  guint32 high = (guint32) (hash >> 32);

  return high != 0 ? high : 1;
}

static guint32
hash_key (const Worker *self, const BulkCell *cell)
{
  const char *text = cell->text;
  gsize length = cell->length;

  bulk_check_trim (&text, &length);
  return length > 0 ? shorten (bulk_hash (text, length)) : 0;
}

static void
check_block (Worker *self, BulkJudge *judge, guint first, guint end)
{
  Run *run = self->run;
  guint before_data = run->context->header_row == BULK_PROBLEM_NO_ROW ? 0 : run->context->header_row + 1;

  for (guint row = first; row < end; row++)
    {
      if (!bulk_table_read_row (run->findings->table, row, self->cells))
        continue;
      bulk_judge_row (judge, row, self->cells);
      if (judge->blank || row < before_data)
        continue;
      run->row_hashes[row] = shorten (bulk_hash (judge->span, judge->span_length));
      if (run->key_hashes != NULL)
        run->key_hashes[row] = hash_key (self, bulk_cells_get (self->cells, run->context->key_column));
    }
}

static gpointer
work (gpointer data)
{
  Worker *self = data;
  Run *run = self->run;
  BulkJudge judge = { .context = run->context, .tallies = self->tallies, .sink = &self->sink, .joined = self->joined,
                      .separator = run->separator };
  guint n = run->findings->n_rows;

  for (;;)
    {
      guint64 first = (guint64) (guint) g_atomic_int_add (&run->next_block, 1) * BLOCK_ROWS;

      if (first >= n || g_cancellable_is_cancelled (run->cancellable))
        return NULL;
      check_block (self, &judge, (guint) first, (guint) MIN (first + BLOCK_ROWS, n));
      if (run->progress != NULL)
        run->progress (first, n, run->user_data);
    }
}

static void
worker_init (Worker *self, Run *run)
{
  *self = (Worker) { .sink = { 0, take_problem }, .run = run };
  self->cells = bulk_cells_new ();
  self->joined = g_string_new (NULL);
  self->tallies = bulk_tallies_new (run->findings->n_columns);
}

/* Adds what the worker found to the rest. */
static void
worker_finish (Worker *self, BulkColumnTally *tallies)
{
  BulkFindings *findings = self->run->findings;

  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    {
      bulk_code_findings_add_all (findings->codes + i, self->codes + i, findings->n_columns);
      bulk_code_findings_clear (self->codes + i);
    }
  bulk_tallies_add_all (tallies, self->tallies, findings->n_columns);
  bulk_tallies_free (self->tallies, findings->n_columns);
  bulk_cells_free (self->cells);
  g_string_free (self->joined, TRUE);
}

static void
pass_over_rows (Run *run, BulkColumnTally *tallies)
{
  guint n = CLAMP (g_get_num_processors (), 1, THREADS_MAX);
  g_autofree Worker *workers = NULL;
  g_autofree GThread **threads = NULL;

  n = MIN (n, (run->findings->n_rows + BLOCK_ROWS - 1) / BLOCK_ROWS);
  n = MAX (n, 1);
  workers = g_new0 (Worker, n);
  threads = g_new0 (GThread *, n);
  run->next_block = 0;
  for (guint i = 0; i < n; i++)
    worker_init (workers + i, run);
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("checks", work, workers + i);
  work (workers);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < n; i++)
    worker_finish (workers + i, tallies);
}

static void
forget (BulkFindings *findings)
{
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    {
      g_clear_pointer (&findings->bits[i], g_free);
      bulk_code_findings_clear (findings->codes + i);
    }
}

/* Spaces around a key are no part of it. */
static gboolean
is_equal_key (BulkCell a, BulkCell b)
{
  bulk_check_trim (&a.text, &a.length);
  bulk_check_trim (&b.text, &b.length);
  return bulk_cell_equal (&a, &b);
}

static gboolean
are_equal (guint row, guint other, gpointer user_data)
{
  Compare *self = user_data;
  BulkTable *table = self->run->findings->table;
  guint key = self->run->context->key_column;

  if (self->other != other && !bulk_table_read_row (table, other, self->others))
    return FALSE;
  self->other = other;
  if (!bulk_table_read_row (table, row, self->cells))
    return FALSE;
  if (self->code == BULK_PROBLEM_DUPLICATE_KEY)
    return is_equal_key (*bulk_cells_get (self->cells, key), *bulk_cells_get (self->others, key));
  if (bulk_cells_get_n (self->cells) != bulk_cells_get_n (self->others))
    return FALSE;
  for (guint i = 0; i < bulk_cells_get_n (self->cells); i++)
    if (!bulk_cell_equal (bulk_cells_get (self->cells, i), bulk_cells_get (self->others, i)))
      return FALSE;
  return TRUE;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  return bulk_problem_compare (a, b);
}

static void
keep_first (Compare *self)
{
  g_array_append_vals (self->found.kept, self->more->data, self->more->len);
  g_array_set_size (self->more, 0);
  g_array_sort (self->found.kept, compare_problems);
  if (self->found.kept->len > BULK_FINDINGS_KEPT)
    g_array_set_size (self->found.kept, BULK_FINDINGS_KEPT);
}

static void
take_duplicate (guint row, guint earlier, gpointer user_data)
{
  Compare *self = user_data;
  BulkFindings *findings = self->run->findings;
  guint column = self->code == BULK_PROBLEM_DUPLICATE_KEY ? self->run->context->key_column : BULK_PROBLEM_NO_COLUMN;
  const BulkProblem problem = { self->code, row, column, earlier };

  bulk_findings_set_bit (findings, self->code, row);
  /* They come in no order, and the first ones are to be kept. */
  if (self->found.kept != NULL && self->found.kept->len >= BULK_FINDINGS_KEPT)
    g_array_append_val (self->more, problem);
  bulk_code_findings_add (&self->found, &problem, findings->n_columns);
  if (self->more->len >= MORE_MAX)
    keep_first (self);
}

static gpointer
find_duplicates (gpointer data)
{
  Compare *self = data;
  Run *run = self->run;

  self->cells = bulk_cells_new ();
  self->others = bulk_cells_new ();
  self->other = G_MAXUINT;
  self->more = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  bulk_duplicates_find (self->code == BULK_PROBLEM_DUPLICATE_KEY ? run->key_hashes : run->row_hashes,
                        run->findings->n_rows, are_equal, take_duplicate, self, run->cancellable);
  if (self->found.kept != NULL)
    keep_first (self);
  g_array_unref (self->more);
  bulk_cells_free (self->cells);
  bulk_cells_free (self->others);
  return NULL;
}

static void
compare_rows (Run *run)
{
  Compare rows = { .run = run, .code = BULK_PROBLEM_DUPLICATE_ROW };
  Compare keys = { .run = run, .code = BULK_PROBLEM_DUPLICATE_KEY };
  GThread *thread = NULL;

  if (run->key_hashes != NULL)
    thread = g_thread_new ("checks-keys", find_duplicates, &keys);
  find_duplicates (&rows);
  if (thread != NULL)
    g_thread_join (thread);
  run->findings->codes[rows.code] = rows.found;
  run->findings->codes[keys.code] = keys.found;
}

/* Rows below a long gap are often not meant to be there. */
static void
find_gaps (BulkFindings *findings)
{
  const guint64 *blank = findings->bits[BULK_PROBLEM_BLANK_ROW];
  guint n = 0;

  for (guint row = 0; blank != NULL && row < findings->n_rows; row++)
    {
      if (blank[row / 64] >> (row % 64) & 1)
        {
          n++;
          continue;
        }
      if (n >= GAP_MIN)
        {
          const BulkProblem problem = { BULK_PROBLEM_ROW_GAP, row, BULK_PROBLEM_NO_COLUMN, n };

          bulk_code_findings_add (findings->codes + problem.code, &problem, findings->n_columns);
          bulk_findings_set_bit (findings, problem.code, row);
        }
      n = 0;
    }
}

typedef struct
{
  BulkCheckSink sink;
  BulkFindings *findings;
} Placing;

static void
take_placed (BulkCheckSink *sink, const BulkProblem *problem)
{
  BulkFindings *findings = ((Placing *) sink)->findings;

  g_array_append_val (findings->placed, *problem);
}

static void
look_at_table (Run *run)
{
  BulkFindings *findings = run->findings;
  Placing placing = { { BULK_PROBLEM_NO_ROW, take_placed }, findings };

  for (guint i = 0; bulk_checks[i] != NULL; i++)
    if (bulk_checks[i]->table != NULL)
      bulk_checks[i]->table (run->context, &placing.sink);
  g_array_sort (findings->placed, compare_problems);
  for (guint i = 0; i < findings->placed->len; i++)
    {
      const BulkProblem *problem = &g_array_index (findings->placed, BulkProblem, i);

      bulk_code_findings_add (findings->codes + problem->code, problem, findings->n_columns);
      if (problem->row != BULK_PROBLEM_NO_ROW)
        bulk_findings_set_bit (findings, problem->code, problem->row);
    }
}

static char
get_separator (BulkTable *table)
{
  const BulkDialect *dialect = bulk_table_get_dialect (table);

  return dialect != NULL ? dialect->delimiter : '\t';
}

/* Private helpers: in a thread */

typedef struct
{
  BulkTable *table;
  BulkCheckOptions options;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->table);
  g_free (job);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  BulkFindings *findings = bulk_findings_run (job->table, &job->options, NULL, NULL, cancellable, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify) bulk_findings_unref);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/**
 * bulk_findings_run:
 * @table: complete
 * @progress: (nullable): called in the threads that work
 *
 * Runs all checks. Blocking: for a worker thread.
 *
 * Returns: (transfer full) (nullable): what was found; %NULL if cancelled
 */
BulkFindings *
bulk_findings_run (BulkTable *table, const BulkCheckOptions *options, BulkProgressFunc progress, gpointer user_data,
                   GCancellable *cancellable, GError **error)
{
  BulkCheckContext *context = bulk_check_context_new (table, options);
  g_autoptr (BulkFindings) self = bulk_findings_new (table, context);
  g_autofree guint32 *row_hashes = g_new0 (guint32, MAX (self->n_rows, 1)), *key_hashes = NULL;
  Run run = { self, context, cancellable, progress, user_data, get_separator (table), row_hashes, NULL, 0 };
  gboolean settled = FALSE;

  if (context->key_column != BULK_KEY_COLUMN_NONE)
    run.key_hashes = key_hashes = g_new0 (guint32, MAX (self->n_rows, 1));
  for (guint pass = 0; pass < PASSES_MAX && !settled; pass++)
    {
      BulkColumnTally *tallies = bulk_tallies_new (self->n_columns);

      forget (self);
      pass_over_rows (&run, tallies);
      /* What the last pass found must be what its columns were judged by. */
      settled = g_cancellable_is_cancelled (cancellable) || pass + 1 == PASSES_MAX ||
                !bulk_check_context_refine (context, tallies);
      bulk_tallies_free (tallies, self->n_columns);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  compare_rows (&run);
  find_gaps (self);
  look_at_table (&run);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/** bulk_findings_run_async: bulk_findings_run() of @table as it is now, in a thread; @table: complete */
void
bulk_findings_run_async (BulkTable *table, const BulkCheckOptions *options, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job) { bulk_table_freeze (table), *options };
  g_task_set_source_tag (task, bulk_findings_run_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_in_thread);
}

/** bulk_findings_run_finish: Returns: (transfer full) (nullable): as of bulk_findings_run() */
BulkFindings *
bulk_findings_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_findings_run_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
