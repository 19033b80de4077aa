/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-reader.h"
#include "ods-sample.h"
#include "table/ods-package.h"
#include "table/table-error.h"
#include "table/workbook.h"
#include "zip-maker.h"
#include <string.h>

typedef struct
{
  GBytes *zip;
  BulkPackage *package;
  BulkReader *reader;
  guint n_announced;
  guint64 first_rows;       /* in the first announcement */
  guint first_sheets;
  GCancellable *cancellable;
  GError *error;
} Fixture;

static void
on_announce (BulkReader *reader, guint64 n_rows, guint n_columns, guint64 done, guint64 total, gpointer user_data)
{
  Fixture *self = user_data;

  g_assert_cmpuint (done, <=, total);
  if (self->n_announced++ > 0)
    return;
  self->first_rows = n_rows;
  self->first_sheets = bulk_sheets_get_n (bulk_reader_get_sheets (reader));
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
read_zip (Fixture *self, GBytes *zip, const char *sheet, int has_header)
{
  self->zip = zip;
  self->package = zip_open (zip, &self->error);
  g_assert_no_error (self->error);
  self->reader = BULK_READER (bulk_ods_reader_new (self->package, sheet, has_header));
  return bulk_reader_index (self->reader, on_announce, self, self->cancellable, &self->error);
}

static gboolean
read_content (Fixture *self, const char *content, const char *sheet)
{
  return read_zip (self, zip_make ("mimetype", ODS_TYPE, "content.xml", content, NULL), sheet, -1);
}

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->reader);
  g_clear_pointer (&self->package, bulk_package_unref);
  g_clear_pointer (&self->zip, g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* Header and rows: cells apart by "|", rows by "/". */
static void
assert_table (Fixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint n_columns = bulk_reader_get_n_columns (self->reader);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *header = bulk_reader_dup_header (self->reader, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", header);
    }
  for (guint64 row = 0; row < bulk_reader_get_n_rows (self->reader); row++)
    {
      g_assert_true (bulk_reader_read_row (self->reader, row, cells));
      for (guint i = 0; i < n_columns; i++)
        {
          const BulkCell *cell = bulk_cells_get (cells, i);

          g_string_append (text, i > 0 ? "|" : "/");
          g_string_append_len (text, cell->text, cell->length);
        }
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_table_of (const char *content, const char *expected)
{
  g_auto (Fixture) self = { 0 };

  read_content (&self, content, NULL);
  g_assert_no_error (self.error);
  assert_table (&self, expected);
  g_assert_cmpstr (bulk_reader_get_format (self.reader), ==, "ods");
}

static void
test_table (void)
{
  assert_table_of (SHEET (ROW (C ("id") C ("name")) ROW (C ("007") C ("x")) ROW (C ("008"))), "id|name/007|x/008|");
  assert_table_of (SHEET ("<table:table-row table:number-rows-repeated='3'/>" ROW ("<table:table-cell/>" C ("id"))
                          ROW ("<table:table-cell/>" C ("1")) "<table:table-row/>" ROW ("<table:table-cell/>" C ("2"))
                          "<table:table-row table:number-rows-repeated='1048570'/>"),
                   "id/1//2");
}

#define SHEETS HEAD GONE ODS_BODY (HIDDEN ("Old", ROW (C ("gone")) ROW (C ("g"))) NAMED ("Cover", "") \
                                   NAMED ("Data", ROW (C ("id")) ROW (C ("1")) ROW (C ("2"))) \
                                   NAMED ("Notes", "<table:table-row/>" ROW (C ("note")) ROW (C ("n"))))

static void
test_sheets (void)
{
  static const char *const names[] = { "Old", "Cover", "Data", "Notes" };
  static const gint64 rows[] = { 2, 0, 3, 2 };
  g_auto (Fixture) self = { 0 };
  BulkSheets *sheets;

  g_assert_true (read_content (&self, SHEETS, NULL));
  assert_table (&self, "id/1/2");
  sheets = bulk_reader_get_sheets (self.reader);
  g_assert_cmpuint (bulk_sheets_get_n (sheets), ==, 4);
  g_assert_cmpuint (bulk_sheets_get_chosen (sheets), ==, 2);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpstr (bulk_sheets_get_names (sheets)[i], ==, names[i]);
      g_assert_cmpint (bulk_sheets_get_rows (sheets, i), ==, rows[i]);
      g_assert_cmpint (bulk_sheets_is_hidden (sheets, i), ==, i == 0);
    }
  g_assert_null (bulk_sheets_get_names (sheets)[4]);
  g_assert_cmpuint (bulk_places_count (bulk_reader_get_places (self.reader), BULK_PLACE_HIDDEN_SHEET), ==, 1);
}

static void
test_wanted (void)
{
  static const struct { const char *wanted, *table; } cases[] = {
    { "Notes", "note/n" }, { "nOTES", "note/n" }, { "Old", "gone/g" }, { "Cover", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) self = { 0 };

      g_assert_true (read_content (&self, SHEETS, cases[i].wanted));
      assert_table (&self, cases[i].table);
      g_assert_cmpuint (bulk_sheets_get_n (bulk_reader_get_sheets (self.reader)), ==, 4);
    }
}

static void
assert_fails (const char *content, const char *sheet, int code, const char *says)
{
  g_auto (Fixture) self = { 0 };

  g_assert_false (read_content (&self, content, sheet));
  g_assert_error (self.error, BULK_TABLE_ERROR, code);
  g_assert_nonnull (strstr (self.error->message, says));
  g_assert_nonnull (strstr (self.error->message, "Book.ods"));
}

static void
test_nothing (void)
{
  assert_fails (SHEETS, "Nowhere", BULK_TABLE_ERROR_FAILED, "Nowhere");
  assert_fails (HEAD GONE ODS_BODY (HIDDEN ("Old", ROW (C ("x"))) NAMED ("Cover", "")), NULL, BULK_TABLE_ERROR_EMPTY,
                "hidden");
  assert_fails (BODY (""), NULL, BULK_TABLE_ERROR_NOT_A_TABLE, "sheet");
  assert_fails (HEAD "<office:body><office:text>" P ("a letter") "</office:text></office:body>" TAIL, NULL,
                BULK_TABLE_ERROR_NOT_A_TABLE, "sheet");
}

static void
test_places (void)
{
  g_auto (Fixture) self = { 0 };
  BulkPlaces *places;
  BulkPlace place;

  g_assert_true (read_content (&self, SHEET (
    "<table:table-column/><table:table-column table:visibility='collapse'/>"
    ROW (C ("id") C ("n"))
    ROW ("<table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2' office:value-type='string'>"
         P ("a")
         "</table:table-cell><table:covered-table-cell/>")
    "<table:table-row table:visibility='filter'><table:covered-table-cell table:number-columns-repeated='2'/>" C ("c")
    "</table:table-row>"
    ROW (C ("b") "<table:table-cell table:formula='of:=1/0' office:value-type='string' calcext:value-type='error'>"
         P ("#DIV/0!")
         "</table:table-cell><table:table-cell table:formula='of:=A1'/>")), NULL));
  assert_table (&self, "id|n|/a||/||c/b|#DIV/0!|");
  places = bulk_reader_get_places (self.reader);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_MERGED_CELLS), ==, 1);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_HIDDEN_ROW), ==, 1);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_HIDDEN_COLUMN), ==, 1);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_SHEET_ERROR), ==, 2);
  for (guint i = 0; i < bulk_places_get_n_kept (places); i++)
    {
      bulk_places_get (places, i, &place);
      if (place.kind == BULK_PLACE_MERGED_CELLS)
        g_assert_true (place.row == 0 && place.column == 0 && place.number == 4);
      else if (place.kind == BULK_PLACE_HIDDEN_ROW)
        g_assert_cmpuint (place.row, ==, 1);
      else if (place.kind == BULK_PLACE_HIDDEN_COLUMN)
        g_assert_cmpuint (place.column, ==, 1);
      else
        g_assert_true (place.row == 2 && place.column == 1 + place.number);
    }
}

