/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/describe.h"

#include <locale.h>

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_table (void)
{
  BulkDescription table = { 1, 1, TRUE, "csv", "WINDOWS-1252", ';', TRUE, NULL };

  assert_text (bulk_describe_table (&table), "1 opportunity · 1 column · CSV, semicolon, Windows-1252");
  table.n_rows = 204;
  table.n_columns = 12;
  assert_text (bulk_describe_table (&table), "204 opportunities · 12 columns · CSV, semicolon, Windows-1252");
  table.complete = FALSE;
  table.has_header = FALSE;
  assert_text (bulk_describe_table (&table),
               "204 opportunities so far · 12 columns · CSV, semicolon, Windows-1252, no header row");
  table = (BulkDescription){ 0, 2, TRUE, "json", "UTF-8", 0, FALSE, NULL };
  assert_text (bulk_describe_table (&table), "No opportunities · 2 columns · JSON, UTF-8");
  table = (BulkDescription){ 2, 2, TRUE, "xlsx", NULL, 0, TRUE, "Q1\n<b>" };
  assert_text (bulk_describe_table (&table), "2 opportunities · 2 columns · Excel workbook, sheet “Q1 <b>”");
  table = (BulkDescription){ 2, 2, TRUE, NULL, NULL, 0, TRUE, NULL };
  assert_text (bulk_describe_table (&table), "2 opportunities · 2 columns");
}

static void
test_reading (void)
{
  assert_text (bulk_describe_reading (0), "Reading… 0 %");
  assert_text (bulk_describe_reading (0.459), "Reading… 45 %");
  assert_text (bulk_describe_reading (1), "Reading… 99 %");
  assert_text (bulk_describe_reading (-1), "Reading…");
  assert_text (bulk_describe_reading (0.0 / 0.0), "Reading…");
}

static void
test_encoding (void)
{
  assert_text (bulk_describe_encoding ("WINDOWS-1252"), "Windows-1252");
  assert_text (bulk_describe_encoding ("UTF-16LE"), "UTF-16");
  assert_text (bulk_describe_encoding ("UTF-8"), "UTF-8");
  assert_text (bulk_describe_encoding ("ISO-8859-15"), "ISO-8859-15");
}

static void
test_sheets (void)
{
  assert_text (bulk_describe_sheet ("Plan", 1204, FALSE), "Plan: 1204 rows");
  assert_text (bulk_describe_sheet ("Plan", 1, FALSE), "Plan: 1 row");
  assert_text (bulk_describe_sheet ("Plan\n2", 0, TRUE), "Plan 2: empty, hidden");
  assert_text (bulk_describe_sheet ("%s", -1, FALSE), "%s");
  assert_text (bulk_describe_sheet ("%s", -1, TRUE), "%s: hidden");
  assert_text (bulk_describe_other_sheets (0), NULL);
  assert_text (bulk_describe_other_sheets (1), NULL);
  assert_text (bulk_describe_other_sheets (2),
               "1 other sheet of the workbook has rows, too. Only the one shown is uploaded.");
  assert_text (bulk_describe_other_sheets (3),
               "2 other sheets of the workbook have rows, too. Only the one shown is uploaded.");
}

static void
test_cell (void)
{
  assert_text (bulk_describe_cell (2, "amount", 1, "250000"), "Row 3, amount: 250000");
  assert_text (bulk_describe_cell (2, "", 1, "x"), "Row 3, Column 2: x");
  assert_text (bulk_describe_cell (0, "a\nb", 1, ""), "Row 1, a b: empty");
  assert_text (bulk_describe_cell (0, "name", 1, NULL), "Row 1, name: no cell");
  assert_text (bulk_describe_cell (G_MAXUINT - 1, "%s", 0, "%n"), "Row 4294967295, %s: %n");
}

int
main (int argc, char *argv[])
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/describe/table", test_table);
  g_test_add_func ("/describe/reading", test_reading);
  g_test_add_func ("/describe/encoding", test_encoding);
  g_test_add_func ("/describe/sheets", test_sheets);
  g_test_add_func ("/describe/cell", test_cell);
  return g_test_run ();
}
