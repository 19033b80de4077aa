/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook.h"
#include "table/ods-package.h"
#include "table/ods-reader.h"
#include "table/package.h"
#include "table/table-error.h"
#include "table/xlsx-package.h"
#include "table/xlsx-reader.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define SEARCHED ((gsize) 64 << 20)    /* bytes in which a compound file's directory is looked for */

typedef enum { XLS, XLSB, NUMBERS, DOCUMENT, ARCHIVE, PASSWORD, OLD_DOCUMENT } Refused;

static void
refuse (Refused what, const char *name, GError **error)
{
  int code = what == PASSWORD ? BULK_TABLE_ERROR_PASSWORD
    : what == DOCUMENT || what == ARCHIVE ? BULK_TABLE_ERROR_NOT_A_TABLE : BULK_TABLE_ERROR_UNSUPPORTED;
  const char *format = NULL;

  switch (what)
    {
    case XLS:
      format = _("“%s” is in the old Excel format .xls, which cannot be opened. Open it in Excel, choose File ▸ Save "
                 "As and the type “Excel Workbook (*.xlsx)”, and open the .xlsx file here.");
      break;
    case XLSB:
      format = _("“%s” is in Excel's binary format .xlsb, which cannot be opened. Open it in Excel, choose File ▸ Save "
                 "As and the type “Excel Workbook (*.xlsx)”, and open the .xlsx file here.");
      break;
    case NUMBERS:
      format = _("“%s” is an Apple Numbers document, which cannot be opened. Open it in Numbers, choose File ▸ Export "
                 "To ▸ Excel…, and open the .xlsx file here.");
      break;
    case DOCUMENT:
      format = _("“%s” is a document or a presentation, not a spreadsheet. Copy its table to a spreadsheet, save that "
                 "as .xlsx, and open it here.");
      break;
    case ARCHIVE:
      format = _("“%s” is a compressed archive, not a spreadsheet. Unpack it first, then open the file within.");
      break;
    case PASSWORD:
      format = _("“%s” is protected with a password. Open it in Excel, choose File ▸ Info ▸ Protect Workbook ▸ Encrypt "
                 "with Password, empty the password, save it, and open it here again.");
      break;
    case OLD_DOCUMENT:
      format = _("“%s” is a document in an old Office format, which cannot be opened. Save the sheet as .xlsx in your "
                 "spreadsheet program and open that file.");
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, BULK_TABLE_ERROR, code, format, name);
#pragma GCC diagnostic pop
}

static gboolean
has_prefix (const char *data, gsize length, const char *magic, gsize magic_length)
{
  return length >= magic_length && memcmp (data, magic, magic_length) == 0;
}

/**
 * bulk_workbook_is_package:
 *
 * Returns: whether the bytes begin like a zip
 */
gboolean
bulk_workbook_is_package (const char *data, gsize length)
{
  return has_prefix (data, length, "PK\x03\x04", 4);
}

/**
 * bulk_workbook_is_compound:
 *
 * Returns: whether the bytes begin like a file of Office 97 to 2003, or like a newer one with a password
 */
gboolean
bulk_workbook_is_compound (const char *data, gsize length)
{
  return has_prefix (data, length, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
}

/* Entries of a compound file's directory are named in UTF-16. */
static gboolean
has_stream (const char *data, gsize length, const char *name)
{
  char wide[64];
  gsize n = strlen (name);

  for (gsize i = 0; i < n; i++)
    {
      wide[2 * i] = name[i];
      wide[2 * i + 1] = '\0';
    }
  wide[2 * n] = wide[2 * n + 1] = '\0';
  return memmem (data, MIN (length, SEARCHED), wide, 2 * n + 2) != NULL;
}

/**
 * bulk_workbook_refuse_compound:
 * @data: see bulk_workbook_is_compound()
 *
 * Sets %BULK_TABLE_ERROR_PASSWORD or %BULK_TABLE_ERROR_UNSUPPORTED: says what it is, and what to do.
 */
void
bulk_workbook_refuse_compound (const char *data, gsize length, const char *name, GError **error)
{
  if (has_stream (data, length, "EncryptedPackage"))
    refuse (PASSWORD, name, error);
  else if (has_stream (data, length, "Workbook") || has_stream (data, length, "Book"))
    refuse (XLS, name, error);
  else
    refuse (OLD_DOCUMENT, name, error);
}

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize length = strlen (name), n = strlen (suffix);

  return length > n && g_ascii_strcasecmp (name + length - n, suffix) == 0;
}

static gboolean
has_part_below (BulkPackage *package, const char *folder)
{
  for (guint i = 0; i < bulk_package_get_n_parts (package); i++)
    if (g_str_has_prefix (bulk_package_get_part (package, i), folder))
      return TRUE;
  return FALSE;
}

/* A zip that is no OOXML. */
static void
refuse_other (BulkPackage *package, const char *name, GError **error)
{
  if (has_part_below (package, "Index/") || bulk_package_find (package, "Index.zip") ||
      bulk_package_find (package, "index.apxl"))
    refuse (has_suffix (name, ".pages") || has_suffix (name, ".key") ? DOCUMENT : NUMBERS, name, error);
  else
    refuse (bulk_package_find (package, "mimetype") ? DOCUMENT : ARCHIVE, name, error);
}

static BulkReader *
open_ooxml (BulkPackage *package, const char *name, const char *sheet, int has_header, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) rels = bulk_xlsx_rels_read (package, "", cancellable, error);
  const BulkXlsxRel *rel = rels != NULL ? bulk_xlsx_rels_find_type (rels, "officeDocument") : NULL;
  g_autofree char *type = NULL;

  if (rels == NULL)
    return NULL;
  if (rel == NULL || bulk_package_find (package, rel->part) == NULL)
    {
      refuse_other (package, name, error);
      return NULL;
    }
  type = bulk_xlsx_read_content_type (package, rel->part, cancellable, error);
  if (type == NULL)
    return NULL;
  if (strstr (type, "ms-excel.sheet.binary") != NULL || has_suffix (rel->part, ".bin"))
    refuse (XLSB, name, error);
  else if (strstr (type, "wordprocessing") != NULL || strstr (type, "presentation") != NULL ||
           strstr (type, "ms-word") != NULL || strstr (type, "ms-powerpoint") != NULL ||
           strstr (type, "ms-visio") != NULL)
    refuse (DOCUMENT, name, error);
  else
    return BULK_READER (bulk_xlsx_reader_new (package, rel->part, sheet, has_header));
  return NULL;
}

/**
 * bulk_workbook_open:
 * @spool: bytes for which bulk_workbook_is_package() holds
 * @name: the file's name
 * @sheet: (nullable): name of the sheet to read
 * @has_header: -1: find out, 0, 1
 *
 * Returns: (transfer full): a reader that has not begun to index; %NULL with %BULK_TABLE_ERROR
 */
BulkReader *
bulk_workbook_open (BulkSpool *spool, const char *name, const char *sheet, int has_header, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (BulkPackage) package = bulk_package_open (spool, name, error);

  if (package == NULL)
    return NULL;
  if (bulk_ods_package_is_odf (package))
    return bulk_ods_package_check (package, cancellable, error)
               ? BULK_READER (bulk_ods_reader_new (package, sheet, has_header))
               : NULL;
  if (bulk_package_find (package, "_rels/.rels") != NULL)
    return open_ooxml (package, name, sheet, has_header, cancellable, error);
  refuse_other (package, name, error);
  return NULL;
}
