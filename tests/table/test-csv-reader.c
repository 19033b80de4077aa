/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-reader.h"
#include "table/table-error.h"
#include <string.h>

static BulkReader *
open_text (const char *data, gssize length, char delimiter, gboolean has_header)
{
  g_autoptr (BulkText) text = bulk_text_new_for_utf8 (data, length);
  BulkDialect dialect = { .delimiter = delimiter, .has_header = has_header };

  return BULK_READER (bulk_csv_reader_new (text, &dialect, "test.csv"));
}

static BulkReader *
open_whole (const char *data)
{
  g_autoptr (GError) error = NULL;
  BulkReader *reader = open_text (data, -1, ',', TRUE);

  g_assert_true (bulk_reader_index (reader, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  return reader;
}

static char *
dup_row (BulkReader *reader, guint64 row)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *out = g_string_new (NULL);

  g_assert_true (bulk_reader_read_row (reader, row, cells));
  for (guint i = 0; i < bulk_cells_get_n (cells); i++)
    {
      if (i > 0)
        g_string_append_c (out, '|');
      g_string_append_len (out, bulk_cells_get (cells, i)->text, bulk_cells_get (cells, i)->length);
    }
  return g_string_free (out, FALSE);
}

#define assert_row(reader, row, expected) \
  G_STMT_START { g_autofree char *row_ = dup_row (reader, row); g_assert_cmpstr (row_, ==, expected); } G_STMT_END

static void
test_plain (void)
{
  g_autoptr (BulkReader) reader = open_whole ("id,name\n1,a\n2,\"b, c\"\n");
  g_autofree char *first = bulk_reader_dup_header (reader, 0), *none = bulk_reader_dup_header (reader, 7);
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  g_assert_cmpstr (bulk_reader_get_format (reader), ==, "csv");
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 2);
  g_assert_cmpuint (bulk_reader_get_n_columns (reader), ==, 2);
  g_assert_cmpstr (first, ==, "id");
  g_assert_cmpstr (none, ==, "");
  assert_row (reader, 1, "2|b, c");
  assert_row (reader, 0, "1|a");
  g_assert_false (bulk_reader_read_row (reader, 2, cells));
  g_assert_cmpint (bulk_cells_get (cells, 0)->kind, ==, BULK_CELL_ABSENT);
}

static void
test_blank_lines (void)
{
  g_autoptr (BulkReader) reader = open_whole ("\n\r\nid,name\n1,a\n\n2,b\n\n\n\r\n");

  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 3);
  assert_row (reader, 0, "1|a");
  assert_row (reader, 1, "");
  assert_row (reader, 2, "2|b");
  g_assert_cmpuint (bulk_places_count (bulk_reader_get_places (reader), BULK_PLACE_RAGGED_ROW), ==, 0);
}

static void
test_header_only (void)
{
  g_autoptr (BulkReader) reader = open_whole ("id,name");

  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 0);
  g_assert_cmpuint (bulk_reader_get_n_columns (reader), ==, 2);
}

static void
test_places (void)
{
  g_autoptr (BulkReader) reader = open_whole ("a,b\n1\n2,\"x\"y\n3,4,5\n6,\"open\n7,8\n");
  BulkPlaces *places = bulk_reader_get_places (reader);
  BulkPlace place;

  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 5);
  g_assert_cmpuint (bulk_reader_get_n_columns (reader), ==, 3);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, 4);
  bulk_places_get (places, 0, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_RAGGED_ROW);
  g_assert_cmpuint (place.row, ==, 0);
  g_assert_cmpuint (place.number, ==, 1);
  bulk_places_get (places, 1, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_STRAY_QUOTE);
  g_assert_cmpuint (place.row, ==, 1);
  g_assert_cmpuint (place.column, ==, 1);
  bulk_places_get (places, 2, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_RAGGED_ROW);
  g_assert_cmpuint (place.number, ==, 3);
  bulk_places_get (places, 3, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_UNCLOSED_QUOTE);
  g_assert_cmpuint (place.row, ==, 3);
  assert_row (reader, 3, "6|\"open");
  assert_row (reader, 4, "7|8");
  assert_row (reader, 3, "6|\"open");
}

