/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xml-reader.h"
#include "table/table-error.h"
#include "zip-fixture.h"
#include <string.h>

#define SHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"

enum { BOOK = 1, ROW, CELL, SKIPPED, REF, ID };

static const BulkXmlName names[] = {
  { BOOK, BULK_XML_SHEET, "book" }, { ROW, BULK_XML_SHEET, "row" }, { CELL, BULK_XML_SHEET, "c" },
  { SKIPPED, BULK_XML_SHEET, "skipped" }, { REF, BULK_XML_NONE, "r" }, { ID, BULK_XML_DOCUMENT_RELS, "id" }, { 0 }
};

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  GString *log = user_data;

  g_string_append_printf (log, "<%d^%d", element, bulk_xml_reader_get_parent (reader));
  for (guint i = 0; i < n; i++)
    if (attributes[i].id != 0)
      g_string_append_printf (log, " %d=%s", attributes[i].id, attributes[i].value);
  g_string_append_c (log, '>');
  if (element == CELL)
    bulk_xml_reader_begin_text (reader);
  if (element == SKIPPED)
    bulk_xml_reader_skip (reader);
}

static void
on_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  GString *log = user_data;

  if (element == CELL)
    g_string_append_printf (log, "%s%s", bulk_xml_reader_end_text (reader, NULL), bulk_xml_reader_keeps_space (reader) ?
                            "!" : "");
  g_string_append_printf (log, "</%d>", element);
}

static char *
parse_with (const char *xml, gsize length, const BulkXmlHandlers *handlers, GError **error)
{
  const ZipPart parts[] = { { "a.xml", xml, length }, { NULL } };
  g_autoptr (GBytes) bytes = zip_make (parts);
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (bytes);
  g_autoptr (BulkPackage) package = bulk_package_open (spool, "book.xlsx", NULL);
  GString *log = g_string_new (NULL);

  g_assert_nonnull (package);
  if (bulk_xml_parse_small (package, "a.xml", names, handlers, log, NULL, error))
    return g_string_free (log, FALSE);
  g_string_free (log, TRUE);
  return NULL;
}

static char *
parse (const char *xml, GError **error)
{
  static const BulkXmlHandlers handlers = { on_start, on_end };

  return parse_with (xml, 0, &handlers, error);
}

static void
assert_log (const char *xml, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *log = parse (xml, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (log, ==, expected);
}

static void
assert_refused (const char *xml, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *log = parse (xml, &error);

  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_assert_nonnull (strstr (error->message, "book.xlsx"));
  g_assert_nonnull (strstr (error->message, "a.xml"));
}

/* The same whatever the prefix; other namespaces' elements of the same name are none of ours. */
static void
test_namespaces (void)
{
  const char *expected = "<1^0><2^1 5=x></2></1>";

  assert_log ("<book xmlns='" SHEET "'><row r='x'/></book>", expected);
  assert_log ("<book xmlns='" STRICT "'><row r='x'/></book>", expected);
  assert_log ("<a:book xmlns:a='" SHEET "'><a:row r='x'/></a:book>", expected);
  assert_log ("<book xmlns='" SHEET "' xmlns:o='urn:other'><o:row r='y'/><row r='x' o:r='z'/></book>", expected);
  assert_log ("<book xmlns='" SHEET "'><row xmlns='urn:other'/><row r='x'/></book>", expected);
  assert_log ("<book xmlns='" SHEET "'><o:x xmlns:o='urn:o' xmlns=''><row/></o:x><row r='x'/></book>", expected);
  assert_log ("<x:book xmlns:x='" SHEET "' xmlns='urn:other'><row/><x:row r='x' x:r='no'/></x:book>", expected);
  assert_log ("<book xmlns='" SHEET
              "'><row xmlns:q='http://schemas.openxmlformats.org/officeDocument/2006/relationships' "
              "q:id='7' id='8'/></book>",
              "<1^0><2^1 6=7></2></1>");
  assert_log ("<book/>", "");
}

static void
test_text (void)
{
  assert_log ("<c xmlns='" SHEET "'>a&lt;b&#65;<![CDATA[<&]]>ü</c>", "<3^0>a<bA<&ü</3>");
  assert_log ("<c xmlns='" SHEET "'>one<x>two</x><!-- no --><?no?>three</c>", "<3^0>onetwothree</3>");
  assert_log ("<row xmlns='" SHEET "'>no<c xml:space='preserve'> </c><c/>no</row>", "<2^0><3^2> !</3><3^2></3></2>");
  assert_log ("<row xmlns='" SHEET "' xml:space='preserve'><c/><x xml:space='default'><c/></x></row>",
              "<2^0><3^2>!</3><3^0></3></2>");
  assert_log ("\xef\xbb\xbf<c xmlns='" SHEET "'>line\r\nbreak</c>", "<3^0>line\nbreak</3>");
  assert_log ("<?xml version='1.0' encoding='ISO-8859-1'?><c xmlns='" SHEET "'>\xfc</c>", "<3^0>ü</3>");
}

static void
test_skip (void)
{
  assert_log ("<book xmlns='" SHEET "'><skipped xmlns:a='urn:a'><row/><skipped/><c>no</c></skipped><row/></book>",
              "<1^0><4^1><2^1></2></1>");
  assert_log ("<book xmlns='" SHEET "'><c>a<skipped>b</skipped>c</c></book>", "<1^0><3^1><4^3>ac</3></1>");
  assert_log ("<book xmlns='" SHEET "'><skipped xmlns='urn:other'/><skipped/><row/></book>", "<1^0><4^1><2^1></2></1>");
}

static void
on_stop (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  on_start (reader, element, attributes, n, user_data);
  if (element == ROW)
    bulk_xml_reader_stop (reader);
}

static void
on_fail (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  bulk_xml_reader_fail (reader, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "mine"));
  bulk_xml_reader_fail (reader, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "not mine"));
}

