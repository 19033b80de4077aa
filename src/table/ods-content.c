/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-content-private.h"
#include "table/ods-names.h"
#include "table/reader.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static void
sheet_clear (gpointer data)
{
  g_free (((BulkOdsSheet *) data)->name);
}

/* A half sentence, which the XML reader completes. */
void
bulk_ods_content_fail_limit (BulkXmlReader *reader, const char *message)
{
  bulk_xml_reader_fail (reader, g_error_new_literal (BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT, message));
}

/* Cells */

static const char *
find_style (const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  BulkOdsContent *self = user_data;
  const char *style = bulk_xml_find (attributes, n, BULK_ODS_TABLE_STYLE);

  if (style == NULL)
    style = self->row.style != NULL ? self->row.style
                                    : bulk_ods_columns_get_style (self->sheet.columns, self->cell.column);
  return style;
}

static void
keep_cell (BulkOdsContent *self, BulkXmlReader *reader, const char *text, gsize length, BulkCellKind kind)
{
  BulkOdsOpenCell *cell = &self->cell;

  if (length == 0)
    return;
  if (cell->column + (guint64) cell->repeat >= BULK_MAX_COLUMNS)
    {
      bulk_ods_content_fail_limit (reader, _("a sheet has more columns than spreadsheet programs know"));
      return;
    }
  if (!self->has_chosen && self->wanted == NULL && !bulk_ods_content_get_last (self)->is_hidden)
    bulk_ods_content_choose (self);
  self->row.width = MAX (self->row.width, cell->column + cell->repeat);
  if (!self->sheet.is_stored)
    return;
  if ((cell->columns_spanned > 1 || cell->rows_spanned > 1) && self->handlers.merge != NULL)
    self->handlers.merge (self->sheet.n_rows, cell->column, cell->rows_spanned, cell->columns_spanned, self->user_data);
  if (cell->repeat == 1)
    bulk_sheet_store_set (self->store, cell->column, text, length, kind);
  else
    bulk_sheet_store_set_run (self->store, cell->column, cell->repeat, text, length, kind);
}

/* A formula gave an error, or what it gave is not in the file. */
static void
tell_failed (BulkOdsContent *self, gboolean has_result)
{
  const BulkOdsOpenCell *cell = &self->cell;

  self->row.has_failed = TRUE;
  if (self->sheet.is_stored && self->handlers.failed != NULL &&
      cell->column + (guint64) cell->repeat < BULK_MAX_COLUMNS)
    self->handlers.failed (cell->column, cell->repeat, has_result, self->user_data);
}

static void
begin_cell (BulkOdsContent *self, BulkXmlReader *reader, gboolean is_covered, const BulkXmlAttribute *attributes,
            guint n)
{
  BulkOdsOpenCell *cell = &self->cell;

  cell->column = self->row.next_column;
  cell->repeat = MIN (bulk_ods_content_get_count (attributes, n, BULK_ODS_COLUMNS_REPEATED),
                      G_MAXUINT / 2 - cell->column);
  self->row.next_column += cell->repeat;
  /* What lies under a merged cell is not seen. */
  if (is_covered)
    {
      bulk_xml_reader_skip (reader);
      return;
    }
  cell->is_open = TRUE;
  cell->columns_spanned = MIN (bulk_ods_content_get_count (attributes, n, BULK_ODS_COLUMNS_SPANNED), BULK_MAX_COLUMNS);
  cell->rows_spanned = MIN (bulk_ods_content_get_count (attributes, n, BULK_ODS_ROWS_SPANNED), BULK_ODS_MAX_ROWS);
  bulk_ods_text_reset (&cell->text, reader);
  bulk_ods_value_read (&cell->value, attributes, n, self->styles, find_style, self);
  if (cell->value.where == BULK_ODS_SET)
    {
      keep_cell (self, reader, cell->value.text, cell->value.length, cell->value.kind);
      if (cell->value.is_error)
        tell_failed (self, TRUE);
      cell->is_open = FALSE;
    }
}

