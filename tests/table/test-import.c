/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/import.h"
#include "table/table-error.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static GFile *
make_file (const char *name, const char *data, gssize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static BulkTable *
open_file (GFile *file, const BulkImportOptions *options, GError **error)
{
  g_autoptr (BulkImport) import = bulk_import_new (file);

  if (options != NULL)
    bulk_import_set_options (import, options);
  return bulk_import_open (import, NULL, error);
}

static BulkTable *
open_data (const char *name, const char *data, gssize length, const BulkImportOptions *options)
{
  g_autoptr (GFile) file = make_file (name, data, length);
  g_autoptr (GError) error = NULL;
  BulkTable *table = open_file (file, options, &error);

  g_assert_no_error (error);
  return table;
}

static char *
dup_cell (BulkTable *table, guint row, guint column)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  const BulkCell *cell;

  g_assert_true (bulk_table_read_row (table, row, cells));
  cell = bulk_cells_get (cells, column);
  return g_strndup (cell->text, cell->length);
}

#define assert_cell(table, row, column, expected) \
  G_STMT_START { g_autofree char *cell_ = dup_cell (table, row, column); \
                 g_assert_cmpstr (cell_, ==, expected); } G_STMT_END

static void
check_case (JsonObject *one)
{
  const char *name = json_object_get_string_member (one, "file");
  g_autofree char *path = g_build_filename (g_getenv ("BULK_TEST_DATA"), "cases", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = open_file (file, NULL, &error);
  JsonArray *columns, *rows;

  g_test_message ("%s", name);
  if (json_object_get_boolean_member_with_default (one, "refused", FALSE))
    {
      g_autofree char *message = NULL, *says = g_ascii_strdown (json_object_get_string_member (one, "says"), -1);

      g_assert_null (table);
      g_assert_cmpuint (error->domain, ==, BULK_TABLE_ERROR);
      message = g_ascii_strdown (error->message, -1);
      g_assert_nonnull (strstr (message, says));
      g_assert_nonnull (strstr (error->message, name));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_table_get_format (table), ==, json_object_get_string_member (one, "format"));
  if (json_object_has_member (one, "encoding"))
    g_assert_cmpstr (bulk_table_get_encoding (table), ==, json_object_get_string_member (one, "encoding"));
  if (json_object_has_member (one, "delimiter"))
    g_assert_cmpint (bulk_table_get_dialect (table)->delimiter, ==,
                     json_object_get_string_member (one, "delimiter")[0]);
  if (json_object_has_member (one, "has_header"))
    g_assert_true (bulk_table_has_header (table) == json_object_get_boolean_member (one, "has_header"));
  columns = json_object_get_array_member (one, "columns");
  rows = json_object_get_array_member (one, "rows");
  g_assert_cmpuint (bulk_table_get_n_columns (table), ==, json_array_get_length (columns));
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, json_array_get_length (rows));
  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_assert_cmpstr (header, ==, json_array_get_string_element (columns, i));
    }
  for (guint row = 0; row < json_array_get_length (rows); row++)
    for (guint i = 0; i < json_array_get_length (columns); i++)
      assert_cell (table, row, i, json_array_get_string_element (json_array_get_array_element (rows, row), i));
}

static void
test_cases (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("BULK_TEST_DATA"), "cases", "cases.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *cases;

  g_assert_true (json_parser_load_from_file (parser, path, &error));
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), >, 30);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

static void
assert_refused (GFile *file, int code, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = open_file (file, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_refused (void)
{
  g_autofree char *fifo_path = g_build_filename (folder, "a-pipe.csv", NULL);
  g_autoptr (GFile) none = g_file_new_for_path ("/nowhere/none.csv"), directory = g_file_new_for_path (folder);
  g_autoptr (GFile) fifo = g_file_new_for_path (fifo_path), device = g_file_new_for_path ("/dev/zero");
  g_autoptr (GFile) blank = make_file ("blank.csv", " \r\n\t\n", -1), zip = make_file ("book.xlsx", "PK\3\4....", 8);
  g_autoptr (GFile) xls = make_file ("old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1zz", 10);
  g_autoptr (GFile) junk = make_file ("junk.csv", "\1\2\3\4\5\6\7\1\1\2\3\4", 12);
  g_autofree char *name = g_file_get_basename (directory);

  g_assert_cmpint (mkfifo (fifo_path, 0600), ==, 0);
  assert_refused (none, BULK_TABLE_ERROR_NOT_FOUND, "none.csv");
  assert_refused (directory, BULK_TABLE_ERROR_FOLDER, name);
  assert_refused (fifo, BULK_TABLE_ERROR_NOT_A_FILE, "a-pipe.csv");
  assert_refused (device, BULK_TABLE_ERROR_NOT_A_FILE, "zero");
  assert_refused (blank, BULK_TABLE_ERROR_EMPTY, "blank.csv");
  assert_refused (zip, BULK_TABLE_ERROR_DAMAGED, "book.xlsx");
  assert_refused (xls, BULK_TABLE_ERROR_UNSUPPORTED, "old.xls");
  assert_refused (junk, BULK_TABLE_ERROR_NOT_A_TABLE, "junk.csv");
}

/* What happens to the file afterwards does not matter. */
static void
test_private (void)
{
  g_autoptr (GFile) file = make_file ("mine.csv", "id,name\n1,before\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = open_file (file, NULL, &error);
  int fd = open (g_file_peek_path (file), O_WRONLY | O_TRUNC);

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, "x", 1), ==, 1);
  close (fd);
  assert_cell (table, 0, 1, "before");
  g_unlink (g_file_peek_path (file));
  assert_cell (table, 0, 1, "before");
}

static void
test_options (void)
{
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (BulkTable) table = NULL;

  options.encoding = (char *) "windows-1251";
  options.delimiter = '~';
  options.has_header = 0;
  table = open_data ("options.csv", "\xcf~1,5\n", -1, &options);
  g_assert_cmpstr (bulk_table_get_encoding (table), ==, "WINDOWS-1251");
  g_assert_false (bulk_table_has_header (table));
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 1);
  assert_cell (table, 0, 0, "\xd0\x9f");
  assert_cell (table, 0, 1, "1,5");
}

