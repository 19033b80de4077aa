/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-scan.h"
#include "table/csv-parse.h"
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#define MAX_SPLIT 512u       /* cells */
#define QUOTED_MAX 65536u    /* bytes of a row: a longer quoted cell is looked through with care */

/* One bit for each of 64 bytes. */
typedef struct
{
  guint64 delimiter, lf, cr, quote;
} BulkCsvMasks;

/* Each bit becomes the parity of itself and all below it. */
static inline guint64
prefix_xor (guint64 bits)
{
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/* What of the quotes goes on from one 64 bytes to the next. */
typedef struct
{
  guint64 within;     /* all bits: the text is within quotes */
  guint64 boundary;   /* lowest bit: a quote may open */
  guint64 closed;     /* lowest bit: a quote has just closed */
} BulkCsvQuotes;

/* Takes delimiters and line ends within quotes out of the masks. Returns where a quote stands, or is followed by, what
 * RFC 4180 does not have. */
static inline guint64
follow_quotes (BulkCsvQuotes *self, BulkCsvMasks *m, guint64 *line_ends)
{
  guint64 separators = m->delimiter | *line_ends, inside, opening, closing, bad;

  if ((m->quote | self->within | self->closed) == 0)
    {
      self->boundary = separators >> 63;
      return 0;
    }
  inside = prefix_xor (m->quote) ^ self->within;
  opening = m->quote & inside;
  closing = m->quote & ~inside;
  bad = opening & ~(((separators | m->quote) << 1) | self->boundary);
  bad |= ((closing << 1) | self->closed) & ~(separators | m->quote);
  self->boundary = (separators | m->quote) >> 63;
  self->closed = closing >> 63;
  self->within = 0 - (inside >> 63);    /* all bits, or none */
  m->delimiter &= ~inside;
  *line_ends &= ~inside;
  return bad;
}

#ifdef __x86_64__

#define MASK32(half, byte)                                                                                             \
  ((guint64) (guint32) _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (half, _mm256_set1_epi8 (byte))))
#define LOAD_AVX2(at, delimiter_, m) \
  G_STMT_START { \
    __m256i low_ = _mm256_loadu_si256 ((const __m256i *) (at)); \
    __m256i high_ = _mm256_loadu_si256 ((const __m256i *) ((at) + 32)); \
    (m).delimiter = MASK32 (low_, delimiter_) | MASK32 (high_, delimiter_) << 32; \
    (m).lf = MASK32 (low_, '\n') | MASK32 (high_, '\n') << 32; \
    (m).cr = MASK32 (low_, '\r') | MASK32 (high_, '\r') << 32; \
    (m).quote = MASK32 (low_, '"') | MASK32 (high_, '"') << 32; \
  } G_STMT_END

#define KERNEL(name) name##_avx2
#define TARGET __attribute__ ((target ("avx2,bmi,popcnt")))
#define LOAD LOAD_AVX2
#include "table/csv-kernel.h"
#undef KERNEL
#undef TARGET
#undef LOAD

static inline guint64
mask_sse2 (const __m128i *quarters, char byte)
{
  guint64 mask = 0;

  for (guint i = 0; i < 4; i++)
    mask |= (guint64) _mm_movemask_epi8 (_mm_cmpeq_epi8 (_mm_loadu_si128 (quarters + i), _mm_set1_epi8 (byte)))
            << (i * 16);
  return mask;
}
#define MASK(at, byte) mask_sse2 ((const __m128i *) (at), byte)

#else

/* Eight bytes at a time: the high bit of each byte that equals, gathered into one byte. */
static inline guint64
mask_portable (const char *at, char byte)
{
  guint64 mask = 0;

  for (guint i = 0; i < 8; i++)
    {
      guint64 word, equal;

      memcpy (&word, at + i * 8, 8);
      word = GUINT64_FROM_LE (word) ^ (0x0101010101010101u * (guchar) byte);
      equal = ~(((word & 0x7f7f7f7f7f7f7f7fu) + 0x7f7f7f7f7f7f7f7fu) | word | 0x7f7f7f7f7f7f7f7fu);
      mask |= ((equal >> 7) * 0x0102040810204080u) >> 56 << (i * 8);
    }
  return mask;
}
#define MASK(at, byte) mask_portable (at, byte)

#endif

#define KERNEL(name) name##_basic
#define TARGET
#define LOAD(at, delimiter_, m) \
  ((m) = (BulkCsvMasks) { MASK (at, delimiter_), MASK (at, '\n'), MASK (at, '\r'), MASK (at, '"') })
#include "table/csv-kernel.h"

static gboolean
have_avx2 (void)
{
#ifdef __x86_64__
  static int have = -1;

  /* For tests: the other way must be as right, whatever the machine. */
  if (G_UNLIKELY (have < 0))
    have = __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("bmi") && __builtin_cpu_supports ("popcnt") &&
           g_getenv ("BULK_NO_AVX2") == NULL;
  return have;
#else
  return FALSE;
#endif
}