static void
test_locate (void)
{
  const char *data = "aa,bb\n11,\"2,2\"\n\n33,44\n";
  g_autoptr (BulkReader) reader = open_whole (data);
  guint row, column;

  g_assert_true (bulk_reader_locate (reader, 4, &row, &column));
  g_assert_cmpuint (row, ==, BULK_PLACE_NO_ROW);
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (bulk_reader_locate (reader, strchr (data, '1') - data, &row, &column));
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, 0);
  g_assert_true (bulk_reader_locate (reader, strstr (data, "2\"") - data, &row, &column));
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (bulk_reader_locate (reader, strstr (data, "44") - data, &row, &column));
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpuint (column, ==, 1);
}

static GString *
make_many (guint n)
{
  GString *text = g_string_new ("id,text,n\n");

  for (guint i = 0; i < n; i++)
    if (i % 7 == 3)
      g_string_append_printf (text, "%u,\"quoted, \"\"%u\"\"\nline\",%u\r\n", i, i, i * 3);
    else
      g_string_append_printf (text, "%u,text %u,%u\n", i, i, i * 3);
  return text;
}

static void
assert_many (BulkReader *reader, guint row)
{
  g_autofree char *expected = row % 7 == 3 ? g_strdup_printf ("%u|quoted, \"%u\"\nline|%u", row, row, row * 3)
                                           : g_strdup_printf ("%u|text %u|%u", row, row, row * 3);

  assert_row (reader, row, expected);
}

static void
test_random_access (void)
{
  const guint n = 5000;
  GString *text = make_many (n);
  g_autoptr (BulkReader) reader = open_whole (text->str);

  g_string_free (text, TRUE);
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, n);
  for (guint i = 0; i < n; i++)
    assert_many (reader, i);
  for (guint i = n; i-- > 0;)
    assert_many (reader, i);
  for (guint i = 0; i < 20000; i++)
    assert_many (reader, g_test_rand_int_range (0, n));
}

/* Announced rows are read in other threads while more are found. */
typedef struct
{
  BulkReader *reader;
  int stop;
} Watcher;

static gpointer
watch (gpointer data)
{
  Watcher *watcher = data;
  guint64 seen = 0, n;

  while (!g_atomic_int_get (&watcher->stop))
    if ((n = bulk_reader_get_n_rows (watcher->reader)) > 0)
      {
        g_assert_cmpuint (n, >=, seen);
        seen = n;
        assert_many (watcher->reader, n - 1);
        assert_many (watcher->reader, g_random_int_range (0, n));
      }
  return NULL;
}

static void
on_announce (BulkReader *reader, guint64 n_rows, guint n_columns, guint64 done, guint64 total, gpointer user_data)
{
  guint *n = user_data;

  if ((*n)++ == 0)
    g_assert_cmpuint (n_rows, <, 1000);
  assert_many (reader, n_rows - 1);
  g_assert_cmpuint (done, <=, total);
}

