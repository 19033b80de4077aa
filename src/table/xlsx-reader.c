/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-reader.h"
#include "table/table-error.h"
#include "table/xlsx-sheet.h"
#include "table/xlsx-text.h"
#include "table/xlsx-workbook.h"
#include <glib/gi18n-lib.h>

/* Other sheets are counted after the table is there; of larger ones, which would keep it from being complete for too
 * long, what they say of themselves is believed. */
#define COUNT_MAX ((guint64) 256 << 20)

struct _BulkXlsxReader
{
  BulkSheetReader parent_instance;
  BulkPackage *package;
  char *part;
  char *wanted;               /* nullable: a sheet's name */
};

G_DEFINE_FINAL_TYPE (BulkXlsxReader, bulk_xlsx_reader, BULK_TYPE_SHEET_READER)

/* The workbook's sheets that can be tables: which is which. Many names for one part would be a trap; what they are too
 * many of is left out, as no file of at most 1,000 parts has need of it. */
static GPtrArray *
list_sheets (BulkXlsxReader *self, const BulkXlsxWorkbook *workbook)
{
  BulkSheets *sheets = bulk_sheet_reader_get_sheets (BULK_SHEET_READER (self));
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      BulkXlsxSheet *sheet = &g_array_index (workbook->sheets, BulkXlsxSheet, i);

      if (sheet->part == NULL || list->len >= BULK_SHEETS_MAX)
        continue;
      bulk_sheets_add (sheets, sheet->name, sheet->is_hidden);
      g_ptr_array_add (list, sheet);
    }
  return list;
}

static gboolean
fail_empty (BulkXlsxReader *self, gboolean has_sheets, GError **error)
{
  if (has_sheets)
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_EMPTY,
                 _("“%s” has no cells in the sheets that are not hidden."), bulk_package_get_name (self->package));
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
                 _("“%s” has no sheet with cells."), bulk_package_get_name (self->package));
  return FALSE;
}

/* The one asked for, or the first visible one that has cells. */
static gboolean
choose (BulkXlsxReader *self, GPtrArray *list, guint *chosen, GCancellable *cancellable, GError **error)
{
  BulkSheets *sheets = bulk_sheet_reader_get_sheets (BULK_SHEET_READER (self));

  if (self->wanted != NULL)
    {
      if (bulk_sheets_find (sheets, self->wanted, chosen))
        return TRUE;
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED,
                   /* Translators: a file name, the name of a sheet */
                   _("“%s” has no sheet “%s”."), bulk_package_get_name (self->package), self->wanted);
      return FALSE;
    }
  for (*chosen = 0; *chosen < list->len; ++*chosen)
    {
      const BulkXlsxSheet *sheet = list->pdata[*chosen];
      gint64 n;

      if (sheet->is_hidden)
        continue;
      if (!bulk_xlsx_sheet_count (self->package, sheet->part, TRUE, &n, cancellable, error))
        return FALSE;
      if (n != 0)
        return TRUE;
      bulk_sheets_set_rows (sheets, *chosen, 0);
    }
  return fail_empty (self, list->len > 0, error);
}

/* A table knows its header; else a filter, else what is frozen on the screen or repeated in print. */
static gboolean
find_header (BulkXlsxReader *self, const BulkXlsxSheet *sheet, gboolean *is_known, GCancellable *cancellable,
             GError **error)
{
  guint row;

  if (!bulk_xlsx_tables_find_header (self->package, sheet->part, &row, cancellable, error))
    return FALSE;
  if (row == G_MAXUINT)
    row = sheet->filter_row;
  *is_known = row != G_MAXUINT;
  if (*is_known)
    bulk_sheet_reader_set_header_row (BULK_SHEET_READER (self), row, FALSE);
  else if (sheet->title_row != G_MAXUINT)
    bulk_sheet_reader_set_header_row (BULK_SHEET_READER (self), sheet->title_row, TRUE);
  return TRUE;
}

