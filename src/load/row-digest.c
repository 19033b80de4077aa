/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/row-digest.h"

#include <string.h>

#define FNV_START G_GUINT64_CONSTANT (14695981039346656037)
#define FNV_PRIME G_GUINT64_CONSTANT (1099511628211)
#define MARK "\xff"   /* in no text: sets values apart from texts */

typedef struct
{
  gboolean negative;
  const char *whole;      /* without leading zeros */
  gsize n_whole;
  const char *part;       /* without trailing zeros */
  gsize n_part;
} Decimal;

/* Private helpers */

static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static guint64
add (guint64 hash, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) bytes[i]) * FNV_PRIME;
  return hash;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
trim (const char **text, gsize *length)
{
  for (; *length > 0 && is_blank (**text); (*text)++)
    (*length)--;
  while (*length > 0 && is_blank ((*text)[*length - 1]))
    (*length)--;
}

static gsize
count_digits (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && g_ascii_isdigit (text[n]))
    n++;
  return n;
}

/* Plain decimals only; what is written with an exponent stays the text it is. */
static gboolean
parse_decimal (const char *text, gsize length, Decimal *decimal)
{
  gsize at = 0;

  *decimal = (Decimal) { 0 };
  if (length > 0 && (text[0] == '-' || text[0] == '+'))
    decimal->negative = text[at++] == '-';
  decimal->whole = text + at;
  decimal->n_whole = count_digits (text + at, length - at);
  at += decimal->n_whole;
  if (decimal->n_whole == 0)
    return FALSE;
  if (at < length && text[at] == '.')
    {
      decimal->part = text + ++at;
      decimal->n_part = count_digits (text + at, length - at);
      at += decimal->n_part;
      if (decimal->n_part == 0)
        return FALSE;
    }
  for (; decimal->n_whole > 0 && *decimal->whole == '0'; decimal->whole++)
    decimal->n_whole--;
  while (decimal->n_part > 0 && decimal->part[decimal->n_part - 1] == '0')
    decimal->n_part--;
  decimal->negative = decimal->negative && decimal->n_whole + decimal->n_part > 0;
  return at == length;
}

static guint64
digest_decimal (const Decimal *decimal)
{
  guint64 hash = add (FNV_START, decimal->negative ? "-" MARK : MARK, decimal->negative ? 2 : 1);

  hash = add (hash, decimal->whole, decimal->n_whole);
  if (decimal->n_part > 0)
    hash = add (add (hash, ".", 1), decimal->part, decimal->n_part);
  return mix (hash);
}

static guint64
digest_boolean (const char *text, gsize length)
{
  if (length == 4 && g_ascii_strncasecmp (text, "true", 4) == 0)
    return mix (add (FNV_START, MARK "true", 5));
  if (length == 5 && g_ascii_strncasecmp (text, "false", 5) == 0)
    return mix (add (FNV_START, MARK "false", 6));
  return 0;
}

/* Public functions */

/** bulk_row_digest_text: Returns: a number for what @text says; 0 if it says nothing */
guint64
bulk_row_digest_text (const char *text, gsize length)
{
  Decimal decimal;
  guint64 digest;

  trim (&text, &length);
  if (length == 0)
    return 0;
  if (parse_decimal (text, length, &decimal))
    return digest_decimal (&decimal);
  digest = digest_boolean (text, length);
  return digest != 0 ? digest : mix (add (FNV_START, text, length));
}

/** bulk_row_digest_cell: Returns: a number for a value in a column, to be added to those of the other columns */
guint64
bulk_row_digest_cell (guint column, const char *text, gsize length)
{
  guint64 digest = bulk_row_digest_text (text, length);

  return digest != 0 ? mix (digest + (guint64) (column + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) : 0;
}
