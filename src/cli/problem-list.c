/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/problem-list.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "checks/summary.h"
#include "cli/open.h"
#include "cli/terminal.h"
#include "cli/wait.h"

typedef struct
{
  BulkTable *table;
  BulkCheckOptions options;
} Check;

/* Private helpers */

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Check *check = task_data;
  GError *error = NULL;
  BulkFindings *findings = bulk_findings_run (check->table, &check->options, NULL, NULL, cancellable, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, (GDestroyNotify) bulk_findings_unref);
  else
    g_task_return_error (task, error);
}

static void
add_number (JsonBuilder *builder, const char *name, guint number, gboolean known)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, (gint64) number + 1);
  else
    json_builder_add_null_value (builder);
}

static void
add_problem (JsonBuilder *builder, const BulkProblem *problem, BulkTable *table)
{
  g_autofree char *message = bulk_problem_dup_message (problem, table);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "severity");
  json_builder_add_string_value (
      builder, bulk_problem_code_get_severity (problem->code) == BULK_SEVERITY_ERROR ? "error" : "warning");
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, bulk_problem_code_get_name (problem->code));
  add_number (builder, "row", problem->row, problem->row != BULK_PROBLEM_NO_ROW);
  add_number (builder, "column", problem->column, problem->column != BULK_PROBLEM_NO_COLUMN);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, message);
  json_builder_end_object (builder);
}

/* Header first, then rows from top to bottom. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const BulkProblem *x = a, *y = b;
  guint64 p = (guint64) (x->row + 1u) << 32 | (x->column + 1u), q = (guint64) (y->row + 1u) << 32 | (y->column + 1u);

  return p < q ? -1 : p > q ? 1 : (int) x->code - (int) y->code;
}

static GArray *
get_kept (BulkFindings *findings)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (BulkProblem));

  for (guint code = 0; code < BULK_PROBLEM_N_CODES; code++)
    for (guint i = 0; i < bulk_findings_get_n_kept (findings, code); i++)
      {
        BulkProblem problem;

        bulk_findings_get_kept (findings, code, i, &problem);
        g_array_append_val (kept, problem);
      }
  g_array_sort (kept, compare);
  return kept;
}

static void
print_kind (BulkFindings *findings, BulkProblemCode code, guint shown)
{
  BulkTable *table = bulk_findings_get_table (findings);
  guint64 n = bulk_findings_count (findings, code);
  guint n_shown = MIN (shown, bulk_findings_get_n_kept (findings, code));
  const char *severity = bulk_problem_code_get_severity (code) == BULK_SEVERITY_ERROR ? _("Error") : _("Warning");

  bulk_terminal_print ("\n%s: %s (%s): %" G_GUINT64_FORMAT "\n", severity, bulk_problem_code_get_title (code),
                       bulk_problem_code_get_name (code), n);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *place = NULL, *message = NULL;
      BulkProblem problem;

      bulk_findings_get_kept (findings, code, i, &problem);
      place = bulk_problem_dup_place (&problem, table);
      message = bulk_problem_dup_message (&problem, table);
      bulk_terminal_print ("  %s: %s\n", place, message);
    }
  if (n > n_shown)
    bulk_terminal_print (_("  … and %" PRIu64 " more\n"), n - n_shown);
}

/* Public functions */

/**
 * bulk_problem_list_find:
 *
 * Runs all checks; signals are heard meanwhile.
 *
 * Returns: (transfer full) (nullable): what they found; %NULL if interrupted
 */
BulkFindings *
bulk_problem_list_find (BulkTable *table, const BulkCheckOptions *options)
{
  Check check = { table, *options };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, bulk_wait_watch_signals (), bulk_wait_take, &result);

  g_task_set_task_data (task, &check, NULL);
  g_task_run_in_thread (task, run_in_thread);
  bulk_wait_for (&result);
  return g_task_propagate_pointer (task, NULL);
}

/** bulk_problem_list_build: adds the members "problems", "counts" and "more_problems"; rows and columns count from 1 */
void
bulk_problem_list_build (JsonBuilder *builder, BulkFindings *findings)
{
  g_autoptr (GArray) kept = get_kept (findings);
  guint64 n = 0;

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < kept->len; i++)
    add_problem (builder, &g_array_index (kept, BulkProblem, i), bulk_findings_get_table (findings));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint code = 0; code < BULK_PROBLEM_N_CODES; code++)
    if (bulk_findings_count (findings, code) > 0)
      {
        json_builder_set_member_name (builder, bulk_problem_code_get_name (code));
        json_builder_add_int_value (builder, (gint64) bulk_findings_count (findings, code));
        n += bulk_findings_count (findings, code);
      }
  json_builder_end_object (builder);
  if (n > kept->len)
    {
      json_builder_set_member_name (builder, "more_problems");
      json_builder_add_int_value (builder, (gint64) (n - kept->len));
    }
}

/** bulk_problem_list_print: a summary, then each kind with its first instances, errors first */
void
bulk_problem_list_print (BulkFindings *findings, guint shown)
{
  g_autofree char *words = NULL;
  BulkProblemsSummary summary;

  bulk_findings_get_summary (findings, 0, &summary);
  words = bulk_problems_summary_dup_words (&summary);
  bulk_terminal_print (_("%s.\n"), words);
  for (int severity = BULK_SEVERITY_ERROR; severity >= BULK_SEVERITY_WARNING; severity--)
    for (guint code = 0; code < BULK_PROBLEM_N_CODES; code++)
      if (bulk_problem_code_get_severity (code) == (BulkSeverity) severity && bulk_findings_count (findings, code) > 0)
        print_kind (findings, code, shown);
}

/** bulk_problem_list_check_codes: Returns: whether there are such codes; says which is none */
gboolean
bulk_problem_list_check_codes (char **codes)
{
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      BulkProblemCode code;

      if (!bulk_problem_code_from_name (codes[i], &code))
        {
          bulk_open_say_usage (g_get_prgname (), _("There is no problem with the code “%s”."), codes[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * bulk_problem_list_allow:
 * @waved: (nullable): codes of errors to let through
 * @name: the file's
 *
 * Returns: whether the table may be loaded; says why not, unless interrupted
 */
gboolean
bulk_problem_list_allow (BulkTable *table, char **waved, const char *name)
{
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkFindings) findings = bulk_problem_list_find (table, &options);
  guint64 errors = bulk_findings_get_error_codes ();
  gboolean allowed = TRUE;

  if (findings == NULL)
    {
      bulk_terminal_error ("%s", _("Stopped. Nothing was sent."));
      return FALSE;
    }
  for (guint code = 0; code < BULK_PROBLEM_N_CODES; code++)
    {
      guint64 n = bulk_findings_count (findings, code);

      if ((errors & BULK_PROBLEM_BIT (code)) == 0 || n == 0 ||
          (waved != NULL && g_strv_contains ((const char *const *) waved, bulk_problem_code_get_name (code))))
        continue;
      bulk_terminal_error ("%s (%s): %" G_GUINT64_FORMAT, bulk_problem_code_get_title (code),
                           bulk_problem_code_get_name (code), n);
      allowed = FALSE;
    }
  if (!allowed)
    bulk_terminal_error (_("“%s” has errors, which “check” tells more of. Nothing was sent. "
                           "To load it all the same, name them with --ignore."), name);
  return allowed;
}
