/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"
#include "checks/context.h"
#include "checks/quick.h"
#include "checks/report.h"
#include "checks/summary.h"
#include <string.h>

#define ROWS 50000u   /* more than one thread's block */

typedef struct
{
  BulkCheckSink sink;
  guint n;
} Counter;

static void
count_one (BulkCheckSink *sink, const BulkProblem *problem)
{
  ((Counter *) sink)->n++;
}

static char *
random_cell (void)
{
  static const char *const pieces[] = {
    "a", "Acme", "1", "0", "12", ".", ",", "-", "+", "=", "@", "#", "REF!", " ", "2026-03-31", "03/04/2026", "E+15",
    "$",
    "x@y.example", "\303\274", "\303\203\302\274", "\302\240", "\357\277\275", "\001", "\t", "(", "Total", "N/A",
    "\342\202\254",
  };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* What is let through unseen, no check may find anything in. */
static void
test_quick (void)
{
  for (guint i = 0; i < 300000; i++)
    {
      g_autofree char *text = random_cell ();
      const BulkCell cell = { text, strlen (text), BULK_CELL_TEXT };
      BulkCheckColumn column = {
        .class = (BulkColumnClass) g_test_rand_int_range (0, BULK_COLUMN_EMAIL + 1), .date_form = BULK_DATE_ISO,
        .decimal_mark = g_test_rand_bit () ? '.' : ',',
      };
      Counter counter = { { 0, count_one }, 0 };

      if (column.class == BULK_COLUMN_ID && g_test_rand_bit ())
        column.zeros_width = 3;
      if (!bulk_quick_is_fine (&column, NULL, &cell, FALSE))
        continue;
      for (guint k = 0; bulk_checks[k] != NULL; k++)
        if (bulk_checks[k]->cell != NULL)
          bulk_checks[k]->cell (&column, &cell, &counter.sink);
      if (counter.n > 0)
        g_error ("“%s” in a column of class %d is not fine", text, column.class);
    }
}

static char *
make_many (void)
{
  GString *text = g_string_new ("id,name,amount\n");

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text, "aw%u,%s,%s\n", i % 40000, i % 10 == 3 ? " x " : "name", i == 49999 ? "?" : "5");
  return g_string_free (text, FALSE);
}

/* Counts, kept instances and rows are the same, however many threads there are. */
static void
test_many (void)
{
  g_autofree char *text = make_many ();
  g_autoptr (BulkFindings) findings = sample_check (text);
  g_autofree char *codes = sample_codes (findings), *words = NULL;
  BulkProblemsSummary summary;
  BulkProblem problem;

  g_assert_cmpstr (codes, ==, "bad-number=1 duplicate-key=10000 duplicate-row=9999 padded-value=5000");
  g_assert_cmpuint (bulk_findings_get_n_kept (findings, BULK_PROBLEM_PADDED_VALUE), ==, BULK_FINDINGS_KEPT);
  for (guint i = 0; i < BULK_FINDINGS_KEPT; i++)
    {
      bulk_findings_get_kept (findings, BULK_PROBLEM_PADDED_VALUE, i, &problem);
      g_assert_cmpuint (problem.row, ==, i * 10 + 3);
      bulk_findings_get_kept (findings, BULK_PROBLEM_DUPLICATE_KEY, i, &problem);
      g_assert_cmpuint (problem.row, ==, 40000 + i);
      g_assert_cmpuint (problem.number, ==, i);
    }
  bulk_findings_get_summary (findings, 0, &summary);
  g_assert_cmpuint (summary.n_error_rows, ==, 10000);
  g_assert_cmpuint (summary.n_errors, ==, 10000);
  words = bulk_problems_summary_dup_words (&summary);
  g_assert_true (g_str_has_prefix (words, "10"));
  bulk_findings_get_summary (findings, BULK_PROBLEM_BIT (BULK_PROBLEM_DUPLICATE_KEY), &summary);
  g_assert_cmpuint (summary.n_errors, ==, 0);
  g_assert_cmpuint (summary.n_waved, ==, 10000);
}

