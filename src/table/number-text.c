/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/number-text.h"
#include <float.h>
#include <math.h>
#include <string.h>

#define EXACT_DIGITS 15           /* so many any double keeps as they were written */
#define MOST_DIGITS 17            /* so many tell any double from its neighbours */
#define PLAIN_MAX 41              /* digits before the point that are written out */
#define PLAIN_MIN (-20)
#define DAY_MILLISECONDS 86400000

/* 0.ddd × 10^point, the digits without zeros around them. */
typedef struct
{
  gboolean is_negative;
  const char *digits;
  guint n;
  gint64 point;
} Decimal;

static gsize
write_exponent (char *to, const Decimal *decimal)
{
  char *at = to;
  gint64 exponent = decimal->point - 1;

  *at++ = decimal->digits[0];
  if (decimal->n > 1)
    {
      *at++ = '.';
      memcpy (at, decimal->digits + 1, decimal->n - 1);
      at += decimal->n - 1;
    }
  return at - to + g_snprintf (at, 16, "e%c%" G_GINT64_FORMAT, exponent < 0 ? '-' : '+', ABS (exponent));
}

static gsize
write_decimal (const Decimal *decimal, char *text)
{
  char *at = text;
  guint whole;

  if (decimal->n == 0)
    {
      strcpy (text, "0");
      return 1;
    }
  if (decimal->is_negative)
    *at++ = '-';
  if (decimal->point > PLAIN_MAX || decimal->point < PLAIN_MIN)
    return at - text + write_exponent (at, decimal);
  whole = decimal->point > 0 ? MIN ((guint) decimal->point, decimal->n) : 0;
  memcpy (at, decimal->digits, whole);
  at += whole;
  for (gint64 i = decimal->n; i < decimal->point; i++)
    *at++ = '0';
  if (decimal->point <= 0)
    *at++ = '0';
  if (whole < decimal->n)
    {
      *at++ = '.';
      for (gint64 i = decimal->point; i < 0; i++)
        *at++ = '0';
      memcpy (at, decimal->digits + whole, decimal->n - whole);
      at += decimal->n - whole;
    }
  *at = '\0';
  return at - text;
}

/**
 * bulk_number_text_from_double:
 * @text: (out caller-allocates): NUL-terminated
 *
 * Returns: bytes of the shortest decimal that reads as @value; 0 for what is not finite
 */
