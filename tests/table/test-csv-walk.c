/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-walk.h"
#include <string.h>

/* From view to view the same rows have to be found as in one piece. */
static void
compare (BulkText *text)
{
  g_autoptr (BulkCsvWalk) walk = bulk_csv_walk_new (text, ',');
  gsize length, at = 0;
  const char *data = bulk_text_get_data (text, &length);
  BulkCsvRow rows[61], expected[61];
  guint n;

  while ((n = bulk_csv_walk_rows (walk, at, rows, G_N_ELEMENTS (rows))) > 0)
    {
      g_assert_cmpuint (bulk_csv_scan_rows (data, length, at, ',', expected, G_N_ELEMENTS (expected)), ==, n);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (rows[i].start, ==, expected[i].start);
          g_assert_cmpuint (rows[i].end, ==, expected[i].end);
          g_assert_cmpuint (rows[i].next, ==, expected[i].next);
          g_assert_cmpuint (rows[i].n_cells, ==, expected[i].n_cells);
          g_assert_true (rows[i].odd == expected[i].odd);
          g_assert_true (rows[i].to_end == expected[i].to_end);
        }
      at = rows[n - 1].next;
    }
  g_assert_cmpuint (at, ==, length);
}

static GString *
make_rows (gsize length, const char *line_end, guint odd_every, guint long_every)
{
  GString *text = g_string_sized_new (length + 1000);

  for (guint row = 1; text->len < length; row++)
    {
      g_string_append_printf (text, "%u,\"Acme, \"\"Inc\"\"\",%*d", row, g_test_rand_int_range (1, 60), 7);
      if (odd_every != 0 && row % odd_every == 0)
        g_string_append (text, ",\"closed\" too soon");
      if (long_every != 0 && row % long_every == 0)
        for (guint i = 0; i < 40000; i++)
          g_string_append (text, "0123456789");
      g_string_append (text, line_end);
    }
  return text;
}

static void
compare_rows (const char *line_end, guint odd_every, guint long_every)
{
  g_autoptr (GString) rows = make_rows (1500000, line_end, odd_every, long_every);
  g_autoptr (BulkText) text = bulk_text_new_for_utf8 (rows->str, (gssize) rows->len);

  compare (text);
}

static void
test_views (void)
{
  compare_rows ("\n", 0, 0);
  compare_rows ("\r\n", 0, 0);
  compare_rows ("\r", 0, 0);
  compare_rows ("\n\r\n\n", 0, 0);
}

static void
test_odd (void)
{
  compare_rows ("\r\n", 1, 0);
  compare_rows ("\n", 97, 0);
}

static void
test_long (void)
{
  compare_rows ("\r\n", 0, 1000);
  compare_rows ("\n", 500, 1000);
}

/* A CRLF on the edge of a view: the CR its last byte, or the LF. */
static void
test_edge (void)
{
  for (guint more = 0; more < 4; more++)
    {
      gsize row = (256 << 10) - 2 + more;
      g_autofree char *data = g_malloc (row + 6);
      g_autoptr (BulkText) text = NULL;

      for (gsize at = 0; at < row; at++)
        data[at] = at % 64 == 63 && at < row - 2 ? '\n' : 'a';
      memcpy (data + row - 2, "\r\nb,c\r\n", 7);
      text = bulk_text_new_for_utf8 (data, (gssize) row + 5);
      compare (text);
    }
}

/* Big enough for a copy on the disk. */
static void
test_file (void)
{
  g_autoptr (GString) rows = make_rows (6000000, "\r\n", 1000, 0);
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (BulkText) text = NULL;

  file = g_file_new_tmp ("walk-XXXXXX.csv", &stream, &error);
  g_assert_no_error (error);
  g_file_replace_contents (file, rows->str, rows->len, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  snapshot = bulk_snapshot_take (file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_delete (file, NULL, NULL);
  text = bulk_text_decode (snapshot, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  compare (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/csv-walk/views", test_views);
  g_test_add_func ("/table/csv-walk/odd", test_odd);
  g_test_add_func ("/table/csv-walk/long", test_long);
  g_test_add_func ("/table/csv-walk/edge", test_edge);
  g_test_add_func ("/table/csv-walk/file", test_file);
  return g_test_run ();
}
