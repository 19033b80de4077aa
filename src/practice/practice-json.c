/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-parser.h"

#include <string.h>

/* What may come next. */
typedef enum
{
  START, FIRST_OBJECT, NEXT_OBJECT, AFTER_OBJECT, FIRST_KEY, NEXT_KEY, IN_KEY, COLON, VALUE, IN_VALUE, IN_LITERAL,
  AFTER_VALUE, END
} JsonState;

typedef struct { gsize start, length; gboolean literal; } Piece;

struct _BulkPracticeJson
{
  BulkPracticeLoad *load;
  JsonState state;
  BulkPracticeUtf8 utf8;
  guint64 n_bytes;
  guint n_hex;            /* hex digits still to come of \uXXXX */
  gboolean escaped;       /* the last character was a backslash */
  guint code;
  guint high;             /* first half of a surrogate pair, or 0 */
  GString *text;          /* the object's keys and values, each followed by a NUL */
  GArray *keys;           /* Piece */
  GArray *values;         /* Piece */
  char *problem;
};

static gboolean
fail (BulkPracticeJson *self, const char *what)
{
  if (!self->problem)
    self->problem = g_strdup_printf ("%s at byte %" G_GUINT64_FORMAT " of the JSON", what, self->n_bytes);
  return FALSE;
}

/**
 * bulk_practice_json_new:
 * @load: takes the rows; must outlive the parser
 *
 * Returns: (transfer full): a parser of a JSON array of flat objects (RFC 8259)
 */
BulkPracticeJson *
bulk_practice_json_new (BulkPracticeLoad *load)
{
  BulkPracticeJson *self = g_new0 (BulkPracticeJson, 1);

  self->load = load;
  self->text = g_string_new (NULL);
  self->keys = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->values = g_array_new (FALSE, FALSE, sizeof (Piece));
  return self;
}

/** bulk_practice_json_free: @self: (transfer full): a parser */
void
bulk_practice_json_free (BulkPracticeJson *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->keys);
  g_array_unref (self->values);
  g_free (self->problem);
  g_free (self);
}

/** bulk_practice_json_get_problem: Returns: (nullable): what was wrong with the body */
const char *
bulk_practice_json_get_problem (BulkPracticeJson *self)
{
  return self->problem;
}

static void
start_piece (BulkPracticeJson *self, GArray *pieces, gboolean literal)
{
  Piece piece = { self->text->len, 0, literal };

  g_array_append_val (pieces, piece);
}

static void
end_piece (BulkPracticeJson *self, GArray *pieces)
{
  Piece *piece = &g_array_index (pieces, Piece, pieces->len - 1);

  piece->length = self->text->len - piece->start;
  g_string_append_c (self->text, '\0');
}

static gboolean
is_json_number (const char *p)
{
  if (*p == '-')
    p++;
  if (*p == '0')
    p++;
  else if (*p >= '1' && *p <= '9')
    p += strspn (p, "0123456789");
  else
    return FALSE;
  if (*p == '.')
    {
      gsize n = strspn (p + 1, "0123456789");

      if (n == 0)
        return FALSE;
      p += 1 + n;
    }
  if (*p == 'e' || *p == 'E')
    {
      gsize n;

      p += p[1] == '-' || p[1] == '+' ? 2 : 1;
      n = strspn (p, "0123456789");
      if (n == 0)
        return FALSE;
      p += n;
    }
  return *p == '\0';
}

static gboolean
end_literal (BulkPracticeJson *self)
{
  const char *text;

  end_piece (self, self->values);
  text = self->text->str + g_array_index (self->values, Piece, self->values->len - 1).start;
  if (strcmp (text, "true") != 0 && strcmp (text, "false") != 0 && strcmp (text, "null") != 0
      && !is_json_number (text))
    return fail (self, "a value that is no JSON");
  self->state = AFTER_VALUE;
  return TRUE;
}

static gboolean
end_key (BulkPracticeJson *self)
{
  const Piece *last;

  end_piece (self, self->keys);
  if (self->keys->len > BULK_PRACTICE_MAX_FIELDS)
    return fail (self, "too many keys in one object");
  last = &g_array_index (self->keys, Piece, self->keys->len - 1);
  for (guint i = 0; i + 1 < self->keys->len; i++)
    {
      const Piece *other = &g_array_index (self->keys, Piece, i);

      if (other->length == last->length
          && memcmp (self->text->str + other->start, self->text->str + last->start, last->length) == 0)
        return fail (self, "a key that is twice in one object");
    }
  self->state = COLON;
  return TRUE;
}

static void
end_object (BulkPracticeJson *self)
{
  guint n = self->keys->len;
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autofree BulkPracticeField *fields = g_new0 (BulkPracticeField, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const Piece *value = &g_array_index (self->values, Piece, i);

      names[i] = self->text->str + g_array_index (self->keys, Piece, i).start;
      fields[i].text = self->text->str + value->start;
      fields[i].length = value->length;
      fields[i].literal = value->literal;
    }
  bulk_practice_load_add_row (self->load, names, fields, n);
  g_string_truncate (self->text, 0);
  g_array_set_size (self->keys, 0);
  g_array_set_size (self->values, 0);
  self->state = AFTER_OBJECT;
}

