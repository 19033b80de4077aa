/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of an ODS file, their columns and rows. */
#include "table/ods-content-private.h"
#include "table/ods-names.h"
#include "table/reader.h"
#include <glib/gi18n-lib.h>
#include <string.h>

void
bulk_ods_content_choose (BulkOdsContent *self)
{
  self->has_chosen = TRUE;
  self->sheet.is_stored = TRUE;
  if (self->handlers.chosen != NULL)
    self->handlers.chosen (self->sheets->len - 1, self->user_data);
}

void
bulk_ods_content_begin_sheet (BulkOdsContent *self, BulkXmlReader *reader, const BulkXmlAttribute *attributes,
                              guint n)
{
  const char *name = bulk_xml_find (attributes, n, BULK_ODS_TABLE_NAME);
  BulkOdsSheet sheet = { .name = g_strdup (name != NULL ? name : "") };

  if (self->sheets->len >= BULK_SHEETS_MAX)
    {
      bulk_ods_content_fail_limit (reader, _("it has too many sheets"));
      g_free (sheet.name);
      return;
    }
  sheet.is_hidden = bulk_ods_styles_is_hidden (self->styles, bulk_xml_find (attributes, n, BULK_ODS_TABLE_STYLE));
  g_array_append_val (self->sheets, sheet);
  if (self->handlers.sheet != NULL)
    self->handlers.sheet (&sheet, self->user_data);
  self->sheet.is_open = TRUE;
  self->sheet.is_stored = FALSE;
  self->sheet.n_rows = 0;
  self->sheet.n_hidden_groups = 0;
  bulk_ods_columns_clear (self->sheet.columns);
  if (self->wanted != NULL && !self->has_chosen && strcmp (self->wanted, sheet.name) == 0)
    bulk_ods_content_choose (self);
}

void
bulk_ods_content_end_sheet (BulkOdsContent *self)
{
  guint n_columns = bulk_ods_content_get_last (self)->n_columns, first = 0, n;

  while (self->sheet.is_stored && self->handlers.hidden_columns != NULL &&
         bulk_ods_columns_next_hidden (self->sheet.columns, n_columns, &first, &n))
    {
      self->handlers.hidden_columns (first, n, self->user_data);
      first += n;
    }
  if (self->handlers.sheet_end != NULL)
    self->handlers.sheet_end (self->sheets->len - 1, bulk_ods_content_get_last (self), self->user_data);
  self->sheet.is_open = self->sheet.is_stored = FALSE;
}

static gboolean
is_hidden (const BulkXmlAttribute *attributes, guint n)
{
  const char *visibility = bulk_xml_find (attributes, n, BULK_ODS_VISIBILITY);

  return visibility != NULL && strcmp (visibility, "visible") != 0;
}

void
bulk_ods_content_add_columns (BulkOdsContent *self, const BulkXmlAttribute *attributes, guint n)
{
  bulk_ods_columns_add (self->sheet.columns, bulk_ods_content_get_count (attributes, n, BULK_ODS_COLUMNS_REPEATED),
                        bulk_xml_find (attributes, n, BULK_ODS_DEFAULT_CELL_STYLE), is_hidden (attributes, n));
}

void
bulk_ods_content_begin_row (BulkOdsContent *self, const BulkXmlAttribute *attributes, guint n)
{
  BulkOdsOpenRow *row = &self->row;

  row->is_open = TRUE;
  row->repeat = bulk_ods_content_get_count (attributes, n, BULK_ODS_ROWS_REPEATED);
  row->is_hidden = is_hidden (attributes, n) || self->sheet.n_hidden_groups > 0;
  row->next_column = row->width = 0;
  row->has_failed = FALSE;
  g_clear_pointer (&row->style, g_free);
  row->style = g_strdup (bulk_xml_find (attributes, n, BULK_ODS_DEFAULT_CELL_STYLE));
}

static void
hand_over_row (BulkOdsContent *self, BulkXmlReader *reader)
{
  const BulkOdsOpenRow *row = &self->row;
  GError *error = NULL;

  if (self->sheet.is_stored &&
      !self->handlers.row (self->sheet.n_rows, row->repeat, row->is_hidden, self->user_data, &error))
    bulk_xml_reader_fail (reader, error);
}

void
bulk_ods_content_end_row (BulkOdsContent *self, BulkXmlReader *reader)
{
  BulkOdsSheet *sheet = bulk_ods_content_get_last (self);
  BulkOdsOpenRow *row = &self->row;

  row->is_open = FALSE;
  if (row->width > 0)
    {
      if (self->sheet.n_rows + row->repeat > BULK_ODS_MAX_ROWS)
        {
          bulk_ods_content_fail_limit (reader, _("a sheet has more rows than spreadsheet programs know"));
          return;
        }
      if (sheet->n_rows == 0)
        sheet->first_row = self->sheet.n_rows;
      sheet->n_rows = self->sheet.n_rows + row->repeat;
      sheet->n_columns = MAX (sheet->n_columns, row->width);
      hand_over_row (self, reader);
    }
  else if (row->has_failed && row->repeat < BULK_ODS_MAX_ROWS - self->sheet.n_rows)
    hand_over_row (self, reader);
  /* Empty rows at the end of a sheet may be as many as it pleases: they do not count until one follows that is not. */
  self->sheet.n_rows = MIN (self->sheet.n_rows + row->repeat, BULK_ODS_MAX_ROWS);
}
