/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/check.h"
#include <string.h>

/* UTF-8 that was read as Windows-1252 once: each byte of a letter has become a letter of its own. Turned back into
 * bytes, such text is UTF-8 again, which natural text as good as never is. */

static const guint16 high_1252[32] = {
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
  0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
  0x017e, 0x0178,
};

/* The byte that Windows-1252 has for a character; -1: it has none. */
static int
to_byte (gunichar c)
{
  if (c < 0x80 || (c >= 0xa0 && c < 0x100))
    return (int) c;
  for (guint i = 0; i < G_N_ELEMENTS (high_1252); i++)
    if (high_1252[i] == c)
      return 0x80 + (int) i;
  /* Latin-1 in place of Windows-1252 is as common. */
  return c >= 0x80 && c < 0xa0 ? (int) c : -1;
}

/* How sure one is that the bytes from a leading one on were one letter: 0 not at all, 2 quite. Curly quotes behind a
 * capital occur in natural text. */
static guint
judge (const guchar *bytes, gsize n)
{
  if (n >= 4 && bytes[0] == 0xf0 && g_utf8_validate_len ((const char *) bytes, 4, NULL))
    return 2;
  if (n >= 3 && bytes[0] >= 0xe0 && bytes[0] < 0xf0 && g_utf8_validate_len ((const char *) bytes, 3, NULL))
    return bytes[0] == 0xe2 ? 2 : 1;
  if (n < 2 || bytes[0] < 0xc2 || bytes[0] >= 0xe0 || bytes[1] < 0x80 || bytes[1] >= 0xc0)
    return 0;
  if (bytes[1] >= 0x91 && bytes[1] <= 0x94)
    return 1;
  return bytes[0] <= 0xc3 ? 2 : 1;
}

/* The text as bytes of Windows-1252, characters it lacks as 0x01. */
static guchar *
to_bytes (const char *text, gsize length, gsize *n, gboolean *whole)
{
  guchar *bytes = g_malloc (length + 1);

  *n = 0;
  *whole = TRUE;
  for (gsize i = 0; i < length;)
    {
      gunichar c = g_utf8_get_char_validated (text + i, (gssize) (length - i));
      gsize size = c > 0x10ffff ? 1 : (gsize) g_utf8_skip[(guchar) text[i]];
      int byte = c > 0x10ffff ? -1 : to_byte (c);

      *whole &= byte >= 0;
      bytes[(*n)++] = (guchar) (byte >= 0 ? byte : 1);
      i += size;
    }
  bytes[*n] = 0;
  return bytes;
}

/* Cheap, for the many cells that have accents as they should be. */
static gboolean
may_be (const char *text, gsize length)
{
  for (gsize i = 0; i + 3 < length; i++)
    if ((guchar) text[i] == 0xc3 && (guchar) text[i + 1] >= 0x82 && (guchar) text[i + 1] <= 0xb0 &&
        (guchar) text[i + 2] >= 0xc2)
      return TRUE;
  return FALSE;
}

static gboolean
is_garbled (const guchar *bytes, gsize n)
{
  guint sure = 0;

  for (gsize i = 0; i < n && sure < 2; i++)
    sure += judge (bytes + i, n - i);
  return sure >= 2;
}

static void
check_cell (const BulkCheckColumn *column, const BulkCell *cell, BulkCheckSink *sink)
{
  g_autofree guchar *bytes = NULL;
  gboolean whole;
  gsize n;

  if (!may_be (cell->text, cell->length))
    return;
  bytes = to_bytes (cell->text, cell->length, &n, &whole);
  if (is_garbled (bytes, n))
    bulk_check_report (sink, BULK_PROBLEM_MOJIBAKE, column->index, 0);
}

static gboolean
suggest (const BulkCheckContext *context, const BulkProblem *problem, const BulkCell *cell, BulkFix *fix)
{
  gboolean whole;
  gsize n;
  guchar *bytes = to_bytes (cell->text, cell->length, &n, &whole);

  if (!whole || !g_utf8_validate_len ((const char *) bytes, n, NULL) || memchr (bytes, 0, n) != NULL)
    {
      g_free (bytes);
      return FALSE;
    }
  fix->kind = BULK_FIX_TEXT;
  fix->text = (char *) bytes;
  return TRUE;
}

const BulkCheck bulk_check_mojibake = { .cell = check_cell, .suggest = suggest };
