/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/import.h"
#include "table/table-error.h"
#include "zip-fixture.h"
#include <string.h>

static BulkTable *
open_with (const XlsxFixture *fixture, const BulkImportOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = xlsx_make (fixture);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "book.xlsx");
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);

  if (options != NULL)
    bulk_import_set_options (import, options);
  return bulk_import_open (import, NULL, error);
}

static BulkTable *
open_fixture (const XlsxFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  BulkTable *table = open_with (fixture, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (bulk_table_get_format (table), ==, "xlsx");
  return table;
}

/* The header, if there is one, and all rows: cells with a bar between, rows in lines. Kinds: n
 * before a number, b before a boolean. */
static char *
dup_table (BulkTable *table)
{
  static const char *const marks[] = { "", "n:", "b:", "", "ABSENT", "NESTED" };
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; bulk_table_has_header (table) && i < bulk_table_get_n_columns (table); i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", header);
    }
  for (guint row = 0; row < bulk_table_get_n_rows (table); row++)
    {
      if (bulk_table_has_header (table) || row > 0)
        g_string_append_c (text, '\n');
      g_assert_true (bulk_table_read_row (table, row, cells));
      g_assert_cmpuint (bulk_cells_get_n (cells), ==, bulk_table_get_n_columns (table));
      for (guint i = 0; i < bulk_cells_get_n (cells); i++)
        {
          const BulkCell *cell = bulk_cells_get (cells, i);

          g_string_append_printf (text, "%s%s%.*s", i > 0 ? "|" : "", marks[cell->kind], (int) cell->length,
                                  cell->text);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_table (const XlsxFixture *fixture, const char *expected)
{
  g_autoptr (BulkTable) table = open_fixture (fixture);
  g_autofree char *text = dup_table (table);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_rows (const char *rows, const char *expected)
{
  assert_table (&(XlsxFixture) { .sheet = rows }, expected);
}

static void
assert_refused (const XlsxFixture *fixture, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = open_with (fixture, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "book.xlsx"));
  g_assert_nonnull (strstr (error->message, says));
}

static guint64
count (BulkTable *table, BulkPlaceKind kind)
{
  return bulk_places_count (bulk_table_get_places (table), kind);
}

/* The first place of a kind. */
static BulkPlace
find_place (BulkTable *table, BulkPlaceKind kind)
{
  BulkPlaces *places = bulk_table_get_places (table);
  BulkPlace place;

  for (guint i = 0; i < bulk_places_get_n_kept (places); i++)
    {
      bulk_places_get (places, i, &place);
      if (place.kind == kind)
        return place;
    }
  g_assert_not_reached ();
}

#define TEXT(ref, text) "<c r='" ref "' t='inlineStr'><is><t>" text "</t></is></c>"
#define HEADER "<row r='1'>" TEXT ("A1", "id") TEXT ("B1", "name") "</row>"

static void
test_shared_strings (void)
{
  assert_table (&(XlsxFixture) {
      .strings = "<si><t>id</t></si><si><r><t>na</t></r><r><rPr><b/></rPr><t>me</t></r></si>"
                 "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si><si><t/></si>"
                 "<si><t xml:space='preserve'>  kept </t></si><si><t> cut </t></si><si/>"
                 "<si><r><t>a </t></r><r><t xml:space='preserve'> b</t></r></si>",
      .sheet = XLSX_ROWS ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                          "<row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2' t='s'><v>3</v></c></row>"
                          "<row r='3'><c r='A3' t='s'><v>4</v></c><c r='B3' t='s'><v>5</v></c></row>"
                          "<row r='4'><c r='A4' t='s'><v>7</v></c><c r='B4' t='s'><v>6</v></c></row>") },
    "id|name\n東京|\n  kept |cut\na b|");
}

static void
test_escapes (void)
{
  assert_rows (XLSX_ROWS (HEADER "<row r='2'>" TEXT ("A2", "a_x000D_&#10;b") TEXT ("B2", "_x005F_x000D_") "</row>"
                          "<row r='3'>" TEXT ("A3", "_xD83D__xDE00_") TEXT ("B3", "_xD83D_x") "</row>"
                          "<row r='4'>" TEXT ("A4", "_x00_ _xyz1_ _")
                          "<c r='B4' t='str'><f>x</f><v>_x0041_</v></c></row>"),
               "id|name\na\r\nb|_x000D_\n😀|\xef\xbf\xbdx\n_x00_ _xyz1_ _|A");
}

static void
test_values (void)
{
  assert_rows (XLSX_ROWS (HEADER
                          "<row r='2'><c r='A2'><v>0.10000000000000001</v></c><c r='B2'><v>12345678901234567890</v></c>"
                          "</row>"
                          "<row r='3'><c r='A3' t='b'><v>1</v></c><c r='B3' t='b'><v>0</v></c></row>"
                          "<row r='4'><c r='A4' t='n'><v>1.2E3</v></c><c r='B4' t='str'><f>A1</f><v>00042</v></c></row>"
                          "<row r='5'><c r='A5' t='str'><f>\"\"</f><v></v></c><c r='B5'><f>1+1</f><v>2</v></c></row>"
                          "<row r='6'><c r='A6' t='d'><v>2026-03-31T08:15:00</v></c><c r='B6'><v> 7 </v></c></row>"
                          "<row r='7'>" TEXT ("A7", "007") "<c r='B7'><v>no number</v></c></row>"),
               "id|name\nn:0.1|n:12345678901234567890\nb:true|b:false\nn:1200|00042\n|n:2\n2026-03-31T08:15:00|n:7\n"
               "007|no number");
}

static void
test_dates (void)
{
  const char *formats = "<numFmt numFmtId='164' formatCode='[$-409]d/m/yy\\ h:mm;@'/>"
                        "<numFmt numFmtId='165' formatCode='[h]:mm'/>"
                        "<numFmt numFmtId='166' formatCode='0.0\" days\"'/>";
  const char *cells = "<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='20'/><xf numFmtId='9'/>"
                      "<xf numFmtId='166'/><xf numFmtId='44'/>";
  const char *sheet = XLSX_ROWS (
    HEADER "<row r='2'><c r='A2' s='1'><v>46112</v></c><c r='B2' s='2'><v>46112.34375</v></c></row>"
    "<row r='3'><c r='A3' s='3'><v>1.5</v></c><c r='B3' s='4'><v>0.34375</v></c></row>"
    "<row r='4'><c r='A4' s='5'><v>0.25</v></c><c r='B4' s='6'><v>3</v></c></row>"
    "<row r='5'><c r='A5' s='7'><v>1234.5</v></c><c r='B5' s='99'><v>5</v></c></row>"
    "<row r='6'><c r='A6' s='1'><v>60</v></c><c r='B6' s='1'><v>-5</v></c></row>"
    "<row r='7'><c r='A7' s='2' t='d'><v>2026-03-31</v></c><c r='B7' s='1' t='s'><v>0</v></c></row>");

  assert_table (&(XlsxFixture) { .sheet = sheet, .number_formats = formats, .cell_formats = cells,
                                 .strings = "<si><t>text</t></si>" },
                "id|name\n2026-03-31|2026-03-31T08:15:00\n36:00:00|08:15:00\nn:0.25|n:3\nn:1234.5|n:5\n"
                "1900-02-29|n:-5\n"
                "2026-03-31T00:00:00|text");
  assert_table (&(XlsxFixture) {
      .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='A2' s='1'><v>44650</v></c></row>"), .cell_formats = cells,
      .workbook = "<workbookPr date1904='1'/><sheets><sheet name='First' sheetId='1' r:id='rId1'/></sheets>" },
    "id|name\n2026-03-31|");
}

static void
test_strict (void)
{
  assert_table (&(XlsxFixture) {
      .is_strict = TRUE, .cell_formats = "<xf numFmtId='14'/>", .strings = "<si><t>shared</t></si>",
      .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' s='1' t='d'><v>"
                                 "2026-03-31T00:00:00.000</v></c></row>") },
    "id|name\nshared|2026-03-31");
}

/* References left out, cells and rows left out, cells out of order. */
static void
test_sparse (void)
{
  assert_rows (XLSX_ROWS ("<row><c t='inlineStr'><is><t>id</t></is></c><c t='inlineStr'><is><t>name</t></is></c></row>"
                          "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r='B4'><v>3</v></c></row>"),
               "id|name\nn:1|n:2\n|\n|n:3");
  assert_rows (XLSX_ROWS (HEADER "<row r='4'><c r='D4'><v>4</v></c></row><row r='5'><c r='B5'><v>2</v></c><c><v>3</v>"
                                 "</c>"
                          "<c r='A5'><v>1</v></c></row>"),
               "id|name||\n|||\n|||\n|||n:4\nn:1|n:2|n:3|");
  assert_rows (XLSX_ROWS ("<row>" TEXT ("A3", "id") "</row><row><c r='A7'><v>1</v></c></row>"), "id\n\n\n\nn:1");
}

/* What is empty around a table is no part of it. */
static void
test_trimmed (void)
{
  assert_rows ("<cols><col min='1' max='16384' width='9'/></cols>"
               XLSX_ROWS ("<row r='1' ht='20'/><row r='2'><c r='C2' s='1'/></row><row r='3'>" TEXT ("C3", "id")
                          TEXT ("D3", "name")
                          "<c r='E3' s='0'/><c r='XFD3'/></row><row r='4'><c r='C4'><v>1</v></c><c r='F4' t='s'/></row>"
                          "<row r='5'><c r='C5' s='0'/></row><row r='1048576'><c r='A1048576' s='0'/></row>"),
               "id|name\nn:1|");
  /* A column without a name that has values is one all the same. */
  assert_rows (XLSX_ROWS ("<row r='1'>" TEXT ("B1", "name")
                          "</row><row r='2'><c r='A2'><v>1</v></c><c r='B2'><v>2</v></c></row>"),
               "|name\nn:1|n:2");
}

static void
test_prefixes (void)
{
  assert_rows ("<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
               "<x:sheetData>"
               "<x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>id</x:t></x:is></x:c></x:row>"
               "<x:row r='2'><x:c r='A2'><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>", "id\nn:5");
}

static void
test_header (void)
{
  const char *rows = XLSX_ROWS ("<row r='1'>" TEXT ("A1", "Plan of 2026") "</row><row r='2'>" TEXT ("A2", "secret")
                                "</row>"
                                "<row r='4'>" TEXT ("A4", "id") TEXT ("B4", "name") "</row>"
                                "<row r='5'><c r='A5'><v>1</v></c>" TEXT ("B5", "x") "</row>");
  g_autofree char *frozen = g_strconcat ("<sheetViews><sheetView><pane ySplit='4' state='frozen'/></sheetView>"
                                         "</sheetViews>", rows, NULL);
  g_autofree char *split = g_strconcat ("<sheetViews><sheetView><pane ySplit='4000' state='split'/></sheetView>"
                                        "</sheetViews>", rows, NULL);
  const XlsxFixture fixtures[] = {
    { .sheet = frozen },
    { .sheet = rows, .table = "<?xml version='1.0'?>"
                              "<table xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' ref='A4:B5'/>",
      .sheet_rels = "<Relationship Id='t' Target='../tables/list.xml'"
                    " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/table'/>" },
    { .sheet = rows, .workbook = "<sheets><sheet name='First' sheetId='1' r:id='rId1'/></sheets><definedNames>"
                                 "<definedName name='_xlnm._FilterDatabase' localSheetId='0' hidden='1'>"
                                 "First!$A$4:$B$5</definedName>"
                                 "</definedNames>" },
    { .sheet = rows, .workbook = "<sheets><sheet name='First' sheetId='1' r:id='rId1'/></sheets><definedNames>"
                                 "<definedName name='_xlnm.Print_Titles' localSheetId='0'>"
                                 "First!$A:$A,First!$1:$4</definedName>"
                                 "</definedNames>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autoptr (BulkTable) table = open_fixture (&fixtures[i]);
      g_autofree char *text = dup_table (table);

      g_assert_cmpstr (text, ==, "id|name\nn:1|x");
      g_assert_cmpuint (count (table, BULK_PLACE_HEADER_NOT_FIRST), ==, 1);
      g_assert_cmpuint (find_place (table, BULK_PLACE_HEADER_NOT_FIRST).number, ==, 2);
    }
  assert_table (&(XlsxFixture) { .sheet = split }, "Plan of 2026|\nsecret|\n|\nid|name\nn:1|x");
}

static void
test_no_header (void)
{
  const char *numbers = XLSX_ROWS ("<row r='1'><c r='A1'><v>1</v></c>" TEXT ("B1", "x") "<c r='C1'><v>3</v></c></row>"
                                   "<row r='2'><c r='A2'><v>2</v></c></row>");
  const BulkImportOptions yes = { .has_header = 1 }, no = { .has_header = 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) with = open_with (&(XlsxFixture) { .sheet = numbers }, &yes, &error);
  g_autoptr (BulkTable) without = open_with (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER) }, &no, &error);
  g_autofree char *with_text = dup_table (with), *without_text = dup_table (without);

  assert_rows (numbers, "n:1|x|n:3\nn:2||");
  g_assert_cmpstr (with_text, ==, "1|x|3\nn:2||");
  g_assert_cmpstr (without_text, ==, "id|name");
  g_assert_cmpuint (bulk_table_get_n_rows (without), ==, 1);
}

