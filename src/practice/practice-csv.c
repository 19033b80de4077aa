/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-parser.h"

#include <string.h>

typedef enum { AT_FIELD, IN_PLAIN, IN_QUOTES, AFTER_QUOTE, AFTER_CR } CsvState;

struct _BulkPracticeCsv
{
  BulkPracticeLoad *load;
  char delimiter;
  gboolean has_header;
  CsvState state;
  BulkPracticeUtf8 utf8;
  guint64 n_bytes;
  guint64 n_records;
  guint n_mark;           /* of the first three bytes, those of a byte order mark */
  gboolean row_open;      /* something of a row was read since its start */
  guint n_columns;        /* of the first row */
  char **names;
  GString *text;          /* the row's fields, each followed by a NUL */
  GArray *starts;         /* gsize: where each field starts in text */
  GArray *fields;         /* BulkPracticeField, reused */
  char *problem;
};

/**
 * bulk_practice_utf8_check:
 *
 * Returns: whether @data goes on as valid UTF-8; @self->need is not 0 where a character is still incomplete
 */
gboolean
bulk_practice_utf8_check (BulkPracticeUtf8 *self, const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) data[i];

      if (self->need > 0)
        {
          if (c < self->low || c > self->high)
            return FALSE;
          self->need--;
          self->low = 0x80;
          self->high = 0xbf;
          continue;
        }
      if (c < 0x80)
        continue;
      if (c < 0xc2 || c > 0xf4)
        return FALSE;
      self->need = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
      self->low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
      self->high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
    }
  return TRUE;
}

/**
 * bulk_practice_csv_new:
 * @load: takes the rows; must outlive the parser
 *
 * Returns: (transfer full): a parser of RFC 4180 (a lone LF is accepted as a line's end, as curl users write it)
 */
BulkPracticeCsv *
bulk_practice_csv_new (BulkPracticeLoad *load, char delimiter, gboolean has_header)
{
  BulkPracticeCsv *self = g_new0 (BulkPracticeCsv, 1);

  self->load = load;
  self->delimiter = delimiter;
  self->has_header = has_header;
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->fields = g_array_new (FALSE, FALSE, sizeof (BulkPracticeField));
  return self;
}

/** bulk_practice_csv_free: @self: (transfer full): a parser */
void
bulk_practice_csv_free (BulkPracticeCsv *self)
{
  g_strfreev (self->names);
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_array_unref (self->fields);
  g_free (self->problem);
  g_free (self);
}

/** bulk_practice_csv_get_problem: Returns: (nullable): what was wrong with the body */
const char *
bulk_practice_csv_get_problem (BulkPracticeCsv *self)
{
  return self->problem;
}

static gboolean
fail (BulkPracticeCsv *self, const char *what)
{
  if (!self->problem)
    self->problem = g_strdup_printf ("%s in record %" G_GUINT64_FORMAT " of the CSV", what, self->n_records + 1);
  return FALSE;
}

static void
start_field (BulkPracticeCsv *self)
{
  gsize start = self->text->len;

  g_array_append_val (self->starts, start);
}

static void
end_field (BulkPracticeCsv *self)
{
  g_string_append_c (self->text, '\0');
}

static gboolean
end_row (BulkPracticeCsv *self)
{
  guint n = self->starts->len;

  g_array_set_size (self->fields, n);
  for (guint i = 0; i < n; i++)
    {
      gsize start = g_array_index (self->starts, gsize, i);
      gsize end = i + 1 < n ? g_array_index (self->starts, gsize, i + 1) : self->text->len;
      BulkPracticeField *field = &g_array_index (self->fields, BulkPracticeField, i);

      field->text = self->text->str + start;
      field->length = end - start - 1;
      field->literal = FALSE;
    }
  if (self->n_records == 0)
    self->n_columns = n;
  else if (n != self->n_columns)
    return fail (self, n < self->n_columns ? "too few fields" : "too many fields");

  if (self->n_records == 0 && self->has_header)
    {
      self->names = g_new0 (char *, n + 1);
      for (guint i = 0; i < n; i++)
        self->names[i] = g_strdup (g_array_index (self->fields, BulkPracticeField, i).text);
    }
  else
    {
      bulk_practice_load_add_row (self->load, (const char *const *) self->names,
                                  (const BulkPracticeField *) (gpointer) self->fields->data, n);
    }
  self->n_records++;
  self->row_open = FALSE;
  self->state = AT_FIELD;
  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  return TRUE;
}

