/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/row.h"
#include <string.h>

static void
assert_text (BulkRow *row, guint column, const char *expected)
{
  g_autofree char *text = bulk_row_dup_text (row, column);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_row (void)
{
  BulkCells *cells = bulk_cells_new ();
  g_autoptr (BulkRow) row = NULL;

  bulk_cells_append (cells, "aw00079 and more", 7, BULK_CELL_TEXT);
  bulk_cells_append (cells, "0.10", 4, BULK_CELL_NUMBER);
  bulk_cells_append (cells, "", 0, BULK_CELL_EMPTY);
  row = bulk_row_new (41, cells);
  g_assert_cmpuint (bulk_row_get_index (row), ==, 41);
  g_assert_cmpuint (bulk_row_get_n_cells (row), ==, 3);
  assert_text (row, 0, "aw00079");
  assert_text (row, 1, "0.10");
  assert_text (row, 2, "");
  assert_text (row, 3, "");
  g_assert_cmpint (bulk_row_get_kind (row, 0), ==, BULK_CELL_TEXT);
  g_assert_cmpint (bulk_row_get_kind (row, 1), ==, BULK_CELL_NUMBER);
  g_assert_cmpint (bulk_row_get_kind (row, 2), ==, BULK_CELL_EMPTY);
  g_assert_cmpint (bulk_row_get_kind (row, 3), ==, BULK_CELL_ABSENT);
}

static void
test_nul (void)
{
  BulkCells *cells = bulk_cells_new ();
  g_autoptr (BulkRow) row = NULL;

  bulk_cells_append (cells, "\0ä\0\0b\0", 7, BULK_CELL_TEXT);
  bulk_cells_append (cells, "\0", 1, BULK_CELL_TEXT);
  row = bulk_row_new (0, cells);
  assert_text (row, 0, "␀ä␀␀b␀");
  assert_text (row, 1, "␀");
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BulkCells *cells = bulk_cells_new ();
  g_autoptr (BulkRow) row = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "line\n");
  bulk_cells_append (cells, text->str, text->len, BULK_CELL_TEXT);
  row = bulk_row_new (0, cells);
  assert_text (row, 0, text->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row/row", test_row);
  g_test_add_func ("/row/nul", test_nul);
  g_test_add_func ("/row/long", test_long);
  return g_test_run ();
}
