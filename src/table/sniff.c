/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sniff.h"
#include "table/ods-package.h"
#include "table/table-error.h"
#include "table/workbook.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE ((gsize) 64 << 10)

typedef enum { PICTURE, DOCUMENT, ARCHIVE, PROGRAM, DATABASE, MEDIA } What;

typedef struct
{
  const char *bytes;
  gsize length;
  What what;
} Magic;

#define MAGIC(bytes, what) { bytes, sizeof bytes - 1, what }

/* How files begin that people take for tables: from the formats' specifications. */
static const Magic magics[] = {
  MAGIC ("\x89PNG\r\n\x1a\n", PICTURE),
  MAGIC ("\xff\xd8\xff", PICTURE),
  MAGIC ("GIF8", PICTURE),
  MAGIC ("II*\0", PICTURE),
  MAGIC ("MM\0*", PICTURE),
  MAGIC ("%PDF-", DOCUMENT),
  MAGIC ("{\\rtf", DOCUMENT),
  MAGIC ("PK\x05\x06", ARCHIVE),
  MAGIC ("\x1f\x8b", ARCHIVE),
  MAGIC ("BZh", ARCHIVE),
  MAGIC ("\xfd" "7zXZ", ARCHIVE),
  MAGIC ("7z\xbc\xaf\x27\x1c", ARCHIVE),
  MAGIC ("Rar!", ARCHIVE),
  MAGIC ("(\xb5/\xfd", ARCHIVE),
  MAGIC ("\x7f" "ELF", PROGRAM),
  MAGIC ("MZ\x90", PROGRAM),
  MAGIC ("SQLite format 3", DATABASE),
  MAGIC ("PAR1", DATABASE),
  MAGIC ("ID3", MEDIA),
  MAGIC ("OggS", MEDIA),
  MAGIC ("\x1a\x45\xdf\xa3", MEDIA),
};

/* Whether the name ends with one of the suffixes, given one after the other and ended by an empty one. */
static gboolean
has_suffix (const char *name, const char *suffixes)
{
  gsize length = strlen (name);

  for (const char *suffix = suffixes; *suffix != '\0'; suffix += strlen (suffix) + 1)
    if (length > strlen (suffix) && g_ascii_strcasecmp (name + length - strlen (suffix), suffix) == 0)
      return TRUE;
  return FALSE;
}

static void
set_error (What what, const char *name, GError **error)
{
  const char *format = NULL;

  switch (what)
    {
    case PICTURE:
      format = _("“%s” is a picture, not a table. Save the table as CSV and open that file.");
      break;
    case DOCUMENT:
      format = _("“%s” is a text document, not a table. Save the table as CSV and open that file.");
      break;
    case ARCHIVE:
      format = _("“%s” is a compressed archive, not a table. Unpack it first, then open the file within.");
      break;
    case PROGRAM:
      format = _("“%s” is a program, not a table.");
      break;
    case DATABASE:
      format = _("“%s” is a database, not a table. Export the table as CSV and open that file.");
      break;
    case MEDIA:
      format = _("“%s” is a sound or a film, not a table.");
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE, format, name);
#pragma GCC diagnostic pop
}

/**
 * bulk_sniff_check:
 * @data: the file's bytes, as they are
 * @length: how many
 * @name: the file's name
 *
 * Workbooks, and what looks like them, are for bulk_workbook_open() and bulk_workbook_refuse_compound() to tell.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_NOT_A_TABLE or %BULK_TABLE_ERROR_UNSUPPORTED if the bytes are, whatever the
 *   name says, of a kind that holds no table
 */
gboolean
bulk_sniff_check (const char *data, gsize length, const char *name, GError **error)
{
  if (bulk_workbook_is_compound (data, length))
    {
      bulk_workbook_refuse_compound (data, length, name, error);
      return FALSE;
    }
  if (bulk_ods_package_is_flat (data, length))
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_UNSUPPORTED,
                   _("“%s” is a flat OpenDocument file, which cannot be opened. Open it in LibreOffice, choose File ▸ "
                     "Save As and the type “ODF Spreadsheet (.ods)” or “Excel 2007–365 (.xlsx)”, and open that file "
                     "here."), name);
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (data, magics[i].bytes, magics[i].length) == 0)
      {
        set_error (magics[i].what, name, error);
        return FALSE;
      }
  return TRUE;
}

/**
 * bulk_sniff_check_text:
 * @text: decoded text
 * @length: bytes
 * @name: the file's name
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_NOT_A_TABLE if more than a quarter of the first characters are control
 *   characters or did not decode, as in no text
 */
gboolean
bulk_sniff_check_text (const char *text, gsize length, const char *name, GError **error)
{
  guint characters = 0, strange = 0;

  for (gsize at = 0; at < MIN (length, SAMPLE); at++)
    {
      guchar c = text[at];

      if ((c & 0xc0) == 0x80)
        continue;
      characters++;
      strange += (c < 0x20 && strchr ("\t\n\r\f\x1a\x1b", c) == NULL) || c == 0 ||
                 (at + 3 <= length && memcmp (text + at, "\xef\xbf\xbd", 3) == 0);
    }
  if (strange <= characters / 4)
    return TRUE;
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
               _("“%s” is not a table, or not in the encoding chosen: it does not hold text."), name);
  return FALSE;
}

/**
 * bulk_sniff_is_json:
 * @text: decoded text
 * @length: bytes
 * @name: the file's name
 *
 * Returns: whether to read it as JSON: by its name, or because it begins as no CSV does
 */
gboolean
bulk_sniff_is_json (const char *text, gsize length, const char *name)
{
  gsize at = 0;
  char first;

  if (has_suffix (name, ".json\0.jsonl\0.ndjson\0"))
    return TRUE;
  while (at < length && strchr (" \t\r\n", text[at]) != NULL && text[at] != '\0')
    at++;
  if (at >= length || (text[at] != '{' && text[at] != '['))
    return FALSE;
  first = text[at++];
  while (at < length && strchr (" \t\r\n", text[at]) != NULL && text[at] != '\0')
    at++;
  return at < length && (first == '{' ? text[at] == '"' : text[at] == '{');
}