static void
test_merged (void)
{
  g_autoptr (BulkTable) table = open_fixture (&(XlsxFixture) {
      .sheet = XLSX_ROWS ("<row r='1'>" TEXT ("A1", "Title") "</row>"
                          "<row r='2'>" TEXT ("A2", "id") TEXT ("B2", "name") TEXT ("C2", "under") "</row>"
                          "<row r='3'><c r='A3'><v>1</v></c><c r='B3'><v>2</v></c><c r='C3'><v>3</v></c></row>"
                          "<row r='4'><c r='A4'><v>4</v></c><c r='B4'><v>5</v></c><c r='C4'><v>6</v></c></row>")
               "<autoFilter ref='A2:C4'/><mergeCells><mergeCell ref='A1:C1'/><mergeCell ref='A3:A4'/>"
               "<mergeCell ref='B2:C2'/>"
               "<mergeCell ref='C4'/><mergeCell ref='B4:C4'/><mergeCell ref='nonsense'/></mergeCells>",
      .workbook = "<sheets><sheet name='First' sheetId='1' r:id='rId1'/></sheets><definedNames>"
                  "<definedName name='_xlnm._FilterDatabase' localSheetId='0'>First!$A$2:$C$4</definedName>"
                  "</definedNames>" });
  g_autofree char *text = dup_table (table);
  BulkPlace place = find_place (table, BULK_PLACE_MERGED_CELLS);

  g_assert_cmpstr (text, ==, "id|name|\nn:1|n:2|n:3\n|n:5|");
  /* The title's is of no interest. */
  g_assert_cmpuint (count (table, BULK_PLACE_MERGED_CELLS), ==, 3);
  g_assert_cmpuint (place.row, ==, BULK_PLACE_NO_ROW);
  g_assert_cmpuint (place.column, ==, 1);
  g_assert_cmpuint (place.number, ==, 2);
}

