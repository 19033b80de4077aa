/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-writer.h"
#include "table/table-error.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What a sheet can hold: ECMA-376 part 1 leaves it open, these are Excel's limits. */
#define ROWS_MAX 1048576u
#define COLUMNS_MAX 16384u
#define CELL_MAX 32767u           /* UTF-16 units */
#define PIECE ((gsize) 64 << 10)

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

struct _BulkXlsxWriter
{
  GOutputStream *stream;
  GCancellable *cancellable;
  struct archive *archive;
  GString *sheet;                 /* its name, escaped */
  GString *xml;                   /* of the sheet, not written yet */
  guint n_rows;
  GError *error;                  /* of the stream, the first one */
};

/* Private helpers */

static la_ssize_t
write_to_stream (struct archive *archive, void *data, const void *bytes, size_t length)
{
  BulkXlsxWriter *self = data;

  if (self->error == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) &&
      g_output_stream_write_all (self->stream, bytes, length, NULL, self->cancellable, &self->error))
    return (la_ssize_t) length;
  archive_set_error (archive, EIO, "%s", self->error->message);
  return -1;
}

static gboolean
fail (BulkXlsxWriter *self, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED, _("The workbook could not be written: %s."),
                 archive_error_string (self->archive));
  return FALSE;
}

/* Whether what follows an underscore would be taken for an escaped character: "_x000D_". */
static gboolean
looks_escaped (const char *text, gsize length)
{
  if (length < 7 || text[1] != 'x' || text[6] != '_')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* What XML can hold as it is, and what it cannot the way ECMA-376 part 1, 22.9.2.19 (ST_Xstring) has it. */
static void
append_text (GString *xml, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '&')
        g_string_append (xml, "&amp;");
      else if (c == '<')
        g_string_append (xml, "&lt;");
      else if (c == '>')
        g_string_append (xml, "&gt;");
      else if (c == '"')
        g_string_append (xml, "&quot;");
      else if ((c < 0x20 && c != '\t' && c != '\n') || (c == '_' && looks_escaped (text + i, length - i)))
        g_string_append_printf (xml, "_x%04X_", c);
      else if (c == 0xef && length - i >= 3 && (guchar) text[i + 1] == 0xbf && (guchar) text[i + 2] >= 0xbe)
        {
          /* U+FFFE and U+FFFF are no characters of XML. */
          g_string_append_printf (xml, "_xFFF%c_", (guchar) text[i + 2] == 0xbe ? 'E' : 'F');
          i += 2;
        }
      else
        g_string_append_c (xml, (char) c);
    }
}

static gsize
count_units (const char *text, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += ((guchar) text[i] & 0xc0) != 0x80 ? (guchar) text[i] >= 0xf0 ? 2 : 1 : 0;
  return n;
}

/* "A", "XFD" */
static void
append_column (GString *xml, guint column)
{
  char letters[4];
  guint n = 0;

  for (column++; column > 0; column = (column - 1) / 26)
    letters[n++] = (char) ('A' + (column - 1) % 26);
  while (n > 0)
    g_string_append_c (xml, letters[--n]);
}

static gboolean
begin_part (BulkXlsxWriter *self, const char *name, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int result;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  /* Not this computer's time: the same rows make the same file. 1 January 1980 is the first day a ZIP file knows. */
  archive_entry_set_mtime (entry, 315619200, 0);
  result = archive_write_header (self->archive, entry);
  archive_entry_free (entry);
  return result >= ARCHIVE_WARN || fail (self, error);
}

static gboolean
write_data (BulkXlsxWriter *self, const char *data, gsize length, GError **error)
{
  return archive_write_data (self->archive, data, length) == (la_ssize_t) length || fail (self, error);
}

static gboolean
write_part (BulkXlsxWriter *self, const char *name, const char *text, GError **error)
{
  return begin_part (self, name, error) && write_data (self, text, strlen (text), error);
}

