/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times each step from a file to its cells, and says so in lines of "step<TAB>seconds".
 *
 *   bench-table FILE
 *
 * Not a test: figures depend on the machine. tests/bench/run.sh sets them beside those of other programs. */
#include "table/csv-reader.h"
#include "table/import.h"
#include "table/json-reader.h"

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
say (const char *step, gint64 start)
{
  g_print ("%s\t%.4f\n", step, seconds_since (start));
}

static void
on_announced (BulkReader *reader, guint64 n_rows, guint n_columns, guint64 done, guint64 total, gpointer user_data)
{
  gint64 *first = user_data;

  if (*first == 0 && n_rows > 0)
    *first = g_get_monotonic_time ();
}

static BulkReader *
make_reader (BulkText *text, const char *name)
{
  gsize length;
  const char *data = bulk_text_get_data (text, &length);
  BulkDialect dialect;

  if (g_str_has_suffix (name, ".json"))
    return BULK_READER (bulk_json_reader_new (text, name));
  bulk_dialect_guess (data, length, name, &dialect);
  return BULK_READER (bulk_csv_reader_new (text, &dialect, name));
}

static void
read_cells (BulkReader *reader)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint64 n_rows = bulk_reader_get_n_rows (reader), bytes = 0;

  for (guint64 row = 0; row < n_rows && bulk_reader_read_row (reader, row, cells); row++)
    {
      guint n;
      const BulkCell *all = bulk_cells_get_all (cells, &n);

      for (guint i = 0; i < n; i++)
        bytes += all[i].length;
    }
  g_print ("bytes\t%" G_GUINT64_FORMAT "\n", bytes);
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = argc == 2 ? g_file_new_for_commandline_arg (argv[1]) : NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (BulkText) text = NULL;
  g_autoptr (BulkReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time (), start = begin, first = 0;

  if (file == NULL)
    return 2;
  snapshot = bulk_snapshot_take (file, NULL, NULL, NULL, &error);
  if (snapshot == NULL)
    g_error ("%s", error->message);
  say ("snapshot", start);
  start = g_get_monotonic_time ();
  text = bulk_text_decode (snapshot, NULL, NULL, NULL, NULL, &error);
  if (text == NULL)
    g_error ("%s", error->message);
  say ("decode", start);
  reader = make_reader (text, bulk_snapshot_get_name (snapshot));
  start = g_get_monotonic_time ();
  if (!bulk_reader_index (reader, on_announced, &first, NULL, &error))
    g_error ("%s", error->message);
  say ("index", start);
  g_print ("first rows\t%.4f\n", (double) (first - begin) / G_USEC_PER_SEC);
  say ("open", begin);
  start = g_get_monotonic_time ();
  read_cells (reader);
  say ("cells", start);
  g_print ("rows\t%" G_GUINT64_FORMAT "\n", bulk_reader_get_n_rows (reader));
  return 0;
}
