/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_MAX ((gsize) 1 << 20)
#define SAMPLE_ROWS 1000u

static const char candidates[] = { ',', ';', '\t', '|' };

/* The end of a row from @at: past its line end; @n_cells counts cells, @end is where its text ends. */
static gsize
next_row (const char *text, gsize length, gsize at, char delimiter, guint *n_cells, gsize *end)
{
  gboolean quoted = FALSE, cell_start = TRUE;

  *n_cells = 1;
  for (; at < length; at++)
    {
      char c = text[at];

      if (quoted)
        {
          if (c == '"' && at + 1 < length && text[at + 1] == '"')
            at++;
          else if (c == '"')
            quoted = FALSE;
          continue;
        }
      if (c == '\n' || c == '\r')
        break;
      if (c == '"' && cell_start)
        quoted = TRUE;
      cell_start = c == delimiter;
      *n_cells += c == delimiter;
    }
  *end = at;
  if (at < length && text[at] == '\r' && at + 1 < length && text[at + 1] == '\n')
    return at + 2;
  return MIN (at + 1, length);
}

/* How many sampled rows have as many cells (two or more) as the first; 0: this is not the delimiter. */
static guint
score (const char *text, gsize length, char delimiter)
{
  guint first = 0, n, same = 0, rows = 0;
  gsize end;

  for (gsize at = 0; at < length && rows < SAMPLE_ROWS;)
    {
      gsize start = at;

      at = next_row (text, length, at, delimiter, &n, &end);
      if (end == start)
        continue;
      if (rows++ == 0)
        first = n;
      same += n == first;
    }
  return first < 2 ? 0 : same * 1000 / rows * 100 + MIN (first, 99);
}

static BulkLineEnd
guess_line_end (const char *text, gsize length)
{
  BulkLineEnd found = BULK_LINE_END_NONE;
  gsize end;
  guint n;

  for (gsize at = 0; at < length;)
    {
      gsize next = next_row (text, length, at, ',', &n, &end);
      BulkLineEnd here;

      if (end == length)
        break;
      here = next - end == 2 ? BULK_LINE_END_CRLF : text[end] == '\r' ? BULK_LINE_END_CR : BULK_LINE_END_LF;
      if (found != BULK_LINE_END_NONE && found != here)
        return BULK_LINE_END_MIXED;
      found = here;
      at = next;
    }
  return found;
}

/**
 * bulk_dialect_guess_header:
 * @text: decoded text, after any "sep=" line
 *
 * Returns: whether the first row reads as names: no cell of it begins like a number
 */
gboolean
bulk_dialect_guess_header (const char *text, gsize length, char delimiter)
{
  gboolean cell_start = TRUE, any = FALSE;

  length = MIN (length, SAMPLE_MAX);
  for (gsize at = 0; at < length && text[at] != '\n' && text[at] != '\r'; at++)
    {
      if (cell_start && (g_ascii_isdigit (text[at]) || text[at] == '-' || text[at] == '+'))
        return FALSE;
      any = TRUE;
      cell_start = text[at] == delimiter || (cell_start && (text[at] == '"' || text[at] == ' '));
    }
  return any;
}

/**
 * bulk_dialect_guess:
 * @name: (nullable): file name; its extension breaks ties
 * @dialect: (out): the guess, from at most 1 MiB
 */
void
bulk_dialect_guess (const char *text, gsize length, const char *name, BulkDialect *dialect)
{
  guint best = 0;

  length = MIN (length, SAMPLE_MAX);
  *dialect = (BulkDialect) { .delimiter = ',' };
  if (name != NULL && g_str_has_suffix (name, ".tsv"))
    dialect->delimiter = '\t';
  else if (name != NULL && g_str_has_suffix (name, ".psv"))
    dialect->delimiter = '|';
  dialect->line_end = guess_line_end (text, length);
  if (length > 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] != '"' &&
      g_ascii_isprint (text[4] == '\t' ? ' ' : text[4]) && (text[5] == '\r' || text[5] == '\n'))
    {
      dialect->delimiter = text[4];
      dialect->skip = 6 + (text[5] == '\r' && length > 6 && text[6] == '\n');
    }
  else
    {
      best = score (text, length, dialect->delimiter);
      for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
        {
          guint s = score (text, length, candidates[i]);

          if (s > best)
            {
              best = s;
              dialect->delimiter = candidates[i];
            }
        }
    }
  dialect->has_header = bulk_dialect_guess_header (text + dialect->skip, length - dialect->skip,
                                                   dialect->delimiter);
}

/**
 * bulk_dialect_get_delimiter_name:
 *
 * Returns: (transfer none): the delimiter in a word of the user's language, else the character itself
 */
const char *
bulk_dialect_get_delimiter_name (char delimiter)
{
  char own[2] = { delimiter, 0 };

  switch (delimiter)
    {
    case ',': return _("comma");
    case ';': return _("semicolon");
    case '\t': return _("tab");
    case '|': return _("pipe");
    default: return g_intern_string (own);
    }
}
