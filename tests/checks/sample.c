/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"
#include <string.h>
#include "table/import.h"

BulkTable *
sample_table (const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, name);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  BulkTable *table = bulk_import_open (import, NULL, &error);

  g_assert_no_error (error);
  return table;
}

BulkFindings *
sample_check (const char *text)
{
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkTable) table = sample_table ("sample.csv", text);
  g_autoptr (GError) error = NULL;
  BulkFindings *findings = bulk_findings_run (table, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return findings;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
sample_codes (BulkFindings *findings)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    if (bulk_findings_count (findings, i) > 0)
      g_ptr_array_add (words, g_strdup_printf ("%s=%" G_GUINT64_FORMAT, bulk_problem_code_get_name (i),
                                               bulk_findings_count (findings, i)));
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}

char *
sample_suggest (BulkFindings *findings, BulkProblemCode code, guint index)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_auto (BulkFix) fix = { BULK_FIX_NONE };
  BulkProblem problem;

  g_assert_cmpuint (bulk_findings_get_n_kept (findings, code), >, index);
  bulk_findings_get_kept (findings, code, index, &problem);
  if (!bulk_fix_suggest (findings, &problem, cells, &fix))
    return NULL;
  return g_strdup (fix.kind == BULK_FIX_TEXT || fix.kind == BULK_FIX_HEADER ? fix.text : "-");
}