gsize
bulk_number_text_from_double (double value, char text[BULK_NUMBER_TEXT_SIZE])
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], digits[32], format[8];
  Decimal decimal = { .is_negative = value < 0, .digits = digits };
  const char *at;

  *text = '\0';
  if (!isfinite (value))
    return 0;
  /* The least doubles have fewer digits. */
  for (guint i = fabs (value) < DBL_MIN ? 0 : EXACT_DIGITS - 1; i <= MOST_DIGITS - 1; i++)
    {
      g_snprintf (format, sizeof format, "%%.%ue", i);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  for (at = buffer; *at != 'e' && *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      digits[decimal.n++] = *at;
  decimal.point = *at == 'e' ? g_ascii_strtoll (at + 1, NULL, 10) + 1 : 1;
  while (decimal.n > 0 && digits[decimal.n - 1] == '0')
    decimal.n--;
  return write_decimal (&decimal, text);
}

/* What stands in a number's text. */
typedef struct
{
  Decimal decimal;
  char digits[BULK_NUMBER_TEXT_SIZE];
  gboolean is_whole;       /* neither a point nor an exponent */
  gboolean is_long;        /* more digits than there is room for */
} Scan;

static const char *
scan_digits (Scan *scan, const char *at, const char *end, gboolean is_fraction)
{
  Decimal *decimal = &scan->decimal;

  for (; at < end && g_ascii_isdigit (*at); at++)
    {
      if (decimal->n == 0 && *at == '0')
        {
          decimal->point -= is_fraction;
          continue;
        }
      decimal->point += !is_fraction;
      if (decimal->n < sizeof scan->digits - 8)
        scan->digits[decimal->n++] = *at;
      else
        scan->is_long = TRUE;
    }
  return at;
}

static gboolean
scan_number (Scan *scan, const char *at, const char *end)
{
  gboolean has_digits;
  const char *start;

  scan->is_whole = TRUE;
  if (at < end && (*at == '-' || *at == '+'))
    scan->decimal.is_negative = *at++ == '-';
  start = at;
  at = scan_digits (scan, at, end, FALSE);
  has_digits = at > start;
  if (at < end && *at == '.')
    {
      scan->is_whole = FALSE;
      start = ++at;
      at = scan_digits (scan, at, end, TRUE);
      has_digits |= at > start;
    }
  if (!has_digits)
    return FALSE;
  if (at < end && (*at == 'e' || *at == 'E'))
    {
      gboolean is_negative = FALSE;
      gint64 exponent = 0;

      scan->is_whole = FALSE;
      if (++at < end && (*at == '-' || *at == '+'))
        is_negative = *at++ == '-';
      if (at == end)
        return FALSE;
      for (; at < end && g_ascii_isdigit (*at); at++)
        exponent = MIN (exponent * 10 + (*at - '0'), 100000);
      scan->decimal.point += is_negative ? -exponent : exponent;
    }
  return at == end;
}

/**
 * bulk_number_text_from_text:
 * @number: not NUL-terminated
 * @text: (out caller-allocates): NUL-terminated
 *
 * Returns: bytes of the shortest decimal of the same value; whole numbers keep all digits; 0 if it is no number
 */
gsize
bulk_number_text_from_text (const char *number, gsize length, char text[BULK_NUMBER_TEXT_SIZE])
{
  Scan scan;
  Decimal *decimal = &scan.decimal;

  *decimal = (Decimal) { 0 };
  scan.is_long = FALSE;
  *text = '\0';
  while (length > 0 && g_ascii_isspace (*number))
    number++, length--;
  while (length > 0 && g_ascii_isspace (number[length - 1]))
    length--;
  decimal->digits = scan.digits;
  if (!scan_number (&scan, number, number + length))
    return 0;
  if (scan.is_whole && !scan.is_long && decimal->n > EXACT_DIGITS)
    {
      *text = '-';
      memcpy (text + decimal->is_negative, scan.digits, decimal->n);
      text[decimal->is_negative + decimal->n] = '\0';
      return decimal->is_negative + decimal->n;
    }
  while (decimal->n > 0 && scan.digits[decimal->n - 1] == '0' && !scan.is_long)
    decimal->n--;
  if (decimal->n > EXACT_DIGITS || ABS (decimal->point) > 300)
    {
      g_autofree char *copy = g_strndup (number, length);

      return bulk_number_text_from_double (g_ascii_strtod (copy, NULL), text);
    }
  return write_decimal (decimal, text);
}

/* Days since 1970-01-01 to a date of the Gregorian calendar, by 400-year eras that begin in March. */
static void
to_civil (gint64 days, gint *year, guint *month, guint *day)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  guint of_era = shifted - era * 146097;
  guint year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  guint of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  guint from_march = (5 * of_year + 2) / 153;

  *day = of_year - (153 * from_march + 2) / 5 + 1;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

/* Day 60 of the 1900 system is a day that never was, and day 0 is before the first: both as Excel shows them. */
static gsize
write_date (gint64 days, char *text)
{
  gint year;
  guint month, day;

  if (days == 0 || days == 60)
    return g_strlcpy (text, days == 0 ? "1900-01-00" : "1900-02-29", BULK_NUMBER_TEXT_SIZE);
  to_civil (days - (days < 60 ? 25568 : 25569), &year, &month, &day);
  return g_snprintf (text, BULK_NUMBER_TEXT_SIZE, "%04d-%02u-%02u", year, month, day);
}

/**
 * bulk_number_text_from_milliseconds:
 * @text: (out caller-allocates): NUL-terminated
 *
 * Returns: bytes of "hh:mm:ss", with ".mmm" where that is not zero; hours may pass 24, all may be negative
 */
gsize
bulk_number_text_from_milliseconds (gint64 milliseconds, char text[BULK_NUMBER_TEXT_SIZE])
{
  guint64 all = milliseconds < 0 ? -(guint64) milliseconds : (guint64) milliseconds;
  gsize n = g_snprintf (text, BULK_NUMBER_TEXT_SIZE, "%s%02" G_GUINT64_FORMAT ":%02u:%02u", milliseconds < 0 ? "-" : "",
                        all / 3600000, (guint) (all / 60000 % 60), (guint) (all / 1000 % 60));

  if (all % 1000 != 0)
    n += g_snprintf (text + n, 8, ".%03u", (guint) (all % 1000));
  return n;
}

/**
 * bulk_number_text_from_serial:
 * @serial: days and parts of a day
 * @is_1904: whether days are counted from 1904-01-01
 * @text: (out caller-allocates): NUL-terminated
 *
 * Returns: bytes of the date or time in ISO 8601; 0 where @serial is none, or @kind is not of dates
 */
gsize
bulk_number_text_from_serial (double serial, BulkNumberClass kind, gboolean is_1904, char text[BULK_NUMBER_TEXT_SIZE])
{
  gint64 days, milliseconds;
  gsize n;

  *text = '\0';
  if (kind == BULK_NUMBER_PLAIN || kind == BULK_NUMBER_TEXT || !isfinite (serial) || fabs (serial) >= 2958466)
    return 0;
  if (kind == BULK_NUMBER_DURATION)
    return bulk_number_text_from_milliseconds (llround (serial * DAY_MILLISECONDS), text);
  if (serial < 0)
    return 0;
  days = (gint64) floor (serial);
  milliseconds = llround ((serial - days) * DAY_MILLISECONDS);
  if (milliseconds == DAY_MILLISECONDS && kind == BULK_NUMBER_TIME && days == 0)
    milliseconds--;
  if (milliseconds == DAY_MILLISECONDS)
    {
      days++;
      milliseconds = 0;
    }
  if (kind == BULK_NUMBER_TIME && days == 0)
    return bulk_number_text_from_milliseconds (milliseconds, text);
  if (is_1904)
    days += 1462;
  if (days > 2958465)
    return 0;
  n = write_date (days, text);
  if (kind == BULK_NUMBER_DATE && milliseconds == 0)
    return n;
  text[n++] = 'T';
  return n + bulk_number_text_from_milliseconds (milliseconds, text + n);
}