static void
test_bad_options (void)
{
  g_autoptr (GFile) file = make_file ("bad-options.csv", "a,b\n1,2\n", -1);
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = NULL;

  options.encoding = (char *) "no-such-encoding";
  g_assert_null (open_file (file, &options, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_ENCODING);
  g_clear_error (&error);
  options.encoding = NULL;
  options.delimiter = '"';
  g_assert_null (open_file (file, &options, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED);
}

/* Bytes that do not decode are told with their cell. */
static void
test_bad_bytes (void)
{
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (BulkTable) table = NULL;
  BulkPlaces *places;
  BulkPlace place;

  options.encoding = (char *) "WINDOWS-1252";
  table = open_data ("bad.csv", "id,na\x81me\n1,M\xfcller\n2,a\x8d\x90z\n", -1, &options);
  places = bulk_table_get_places (table);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_BAD_ENCODING), ==, 3);
  bulk_places_get (places, 0, &place);
  g_assert_cmpuint (place.row, ==, BULK_PLACE_NO_ROW);
  g_assert_cmpuint (place.column, ==, 1);
  bulk_places_get (places, 2, &place);
  g_assert_cmpuint (place.row, ==, 1);
  g_assert_cmpuint (place.column, ==, 1);
  assert_cell (table, 0, 1, "M\xc3\xbcller");
  assert_cell (table, 1, 1, "a\xef\xbf\xbd\xef\xbf\xbdz");
}

static void
test_again (void)
{
  g_autoptr (BulkTable) table = open_data ("again.csv", "a;b,c\n1;2,3\n", -1, NULL);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (bulk_table_get_snapshot (table));
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) other = NULL;

  options.delimiter = bulk_table_get_dialect (table)->delimiter == ';' ? ',' : ';';
  bulk_import_set_options (import, &options);
  other = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bulk_table_get_dialect (other)->delimiter, ==, options.delimiter);
  g_assert_cmpuint (bulk_table_get_n_columns (other), ==, 2);
}

typedef struct
{
  GMainLoop *loop;
  BulkTable *table;
  GError *error;
  guint rows_when_opened;
  guint changes;
  gboolean whole;
} Opened;

static void
on_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Opened *opened = user_data;

  opened->table = bulk_import_open_finish (BULK_IMPORT (object), result, &opened->error);
  if (opened->table != NULL)
    opened->rows_when_opened = bulk_table_get_n_rows (opened->table);
  g_main_loop_quit (opened->loop);
}

static void
on_whole (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Opened *opened = user_data;

  opened->whole = bulk_table_wait_finish (BULK_TABLE (object), result, &opened->error);
  g_main_loop_quit (opened->loop);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Opened *opened = user_data;

  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (position + added, ==, g_list_model_get_n_items (model));
  opened->changes++;
}

static GFile *
make_big (guint n)
{
  g_autoptr (GString) text = g_string_new ("id,name,amount\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,opportunity number %u,%u\n", i, i, i * 7);
  return make_file ("big.csv", text->str, text->len);
}