static guint
find_rows (const char *text, gsize length, gsize *at, char delimiter, BulkCsvRow *rows, guint max)
{
#ifdef __x86_64__
  if (have_avx2 ())
    return find_rows_avx2 (text, length, at, delimiter, rows, max);
#endif
  return find_rows_basic (text, length, at, delimiter, rows, max);
}

/**
 * bulk_csv_scan_plain:
 *
 * As bulk_csv_scan_rows(), but stops before a row whose quotes are not where RFC 4180 has them, and within the last 64
 * bytes.
 *
 * Returns: how many rows were found
 */
guint
bulk_csv_scan_plain (const char *text, gsize length, gsize start, char delimiter, BulkCsvRow *rows, guint max)
{
  return find_rows (text, length, &start, delimiter, rows, max);
}

/**
 * bulk_csv_scan_rows:
 * @start: where a row begins
 * @rows: (out caller-allocates): filled
 * @max: how many @rows there is room for
 *
 * Finds where rows begin and end and how many cells they have, without making cells: what bulk_csv_parse_row()
 * would find, an order of magnitude faster. A line end at the end of the text begins no row.
 *
 * Returns: how many rows were found, less than @max only at the end of the text
 */
guint
bulk_csv_scan_rows (const char *text, gsize length, gsize start, char delimiter, BulkCsvRow *rows, guint max)
{
  guint n = 0;

  while (n < max && start < length)
    {
      BulkCsvShape shape;
      BulkCsvRow *row;

      n += find_rows (text, length, &start, delimiter, rows + n, max - n);
      if (n == max || start >= length)
        break;
      row = rows + n++;
      row->start = start;
      start = row->next = bulk_csv_parse_row (text, length, start, delimiter, NULL, &shape);
      row->end = shape.end;
      row->n_cells = shape.n_cells;
      row->odd = shape.stray_column != G_MAXUINT || shape.unclosed_column != G_MAXUINT;
      row->to_end = shape.to_end;
    }
  return n;
}

/**
 * bulk_csv_scan_split:
 * @start: where a row begins
 * @ends: (out caller-allocates): where each cell ends
 * @max: how many @ends there is room for
 * @n: (out): how many cells
 * @quoted: (out): whether there may be quotes in the row; a cell that begins with one ends with one then
 *
 * The short way for most rows of most files.
 *
 * Returns: where the row's text ends; 0 if the row's quotes are not where RFC 4180 has them, if it has too many cells
 *   or lies at the end of the text, so that bulk_csv_parse_row() has to read it
 */
gsize
bulk_csv_scan_split (const char *text, gsize length, gsize start, char delimiter, gsize *ends, guint max, guint *n,
                     gboolean *quoted)
{
#ifdef __x86_64__
  if (have_avx2 ())
    return split_avx2 (text, length, start, delimiter, ends, max, n, quoted);
#endif
  return split_basic (text, length, start, delimiter, ends, max, n, quoted);
}

/* What is between the quotes of a cell that has them where they belong. */
static BulkCell
read_quoted (const char *text, gsize start, gsize end, BulkCells *cells)
{
  BulkCell cell = { text + start + 1, end - start - 2, BULK_CELL_TEXT };

  if (memchr (cell.text, '"', cell.length) != NULL)
    cell.text = bulk_csv_parse_copy_quoted (text, start + 1, end - 1, end, cells, &cell.length);
  return cell;
}

/**
 * bulk_csv_scan_cells:
 * @start: where a row begins
 * @cells: cleared, then filled with the cells; they borrow @text
 *
 * What bulk_csv_parse_row() does, for most rows of most files.
 *
 * Returns: where the next row begins, at most @length; 0 if the row has to be parsed
 */
gsize
bulk_csv_scan_cells (const char *text, gsize length, gsize start, char delimiter, BulkCells *cells)
{
  gsize ends[MAX_SPLIT], at = start, end;
  BulkCell *all;
  gboolean quoted;
  guint n;

  end = bulk_csv_scan_split (text, length, start, delimiter, ends, MAX_SPLIT, &n, &quoted);
  if (end == 0)
    return 0;
  bulk_cells_clear (cells);
  n = end > start ? n : 0;
  all = bulk_cells_extend (cells, n);
  for (guint i = 0; i < n; i++)
    {
      if (quoted && text[at] == '"')
        all[i] = read_quoted (text, at, ends[i], cells);
      else
        all[i] = (BulkCell) { text + at, ends[i] - at, BULK_CELL_TEXT };
      at = ends[i] + 1;
    }
  return end + (text[end] == '\r' && end + 1 < length && text[end + 1] == '\n' ? 2 : 1);
}
