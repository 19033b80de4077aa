/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-reader.h"
#include "table/table-error.h"
#include <string.h>

static BulkReader *
read_text (const char *data, gssize length, GError **error)
{
  g_autoptr (BulkText) text = bulk_text_new_for_utf8 (data, length);
  g_autoptr (BulkReader) reader = BULK_READER (bulk_json_reader_new (text, "test.json"));

  return bulk_reader_index (reader, NULL, NULL, NULL, error) ? g_steal_pointer (&reader) : NULL;
}

static BulkReader *
read_whole (const char *data)
{
  g_autoptr (GError) error = NULL;
  BulkReader *reader = read_text (data, -1, &error);

  g_assert_no_error (error);
  return reader;
}

/* Cells with a letter each for their kind. */
static char *
dup_row (BulkReader *reader, guint64 row)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *out = g_string_new (NULL);

  g_assert_true (bulk_reader_read_row (reader, row, cells));
  for (guint i = 0; i < bulk_reader_get_n_columns (reader); i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);

      g_string_append_printf (out, "%s%c", i > 0 ? "|" : "", "TNBEA{"[cell->kind]);
      g_string_append_len (out, cell->text, cell->length);
    }
  return g_string_free (out, FALSE);
}

#define assert_row(reader, row, expected) \
  G_STMT_START { g_autofree char *row_ = dup_row (reader, row); g_assert_cmpstr (row_, ==, expected); } G_STMT_END

static void
assert_headers (BulkReader *reader, const char *expected)
{
  g_autoptr (GString) headers = g_string_new (NULL);

  for (guint i = 0; i < bulk_reader_get_n_columns (reader); i++)
    {
      g_autofree char *header = bulk_reader_dup_header (reader, i);

      g_string_append_printf (headers, "%s%s", i > 0 ? "|" : "", header);
    }
  g_assert_cmpstr (headers->str, ==, expected);
}

/* Columns in the order their names are first seen, whatever the order in each object. */
static void
test_columns (void)
{
  g_autoptr (BulkReader) reader = read_whole ("[{\"b\":1,\"a\":\"x\"}, {\"a\":\"y\",\"c\":true} ,{}]");

  g_assert_cmpstr (bulk_reader_get_format (reader), ==, "json");
  assert_headers (reader, "b|a|c");
  g_assert_cmpuint (bulk_reader_get_n_rows (reader), ==, 3);
  assert_row (reader, 0, "N1|Tx|A");
  assert_row (reader, 2, "A|A|A");
  assert_row (reader, 1, "A|Ty|Btrue");
}

static void
test_to_the_digit (void)
{
  g_autoptr (BulkReader) reader
    = read_whole ("[{\"a\":0.10,\"b\":12345678901234567890,\"c\":1e999,\"d\":-0.0,\"e\":1E+2}]");

  assert_row (reader, 0, "N0.10|N12345678901234567890|N1e999|N-0.0|N1E+2");
}

static void
test_texts (void)
{
  g_autoptr (BulkReader) reader
    = read_whole ("[{\"a\":\"\",\"b\":null,\"c\":\"q\\\"\\u00e9\\ud83d\\ude00\\n\",\"d\":false,\"\":\"no name\"}]");

  assert_headers (reader, "a|b|c|d|");
  assert_row (reader, 0, "T|E|Tq\"é😀\n|Bfalse|Tno name");
}

/* Kept as compact text, and told of. */
static void
test_nested (void)
{
  g_autoptr (BulkReader) reader = read_whole ("[{\"a\":1},{\"a\":{ \"x\" : [ 1, 2.50 , \"b  c\" ] },\"b\":[]}]");
  BulkPlaces *places = bulk_reader_get_places (reader);
  BulkPlace place;

  assert_row (reader, 1, "{{\"x\":[1,2.50,\"b  c\"]}|{[]");
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_NESTED_VALUE), ==, 2);
  bulk_places_get (places, 0, &place);
  g_assert_cmpuint (place.row, ==, 1);
  g_assert_cmpuint (place.column, ==, 0);
}

static void
test_twice (void)
{
  g_autoptr (BulkReader) reader = read_whole ("[{\"a\":1,\"a\":2}]");

  assert_row (reader, 0, "N2");
  g_assert_cmpuint (bulk_places_count (bulk_reader_get_places (reader), BULK_PLACE_DUPLICATE_KEY), ==, 1);
}

