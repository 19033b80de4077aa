/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that is being made, until it is in the store. */
#include "table/sheet-store-private.h"
#include "table/reader.h"
#include <string.h>

static gboolean
is_empty_string (BulkSheetStore *self, guint string)
{
  guint index;

  if (G_LIKELY (self->empty_strings->len == 0))
    return FALSE;
  for (index = 0; index < MIN (self->empty_strings->len, 4); index++)
    if (g_array_index (self->empty_strings, guint, index) == string)
      return TRUE;
  if (self->empty_strings->len <= 4)
    return FALSE;
  {
    gsize length;

    bulk_sheet_store_get_string (self, string, &length);
    return length == 0;
  }
}

static inline BulkSheetPending *
reach (BulkSheetStore *self, guint column, guint n)
{
  if (G_UNLIKELY (column + n > self->n_allocated))
    {
      self->n_allocated = MAX (MAX (column + n, 64), self->n_allocated * 2);
      self->pending = g_renew (BulkSheetPending, self->pending, self->n_allocated);
    }
  for (; self->n_pending < column + n; self->n_pending++)
    self->pending[self->n_pending] = (BulkSheetPending) { OP_EMPTY, 0, 0 };
  return self->pending + column;
}

/**
 * bulk_sheet_store_set_run:
 * @column: 0-based; it and the @n - 1 after it are the same
 * @text: UTF-8, copied
 *
 * Sets cells of the row being made.
 */
void
bulk_sheet_store_set_run (BulkSheetStore *self, guint column, guint n, const char *text, gsize length,
                          BulkCellKind kind)
{
  static const BulkSheetOp ops[] = { OP_TEXT, OP_NUMBER, OP_BOOLEAN, OP_EMPTY, OP_EMPTY, OP_NESTED };
  BulkSheetPending cell = { ops[kind], length, self->bytes->len };
  BulkSheetPending *to;

  g_return_if_fail (column < BULK_MAX_COLUMNS && n <= BULK_MAX_COLUMNS - column);

  if (length == 0 || cell.op == OP_EMPTY)
    cell = (BulkSheetPending) { OP_EMPTY, 0, 0 };
  /* Empty cells at the end need no place. */
  if (cell.op == OP_EMPTY && column >= self->n_pending)
    return;
  to = reach (self, column, n);
  if (cell.op != OP_EMPTY)
    g_byte_array_append (self->bytes, (const guint8 *) text, length);
  for (guint i = 0; i < n; i++)
    to[i] = cell;
}

/**
 * bulk_sheet_store_set:
 * @column: 0-based
 * @text: UTF-8, copied
 *
 * Sets a cell of the row being made.
 */
void
bulk_sheet_store_set (BulkSheetStore *self, guint column, const char *text, gsize length, BulkCellKind kind)
{
  bulk_sheet_store_set_run (self, column, 1, text, length, kind);
}

/**
 * bulk_sheet_store_set_string:
 * @column: 0-based
 * @string: below bulk_sheet_store_get_n_strings()
 *
 * Sets a cell of the row being made to be a text that was added before.
 */
void
bulk_sheet_store_set_string (BulkSheetStore *self, guint column, guint string)
{
  g_return_if_fail (column < BULK_MAX_COLUMNS && string < self->n_strings);

  if (is_empty_string (self, string))
    bulk_sheet_store_set_run (self, column, 1, "", 0, BULK_CELL_EMPTY);
  else
    *reach (self, column, 1) = (BulkSheetPending) { OP_STRING, string, 0 };
}

/**
 * bulk_sheet_store_get_row_size:
 *
 * Returns: cells of the row being made, up to the last that is not empty
 */
guint
bulk_sheet_store_get_row_size (BulkSheetStore *self)
{
  while (self->n_pending > 0 && self->pending[self->n_pending - 1].op == OP_EMPTY)
    self->n_pending--;
  return self->n_pending;
}

/**
 * bulk_sheet_store_get_row_start:
 *
 * Returns: the first cell of the row being made that is not empty; its size if all are
 */
guint
bulk_sheet_store_get_row_start (BulkSheetStore *self)
{
  guint start = 0;

  while (start < self->n_pending && self->pending[start].op == OP_EMPTY)
    start++;
  return start;
}