static void
test_hidden (void)
{
  g_autoptr (BulkTable) table = open_fixture (&(XlsxFixture) {
      .sheet = "<cols><col min='2' max='2' hidden='1'/><col min='9' max='16384' hidden='1'/></cols>"
               XLSX_ROWS (HEADER "<row r='2' hidden='1'><c r='A2'><v>1</v></c></row><row r='3' hidden='1'/>"
                          "<row r='4' hidden='true'><c r='A4'><v>2</v></c></row>"),
      .second = XLSX_ROWS (HEADER),
      .workbook = "<sheets><sheet name='Secret' sheetId='2' state='hidden' r:id='rId2'/>"
                  "<sheet name='First' sheetId='1' r:id='rId1'/>"
                  "</sheets>" });
  g_autofree char *text = dup_table (table);
  BulkPlace column = find_place (table, BULK_PLACE_HIDDEN_COLUMN);

  g_assert_cmpstr (text, ==, "id|name\nn:1|\n|\nn:2|");
  g_assert_cmpstr (bulk_table_get_sheet (table), ==, "First");
  g_assert_cmpuint (count (table, BULK_PLACE_HIDDEN_ROW), ==, 2);
  g_assert_cmpuint (find_place (table, BULK_PLACE_HIDDEN_ROW).row, ==, 0);
  g_assert_cmpuint (count (table, BULK_PLACE_HIDDEN_COLUMN), ==, 1);
  g_assert_cmpuint (column.column, ==, 1);
  g_assert_cmpuint (column.row, ==, BULK_PLACE_NO_ROW);
  g_assert_cmpuint (find_place (table, BULK_PLACE_HIDDEN_SHEET).number, ==, 1);
}

