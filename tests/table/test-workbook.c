/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/import.h"
#include "table/table-error.h"
#include "table/workbook.h"
#include "zip-fixture.h"
#include <string.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
#define ROOT_RELS(target) \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" \
  "<Relationship Id='a' Type='" OFFICE "' Target='" target "'/></Relationships>"
#define TYPES(part, type) \
  "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/" part \
  "' ContentType='" type "'/></Types>"

static void
assert_refused (GBytes *bytes, const char *name, int code, const char *says)
{
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, name);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;

  g_assert_null (bulk_import_open (import, NULL, &error));
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, says));
}

static void
assert_zip_refused (const ZipPart *parts, const char *name, int code, const char *says)
{
  g_autoptr (GBytes) bytes = zip_make (parts);

  assert_refused (bytes, name, code, says);
}

/* A compound file's first bytes and, further on, the name of one of its streams. */
static GBytes *
make_compound (const char *stream)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint8 zeros[1024] = { 0 };

  g_byte_array_append (bytes, (const guint8 *) "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  g_byte_array_append (bytes, zeros, sizeof zeros);
  for (const char *at = stream; *at != '\0'; at++)
    {
      const guint8 wide[2] = { *at, 0 };

      g_byte_array_append (bytes, wide, 2);
    }
  g_byte_array_append (bytes, zeros, sizeof zeros);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_compound (void)
{
  g_autoptr (GBytes) xls = make_compound ("Workbook"), older = make_compound ("Book"),
                     doc = make_compound ("WordDocument");
  g_autoptr (GBytes) password = make_compound ("EncryptedPackage");

  assert_refused (xls, "old.xls", BULK_TABLE_ERROR_UNSUPPORTED, ".xlsx");
  assert_refused (xls, "old.xls", BULK_TABLE_ERROR_UNSUPPORTED, "Save As");
  assert_refused (older, "older.xls", BULK_TABLE_ERROR_UNSUPPORTED, "Save As");
  assert_refused (doc, "letter.doc", BULK_TABLE_ERROR_UNSUPPORTED, "old Office format");
  assert_refused (password, "plan.xlsx", BULK_TABLE_ERROR_PASSWORD, "password");
}

static void
test_other_zips (void)
{
  const ZipPart binary[] = {
    { "[Content_Types].xml", TYPES ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main") },
    { "_rels/.rels", ROOT_RELS ("xl/workbook.bin") }, { "xl/workbook.bin", "\x83\x01" }, { NULL } };
  const ZipPart document[] = {
    { "[Content_Types].xml", TYPES ("word/document.xml", "application/vnd.openxmlformats-officedocument"
                                                         ".wordprocessingml.document.main+xml") },
    { "_rels/.rels", ROOT_RELS ("word/document.xml") }, { "word/document.xml", "<a/>" }, { NULL } };
  const ZipPart numbers[] = { { "Index/Document.iwa", "x" }, { "Metadata/Properties.plist", "x" }, { NULL } };
  const ZipPart archive[] = { { "plan.csv", "id,name\n" }, { NULL } };
  const ZipPart lost[] = { { "_rels/.rels", ROOT_RELS ("xl/workbook.xml") }, { NULL } };
  const ZipPart no_book[] = { { "_rels/.rels", ROOT_RELS ("book.xml") }, { "book.xml", "<a/>" }, { NULL } };

  assert_zip_refused (binary, "plan.xlsb", BULK_TABLE_ERROR_UNSUPPORTED, "*.xlsx");
  assert_zip_refused (document, "letter.docx", BULK_TABLE_ERROR_NOT_A_TABLE, "not a spreadsheet");
  assert_zip_refused (numbers, "plan.numbers", BULK_TABLE_ERROR_UNSUPPORTED, "Export To");
  assert_zip_refused (archive, "plan.zip", BULK_TABLE_ERROR_NOT_A_TABLE, "Unpack");
  assert_zip_refused (lost, "plan.xlsx", BULK_TABLE_ERROR_NOT_A_TABLE, "not a spreadsheet");
  assert_zip_refused (no_book, "plan.xlsx", BULK_TABLE_ERROR_NOT_A_TABLE, "no sheet");
}

/* Whatever the name says, the bytes decide. */
static void
test_name (void)
{
  g_autoptr (GBytes) bytes = xlsx_make (&(XlsxFixture) { .sheet = XLSX_ROWS ("<row r='1'><c r='A1' t='str'><v>id</v>"
                                                                             "</c></row>") });
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "plan.csv");
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = bulk_import_open (import, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (bulk_table_get_format (table), ==, "xlsx");
}

static void
assert_whole (BulkTable *table)
{
  g_autofree char *id = bulk_table_dup_header (table, 0), *date = bulk_table_dup_header (table, 1);
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 1);
  g_assert_cmpstr (id, ==, "id");
  g_assert_cmpstr (date, ==, "date");
  g_assert_true (bulk_table_read_row (table, 0, cells));
  g_assert_cmpmem (bulk_cells_get (cells, 0)->text, bulk_cells_get (cells, 0)->length, "1", 1);
  g_assert_cmpmem (bulk_cells_get (cells, 1)->text, bulk_cells_get (cells, 1)->length, "2026-03-31", 10);
}

/* Cut anywhere, changed anywhere: refused in words, or read as it was; never a crash, never half of it. */
static void
test_damage (void)
{
  g_autoptr (GBytes) bytes = xlsx_make (&(XlsxFixture) {
      .strings = "<si><t>id</t></si><si><t>date</t></si>", .cell_formats = "<xf numFmtId='14'/>",
      .sheet = XLSX_ROWS ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                          "<row r='2'><c r='A2'><v>1</v></c><c r='B2' s='1'><v>46112</v></c></row>") });
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint n_read = 0;

  for (gsize at = 4; at < length; at += 7)
    {
      char *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) changed = g_bytes_new_take (copy, length);
      g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (changed, "plan.xlsx");
      g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkTable) table = NULL;

      copy[at] ^= 0x41;
      table = bulk_import_open (import, NULL, &error);
      if (table == NULL)
        {
          g_assert_cmpuint (error->domain, ==, BULK_TABLE_ERROR);
          continue;
        }
      g_assert_no_error (error);
      assert_whole (table);
      n_read++;
    }
  /* Dates, attributes and the like of the zip are of no consequence. */
  g_assert_cmpuint (n_read, <, length / 14);
  for (gsize cut = 1; cut < length - 4; cut += 101)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length - cut);

      assert_refused (part, "plan.xlsx", BULK_TABLE_ERROR_DAMAGED, "damaged");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workbook/compound", test_compound);
  g_test_add_func ("/workbook/other-zips", test_other_zips);
  g_test_add_func ("/workbook/name", test_name);
  g_test_add_func ("/workbook/damage", test_damage);
  return g_test_run ();
}