static void
end_cell (BulkOdsContent *self, BulkXmlReader *reader)
{
  BulkOdsOpenCell *cell = &self->cell;
  const BulkOdsValue *value = &cell->value;
  gboolean has_text = cell->text.is_begun;
  const char *text;
  gsize length = 0;

  if (!cell->is_open)
    return;
  cell->is_open = FALSE;
  text = has_text ? bulk_ods_text_end (&cell->text, reader, &length) : "";
  if (value->where == BULK_ODS_UNSURE && !bulk_ods_value_is_error_text (text, length))
    keep_cell (self, reader, value->text, value->length, value->kind);
  else
    keep_cell (self, reader, text, length, BULK_CELL_TEXT);
  if (value->is_formula && (value->is_error || (length > 0 && bulk_ods_value_is_error_text (text, length))))
    tell_failed (self, TRUE);
  /* An empty text that a formula gave has a paragraph at least. */
  else if (value->is_formula && !value->has_type && !has_text)
    tell_failed (self, FALSE);
}

/* The XML */

static gboolean
is_row_parent (int element)
{
  return element == BULK_ODS_TABLE || element == BULK_ODS_ROWS || element == BULK_ODS_HEADER_ROWS ||
         element == BULK_ODS_ROW_GROUP;
}

static gboolean
is_column_parent (int element)
{
  return element == BULK_ODS_TABLE || element == BULK_ODS_COLUMNS || element == BULK_ODS_HEADER_COLUMNS ||
         element == BULK_ODS_COLUMN_GROUP;
}

/* Elements around rows and columns. What is not where it should be (in change tracking, a linked document, a drawing, a
 * table within a cell) is no part of the sheet, and is passed over. */
static void
start_in_sheet (BulkOdsContent *self, BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n)
{
  int parent = bulk_xml_reader_get_parent (reader);

  switch (element)
    {
    case BULK_ODS_ROW_GROUP:
      if (is_row_parent (parent) && (self->sheet.n_hidden_groups > 0 ||
                                     g_strcmp0 (bulk_xml_find (attributes, n, BULK_ODS_DISPLAY), "false") == 0))
        self->sheet.n_hidden_groups++;
      break;
    case BULK_ODS_COLUMN:
      if (is_column_parent (parent))
        bulk_ods_content_add_columns (self, attributes, n);
      break;
    case BULK_ODS_ROW:
      if (is_row_parent (parent) && !self->row.is_open)
        bulk_ods_content_begin_row (self, attributes, n);
      else
        bulk_xml_reader_skip (reader);
      break;
    case BULK_ODS_CELL:
    case BULK_ODS_COVERED_CELL:
      if (parent == BULK_ODS_ROW && !self->cell.is_open)
        begin_cell (self, reader, element == BULK_ODS_COVERED_CELL, attributes, n);
      else
        bulk_xml_reader_skip (reader);
      break;
    default:
      break;
    }
}

static void
start_in_cell (BulkOdsContent *self, BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n)
{
  BulkOdsText *text = &self->cell.text;

  switch (element)
    {
    case BULK_ODS_P:
      if (self->cell.is_open && !text->is_open && bulk_xml_reader_get_parent (reader) == BULK_ODS_CELL)
        bulk_ods_text_begin_paragraph (text, reader);
      else
        bulk_xml_reader_skip (reader);
      break;
    case BULK_ODS_SPACE:
      bulk_ods_text_add (text, reader, ' ', bulk_ods_content_get_count (attributes, n, BULK_ODS_COUNT));
      break;
    case BULK_ODS_TAB:
      bulk_ods_text_add (text, reader, '\t', 1);
      break;
    case BULK_ODS_LINE_BREAK:
      bulk_ods_text_add (text, reader, '\n', 1);
      break;
    default:
      /* Comments, pictures and how a word is pronounced: beside the content. */
      bulk_xml_reader_skip (reader);
      break;
    }
}

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n_attributes,
          gpointer user_data)
{
  BulkOdsContent *self = user_data;

  switch (element)
    {
    case BULK_ODS_CELL:
    case BULK_ODS_COVERED_CELL:
    case BULK_ODS_ROW:
    case BULK_ODS_COLUMN:
    case BULK_ODS_ROW_GROUP:
      if (self->sheet.is_open)
        start_in_sheet (self, reader, element, attributes, n_attributes);
      break;
    case BULK_ODS_P:
    case BULK_ODS_SPACE:
    case BULK_ODS_TAB:
    case BULK_ODS_LINE_BREAK:
    case BULK_ODS_RUBY_TEXT:
    case BULK_ODS_ANNOTATION:
    case BULK_ODS_FRAME:
    case BULK_ODS_CUSTOM_SHAPE:
      start_in_cell (self, reader, element, attributes, n_attributes);
      break;
    case BULK_ODS_TABLE:
      if (!self->sheet.is_open && bulk_xml_reader_get_parent (reader) == BULK_ODS_SPREADSHEET)
        bulk_ods_content_begin_sheet (self, reader, attributes, n_attributes);
      else
        bulk_xml_reader_skip (reader);
      break;
    default:
      bulk_ods_styles_start (self->styles, element, attributes, n_attributes);
      break;
    }
}

