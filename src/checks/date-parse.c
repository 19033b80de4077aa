/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/date-parse.h"
#include <string.h>

#define MAX_LENGTH 40u

typedef struct
{
  const char *at, *end;
} Input;

/* The first three letters of a month, in English, German, French and Spanish where those tell. */
static const char *const months[12] = {
  "jan|ene", "feb|fév", "mar|mär|mrz", "apr|avr|abr", "may|mai", "jun|juin", "jul|juil", "aug|aoû|ago", "sep|set",
  "oct|okt", "nov", "dec|dez|déc|dic",
};

static guint
take_number (Input *in, guint max_digits, guint *digits)
{
  guint value = 0, n = 0;

  while (in->at < in->end && g_ascii_isdigit (*in->at) && n < max_digits)
    {
      value = value * 10 + (guint) (*in->at++ - '0');
      n++;
    }
  /* A number that goes on is none of a date. */
  *digits = in->at < in->end && g_ascii_isdigit (*in->at) ? 0 : n;
  return value;
}

static gboolean
take (Input *in, char c)
{
  if (in->at >= in->end || *in->at != c)
    return FALSE;
  in->at++;
  return TRUE;
}

static void
skip_spaces (Input *in)
{
  while (take (in, ' '))
    ;
}

static gboolean
has_name (const char *names, const char *word, gsize length)
{
  while (*names != '\0')
    {
      gsize n = strcspn (names, "|");

      if (length >= n && g_ascii_strncasecmp (names, word, n) == 0)
        return TRUE;
      names += n + (names[n] == '|');
    }
  return FALSE;
}

static guint
take_month (Input *in)
{
  const char *start = in->at;

  while (in->at < in->end && (g_ascii_isalpha (*in->at) || (guchar) *in->at >= 0x80))
    in->at++;
  if (in->at - start >= 3 && in->at - start <= 12)
    for (guint i = 0; i < 12; i++)
      if (has_name (months[i], start, (gsize) (in->at - start)))
        {
          take (in, '.');
          return i + 1;
        }
  return 0;
}

/* Two digits are what spreadsheet programs take them for. */
static guint
widen_year (guint year, guint digits)
{
  return digits == 2 ? year + (year < 30 ? 2000 : 1900) : year;
}

/* What may stand behind a date: nothing, or a time. */
static gboolean
take_rest (Input *in, BulkDate *date)
{
  const char *start = in->at;

  date->rest = in->at;
  date->rest_length = (gsize) (in->end - in->at);
  if (in->at == in->end)
    return TRUE;
  if (*in->at == ',')
    in->at++;
  if (in->at >= in->end || (*in->at != 'T' && *in->at != 't' && *in->at != ' '))
    return FALSE;
  for (in->at++; in->at < in->end; in->at++)
    if (!g_ascii_isdigit (*in->at) && strchr (":. +-ZAPMapm", *in->at) == NULL)
      return FALSE;
  return memchr (start, ':', (gsize) (in->end - start)) != NULL;
}

