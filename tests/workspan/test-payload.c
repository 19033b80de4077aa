/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#define TEXT(text) { text, sizeof (text) - 1, BULK_CELL_TEXT }
#define OF(text, kind) { text, sizeof (text) - 1, BULK_CELL_##kind }
#define NONE { "", 0, BULK_CELL_ABSENT }

static void
assert_csv (const char *csv, char delimiter, gboolean has_header, const char *expected)
{
  g_autoptr (BulkTable) table = sample_table_csv (csv, delimiter, has_header);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);

  sample_assert_body (payload, expected);
  g_assert_cmpint (bulk_payload_has_header (payload), ==, has_header);
}

static void
test_csv (void)
{
  assert_csv ("a,b\n1,2\n", ',', TRUE, "a,b\r\n1,2\r\n");
  assert_csv ("a;b\n1;2", ';', TRUE, "a,b\r\n1,2\r\n");
  assert_csv ("a\tb\r1\t2,5\r", '\t', TRUE, "a,b\r\n1,\"2,5\"\r\n");
  assert_csv ("a,b\n1,2\n", ',', FALSE, "a,b\r\n1,2\r\n");
  assert_csv ("a|b\n\"1,5\"|\"x|y\"\n", '|', TRUE, "a,b\r\n\"1,5\",x|y\r\n");
  assert_csv ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", ',', TRUE, "a,b\r\n\"say \"\"hi\"\"\",\"\"\"\"\r\n");
  assert_csv ("a,b\n\"x\ny\",\"x\ry\"\n\"x\r\ny\",z\n", ',', TRUE,
              "a,b\r\n\"x\ny\",\"x\ry\"\r\n\"x\r\ny\",z\r\n");
  assert_csv ("a,b\n x , y\n", ',', TRUE, "a,b\r\n x , y\r\n");
  assert_csv ("Größe,b\n\xf0\x9f\x98\x80,–\n", ',', TRUE, "Größe,b\r\n\xf0\x9f\x98\x80,–\r\n");
}

/* A row has as many cells as the widest, and no row is a blank line. */
static void
test_csv_ragged (void)
{
  assert_csv ("a,b\n1\n1,2,3\n\n4,5\n", ',', TRUE, "a,b,\r\n1,,\r\n1,2,3\r\n,,\r\n4,5,\r\n");
  assert_csv ("a\n1\n\n2\n", ',', TRUE, "a\r\n1\r\n\"\"\r\n2\r\n");
  assert_csv ("a\n\"\"\n", ',', TRUE, "a\r\n\"\"\r\n");
  assert_csv (",\n,\n", ',', TRUE, ",\r\n,\r\n");
  assert_csv ("\"\"\n", ',', FALSE, "\"\"\r\n");
  assert_csv ("a,b\n", ',', TRUE, "a,b\r\n");
  assert_csv ("", ',', TRUE, "");
  assert_csv ("", ',', FALSE, "");
}

/* What would be taken for a mark at the beginning of a file is text here. */
static void
test_csv_marks (void)
{
  assert_csv ("\xef\xbb\xbfname,b\n\xef\xbb\xbfx,y\n", ',', TRUE, "\"\xef\xbb\xbfname\",b\r\n\xef\xbb\xbfx,y\r\n");
  assert_csv ("sep=\nsep=\n", ',', FALSE, "\"sep=\"\r\nsep=\r\n");
}