/* An error in a row that is empty otherwise is not taken for one of the next row. */
static void
test_lonely_error (void)
{
  g_auto (Fixture) self = { 0 };
  BulkPlace place;

  g_assert_true (read_content (&self, SHEET (ROW (C ("id")) ROW ("<table:table-cell table:formula='of:=A1'/>")
                                             ROW (C ("1"))), NULL));
  assert_table (&self, "id//1");
  bulk_places_get (bulk_reader_get_places (self.reader), 0, &place);
  g_assert_cmpint (place.kind, ==, BULK_PLACE_SHEET_ERROR);
  g_assert_cmpuint (place.row, ==, 0);
}

/* Rows that are empty but for an error are left out behind the last: no row is named then. */
static void
test_error_outside (void)
{
#define FAILED ROW ("<table:table-cell table:formula='of:=A1'/>")
  g_auto (Fixture) self = { 0 };
  BulkPlaces *places;
  static const guint rows[] = { 0, BULK_PLACE_NO_ROW, BULK_PLACE_NO_ROW };

  g_assert_true (read_content (&self, SHEET (ROW (C ("id")) FAILED ROW (C ("1")) FAILED FAILED), NULL));
  assert_table (&self, "id//1");
  places = bulk_reader_get_places (self.reader);
  g_assert_cmpuint (bulk_places_get_n_kept (places), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      BulkPlace place;

      bulk_places_get (places, i, &place);
      g_assert_cmpint (place.kind, ==, BULK_PLACE_SHEET_ERROR);
      g_assert_cmpuint (place.row, ==, rows[i]);
      g_assert_cmpuint (place.offset, ==, 0);
    }
#undef FAILED
}

