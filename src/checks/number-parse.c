/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/number-parse.h"
#include <string.h>

#define MAX_LENGTH 64u

/* A number taken apart. */
typedef struct
{
  gboolean negative, brackets, plus, currency, percent, spaces;
  const char *body;         /* digits and marks */
  gsize length;
  guint n_dots, n_commas, n_others;
  char last_mark;           /* of . and , */
  gsize after_last;         /* digits behind it */
  gboolean grouped;         /* digits between marks come in threes */
  gboolean exponent;
} Parts;

static const char *const currencies[] = {
  "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₪", "฿", "zł", "kr", "R$", "US$", "EUR", "USD", "GBP", "CHF", "JPY", "INR",
  "CNY", "AUD", "CAD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN", "SGD", "HKD", "NZD", "ZAR", "KRW",
};

/* A mark between groups of digits: an apostrophe, a space, none that breaks. */
static gsize
group_mark_at (const char *text, gsize length)
{
  static const char *const marks[] = { "'", " ", "\342\200\231", "\302\240", "\342\200\257", "\342\200\211" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= strlen (marks[i]) && memcmp (text, marks[i], strlen (marks[i])) == 0)
      return strlen (marks[i]);
  return 0;
}

static gboolean
take_spaces (const char **text, gsize *length)
{
  gboolean any = FALSE;

  while (*length > 0 && (g_ascii_isspace (**text) || group_mark_at (*text, *length) > 1))
    {
      gsize n = g_ascii_isspace (**text) ? 1 : group_mark_at (*text, *length);

      *text += n;
      *length -= n;
      any = TRUE;
    }
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    {
      --*length;
      any = TRUE;
    }
  if (*length >= 2 && memcmp (*text + *length - 2, "\302\240", 2) == 0)
    *length -= 2;
  else if (*length >= 3 && memcmp (*text + *length - 3, "\342\200\257", 3) == 0)
    *length -= 3;
  return any;
}

static gboolean
take_currency (const char **text, gsize *length)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      gsize n = strlen (currencies[i]);

      if (*length <= n)
        continue;
      if (memcmp (*text, currencies[i], n) == 0)
        *text += n;
      else if (memcmp (*text + *length - n, currencies[i], n) != 0)
        continue;
      *length -= n;
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_sign (const char **text, gsize *length, Parts *parts)
{
  gsize n = 1;

  if (*length >= 3 && memcmp (*text, "\342\210\222", 3) == 0)
    n = 3;
  else if (*length == 0 || (**text != '-' && **text != '+'))
    return FALSE;
  parts->plus |= **text == '+';
  parts->negative |= **text != '+';
  *text += n;
  *length -= n;
  return n == 3;
}

/* The body: digits with marks between them. */
static gboolean
look_at_body (Parts *parts)
{
  gsize digits = 0, since_mark = 0, mark;
  gboolean marked = FALSE;

  parts->grouped = TRUE;
  for (gsize i = 0; i < parts->length; i += mark)
    {
      char c = parts->body[i];

      mark = 1;
      if (g_ascii_isdigit (c))
        {
          digits++;
          since_mark++;
          continue;
        }
      if (digits > 0 && (c == 'e' || c == 'E') && !parts->exponent)
        {
          gsize rest = i + 1;

          if (rest < parts->length && (parts->body[rest] == '+' || parts->body[rest] == '-'))
            rest++;
          for (gsize k = rest; k < parts->length; k++)
            if (!g_ascii_isdigit (parts->body[k]))
              return FALSE;
          parts->exponent = TRUE;
          parts->after_last = since_mark;
          return rest < parts->length && since_mark > 0;
        }
      if (c != '.' && c != ',')
        {
          mark = group_mark_at (parts->body + i, parts->length - i);
          if (mark == 0 || digits == 0)
            return FALSE;
          parts->n_others++;
        }
      /* The first group may be short, those between marks may not. */
      parts->grouped &= marked ? since_mark == 3 : since_mark >= 1 && since_mark <= 3;
      parts->n_dots += c == '.';
      parts->n_commas += c == ',';
      if (c == '.' || c == ',')
        parts->last_mark = c;
      marked = TRUE;
      since_mark = 0;
    }
  parts->after_last = since_mark;
  return digits > 0;
}

