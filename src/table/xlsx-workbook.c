/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-workbook.h"
#include "table/xlsx-package.h"
#include "table/xml-reader.h"
#include <string.h>

enum { PROPERTIES = 1, SHEET, DEFINED_NAME, TABLE, DATE_1904, NAME, STATE, REL_ID, LOCAL_SHEET, REF, HEADER_ROWS };

typedef enum { OTHER, FILTER, TITLES } Meaning;

typedef struct
{
  BulkXlsxWorkbook *workbook;
  GPtrArray *rels;
  Meaning meaning;          /* of the name whose text is gathered */
  guint sheet;
} Job;

static void
sheet_clear (gpointer data)
{
  BulkXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->part);
}

static void
add_sheet (Job *job, const BulkXmlAttribute *attributes, guint n)
{
  const char *name = bulk_xml_find (attributes, n, NAME), *state = bulk_xml_find (attributes, n, STATE);
  const char *id = bulk_xml_find (attributes, n, REL_ID);
  const BulkXlsxRel *rel = id != NULL ? bulk_xlsx_rels_find_id (job->rels, id) : NULL;
  BulkXlsxSheet sheet = { g_strdup (name != NULL ? name : ""), NULL, FALSE, G_MAXUINT, G_MAXUINT };

  sheet.is_hidden = state != NULL && (strcmp (state, "hidden") == 0 || strcmp (state, "veryHidden") == 0);
  if (rel != NULL && rel->part != NULL && strcmp (rel->type, "worksheet") == 0)
    sheet.part = g_strdup (rel->part);
  g_array_append_val (job->workbook->sheets, sheet);
}

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  Job *job = user_data;
  const char *name = bulk_xml_find (attributes, n, NAME), *sheet = bulk_xml_find (attributes, n, LOCAL_SHEET);

  if (element == PROPERTIES)
    job->workbook->is_1904 = bulk_xml_is_true (bulk_xml_find (attributes, n, DATE_1904));
  else if (element == SHEET)
    add_sheet (job, attributes, n);
  else if (element == DEFINED_NAME && name != NULL && sheet != NULL)
    {
      job->meaning = strcmp (name, "_xlnm._FilterDatabase") == 0 ? FILTER
        : strcmp (name, "_xlnm.Print_Titles") == 0 ? TITLES : OTHER;
      job->sheet = (guint) g_ascii_strtoull (sheet, NULL, 10);
      bulk_xml_reader_begin_text (reader);
    }
}

/* "'My, sheet'!$A$4:$F$20" and "Sheet1!$A:$B,Sheet1!$4:$5": the ranges behind the exclamation marks. */
static void
take_name (Job *job, const char *text)
{
  BulkXlsxSheet *sheet = &g_array_index (job->workbook->sheets, BulkXlsxSheet, job->sheet);

  for (const char *mark = strchr (text, '!'); mark != NULL; mark = strchr (mark + 1, '!'))
    {
      guint first_column, first_row, last_column, last_row;

      if (!bulk_xlsx_parse_range (mark + 1, &first_column, &first_row, &last_column, &last_row))
        continue;
      if (job->meaning == FILTER && first_row != G_MAXUINT)
        sheet->filter_row = first_row;
      else if (job->meaning == TITLES && first_column == G_MAXUINT && last_row != G_MAXUINT)
        sheet->title_row = last_row;
    }
}

static void
on_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  Job *job = user_data;

  if (element != DEFINED_NAME)
    return;
  if (job->meaning != OTHER && job->sheet < job->workbook->sheets->len)
    take_name (job, bulk_xml_reader_end_text (reader, NULL));
  bulk_xml_reader_pause_text (reader);
  job->meaning = OTHER;
}

static char *
dup_part (GPtrArray *rels, const char *type)
{
  const BulkXlsxRel *rel = bulk_xlsx_rels_find_type (rels, type);

  return rel != NULL ? g_strdup (rel->part) : NULL;
}

/**
 * bulk_xlsx_workbook_read:
 * @self: (out caller-allocates)
 * @part: the workbook part
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR; @self can be cleared in any case
 */
gboolean
bulk_xlsx_workbook_read (BulkXlsxWorkbook *self, BulkPackage *package, const char *part, GCancellable *cancellable,
                         GError **error)
{
  static const BulkXmlName names[] = {
    { PROPERTIES, BULK_XML_SHEET, "workbookPr" }, { SHEET, BULK_XML_SHEET, "sheet" },
    { DEFINED_NAME, BULK_XML_SHEET, "definedName" }, { DATE_1904, BULK_XML_NONE, "date1904" },
    { NAME, BULK_XML_NONE, "name" }, { STATE, BULK_XML_NONE, "state" }, { REL_ID, BULK_XML_DOCUMENT_RELS, "id" },
    { LOCAL_SHEET, BULK_XML_NONE, "localSheetId" }, { 0 }
  };
  static const BulkXmlHandlers handlers = { on_start, on_end };
  g_autoptr (GPtrArray) rels = NULL;
  Job job = { .workbook = self };

  *self = (BulkXlsxWorkbook) { 0 };
  self->sheets = g_array_new (FALSE, FALSE, sizeof (BulkXlsxSheet));
  g_array_set_clear_func (self->sheets, sheet_clear);
  rels = bulk_xlsx_rels_read (package, part, cancellable, error);
  if (rels == NULL)
    return FALSE;
  job.rels = rels;
  self->styles = dup_part (rels, "styles");
  self->strings = dup_part (rels, "sharedStrings");
  return bulk_xml_parse_small (package, part, names, &handlers, &job, cancellable, error);
}

/**
 * bulk_xlsx_workbook_clear:
 *
 * Frees what it holds.
 */
void
bulk_xlsx_workbook_clear (BulkXlsxWorkbook *self)
{
  g_clear_pointer (&self->sheets, g_array_unref);
  g_clear_pointer (&self->styles, g_free);
  g_clear_pointer (&self->strings, g_free);
}

static void
on_table_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  guint *row = user_data, first_column, first_row, last_column, last_row;
  const char *ref = bulk_xml_find (attributes, n, REF), *headers = bulk_xml_find (attributes, n, HEADER_ROWS);

  if (element == TABLE && ref != NULL && g_strcmp0 (headers, "0") != 0 &&
      bulk_xlsx_parse_range (ref, &first_column, &first_row, &last_column, &last_row))
    *row = MIN (*row, first_row);
  bulk_xml_reader_stop (reader);
}

/**
 * bulk_xlsx_tables_find_header:
 * @row: (out): 0-based row of the sheet, or %G_MAXUINT
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR
 */
gboolean
bulk_xlsx_tables_find_header (BulkPackage *package, const char *sheet_part, guint *row, GCancellable *cancellable,
                              GError **error)
{
  static const BulkXmlName names[] = {
    { TABLE, BULK_XML_SHEET, "table" }, { REF, BULK_XML_NONE, "ref" }, { HEADER_ROWS, BULK_XML_NONE, "headerRowCount" },
    { 0 }
  };
  static const BulkXmlHandlers handlers = { on_table_start, NULL };
  g_autoptr (GPtrArray) rels = bulk_xlsx_rels_read (package, sheet_part, cancellable, error);

  *row = G_MAXUINT;
  if (rels == NULL)
    return FALSE;
  for (guint i = 0; i < rels->len; i++)
    {
      const BulkXlsxRel *rel = rels->pdata[i];

      if (strcmp (rel->type, "table") == 0 && rel->part != NULL &&
          !bulk_xml_parse_small (package, rel->part, names, &handlers, row, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
