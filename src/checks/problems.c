/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/problems.h"
#include "checks/fix-all.h"
#include "checks/fresh-rows.h"
#include <glib/gi18n-lib.h>

/* An edit sets off a whole run, not one of the rows that it touches: a cell can change what a column is taken for,
 * which row is a duplicate of which, and which spelling is the usual one, and all of that would have to be kept for
 * every row, in more memory than the table takes, to gain what nobody notices: a run over 1,000,000 rows of 20 columns
 * takes some 0.3 s on two cores (tests/bench), beside the main thread, and ends as soon as the next edit comes. Until
 * then the rows that were edited are judged by themselves: see fresh-rows.h. */
#define SETTLE_MS 120u   /* edits that come one after the other are checked once */
#define STALE_MAX 1000u  /* problems passed over that the edit has just solved */

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

struct _BulkProblems
{
  GObject parent_instance;
  BulkTable *table;          /* nullable */
  BulkCheckOptions options;
  BulkFindings *findings;    /* nullable */
  GPtrArray *groups;         /* BulkProblemGroup */
  guint64 waved;             /* a set of codes */
  gboolean errors, warnings; /* the filter */
  guint column;
  GCancellable *run;         /* not NULL: checks are running */
  guint settling;            /* source ID: about to run */
  BulkFreshRows *fresh;      /* what was edited since */
  gboolean columns_moved;    /* columns are not those that were checked: nothing is known of cells */
  BulkCells *cells;          /* scratch */
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void bulk_problems_list_model_init (GListModelInterface *iface);
static void start (BulkProblems *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkProblems, bulk_problems, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_problems_list_model_init))

/* Private helpers */

static guint64
get_filter_codes (BulkProblems *self)
{
  guint64 errors = bulk_findings_get_error_codes (), all = BULK_PROBLEM_BIT (BULK_PROBLEM_N_CODES) - 1;

  return (self->errors ? errors : 0) | (self->warnings ? all & ~errors : 0);
}

/* Errors that stop, errors waved through, warnings; the many before the few. */
static int
compare_groups (gconstpointer a, gconstpointer b)
{
  BulkProblemGroup *x = *(BulkProblemGroup *const *) a, *y = *(BulkProblemGroup *const *) b;
  int rank = (int) bulk_problem_group_get_severity (y) - (int) bulk_problem_group_get_severity (x);
  guint64 n = bulk_problem_group_get_count (x), m = bulk_problem_group_get_count (y);

  if (rank == 0)
    rank = bulk_problem_group_is_waved (x) - bulk_problem_group_is_waved (y);
  if (rank == 0)
    rank = n > m ? -1 : n < m;
  return rank != 0 ? rank : (int) bulk_problem_group_get_code (x) - (int) bulk_problem_group_get_code (y);
}

static void
update_groups (BulkProblems *self)
{
  guint before = self->groups->len;
  guint64 codes = get_filter_codes (self);

  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; self->findings != NULL && i < BULK_PROBLEM_N_CODES; i++)
    {
      g_autoptr (BulkProblemGroup) group = NULL;

      if ((codes & BULK_PROBLEM_BIT (i)) == 0 || bulk_findings_count (self->findings, i) == 0)
        continue;
      group = bulk_problem_group_new (self->findings, i, self->column, bulk_problems_is_waved (self, i));
      if (bulk_problem_group_get_count (group) > 0)
        g_ptr_array_add (self->groups, g_steal_pointer (&group));
    }
  g_ptr_array_sort (self->groups, compare_groups);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->groups->len);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
stop (BulkProblems *self)
{
  if (self->run != NULL)
    g_cancellable_cancel (self->run);
  g_clear_object (&self->run);
  g_clear_handle_id (&self->settling, g_source_remove);
}