static void
test_cells_apart (void)
{
  static const BulkCell cells[] = {
    TEXT ("1"), TEXT ("with, comma"), TEXT ("a\"b"),
    OF ("0.10", NUMBER), OF ("", EMPTY), OF ("true", BOOLEAN),
    OF ("{\"x\":[1,2]}", NESTED), NONE, NONE,
    NONE, NONE, NONE,
  };
  static const char *const headers[] = { "id", "a,b", "c" };
  g_autoptr (BulkTable) table = sample_table_cells (cells, 4, 3, headers);
  g_autoptr (BulkPayload) csv = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (BulkPayload) json = bulk_payload_new (table, BULK_PAYLOAD_JSON);

  sample_assert_body (csv, "id,\"a,b\",c\r\n1,\"with, comma\",\"a\"\"b\"\r\n0.10,,true\r\n\"{\"\"x\"\":[1,2]}\",,\r\n"
                           ",,\r\n");
  sample_assert_body (json, "[\n{\"id\":\"1\",\"a,b\":\"with, comma\",\"c\":\"a\\\"b\"},\n"
                            "{\"id\":0.10,\"a,b\":null,\"c\":true},\n{\"id\":\"{\\\"x\\\":[1,2]}\"},\n{}\n]\n");
  g_assert_cmpstr (bulk_payload_get_media_type (csv), ==, "text/csv");
  g_assert_cmpstr (bulk_payload_get_media_type (json), ==, "application/json");
  g_assert_true (bulk_payload_has_header (csv));
  g_assert_false (bulk_payload_has_header (json));
}

/* Every length around the width of a vector, with the odd byte in every place of it. */
static void
test_csv_places (void)
{
  static const char odd[] = "\",\r\n;";

  for (gsize length = 1; length <= 50; length++)
    for (gsize at = 0; at < length; at++)
      for (const char *c = odd; *c != '\0'; c++)
        {
          g_autofree char *text = g_strnfill (length, 'x');
          g_autofree char *doubled = NULL;
          g_autofree char *expected = NULL;
          BulkCell cells[] = { { text, length, BULK_CELL_TEXT } };
          g_autoptr (BulkTable) table = NULL;
          g_autoptr (BulkPayload) payload = NULL;

          text[at] = *c;
          doubled = *c == '"' ? g_strdup_printf ("%.*s\"%s", (int) at, text, text + at) : g_strdup (text);
          expected = *c == ';' ? g_strdup_printf ("%s\r\n", text) : g_strdup_printf ("\"%s\"\r\n", doubled);
          table = sample_table_cells (cells, 1, 1, NULL);
          payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
          sample_assert_body (payload, expected);
        }
}

static void
test_json_strings (void)
{
  static const BulkCell cells[] = {
    TEXT ("\"\\/\b\f\n\r\t"), TEXT ("\x01\x1f\x7f"), TEXT ("Größe \xf0\x9f\x98\x80"), TEXT ("0123456789abcdef\\"),
    TEXT ("0123456789abcde\nf"), TEXT ("a\0b"), TEXT ("007"),
  };
  g_autoptr (BulkTable) table = sample_table_cells (cells, G_N_ELEMENTS (cells), 1, NULL);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_JSON);

  sample_assert_body (payload, "[\n{\"column_1\":\"\\\"\\\\/\\b\\f\\n\\r\\t\"},\n"
                               "{\"column_1\":\"\\u0001\\u001f\x7f\"},\n"
                               "{\"column_1\":\"Größe \xf0\x9f\x98\x80\"},\n{\"column_1\":\"0123456789abcdef\\\\\"},\n"
                               "{\"column_1\":\"0123456789abcde\\nf\"},\n{\"column_1\":\"a\\u0000b\"},\n"
                               "{\"column_1\":\"007\"}\n]\n");
}

static void
test_json_numbers (void)
{
  static const BulkCell cells[] = {
    OF ("0.10", NUMBER), OF ("12345678901234567890", NUMBER), OF ("-1.5E+10", NUMBER), OF ("-0", NUMBER),
    OF ("01", NUMBER), OF ("1.", NUMBER), OF (".5", NUMBER), OF ("+1", NUMBER), OF ("1e", NUMBER), OF ("NaN", NUMBER),
    OF ("", NUMBER), OF ("-", NUMBER), OF ("1 ", NUMBER), OF ("false", BOOLEAN), OF ("yes", BOOLEAN),
  };
  static const char *const headers[] = { "n" };
  g_autoptr (BulkTable) table = sample_table_cells (cells, G_N_ELEMENTS (cells), 1, headers);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_JSON);

  sample_assert_body (payload, "[\n{\"n\":0.10},\n{\"n\":12345678901234567890},\n{\"n\":-1.5E+10},\n{\"n\":-0},\n"
                               "{\"n\":\"01\"},\n{\"n\":\"1.\"},\n{\"n\":\".5\"},\n{\"n\":\"+1\"},\n{\"n\":\"1e\"},\n"
                               "{\"n\":\"NaN\"},\n{\"n\":\"\"},\n{\"n\":\"-\"},\n{\"n\":\"1 \"},\n{\"n\":false},\n"
                               "{\"n\":\"yes\"}\n]\n");
}

