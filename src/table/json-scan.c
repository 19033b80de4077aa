/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-scan.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

void
bulk_json_scan_init (BulkJsonScan *self, const char *data, gsize length, gsize offset)
{
  *self = (BulkJsonScan) { .data = data, .length = length, .offset = offset };
}

/**
 * bulk_json_scan_fail:
 * @problem: a sentence marked with N_()
 *
 * Notes what is wrong at the present place. The first problem stands. Returns: FALSE
 */
gboolean
bulk_json_scan_fail (BulkJsonScan *self, const char *problem)
{
  if (!self->problem)
    {
      self->problem = problem;
      self->problem_offset = self->offset;
    }
  return FALSE;
}

/* Skips white space. Returns: the next byte, or -1 at the end. */
int
bulk_json_scan_peek (BulkJsonScan *self)
{
  for (; self->offset < self->length; self->offset++)
    {
      char c = self->data[self->offset];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
        return (guchar) c;
    }
  return -1;
}

/* Skips white space and then @wanted, if that is next. */
gboolean
bulk_json_scan_take (BulkJsonScan *self, char wanted)
{
  if (bulk_json_scan_peek (self) != (guchar) wanted)
    return FALSE;
  self->offset++;
  return TRUE;
}

/* First quote, backslash or control character from @i on. */
static gsize
find_special (const char *s, gsize i, gsize length)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"'), slash = _mm_set1_epi8 ('\\'), limit = _mm_set1_epi8 (0x1f);

  for (; i + 16 <= length; i += 16)
    {
      __m128i v = _mm_loadu_si128 ((const __m128i *) (s + i));
      __m128i hit = _mm_or_si128 (_mm_or_si128 (_mm_cmpeq_epi8 (v, quote), _mm_cmpeq_epi8 (v, slash)),
                                  _mm_cmpeq_epi8 (_mm_min_epu8 (v, limit), v));
      int mask = _mm_movemask_epi8 (hit);
      if (mask)
        return i + (gsize) __builtin_ctz ((guint) mask);
    }
#endif
  while (i < length && s[i] != '"' && s[i] != '\\' && (guchar) s[i] >= 0x20)
    i++;
  return i;
}

static int
read_hex4 (const char *s)
{
  int value = 0;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (s[i]);
      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* Returns: the second half of a character that an escape here stands for, or -1. */
static int
read_low (const char *s, gsize left)
{
  int unit = left >= 6 && s[0] == '\\' && s[1] == 'u' ? read_hex4 (s + 2) : -1;
  return unit >= 0xdc00 && unit <= 0xdfff ? unit : -1;
}

/* At a backslash. */
static gboolean
scan_escape (BulkJsonScan *self)
{
  const char *s = self->data + self->offset;
  gsize left = self->length - self->offset;
  int unit, low;

  if (left < 2)
    return bulk_json_scan_fail (self, N_("the text ends in the middle of a string"));
  if (s[1] != 'u')
    {
      if (s[1] == '\0' || !strchr ("\"\\/bfnrt", s[1]))
        return bulk_json_scan_fail (self, N_("there is an unknown escape after a backslash"));
      self->offset += 2;
      return TRUE;
    }
  if (left < 6 || (unit = read_hex4 (s + 2)) < 0)
    return bulk_json_scan_fail (self, N_("four hexadecimal digits must follow \\u"));
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      low = unit < 0xdc00 ? read_low (s + 6, left - 6) : -1;
      if (low < 0)
        self->n_unpaired++;
      else
        self->offset += 6;
    }
  self->offset += 6;
  return TRUE;
}

/* Scans a string, quotes included; white space before it is skipped. */
gboolean
bulk_json_scan_string (BulkJsonScan *self, BulkJsonValue *value)
{
  gsize start;

  if (!bulk_json_scan_take (self, '"'))
    return bulk_json_scan_fail (self, N_("a text in double quotes was expected"));
  start = self->offset;
  value->kind = BULK_JSON_STRING;
  value->escaped = FALSE;
  for (;;)
    {
      self->offset = find_special (self->data, self->offset, self->length);
      if (self->offset >= self->length)
        return bulk_json_scan_fail (self, N_("the text ends in the middle of a string"));
      if (self->data[self->offset] == '"')
        break;
      if (self->data[self->offset] != '\\')
        return bulk_json_scan_fail (self, N_("a control character stands in a string"));
      value->escaped = TRUE;
      if (!scan_escape (self))
        return FALSE;
    }
  value->text = self->data + start;
  value->length = self->offset - start;
  self->offset++;
  return TRUE;
}

