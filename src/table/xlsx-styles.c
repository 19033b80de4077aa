/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-styles.h"
#include "table/xml-reader.h"

enum { NUMBER_FORMAT = 1, CELL_FORMATS, FORMAT, FORMAT_ID, FORMAT_CODE };

typedef struct
{
  GHashTable *own;         /* number of a format → its class + 1 */
  GByteArray *classes;
} Job;

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  Job *job = user_data;
  const char *id = bulk_xml_find (attributes, n, FORMAT_ID), *code = bulk_xml_find (attributes, n, FORMAT_CODE);
  guint number = id != NULL ? (guint) g_ascii_strtoull (id, NULL, 10) : 0;

  if (element == NUMBER_FORMAT && id != NULL && code != NULL)
    g_hash_table_insert (job->own, GUINT_TO_POINTER (number),
                         GUINT_TO_POINTER (bulk_number_class_from_code (code) + 1));
  else if (element == FORMAT && bulk_xml_reader_get_parent (reader) == CELL_FORMATS)
    {
      guint own = GPOINTER_TO_UINT (g_hash_table_lookup (job->own, GUINT_TO_POINTER (number)));
      guint8 class = own != 0 ? own - 1 : (guint) bulk_number_class_from_builtin (number);

      g_byte_array_append (job->classes, &class, 1);
    }
}

/**
 * bulk_xlsx_styles_read:
 * @part: (nullable): %NULL: there are no styles
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR
 */
gboolean
bulk_xlsx_styles_read (BulkXlsxStyles *self, BulkPackage *package, const char *part, GCancellable *cancellable,
                       GError **error)
{
  static const BulkXmlName names[] = {
    { NUMBER_FORMAT, BULK_XML_SHEET, "numFmt" }, { CELL_FORMATS, BULK_XML_SHEET, "cellXfs" },
    { FORMAT, BULK_XML_SHEET, "xf" }, { FORMAT_ID, BULK_XML_NONE, "numFmtId" },
    { FORMAT_CODE, BULK_XML_NONE, "formatCode" }, { 0 }
  };
  static const BulkXmlHandlers handlers = { on_start, NULL };
  g_autoptr (BulkPart) stream = part != NULL ? bulk_part_open (package, part, BULK_PACKAGE_SMALL, error) : NULL;
  g_autoptr (BulkXmlReader) reader = NULL;
  Job job = { g_hash_table_new (NULL, NULL), g_byte_array_new () };
  gboolean read = part == NULL;

  /* Without them, dates would be numbers: a part that is said to be there has to be. */
  if (stream != NULL)
    {
      reader = bulk_xml_reader_new (names, &handlers, &job);
      read = bulk_xml_reader_parse (reader, stream, cancellable, error);
    }
  self->n = job.classes->len;
  self->classes = g_byte_array_free (job.classes, FALSE);
  g_hash_table_unref (job.own);
  return read;
}

/**
 * bulk_xlsx_styles_clear:
 *
 * Frees what it holds.
 */
void
bulk_xlsx_styles_clear (BulkXlsxStyles *self)
{
  g_clear_pointer (&self->classes, g_free);
  self->n = 0;
}
