/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/check.h"
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
G_BEGIN_DECLS

/* Most cells of most files are plainly fine, and most of the time of a run goes into seeing that. What these functions
 * let through no check may find anything in; what they do not let through, the checks judge. */

/* Whether n bytes, up to eight, are printable ASCII; with tabs among them, or by mistake, it says no. */
static inline gboolean
bulk_quick_word_is_ascii (const char *text, gsize n)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101), highs = ones << 7;
  guint64 word = ones * ' ', deletes;

  memcpy (&word, text, n);
  deletes = word ^ (ones * 0x7f);
  return ((word | ((word - ones * ' ') & ~word) | ((deletes - ones) & ~deletes)) & highs) == 0;
}

/* Whether all bytes are printable ASCII, tabs among them. */
static inline gboolean
bulk_quick_is_ascii (const char *text, gsize length)
{
  const char *start = text;
  const gsize whole = length;
#ifdef __SSE2__
  const __m128i space = _mm_set1_epi8 (0x20), tab = _mm_set1_epi8 ('\t'), delete = _mm_set1_epi8 (0x7f);
  __m128i odd = _mm_setzero_si128 ();

  for (; length >= 16; length -= 16, text += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) text);

      /* Signed: what has the high bit is below a space, too. */
      odd = _mm_or_si128 (odd, _mm_andnot_si128 (_mm_cmpeq_epi8 (bytes, tab), _mm_cmplt_epi8 (bytes, space)));
      odd = _mm_or_si128 (odd, _mm_cmpeq_epi8 (bytes, delete));
    }
  if (_mm_movemask_epi8 (odd) != 0)
    return FALSE;
#endif
  /* What is left, with some of what was seen already. */
  if (whole >= 8)
    {
      while (length > 8 && bulk_quick_word_is_ascii (text, 8))
        {
          length -= 8;
          text += 8;
        }
      if (length <= 8 && bulk_quick_word_is_ascii (start + whole - 8, 8))
        return TRUE;
    }
  else if (length >= 4 && bulk_quick_word_is_ascii (text, 4) && bulk_quick_word_is_ascii (text + length - 4, 4))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (((guchar) text[i] < 0x20 && text[i] != '\t') || (guchar) text[i] >= 0x7f)
      return FALSE;
  return TRUE;
}

/* Whether all that is not ASCII are letters of two bytes that nothing is wrong with. Â, Ã, â and ð may be the beginning
 * of garbled ones, C2 that of spaces and control characters. */
static inline gboolean
bulk_quick_is_latin (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i], next;

      if (c < 0x80)
        {
          if (c < 0x20 || c == 0x7f)
            return FALSE;
          continue;
        }
      if (c < 0xc3 || c > 0xdf || i + 1 >= length)
        return FALSE;
      next = (guchar) text[++i];
      if (c == 0xc3 && (next == 0x82 || next == 0x83 || next == 0xa2 || next == 0xb0))
        return FALSE;
    }
  return TRUE;
}

/* Digits, spaces and brackets behind a sign: a telephone number. */
static inline gboolean
bulk_quick_is_phone (const char *text, gsize length)
{
  if (length < 3 || text[0] != '+')
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (!(g_ascii_isdigit (text[i]) || text[i] == ' ' || text[i] == '-') || (text[i] == ' ' && i + 1 == length))
      return FALSE;
  return TRUE;
}

/* A text of clean characters. */
static inline gboolean
bulk_quick_is_text (const BulkCheckColumn *column, const char *text, gsize length)
{
  const char first = text[0], last = text[length - 1];

  if (first <= ' ' || last <= ' ')
    return (guchar) first >= 0x80 && ((guchar) last >= 0x80 || last > ' ');
  switch (first)
    {
    case '=': case '-': case '@': case '#':
      return FALSE;
    case '+':
      return bulk_quick_is_phone (text, length);
    case 'E':
      return length != 7 || text[3] != ':';
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      if (length < column->zeros_width)
        return FALSE;
      return length < 4 || (text[length - 2] != '+' && text[length - 3] != '+' && text[length - 4] != '+');
    default:
      return TRUE;
    }
}

static inline gboolean
bulk_quick_is_number (const BulkCheckColumn *column, BulkColumnTally *tally, const char *text, gsize length)
{
  gsize i = text[0] == '-', start = i;

  while (i < length && g_ascii_isdigit (text[i]))
    i++;
  if (i == start || i - start > 15)
    return FALSE;
  if (i == length)
    return TRUE;
  if (text[i] != '.' || length - i < 2 || length - i > 12 || length - i == 4 || column->decimal_mark == ',')
    return FALSE;
  for (i++; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  if (tally != NULL)
    tally->n_decimal_dots++;
  return TRUE;
}

/* 2026-03-31, days that every month has. */
static inline gboolean
bulk_quick_is_date (const BulkCheckColumn *column, BulkColumnTally *tally, const char *text, gsize length)
{
  guint month, day;

  if (column->date_form != BULK_DATE_ISO || length != 10 || text[4] != '-' || text[7] != '-' || text[0] == '0')
    return FALSE;
  for (guint i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return FALSE;
  month = (guint) (text[5] - '0') * 10 + (guint) (text[6] - '0');
  day = (guint) (text[8] - '0') * 10 + (guint) (text[9] - '0');
  if (month < 1 || month > 12 || day < 1 || day > 28)
    return FALSE;
  if (tally != NULL)
    tally->date_forms[BULK_DATE_ISO]++;
  return TRUE;
}

/* Letters, digits and dots around one @, no two marks beside one another. */
static inline gboolean
bulk_quick_is_email (const char *text, gsize length)
{
  gsize at = 0, dot = 0;
  gboolean mark = TRUE;

  if (length > 64)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (text[i]))
        {
          mark = FALSE;
          continue;
        }
      if (mark)
        return FALSE;
      mark = TRUE;
      if (text[i] == '@' && at == 0)
        at = i;
      else if (text[i] == '.')
        dot = i;
      else if (text[i] != '-')
        return FALSE;
    }
  return !mark && at > 0 && dot > at && length - dot >= 3;
}

/* ascii: the cell is known to be so. */
static inline gboolean
bulk_quick_is_fine (const BulkCheckColumn *column, BulkColumnTally *tally, const BulkCell *cell, gboolean ascii)
{
  if (column->spellings != NULL || cell->kind == BULK_CELL_NESTED || (column->is_json && cell->kind != column->kind))
    return FALSE;
  if (!ascii && !bulk_quick_is_ascii (cell->text, cell->length) &&
      (column->class > BULK_COLUMN_ID || !bulk_quick_is_latin (cell->text, cell->length)))
    return FALSE;
  switch (column->class)
    {
    case BULK_COLUMN_NUMBER:
      return bulk_quick_is_number (column, tally, cell->text, cell->length);
    case BULK_COLUMN_DATE:
      return bulk_quick_is_date (column, tally, cell->text, cell->length);
    case BULK_COLUMN_EMAIL:
      return bulk_quick_is_email (cell->text, cell->length);
    case BULK_COLUMN_ID:
    case BULK_COLUMN_TEXT:
    default:
      return bulk_quick_is_text (column, cell->text, cell->length);
    }
}
G_END_DECLS
