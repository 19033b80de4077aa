/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-content.h"
#include "table/table-error.h"
#include "ods-sample.h"
#include "zip-maker.h"
#include <string.h>

/* What was read of a file, as text: cells apart by "|", rows by "/", and after "#" the facts. */
typedef struct
{
  BulkSheetStore *store;
  BulkOdsContent *content;
  GString *facts;
  int chosen;
  GError *error;
} Fixture;

static void
on_chosen (guint sheet, gpointer user_data)
{
  ((Fixture *) user_data)->chosen = sheet;
}

static gboolean
on_row (guint64 row, guint64 n, gboolean is_hidden, gpointer user_data, GError **error)
{
  Fixture *self = user_data;

  if (is_hidden)
    g_string_append_printf (self->facts, " hidden-rows %u,%u", (guint) row, (guint) n);
  return bulk_sheet_store_add_blank (self->store, row - bulk_sheet_store_get_n_rows (self->store), error) &&
         bulk_sheet_store_end_row (self->store, n, error);
}

static void
on_failed (guint column, guint n, gboolean has_result, gpointer user_data)
{
  g_string_append_printf (((Fixture *) user_data)->facts, " %s %u,%u", has_result ? "error" : "no-result", column, n);
}

static void
on_merge (guint64 row, guint column, guint64 n_rows, guint n_columns, gpointer user_data)
{
  g_string_append_printf (((Fixture *) user_data)->facts, " merged %u,%u,%u,%u", (guint) row, column, (guint) n_rows,
                          n_columns);
}

static void
on_hidden_columns (guint first, guint n, gpointer user_data)
{
  g_string_append_printf (((Fixture *) user_data)->facts, " hidden-columns %u,%u", first, n);
}

static gboolean
read_zip (Fixture *self, GBytes *zip, const char *wanted)
{
  const BulkOdsContentHandlers handlers = { NULL, on_chosen, on_row, on_failed, on_merge, on_hidden_columns, NULL };
  g_autoptr (BulkPackage) package = zip_open (zip, &self->error);

  self->chosen = -1;
  self->facts = g_string_new (NULL);
  self->store = bulk_sheet_store_new ();
  if (package == NULL)
    return FALSE;
  self->content = bulk_ods_content_new (package, wanted, self->store, &handlers, self);
  return bulk_ods_content_read (self->content, NULL, &self->error);
}

static gboolean
read_content (Fixture *self, const char *content, const char *wanted)
{
  g_autoptr (GBytes) zip = zip_make ("content.xml", content, NULL);

  return read_zip (self, zip, wanted);
}

