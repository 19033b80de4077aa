/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions, taken for all problems of a kind as one step of the table's edits. */
#include "sample.h"
#include "checks/fix-all.h"
#include "checks/spellings.h"
#include <string.h>

static BulkFindings *
check (BulkTable *table)
{
  const BulkCheckOptions options = BULK_CHECK_OPTIONS_INIT;
  g_autoptr (BulkTable) frozen = bulk_table_freeze (table);

  return bulk_findings_run (frozen, &options, NULL, NULL, NULL, NULL);
}

static char *
dup_codes (BulkTable *table)
{
  g_autoptr (BulkFindings) findings = check (table);

  return sample_codes (findings);
}

static guint64
fix (BulkTable *table, guint64 codes, gboolean safe_only)
{
  g_autoptr (BulkFindings) findings = check (table);
  BulkEditBatch *batch = bulk_edits_begin (bulk_table_get_edits (table), "Fix");
  guint64 n = bulk_fix_all (findings, codes, safe_only, batch, NULL);

  g_assert_true (bulk_edits_commit (bulk_table_get_edits (table), batch) || n == 0);
  return n;
}

static void
assert_codes (BulkTable *table, const char *expected)
{
  g_autofree char *codes = dup_codes (table);

  g_assert_cmpstr (codes, ==, expected);
}

/* The row below the title lines becomes the header; then its rows have as many cells as they should. */
static void
test_header (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", "Report\nid,name,amount\n1,a,10\n2,b,20\n3,c,30\n");
  g_autofree char *header = NULL;

  assert_codes (table, "header-not-first=1");
  g_assert_cmpuint (fix (table, BULK_PROBLEM_BIT (BULK_PROBLEM_HEADER_NOT_FIRST), FALSE), ==, 1);
  header = bulk_table_dup_header (table, 1);
  g_assert_cmpstr (header, ==, "name");
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 3);
  assert_codes (table, "");
  bulk_edits_undo (bulk_table_get_edits (table));
  assert_codes (table, "header-not-first=1");
}

static void
test_rows (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,a\n1,x\n,\n1,x\n2, y \nTotal,\n");

  assert_codes (table, "blank-row=1 duplicate-key=1 duplicate-row=1 padded-value=1 total-row=1");
  g_assert_cmpuint (fix (table, BULK_PROBLEM_BIT (BULK_PROBLEM_N_CODES) - 1, TRUE), ==, 3);
  assert_codes (table, "total-row=1");
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 3);
  bulk_edits_undo (bulk_table_get_edits (table));
  assert_codes (table, "blank-row=1 duplicate-key=1 duplicate-row=1 padded-value=1 total-row=1");
}

/* Columns left out take their problems with them; a row too short is one still. */
static void
test_columns (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,a,b\n1, x,y\n2\n");

  assert_codes (table, "padded-value=1 ragged-row=1");
  bulk_edits_leave_out_column (bulk_table_get_edits (table), 1);
  assert_codes (table, "ragged-row=1");
  bulk_edits_set_cell (bulk_table_get_edits (table), 1, 1, "z", -1);
  assert_codes (table, "");
}

static void
test_places (void)
{
  g_autoptr (BulkTable) table = sample_table ("x.csv", "id,a\n0,b\n1,\"x\"y\n2,z\n");

  assert_codes (table, "stray-quote=1");
  bulk_edits_remove_rows (bulk_table_get_edits (table), 0, 1);
  assert_codes (table, "stray-quote=1");
  bulk_edits_set_cell (bulk_table_get_edits (table), 0, 1, "x, y", -1);
  assert_codes (table, "");
}

static void
test_spellings (void)
{
  g_autoptr (BulkSpellings) all = bulk_spellings_new (), odd = NULL;

  for (guint i = 0; i < BULK_SPELLINGS_MAX; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %c%c", i % 2 ? "Name" : "name", 'a' + i / 2 / 26, 'a' + i / 2 % 26);

      g_assert_true (bulk_spellings_add (all, text, strlen (text), i, i % 2 ? 1 : 2));
    }
  g_assert_cmpuint (bulk_spellings_get_n (all), ==, BULK_SPELLINGS_MAX);
  g_assert_false (bulk_spellings_add (all, "another", 7, 0, 1));
  g_assert_true (bulk_spellings_add (all, "name aa", 7, 0, 1));
  odd = bulk_spellings_find_odd (all);
  g_assert_cmpuint (bulk_spellings_get_n (odd), ==, BULK_SPELLINGS_MAX / 2);
  g_assert_cmpstr (bulk_spellings_get_better (odd, "Name ez", 7), ==, NULL);
  g_assert_cmpstr (bulk_spellings_get_better (odd, "Name ab", 7), ==, "name ab");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/fix/header", test_header);
  g_test_add_func ("/checks/fix/rows", test_rows);
  g_test_add_func ("/checks/fix/columns", test_columns);
  g_test_add_func ("/checks/fix/places", test_places);
  g_test_add_func ("/checks/spellings", test_spellings);
  return g_test_run ();
}
