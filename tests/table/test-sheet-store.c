/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-store.h"
#include "table/reader.h"
#include <string.h>

static void
end_row (BulkSheetStore *store, guint64 n)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_sheet_store_end_row (store, n, &error));
  g_assert_no_error (error);
}

static void
add_string (BulkSheetStore *store, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_sheet_store_add_string (store, text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
set (BulkSheetStore *store, guint column, const char *text, BulkCellKind kind)
{
  bulk_sheet_store_set (store, column, text, strlen (text), kind);
}

/* Cells with a bar between, each after the letter of its kind. */
static char *
dup_row (BulkSheetStore *store, guint64 row, guint first, guint at_least)
{
  static const char letters[] = "tnbe-x";
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *text = g_string_new (NULL);

  if (!bulk_sheet_store_read_row (store, row, first, at_least, cells))
    return g_string_free (text, TRUE), NULL;
  for (guint i = 0; i < bulk_cells_get_n (cells); i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);

      g_string_append_printf (text, "%s%c%.*s", i > 0 ? "|" : "", letters[cell->kind], (int) cell->length, cell->text);
    }
  return g_string_free (text, FALSE);
}

#define assert_row(store, row, first, at_least, expected) \
  G_STMT_START { g_autofree char *row_ = dup_row (store, row, first, at_least); \
                 g_assert_cmpstr (row_, ==, expected); } G_STMT_END

static void
test_cells (void)
{
  g_autoptr (BulkSheetStore) store = bulk_sheet_store_new ();

  add_string (store, "shared");
  add_string (store, "");
  set (store, 3, "text", BULK_CELL_TEXT);
  set (store, 0, "1.5", BULK_CELL_NUMBER);
  set (store, 1, "true", BULK_CELL_BOOLEAN);
  bulk_sheet_store_set_string (store, 4, 0);
  bulk_sheet_store_set_string (store, 5, 1);
  set (store, 6, "", BULK_CELL_TEXT);
  bulk_sheet_store_set_run (store, 7, 3, "run", 3, BULK_CELL_TEXT);
  set (store, 20, "", BULK_CELL_EMPTY);
  g_assert_cmpuint (bulk_sheet_store_get_row_size (store), ==, 10);
  g_assert_cmpuint (bulk_sheet_store_get_row_start (store), ==, 0);
  g_assert_cmpuint (bulk_sheet_store_count_filled (store), ==, 7);
  g_assert_cmpuint (bulk_sheet_store_count_text (store), ==, 5);
  end_row (store, 1);
  assert_row (store, 0, 0, 0, "n1.5|btrue|e|ttext|tshared|e|e|trun|trun|trun");
  assert_row (store, 0, 0, 12, "n1.5|btrue|e|ttext|tshared|e|e|trun|trun|trun|e|e");
  assert_row (store, 0, 3, 0, "ttext|tshared|e|e|trun|trun|trun");
  assert_row (store, 0, 6, 0, "e|trun|trun|trun");
  assert_row (store, 0, 8, 3, "trun|trun|e");
  assert_row (store, 0, 30, 2, "e|e");
  g_assert_null (dup_row (store, 1, 0, 0));
}

static void
test_overwritten (void)
{
  g_autoptr (BulkSheetStore) store = bulk_sheet_store_new ();

  set (store, 0, "first", BULK_CELL_TEXT);
  set (store, 0, "second", BULK_CELL_TEXT);
  set (store, 1, "gone", BULK_CELL_TEXT);
  set (store, 1, "", BULK_CELL_EMPTY);
  end_row (store, 1);
  set (store, 2, "never", BULK_CELL_TEXT);
  bulk_sheet_store_clear_row (store);
  set (store, 1, "x", BULK_CELL_TEXT);
  g_assert_cmpuint (bulk_sheet_store_get_row_start (store), ==, 1);
  end_row (store, 1);
  assert_row (store, 0, 0, 0, "tsecond");
  assert_row (store, 1, 0, 0, "e|tx");
}

static void
test_repeated (void)
{
  g_autoptr (BulkSheetStore) store = bulk_sheet_store_new ();
  g_autoptr (GError) error = NULL;

  set (store, 0, "again", BULK_CELL_TEXT);
  end_row (store, 100000);
  set (store, 0, "after", BULK_CELL_TEXT);
  g_assert_true (bulk_sheet_store_add_blank (store, 900000, &error));
  end_row (store, 1);
  end_row (store, 3);
  set (store, 1, "last", BULK_CELL_TEXT);
  end_row (store, 1);
  g_assert_cmpuint (bulk_sheet_store_get_n_rows (store), ==, 1000005);
  assert_row (store, 0, 0, 0, "tagain");
  assert_row (store, 99999, 0, 0, "tagain");
  assert_row (store, 54321, 0, 2, "tagain|e");
  assert_row (store, 100000, 0, 0, "");
  assert_row (store, 999999, 0, 1, "e");
  assert_row (store, 1000000, 0, 0, "tafter");
  assert_row (store, 1000003, 0, 0, "");
  assert_row (store, 1000004, 0, 0, "e|tlast");
}

/* Rows larger than a block, and rows that end where one does. */
static void
test_large (void)
{
  g_autoptr (BulkSheetStore) store = bulk_sheet_store_new ();
  const gsize sizes[] = { 1, (1 << 20) - 5, (1 << 20), (5 << 20) + 3, 100, (1 << 20) - 4, 7, (1 << 20) - 6, 3 };
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  for (guint round = 0; round < 6; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autofree char *text = g_strnfill (sizes[i], 'a' + i);

        bulk_sheet_store_set (store, 0, text, sizes[i], BULK_CELL_TEXT);
        end_row (store, 1);
        g_assert_true (bulk_sheet_store_add_string (store, text, sizes[i], NULL));
      }
  for (guint row = 6 * G_N_ELEMENTS (sizes); row-- > 0;)
    {
      guint i = row % G_N_ELEMENTS (sizes);
      const BulkCell *cell;
      const char *string;
      gsize length;

      g_assert_true (bulk_sheet_store_read_row (store, row, 0, 0, cells));
      cell = bulk_cells_get (cells, 0);
      g_assert_cmpuint (cell->length, ==, sizes[i]);
      g_assert_cmpint (cell->text[0], ==, 'a' + i);
      g_assert_cmpint (cell->text[cell->length - 1], ==, 'a' + i);
      string = bulk_sheet_store_get_string (store, row, &length);
      g_assert_cmpmem (string, length, cell->text, cell->length);
    }
}

static void
test_many_strings (void)
{
  g_autoptr (BulkSheetStore) store = bulk_sheet_store_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 1000000; i++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "string %u", i * 7);
      add_string (store, i % 1000 == 0 ? "" : text);
    }
  for (guint i = 0; i < 10000; i++)
    {
      guint string = g_rand_int_range (rand, 0, 1000000);
      g_autofree char *expected = string % 1000 == 0 ? g_strdup ("") : g_strdup_printf ("string %u", string * 7);
      const char *found;
      gsize length;

      found = bulk_sheet_store_get_string (store, string, &length);
      g_assert_cmpmem (found, length, expected, strlen (expected));
    }
  bulk_sheet_store_set_string (store, 0, 999000);
  bulk_sheet_store_set_string (store, 1, 999001);
  end_row (store, 1);
  assert_row (store, 0, 0, 0, "e|tstring 6993007");
}