static gboolean
is_day (guint year, guint month, guint day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static BulkDateForm
parse_year_first (Input *in, BulkDate *date)
{
  guint digits;
  gboolean two;
  char mark;

  date->year = take_number (in, 4, &digits);
  if (digits != 4 || in->at >= in->end || strchr ("-/.", *in->at) == NULL)
    return BULK_DATE_NONE;
  mark = *in->at++;
  date->first = take_number (in, 2, &digits);
  two = digits == 2;
  if (digits == 0 || !take (in, mark))
    return BULK_DATE_NONE;
  date->second = take_number (in, 2, &digits);
  if (digits == 0 || !take_rest (in, date))
    return BULK_DATE_NONE;
  date->month_is_first = TRUE;
  return mark == '-' && two && digits == 2 ? BULK_DATE_ISO : BULK_DATE_YEAR_FIRST;
}

static BulkDateForm
parse_named_after_day (Input *in, BulkDate *date)
{
  guint digits;

  take (in, '.');
  skip_spaces (in);
  take (in, '-');
  date->second = date->first;
  date->first = take_month (in);
  skip_spaces (in);
  if (!take (in, '-'))
    take (in, ',');
  skip_spaces (in);
  date->year = take_number (in, 4, &digits);
  if (date->first == 0 || (digits != 2 && digits != 4) || !take_rest (in, date))
    return BULK_DATE_NONE;
  date->year = widen_year (date->year, digits);
  date->month_is_first = TRUE;
  return BULK_DATE_NAMED;
}

static BulkDateForm
parse_day_first (Input *in, BulkDate *date)
{
  guint digits;
  char mark;

  date->first = take_number (in, 2, &digits);
  if (digits == 0 || in->at >= in->end)
    return BULK_DATE_NONE;
  mark = *in->at;
  if (strchr ("/-.", mark) == NULL || in->at + 1 >= in->end || !g_ascii_isdigit (in->at[1]))
    return parse_named_after_day (in, date);
  in->at++;
  date->second = take_number (in, 2, &digits);
  if (digits == 0 || !take (in, mark))
    return BULK_DATE_NONE;
  date->year = take_number (in, 4, &digits);
  if ((digits != 2 && digits != 4) || !take_rest (in, date))
    return BULK_DATE_NONE;
  date->year = widen_year (date->year, digits);
  return mark == '.' ? BULK_DATE_DOTS : mark == '/' ? BULK_DATE_SLASHES : BULK_DATE_DASHES;
}

static BulkDateForm
parse_month_first (Input *in, BulkDate *date)
{
  guint digits;

  date->first = take_month (in);
  skip_spaces (in);
  date->second = take_number (in, 2, &digits);
  if (date->first == 0 || digits == 0)
    return BULK_DATE_NONE;
  take (in, ',');
  skip_spaces (in);
  date->year = take_number (in, 4, &digits);
  if (digits != 4 || !take_rest (in, date))
    return BULK_DATE_NONE;
  date->month_is_first = TRUE;
  return BULK_DATE_NAMED;
}

static gboolean
is_possible (const BulkDate *date)
{
  gboolean month_first = is_day (date->year, date->first, date->second);
  gboolean day_first = is_day (date->year, date->second, date->first);

  if (date->month_is_first)
    return month_first;
  return day_first || (month_first && date->form != BULK_DATE_DOTS);
}

/* Public functions */

/**
 * bulk_date_parse:
 * @text: not NUL-terminated
 * @date: (out): how it is written; only its form is set where that is %BULK_DATE_NONE
 *
 * Returns: the form; %BULK_DATE_IMPOSSIBLE for what is written like a date that there is not
 */
BulkDateForm
bulk_date_parse (const char *text, gsize length, BulkDate *date)
{
  Input in = { text, text + length };

  *date = (BulkDate) { .form = BULK_DATE_NONE };
  if (length < 6 || length > MAX_LENGTH)
    return BULK_DATE_NONE;
  if (!g_ascii_isdigit (text[0]))
    date->form = parse_month_first (&in, date);
  else if (g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]))
    date->form = parse_year_first (&in, date);
  else
    date->form = parse_day_first (&in, date);
  if (date->form != BULK_DATE_NONE && !is_possible (date))
    date->form = BULK_DATE_IMPOSSIBLE;
  return date->form;
}

gboolean
bulk_date_is_order_free (const BulkDate *date)
{
  return date->form == BULK_DATE_SLASHES || date->form == BULK_DATE_DASHES;
}

BulkDateOrder
bulk_date_get_order (const BulkDate *date)
{
  if (!bulk_date_is_order_free (date))
    return BULK_DATE_ORDER_UNKNOWN;
  if (date->first > 12)
    return BULK_DATE_ORDER_DAY_FIRST;
  return date->second > 12 ? BULK_DATE_ORDER_MONTH_FIRST : BULK_DATE_ORDER_UNKNOWN;
}

/**
 * bulk_date_dup_iso:
 * @order: what to believe where the date does not tell
 *
 * Returns: (transfer full) (nullable): the date as 2026-03-31, with its time as it stands
 */
char *
bulk_date_dup_iso (const BulkDate *date, BulkDateOrder order)
{
  guint month = date->first, day = date->second;
  BulkDateOrder own = bulk_date_get_order (date);

  if (date->form <= BULK_DATE_IMPOSSIBLE)
    return NULL;
  if (own != BULK_DATE_ORDER_UNKNOWN)
    order = own;
  if (date->form == BULK_DATE_DOTS)
    order = BULK_DATE_ORDER_DAY_FIRST;
  if (bulk_date_is_order_free (date) && order == BULK_DATE_ORDER_UNKNOWN && month != day)
    return NULL;
  if (!date->month_is_first && order == BULK_DATE_ORDER_DAY_FIRST)
    {
      month = date->second;
      day = date->first;
    }
  return g_strdup_printf ("%04u-%02u-%02u%.*s", date->year, month, day, (int) date->rest_length, date->rest);
}
