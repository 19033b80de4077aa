/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of a table that is edited: at once in the rows that are touched, and all of them when
 * the checks have ended. */
#include "sample.h"
#include "checks/problems.h"

static BulkProblems *
check (BulkTable *table)
{
  BulkProblems *problems = bulk_problems_new ();

  bulk_problems_set_table (problems, table);
  while (bulk_problems_is_running (problems))
    g_main_context_iteration (NULL, TRUE);
  return problems;
}

static void
finish (BulkProblems *problems)
{
  g_assert_true (bulk_problems_is_running (problems));
  while (bulk_problems_is_running (problems))
    g_main_context_iteration (NULL, TRUE);
}

/* "code@column …"; the set of codes says the same. */
static void
assert_row (BulkProblems *problems, guint row, const char *expected)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 codes = 0;

  bulk_problems_get_row (problems, row, found);
  for (guint i = 0; i < found->len; i++)
    {
      const BulkProblem *problem = &g_array_index (found, BulkProblem, i);

      g_assert_cmpuint (problem->row, ==, row);
      codes |= BULK_PROBLEM_BIT (problem->code);
      g_string_append_printf (text, "%s%s@%d", i > 0 ? " " : "", bulk_problem_code_get_name (problem->code),
                              (int) problem->column);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpuint (bulk_problems_get_row_codes (problems, row), ==, codes);
}

#define SALES "id,name,amount\n1,a,10\n2, b,20\n3,c,x\n4,d,40\n4,e,50\n6,f,60\n"

/* Before the checks are through, the row that was edited is as it is, and so are the others. */
static void
test_edit (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", SALES);
  g_autoptr (BulkProblems) problems = check (table);
  BulkEdits *edits = bulk_table_get_edits (table);
  BulkProblem found;

  assert_row (problems, 1, "padded-value@1");
  g_assert_true (bulk_edits_set_cell (edits, 1, 1, "b", -1));
  assert_row (problems, 1, "");
  assert_row (problems, 2, "bad-number@2");
  g_assert_true (bulk_problems_next (problems, 0, 0, TRUE, &found));
  g_assert_cmpuint (found.row, ==, 2);
  g_assert_true (bulk_edits_set_cell (edits, 0, 2, "ten", -1));
  assert_row (problems, 0, "bad-number@2");
  g_assert_true (bulk_edits_undo (edits));
  assert_row (problems, 0, "");
  g_assert_true (bulk_edits_undo (edits));
  assert_row (problems, 1, "padded-value@1");
  finish (problems);
  assert_row (problems, 1, "padded-value@1");
}

/* A key that is there twice is so until it is changed. */
static void
test_key (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", SALES);
  g_autoptr (BulkProblems) problems = check (table);
  BulkEdits *edits = bulk_table_get_edits (table);

  g_assert_true (bulk_edits_set_cell (edits, 4, 1, " e", -1));
  assert_row (problems, 4, "duplicate-key@0 padded-value@1");
  g_assert_true (bulk_edits_set_cell (edits, 4, 0, "5", -1));
  assert_row (problems, 4, "padded-value@1");
  g_assert_false (bulk_problems_allow_upload (problems));
  finish (problems);
  assert_row (problems, 4, "padded-value@1");
  g_assert_true (bulk_problems_allow_upload (problems));
}

/* Rows take their problems along when those above them go, and tell of others by where these are now. */
static void
test_removed (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", SALES);
  g_autoptr (BulkProblems) problems = check (table);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  BulkEdits *edits = bulk_table_get_edits (table);
  g_autofree char *message = NULL;

  g_assert_true (bulk_edits_remove_rows (edits, 0, 2));
  assert_row (problems, 0, "bad-number@2");
  assert_row (problems, 1, "");
  assert_row (problems, 2, "duplicate-key@0");
  bulk_problems_get_row (problems, 2, found);
  g_assert_cmpuint (g_array_index (found, BulkProblem, 0).number, ==, 1);
  message = bulk_problem_dup_message (&g_array_index (found, BulkProblem, 0), table);
  g_assert_cmpstr (message, ==, "The key is the same as in row 4.");
  finish (problems);
  assert_row (problems, 2, "duplicate-key@0");
  g_assert_true (bulk_edits_undo (edits));
  assert_row (problems, 1, "padded-value@1");
  assert_row (problems, 4, "duplicate-key@0");
  finish (problems);
  assert_row (problems, 1, "padded-value@1");
}