static void
test_threads (void)
{
  GString *text = make_many (600000);
  Watcher watcher = { open_text (text->str, text->len, ',', TRUE), FALSE };
  GThread *threads[3];
  guint announced = 0;
  g_autoptr (GError) error = NULL;

  g_string_free (text, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("watch", watch, &watcher);
  g_assert_true (bulk_reader_index (watcher.reader, on_announce, &announced, NULL, &error));
  g_atomic_int_set (&watcher.stop, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (announced, >, 2);
  g_assert_cmpuint (bulk_reader_get_n_rows (watcher.reader), ==, 600000);
  g_object_unref (watcher.reader);
}

static void
test_columns_limit (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n1,2\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkReader) most = NULL, more = NULL;

  for (guint i = 0; i < BULK_MAX_COLUMNS - 2; i++)
    g_string_append_c (text, ',');
  most = open_whole (text->str);
  g_assert_cmpuint (bulk_reader_get_n_columns (most), ==, BULK_MAX_COLUMNS - 1);
  g_string_append_c (text, ',');
  more = open_text (text->str, -1, ',', TRUE);
  g_assert_false (bulk_reader_index (more, NULL, NULL, NULL, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "test.csv"));
  g_assert_nonnull (strstr (error->message, "row 2"));
}

static void
test_cancel (void)
{
  g_autoptr (BulkReader) reader = open_text ("a\n1\n", -1, ',', TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (bulk_reader_index (reader, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_header (void)
{
  g_autoptr (BulkReader) reader = open_text ("sep=;\n1;2\n", -1, ';', FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *header = bulk_reader_dup_header (reader, 0);

  g_assert_true (bulk_reader_index (reader, NULL, NULL, NULL, &error));
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 2);
  g_assert_cmpstr (header, ==, "");
}

/* Rows of every kind, some longer than what is read ahead. */
static GString *
make_mixed (gsize length)
{
  static const char *const line_ends[] = { "\n", "\r\n", "\r" };
  GString *text = g_string_sized_new (length + 1000);

  g_string_append (text, "id,name,note\n");
  for (guint row = 0; text->len < length; row++)
    {
      const char *line_end = line_ends[row / 3000 % 3];

      g_string_append_printf (text, "%u,", row);
      if (row % 7 == 0)
        g_string_append_printf (text, "\"Acme, \"\"%u\"\"%stwo\",", row, line_end);
      else if (row % 101 == 0)
        g_string_append (text, "\"closed\" too soon,");
      else
        g_string_append_printf (text, "Acme %*u,", g_test_rand_int_range (1, 70), row);
      for (guint i = 0; row % 4001 == 4000 && i < 30000; i++)
        g_string_append (text, "0123456789");
      g_string_append_printf (text, "note%s", row % 997 == 996 ? ",more" : "");
      g_string_append (text, line_end);
    }
  g_string_append (text, "last,\"unclosed,x");
  return text;
}

static void
test_in_order (void)
{
  g_autoptr (GString) mixed = make_mixed (1200000);
  g_autoptr (BulkReader) reader = open_whole (mixed->str);
  g_autoptr (BulkCells) in_order = bulk_cells_new (), alone = bulk_cells_new ();
  guint64 n = bulk_reader_get_n_rows (reader);

  g_assert_cmpuint (n, >, 4000);
  for (guint64 row = 0; row < n; row++)
    {
      guint n_cells;

      g_assert_true (bulk_reader_read_row (reader, row, in_order));
      /* The row before the one before: never in order. */
      if (row >= 2)
        g_assert_true (bulk_reader_read_row (reader, row - 2, alone));
      g_assert_true (bulk_reader_read_row (reader, row, alone));
      n_cells = bulk_cells_get_n (in_order);
      g_assert_cmpuint (n_cells, ==, bulk_cells_get_n (alone));
      for (guint i = 0; i < n_cells; i++)
        g_assert_cmpmem (bulk_cells_get (in_order, i)->text, bulk_cells_get (in_order, i)->length,
                         bulk_cells_get (alone, i)->text, bulk_cells_get (alone, i)->length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/plain", test_plain);
  g_test_add_func ("/csv-reader/blank-lines", test_blank_lines);
  g_test_add_func ("/csv-reader/header-only", test_header_only);
  g_test_add_func ("/csv-reader/places", test_places);
  g_test_add_func ("/csv-reader/locate", test_locate);
  g_test_add_func ("/csv-reader/random-access", test_random_access);
  g_test_add_func ("/csv-reader/in-order", test_in_order);
  g_test_add_func ("/csv-reader/threads", test_threads);
  g_test_add_func ("/csv-reader/columns-limit", test_columns_limit);
  g_test_add_func ("/csv-reader/cancel", test_cancel);
  g_test_add_func ("/csv-reader/no-header", test_no_header);
  return g_test_run ();
}
