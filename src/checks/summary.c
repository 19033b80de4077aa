/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/summary.h"
#include <glib/gi18n-lib.h>

static char *
format_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

static char *
dup_errors (const BulkProblemsSummary *self)
{
  g_autofree char *errors = format_number (self->n_errors), *rows = format_number (self->n_error_rows);
  g_autofree char *count = g_strdup_printf (ngettext ("%s error", "%s errors", (gulong) self->n_errors), errors);

  if (self->n_error_rows == 0)
    /* Translators: such as "2 errors": in the names of columns */
    return g_strdup_printf (_("%s in the header"), count);
  if (self->header_errors)
    /* Translators: such as "3 errors" and a number of rows */
    return g_strdup_printf (ngettext ("%s in the header and %s row", "%s in the header and %s rows",
                                      self->n_error_rows),
                            count, rows);
  /* Translators: such as "3 errors" and a number of rows: "3 errors in 2 rows" */
  return g_strdup_printf (ngettext ("%s in %s row", "%s in %s rows", self->n_error_rows), count, rows);
}

/* A column without a name is in the way of all rows. */
static char *
dup_ready (const BulkProblemsSummary *self)
{
  guint n = self->n_rows - MIN (self->n_error_rows, self->n_rows);
  g_autofree char *rows = format_number (n);

  if (self->header_errors)
    return g_strdup (_("no row is ready"));
  if (n == 0)
    return g_strdup (_("no row is ready"));
  return g_strdup_printf (ngettext ("%s row is ready", "%s rows are ready", n), rows);
}

/* Public functions */

/**
 * bulk_findings_get_summary:
 * @waved_codes: errors that are let through by name: a set of codes
 * @summary: (out): the figures
 */
void
bulk_findings_get_summary (BulkFindings *self, guint64 waved_codes, BulkProblemsSummary *summary)
{
  guint64 errors = bulk_findings_get_error_codes () & ~waved_codes;

  *summary = (BulkProblemsSummary) { .n_rows = bulk_table_get_n_rows (bulk_findings_get_table (self)) };
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if ((errors & BULK_PROBLEM_BIT (i)) != 0)
      summary->n_errors += bulk_findings_count (self, i);
    else if (bulk_problem_code_get_severity (i) == BULK_SEVERITY_ERROR)
      summary->n_waved += bulk_findings_count (self, i);
    else
      summary->n_warnings += bulk_findings_count (self, i);
  summary->n_error_rows = bulk_findings_count_rows (self, errors);
  summary->header_errors = (bulk_findings_get_row_codes (self, BULK_PROBLEM_NO_ROW) & errors) != 0;
}

/**
 * bulk_problems_summary_dup_words:
 *
 * Returns: (transfer full): the figures in words, without a full stop
 */
char *
bulk_problems_summary_dup_words (const BulkProblemsSummary *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *ready = dup_ready (self), *warnings = format_number (self->n_warnings);

  if (self->n_errors > 0)
    {
      g_autofree char *errors = dup_errors (self);

      g_string_append (words, errors);
    }
  if (self->n_warnings > 0)
    {
      g_string_append (words, words->len > 0 ? _(", ") : "");
      g_string_append_printf (words, ngettext ("%s warning", "%s warnings", (gulong) self->n_warnings), warnings);
    }
  if (self->n_waved > 0)
    {
      g_autofree char *waved = format_number (self->n_waved);

      g_string_append (words, words->len > 0 ? _(", ") : "");
      g_string_append_printf (words, ngettext ("%s error ignored", "%s errors ignored", (gulong) self->n_waved), waved);
    }
  if (words->len == 0)
    g_string_append (words, _("No problems"));
  /* Translators: between "2 warnings" and "7 rows are ready" */
  g_string_append (words, _("; "));
  g_string_append (words, ready);
  return g_string_free (g_steal_pointer (&words), FALSE);
}