static void
test_errors (void)
{
  g_autoptr (BulkTable) table = open_fixture (&(XlsxFixture) {
      .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='A2' t='e'><v>#N/A</v></c><c r='B2' t='e'><f>1/0</f><v>#DIV/0!</v>"
                                 "</c></row>"
                          "<row r='3'><c r='A3'><v>1</v></c><c r='B3'><f>1+1</f></c></row>"
                          "<row r='4'><c r='A4'><v>1</v></c><c r='B4'><f>1+1</f><v/></c></row>") });
  g_autofree char *text = dup_table (table);
  BulkPlace place;

  g_assert_cmpstr (text, ==, "id|name\n#N/A|#DIV/0!\nn:1|\nn:1|");
  g_assert_cmpuint (count (table, BULK_PLACE_SHEET_ERROR), ==, 4);
  place = find_place (table, BULK_PLACE_SHEET_ERROR);
  g_assert_cmpuint (place.row, ==, 0);
  g_assert_cmpuint (place.column, ==, 0);
  g_assert_cmpuint (place.number, ==, 0);
  bulk_places_get (bulk_table_get_places (table), 3, &place);
  g_assert_cmpuint (place.row, ==, 2);
  g_assert_cmpuint (place.number, ==, 1);
}

static void
test_sheets (void)
{
  const XlsxFixture fixture = {
    .sheet = XLSX_ROWS ("<row r='1'><c r='A1' s='1'/></row>"),
    .second = XLSX_ROWS (HEADER "<row r='3'><c r='A3'><v>1</v></c></row>"),
    .workbook = "<sheets><sheet name='Chart' sheetId='5' r:id='rId5'/><sheet name='Empty' sheetId='1' r:id='rId1'/>"
                "<sheet name='Ünited' sheetId='2' r:id='rId2'/><sheet name='Far' sheetId='3' r:id='rId7'/>"
                "<sheet name='Lost' sheetId='4' r:id='none'/></sheets><externalReferences>"
                "<externalReference r:id='rId6'/>"
                "</externalReferences>",
  };
  const BulkImportOptions other = { .has_header = -1, .sheet = (char *) "empty" };
  const BulkImportOptions any_case = { .has_header = -1, .sheet = (char *) "üNITED" };
  const BulkImportOptions none = { .has_header = -1, .sheet = (char *) "Chart" };
  g_autoptr (BulkTable) table = open_fixture (&fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) empty = open_with (&fixture, &other, &error);
  g_autoptr (BulkTable) same = open_with (&fixture, &any_case, &error);
  BulkSheets *sheets = bulk_table_get_sheet_list (table);

  g_assert_no_error (error);
  g_assert_cmpstr (bulk_table_get_sheet (table), ==, "Ünited");
  g_assert_cmpuint (g_strv_length ((char **) bulk_table_get_sheets (table)), ==, 2);
  g_assert_cmpstr (bulk_table_get_sheets (table)[0], ==, "Empty");
  g_assert_cmpint (bulk_sheets_get_rows (sheets, 0), ==, 0);
  g_assert_cmpint (bulk_sheets_get_rows (sheets, 1), ==, 3);
  g_assert_cmpuint (bulk_sheets_count_filled (sheets), ==, 1);
  g_assert_cmpuint (bulk_table_get_n_rows (empty), ==, 0);
  g_assert_cmpstr (bulk_table_get_sheet (empty), ==, "Empty");
  g_assert_cmpint (bulk_sheets_get_rows (bulk_table_get_sheet_list (empty), 1), ==, 3);
  g_assert_cmpstr (bulk_table_get_sheet (same), ==, "Ünited");
  g_assert_null (open_with (&fixture, &none, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED);
}

/* One part under a great many names. */
static void
test_many_sheets (void)
{
  GString *workbook = g_string_new ("<sheets>");

  for (guint i = 0; i < BULK_SHEETS_MAX + 100; i++)
    g_string_append_printf (workbook, "<sheet name='%u' r:id='rId1' state='hidden'/>", i);
  g_string_append (workbook, "</sheets>");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER), .workbook = workbook->str }, BULK_TABLE_ERROR_EMPTY,
                  "hidden");
  g_string_free (workbook, TRUE);
}

