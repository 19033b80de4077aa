/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No include guard: csv-scan.c includes this once for each kind of processor, with
 *   KERNEL(name)  the name of a function for it
 *   TARGET        the attributes of such a function
 *   LOAD(at, m)   fills BulkCsvMasks m from the 64 bytes at */

/* Finds whole rows, 64 bytes at a time, as long as every quote stands where RFC 4180 has it: a quote that opens
 * comes after a delimiter, a line end or a quote, one that closes comes before one. Then the parity of the quotes
 * before a byte says whether it lies within quotes. Stops before the first row for which that does not hold, and
 * before the last 64 bytes. @at: in, where a row begins; out, where the first row not told of begins. */
TARGET static guint
KERNEL (find_rows) (const char *text, gsize length, gsize *at, char delimiter, BulkCsvRow *rows, guint max)
{
  gsize row_start = *at;
  BulkCsvQuotes quotes = { .boundary = 1 };
  guint64 cr_before = 0;
  guint n = 0, cells = 1;

  for (gsize block = *at; n < max && block + 64 <= length; block += 64)
    {
      BulkCsvMasks m;
      guint64 bad, ends, line_ends;

      LOAD (text + block, delimiter, m);
      line_ends = m.lf | m.cr;
      bad = follow_quotes (&quotes, &m, &line_ends);
      /* The LF of a CRLF ends nothing. */
      ends = line_ends & ~(m.lf & ((m.cr << 1) | cr_before));
      cr_before = m.cr >> 63;
      if (bad != 0)
        ends &= (bad & -bad) - 1;
      while (ends != 0)
        {
          guint64 up_to = ends ^ (ends - 1);
          gsize end = block + __builtin_ctzll (ends);

          if (n == max)
            goto out;
          cells += __builtin_popcountll (m.delimiter & up_to);
          m.delimiter &= ~up_to;
          rows[n] = (BulkCsvRow) { .start = row_start, .end = end, .n_cells = end == row_start ? 0 : cells };
          row_start = end + 1;
          row_start += text[end] == '\r' && row_start < length && text[row_start] == '\n';
          rows[n++].next = row_start;
          cells = 1;
          ends &= ends - 1;
        }
      if (bad != 0)
        break;
      cells += __builtin_popcountll (m.delimiter);
    }
out:
  *at = row_start;
  return n;
}

/* Where each cell of a row ends whose quotes, if it has any, stand where find_rows() wants them; see
 * bulk_csv_scan_split(). */
TARGET static gsize
KERNEL (split) (const char *text, gsize length, gsize start, char delimiter, gsize *ends, guint max, guint *n_ends,
               gboolean *quoted)
{
  BulkCsvQuotes quotes = { .boundary = 1 };
  guint n = 0;

  *quoted = FALSE;
  for (gsize block = start; block + 64 <= length; block += 64)
    {
      BulkCsvMasks m;
      guint64 line_ends, stops, bad;

      LOAD (text + block, delimiter, m);
      line_ends = m.lf | m.cr;
      if (m.quote != 0)
        *quoted = TRUE;
      bad = follow_quotes (&quotes, &m, &line_ends);
      stops = m.delimiter | line_ends;
      if (line_ends != 0)
        {
          guint64 up_to = line_ends ^ (line_ends - 1);

          stops &= up_to;
          bad &= up_to;
        }
      /* A quote that is never closed must not be looked for to the end of the text by everybody who reads its row. */
      if (bad != 0 || n + __builtin_popcountll (stops) > max || (quotes.within != 0 && block - start > QUOTED_MAX))
        return 0;
      for (; stops != 0; stops &= stops - 1)
        ends[n++] = block + __builtin_ctzll (stops);
      if (line_ends != 0)
        {
          *n_ends = n;
          return ends[n - 1];
        }
    }
  return 0;
}
