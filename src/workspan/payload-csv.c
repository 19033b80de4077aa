/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/payload-csv.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Quotes and line ends of 16 bytes as bits; commas too. */
#ifdef __SSE2__
static inline guint
find_special (const char *bytes, guint *commas)
{
  __m128i block = _mm_loadu_si128 ((const __m128i *) bytes);
  __m128i quotes = _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('"'));
  __m128i ends = _mm_or_si128 (_mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\r')),
                               _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\n')));

  *commas = (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (block, _mm_set1_epi8 (',')));
  return (guint) _mm_movemask_epi8 (_mm_or_si128 (quotes, ends));
}
#endif

/* Whether bytes hold no quote and no line end; counts the commas. */
static gboolean
is_plain (const char *bytes, gsize length, gsize *n_commas)
{
  gsize at = 0, n = 0;

#ifdef __SSE2__
  guint commas;

  for (; at + 16 <= length; at += 16)
    {
      if (find_special (bytes + at, &commas) != 0)
        return FALSE;
      n += (gsize) __builtin_popcount (commas);
    }
  if (at < length && length >= 16)
    {
      /* The last 16 bytes once more, less those seen before. */
      if (find_special (bytes + length - 16, &commas) != 0)
        return FALSE;
      n += (gsize) __builtin_popcount (commas >> (16 - (length - at)));
      at = length;
    }
#endif
  for (; at < length; at++)
    {
      if (bytes[at] == '"' || bytes[at] == '\r' || bytes[at] == '\n')
        return FALSE;
      n += bytes[at] == ',';
    }
  *n_commas = n;
  return TRUE;
}

static void
append_quoted (BulkPayloadBuffer *buffer, const char *text, gsize length)
{
  const char *end = text + length;

  bulk_payload_buffer_append_byte (buffer, '"');
  while (text < end)
    {
      const char *quote = memchr (text, '"', (gsize) (end - text));
      const char *stop = quote != NULL ? quote + 1 : end;

      bulk_payload_buffer_append (buffer, text, (gsize) (stop - text));
      if (quote != NULL)
        bulk_payload_buffer_append_byte (buffer, '"');
      text = stop;
    }
  bulk_payload_buffer_append_byte (buffer, '"');
}

/* What a reader takes for a mark of the file's kind when it stands at the very beginning, and not for text. */
static gboolean
looks_like_mark (const BulkCell *cell)
{
  return (cell->length >= 3 && memcmp (cell->text, "\xef\xbb\xbf", 3) == 0)
         || (cell->length >= 4 && g_ascii_strncasecmp (cell->text, "sep=", 4) == 0);
}

static void
append_cell (BulkPayloadBuffer *buffer, const BulkCell *cell, gboolean quote)
{
  gsize n_commas = 0;

  if (quote || !is_plain (cell->text, cell->length, &n_commas) || n_commas > 0)
    append_quoted (buffer, cell->text, cell->length);
  else
    bulk_payload_buffer_append (buffer, cell->text, cell->length);
}

/* Most rows stand in the file as they are to be sent, but for the delimiter: one piece of memory, one byte between
 * its cells. Such a row is looked through and copied in one go. */
static gboolean
append_whole (BulkPayloadBuffer *buffer, const BulkCell *cells, guint n)
{
  const char *start = cells[0].text;
  gsize length, n_commas, n_between = 0, at = 0;
  char *out;

  for (guint i = 0; i + 1 < n; i++)
    {
      const char *end = cells[i].text + cells[i].length;

      if (end + 1 != cells[i + 1].text)
        return FALSE;
      n_between += *end == ',';
    }
  length = (gsize) (cells[n - 1].text + cells[n - 1].length - start);
  if (!is_plain (start, length, &n_commas) || n_commas != n_between)
    return FALSE;
  out = bulk_payload_buffer_reserve (buffer, length);
  if (length > 0)
    memcpy (out, start, length);
  if (n_between != n - 1)
    for (guint i = 0; i + 1 < n; i++)
      {
        at += cells[i].length;
        out[at++] = ',';
      }
  buffer->length += length;
  return TRUE;
}

/**
 * bulk_payload_csv_append_row:
 * @buffer: grows by the row
 * @cells: (nullable): what the row holds
 * @n: how many
 * @n_columns: as many the row shall have at least; missing ones are empty
 * @first: whether the row begins the body
 *
 * Appends a row of CSV by RFC 4180: commas, CR LF, quotes around cells with a comma, quote or line end, and nowhere
 * else but where the row would be read as something else: a row of one empty cell is `""`, since a blank line is none,
 * and a body does not begin with what looks like a byte order mark or Excel's `sep=`.
 */
void
bulk_payload_csv_append_row (BulkPayloadBuffer *buffer, const BulkCell *cells, guint n, guint n_columns, gboolean first)
{
  gsize start = buffer->length;
  gboolean mark = first && n > 0 && looks_like_mark (&cells[0]);

  if (mark || n == 0 || !append_whole (buffer, cells, n))
    for (guint i = 0; i < n; i++)
      {
        if (i > 0)
          bulk_payload_buffer_append_byte (buffer, ',');
        append_cell (buffer, &cells[i], mark && i == 0);
      }
  if (n_columns > MAX (n, 1))
    {
      gsize missing = n_columns - MAX (n, 1);

      memset (bulk_payload_buffer_reserve (buffer, missing), ',', missing);
      buffer->length += missing;
    }
  if (buffer->length == start)
    bulk_payload_buffer_append (buffer, "\"\"", 2);
  bulk_payload_buffer_append (buffer, "\r\n", 2);
}