static void
test_nothing (void)
{
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS ("") }, BULK_TABLE_ERROR_EMPTY, "no cells");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER),
                                   .workbook = "<sheets><sheet name='x' state='veryHidden' r:id='rId1'/></sheets>" },
                  BULK_TABLE_ERROR_EMPTY, "hidden");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER), .workbook = "<sheets/>" }, BULK_TABLE_ERROR_NOT_A_TABLE,
                  "sheet");
}

static void
test_damaged (void)
{
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='A2'><v>1</v></c></row><row r='2'>"
                                                              "<c r='A2'><v>1</v></c></row>") },
                  BULK_TABLE_ERROR_DAMAGED, "row 2");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='A2' t='s'><v>7</v></c></row>") },
                  BULK_TABLE_ERROR_DAMAGED, "row 2");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='A2' t='s'><v>99999999999999999999</v>"
                                                              "</c></row>"), .strings = "<si/>" },
                  BULK_TABLE_ERROR_DAMAGED, "row 2");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER
                                                       "<row r='2'><c r='A2'><v>1</v></c></row><row r='3'><c></row>") },
                  BULK_TABLE_ERROR_DAMAGED, "1 row was read");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER), .strings = "<si>" }, BULK_TABLE_ERROR_DAMAGED,
                  "texts.xml");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='XFD2'><v>1</v></c></row>") },
                  BULK_TABLE_ERROR_LIMIT, "columns");
  assert_refused (&(XlsxFixture) { .sheet = XLSX_ROWS (HEADER "<row r='2'><c r='ZZZZZZZZ2'><v>1</v></c></row>") },
                  BULK_TABLE_ERROR_LIMIT, "columns");
  assert_refused (&(XlsxFixture) { .sheet = "<?xml version='1.0'?><!DOCTYPE worksheet [<!ENTITY a 'b'>]><worksheet>"
                                            "&a;</worksheet>" },
                  BULK_TABLE_ERROR_LIMIT, "document type");
}

