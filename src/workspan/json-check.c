/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/json-check.h"

#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  const char *at;
  const char *end;
} Scan;

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

static gboolean
take (Scan *scan, char c)
{
  if (scan->at >= scan->end || *scan->at != c)
    return FALSE;
  scan->at++;
  return TRUE;
}

static gboolean
take_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return FALSE;
  scan->at += length;
  return TRUE;
}

/* The four digits after \u; -1 if they are none. */
static int
take_hex (Scan *scan)
{
  int value = 0;

  if (scan->end - scan->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*scan->at++);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

static gboolean
take_escape (Scan *scan)
{
  int unit;

  if (scan->at >= scan->end)
    return FALSE;
  if (*scan->at != 'u')
    return memchr ("\"\\/bfnrt", *scan->at++, 8) != NULL;
  scan->at++;
  unit = take_hex (scan);
  /* json-glib ends a string at \u0000, and so would take a part of an ID for the whole. */
  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (!take (scan, '\\') || !take (scan, 'u'))
        return FALSE;
      unit = take_hex (scan);
      return unit >= 0xdc00 && unit <= 0xdfff;
    }
  return TRUE;
}

static gboolean
take_string (Scan *scan)
{
  if (!take (scan, '"'))
    return FALSE;
  while (scan->at < scan->end)
    {
      guchar c = (guchar) *scan->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20 || (c == '\\' && !take_escape (scan)))
        return FALSE;
    }
  return FALSE;
}

static gboolean
take_digits (Scan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return scan->at > start;
}

static gboolean
take_number (Scan *scan)
{
  take (scan, '-');
  if (!take (scan, '0') && !take_digits (scan))
    return FALSE;
  if (take (scan, '.') && !take_digits (scan))
    return FALSE;
  if (take (scan, 'e') || take (scan, 'E'))
    {
      if (!take (scan, '+'))
        take (scan, '-');
      return take_digits (scan);
    }
  return TRUE;
}

static gboolean
take_scalar (Scan *scan)
{
  if (scan->at >= scan->end)
    return FALSE;
  switch (*scan->at)
    {
    case '"':
      return take_string (scan);
    case 't':
      return take_word (scan, "true");
    case 'f':
      return take_word (scan, "false");
    case 'n':
      return take_word (scan, "null");
    default:
      return take_number (scan);
    }
}

static gboolean
take_key (Scan *scan)
{
  skip_blanks (scan);
  if (!take_string (scan))
    return FALSE;
  skip_blanks (scan);
  return take (scan, ':');
}

/* After a value: closes what ends here. Sets more if another value must follow. */
static gboolean
take_after_value (Scan *scan, const char *open, guint *depth, gboolean *more)
{
  *more = FALSE;
  while (*depth > 0)
    {
      gboolean in_object = open[*depth - 1] == '{';

      skip_blanks (scan);
      if (take (scan, ','))
        {
          *more = TRUE;
          return !in_object || take_key (scan);
        }
      if (!take (scan, in_object ? '}' : ']'))
        return FALSE;
      (*depth)--;
    }
  return TRUE;
}

/**
 * bulk_json_check:
 * @text: what a server sent, not NUL-terminated
 * @length: bytes
 * @max_depth: deepest nesting allowed, at most 64
 *
 * Whether @text is exactly one JSON value by RFC 8259, in UTF-8, without `\u0000` and lone surrogates, and not nested
 * deeper than @max_depth. To be asked before json-glib, which accepts much that is no JSON, overflows
 * the stack on deep nesting, and cuts strings at `\u0000`. Uses no recursion.
 *
 * Returns: %TRUE if json-glib can be trusted with it
 */
gboolean
bulk_json_check (const char *text, gsize length, guint max_depth)
{
  Scan scan = { text, text + length };
  char open[MAX_DEPTH];
  guint depth = 0;
  gboolean more = TRUE;

  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  max_depth = MIN (max_depth, MAX_DEPTH);
  while (more)
    {
      skip_blanks (&scan);
      if (scan.at < scan.end && (*scan.at == '{' || *scan.at == '['))
        {
          char bracket = *scan.at++;

          if (depth >= max_depth)
            return FALSE;
          skip_blanks (&scan);
          if (!take (&scan, bracket == '{' ? '}' : ']'))
            {
              open[depth++] = bracket;
              if (bracket == '{' && !take_key (&scan))
                return FALSE;
              continue;
            }
        }
      else if (!take_scalar (&scan))
        return FALSE;
      if (!take_after_value (&scan, open, &depth, &more))
        return FALSE;
    }
  skip_blanks (&scan);
  return scan.at == scan.end;
}