static void
on_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  BulkOdsContent *self = user_data;

  switch (element)
    {
    case BULK_ODS_CELL:
      end_cell (self, reader);
      break;
    case BULK_ODS_P:
      bulk_ods_text_end_paragraph (&self->cell.text, reader);
      break;
    case BULK_ODS_ROW:
      if (self->row.is_open)
        bulk_ods_content_end_row (self, reader);
      break;
    case BULK_ODS_ROW_GROUP:
      if (self->sheet.n_hidden_groups > 0)
        self->sheet.n_hidden_groups--;
      break;
    case BULK_ODS_TABLE:
      bulk_ods_content_end_sheet (self);
      break;
    default:
      bulk_ods_styles_end (self->styles, element);
      break;
    }
}

/* Public functions */

/**
 * bulk_ods_content_new:
 * @wanted: (nullable): the name of the sheet to store; %NULL: the first that is neither hidden nor empty
 * @store: (transfer none): must outlive it
 *
 * Returns: (transfer full): nothing read yet
 */
BulkOdsContent *
bulk_ods_content_new (BulkPackage *package, const char *wanted, BulkSheetStore *store,
                      const BulkOdsContentHandlers *handlers, gpointer user_data)
{
  BulkOdsContent *self = g_new0 (BulkOdsContent, 1);

  self->package = bulk_package_ref (package);
  self->wanted = g_strdup (wanted);
  self->store = store;
  self->handlers = *handlers;
  self->user_data = user_data;
  self->styles = bulk_ods_styles_new ();
  self->sheets = g_array_new (FALSE, FALSE, sizeof (BulkOdsSheet));
  g_array_set_clear_func (self->sheets, sheet_clear);
  self->sheet.columns = bulk_ods_columns_new ();
  return self;
}

/**
 * bulk_ods_content_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_ods_content_free (BulkOdsContent *self)
{
  if (self == NULL)
    return;
  bulk_package_unref (self->package);
  g_free (self->wanted);
  bulk_ods_styles_free (self->styles);
  g_array_unref (self->sheets);
  bulk_ods_columns_free (self->sheet.columns);
  g_free (self->row.style);
  g_free (self);
}

/**
 * bulk_ods_content_read:
 *
 * Goes through the file, once. Blocking.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR, or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_ods_content_read (BulkOdsContent *self, GCancellable *cancellable, GError **error)
{
  const BulkXmlHandlers handlers = { on_start, on_end };
  g_autoptr (BulkXmlReader) reader = bulk_xml_reader_new (bulk_ods_names, &handlers, self);
  g_autoptr (BulkPart) part = NULL;
  gboolean good;

  if (!bulk_ods_styles_read (self->styles, self->package, cancellable, error))
    return FALSE;
  part = bulk_part_open (self->package, "content.xml", G_MAXUINT64, error);
  if (part == NULL)
    return FALSE;
  self->part = part;
  good = bulk_xml_reader_parse (reader, part, cancellable, error);
  self->part = NULL;
  return good;
}

/**
 * bulk_ods_content_get_progress:
 * @done: (out): bytes read so far
 * @total: (out): bytes in all
 */
void
bulk_ods_content_get_progress (BulkOdsContent *self, guint64 *done, guint64 *total)
{
  *done = self->part != NULL ? bulk_part_get_done (self->part) : 0;
  *total = self->part != NULL ? bulk_part_get_size (self->part) : 0;
}

/**
 * bulk_ods_content_get_n_sheets:
 *
 * Returns: how many sheets there were so far
 */
guint
bulk_ods_content_get_n_sheets (BulkOdsContent *self)
{
  return self->sheets->len;
}

/**
 * bulk_ods_content_get_sheet:
 *
 * Returns: (transfer none): the sheet, as far as it was read
 */
const BulkOdsSheet *
bulk_ods_content_get_sheet (BulkOdsContent *self, guint index)
{
  return &g_array_index (self->sheets, BulkOdsSheet, index);
}