static void
test_json_keys (void)
{
  static const BulkCell cells[] = {
    TEXT ("1"), TEXT ("2"), TEXT ("3"), TEXT ("4"), TEXT ("5"), TEXT ("6"), TEXT ("7")
  };
  static const char *const headers[] = { "name", "name", "", "name_2", "name", " \t", "column_3" };
  g_autoptr (BulkTable) table = sample_table_cells (cells, 1, 7, headers);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_JSON);

  sample_assert_body (payload, "[\n{\"name\":\"1\",\"name_3\":\"2\",\"column_3_2\":\"3\",\"name_2\":\"4\","
                               "\"name_4\":\"5\",\"column_6\":\"6\",\"column_3\":\"7\"}\n]\n");
}

static void
test_json_of_csv (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,\"a\"\"b\"\n007,\n1\n\n2,x\n", ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_JSON);
  g_autoptr (BulkTable) none = sample_table_csv ("", ',', TRUE);
  g_autoptr (BulkPayload) empty = bulk_payload_new (none, BULK_PAYLOAD_JSON);

  sample_assert_body (payload, "[\n{\"id\":\"007\",\"a\\\"b\":\"\"},\n{\"id\":\"1\"},\n{},\n"
                               "{\"id\":\"2\",\"a\\\"b\":\"x\"}\n]\n");
  sample_assert_body (empty, "[\n]\n");
}

/* Cells, made by chance, must come back the same when the body is read as a file. */
static void
test_csv_round_trip (void)
{
  static const char *const pieces[] = {
    "a", "\"", ",", "\n", "\r", "\r\n", ";", " ", "é", "", "0123456789abcdef", "\t"
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      guint n_rows = (guint) g_rand_int_range (random, 1, 8), n_columns = (guint) g_rand_int_range (random, 1, 5);
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autofree BulkCell *cells = g_new0 (BulkCell, n_rows * n_columns);
      g_autoptr (BulkTable) table = NULL;
      g_autoptr (BulkTable) back = NULL;
      g_autoptr (BulkPayload) payload = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autofree char *csv = NULL;
      g_autoptr (BulkCells) row = bulk_cells_new ();

      for (guint i = 0; i < n_rows * n_columns; i++)
        {
          GString *text = g_string_new (NULL);

          for (int n = g_rand_int_range (random, 0, 6); n > 0; n--)
            g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
          cells[i] = (BulkCell) { text->str, text->len, BULK_CELL_TEXT };
          g_ptr_array_add (texts, g_string_free (text, FALSE));
        }
      table = sample_table_cells (cells, n_rows, n_columns, NULL);
      payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
      body = sample_body (payload);
      csv = sample_dup_text (body);
      back = sample_table_csv (csv, ',', FALSE);
      g_assert_cmpuint (bulk_table_get_n_rows (back), ==, n_rows);
      for (guint i = 0; i < n_rows; i++)
        {
          g_assert_true (bulk_table_read_row (back, i, row));
          g_assert_cmpuint (bulk_cells_get_n (row), ==, n_columns);
          for (guint j = 0; j < n_columns; j++)
            g_assert_cmpmem (bulk_cells_get (row, j)->text, bulk_cells_get (row, j)->length,
                             cells[i * n_columns + j].text, cells[i * n_columns + j].length);
        }
    }
}