static gboolean
take_apart (const char *text, gsize length, Parts *parts)
{
  *parts = (Parts) { 0 };
  if (length == 0 || length > MAX_LENGTH)
    return FALSE;
  if (text[0] == '(' && text[length - 1] == ')')
    {
      parts->brackets = parts->negative = TRUE;
      text++;
      length -= 2;
    }
  for (guint i = 0; i < 2; i++)
    {
      if ((i == 0 || (parts->currency && !parts->negative && !parts->plus)) && take_sign (&text, &length, parts))
        parts->brackets = TRUE; /* a minus of its own kind is no plain number */
      parts->spaces |= take_spaces (&text, &length);
      parts->currency |= !parts->currency && take_currency (&text, &length);
      parts->spaces |= take_spaces (&text, &length);
    }
  if (length > 1 && text[length - 1] == '%')
    {
      parts->percent = TRUE;
      length--;
      take_spaces (&text, &length);
    }
  if (length > 1 && text[length - 1] == '-' && !parts->negative)
    {
      parts->negative = parts->brackets = TRUE;
      length--;
    }
  parts->body = text;
  parts->length = length;
  return look_at_body (parts);
}

/* What . and , mean in a number, as far as it tells by itself. */
static char
get_decimal_mark (const Parts *parts, gboolean *sound, gboolean *open)
{
  guint n_marks = parts->n_dots + parts->n_commas;
  gboolean threes = parts->after_last == 3 && !parts->exponent;

  *sound = TRUE;
  *open = FALSE;
  if (n_marks == 0)
    {
      *sound = parts->n_others == 0 || (parts->grouped && threes);
      return 0;
    }
  if (parts->n_dots > 0 && parts->n_commas > 0)
    {
      char mark = parts->last_mark;

      /* The last one is the decimal mark, and is there once. */
      *sound = (mark == '.' ? parts->n_dots : parts->n_commas) == 1 && parts->grouped;
      return mark;
    }
  if (n_marks > 1)
    {
      *sound = parts->grouped && threes;
      return parts->n_dots > 0 ? ',' : '.';
    }
  if (parts->n_others > 0)
    {
      *sound = parts->grouped;
      return parts->last_mark;
    }
  *open = threes && parts->grouped && !(parts->length == 5 && parts->body[0] == '0');
  return *open ? 0 : parts->last_mark;
}

/* Public functions */

/**
 * bulk_number_parse:
 * @text: without spaces around it, not NUL-terminated
 * @number: (out): how it is written
 *
 * Returns: whether it is a number, and a plain one, which every program reads alike
 */
BulkNumberForm
bulk_number_parse (const char *text, gsize length, BulkNumber *number)
{
  Parts parts;
  gboolean sound, plain;

  *number = (BulkNumber) { BULK_NUMBER_NONE };
  if (!take_apart (text, length, &parts))
    return BULK_NUMBER_NONE;
  number->decimal_mark = get_decimal_mark (&parts, &sound, &number->open);
  number->percent = parts.percent;
  if (!sound)
    return BULK_NUMBER_NONE;
  plain = parts.n_commas == 0 && parts.n_others == 0 && parts.n_dots <= 1 && !parts.brackets && !parts.currency &&
          !parts.percent && !parts.spaces && !parts.plus && (parts.n_dots == 0 || parts.after_last > 0);
  number->form = plain ? BULK_NUMBER_PLAIN : BULK_NUMBER_FORMATTED;
  return number->form;
}

/**
 * bulk_number_dup_plain:
 * @decimal_mark: what the other numbers of the column have; 0: not known
 *
 * Returns: (transfer full) (nullable): the number as -1200.50, or %NULL if there is more than one way to read it
 */
char *
bulk_number_dup_plain (const char *text, gsize length, char decimal_mark)
{
  BulkNumber number;
  GString *out;
  Parts parts;

  if (bulk_number_parse (text, length, &number) == BULK_NUMBER_NONE || number.percent)
    return NULL;
  if (number.decimal_mark != 0)
    decimal_mark = number.decimal_mark;
  else if (number.open && decimal_mark == 0)
    return NULL;
  take_apart (text, length, &parts);
  out = g_string_new (parts.negative ? "-" : NULL);
  for (gsize i = 0; i < parts.length; i++)
    {
      char c = parts.body[i];

      if (c == decimal_mark)
        g_string_append_c (out, '.');
      else if (g_ascii_isalnum (c) || c == '+' || c == '-')
        g_string_append_c (out, c);
    }
  if (out->len > 0 && out->str[out->len - 1] == '.')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}