/* Callbacks */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkProblems) self = user_data;
  g_autoptr (BulkFindings) findings = bulk_findings_run_finish (result, NULL);

  if (findings == NULL || self->run == NULL || self->run != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->run);
  g_clear_pointer (&self->findings, bulk_findings_unref);
  self->findings = g_steal_pointer (&findings);
  self->columns_moved = FALSE;
  bulk_fresh_rows_clear (self->fresh);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  update_groups (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
on_settled (gpointer user_data)
{
  BulkProblems *self = user_data;

  self->settling = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

/* What runs is of no use any more. */
static void
check_again (BulkProblems *self)
{
  gboolean running = bulk_problems_is_running (self);

  stop (self);
  if (self->table == NULL || !bulk_table_is_complete (self->table))
    return;
  self->settling = g_timeout_add (SETTLE_MS, on_settled, self);
  if (!running)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
on_items_changed (BulkProblems *self)
{
  bulk_fresh_rows_move (self->fresh);
  check_again (self);
}

static void
on_edited (BulkProblems *self, guint first, guint n)
{
  bulk_fresh_rows_add (self->fresh, self->table, first, n);
  check_again (self);
}

static void
on_columns_edited (BulkProblems *self)
{
  self->columns_moved = TRUE;
  check_again (self);
}

static void
on_complete (BulkProblems *self)
{
  if (bulk_table_is_complete (self->table) && self->findings == NULL && self->run == NULL)
    start (self);
}

/* Private helpers, continued: they need the callbacks */

static void
start (BulkProblems *self)
{
  gboolean running = bulk_problems_is_running (self);

  stop (self);
  if (self->table == NULL || !bulk_table_is_complete (self->table))
    return;
  self->run = g_cancellable_new ();
  bulk_findings_run_async (self->table, &self->options, self->run, on_checked, g_object_ref (self));
  if (!running)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* Overrides */

static GType
bulk_problems_get_item_type (GListModel *model)
{
  return BULK_TYPE_PROBLEM_GROUP;
}

static guint
bulk_problems_get_n_items (GListModel *model)
{
  return BULK_PROBLEMS (model)->groups->len;
}

static gpointer
bulk_problems_get_item (GListModel *model, guint position)
{
  BulkProblems *self = BULK_PROBLEMS (model);

  return position < self->groups->len ? g_object_ref (self->groups->pdata[position]) : NULL;
}

static void
bulk_problems_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_problems_get_item_type;
  iface->get_n_items = bulk_problems_get_n_items;
  iface->get_item = bulk_problems_get_item;
}

static void
bulk_problems_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_RUNNING)
    g_value_set_boolean (value, bulk_problems_is_running (BULK_PROBLEMS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
forget_table (BulkProblems *self)
{
  stop (self);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_object (&self->table);
  g_clear_pointer (&self->findings, bulk_findings_unref);
  bulk_fresh_rows_clear (self->fresh);
  self->columns_moved = FALSE;
}

static void
bulk_problems_finalize (GObject *object)
{
  BulkProblems *self = BULK_PROBLEMS (object);

  forget_table (self);
  bulk_fresh_rows_free (self->fresh);
  g_ptr_array_unref (self->groups);
  bulk_cells_free (self->cells);
  G_OBJECT_CLASS (bulk_problems_parent_class)->finalize (object);
}

/* Class */

static void
bulk_problems_class_init (BulkProblemsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bulk_problems_get_property;
  object_class->finalize = bulk_problems_finalize;
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bulk_problems_init (BulkProblems *self)
{
  self->options = (BulkCheckOptions) BULK_CHECK_OPTIONS_INIT;
  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
  self->errors = self->warnings = TRUE;
  self->column = BULK_PROBLEM_NO_COLUMN;
  self->cells = bulk_cells_new ();
  self->fresh = bulk_fresh_rows_new ();
}

/* Public functions */

/** bulk_problems_new: Returns: (transfer full): the problems of no table */
BulkProblems *
bulk_problems_new (void)
{
  return g_object_new (BULK_TYPE_PROBLEMS, NULL);
}

/**
 * bulk_problems_set_table:
 * @table: (nullable): what to check, now or once it is complete
 *
 * Begins anew: options, filter and what was waved through were for another table.
 */
void
bulk_problems_set_table (BulkProblems *self, BulkTable *table)
{
  gboolean running = bulk_problems_is_running (self);

  forget_table (self);
  bulk_cells_clear (self->cells);
  self->options = (BulkCheckOptions) BULK_CHECK_OPTIONS_INIT;
  self->waved = 0;
  self->errors = self->warnings = TRUE;
  self->column = BULK_PROBLEM_NO_COLUMN;
  if (table != NULL)
    {
      self->table = g_object_ref (table);
      g_signal_connect_swapped (table, "notify::complete", G_CALLBACK (on_complete), self);
      g_signal_connect_swapped (table, "items-changed", G_CALLBACK (on_items_changed), self);
      g_signal_connect_swapped (table, "columns-edited", G_CALLBACK (on_columns_edited), self);
      g_signal_connect_swapped (table, "edited", G_CALLBACK (on_edited), self);
      start (self);
    }
  update_groups (self);
  if (running != bulk_problems_is_running (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/** bulk_problems_get_table: Returns: (transfer none) (nullable): what is checked */
BulkTable *
bulk_problems_get_table (BulkProblems *self)
{
  return self->table;
}

/** bulk_problems_set_options: checks again in another way */
void
bulk_problems_set_options (BulkProblems *self, const BulkCheckOptions *options)
{
  if (self->options.key_column == options->key_column && self->options.date_order == options->date_order)
    return;
  self->options = *options;
  start (self);
}

/** bulk_problems_get_options: Returns: (transfer none): how it is checked */
const BulkCheckOptions *
bulk_problems_get_options (BulkProblems *self)
{
  return &self->options;
}

/** bulk_problems_is_running: Returns: whether what is known is not, or not yet, of the table as it is */
gboolean
bulk_problems_is_running (BulkProblems *self)
{
  return self->run != NULL || self->settling != 0;
}

/** bulk_problems_get_findings: Returns: (transfer none) (nullable): the latest */
BulkFindings *
bulk_problems_get_findings (BulkProblems *self)
{
  return self->findings;
}

/** bulk_problems_get_summary: Returns: %FALSE if nothing is known yet */
gboolean
bulk_problems_get_summary (BulkProblems *self, BulkProblemsSummary *summary)
{
  if (self->findings == NULL)
    return FALSE;
  bulk_findings_get_summary (self->findings, self->waved, summary);
  return TRUE;
}

/** bulk_problems_allow_upload: Returns: whether the table is checked as it is, and no error is left */
gboolean
bulk_problems_allow_upload (BulkProblems *self)
{
  guint64 errors = bulk_findings_get_error_codes () & ~self->waved;

  if (self->findings == NULL || bulk_problems_is_running (self))
    return FALSE;
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if ((errors & BULK_PROBLEM_BIT (i)) != 0 && bulk_findings_count (self->findings, i) > 0)
      return FALSE;
  return TRUE;
}

/** bulk_problems_set_filter: @column: or %BULK_PROBLEM_NO_COLUMN for all */
void
bulk_problems_set_filter (BulkProblems *self, gboolean errors, gboolean warnings, guint column)
{
  if (self->errors == errors && self->warnings == warnings && self->column == column)
    return;
  self->errors = errors;
  self->warnings = warnings;
  self->column = column;
  update_groups (self);
}

/** bulk_problems_set_waved: lets errors of @code through, or not any more */
void
bulk_problems_set_waved (BulkProblems *self, BulkProblemCode code, gboolean waved)
{
  guint64 before = self->waved;

  self->waved = waved ? before | BULK_PROBLEM_BIT (code) : before & ~BULK_PROBLEM_BIT (code);
  if (self->waved != before)
    update_groups (self);
}

/** bulk_problems_is_waved: Returns: whether errors of @code are let through */
gboolean
bulk_problems_is_waved (BulkProblems *self, BulkProblemCode code)
{
  return (self->waved & BULK_PROBLEM_BIT (code)) != 0;
}

/**
 * bulk_problems_get_row_codes:
 *
 * Returns: the set of codes of a row's problems; none while columns are not what they were
 */
guint64
bulk_problems_get_row_codes (BulkProblems *self, guint row)
{
  if (self->findings == NULL || self->columns_moved)
    return 0;
  if (row == BULK_PROBLEM_NO_ROW || bulk_fresh_rows_is_empty (self->fresh))
    return bulk_findings_get_row_codes (self->findings, row);
  return bulk_fresh_rows_get (self->fresh, self->table, self->findings, row, NULL);
}

/** bulk_problems_get_error_codes: Returns: the set of codes that stop an upload */
guint64
bulk_problems_get_error_codes (BulkProblems *self)
{
  return bulk_findings_get_error_codes () & ~self->waved;
}

/** bulk_problems_get_row: appends the problems of a row, or of the header, to an array of BulkProblem */
void
bulk_problems_get_row (BulkProblems *self, guint row, GArray *problems)
{
  if (self->findings == NULL || self->columns_moved)
    return;
  if (row == BULK_PROBLEM_NO_ROW || bulk_fresh_rows_is_empty (self->fresh))
    bulk_findings_get_row (self->findings, row, self->cells, problems);
  else
    bulk_fresh_rows_get (self->fresh, self->table, self->findings, row, problems);
}

static gboolean
is_solved (BulkProblems *self, const BulkProblem *problem)
{
  return problem->row != BULK_PROBLEM_NO_ROW && !bulk_fresh_rows_is_empty (self->fresh) &&
         (bulk_problems_get_row_codes (self, problem->row) & BULK_PROBLEM_BIT (problem->code)) == 0;
}

/** bulk_problems_next: Returns: whether there is a problem that the filter lets through; see bulk_findings_next() */
gboolean
bulk_problems_next (BulkProblems *self, guint from_row, guint from_column, gboolean forward, BulkProblem *found)
{
  if (self->findings == NULL || self->columns_moved || bulk_fresh_rows_is_moved (self->fresh))
    return FALSE;
  for (guint i = 0; i < STALE_MAX; i++)
    {
      if (!bulk_findings_next (self->findings, get_filter_codes (self), self->column, from_row, from_column, forward,
                               found))
        return FALSE;
      if (!is_solved (self, found))
        return TRUE;
      from_row = found->row;
      from_column = found->column == BULK_PROBLEM_NO_COLUMN ? 0 : found->column;
    }
  return FALSE;
}