/* Each row that is asked for tells exactly of what was counted. */
static void
test_rows (void)
{
  g_autofree char *text = make_many ();
  g_autoptr (BulkFindings) findings = sample_check (text);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_autoptr (GArray) problems = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  guint64 counts[BULK_PROBLEM_N_CODES] = { 0 };

  for (guint row = 0; row < ROWS; row++)
    {
      guint64 codes = 0;

      g_array_set_size (problems, 0);
      bulk_findings_get_row (findings, row, cells, problems);
      for (guint i = 0; i < problems->len; i++)
        {
          const BulkProblem *problem = &g_array_index (problems, BulkProblem, i);

          g_assert_cmpuint (problem->row, ==, row);
          counts[problem->code]++;
          codes |= BULK_PROBLEM_BIT (problem->code);
        }
      g_assert_cmpuint (codes, ==, bulk_findings_get_row_codes (findings, row));
    }
  for (guint i = 0; i < BULK_PROBLEM_N_CODES; i++)
    g_assert_cmpuint (counts[i], ==, bulk_findings_count (findings, i));
}

static void
assert_next (BulkFindings *findings, guint64 codes, guint column, guint row, guint from, gboolean forward, guint to_row,
             guint to_column)
{
  BulkProblem problem;

  g_assert_true (bulk_findings_next (findings, codes, column, row, from, forward, &problem));
  g_assert_cmpuint (problem.row, ==, to_row);
  g_assert_cmpuint (problem.column, ==, to_column);
}

static void
test_next (void)
{
  g_autoptr (BulkFindings) findings = sample_check ("id,a, b\n1, x,y \n2,z,u\n1,w, v\n");
  const guint64 all = BULK_PROBLEM_BIT (BULK_PROBLEM_N_CODES) - 1;
  const guint any = BULK_PROBLEM_NO_COLUMN, header = BULK_PROBLEM_NO_ROW;
  BulkProblem problem;

  assert_next (findings, all, any, 0, 0, TRUE, 0, 1);
  assert_next (findings, all, any, 0, 1, TRUE, 0, 2);
  assert_next (findings, all, any, 0, 2, TRUE, 2, 0);
  assert_next (findings, all, any, 2, 0, TRUE, 2, 2);
  assert_next (findings, all, any, 2, 2, TRUE, header, 2);
  assert_next (findings, all, any, header, 2, TRUE, 0, 1);
  assert_next (findings, all, any, 0, 1, FALSE, header, 2);
  assert_next (findings, all, any, header, 2, FALSE, 2, 2);
  assert_next (findings, all, any, 1, 1, FALSE, 0, 2);
  assert_next (findings, all, 1, 0, 1, TRUE, 0, 1);
  assert_next (findings, BULK_PROBLEM_BIT (BULK_PROBLEM_DUPLICATE_KEY), any, 0, 0, FALSE, 2, 0);
  g_assert_false (bulk_findings_next (findings, BULK_PROBLEM_BIT (BULK_PROBLEM_BAD_DATE), any, 0, 0, TRUE, &problem));
}

static void
test_cancelled (void)
{
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,a\n1,x\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bulk_findings_run (table, &options, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_report (void)
{
  g_autoptr (BulkFindings) findings = sample_check ("id,a\n1,=1+1\n2, \"q\" \n2,z\n");
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (bulk_report_write (findings, stream, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_true (g_str_has_prefix (text, "\357\273\277\"Severity\",\"Problem\",\"Code\",\"Row\","));
  g_assert_nonnull (strstr (text, "\"formula-value\",1,2,\"a\",\"'=1+1\","));
  g_assert_nonnull (strstr (text, "\"padded-value\",2,2,\"a\",\" \"\"q\"\" \","));
  g_assert_nonnull (strstr (text, "\"duplicate-key\",3,1,\"id\",\"2\","));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/quick", test_quick);
  g_test_add_func ("/checks/findings/many", test_many);
  g_test_add_func ("/checks/findings/rows", test_rows);
  g_test_add_func ("/checks/findings/next", test_next);
  g_test_add_func ("/checks/findings/cancelled", test_cancelled);
  g_test_add_func ("/checks/report", test_report);
  return g_test_run ();
}