static void
test_stop (void)
{
  static const BulkXmlHandlers stopping = { on_stop, on_end }, failing = { on_fail, on_end };
  g_autoptr (GError) error = NULL;
  g_autofree char *log = parse_with ("<book xmlns='" SHEET "'><row/><row/></book> junk", 0, &stopping, &error);
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (log, ==, "<1^0><2^1>");
  none = parse_with ("<book xmlns='" SHEET "'><row/></book>", 0, &failing, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "mine");
}

static void
test_broken (void)
{
  static const char *const broken[] = {
    "", "<book>", "<book></row>", "<book/><book/>", "<book a='1' a='2'/>", "<book>\x01</book>", "text",
    "<book>&unknown;</book>",
    "<book>\xff</book>", "<book", "<?xml version='1.0' encoding='klingon'?><book/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    assert_refused (broken[i], BULK_TABLE_ERROR_DAMAGED);
}

static void
test_doctype (void)
{
  assert_refused ("<!DOCTYPE book [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><book>&b;</book>",
                  BULK_TABLE_ERROR_LIMIT);
  assert_refused ("<!DOCTYPE book SYSTEM 'file:///etc/passwd'><book/>", BULK_TABLE_ERROR_LIMIT);
  assert_refused ("<!DOCTYPE book><book/>", BULK_TABLE_ERROR_LIMIT);
}

static void
test_bounds (void)
{
  GString *deep = g_string_new (NULL), *wide = g_string_new ("<book xmlns='" SHEET "'"),
          *long_tag = g_string_new ("<book a='");
  GString *enough = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<row>");
  assert_refused (deep->str, BULK_TABLE_ERROR_LIMIT);
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (wide, " a%u='1'", i);
  g_string_append (wide, "/>");
  assert_refused (wide->str, BULK_TABLE_ERROR_LIMIT);
  for (guint i = 0; i < 9 << 17; i++)
    g_string_append (long_tag, "abcdefghijklmnopqrst");
  g_string_append (long_tag, "'/>");
  assert_refused (long_tag->str, BULK_TABLE_ERROR_LIMIT);
  for (guint i = 0; i < 255; i++)
    g_string_append (enough, "<x>");
  g_string_append (enough, "<c xmlns='" SHEET "'/>");
  for (guint i = 0; i < 255; i++)
    g_string_append (enough, "</x>");
  assert_log (enough->str, "<3^0></3>");
  g_string_free (deep, TRUE);
  g_string_free (wide, TRUE);
  g_string_free (long_tag, TRUE);
  g_string_free (enough, TRUE);
}

static void
test_no_part (void)
{
  const ZipPart parts[] = { { "a.xml", "<a/>" }, { NULL } };
  g_autoptr (GBytes) bytes = zip_make (parts);
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (bytes);
  g_autoptr (BulkPackage) package = bulk_package_open (spool, "book.xlsx", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  static const BulkXmlHandlers handlers = { on_start, on_end };
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_xml_parse_small (package, "none.xml", names, &handlers, NULL, NULL, &error));
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (bulk_xml_parse_small (package, "a.xml", names, &handlers, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml-reader/namespaces", test_namespaces);
  g_test_add_func ("/xml-reader/text", test_text);
  g_test_add_func ("/xml-reader/skip", test_skip);
  g_test_add_func ("/xml-reader/stop", test_stop);
  g_test_add_func ("/xml-reader/broken", test_broken);
  g_test_add_func ("/xml-reader/doctype", test_doctype);
  g_test_add_func ("/xml-reader/bounds", test_bounds);
  g_test_add_func ("/xml-reader/no-part", test_no_part);
  return g_test_run ();
}