static void
fixture_clear (Fixture *self)
{
  bulk_ods_content_free (self->content);
  bulk_sheet_store_free (self->store);
  g_string_free (self->facts, TRUE);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static char *
dump (Fixture *self)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *text = g_string_new (NULL);

  for (guint64 row = 0; row < bulk_sheet_store_get_n_rows (self->store); row++)
    {
      guint n;
      const BulkCell *all;

      g_assert_true (bulk_sheet_store_read_row (self->store, row, 0, 0, cells));
      all = bulk_cells_get_all (cells, &n);
      if (row > 0)
        g_string_append_c (text, '/');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (text, '|');
          g_string_append_len (text, all[i].text, all[i].length);
          if (all[i].kind == BULK_CELL_NUMBER)
            g_string_append_c (text, 'n');
          else if (all[i].kind == BULK_CELL_BOOLEAN)
            g_string_append_c (text, 'b');
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_content (const char *content, const char *cells, const char *facts)
{
  g_auto (Fixture) self = { 0 };
  gboolean good = read_content (&self, content, NULL);
  g_autofree char *found = NULL;

  g_assert_no_error (self.error);
  g_assert_true (good);
  found = dump (&self);
  g_assert_cmpstr (found, ==, cells);
  if (facts != NULL)
    g_assert_cmpstr (self.facts->str, ==, facts);
}

static void
assert_fails (const char *content, int code, const char *says)
{
  g_auto (Fixture) self = { 0 };

  g_assert_false (read_content (&self, content, NULL));
  g_assert_error (self.error, BULK_TABLE_ERROR, code);
  g_assert_nonnull (strstr (self.error->message, says));
  g_assert_nonnull (strstr (self.error->message, "Book.ods"));
}

/* Values */

static void
test_types (void)
{
#define V(type, more, shown) "<table:table-cell office:value-type='" type "' " more ">" P (shown) "</table:table-cell>"
  assert_content (SHEET (ROW (V ("float", "office:value='0.1'", "0,10")
                              V ("float", "office:value='12345678901234567890'", "1E+19")
                              V ("float", "office:value='0.100000000000000000001'", "0.1")
                              V ("percentage", "office:value='0.125'", "12.5 %")
                              V ("currency", "office:currency='EUR' office:value='-1200.50'", "-1.200,50 €"))),
                  "0.1n|12345678901234567890n|0.1n|0.125n|-1200.5n", "");
  assert_content (SHEET (ROW (V ("boolean", "office:boolean-value='true'", "WAHR")
                              V ("boolean", "office:boolean-value='false'", "x")
                              V ("string", "office:string-value='in the attribute'", "shown") V ("string", "", "007"))),
                  "trueb|falseb|in the attribute|007", "");
  assert_content (SHEET (ROW (V ("date", "office:date-value='2026-03-31'", "31.3.26")
                              V ("date", "office:date-value='2026-03-31T14:30:00.250000000'", "31.3.26")
                              V ("time", "office:time-value='PT018H30M00S'", "6:30 PM")
                              V ("time", "office:time-value='PT26H30M00.5S'", "2:30"))),
                  "2026-03-31|2026-03-31T14:30:00.250|18:30:00|26:30:00.500", "");
}

static void
test_odd_values (void)
{
  /* Nothing of use is stored: what is shown is all there is. */
  assert_content (SHEET (ROW (V ("float", "office:value='many'", "shown") V ("float", "", "2")
                              V ("date", "office:date-value='soon'", "soon")
                              V ("time", "office:time-value='PT'", "now") V ("boolean", "", "perhaps")
                              V ("unheard", "office:value='7'", "x"))),
                  "shown|2|soon|now|perhaps|7n", "");
  assert_content (SHEET (ROW ("<table:table-cell>" P ("no type") "</table:table-cell>"
                              "<table:table-cell/><table:table-cell office:value-type='string'/>"
                              V ("string", "", "end"))),
                  "no type|||end", "");
}

static void
test_errors (void)
{
  assert_content (SHEET (ROW (V ("string", "calcext:value-type='error' office:string-value=''", "#REF!")
                              V ("string", "table:formula='of:=1' calcext:value-type='error' office:string-value=''",
                                 "#DIV/0!")
                              V ("float", "table:formula='of:=1' office:value='0'", "Err:502")
                              V ("float", "table:formula='of:=1' office:value='0'", "#N/A")
                              V ("float", "table:formula='of:=1' office:value='0'", "0,00")
                              V ("string", "table:formula='of:=1' office:string-value='#NAME?'", "#NAME?"))),
                  "#REF!|#DIV/0!|Err:502|#N/A|0n|#NAME?", " error 1,1 error 2,1 error 3,1 error 5,1");
  /* Only what a formula gave is one. */
  assert_content (SHEET (ROW (V ("string", "", "#N/A") V ("string", "office:string-value='#N/A'", "#N/A")
                              "<table:table-cell table:formula='of:=A1' table:number-columns-repeated='2'/>"
                              V ("string", "table:formula='of:=A1' office:string-value=''", "")
                              V ("string", "table:formula='of:=A1'", "x")
                              "<table:table-cell table:formula='of:=&quot;&quot;'><text:p/></table:table-cell>")),
                  "#N/A|#N/A||||x", " no-result 2,2");
}

static void
test_dates_by_style (void)
{
#define D(style) "<table:table-cell " style " office:value-type='date' office:date-value='2026-03-31'/>"
#define STYLES "<office:automatic-styles>" \
  "<number:date-style style:name='N1'><number:year/><number:text>-</number:text><number:month/></number:date-style>" \
  "<number:date-style style:name='N2'><number:year/><number:hours/><number:minutes/></number:date-style>" \
  "<style:style style:name='day' style:family='table-cell' style:data-style-name='N1'/>" \
  "<style:style style:name='moment' style:family='table-cell' style:data-style-name='N2'/>" \
  "<style:style style:name='child' style:family='table-cell' style:parent-style-name='moment'/>" \
  "<style:style style:name='ring' style:family='table-cell' style:parent-style-name='ring'/>" \
  "</office:automatic-styles>"
  assert_content (HEAD STYLES "<office:body><office:spreadsheet><table:table table:name='S'>"
                  "<table:table-column table:default-cell-style-name='day' table:number-columns-repeated='2'/>"
                  "<table:table-column table:default-cell-style-name='moment'/>"
                  ROW (D ("") D ("table:style-name='child'") D ("") D ("table:style-name='ring'")
                       D ("table:style-name='none'"))
                  "<table:table-row table:default-cell-style-name='moment'>" D ("") D ("table:style-name='day'")
                  "</table:table-row>"
                  "</table:table></office:spreadsheet></office:body>" TAIL,
                  "2026-03-31|2026-03-31T00:00:00|2026-03-31T00:00:00|2026-03-31|2026-03-31"
                  "/2026-03-31T00:00:00|2026-03-31", "");
}

static void
test_common_styles (void)
{
  g_auto (Fixture) self = { 0 };
  g_autofree char *found = NULL;
  g_autoptr (GBytes) zip = zip_make (
    "styles.xml", HEAD "<office:styles><number:date-style style:name='N9'><number:day/><number:seconds/>"
                       "</number:date-style>"
    "<style:style style:name='shared' style:family='table-cell' style:data-style-name='N9'/></office:styles>"
    /* of headings and footers: another style of the same name */
    "<office:automatic-styles><style:style style:name='ce1' style:family='table-cell' style:data-style-name='N9'/>"
    "</office:automatic-styles>" TAIL,
    "content.xml", SHEET (ROW (D ("table:style-name='shared'") D ("table:style-name='ce1'"))), NULL);

  g_assert_true (read_zip (&self, zip, NULL));
  found = dump (&self);
  g_assert_cmpstr (found, ==, "2026-03-31T00:00:00|2026-03-31");
}

/* Texts */

static void
test_paragraphs (void)
{
  assert_content (SHEET (ROW (CELL (P ("one") P ("two")) CELL (P ("") P ("after")) CELL (P ("before") P (""))
                              CELL ("\n  " P ("a") "\n  " P ("b") "\n") CELL (P ("x<text:line-break/>y"))
                              CELL ("<text:p/>") CELL (P ("z")))),
                  "one\ntwo|\nafter|before\n|a\nb|x\ny||z", "");
}

static void
test_white_space (void)
{
  /* As elements say */
  assert_content (SHEET (ROW (CELL (P ("<text:s/>a <text:s text:c='3'/>b<text:tab/>c")) CELL (P ("a<text:tab/> b"))
                              CELL (P ("<text:s text:c='0'/>a<text:s text:c='x'/>")) CELL (P ("\302\240a\302\240")))),
                  " a    b\tc|a\t b| a |\302\240a\302\240", "");
  /* Spaces as LibreOffice and Gnumeric write them */
  assert_content (SHEET (ROW (CELL (P ("a ")) CELL (P ("  a  b "))
                              CELL (P (" <text:span> a</text:span>  <text:span>b </text:span> ")))),
                  "a |  a  b |  a  b  ", "");
  /* Lines of who wrote the XML by hand */
  assert_content (SHEET (ROW (CELL (P ("\n    a\n    b  c\n  "))
                              CELL (P ("\n  <text:span>\n  a</text:span>\n <text:span> b\n</text:span>"))
                              CELL (P ("\n")) CELL (P ("x")))),
                  "a b  c|a b||x", "");
}

static void
test_within_text (void)
{
  assert_content (SHEET (ROW (CELL (P ("<text:span>bo</text:span>ld <text:a xlink:href='http://x.example/'>"
                                       "link</text:a>"))
                              CELL (P ("&lt;b&gt; &amp;amp; &#x1F600;")) CELL (P ("<text:date>today</text:date> field"))
                              CELL (P ("<text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>"
                                       "ひがし</text:ruby-text></text:ruby>")))),
                  "bold link|<b> &amp; 😀|today field|東", "");
}

static void
test_beside_content (void)
{
  assert_content (SHEET ("<table:shapes><draw:frame>" P ("in a shape") "</draw:frame></table:shapes>"
                         ROW (CELL ("<office:annotation>" P ("a comment") "</office:annotation>" P ("content"))
                              "<table:table-cell><office:annotation>" P ("only a comment")
                              "</office:annotation></table:table-cell>"
                              CELL ("<draw:frame><draw:text-box>" P ("a box") "</draw:text-box></draw:frame>"
                                    P ("text"))
                              CELL (P ("a<draw:frame><draw:text-box>" P ("b") "</draw:text-box></draw:frame>c"))
                              CELL ("<draw:custom-shape>" P ("a star") "</draw:custom-shape>")
                              CELL ("<table:table table:is-sub-table='true'>" ROW (CELL (P ("inner"))) "</table:table>"
                                    P ("outer")))),
                  "content||text|ac||outer", "");
  /* Other tables of the file that are no sheets */
  assert_content (BODY ("<table:tracked-changes><table:deletion>" ROW (CELL (P ("was deleted"))) "</table:deletion>"
                        "<table:cell-content-change><table:previous><table:table-cell office:value-type='string'>"
                        P ("before")
                        "</table:table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
                        "<table:table table:name='S'><table:title>" P ("title") "</table:title>" ROW (CELL (P ("now")))
                        "</table:table>"
                        "<table:dde-links><table:dde-link><table:table>" ROW (CELL (P ("linked")))
                        "</table:table></table:dde-link></table:dde-links>"),
                  "now", "");
}

/* Repeats */

static void
test_repeats (void)
{
  assert_content (SHEET ("<table:table-row table:number-rows-repeated='2'>"
                         "<table:table-cell table:number-columns-repeated='2'"
                         " office:value-type='float' office:value='7'/>"
                         "<table:table-cell table:number-columns-repeated='2'/>" CELL (P ("e")) "</table:table-row>"
                         "<table:table-row table:number-rows-repeated='2'/>" ROW (CELL (P ("last")))),
                  "7n|7n|||e/7n|7n|||e///last", "");
}

static void
test_empty_ends (void)
{
  g_auto (Fixture) self = { 0 };

  g_assert_true (read_content (&self, SHEET (
    "<table:table-column table:number-columns-repeated='16384'/>"
    "<table:table-row><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    ROW (CELL (P ("x")) "<table:table-cell table:number-columns-repeated='16383'/>")
    "<table:table-row table:number-rows-repeated='1048574'><table:table-cell table:number-columns-repeated='16384'/>"
    "</table:table-row>"
    "<table:table-row table:number-rows-repeated='99999999999999999999'>"
    "<table:table-cell table:number-columns-repeated='99999999999999999999'/></table:table-row>"
    ), NULL));
  g_assert_cmpint (bulk_sheet_store_get_n_rows (self.store), ==, 2);
  g_assert_cmpint (bulk_ods_content_get_sheet (self.content, 0)->n_rows, ==, 2);
  g_assert_cmpint (bulk_ods_content_get_sheet (self.content, 0)->n_columns, ==, 1);
}

static void
test_huge_repeats (void)
{
  g_auto (Fixture) self = { 0 };
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *content = g_strconcat (HEAD "<office:body><office:spreadsheet><table:table table:name='S'>"
    "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16383'"
    " office:value-type='string'><text:p>", text, "</text:p></table:table-cell></table:table-row>"
    "</table:table></office:spreadsheet></office:body>" TAIL, NULL);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (read_content (&self, content, NULL));
  g_assert_cmpint (bulk_sheet_store_get_n_rows (self.store), ==, 1048576);
  g_assert_true (bulk_sheet_store_read_row (self.store, 1048575, 0, 0, cells));
  g_assert_cmpint (bulk_cells_get_n (cells), ==, 16383);
  g_assert_cmpint (bulk_cells_get (cells, 16382)->length, ==, 100000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_too_much (void)
{
  assert_fails (SHEET ("<table:table-row table:number-rows-repeated='16777217'>" CELL (P ("x")) "</table:table-row>"),
                BULK_TABLE_ERROR_LIMIT, "rows");
  assert_fails (SHEET ("<table:table-row table:number-rows-repeated='16777216'/>" ROW (CELL (P ("x")))),
                BULK_TABLE_ERROR_LIMIT, "rows");
  assert_fails (SHEET (ROW ("<table:table-cell table:number-columns-repeated='16384'/>" CELL (P ("x")))),
                BULK_TABLE_ERROR_LIMIT, "columns");
  assert_fails (SHEET (ROW ("<table:table-cell table:number-columns-repeated='99999999999' office:value-type='float'"
                            " office:value='1'/>")),
                BULK_TABLE_ERROR_LIMIT, "columns");
  assert_fails (SHEET (ROW (CELL (P ("<text:s text:c='4000000000'/>")))), BULK_TABLE_ERROR_LIMIT, "spaces");
}

/* Merged and hidden */

static void
test_merged (void)
{
  assert_content (SHEET (ROW ("<table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2'"
                              " office:value-type='string'>"
                              P ("anchor") "</table:table-cell><table:covered-table-cell office:value-type='string'>"
                              P ("under")
                              "</table:covered-table-cell>" CELL (P ("c")))
                         ROW ("<table:covered-table-cell table:number-columns-repeated='2'/>" CELL (P ("d")))
                         ROW ("<table:table-cell table:number-columns-spanned='3'/>")),
                  "anchor||c/||d", " merged 0,0,2,2");
}

static void
test_hidden (void)
{
  assert_content (SHEET ("<table:table-column/><table:table-column table:visibility='collapse'"
                         " table:number-columns-repeated='2'/>"
                         "<table:table-column/><table:table-column table:visibility='filter'"
                         " table:number-columns-repeated='16000'/>"
                         ROW (CELL (P ("a")) CELL (P ("b")) CELL (P ("c")) CELL (P ("d")) CELL (P ("e")))
                         "<table:table-row table:visibility='collapse'>" CELL (P ("f")) "</table:table-row>"
                         "<table:table-row table:visibility='filter' table:number-rows-repeated='3'>" CELL (P ("g"))
                         "</table:table-row>"
                         "<table:table-row-group table:display='false'><table:table-row-group>" ROW (CELL (P ("h")))
                         "</table:table-row-group>"
                         ROW (CELL (P ("i"))) "</table:table-row-group>" ROW (CELL (P ("j")))
                         "<table:table-row table:visibility='collapse' table:number-rows-repeated='1000000'/>"),
                  "a|b|c|d|e/f/g/g/g/h/i/j",
                  " hidden-rows 1,1 hidden-rows 2,3 hidden-rows 5,1 hidden-rows 6,1 hidden-columns 1,2 hidden-columns"
                  " 4,1");
}

static void
test_row_groups (void)
{
  assert_content (SHEET (ROW (CELL (P ("Title"))) "<table:table-header-rows>" ROW (CELL (P ("id")))
                         "</table:table-header-rows>"
                         "<table:table-rows>" ROW (CELL (P ("1"))) "</table:table-rows>"),
                  "Title/id/1", "");
}

/* Sheets */

#define SHEETS HEAD GONE ODS_BODY (HIDDEN ("Old", ROW (C ("hidden"))) NAMED ("Cover", ROW ("<table:table-cell/>")) \
                                   NAMED ("Data &amp; more", "<table:table-row table:number-rows-repeated='2'/>" \
                                          ROW ("<table:table-cell/>" C ("x"))) \
                                   NAMED ("Notes", ROW (C ("n") C ("m"))))

static void
test_sheets (void)
{
  g_auto (Fixture) self = { 0 };
  g_autofree char *found = NULL;
  const BulkOdsSheet *sheet;

  g_assert_true (read_content (&self, SHEETS, NULL));
  g_assert_cmpint (self.chosen, ==, 2);
  found = dump (&self);
  g_assert_cmpstr (found, ==, "//|x");
  g_assert_cmpint (bulk_ods_content_get_n_sheets (self.content), ==, 4);
  g_assert_true (bulk_ods_content_get_sheet (self.content, 0)->is_hidden);
  g_assert_cmpint (bulk_ods_content_get_sheet (self.content, 0)->n_rows, ==, 1);
  g_assert_cmpint (bulk_ods_content_get_sheet (self.content, 1)->n_rows, ==, 0);
  sheet = bulk_ods_content_get_sheet (self.content, 2);
  g_assert_cmpstr (sheet->name, ==, "Data & more");
  g_assert_false (sheet->is_hidden);
  g_assert_cmpint (sheet->n_rows, ==, 3);
  g_assert_cmpint (sheet->n_columns, ==, 2);
  g_assert_cmpint (bulk_ods_content_get_sheet (self.content, 3)->n_columns, ==, 2);
}

static void
test_wanted_sheet (void)
{
  static const struct { const char *name; int chosen; const char *cells; } cases[] = {
    { "Old", 0, "hidden" }, { "Cover", 1, "" }, { "Notes", 3, "n|m" }, { "Nowhere", -1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) self = { 0 };
      g_autofree char *found = NULL;

      g_assert_true (read_content (&self, SHEETS, cases[i].name));
      g_assert_cmpint (self.chosen, ==, cases[i].chosen);
      found = dump (&self);
      g_assert_cmpstr (found, ==, cases[i].cells);
    }
}

/* Broken files */

static void
test_broken (void)
{
  g_auto (Fixture) self = { 0 };
  g_autoptr (GBytes) no_content = zip_make ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", NULL);

  assert_fails (HEAD "<office:body><office:spreadsheet><table:table>" ROW (CELL (P ("x"))), BULK_TABLE_ERROR_DAMAGED,
                "content.xml");
  assert_fails ("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x/>", BULK_TABLE_ERROR_LIMIT, "content.xml");
  g_assert_false (read_zip (&self, no_content, NULL));
  g_assert_nonnull (self.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ods-content/types", test_types);
  g_test_add_func ("/ods-content/odd-values", test_odd_values);
  g_test_add_func ("/ods-content/errors", test_errors);
  g_test_add_func ("/ods-content/dates-by-style", test_dates_by_style);
  g_test_add_func ("/ods-content/common-styles", test_common_styles);
  g_test_add_func ("/ods-content/paragraphs", test_paragraphs);
  g_test_add_func ("/ods-content/white-space", test_white_space);
  g_test_add_func ("/ods-content/within-text", test_within_text);
  g_test_add_func ("/ods-content/beside-content", test_beside_content);
  g_test_add_func ("/ods-content/repeats", test_repeats);
  g_test_add_func ("/ods-content/empty-ends", test_empty_ends);
  g_test_add_func ("/ods-content/huge-repeats", test_huge_repeats);
  g_test_add_func ("/ods-content/too-much", test_too_much);
  g_test_add_func ("/ods-content/merged", test_merged);
  g_test_add_func ("/ods-content/hidden", test_hidden);
  g_test_add_func ("/ods-content/row-groups", test_row_groups);
  g_test_add_func ("/ods-content/sheets", test_sheets);
  g_test_add_func ("/ods-content/wanted-sheet", test_wanted_sheet);
  g_test_add_func ("/ods-content/broken", test_broken);
  return g_test_run ();
}