static void
test_stream (void)
{
  g_autoptr (BulkPayload) payload = sample_payload (20000);
  g_autoptr (GBytes) whole = sample_body (payload);
  gsize length;
  const char *expected = g_bytes_get_data (whole, &length), *end;

  g_assert_cmpuint (length, >, 600 * 1024);
  end = expected + length;
  for (gsize step = 1; step < 400000; step = step * 7 + 1)
    {
      g_autoptr (GInputStream) stream = bulk_payload_open (payload);
      g_autofree char *piece = g_malloc (step);
      const char *at = expected;
      gssize n;

      while ((n = g_input_stream_read (stream, piece, step, NULL, NULL)) > 0)
        {
          g_assert_cmpint (n, <=, end - at);
          g_assert_cmpint (memcmp (piece, at, (gsize) n), ==, 0);
          at += n;
        }
      g_assert_true (at == end);
    }
}

static void
test_cancelled (void)
{
  g_autofree char *csv = sample_csv (10);
  g_autoptr (BulkTable) table = sample_table_csv (csv, ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (GInputStream) stream = bulk_payload_open (payload);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char byte;

  g_assert_cmpuint (bulk_payload_get_length (payload), ==, 0);
  g_assert_null (bulk_payload_get_sha256 (payload));
  g_assert_cmpuint (bulk_payload_rows_at (payload, G_MAXUINT64), ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (bulk_payload_measure (payload, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (bulk_payload_get_length (payload), ==, 0);
  g_assert_cmpint (g_input_stream_read (stream, &byte, 1, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, NULL), ==, 1);
}

static void
test_measure_async (void)
{
  g_autofree char *csv = sample_csv (10);
  g_autoptr (BulkTable) table = sample_table_csv (csv, ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bulk_payload_measure_async (payload, NULL, sample_on_done, &result);
  sample_wait (&result);
  g_assert_true (bulk_payload_measure_finish (payload, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_payload_get_length (payload), ==, strlen (csv));
}

/* Never more rows than there are line ends before that place; all of them at the end; never fewer
 * than 16 KiB before. */
static void
test_rows_at (void)
{
  g_autoptr (BulkPayload) payload = sample_payload (20000);
  guint64 length = bulk_payload_get_length (payload);
  g_autoptr (GBytes) whole = sample_body (payload);
  const char *body = g_bytes_get_data (whole, NULL);
  guint64 n_lines = 0, before = 0;

  for (guint64 at = 0; at < length; at++)
    {
      guint64 rows = bulk_payload_rows_at (payload, at);

      g_assert_cmpuint (rows, >=, before);
      g_assert_cmpuint (rows + (n_lines == 0), <=, MAX (n_lines, 1));
      before = rows;
      n_lines += body[at] == '\n';
      if (at > 17000)
        g_assert_cmpuint (rows + 500, >=, n_lines);
    }
  g_assert_cmpuint (bulk_payload_rows_at (payload, length), ==, 20000);
  g_assert_cmpuint (bulk_payload_rows_at (payload, G_MAXUINT64), ==, 20000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payload/csv", test_csv);
  g_test_add_func ("/payload/csv-ragged", test_csv_ragged);
  g_test_add_func ("/payload/csv-marks", test_csv_marks);
  g_test_add_func ("/payload/cells-apart", test_cells_apart);
  g_test_add_func ("/payload/csv-places", test_csv_places);
  g_test_add_func ("/payload/json-strings", test_json_strings);
  g_test_add_func ("/payload/json-numbers", test_json_numbers);
  g_test_add_func ("/payload/json-keys", test_json_keys);
  g_test_add_func ("/payload/json-of-csv", test_json_of_csv);
  g_test_add_func ("/payload/csv-round-trip", test_csv_round_trip);
  g_test_add_func ("/payload/stream", test_stream);
  g_test_add_func ("/payload/cancelled", test_cancelled);
  g_test_add_func ("/payload/measure-async", test_measure_async);
  g_test_add_func ("/payload/rows-at", test_rows_at);
  return g_test_run ();
}