static gboolean
skip_digits (BulkJsonScan *self)
{
  gsize start = self->offset;
  while (self->offset < self->length && g_ascii_isdigit (self->data[self->offset]))
    self->offset++;
  return self->offset > start;
}

static gboolean
at (BulkJsonScan *self, char a, char b)
{
  return self->offset < self->length && (self->data[self->offset] == a || self->data[self->offset] == b);
}

static gboolean
scan_number (BulkJsonScan *self)
{
  const char *problem = N_("a number is not written correctly");

  if (at (self, '-', '-'))
    self->offset++;
  if (at (self, '0', '0'))
    self->offset++;
  else if (!skip_digits (self))
    return bulk_json_scan_fail (self, problem);
  if (self->offset < self->length && g_ascii_isdigit (self->data[self->offset]))
    return bulk_json_scan_fail (self, problem);
  if (at (self, '.', '.'))
    {
      self->offset++;
      if (!skip_digits (self))
        return bulk_json_scan_fail (self, problem);
    }
  if (at (self, 'e', 'E'))
    {
      self->offset++;
      if (at (self, '+', '-'))
        self->offset++;
      if (!skip_digits (self))
        return bulk_json_scan_fail (self, problem);
    }
  return TRUE;
}

static gboolean
scan_word (BulkJsonScan *self, const char *word)
{
  gsize n = strlen (word);
  if (self->length - self->offset < n || memcmp (self->data + self->offset, word, n) != 0)
    return bulk_json_scan_fail (self, N_("a value was expected"));
  self->offset += n;
  return TRUE;
}

static gboolean
scan_scalar (BulkJsonScan *self, int c, BulkJsonValue *value)
{
  gsize start = self->offset;
  gboolean ok;

  if (c == '"')
    return bulk_json_scan_string (self, value);
  value->kind = c == 'n' ? BULK_JSON_NULL : c == 't' || c == 'f' ? BULK_JSON_BOOLEAN : BULK_JSON_NUMBER;
  value->escaped = FALSE;
  if (c < 0)
    return bulk_json_scan_fail (self, N_("the text ends too early"));
  if (c == '-' || g_ascii_isdigit (c))
    ok = scan_number (self);
  else
    ok = scan_word (self, c == 't' ? "true" : c == 'f' ? "false" : "null");
  value->text = self->data + start;
  value->length = self->offset - start;
  return ok;
}

/* Scans a key and the colon after it. */
gboolean
bulk_json_scan_key (BulkJsonScan *self, BulkJsonValue *key)
{
  if (!bulk_json_scan_string (self, key))
    return FALSE;
  return bulk_json_scan_take (self, ':') || bulk_json_scan_fail (self, N_("a colon was expected after a key"));
}

/* After a member or an element: scans a comma, or the bracket that closes. Returns: FALSE if there is neither. */
gboolean
bulk_json_scan_next (BulkJsonScan *self, char close, gboolean *more)
{
  *more = FALSE;
  if (bulk_json_scan_take (self, close))
    return TRUE;
  *more = TRUE;
  if (bulk_json_scan_take (self, ','))
    return TRUE;
  return bulk_json_scan_fail (self, self->offset >= self->length ? N_("the text ends too early")
                                                                 : N_("a comma or a closing bracket was expected"));
}

/* At a bracket: up to the one that closes it. Open are @depth containers, whose kinds are the bits of @objects. */
static gboolean
scan_container (BulkJsonScan *self)
{
  guint64 objects = 0;
  guint depth = 0;
  BulkJsonValue inner;

  for (;;)
    {
      int c = bulk_json_scan_peek (self);
      if (c == '[' || c == '{')
        {
          if (depth == BULK_JSON_MAX_DEPTH)
            {
              self->too_deep = TRUE;
              return bulk_json_scan_fail (self, N_("values are nested too deeply"));
            }
          self->offset++;
          objects = objects << 1 | (c == '{');
          depth++;
          if (bulk_json_scan_peek (self) != (c == '{' ? '}' : ']'))
            {
              if (c == '{' && !bulk_json_scan_key (self, &inner))
                return FALSE;
              continue;
            }
        }
      else if (!scan_scalar (self, c, &inner))
        return FALSE;
      for (gboolean more = FALSE; !more;)
        {
          if (!bulk_json_scan_next (self, objects & 1 ? '}' : ']', &more))
            return FALSE;
          if (more)
            continue;
          objects >>= 1;
          if (--depth == 0)
            return TRUE;
        }
      if ((objects & 1) && !bulk_json_scan_key (self, &inner))
        return FALSE;
    }
}