static void
test_async (void)
{
  const guint n = 800000;
  g_autoptr (GFile) file = make_big (n);
  g_autoptr (BulkImport) import = bulk_import_new (file);
  Opened opened = { g_main_loop_new (NULL, FALSE) };
  g_autoptr (BulkRow) row = NULL;
  g_autofree char *text = NULL;

  bulk_import_open_async (import, NULL, on_opened, &opened);
  g_main_loop_run (opened.loop);
  g_assert_no_error (opened.error);
  g_assert_cmpuint (opened.rows_when_opened, >, 0);
  g_signal_connect (opened.table, "items-changed", G_CALLBACK (on_items_changed), &opened);
  bulk_table_wait_async (opened.table, NULL, on_whole, &opened);
  g_main_loop_run (opened.loop);
  g_assert_no_error (opened.error);
  g_assert_true (opened.whole);
  g_assert_true (bulk_table_is_complete (opened.table));
  g_assert_cmpuint (bulk_table_get_n_rows (opened.table), ==, n);
  g_assert_true (opened.changes > 0 || opened.rows_when_opened == n);
  row = g_list_model_get_item (G_LIST_MODEL (opened.table), n - 1);
  g_object_unref (opened.table);
  /* A row outlives its table. */
  text = bulk_row_dup_text (row, 1);
  g_assert_cmpstr (text, ==, "opportunity number 799999");
  g_main_loop_unref (opened.loop);
}

static void
test_async_cancel (void)
{
  g_autoptr (GFile) file = make_big (300000);
  g_autoptr (BulkImport) import = bulk_import_new (file);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Opened opened = { g_main_loop_new (NULL, FALSE) };

  bulk_import_open_async (import, cancellable, on_opened, &opened);
  g_cancellable_cancel (cancellable);
  g_main_loop_run (opened.loop);
  g_assert_null (opened.table);
  g_assert_error (opened.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&opened.error);
  g_main_loop_unref (opened.loop);
}

static void
test_async_json (void)
{
  g_autoptr (GFile) file = make_file ("late.json", "[{\"a\":1},{\"a\":2}", -1);
  g_autoptr (BulkImport) import = bulk_import_new (file);
  Opened opened = { g_main_loop_new (NULL, FALSE) };

  bulk_import_open_async (import, NULL, on_opened, &opened);
  g_main_loop_run (opened.loop);
  g_assert_null (opened.table);
  g_assert_error (opened.error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_SYNTAX);
  g_clear_error (&opened.error);
  g_main_loop_unref (opened.loop);
}

static void
test_find (void)
{
  g_autoptr (BulkTable) table = open_data ("find.csv", "id,name\n1,Müller\n2,acme\n3,ACME Inc\n", -1, NULL);
  guint row, column;

  g_assert_true (bulk_table_find (table, "acme", 0, 0, TRUE, NULL, &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (bulk_table_find (table, "acme", 2, 0, TRUE, NULL, &row, &column));
  g_assert_cmpuint (row, ==, 2);
  g_assert_true (bulk_table_find (table, "acme", 0, 0, FALSE, NULL, &row, &column));
  g_assert_cmpuint (row, ==, 2);
  g_assert_true (bulk_table_find (table, "MÜLLER", 1, 0, TRUE, NULL, &row, &column));
  g_assert_cmpuint (row, ==, 0);
  g_assert_true (bulk_table_find (table, "1", 0, 1, TRUE, NULL, &row, &column));
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, 0);
  g_assert_false (bulk_table_find (table, "nowhere", 0, 0, TRUE, NULL, &row, &column));
}

static void
test_look (void)
{
  g_autoptr (BulkTable)
      table = open_data ("look.csv", "id,name,amount\na,x,1\nb,a longer name,\nc,y,\"2,500.10\"\n", -1, NULL);

  g_assert_false (bulk_table_is_numeric_column (table, 0));
  g_assert_true (bulk_table_is_numeric_column (table, 2));
  g_assert_false (bulk_table_is_numeric_column (table, 9));
  g_assert_cmpuint (bulk_table_get_typical_width (table, 2), ==, 6);
  g_assert_cmpuint (bulk_table_get_typical_width (table, 1), >=, 4);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("bulk-import-XXXXXX", NULL);
  g_test_add_func ("/import/cases", test_cases);
  g_test_add_func ("/import/refused", test_refused);
  g_test_add_func ("/import/private", test_private);
  g_test_add_func ("/import/options", test_options);
  g_test_add_func ("/import/bad-options", test_bad_options);
  g_test_add_func ("/import/bad-bytes", test_bad_bytes);
  g_test_add_func ("/import/again", test_again);
  g_test_add_func ("/import/async", test_async);
  g_test_add_func ("/import/async-cancel", test_async_cancel);
  g_test_add_func ("/import/async-json", test_async_json);
  g_test_add_func ("/import/find", test_find);
  g_test_add_func ("/import/look", test_look);
  status = g_test_run ();
  {
    g_autoptr (GFile) file = g_file_new_for_path (folder);
    g_autoptr (GFileEnumerator) files = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME, 0, NULL, NULL);
    GFile *child;

    while (files != NULL && g_file_enumerator_iterate (files, NULL, &child, NULL, NULL) && child != NULL)
      g_file_delete (child, NULL, NULL);
    g_file_delete (file, NULL, NULL);
  }
  return status;
}
