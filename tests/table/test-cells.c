/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/cells.h"
#include <string.h>

static void
assert_cell (BulkCells *cells, guint column, const char *text, BulkCellKind kind)
{
  const BulkCell *cell = bulk_cells_get (cells, column);

  g_assert_cmpmem (cell->text, cell->length, text, strlen (text));
  g_assert_cmpint (cell->kind, ==, kind);
}

static void
test_append (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  const BulkCell *all;
  guint n = 99;

  bulk_cells_get_all (cells, &n);
  g_assert_cmpuint (n, ==, 0);
  bulk_cells_append (cells, "one two", 3, BULK_CELL_TEXT);
  bulk_cells_append (cells, "2", 1, BULK_CELL_NUMBER);
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 2);
  assert_cell (cells, 0, "one", BULK_CELL_TEXT);
  assert_cell (cells, 1, "2", BULK_CELL_NUMBER);
  assert_cell (cells, 2, "", BULK_CELL_ABSENT);
  assert_cell (cells, G_MAXUINT, "", BULK_CELL_ABSENT);
  all = bulk_cells_get_all (cells, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (&all[1] == bulk_cells_get (cells, 1));
}

static void
test_set (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  bulk_cells_set_size (cells, 2);
  assert_cell (cells, 1, "", BULK_CELL_ABSENT);
  bulk_cells_set (cells, 1, "b", 1, BULK_CELL_TEXT);
  bulk_cells_set (cells, 4, "true", 4, BULK_CELL_BOOLEAN);
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 5);
  assert_cell (cells, 0, "", BULK_CELL_ABSENT);
  assert_cell (cells, 1, "b", BULK_CELL_TEXT);
  assert_cell (cells, 3, "", BULK_CELL_ABSENT);
  assert_cell (cells, 4, "true", BULK_CELL_BOOLEAN);
  bulk_cells_set_size (cells, 2);
  bulk_cells_set_size (cells, 5);
  assert_cell (cells, 4, "", BULK_CELL_ABSENT);
}

/* What a row before left must not be seen. */
static void
test_clear (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  bulk_cells_set (cells, 3, "old", 3, BULK_CELL_TEXT);
  bulk_cells_clear (cells);
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 0);
  assert_cell (cells, 3, "", BULK_CELL_ABSENT);
  bulk_cells_set_size (cells, 4);
  assert_cell (cells, 3, "", BULK_CELL_ABSENT);
}

static void
test_many (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  for (guint i = 0; i < 20000; i++)
    bulk_cells_append (cells, "text", i % 5, BULK_CELL_TEXT);
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 20000);
  for (guint i = 0; i < 20000; i++)
    g_assert_cmpuint (bulk_cells_get (cells, i)->length, ==, i % 5);
}

/* Every piece is filled as soon as it is had, and looked at when all of them are. */
static void
fill (BulkCells *cells, guint n, gsize length)
{
  g_autofree char **pieces = g_new (char *, n);

  for (guint i = 0; i < n; i++)
    {
      pieces[i] = bulk_cells_alloc (cells, length + i);
      memset (pieces[i], (int) i, length + i);
    }
  for (guint i = 0; i < n; i++)
    for (gsize j = 0; j < length + i; j++)
      g_assert_cmpint ((guchar) pieces[i][j], ==, i % 256);
}

static void
test_scratch (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  for (guint round = 0; round < 3; round++)
    {
      fill (cells, 1000, 0);
      fill (cells, 3, 3 << 20);
      fill (cells, 300, 4000);
      bulk_cells_clear (cells);
    }
}

/* Reading row after row must not allocate. */
static void
test_reuse (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  char *first;

  bulk_cells_alloc (cells, 100);
  bulk_cells_alloc (cells, 50000);
  bulk_cells_clear (cells);
  first = bulk_cells_alloc (cells, 50000);
  for (guint i = 0; i < 10; i++)
    {
      bulk_cells_clear (cells);
      g_assert_true (bulk_cells_alloc (cells, 50000) == first);
    }
}

static void
test_free_null (void)
{
  bulk_cells_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cells/append", test_append);
  g_test_add_func ("/cells/set", test_set);
  g_test_add_func ("/cells/clear", test_clear);
  g_test_add_func ("/cells/many", test_many);
  g_test_add_func ("/cells/scratch", test_scratch);
  g_test_add_func ("/cells/reuse", test_reuse);
  g_test_add_func ("/cells/free-null", test_free_null);
  return g_test_run ();
}
