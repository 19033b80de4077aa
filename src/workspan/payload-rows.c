/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/payload-rows.h"

#include <glib/gi18n-lib.h>

#include "workspan/payload-csv.h"
#include "workspan/payload-json.h"
#include "workspan/workspan-error.h"

struct _BulkPayloadRows
{
  BulkTable *table;
  BulkPayloadFormat format;
  BulkCells *cells;
  BulkPayloadKeys *keys;   /* JSON */
  BulkRowSet *rows;        /* NULL: all of the table's */
  guint n_rows;
  guint n_columns;
  guint row;               /* the next, of these */
  gboolean begun, ended;
};

static GStrv
dup_headers (BulkPayloadRows *self)
{
  char **headers = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    headers[i] = bulk_table_has_header (self->table) ? bulk_table_dup_header (self->table, i) : g_strdup ("");
  return headers;
}

static void
append_header_row (BulkPayloadRows *self, BulkPayloadBuffer *buffer)
{
  g_auto (GStrv) headers = dup_headers (self);
  g_autofree BulkCell *cells = g_new0 (BulkCell, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = (BulkCell) { headers[i], strlen (headers[i]), BULK_CELL_TEXT };
  bulk_payload_csv_append_row (buffer, cells, self->n_columns, self->n_columns, TRUE);
}

static void
begin (BulkPayloadRows *self, BulkPayloadBuffer *buffer)
{
  self->begun = TRUE;
  if (self->format == BULK_PAYLOAD_JSON)
    bulk_payload_buffer_append (buffer, "[", 1);
  else if (self->n_columns > 0 && bulk_table_has_header (self->table))
    append_header_row (self, buffer);
}

static void
end (BulkPayloadRows *self, BulkPayloadBuffer *buffer)
{
  self->ended = TRUE;
  if (self->format == BULK_PAYLOAD_JSON)
    bulk_payload_buffer_append (buffer, "\n]\n", 3);
}

static void
append_row (BulkPayloadRows *self, BulkPayloadBuffer *buffer)
{
  guint n;
  const BulkCell *cells = bulk_cells_get_all (self->cells, &n);

  if (self->format == BULK_PAYLOAD_CSV)
    {
      bulk_payload_csv_append_row (buffer, cells, n, self->n_columns, buffer->length == 0 && self->row == 0);
      return;
    }
  bulk_payload_buffer_append (buffer, self->row > 0 ? ",\n" : "\n", self->row > 0 ? 2 : 1);
  bulk_payload_json_append_row (buffer, cells, n, self->keys);
}

/**
 * bulk_payload_rows_new:
 * @table: complete
 * @format: what to write
 * @rows: (nullable): which; %NULL: all
 *
 * Returns: (transfer full): a writer before the first byte of the body
 */
BulkPayloadRows *
bulk_payload_rows_new (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows)
{
  BulkPayloadRows *self = g_new0 (BulkPayloadRows, 1);

  self->table = g_object_ref (table);
  self->format = format;
  self->cells = bulk_cells_new ();
  self->rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  self->n_rows = rows != NULL ? bulk_row_set_get_n (rows) : bulk_table_get_n_rows (table);
  self->n_columns = bulk_table_get_n_columns (table);
  if (format == BULK_PAYLOAD_JSON)
    {
      g_auto (GStrv) headers = dup_headers (self);

      self->keys = bulk_payload_keys_new ((const char *const *) headers, self->n_columns);
    }
  return self;
}

/** bulk_payload_rows_free: @self: (nullable) (transfer full): a writer */
void
bulk_payload_rows_free (BulkPayloadRows *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->keys, bulk_payload_keys_free);
  bulk_cells_free (self->cells);
  bulk_row_set_unref (self->rows);
  g_object_unref (self->table);
  g_free (self);
}

/**
 * bulk_payload_rows_write:
 * @buffer: is appended to
 * @wanted: bytes it shall have at least
 *
 * Writes whole rows. Where @buffer stays as it was, the body has ended. A table without columns has an empty body in
 * CSV, and one of empty objects in JSON.
 *
 * Returns: %FALSE with @error set to %BULK_WORKSPAN_ERROR_FAILED if a row cannot be read
 */
gboolean
bulk_payload_rows_write (BulkPayloadRows *self, BulkPayloadBuffer *buffer, gsize wanted, GError **error)
{
  if (!self->begun)
    begin (self, buffer);
  for (; buffer->length < wanted && self->row < self->n_rows; self->row++)
    {
      guint row = self->rows != NULL ? bulk_row_set_get (self->rows, self->row) : self->row;

      if (!bulk_table_read_row (self->table, row, self->cells))
        {
          g_autofree char *number = g_strdup_printf ("%u", row + 1);

          g_set_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                       /* Translators: the number of a row */
                       _ ("Row %s of the table cannot be read."), number);
          return FALSE;
        }
      if (self->n_columns > 0 || self->format == BULK_PAYLOAD_JSON)
        append_row (self, buffer);
    }
  if (buffer->length < wanted && !self->ended)
    end (self, buffer);
  return TRUE;
}

/** bulk_payload_rows_get_n_written: Returns: how many data rows have been written */
guint
bulk_payload_rows_get_n_written (BulkPayloadRows *self)
{
  return self->row;
}
