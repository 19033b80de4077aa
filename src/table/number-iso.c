/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/number-text.h"
#include <string.h>

/* ISO 8601 as spreadsheets write it, tidied. */

typedef struct
{
  const char *at, *end;
} Scan;

static gboolean
take (Scan *scan, char character)
{
  if (scan->at >= scan->end || *scan->at != character)
    return FALSE;
  scan->at++;
  return TRUE;
}

static gboolean
take_number (Scan *scan, guint n_digits, guint max, guint *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++, scan->at++)
    {
      if (scan->at >= scan->end || !g_ascii_isdigit (*scan->at))
        return FALSE;
      *number = *number * 10 + (*scan->at - '0');
    }
  return *number <= max;
}

/* After a point: the fraction to the millisecond, never rounded up to a whole. */
static gboolean
take_fraction (Scan *scan, guint *milliseconds)
{
  const char *start = scan->at;
  guint value = 0;

  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at); scan->at++)
    if (scan->at - start < 4)
      value = value * 10 + (*scan->at - '0');
  for (gssize i = scan->at - start; i < 4; i++)
    value *= 10;
  *milliseconds = MIN ((value + 5) / 10, 999);
  return scan->at > start;
}

static gboolean
take_time (Scan *scan, gint64 *milliseconds)
{
  guint hours, minutes, seconds = 0, parts = 0;

  if (!take_number (scan, 2, 24, &hours) || !take (scan, ':') || !take_number (scan, 2, 59, &minutes))
    return FALSE;
  if (take (scan, ':') && !take_number (scan, 2, 60, &seconds))
    return FALSE;
  if ((take (scan, '.') || take (scan, ',')) && !take_fraction (scan, &parts))
    return FALSE;
  *milliseconds = ((hours * 60 + minutes) * 60 + seconds) * G_GINT64_CONSTANT (1000) + parts;
  return TRUE;
}

static gboolean
take_zone (Scan *scan)
{
  guint hours, minutes;

  if (scan->at >= scan->end)
    return TRUE;
  return (take (scan, '+') || take (scan, '-')) && take_number (scan, 2, 14, &hours) && take (scan, ':') &&
         take_number (scan, 2, 59, &minutes);
}

/**
 * bulk_number_text_from_iso:
 * @iso: not NUL-terminated
 * @kind: what the format makes of it: a %BULK_NUMBER_DATE needs no midnight, a %BULK_NUMBER_DATE_TIME has one
 * @text: (out caller-allocates): NUL-terminated
 *
 * Returns: bytes of the date, date and time, or time of day; 0 if it is none
 */
gsize
bulk_number_text_from_iso (const char *iso, gsize length, BulkNumberClass kind, char text[BULK_NUMBER_TEXT_SIZE])
{
  Scan scan = { iso, iso + length };
  guint year, month, day;
  gint64 milliseconds = 0;
  const char *zone;
  gboolean has_time;
  gsize n;

  *text = '\0';
  if (length > 0 && take (&scan, 'T'))
    return take_time (&scan, &milliseconds) && scan.at == scan.end
               ? bulk_number_text_from_milliseconds (milliseconds, text)
               : 0;
  if (length > 2 && iso[2] == ':')
    return take_time (&scan, &milliseconds) && scan.at == scan.end
               ? bulk_number_text_from_milliseconds (milliseconds, text)
               : 0;
  if (!take_number (&scan, 4, 9999, &year) || !take (&scan, '-') || !take_number (&scan, 2, 12, &month) ||
      !take (&scan, '-') || !take_number (&scan, 2, 31, &day))
    return 0;
  has_time = take (&scan, 'T') || take (&scan, ' ');
  if (has_time && !take_time (&scan, &milliseconds))
    return 0;
  /* A cell's time is that of the clock on the wall. Programs in JavaScript put a Z to it all the
   * same: it says nothing. */
  take (&scan, 'Z');
  zone = scan.at;
  if (!take_zone (&scan) || scan.at != scan.end)
    return 0;
  n = g_snprintf (text, BULK_NUMBER_TEXT_SIZE, "%04u-%02u-%02u", year, month, day);
  if ((has_time && (kind != BULK_NUMBER_DATE || milliseconds != 0 || zone < scan.end)) || kind == BULK_NUMBER_DATE_TIME)
    {
      text[n++] = 'T';
      n += bulk_number_text_from_milliseconds (milliseconds, text + n);
    }
  memcpy (text + n, zone, scan.end - zone);
  n += scan.end - zone;
  text[n] = '\0';
  return n;
}

/**
 * bulk_number_text_from_iso_duration:
 * @iso: "PT36H30M00.25S", not NUL-terminated
 * @text: (out caller-allocates): NUL-terminated
 *
 * Returns: bytes of "36:30:00.250"; 0 if it is no duration of days at most
 */
gsize
bulk_number_text_from_iso_duration (const char *iso, gsize length, char text[BULK_NUMBER_TEXT_SIZE])
{
  Scan scan = { iso, iso + length };
  gboolean is_negative = take (&scan, '-'), is_time = FALSE, has_any = FALSE;
  gint64 milliseconds = 0;

  *text = '\0';
  if (!take (&scan, 'P'))
    return 0;
  while (scan.at < scan.end)
    {
      static const struct { char letter; gboolean is_time; gint64 milliseconds; } units[] = {
        { 'D', FALSE, 86400000 }, { 'H', TRUE, 3600000 }, { 'M', TRUE, 60000 }, { 'S', TRUE, 1000 },
      };
      gint64 value = 0;
      guint parts = 0, unit;
      const char *start;

      if (!is_time && take (&scan, 'T'))
        is_time = TRUE;
      start = scan.at;
      for (; scan.at < scan.end && g_ascii_isdigit (*scan.at); scan.at++)
        value = MIN (value * 10 + (*scan.at - '0'), G_GINT64_CONSTANT (1000000000));
      if (scan.at == start || ((take (&scan, '.') || take (&scan, ',')) && !take_fraction (&scan, &parts)))
        return 0;
      for (unit = 0; unit < G_N_ELEMENTS (units); unit++)
        if (units[unit].is_time == is_time && take (&scan, units[unit].letter))
          break;
      if (unit == G_N_ELEMENTS (units) || (parts != 0 && units[unit].letter != 'S'))
        return 0;
      milliseconds += value * units[unit].milliseconds + parts;
      has_any = TRUE;
    }
  return has_any ? bulk_number_text_from_milliseconds (is_negative ? -milliseconds : milliseconds, text) : 0;
}