static gboolean
begin (BulkXlsxWriter *self, GError **error)
{
  g_autofree char *workbook = g_strdup_printf (
      XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"%s\" sheetId=\"1\" r:id=\"rId1\"/>"
      "</sheets></workbook>", self->sheet->str);

  if (archive_write_open (self->archive, self, NULL, write_to_stream, NULL) != ARCHIVE_OK)
    return fail (self, error);
  if (!write_part (self, "[Content_Types].xml",
                   XML "<Types xmlns=\"" PACKAGE "content-types\">"
                   "<Default Extension=\"rels\""
                   " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                   "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
                   "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE "worksheet+xml\"/>"
                   "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/></Types>", error) ||
      !write_part (self, "_rels/.rels",
                   XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                   "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>", error) ||
      !write_part (self, "xl/workbook.xml", workbook, error) ||
      !write_part (self, "xl/_rels/workbook.xml.rels",
                   XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                   "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" OFFICE
                   "/styles\" Target=\"styles.xml\"/></Relationships>", error) ||
      /* Style 0 and 1 have the number format "@", text: what is edited stays text. */
      !write_part (self, "xl/styles.xml",
                   XML "<styleSheet xmlns=\"" MAIN "\"><fonts count=\"2\">"
                   "<font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
                   "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                   "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                   "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                   "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                   "<cellStyleXfs count=\"1\">"
                   "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
                   "<cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                   " applyNumberFormat=\"1\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                   " applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>", error) ||
      !begin_part (self, "xl/worksheets/sheet1.xml", error))
    return FALSE;
  g_string_assign (self->xml, XML "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView workbookViewId=\"0\">"
                   "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>"
                   "</sheetViews><sheetData>");
  return TRUE;
}

static gboolean
flush (BulkXlsxWriter *self, GError **error)
{
  gboolean good = write_data (self, self->xml->str, self->xml->len, error);

  g_string_truncate (self->xml, 0);
  return good;
}

static gboolean
check (BulkXlsxWriter *self, const BulkCell *cells, guint n, GError **error)
{
  if (self->n_rows >= ROWS_MAX || n > COLUMNS_MAX)
    {
      g_set_error_literal (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                           _("There are more rows or columns than a workbook can hold. Save them as CSV instead."));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (cells[i].length > CELL_MAX && count_units (cells[i].text, cells[i].length) > CELL_MAX)
      {
        g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                     /* Translators: a row number, a column number */
                     _("The cell in row %u, column %u has more characters than a cell of a workbook can hold. Save the "
                       "rows as CSV instead."), self->n_rows + 1, i + 1);
        return FALSE;
      }
  return TRUE;
}

/* Public functions */

/**
 * bulk_xlsx_writer_new:
 * @stream: written to, in order; not closed
 * @sheet: name of the sheet, at most 31 characters without any of []:*?/\
 * @cancellable: (nullable): ends the writing with %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): a workbook without rows; free with bulk_xlsx_writer_free()
 */
BulkXlsxWriter *
bulk_xlsx_writer_new (GOutputStream *stream, const char *sheet, GCancellable *cancellable)
{
  BulkXlsxWriter *self = g_new0 (BulkXlsxWriter, 1);

  self->stream = g_object_ref (stream);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->sheet = g_string_new (NULL);
  append_text (self->sheet, sheet, strlen (sheet));
  self->xml = g_string_sized_new (PIECE);
  self->archive = archive_write_new ();
  archive_write_set_format_zip (self->archive);
  archive_write_zip_set_compression_deflate (self->archive);
  archive_write_set_bytes_per_block (self->archive, 0);
  return self;
}

/** bulk_xlsx_writer_free: before it is finished what was written is no workbook */
void
bulk_xlsx_writer_free (BulkXlsxWriter *self)
{
  /* Nothing more is written from here on. */
  if (self->error == NULL)
    self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "freed");
  archive_write_free (self->archive);
  g_string_free (self->sheet, TRUE);
  g_string_free (self->xml, TRUE);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stream);
  g_error_free (self->error);
  g_free (self);
}

/**
 * bulk_xlsx_writer_add_row:
 * @cells: valid UTF-8 each; those without text are left out
 *
 * Blocks. The first row is the header.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_LIMIT if a workbook cannot hold it, or with what went wrong in writing
 */
gboolean
bulk_xlsx_writer_add_row (BulkXlsxWriter *self, const BulkCell *cells, guint n, GError **error)
{
  gboolean header = self->n_rows == 0;

  if (!check (self, cells, n, error) || (header && !begin (self, error)))
    return FALSE;
  self->n_rows++;
  g_string_append_printf (self->xml, "<row r=\"%u\">", self->n_rows);
  for (guint i = 0; i < n; i++)
    {
      if (cells[i].length == 0)
        continue;
      g_string_append (self->xml, "<c r=\"");
      append_column (self->xml, i);
      g_string_append_printf (self->xml, "%u\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", self->n_rows,
                              header ? 1 : 0);
      append_text (self->xml, cells[i].text, cells[i].length);
      g_string_append (self->xml, "</t></is></c>");
    }
  g_string_append (self->xml, "</row>");
  return self->xml->len < PIECE || flush (self, error);
}

/**
 * bulk_xlsx_writer_finish:
 *
 * Blocks. Nothing may be added after this.
 *
 * Returns: whether all of the workbook was written
 */
gboolean
bulk_xlsx_writer_finish (BulkXlsxWriter *self, GError **error)
{
  if (self->n_rows == 0 && !begin (self, error))
    return FALSE;
  g_string_append (self->xml, "</sheetData></worksheet>");
  if (!flush (self, error))
    return FALSE;
  return archive_write_close (self->archive) == ARCHIVE_OK || fail (self, error);
}
