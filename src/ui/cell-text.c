/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cell-text.h"

#include <string.h>

#define SYMBOL_NUL 0x2400u /* U+2400 to U+241F stand for the control characters 0 to 31 */
#define SYMBOL_DEL 0x2421u
#define SYMBOL_C1 0x2426u /* "substitute form two", for the controls that have no symbol of their own */
#define REPLACEMENT 0xfffdu

/* Private helpers */

/* The next character, U+FFFD for a byte that is none; sets how many bytes it took, at least one. */
static gunichar
next_character (const char *text, gsize length, gsize *taken)
{
  gunichar character = (guchar) *text;

  *taken = 1;
  if (character < 0x80)
    return character;
  character = g_utf8_get_char_validated (text, MIN (length, 6));
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return REPLACEMENT;
  *taken = g_utf8_next_char (text) - text;
  return character;
}

static gunichar
symbol_for (gunichar character)
{
  if (character < 0x20)
    return SYMBOL_NUL + character;
  if (character == 0x7f)
    return SYMBOL_DEL;
  if (character >= 0x80 && character < 0xa0)
    return SYMBOL_C1;
  return character;
}

/* Everything that a text layout would begin a line after. */
static gboolean
ends_line (gunichar character)
{
  return character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029;
}

/* Public functions */

/**
 * bulk_cell_text_append_line:
 * @line: where to append
 * @text: a cell's text
 * @length: its bytes
 * @max_characters: how much there is any use of, at least 1
 *
 * Appends what a table shows of a cell: the first line, with a mark if there are more; control characters as their
 * symbols. Only as much of @text is looked at as is shown, however long it is.
 *
 * Returns: whether all that was appended is printable ASCII
 */
gboolean
bulk_cell_text_append_line (GString *line, const char *text, gsize length, guint max_characters)
{
  gboolean ascii = TRUE;
  gsize taken;

  for (gsize i = 0; i < length; i += taken)
    {
      gunichar character = next_character (text + i, length - i, &taken);

      if (max_characters-- == 0)
        {
          g_string_append (line, "…");
          return FALSE;
        }
      if (ends_line (character))
        {
          g_string_append (line, " " BULK_CELL_TEXT_RETURN);
          return FALSE;
        }
      if (character >= 0x20 && character < 0x7f)
        {
          g_string_append_c (line, (char) character);
          continue;
        }
      g_string_append_unichar (line, symbol_for (character));
      ascii = FALSE;
    }
  return ascii;
}

/**
 * bulk_cell_text_dup_line:
 * @text: a cell's text
 * @length: its bytes
 * @max_characters: how much there is any use of, at least 1
 *
 * Returns: (transfer full): what bulk_cell_text_append_line() appends
 */
char *
bulk_cell_text_dup_line (const char *text, gsize length, guint max_characters)
{
  GString *line = g_string_new (NULL);

  bulk_cell_text_append_line (line, text, length, max_characters);
  return g_string_free (line, FALSE);
}

/**
 * bulk_cell_text_dup_full:
 * @text: a cell's text
 * @length: its bytes
 * @max_characters: how much there is any use of
 *
 * The text with its lines, for a tooltip or a label: control characters but line ends and tabs as their symbols.
 *
 * Returns: (transfer full): the text, with "…" at its end if it is longer
 */
char *
bulk_cell_text_dup_full (const char *text, gsize length, guint max_characters)
{
  GString *full = g_string_new (NULL);
  gsize taken;

  for (gsize i = 0; i < length; i += taken)
    {
      gunichar character = next_character (text + i, length - i, &taken);

      if (max_characters-- == 0)
        {
          g_string_append (full, "…");
          break;
        }
      if (character == '\r' && i + 1 < length && text[i + 1] == '\n')
        taken = 2;
      if (ends_line (character))
        g_string_append_c (full, '\n');
      else if (character == '\t')
        g_string_append_c (full, '\t');
      else
        g_string_append_unichar (full, symbol_for (character));
    }
  return g_string_free (full, FALSE);
}

/**
 * bulk_cell_text_dup_copy:
 * @text: a cell's text
 * @length: its bytes
 *
 * Returns: (transfer full): the text for the clipboard: as it is, but NUL, which no clipboard carries, as its symbol
 */
char *
bulk_cell_text_dup_copy (const char *text, gsize length)
{
  GString *copy;

  if (length == 0)
    return g_strdup ("");
  if (memchr (text, 0, length) == NULL)
    return g_strndup (text, length);
  copy = g_string_sized_new (length + 16);
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      g_string_append_unichar (copy, SYMBOL_NUL);
    else
      g_string_append_c (copy, text[i]);
  return g_string_free (copy, FALSE);
}

/**
 * bulk_cell_text_append_tabbed:
 * @row: a row of cells with tabs between them
 * @text: a cell's text
 * @length: its bytes
 *
 * Appends a cell the way spreadsheet programs put it on the clipboard: quoted where it holds tabs, line ends or quotes.
 */
void
bulk_cell_text_append_tabbed (GString *row, const char *text, gsize length)
{
  g_autofree char *copy = bulk_cell_text_dup_copy (text, length);

  if (strpbrk (copy, "\t\r\n\"") == NULL)
    {
      g_string_append (row, copy);
      return;
    }
  g_string_append_c (row, '"');
  for (const char *p = copy; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *p);
    }
  g_string_append_c (row, '"');
}