/* Many edits one after the other; while columns are others nothing is told of cells. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("id,name\n");
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkProblems) problems = NULL;
  BulkEdits *edits;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "k%u,%s\n", i, i % 2 ? " x" : "x");
  table = sample_table ("x.csv", text->str);
  problems = check (table);
  edits = bulk_table_get_edits (table);
  for (guint i = 1; i < 400; i += 4)
    g_assert_true (bulk_edits_set_cell (edits, i, 1, "x", -1));
  for (guint i = 1; i < 400; i += 2)
    assert_row (problems, i, i % 4 == 1 ? "" : "padded-value@1");
  g_assert_true (bulk_edits_leave_out_column (edits, 0));
  assert_row (problems, 3, "");
  finish (problems);
  assert_row (problems, 3, "padded-value@0");
}

/* For random edits, a row that is judged at once has no problem that the whole run does not find, but for those that
 * hang on other rows. */
static void
test_random (void)
{
  static const char *const texts[] = { "1", " 2", "x", "", "=1", "2026-03-31", "1,5", "#REF!", "\303\203\302\274" };
  g_autoptr (GString) text = g_string_new ("key,name,amount,day\n");
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkProblems) problems = NULL;
  const guint64 hanging = BULK_PROBLEM_BIT (BULK_PROBLEM_DUPLICATE_KEY) |
                          BULK_PROBLEM_BIT (BULK_PROBLEM_DUPLICATE_ROW) |
                          BULK_PROBLEM_BIT (BULK_PROBLEM_NEAR_DUPLICATE_VALUE) |
                          BULK_PROBLEM_BIT (BULK_PROBLEM_ROW_GAP);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "k%u,name %u,%u,2026-01-%02u\n", i, i, i, i % 28 + 1);
  table = sample_table ("x.csv", text->str);
  problems = check (table);
  for (guint run = 0; run < 20; run++)
    {
      BulkEdits *edits = bulk_table_get_edits (table);
      guint row = (guint) g_test_rand_int_range (0, 300), column = (guint) g_test_rand_int_range (0, 4);
      guint64 at_once;

      if (!bulk_edits_set_cell (edits, row, column, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], -1))
        continue;
      at_once = bulk_problems_get_row_codes (problems, row);
      finish (problems);
      g_assert_cmphex (at_once & ~hanging, ==, bulk_problems_get_row_codes (problems, row) & ~hanging);
    }
}

/* What a template needs is a problem of the header until there is such a column. */
static void
test_missing_column (void)
{
  static const char *const wanted[] = { "id", "owner", "stage", NULL };
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,name\n1,a\n");
  g_autoptr (BulkProblems) problems = check (table);
  BulkEditBatch *batch = bulk_edits_begin (bulk_table_get_edits (table), "Use template");
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (BulkProblem));
  g_autofree char *message = NULL, *place = NULL;

  g_assert_true (bulk_problems_allow_upload (problems));
  bulk_edit_batch_set_wanted (batch, wanted);
  g_assert_true (bulk_edits_commit (bulk_table_get_edits (table), batch));
  finish (problems);
  g_assert_false (bulk_problems_allow_upload (problems));
  bulk_problems_get_row (problems, BULK_PROBLEM_NO_ROW, found);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (g_array_index (found, BulkProblem, 1).code, ==, BULK_PROBLEM_MISSING_COLUMN);
  message = bulk_problem_dup_message (&g_array_index (found, BulkProblem, 1), table);
  g_assert_cmpstr (message, ==, "The template needs a column “stage”, and none is called that.");
  place = bulk_problem_dup_place (&g_array_index (found, BulkProblem, 1), table);
  g_assert_cmpstr (place, ==, "Header");
  g_assert_true (bulk_edits_add_constant_column (bulk_table_get_edits (table), 0, "owner", "me"));
  g_assert_true (bulk_edits_set_header (bulk_table_get_edits (table), 2, "stage"));
  finish (problems);
  g_assert_true (bulk_problems_allow_upload (problems));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/problems/edit", test_edit);
  g_test_add_func ("/checks/problems/key", test_key);
  g_test_add_func ("/checks/problems/removed", test_removed);
  g_test_add_func ("/checks/problems/many", test_many);
  g_test_add_func ("/checks/problems/random", test_random);
  g_test_add_func ("/checks/problems/missing-column", test_missing_column);
  return g_test_run ();
}