static gboolean
take_hex (BulkPracticeJson *self, char c)
{
  if (!g_ascii_isxdigit (c))
    return fail (self, "a bad escape");
  self->code = self->code * 16 + (guint) g_ascii_xdigit_value (c);
  if (--self->n_hex > 0)
    return TRUE;
  if (self->high != 0)
    {
      if (self->code < 0xdc00 || self->code > 0xdfff)
        return fail (self, "half a surrogate pair");
      g_string_append_unichar (self->text, 0x10000 + ((self->high - 0xd800) << 10) + (self->code - 0xdc00));
      self->high = 0;
      return TRUE;
    }
  if (self->code >= 0xdc00 && self->code <= 0xdfff)
    return fail (self, "half a surrogate pair");
  if (self->code >= 0xd800 && self->code < 0xdc00)
    self->high = self->code;
  else if (self->code == 0)
    g_string_append_c (self->text, '\0');
  else
    g_string_append_unichar (self->text, self->code);
  return TRUE;
}

static gboolean
take_in_string (BulkPracticeJson *self, char c)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

  if (self->n_hex > 0)
    return take_hex (self, c);
  if (self->escaped)
    {
      const char *at;

      self->escaped = FALSE;
      if (c == 'u')
        {
          self->n_hex = 4;
          self->code = 0;
          return TRUE;
        }
      at = c ? strchr (from, c) : NULL;
      if (!at || self->high != 0)
        return fail (self, "a bad escape");
      g_string_append_c (self->text, to[at - from]);
      return TRUE;
    }
  if (c == '\\')
    {
      self->escaped = TRUE;
      return TRUE;
    }
  if (self->high != 0)
    return fail (self, "half a surrogate pair");
  if (c == '"')
    {
      if (self->state == IN_KEY)
        return end_key (self);
      end_piece (self, self->values);
      self->state = AFTER_VALUE;
      return TRUE;
    }
  if ((guchar) c < 0x20)
    return fail (self, "a control character in a string");
  g_string_append_c (self->text, c);
  return TRUE;
}

static gboolean
take_value (BulkPracticeJson *self, char c)
{
  if (c == '{' || c == '[')
    return fail (self, "an object that is not flat");
  if (c == '"')
    {
      start_piece (self, self->values, FALSE);
      self->state = IN_VALUE;
      return TRUE;
    }
  if (!g_ascii_isalnum (c) && c != '-')
    return fail (self, "a missing value");
  start_piece (self, self->values, TRUE);
  g_string_append_c (self->text, c);
  self->state = IN_LITERAL;
  return TRUE;
}

static gboolean
take_between (BulkPracticeJson *self, char c)
{
  JsonState state = self->state;

  if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
    return TRUE;
  if (state == VALUE)
    return take_value (self, c);
  if (state == START && c == '[')
    self->state = FIRST_OBJECT;
  else if ((state == FIRST_OBJECT || state == NEXT_OBJECT) && c == '{')
    self->state = FIRST_KEY;
  else if ((state == FIRST_OBJECT || state == AFTER_OBJECT) && c == ']')
    self->state = END;
  else if (state == AFTER_OBJECT && c == ',')
    self->state = NEXT_OBJECT;
  else if ((state == FIRST_KEY || state == NEXT_KEY) && c == '"')
    {
      start_piece (self, self->keys, FALSE);
      self->state = IN_KEY;
    }
  else if ((state == FIRST_KEY || state == AFTER_VALUE) && c == '}')
    end_object (self);
  else if (state == COLON && c == ':')
    self->state = VALUE;
  else if (state == AFTER_VALUE && c == ',')
    self->state = NEXT_KEY;
  else if (state == START || state == FIRST_OBJECT || state == NEXT_OBJECT)
    return fail (self, "something else than an array of objects");
  else
    return fail (self, "an unexpected character");
  return TRUE;
}

/**
 * bulk_practice_json_feed:
 *
 * Returns: FALSE once the body is found malformed; further pieces are then ignored
 */
gboolean
bulk_practice_json_feed (BulkPracticeJson *self, const char *data, gsize length)
{
  if (self->problem)
    return FALSE;
  if (!bulk_practice_utf8_check (&self->utf8, data, length))
    return fail (self, "text that is not UTF-8");
  if (self->text->len > BULK_PRACTICE_MAX_ROW)
    return fail (self, "too long an object");
  for (gsize i = 0; i < length; i++, self->n_bytes++)
    {
      char c = data[i];

      if (self->state == IN_LITERAL)
        {
          if (g_ascii_isalnum (c) || c == '.' || c == '+' || c == '-')
            {
              g_string_append_c (self->text, c);
              continue;
            }
          if (!end_literal (self))
            return FALSE;
        }
      if (!(self->state == IN_KEY || self->state == IN_VALUE ? take_in_string (self, c) : take_between (self, c)))
        return FALSE;
    }
  return TRUE;
}

/**
 * bulk_practice_json_end:
 *
 * Returns: whether the whole body was well-formed
 */
gboolean
bulk_practice_json_end (BulkPracticeJson *self)
{
  if (self->problem)
    return FALSE;
  return self->state == END || fail (self, "an unexpected end");
}
