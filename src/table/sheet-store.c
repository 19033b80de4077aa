/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-store.h"
#include "table/blocks.h"
#include "table/reader.h"
#include "table/row-index.h"
#include <string.h>

/* A record is a number, one more than the bytes that follow, and these. Of a row they are its cells, each a number
 * whose low bits say what it is; of a string its text. Numbers are in base 128, low digits first. */
typedef enum
{
  OP_TEXT,       /* length, then the bytes */
  OP_NUMBER,     /* the same */
  OP_BOOLEAN,    /* the same */
  OP_NESTED,     /* the same */
  OP_EMPTY,      /* how many */
  OP_STRING,     /* which */
  OP_AGAIN,      /* how many more cells like the one before */
  OP_SAME_ROW,   /* the only one: where the row is that this one is like */
} Op;

#define OP_BITS 3
#define MAX_VARINT 10u

typedef struct
{
  Op op;
  guint64 value;      /* bytes, or which string */
  gsize start;        /* of the bytes, among those of the row */
} Pending;

struct _BulkSheetStore
{
  BulkBlocks *rows;
  BulkRowIndex *row_index;
  guint64 n_rows;           /* atomic, by way of the pointer-sized calls */
  BulkBlocks *strings;
  BulkRowIndex *string_index;
  guint n_strings;
  GArray *empty_strings;    /* guint, rising: mostly none or one */

  /* The row being made */
  Pending *pending;
  guint n_allocated;
  guint n_pending;          /* cells up to the last one set */
  GByteArray *bytes;
  GByteArray *record;
};

static inline guint
put_varint (guint8 *to, guint64 value)
{
  guint n = 0;

  while (value >= 0x80)
    {
      to[n++] = value | 0x80;
      value >>= 7;
    }
  to[n++] = value;
  return n;
}

static inline guint64
take_varint (const guint8 **at)
{
  guint64 value = *(*at)++;
  guint shift = 7;

  if (G_LIKELY (value < 0x80))
    return value;
  value &= 0x7f;
  for (;; shift += 7)
    {
      guint8 byte = *(*at)++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
}

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

static inline Pending *
reach (BulkSheetStore *self, guint column, guint n)
{
  if (G_UNLIKELY (column + n > self->n_allocated))
    {
      self->n_allocated = MAX (MAX (column + n, 64), self->n_allocated * 2);
      self->pending = g_renew (Pending, self->pending, self->n_allocated);
    }
  for (; self->n_pending < column + n; self->n_pending++)
    self->pending[self->n_pending] = (Pending) { OP_EMPTY, 0, 0 };
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
  static const Op ops[] = { OP_TEXT, OP_NUMBER, OP_BOOLEAN, OP_EMPTY, OP_EMPTY, OP_NESTED };
  Pending cell = { ops[kind], length, self->bytes->len };
  Pending *to;

  g_return_if_fail (column < BULK_MAX_COLUMNS && n <= BULK_MAX_COLUMNS - column);

  if (length == 0 || cell.op == OP_EMPTY)
    cell = (Pending) { OP_EMPTY, 0, 0 };
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
    *reach (self, column, 1) = (Pending) { OP_STRING, string, 0 };
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
  const Pending *first = self->pending + from;
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
      const Pending *cell = self->pending + i;

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
      Op op = value & ((1 << OP_BITS) - 1);

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
