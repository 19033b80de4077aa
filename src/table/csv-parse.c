/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-parse.h"
#include <string.h>

#define UNCLOSED G_MAXSIZE

typedef struct
{
  const char *text;
  gsize length;
  char delimiter;
  BulkCells *cells;
  BulkCsvShape *shape;
  gsize watched;        /* an offset whose column is wanted */
  guint watched_column;
} Parse;

static inline gboolean
ends_cell (const Parse *self, gsize at)
{
  return at >= self->length || self->text[at] == self->delimiter || self->text[at] == '\n' || self->text[at] == '\r';
}

static inline gsize
find_cell_end (const Parse *self, gsize at)
{
  while (!ends_cell (self, at))
    at++;
  return at;
}

static gboolean
has_line_end (const char *text, gsize length)
{
  return memchr (text, '\n', length) != NULL || memchr (text, '\r', length) != NULL;
}

/* Quotes come in runs. An even run within a quoted cell is doubled quotes, an odd one ends with the closing quote.
 * Where a closing quote looks like the opening quote of a cell on a later line, the first one was never closed.
 * All runs between an unclosed quote and what showed it to be so are even, and close at once when they are read
 * again as cells of their own: the whole text is looked at twice at most. */
static gsize
find_close (const Parse *self, gsize open, gboolean *to_end)
{
  const char *text = self->text, *found;
  gsize at = open + 1;

  while (at < self->length && (found = memchr (text + at, '"', self->length - at)) != NULL)
    {
      gsize first = found - text, after = first;

      while (after < self->length && text[after] == '"')
        after++;
      at = after;
      if ((after - first) % 2 == 0)
        continue;
      if (!ends_cell (self, after) && first > open + 1 && ends_cell (self, first - 1) &&
          has_line_end (text + open + 1, first - open - 1))
        return UNCLOSED;
      return after - 1;
    }
  *to_end = TRUE;
  return UNCLOSED;
}

/*< private >
 * bulk_csv_parse_copy_quoted:
 * @n: (out): bytes of it
 *
 * Returns: the text between the quotes with doubled ones halved, then what stands after the closing quote; the cells'
 */
const char *
bulk_csv_parse_copy_quoted (const char *text, gsize start, gsize close, gsize end, BulkCells *cells, gsize *n)
{
  char *copy = bulk_cells_alloc (cells, end - start), *out = copy;
  const char *in = text + start, *stop = text + close;

  while (in < stop)
    {
      const char *quote = memchr (in, '"', stop - in);
      gsize length = (quote != NULL ? quote + 1 : stop) - in;

      memcpy (out, in, length);
      out += length;
      in += length + (quote != NULL);
    }
  memcpy (out, text + close + 1, end - close - 1);
  out += end - close - 1;
  *n = out - copy;
  return copy;
}

/* Reads a cell that begins with a quote; G_MAXSIZE: it is not closed, and has to be read as plain text. */
static gsize
parse_quoted (const Parse *self, gsize open, guint column)
{
  gboolean to_end = FALSE;
  gsize close = find_close (self, open, &to_end), end;

  if (close == UNCLOSED)
    {
      if (self->shape->unclosed_column == G_MAXUINT)
        self->shape->unclosed_column = column;
      self->shape->to_end |= to_end;
      return UNCLOSED;
    }
  end = find_cell_end (self, close + 1);
  if (end > close + 1 && self->shape->stray_column == G_MAXUINT)
    self->shape->stray_column = column;
  if (self->cells == NULL)
    return end;
  if (end == close + 1 && memchr (self->text + open + 1, '"', close - open - 1) == NULL)
    bulk_cells_append (self->cells, self->text + open + 1, close - open - 1, BULK_CELL_TEXT);
  else
    {
      gsize n;
      const char *copy = bulk_csv_parse_copy_quoted (self->text, open + 1, close, end, self->cells, &n);

      bulk_cells_append (self->cells, copy, n, BULK_CELL_TEXT);
    }
  return end;
}

static gsize
parse_row (Parse *self, gsize start)
{
  const char *text = self->text;
  gsize at = start, length = self->length;

  *self->shape = (BulkCsvShape) { .stray_column = G_MAXUINT, .unclosed_column = G_MAXUINT };
  if (start < length && text[start] != '\n' && text[start] != '\r')
    for (;;)
      {
        gsize end = UNCLOSED;

        if (at < length && text[at] == '"')
          end = parse_quoted (self, at, self->shape->n_cells);
        if (end == UNCLOSED)
          {
            end = find_cell_end (self, at);
            if (self->cells != NULL)
              bulk_cells_append (self->cells, text + at, end - at, BULK_CELL_TEXT);
          }
        if (self->watched >= at && self->watched <= end)
          self->watched_column = self->shape->n_cells;
        self->shape->n_cells++;
        at = end;
        if (end >= length || text[end] != self->delimiter)
          break;
        at++;
      }
  self->shape->end = at;
  if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n')
    return at + 2;
  return MIN (at + 1, length);
}

/**
 * bulk_csv_parse_row:
 * @text: UTF-8 text
 * @length: bytes of it
 * @start: where a row begins, less than @length
 * @delimiter: ASCII, none of quote, CR and LF
 * @cells: (nullable): cleared, then filled with the cells; they borrow @text
 * @shape: (out): what the row is like
 *
 * Reads one row as RFC 4180 has it, and goes on where a file does not keep to it: a line ends with LF, CRLF or CR;
 * a quote in the middle of a plain cell is a character like any other; text after a closing quote belongs to the
 * cell; a cell whose quote is never closed is read as plain text, its quote included.
 *
 * Returns: where the next row begins, at most @length
 */
gsize
bulk_csv_parse_row (const char *text, gsize length, gsize start, char delimiter, BulkCells *cells, BulkCsvShape *shape)
{
  Parse self = { text, length, delimiter, cells, shape, G_MAXSIZE, G_MAXUINT };

  if (cells != NULL)
    bulk_cells_clear (cells);
  return parse_row (&self, start);
}

/**
 * bulk_csv_parse_find_column:
 * @start: where a row begins
 * @offset: a byte of that row
 *
 * Returns: the 0-based column of the cell with that byte, %G_MAXUINT if the row has none
 */
guint
bulk_csv_parse_find_column (const char *text, gsize length, gsize start, char delimiter, gsize offset)
{
  BulkCsvShape shape;
  Parse self = { text, length, delimiter, NULL, &shape, offset, G_MAXUINT };

  parse_row (&self, start);
  return self.watched_column;
}