/**
 * bulk_sheet_store_count_filled:
 *
 * Returns: how many cells of the row being made are not empty
 */
guint
bulk_sheet_store_count_filled (BulkSheetStore *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_pending; i++)
    n += self->pending[i].op != OP_EMPTY;
  return n;
}

/**
 * bulk_sheet_store_count_text:
 *
 * Returns: how many cells of the row being made are text, dates included
 */
guint
bulk_sheet_store_count_text (BulkSheetStore *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_pending; i++)
    n += self->pending[i].op == OP_TEXT || self->pending[i].op == OP_STRING;
  return n;
}

/**
 * bulk_sheet_store_clear_row:
 *
 * Forgets the cells of the row being made.
 */
void
bulk_sheet_store_clear_row (BulkSheetStore *self)
{
  self->n_pending = 0;
  g_byte_array_set_size (self->bytes, 0);
}

/* How many cells from @from on are one and the same. */
static guint
count_same (BulkSheetStore *self, guint from)
{
  const BulkSheetPending *first = self->pending + from;
  guint n = 1;

  /* Texts lie one after the other, so that what begins at the same place is the same. */
  while (from + n < self->n_pending && first[n].op == first->op && first[n].value == first->value &&
         first[n].start == first->start)
    n++;
  return n;
}

static gsize
encode (BulkSheetStore *self, guint8 *start)
{
  guint8 *to = start;

  for (guint i = 0, n; i < self->n_pending; i += n)
    {
      const BulkSheetPending *cell = self->pending + i;

      n = count_same (self, i);
      to += put_varint (to, (cell->op == OP_EMPTY ? n : cell->value) << OP_BITS | cell->op);
      if (cell->op < OP_EMPTY)
        {
          memcpy (to, self->bytes->data + cell->start, cell->value);
          to += cell->value;
        }
      if (n > 1 && cell->op != OP_EMPTY)
        to += put_varint (to, (guint64) (n - 1) << OP_BITS | OP_AGAIN);
    }
  return to - start;
}

static gboolean
add_row (BulkSheetStore *self, const guint8 *record, gsize length, guint64 *offset, GError **error)
{
  if (!bulk_blocks_add (self->rows, record, length, offset, error))
    return FALSE;
  bulk_row_index_add (self->row_index, self->n_rows, *offset);
  __atomic_store_n (&self->n_rows, self->n_rows + 1, __ATOMIC_RELEASE);
  return TRUE;
}

/**
 * bulk_sheet_store_end_row:
 * @n: how many rows in all are like this; above 0
 *
 * Adds the row being made, which can be read at once, and begins the next.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR if there is no room
 */
gboolean
bulk_sheet_store_end_row (BulkSheetStore *self, guint64 n, GError **error)
{
  guint8 head[MAX_VARINT], again[2 * MAX_VARINT];
  guint head_length, again_length = 1;
  guint64 offset;
  gsize length;

  bulk_sheet_store_get_row_size (self);
  g_byte_array_set_size (self->record, MAX_VARINT + self->bytes->len + self->n_pending * 2 * MAX_VARINT);
  length = encode (self, self->record->data + MAX_VARINT);
  head_length = put_varint (head, length + 1);
  memcpy (self->record->data + MAX_VARINT - head_length, head, head_length);
  bulk_sheet_store_clear_row (self);
  if (!add_row (self, self->record->data + MAX_VARINT - head_length, head_length + length, &offset, error))
    return FALSE;
  again[0] = 1;
  if (n > 1 && length > 0)
    {
      again_length = 1 + put_varint (again + 1, offset << OP_BITS | OP_SAME_ROW);
      again[0] = again_length;
    }
  for (guint64 i = 1; i < n; i++)
    if (!add_row (self, again, again_length, &offset, error))
      return FALSE;
  return TRUE;
}

/**
 * bulk_sheet_store_add_blank:
 * @n: how many
 *
 * Adds empty rows before the row being made, which stays as it is.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR if there is no room
 */
gboolean
bulk_sheet_store_add_blank (BulkSheetStore *self, guint64 n, GError **error)
{
  const guint8 record = 1;
  guint64 offset;

  for (; n > 0; n--)
    if (!add_row (self, &record, 1, &offset, error))
      return FALSE;
  return TRUE;
}
