/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/import.h"
#include "table/table-error.h"
#include "table/xlsx-writer.h"
#include <string.h>

static GBytes *
write_rows (const char *const *texts, guint n_columns, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (BulkXlsxWriter) writer = bulk_xlsx_writer_new (stream, "A & B", NULL);
  g_autofree BulkCell *cells = g_new0 (BulkCell, n_columns);

  for (; *texts != NULL; texts += n_columns)
    {
      for (guint i = 0; i < n_columns; i++)
        cells[i] = (BulkCell) { texts[i], strlen (texts[i]), BULK_CELL_TEXT };
      if (!bulk_xlsx_writer_add_row (writer, cells, n_columns, error))
        return NULL;
    }
  if (!bulk_xlsx_writer_finish (writer, error))
    return NULL;
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static BulkTable *
open_bytes (GBytes *bytes)
{
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "rejected.xlsx");
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  BulkTable *table = bulk_import_open (import, NULL, &error);

  g_assert_no_error (error);
  return table;
}

/* What is written has to come back, to the byte. */
static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "id", "note", "amount",
    "0012", "=1+2", "12345678901234567890",
    "<&>\"'", " blanks \t", "0.10",
    "two\nlines", "CR\r\nLF", "\x01 bell",
    "_x000D_ _x", "_", "\xef\xbf\xbe \xef\xbf\xbf",
    "Größe 😀", "", "2026-03-31",
    NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = write_rows (texts, 3, &error);
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  g_assert_no_error (error);
  table = open_bytes (bytes);
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 5);
  g_assert_cmpuint (bulk_table_get_n_columns (table), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_assert_cmpstr (header, ==, texts[i]);
    }
  for (guint row = 0; row < 5; row++)
    {
      g_assert_true (bulk_table_read_row (table, row, cells));
      for (guint i = 0; i < 3; i++)
        {
          const char *text = texts[(row + 1) * 3 + i];

          g_assert_cmpmem (bulk_cells_get (cells, i)->text, bulk_cells_get (cells, i)->length, text, strlen (text));
        }
    }
}

static void
test_columns (void)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  for (guint i = 0; i < 2 * 800; i++)
    g_ptr_array_add (texts, g_strdup_printf ("c%u", i));
  g_ptr_array_add (texts, NULL);
  bytes = write_rows ((const char *const *) texts->pdata, 800, &error);
  g_assert_no_error (error);
  table = open_bytes (bytes);
  g_assert_cmpuint (bulk_table_get_n_columns (table), ==, 800);
  g_assert_true (bulk_table_read_row (table, 0, cells));
  for (guint i = 0; i < 800; i++)
    g_assert_cmpmem (bulk_cells_get (cells, i)->text, bulk_cells_get (cells, i)->length, texts->pdata[800 + i],
                     strlen (texts->pdata[800 + i]));
}

static void
test_limits (void)
{
  g_autofree char *fits = g_strnfill (32767, 'x'), *too_long = g_strnfill (32768, 'x');
  g_autoptr (GString) pairs = g_string_new (NULL);
  const char *good[] = { fits, NULL }, *bad[] = { "id", too_long, NULL }, *bad_pairs[] = { NULL, NULL };
  g_autoptr (GBytes) bytes = NULL, none = NULL, no_pairs = NULL;
  g_autoptr (GError) error = NULL;

  bytes = write_rows (good, 1, &error);
  g_assert_no_error (error);
  none = write_rows (bad, 1, &error);
  g_assert_null (none);
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "row 2, column 1"));
  g_clear_error (&error);
  /* Two units of UTF-16 each. */
  for (guint i = 0; i < 16384; i++)
    g_string_append (pairs, "😀");
  bad_pairs[0] = pairs->str;
  no_pairs = write_rows (bad_pairs, 1, &error);
  g_assert_null (no_pairs);
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT);
}

static void
test_full_disk (void)
{
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_append_to (full, G_FILE_CREATE_NONE, NULL, &error);
  g_autoptr (BulkXlsxWriter) writer = NULL;
  BulkCell cell = { "id", 2, BULK_CELL_TEXT };

  g_assert_no_error (error);
  writer = bulk_xlsx_writer_new (G_OUTPUT_STREAM (stream), "Sheet", NULL);
  g_assert_false (bulk_xlsx_writer_add_row (writer, &cell, 1, &error) && bulk_xlsx_writer_finish (writer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_cancelled (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BulkXlsxWriter) writer = bulk_xlsx_writer_new (stream, "Sheet", cancellable);
  g_autoptr (GError) error = NULL;
  BulkCell cell = { "id", 2, BULK_CELL_TEXT };

  g_cancellable_cancel (cancellable);
  g_assert_false (bulk_xlsx_writer_add_row (writer, &cell, 1, &error) && bulk_xlsx_writer_finish (writer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/xlsx-writer/round-trip", test_round_trip);
  g_test_add_func ("/table/xlsx-writer/columns", test_columns);
  g_test_add_func ("/table/xlsx-writer/limits", test_limits);
  g_test_add_func ("/table/xlsx-writer/full-disk", test_full_disk);
  g_test_add_func ("/table/xlsx-writer/cancelled", test_cancelled);
  return g_test_run ();
}
