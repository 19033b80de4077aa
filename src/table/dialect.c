/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"
#include "table/csv-parse.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_MAX ((gsize) 1 << 20)
#define SAMPLE_ROWS 1000u
#define CELLS_MAX 1024u   /* rows with more are counted as having so many */

static const char candidates[] = { ',', ';', '\t', '|' };

/* Goes through the whole rows of a sample; a row cut off by the end of the sample is none. */
typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  gboolean cut;   /* the text goes on after the sample */
} Sample;

static void
sample_init (Sample *self, const char *text, gsize length)
{
  *self = (Sample) { text, MIN (length, SAMPLE_MAX), 0, length > SAMPLE_MAX };
}

static gboolean
sample_next (Sample *self, char delimiter, BulkCells *cells, BulkCsvShape *shape)
{
  gsize start = self->at;

  if (start >= self->length)
    return FALSE;
  self->at = bulk_csv_parse_row (self->text, self->length, start, delimiter, cells, shape);
  return self->at < self->length || !self->cut || start == 0;
}

/* How well a delimiter fits: the share of rows that have the most frequent number of cells, if that is two or more,
 * then that number. Title lines above the header and a few ragged rows do no harm. 0: this is not the delimiter. */
static guint
score (const char *text, gsize length, char delimiter)
{
  g_autofree guint *counts = g_new0 (guint, CELLS_MAX + 1);
  guint rows = 0, usual = 0;
  BulkCsvShape shape;
  Sample sample;

  sample_init (&sample, text, length);
  while (rows < SAMPLE_ROWS && sample_next (&sample, delimiter, NULL, &shape))
    if (shape.n_cells > 0)
      {
        counts[MIN (shape.n_cells, CELLS_MAX)]++;
        rows++;
      }
  for (guint i = 2; i <= CELLS_MAX; i++)
    if (counts[i] > 0 && counts[i] >= counts[usual])
      usual = i;
  if (usual < 2)
    return 0;
  return counts[usual] * 1000 / rows * 2000 + usual;
}

static BulkLineEnd
guess_line_end (const char *text, gsize length, char delimiter)
{
  BulkLineEnd found = BULK_LINE_END_NONE;
  BulkCsvShape shape;
  Sample sample;

  sample_init (&sample, text, length);
  while (sample_next (&sample, delimiter, NULL, &shape))
    {
      BulkLineEnd here;

      if (shape.end == sample.length)
        break;
      here = sample.at - shape.end == 2 ? BULK_LINE_END_CRLF
           : text[shape.end] == '\r' ? BULK_LINE_END_CR : BULK_LINE_END_LF;
      if (found != BULK_LINE_END_NONE && found != here)
        return BULK_LINE_END_MIXED;
      found = here;
    }
  return found;
}

/* Whether a cell reads as a value rather than as a column's name: a number, an amount, a date, an address. */
static gboolean
is_value (const BulkCell *cell)
{
  gboolean digit = FALSE;

  if (memchr (cell->text, '@', cell->length) != NULL)
    return TRUE;
  for (gsize i = 0; i < cell->length; i++)
    {
      guchar c = cell->text[i];

      if (g_ascii_isdigit (c))
        digit = TRUE;
      else if (strchr ("+-.,:/ %$()\'TZ", c) == NULL && c < 0x80)
        return FALSE;
    }
  return digit;
}

/**
 * bulk_dialect_guess_header:
 * @text: decoded text, after any "sep=" line
 *
 * Returns: whether the first row that is not blank reads as names: at least one of its cells has text and none is a
 *   number, a date or an e-mail address
 */
gboolean
bulk_dialect_guess_header (const char *text, gsize length, char delimiter)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  gboolean any = FALSE;
  BulkCsvShape shape;
  Sample sample;

  sample_init (&sample, text, length);
  do
    if (!sample_next (&sample, delimiter, cells, &shape))
      return FALSE;
  while (shape.n_cells == 0);
  for (guint i = 0; i < shape.n_cells; i++)
    {
      const BulkCell *cell = bulk_cells_get (cells, i);

      if (is_value (cell))
        return FALSE;
      any |= cell->length > 0;
    }
  return any;
}

/* Excel's first line that names the delimiter: "sep=;". */
static gboolean
take_sep_line (const char *text, gsize length, BulkDialect *dialect)
{
  gsize line = length > 0 && text[0] == '"' ? 1 : 0, after = line + 5 + line;

  if (length < after || g_ascii_strncasecmp (text + line, "sep=", 4) != 0 ||
      strchr ("\"\r\n", text[line + 4]) != NULL || (line == 1 && text[6] != '"') ||
      !(g_ascii_isprint (text[line + 4]) || text[line + 4] == '\t'))
    return FALSE;
  if (length > after && text[after] != '\r' && text[after] != '\n')
    return FALSE;
  dialect->delimiter = text[line + 4];
  dialect->skip = MIN (after + 1, length);
  if (length > after + 1 && text[after] == '\r' && text[after + 1] == '\n')
    dialect->skip++;
  return TRUE;
}

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize length = strlen (name), n = strlen (suffix);

  return length >= n && g_ascii_strcasecmp (name + length - n, suffix) == 0;
}

/**
 * bulk_dialect_guess:
 * @text: decoded text
 * @length: bytes
 * @name: (nullable): file name; its extension breaks ties
 * @dialect: (out): the guess, from at most 1 MiB
 */
void
bulk_dialect_guess (const char *text, gsize length, const char *name, BulkDialect *dialect)
{
  *dialect = (BulkDialect) { .delimiter = ',' };
  if (name != NULL && (has_suffix (name, ".tsv") || has_suffix (name, ".tab")))
    dialect->delimiter = '\t';
  else if (name != NULL && has_suffix (name, ".psv"))
    dialect->delimiter = '|';
  if (!take_sep_line (text, length, dialect))
    {
      guint best = score (text, length, dialect->delimiter);

      for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
        {
          guint here = score (text, length, candidates[i]);

          if (here > best)
            {
              best = here;
              dialect->delimiter = candidates[i];
            }
        }
    }
  text += dialect->skip;
  length -= dialect->skip;
  dialect->line_end = guess_line_end (text, length, dialect->delimiter);
  dialect->has_header = bulk_dialect_guess_header (text, length, dialect->delimiter);
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
