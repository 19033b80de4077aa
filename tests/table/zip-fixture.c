/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zip-fixture.h"
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static la_ssize_t
on_write (struct archive *archive, void *data, const void *buffer, size_t length)
{
  g_byte_array_append (data, buffer, length);
  return length;
}

GBytes *
zip_make_with (const ZipPart *parts, const char *options)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();

  g_assert_cmpint (archive_write_set_format_zip (archive), ==, ARCHIVE_OK);
  if (options != NULL)
    g_assert_cmpint (archive_write_set_options (archive, options), ==, ARCHIVE_OK);
  if (options != NULL && strstr (options, "encryption") != NULL)
    g_assert_cmpint (archive_write_set_passphrase (archive, "secret"), ==, ARCHIVE_OK);
  archive_write_set_bytes_in_last_block (archive, 1);
  g_assert_cmpint (archive_write_open (archive, bytes, NULL, on_write, NULL), ==, ARCHIVE_OK);
  for (const ZipPart *part = parts; part->name != NULL; part++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize length = part->length > 0 ? part->length : strlen (part->data);

      archive_entry_set_pathname (entry, part->name);
      archive_entry_set_size (entry, length);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, part->data, length), ==, length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
zip_make (const ZipPart *parts)
{
  return zip_make_with (parts, NULL);
}

/* The two lands of namespaces. */
typedef struct
{
  const char *sheet, *rels;
} Spaces;

static const Spaces transitional = { "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                     "http://schemas.openxmlformats.org/officeDocument/2006/relationships" };
static const Spaces strict = { "http://purl.oclc.org/ooxml/spreadsheetml/main",
                               "http://purl.oclc.org/ooxml/officeDocument/relationships" };

static char *
make_root (const Spaces *spaces, const char *root, const char *content)
{
  if (content != NULL && g_str_has_prefix (content, "<?"))
    return g_strdup (content);
  return g_strdup_printf (XML "<%s xmlns=\"%s\" xmlns:r=\"%s\">%s</%s>", root, spaces->sheet, spaces->rels,
                          content != NULL ? content : "", root);
}

static char *
make_rels (const char *content)
{
  return g_strdup_printf (XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s"
                          "</Relationships>", content);
}

static char *
make_workbook_rels (const Spaces *spaces, const XlsxFixture *fixture)
{
  GString *rels = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_string_append_printf (rels, "<Relationship Id=\"rId1\" Type=\"%s/worksheet\" Target=\"sheets/one.xml\"/>",
                          spaces->rels);
  g_string_append_printf (rels, "<Relationship Id=\"rId2\" Type=\"%s/worksheet\" Target=\"/book/sheets/two.xml\"/>",
                          spaces->rels);
  g_string_append_printf (rels, "<Relationship Id=\"rId3\" Type=\"%s/styles\" Target=\"../look/styles.xml\"/>",
                          spaces->rels);
  if (fixture->strings != NULL)
    g_string_append_printf (rels, "<Relationship Id=\"rId4\" Type=\"%s/sharedStrings\" Target=\"texts.xml\"/>",
                            spaces->rels);
  g_string_append_printf (rels, "<Relationship Id=\"rId5\" Type=\"%s/chartsheet\" Target=\"chart.xml\"/>",
                          spaces->rels);
  g_string_append_printf (rels, "<Relationship Id=\"rId6\" Type=\"%s/externalLink\" Target=\"file:///etc/passwd\" "
                          "TargetMode=\"External\"/>", spaces->rels);
  g_string_append_printf (rels,
                          "<Relationship Id=\"rId7\" Type=\"%s/worksheet\" Target=\"http://127.0.0.1:9/sheet.xml\" "
                          "TargetMode=\"External\"/>",
                          spaces->rels);
  text = g_string_free (rels, FALSE);
  return make_rels (text);
}

/* Parts have unusual names on purpose: only the relationships say which is what. */
GBytes *
xlsx_make (const XlsxFixture *fixture)
{
  const Spaces *spaces = fixture->is_strict ? &strict : &transitional;
  g_autofree char *one = make_root (spaces, "worksheet", fixture->sheet);
  g_autofree char *two = make_root (spaces, "worksheet", fixture->second);
  g_autofree char *strings = make_root (spaces, "sst", fixture->strings);
  g_autofree char *formats = g_strdup_printf ("<numFmts>%s</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                                              "<cellXfs><xf numFmtId=\"0\"/>%s</cellXfs>",
                                              fixture->number_formats != NULL ? fixture->number_formats : "",
                                              fixture->cell_formats != NULL ? fixture->cell_formats : "");
  g_autofree char *styles = make_root (spaces, "styleSheet", formats);
  g_autofree char *workbook = make_root (spaces, "workbook", fixture->workbook != NULL ? fixture->workbook
                                         : fixture->second != NULL
                                           ? "<sheets><sheet name=\"First\" sheetId=\"1\" r:id=\"rId1\"/>"
                                             "<sheet name=\"Second\" sheetId=\"2\" r:id=\"rId2\"/></sheets>"
                                           : "<sheets><sheet name=\"First\" sheetId=\"1\" r:id=\"rId1\"/></sheets>");
  g_autofree char *workbook_rels = make_workbook_rels (spaces, fixture);
  g_autofree char *root_rel = g_strdup_printf ("<Relationship Id=\"a\" Type=\"%s/officeDocument\""
                                               " Target=\"/book/book.xml\"/>",
                                               spaces->rels);
  g_autofree char *root_rels = make_rels (root_rel);
  g_autofree char *sheet_rels = make_rels (fixture->sheet_rels != NULL ? fixture->sheet_rels : "");
  g_autofree char *table = make_root (spaces, "table", fixture->table);
  const ZipPart parts[] = {
    { "[Content_Types].xml", XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/book/book.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>" },
    { "_rels/.rels", root_rels },
    { "book/book.xml", workbook },
    { "book/_rels/book.xml.rels", workbook_rels },
    { "look/styles.xml", styles },
    { "book/texts.xml", strings },
    { "book/sheets/one.xml", one },
    { "book/sheets/_rels/one.xml.rels", sheet_rels },
    { "book/sheets/two.xml", two },
    { "book/tables/list.xml", table },
    { NULL },
  };

  return zip_make (parts);
}