/**
 * bulk_json_scan_value:
 *
 * Scans one value of any kind without recursion; white space before it is skipped.
 * Returns: FALSE if it is malformed or nested deeper than %BULK_JSON_MAX_DEPTH.
 */
gboolean
bulk_json_scan_value (BulkJsonScan *self, BulkJsonValue *value)
{
  int c = bulk_json_scan_peek (self);
  gsize start = self->offset;

  if (c != '[' && c != '{')
    return scan_scalar (self, c, value);
  if (!scan_container (self))
    return FALSE;
  *value = (BulkJsonValue) { c == '{' ? BULK_JSON_OBJECT : BULK_JSON_ARRAY, FALSE, self->data + start,
                             self->offset - start };
  return TRUE;
}

/* Scans an object, which is no level of nesting itself: so rows are told apart from what is in their cells. */
gboolean
bulk_json_scan_object (BulkJsonScan *self)
{
  BulkJsonValue key, value;
  gboolean more = TRUE;

  if (!bulk_json_scan_take (self, '{'))
    return bulk_json_scan_fail (self, bulk_json_scan_peek (self) < 0 ? N_("the text ends too early")
                                                                     : N_("an object in braces was expected"));
  if (bulk_json_scan_take (self, '}'))
    return TRUE;
  while (more)
    if (!bulk_json_scan_key (self, &key) || !bulk_json_scan_value (self, &value) ||
        !bulk_json_scan_next (self, '}', &more))
      return FALSE;
  return TRUE;
}

/* Sets a %BULK_TABLE_ERROR that names @name, line and column (in characters) of the problem. */
void
bulk_json_scan_set_error (BulkJsonScan *self, const char *name, GError **error)
{
  guint64 line = 1, column = 1;

  for (gsize i = 0; i < self->problem_offset && i < self->length; i++)
    {
      char c = self->data[i];
      if (c == '\n' || (c == '\r' && !(i + 1 < self->length && self->data[i + 1] == '\n')))
        {
          line++;
          column = 1;
        }
      else if ((c & 0xc0) != 0x80)
        column++;
    }
  g_set_error (error, BULK_TABLE_ERROR, self->too_deep ? BULK_TABLE_ERROR_LIMIT : BULK_TABLE_ERROR_SYNTAX,
               /* Translators: file name, line, column, and what is wrong there */
               _("“%s” cannot be read as JSON: line %" PRIu64 ", column %" PRIu64 ": %s."),
               name ? name : "JSON", line, column, _(self->problem ? self->problem : N_("a value was expected")));
}

/* At \\u. Returns: bytes of the escape, or of the two that stand for one character. */
static gsize
decode_unit (const char *text, gsize length, gunichar *character)
{
  int unit = read_hex4 (text + 2), low = -1;

  if (unit >= 0xd800 && unit <= 0xdbff)
    low = read_low (text + 6, length - 6);
  if (low >= 0)
    *character = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
  else
    *character = unit >= 0xd800 && unit <= 0xdfff ? 0xfffd : (gunichar) unit;
  return low >= 0 ? 12 : 6;
}

/* Decodes a scanned string's text; half of a character becomes U+FFFD. @out: room for @length bytes.
 * Returns: bytes written. */
gsize
bulk_json_unescape (const char *text, gsize length, char *out)
{
  static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
  gsize n = 0;

  for (gsize i = 0; i < length;)
    {
      const char *slash = memchr (text + i, '\\', length - i), *which;
      gsize plain = slash != NULL ? (gsize) (slash - text) - i : length - i;
      gunichar character;

      memcpy (out + n, text + i, plain);
      n += plain;
      i += plain;
      if (slash == NULL)
        break;
      if (slash[1] == 'u')
        {
          i += decode_unit (slash, length - i, &character);
          n += (gsize) g_unichar_to_utf8 (character, out + n);
          continue;
        }
      which = strchr (from, slash[1]);
      out[n++] = which ? to[which - from] : slash[1];
      i += 2;
    }
  return n;
}

/* Copies scanned JSON without the white space outside strings. Returns: bytes written, at most @length. */
gsize
bulk_json_compact (const char *text, gsize length, char *out)
{
  gsize n = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];
      if (in_string && c == '\\')
        out[n++] = text[i++];
      else if (c == '"')
        in_string = !in_string;
      else if (!in_string && (c == ' ' || c == '\n' || c == '\r' || c == '\t'))
        continue;
      out[n++] = text[i];
    }
  return n;
}