static gboolean
after_field (BulkPracticeCsv *self, char c)
{
  if (c == self->delimiter)
    {
      end_field (self);
      self->row_open = TRUE;
      self->state = AT_FIELD;
      return TRUE;
    }
  end_field (self);
  if (c == '\r')
    {
      self->state = AFTER_CR;
      self->row_open = TRUE;
      return TRUE;
    }
  return end_row (self);
}

static gboolean
take (BulkPracticeCsv *self, char c)
{
  gboolean ends = c == self->delimiter || c == '\r' || c == '\n';

  switch (self->state)
    {
    case AT_FIELD:
      start_field (self);
      self->row_open = TRUE;
      if (c == '"')
        self->state = IN_QUOTES;
      else if (ends)
        return after_field (self, c);
      else
        {
          self->state = IN_PLAIN;
          g_string_append_c (self->text, c);
        }
      return TRUE;
    case IN_PLAIN:
      if (c == '"')
        return fail (self, "a quote within an unquoted field");
      if (ends)
        return after_field (self, c);
      g_string_append_c (self->text, c);
      return TRUE;
    case AFTER_QUOTE:
      if (ends)
        return after_field (self, c);
      if (c != '"')
        return fail (self, "text after a closing quote");
      g_string_append_c (self->text, '"');
      self->state = IN_QUOTES;
      return TRUE;
    case AFTER_CR:
      return c == '\n' ? end_row (self) : fail (self, "a carriage return outside quotes");
    case IN_QUOTES:
    default:
      if (c == '"')
        self->state = AFTER_QUOTE;
      else
        g_string_append_c (self->text, c);
      return TRUE;
    }
}

/* Plain stretches are most of a body: take them in one go. */
static gsize
take_stretch (BulkPracticeCsv *self, const char *data, gsize length)
{
  gsize n = 0;

  if (self->state == IN_QUOTES)
    {
      const char *quote = memchr (data, '"', length);

      n = quote ? (gsize) (quote - data) : length;
    }
  else if (self->state == IN_PLAIN)
    {
      while (n < length && data[n] != self->delimiter && data[n] != '"' && data[n] != '\r' && data[n] != '\n')
        n++;
    }
  if (n > 0)
    g_string_append_len (self->text, data, (gssize) n);
  return n;
}

/**
 * bulk_practice_csv_feed:
 *
 * Returns: FALSE once the body is found malformed; further pieces are then ignored
 */
gboolean
bulk_practice_csv_feed (BulkPracticeCsv *self, const char *data, gsize length)
{
  if (self->problem)
    return FALSE;
  if (!bulk_practice_utf8_check (&self->utf8, data, length))
    return fail (self, "text that is not UTF-8");
  if (self->text->len > BULK_PRACTICE_MAX_ROW || self->starts->len > BULK_PRACTICE_MAX_FIELDS)
    return fail (self, "too much");
  for (gsize i = 0; i < length && self->n_bytes + i < 3; i++)
    self->n_mark += data[i] == "\xef\xbb\xbf"[self->n_bytes + i];
  if (self->n_mark == 3)
    return fail (self, "a byte order mark");
  for (gsize i = 0; i < length;)
    {
      gsize n = take_stretch (self, data + i, length - i);

      i += n;
      self->n_bytes += n;
      if (i >= length)
        break;
      if (!take (self, data[i]))
        return FALSE;
      i++;
      self->n_bytes++;
    }
  return TRUE;
}

/**
 * bulk_practice_csv_end:
 *
 * Returns: whether the whole body was well-formed
 */
gboolean
bulk_practice_csv_end (BulkPracticeCsv *self)
{
  if (self->problem)
    return FALSE;
  if (self->utf8.need > 0)
    return fail (self, "an incomplete UTF-8 character");
  if (self->state == IN_QUOTES)
    return fail (self, "an unclosed quote");
  if (self->state == AFTER_CR)
    return fail (self, "a carriage return outside quotes");
  if (self->n_bytes == 0)
    return fail (self, "no text");
  if (self->row_open)
    {
      if (self->state == AT_FIELD)
        start_field (self);
      end_field (self);
      return end_row (self);
    }
  return TRUE;
}
