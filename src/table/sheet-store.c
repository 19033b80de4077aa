/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-store-private.h"
#include <string.h>

/**
 * bulk_sheet_store_new:
 *
 * Returns: (transfer full): no rows, no strings
 */
BulkSheetStore *
bulk_sheet_store_new (void)
{
  BulkSheetStore *self = g_new0 (BulkSheetStore, 1);

  self->rows = bulk_blocks_new ();
  self->row_index = bulk_row_index_new ();
  self->strings = bulk_blocks_new ();
  self->string_index = bulk_row_index_new ();
  self->empty_strings = g_array_new (FALSE, FALSE, sizeof (guint));
  self->bytes = g_byte_array_new ();
  self->record = g_byte_array_new ();
  return self;
}

/**
 * bulk_sheet_store_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_sheet_store_free (BulkSheetStore *self)
{
  if (self == NULL)
    return;
  bulk_blocks_free (self->rows);
  bulk_row_index_free (self->row_index);
  bulk_blocks_free (self->strings);
  bulk_row_index_free (self->string_index);
  g_array_unref (self->empty_strings);
  g_byte_array_unref (self->bytes);
  g_byte_array_unref (self->record);
  g_free (self->pending);
  g_free (self);
}

/* Room for @length bytes after the record's length, which is put in front of them. */
static guint8 *
begin_record (BulkSheetStore *self, gsize length, guint *head)
{
  g_byte_array_set_size (self->record, length + MAX_VARINT);
  *head = put_varint (self->record->data, length + 1);
  return self->record->data + *head;
}

/**
 * bulk_sheet_store_add_string:
 * @text: UTF-8, copied
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR if there is no room
 */
gboolean
bulk_sheet_store_add_string (BulkSheetStore *self, const char *text, gsize length, GError **error)
{
  guint64 offset;
  guint head;
  guint8 *bytes = begin_record (self, length, &head);

  if (length > 0)
    memcpy (bytes, text, length);
  else
    g_array_append_val (self->empty_strings, self->n_strings);
  if (!bulk_blocks_add (self->strings, self->record->data, head + length, &offset, error))
    return FALSE;
  bulk_row_index_add (self->string_index, self->n_strings, offset);
  self->n_strings++;
  return TRUE;
}

/**
 * bulk_sheet_store_get_n_strings:
 *
 * Returns: how many strings were added
 */
guint
bulk_sheet_store_get_n_strings (BulkSheetStore *self)
{
  return self->n_strings;
}

/**
 * bulk_sheet_store_get_string:
 * @length: (out): bytes
 *
 * Returns: (transfer none): a string, not NUL-terminated, as long as the store lives
 */
const char *
bulk_sheet_store_get_string (BulkSheetStore *self, guint string, gsize *length)
{
  guint64 offset = bulk_row_index_get (self->string_index, string / BULK_ROW_INDEX_STEP * BULK_ROW_INDEX_STEP);
  const guint8 *start, *at;

  for (guint i = string % BULK_ROW_INDEX_STEP;; i--)
    {
      at = start = bulk_blocks_get (self->strings, &offset);
      *length = take_varint (&at) - 1;
      if (i == 0)
        return (const char *) at;
      offset += at - start + *length;
    }
}

/**
 * bulk_sheet_store_get_n_rows:
 *
 * Thread-safe.
 *
 * Returns: rows that can be read
 */
guint64
bulk_sheet_store_get_n_rows (BulkSheetStore *self)
{
  return __atomic_load_n (&self->n_rows, __ATOMIC_ACQUIRE);
}

/* Cells as they are decoded; the first ones are not wanted. */
typedef struct
{
  BulkCells *cells;
  guint to_skip;
} Sink;

static inline void
put (Sink *sink, const BulkCell *cell, guint64 n)
{
  for (; sink->to_skip > 0 && n > 0; n--)
    sink->to_skip--;
  for (; n > 0; n--)
    bulk_cells_append (sink->cells, cell->text, cell->length, cell->kind);
}

static void
decode (BulkSheetStore *self, const guint8 *at, const guint8 *end, Sink *sink)
{
  static const BulkCellKind kinds[] = { BULK_CELL_TEXT, BULK_CELL_NUMBER, BULK_CELL_BOOLEAN, BULK_CELL_NESTED };
  BulkCell cell = { "", 0, BULK_CELL_EMPTY };

  while (at < end)
    {
      guint64 value = take_varint (&at), n = 1;
      BulkSheetOp op = value & ((1 << OP_BITS) - 1);

      value >>= OP_BITS;
      switch (op)
        {
        case OP_STRING:
          cell.text = bulk_sheet_store_get_string (self, value, &cell.length);
          cell.kind = BULK_CELL_TEXT;
          break;
        case OP_EMPTY:
          cell = (BulkCell) { "", 0, BULK_CELL_EMPTY };
          n = value;
          break;
        case OP_AGAIN:
          n = value;
          break;
        case OP_SAME_ROW:
          {
            const guint8 *other = bulk_blocks_get (self->rows, &value);
            gsize length = take_varint (&other) - 1;

            decode (self, other, other + length, sink);
            return;
          }
        case OP_TEXT:
        case OP_NUMBER:
        case OP_BOOLEAN:
        case OP_NESTED:
        default:
          cell = (BulkCell) { (const char *) at, value, kinds[op] };
          at += value;
        }
      put (sink, &cell, n);
    }
}

/**
 * bulk_sheet_store_read_row:
 * @first: the column to begin with
 * @at_least: so many cells in any case, with empty ones at the end
 * @cells: cleared, then filled
 *
 * Thread-safe.
 *
 * Returns: %FALSE if there is no such row (yet)
 */
gboolean
bulk_sheet_store_read_row (BulkSheetStore *self, guint64 row, guint first, guint at_least, BulkCells *cells)
{
  Sink sink = { cells, first };
  guint64 at_row = row, offset;
  const guint8 *start, *at;
  gsize length;

  bulk_cells_clear (cells);
  if (row >= bulk_sheet_store_get_n_rows (self))
    return FALSE;
  offset = bulk_row_index_look_up (self->row_index, &at_row);
  for (;; at_row++)
    {
      at = start = bulk_blocks_get (self->rows, &offset);
      length = take_varint (&at) - 1;
      offset += at - start + length;
      if (at_row == row)
        break;
    }
  bulk_row_index_remember (self->row_index, row + 1, offset);
  decode (self, at, at + length, &sink);
  for (guint i = bulk_cells_get_n (cells); i < at_least; i++)
    bulk_cells_append (cells, "", 0, BULK_CELL_EMPTY);
  return TRUE;
}