#define THREAD_ROWS 300000u

static gpointer
read_all (gpointer data)
{
  BulkSheetStore *store = data;
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint64 row = 0;

  while (row < THREAD_ROWS)
    {
      guint64 n = bulk_sheet_store_get_n_rows (store);

      for (; row < n; row++)
        {
          guint64 any = row % 3 == 0 ? row / 2 : row;
          char expected[32];

          g_assert_true (bulk_sheet_store_read_row (store, any, 0, 0, cells));
          g_snprintf (expected, sizeof expected, "row %" G_GUINT64_FORMAT, any);
          g_assert_cmpuint (bulk_cells_get_n (cells), ==, 3);
          g_assert_cmpmem (bulk_cells_get (cells, 0)->text, bulk_cells_get (cells, 0)->length, expected,
                           strlen (expected));
          g_assert_cmpmem (bulk_cells_get (cells, 2)->text, bulk_cells_get (cells, 2)->length, expected,
                           strlen (expected));
        }
      g_thread_yield ();
    }
  return NULL;
}

/* Read by others while it is written, past what is kept in memory. */
static void
test_threads (void)
{
  g_autoptr (BulkSheetStore) store = bulk_sheet_store_new ();
  GThread *threads[2];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("read", read_all, store);
  for (guint i = 0; i < THREAD_ROWS; i++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "row %u", i);
      add_string (store, text);
      set (store, 0, text, BULK_CELL_TEXT);
      bulk_sheet_store_set_string (store, 2, i);
      end_row (store, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-store/cells", test_cells);
  g_test_add_func ("/sheet-store/overwritten", test_overwritten);
  g_test_add_func ("/sheet-store/repeated", test_repeated);
  g_test_add_func ("/sheet-store/large", test_large);
  g_test_add_func ("/sheet-store/many-strings", test_many_strings);
  g_test_add_func ("/sheet-store/threads", test_threads);
  return g_test_run ();
}