static void
test_lines (void)
{
  g_autoptr (BulkReader) lines = read_whole ("{\"a\":1}\n\n{\"b\":2}\r\n");
  g_autoptr (BulkReader) wrapped = read_whole ("{\"total\":2,\"data\":[{\"a\":1},{\"a\":2}],\"next\":null}");

  assert_headers (lines, "a|b");
  assert_row (lines, 1, "A|N2");
  assert_headers (wrapped, "a");
  g_assert_cmpuint (bulk_reader_get_n_rows (wrapped), ==, 2);
}

static void
assert_malformed (const char *text, gssize length, int code, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkReader) reader = read_text (text, length, &error);

  g_assert_null (reader);
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "test.json"));
  g_assert_nonnull (strstr (error->message, where));
}

static void
test_malformed (void)
{
  assert_malformed ("[{\"a\":1},\n {\"b\" 2}]", -1, BULK_TABLE_ERROR_SYNTAX, "line 2, column 7");
  assert_malformed ("[{\"a\":1},", -1, BULK_TABLE_ERROR_SYNTAX, "line 1");
  assert_malformed ("[{\"a\":1}] x", -1, BULK_TABLE_ERROR_SYNTAX, "line 1, column 11");
  assert_malformed ("[{\"a\":1}\n,,{}]", -1, BULK_TABLE_ERROR_SYNTAX, "line 2, column 2");
  assert_malformed ("[{\"a\":01}]", -1, BULK_TABLE_ERROR_SYNTAX, "line 1");
  assert_malformed ("[{\"a\":tru}]", -1, BULK_TABLE_ERROR_SYNTAX, "line 1");
  assert_malformed ("[{\"a\":\"\t\"}]", -1, BULK_TABLE_ERROR_SYNTAX, "line 1");
  assert_malformed ("{\"a\":1}\n{\"a\":}\n", -1, BULK_TABLE_ERROR_SYNTAX, "line 2, column 6");
  assert_malformed ("[{\"a\":1},\n5]", -1, BULK_TABLE_ERROR_SYNTAX, "line 2, column 1");
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"a\":");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  assert_malformed (text->str, (gssize) text->len, BULK_TABLE_ERROR_LIMIT, "line 1");
}

static void
test_too_many_columns (void)
{
  g_autoptr (GString) text = g_string_new ("[{");

  for (guint i = 0; i < BULK_MAX_COLUMNS; i++)
    g_string_append_printf (text, "%s\"k%u\":1", i > 0 ? "," : "", i);
  g_string_append (text, "}]");
  assert_malformed (text->str, (gssize) text->len, BULK_TABLE_ERROR_LIMIT, "16383 different keys");
}

/* Any row from any thread, in any order. */
static gpointer
read_randomly (gpointer data)
{
  BulkReader *reader = data;

  for (guint i = 0; i < 3000; i++)
    {
      guint64 row = (i * 7919u) % 5000u;
      g_autofree char *found = dup_row (reader, row);
      g_autofree char *expected = g_strdup_printf ("N%u|Trow %u", (guint) row, (guint) row);

      g_assert_cmpstr (found, ==, expected);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (BulkReader) reader = NULL;
  GThread *threads[3];

  for (guint row = 0; row < 5000; row++)
    g_string_append_printf (text, "%s{\"id\":%u,\"name\":\"row %u\"}", row > 0 ? ",\n" : "", row, row);
  g_string_append (text, "]");
  reader = read_whole (text->str);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_randomly, reader);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_locate (void)
{
  const char *text = "[{\"a\":1,\"b\":\"x\"},{\"b\":\"needle\",\"a\":2}]";
  g_autoptr (BulkReader) reader = read_whole (text);
  guint row, column;

  g_assert_true (bulk_reader_locate (reader, (guint64) (strstr (text, "needle") - text), &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (bulk_reader_locate (reader, 0, &row, &column));
  g_assert_cmpuint (row, ==, BULK_PLACE_NO_ROW);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/columns", test_columns);
  g_test_add_func ("/json-reader/to-the-digit", test_to_the_digit);
  g_test_add_func ("/json-reader/texts", test_texts);
  g_test_add_func ("/json-reader/nested", test_nested);
  g_test_add_func ("/json-reader/twice", test_twice);
  g_test_add_func ("/json-reader/lines", test_lines);
  g_test_add_func ("/json-reader/malformed", test_malformed);
  g_test_add_func ("/json-reader/deep", test_deep);
  g_test_add_func ("/json-reader/too-many-columns", test_too_many_columns);
  g_test_add_func ("/json-reader/threads", test_threads);
  g_test_add_func ("/json-reader/locate", test_locate);
  return g_test_run ();
}