/* The other sheets' rows, for who has to choose among them. */
static gboolean
count_others (BulkXlsxReader *self, GPtrArray *list, guint chosen, GCancellable *cancellable, GError **error)
{
  BulkSheets *sheets = bulk_sheet_reader_get_sheets (BULK_SHEET_READER (self));
  guint64 left = COUNT_MAX;

  for (guint i = 0; i < list->len; i++)
    {
      const BulkXlsxSheet *sheet = list->pdata[i];
      guint64 size = bulk_package_get_size (self->package, sheet->part);
      g_autoptr (GError) broken = NULL;
      gboolean is_peek = size > left;
      gint64 n;

      if (i == chosen || bulk_sheets_get_rows (sheets, i) != BULK_SHEET_ROWS_UNKNOWN)
        continue;
      left -= is_peek ? 0 : size;
      /* One that cannot be read says so when it is chosen; it does not keep this one from being loaded. */
      if (bulk_xlsx_sheet_count (self->package, sheet->part, is_peek, &n, cancellable, &broken))
        bulk_sheets_set_rows (sheets, i, n);
      else if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_sheet (BulkXlsxReader *self, const BulkXlsxWorkbook *workbook, const BulkXlsxSheet *sheet,
            BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable, GError **error)
{
  BulkSheetReader *reader = BULK_SHEET_READER (self);
  g_auto (BulkXlsxStyles) styles = { 0 };
  BulkXlsxSheetJob job = {
    .reader = reader, .package = self->package, .part = sheet->part, .styles = &styles, .is_1904 = workbook->is_1904,
    .announce = announce, .user_data = user_data,
  };

  if (!find_header (self, sheet, &job.has_header_row, cancellable, error) ||
      !bulk_xlsx_styles_read (&styles, self->package, workbook->styles, cancellable, error))
    return FALSE;
  /* Some programs speak of strings they have not written; a cell that refers to one of them is told. */
  if (workbook->strings != NULL && bulk_package_find (self->package, workbook->strings) != NULL)
    {
      if (!bulk_xlsx_strings_read (bulk_sheet_reader_get_store (reader), self->package, workbook->strings, cancellable,
                                   error))
        return FALSE;
      job.done_before = bulk_package_get_size (self->package, workbook->strings);
    }
  if (!bulk_xlsx_sheet_read (&job, cancellable, error))
    return FALSE;
  bulk_sheet_reader_finish (reader, announce, user_data,
                            job.done_before + bulk_package_get_size (self->package, sheet->part));
  return TRUE;
}

static gboolean
bulk_xlsx_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                        GError **error)
{
  BulkXlsxReader *self = BULK_XLSX_READER (reader);
  g_auto (BulkXlsxWorkbook) workbook = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  guint chosen;

  if (!bulk_xlsx_workbook_read (&workbook, self->package, self->part, cancellable, error))
    return FALSE;
  list = list_sheets (self, &workbook);
  if (!choose (self, list, &chosen, cancellable, error))
    return FALSE;
  bulk_sheets_set_chosen (bulk_sheet_reader_get_sheets (BULK_SHEET_READER (self)), chosen);
  return read_sheet (self, &workbook, list->pdata[chosen], announce, user_data, cancellable, error) &&
         count_others (self, list, chosen, cancellable, error);
}

static void
bulk_xlsx_reader_finalize (GObject *object)
{
  BulkXlsxReader *self = BULK_XLSX_READER (object);

  bulk_package_unref (self->package);
  g_free (self->part);
  g_free (self->wanted);
  G_OBJECT_CLASS (bulk_xlsx_reader_parent_class)->finalize (object);
}

static void
bulk_xlsx_reader_class_init (BulkXlsxReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_xlsx_reader_finalize;
  BULK_READER_CLASS (klass)->index = bulk_xlsx_reader_index;
  BULK_READER_CLASS (klass)->format = "xlsx";
}

static void
bulk_xlsx_reader_init (BulkXlsxReader *self)
{
}

/**
 * bulk_xlsx_reader_new:
 * @package: kept
 * @part: the workbook part
 * @sheet: (nullable): name of the sheet to read; %NULL: the first visible one that has cells
 * @has_header: -1: find out, 0, 1
 *
 * Returns: (transfer full): a reader of a sheet
 */
BulkXlsxReader *
bulk_xlsx_reader_new (BulkPackage *package, const char *part, const char *sheet, int has_header)
{
  BulkXlsxReader *self = g_object_new (BULK_TYPE_XLSX_READER, NULL);

  bulk_sheet_reader_setup (BULK_SHEET_READER (self), bulk_package_get_name (package), has_header);
  self->package = bulk_package_ref (package);
  self->part = g_strdup (part);
  self->wanted = g_strdup (sheet);
  return self;
}