/* Rows far apart cost next to nothing; the last row there can be is no trouble. */
static void
test_far_rows (void)
{
  g_autoptr (BulkTable) table = open_fixture (&(XlsxFixture) {
      .sheet = XLSX_ROWS (HEADER "<row r='1048576'><c r='B1048576'><v>9</v></c></row>") });
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 1048575);
  g_assert_true (bulk_table_read_row (table, 1048574, cells));
  g_assert_cmpmem (bulk_cells_get (cells, 1)->text, bulk_cells_get (cells, 1)->length, "9", 1);
  g_assert_true (bulk_table_read_row (table, 500000, cells));
  g_assert_cmpint (bulk_cells_get (cells, 1)->kind, ==, BULK_CELL_EMPTY);
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  BulkTable **table = user_data;

  *table = bulk_import_open_finish (BULK_IMPORT (object), result, &error);
  g_assert_no_error (error);
}

/* The first rows are there before the last are read; damage that comes later is told, and the
 * table is never complete. */
static void
test_first_rows (void)
{
  GString *rows = g_string_new (XLSX_ROWS (HEADER));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (BulkImport) import = NULL;
  g_autoptr (BulkTable) table = NULL;
  guint first;

  g_string_truncate (rows, rows->len - strlen ("</sheetData>"));
  for (guint i = 2; i < 200000; i++)
    g_string_append_printf (rows, "<row r='%u'><c r='A%u'><v>%u</v></c></row>", i, i, i * 7919u);
  g_string_append (rows, "<row r='5'/></sheetData>");
  bytes = xlsx_make (&(XlsxFixture) { .sheet = rows->str });
  snapshot = bulk_snapshot_new_for_bytes (bytes, "book.xlsx");
  import = bulk_import_new_for_snapshot (snapshot);
  bulk_import_open_async (import, NULL, on_opened, &table);
  while (table == NULL)
    g_main_context_iteration (NULL, TRUE);
  first = bulk_table_get_n_rows (table);
  g_assert_cmpuint (first, >=, 256);
  while (bulk_table_get_load_error (table) == NULL)
    {
      g_assert_false (bulk_table_is_complete (table));
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_error (bulk_table_get_load_error (table), BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (bulk_table_get_load_error (table)->message, "199998 rows were read"));
  g_assert_false (bulk_table_is_complete (table));
  g_string_free (rows, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx/shared-strings", test_shared_strings);
  g_test_add_func ("/xlsx/escapes", test_escapes);
  g_test_add_func ("/xlsx/values", test_values);
  g_test_add_func ("/xlsx/dates", test_dates);
  g_test_add_func ("/xlsx/strict", test_strict);
  g_test_add_func ("/xlsx/sparse", test_sparse);
  g_test_add_func ("/xlsx/trimmed", test_trimmed);
  g_test_add_func ("/xlsx/prefixes", test_prefixes);
  g_test_add_func ("/xlsx/header", test_header);
  g_test_add_func ("/xlsx/no-header", test_no_header);
  g_test_add_func ("/xlsx/merged", test_merged);
  g_test_add_func ("/xlsx/hidden", test_hidden);
  g_test_add_func ("/xlsx/errors", test_errors);
  g_test_add_func ("/xlsx/sheets", test_sheets);
  g_test_add_func ("/xlsx/many-sheets", test_many_sheets);
  g_test_add_func ("/xlsx/nothing", test_nothing);
  g_test_add_func ("/xlsx/damaged", test_damaged);
  g_test_add_func ("/xlsx/far-rows", test_far_rows);
  g_test_add_func ("/xlsx/first-rows", test_first_rows);
  return g_test_run ();
}