/* Rows that are said to be there a million times, hidden and full of errors, are counted, not gone through. */
static void
test_many_places (void)
{
  g_auto (Fixture) self = { 0 };
  BulkPlaces *places;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (read_content (&self, SHEET (
    "<table:table-row table:number-rows-repeated='4000000' table:visibility='collapse'>"
    "<table:table-cell table:formula='of:=1/0'"
    " office:value-type='string' calcext:value-type='error' table:number-columns-repeated='16000'>" P ("#DIV/0!")
    "</table:table-cell></table:table-row>"), NULL));
  places = bulk_reader_get_places (self.reader);
  g_assert_cmpuint (bulk_places_count (places, BULK_PLACE_HIDDEN_ROW), ==, 4000000);
  g_assert_true (bulk_places_count (places, BULK_PLACE_SHEET_ERROR) == G_GUINT64_CONSTANT (4000000) * 16000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static void
test_frozen_header (void)
{
#define ITEM(name, value) "<config:config-item config:name='" name "' config:type='int'>" value "</config:config-item>"
#define SETTINGS(mode) "<office:document-settings xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'" \
  " xmlns:config='urn:oasis:names:tc:opendocument:xmlns:config:1.0'><office:settings>" \
  "<config:config-item-set config:name='v'>" \
  "<config:config-item-map-indexed config:name='Views'><config:config-item-map-entry>" \
  "<config:config-item-map-named config:name='Tables'><config:config-item-map-entry config:name='Other'>" \
  ITEM ("VerticalSplitMode", "2") ITEM ("VerticalSplitPosition", "1") "</config:config-item-map-entry>" \
  "<config:config-item-map-entry config:name='S'>" ITEM ("VerticalSplitMode", mode) \
  ITEM ("VerticalSplitPosition", "3") \
  "</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>" \
  "</config:config-item-map-indexed>" \
  "</config:config-item-set></office:settings></office:document-settings>"
  static const char content[] = SHEET (ROW (C ("Report of March")) ROW ("") ROW (C ("id") C ("name"))
                                       ROW (C ("1") C ("x")));
  g_auto (Fixture) frozen = { 0 };
  g_auto (Fixture) split = { 0 };

  g_assert_true (read_zip (&frozen, zip_make ("mimetype", ODS_TYPE, "settings.xml", SETTINGS ("2"), "content.xml",
                                              content, NULL), NULL, -1));
  assert_table (&frozen, "id|name/1|x");
  g_assert_cmpuint (bulk_places_count (bulk_reader_get_places (frozen.reader), BULK_PLACE_HEADER_NOT_FIRST), ==, 1);
  g_assert_true (read_zip (&split, zip_make ("mimetype", ODS_TYPE, "settings.xml", SETTINGS ("1"), "content.xml",
                                             content, NULL), NULL, -1));
  assert_table (&split, "Report of March|/|/id|name/1|x");
}

static char *
make_long (guint n_rows)
{
  GString *content = g_string_new (HEAD "<office:body><office:spreadsheet><table:table table:name='S'>"
                                   ROW (C ("id") C ("n")));

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (content, ROW (C ("%u") "<table:table-cell office:value-type='float' office:value='%u.5'/>"),
                            i, i);
  g_string_append (content, "</table:table>" NAMED ("After", ROW (C ("x"))) "</office:spreadsheet></office:body>" TAIL);
  return g_string_free (content, FALSE);
}

/* Rows can be seen long before the end; the sheets that follow are listed when they come. */
static void
test_announces (void)
{
  g_auto (Fixture) self = { 0 };
  g_autofree char *content = make_long (50000);
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  g_assert_true (read_content (&self, content, NULL));
  g_assert_cmpuint (self.n_announced, >, 1);
  g_assert_cmpuint (self.first_rows, <, 1000);
  g_assert_cmpuint (self.first_sheets, ==, 1);
  g_assert_cmpuint (bulk_reader_get_n_rows (self.reader), ==, 50000);
  g_assert_cmpuint (bulk_sheets_get_n (bulk_reader_get_sheets (self.reader)), ==, 2);
  g_assert_true (bulk_reader_read_row (self.reader, 49999, cells));
  g_assert_cmpmem (bulk_cells_get (cells, 1)->text, bulk_cells_get (cells, 1)->length, "49999.5", 7);
}

static void
test_cancelled (void)
{
  g_auto (Fixture) self = { .cancellable = g_cancellable_new () };
  g_autofree char *content = make_long (50000);

  g_assert_false (read_content (&self, content, NULL));
  g_assert_error (self.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self.n_announced, ==, 1);
}

/* Nothing is silently cut short. */
static void
test_damaged (void)
{
  g_autofree char *content = make_long (50000);
  g_auto (Fixture) cut = { 0 };
  g_auto (Fixture) changed = { 0 };
  ZipMaker *zip = zip_maker_new ();

  content[strlen (content) / 2] = '\0';
  g_assert_false (read_content (&cut, content, NULL));
  g_assert_error (cut.error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED);
  zip_maker_add (zip, "mimetype", ODS_TYPE, -1);
  zip_maker_add_wrong (zip, "content.xml", SHEETS, -1, 0, 1, 0);
  g_assert_false (read_zip (&changed, zip_maker_end (zip), NULL, -1));
  g_assert_error (changed.error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED);
}

/* Which files are opened at all */

static void
assert_opens (GBytes *zip, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (zip);
  g_autoptr (BulkReader) reader = bulk_workbook_open (spool, "Book.ods", NULL, -1, NULL, &error);

  if (says == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (BULK_IS_ODS_READER (reader));
    }
  else
    {
      g_assert_error (error, BULK_TABLE_ERROR, code);
      g_assert_nonnull (strstr (error->message, says));
      g_assert_nonnull (strstr (error->message, "Book.ods"));
    }
  g_bytes_unref (zip);
}

#define MANIFEST(type, more) "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>" \
  "<manifest:file-entry manifest:full-path='/' manifest:media-type='" type "'/>" \
  "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'>" more \
  "</manifest:file-entry>" \
  "</manifest:manifest>"
#define ODF "application/vnd.oasis.opendocument."

static void
test_kinds (void)
{
  assert_opens (zip_make ("mimetype", ODS_TYPE, "content.xml", SHEETS, NULL), 0, NULL);
  assert_opens (zip_make ("mimetype", ODF "spreadsheet-template\n", "content.xml", SHEETS, NULL), 0, NULL);
  assert_opens (zip_make ("META-INF/manifest.xml", MANIFEST (ODS_TYPE, ""), "content.xml", SHEETS, NULL), 0, NULL);
  assert_opens (zip_make ("mimetype", ODF "text", "content.xml", SHEETS, NULL), BULK_TABLE_ERROR_NOT_A_TABLE,
                "text document");
  assert_opens (zip_make ("META-INF/manifest.xml", MANIFEST (ODF "text-master", ""), "content.xml", SHEETS, NULL),
                BULK_TABLE_ERROR_NOT_A_TABLE, "text document");
  assert_opens (zip_make ("mimetype", ODF "presentation", "content.xml", SHEETS, NULL), BULK_TABLE_ERROR_NOT_A_TABLE,
                "spreadsheet");
  assert_opens (zip_make ("mimetype", ODS_TYPE, NULL), BULK_TABLE_ERROR_DAMAGED, "content");
  assert_opens (zip_make ("mimetype", ODS_TYPE, "META-INF/manifest.xml", "<x", "content.xml", SHEETS, NULL),
                BULK_TABLE_ERROR_DAMAGED, "manifest");
}

static void
test_encrypted (void)
{
  assert_opens (zip_make ("mimetype", ODS_TYPE, "META-INF/manifest.xml",
                          MANIFEST (ODS_TYPE, "<manifest:encryption-data/>"),
                          "content.xml", "\x13\x37", NULL),
                BULK_TABLE_ERROR_PASSWORD, "password");
  assert_opens (zip_make ("mimetype", ODS_TYPE, "META-INF/manifest.xml", MANIFEST (ODS_TYPE, ""), "encrypted-package",
                          "\x13\x37", NULL),
                BULK_TABLE_ERROR_PASSWORD, "password");
}

static void
test_flat (void)
{
  static const char flat[] = "<?xml version='1.0'?>\n"
                             "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>";
  static const char marked[] = "\xef\xbb\xbf<?xml version='1.0'?>"
                               "<o:document xmlns:o='urn:oasis:names:tc:opendocument:'>";
  static const char other[] = "<?xml version='1.0'?>\n<document id='1'/>";

  g_assert_true (bulk_ods_package_is_flat (flat, strlen (flat)));
  g_assert_true (bulk_ods_package_is_flat (marked, strlen (marked)));
  g_assert_false (bulk_ods_package_is_flat (other, strlen (other)));
  g_assert_false (bulk_ods_package_is_flat ("id,urn:oasis:names:tc:opendocument", 34));
  g_assert_false (bulk_ods_package_is_flat ("", 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ods-reader/table", test_table);
  g_test_add_func ("/ods-reader/sheets", test_sheets);
  g_test_add_func ("/ods-reader/wanted", test_wanted);
  g_test_add_func ("/ods-reader/nothing", test_nothing);
  g_test_add_func ("/ods-reader/places", test_places);
  g_test_add_func ("/ods-reader/lonely-error", test_lonely_error);
  g_test_add_func ("/ods-reader/error-outside", test_error_outside);
  g_test_add_func ("/ods-reader/many-places", test_many_places);
  g_test_add_func ("/ods-reader/frozen-header", test_frozen_header);
  g_test_add_func ("/ods-reader/announces", test_announces);
  g_test_add_func ("/ods-reader/cancelled", test_cancelled);
  g_test_add_func ("/ods-reader/damaged", test_damaged);
  g_test_add_func ("/ods-package/kinds", test_kinds);
  g_test_add_func ("/ods-package/encrypted", test_encrypted);
  g_test_add_func ("/ods-package/flat", test_flat);
  return g_test_run ();
}
