/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/number-text.h"
#include <string.h>

/* What a section of a format code is made of, as far as it tells dates and times from numbers. */
typedef struct
{
  gboolean has_date, has_time, has_elapsed, has_digits, has_text, has_condition;
  gboolean after_hours;      /* an m that comes now is of minutes */
  gboolean undecided;        /* an m or mm came that is of minutes only if seconds follow */
} Section;

static void
decide (Section *section, gboolean is_minutes)
{
  if (!section->undecided)
    return;
  section->undecided = FALSE;
  if (is_minutes)
    section->has_time = TRUE;
  else
    section->has_date = TRUE;
}

static gsize
run_length (const char *at)
{
  gsize n = 1;

  while (g_ascii_tolower (at[n]) == g_ascii_tolower (*at))
    n++;
  return n;
}

/* "[h]", "[$-409]", "[Red]", "[>=100]" */
static const char *
take_brackets (Section *section, const char *at)
{
  const char *end = strchr (at, ']');
  char first = g_ascii_tolower (at[1]);

  if (end == NULL)
    return at + strlen (at);
  if (strchr ("<>=", at[1]) != NULL && at[1] != '\0')
    section->has_condition = TRUE;
  if ((first == 'h' || first == 'm' || first == 's') && at + 1 + run_length (at + 1) == end)
    {
      decide (section, first == 's');
      section->has_elapsed = TRUE;
      section->after_hours = first == 'h';
    }
  return end + 1;
}

static const char *
take_letters (Section *section, const char *at)
{
  gsize n = run_length (at);

  switch (g_ascii_tolower (*at))
    {
    case 'm':
      decide (section, FALSE);
      if (n >= 3)
        section->has_date = TRUE;
      else if (section->after_hours)
        section->has_time = TRUE;
      else
        section->undecided = TRUE;
      section->after_hours = FALSE;
      return at + n;
    case 'h':
      decide (section, FALSE);
      section->has_time = section->after_hours = TRUE;
      return at + n;
    case 's':
      decide (section, TRUE);
      section->has_time = TRUE;
      section->after_hours = FALSE;
      return at + n;
    case 'y': case 'd': case 'e': case 'g': case 'b':
      decide (section, FALSE);
      section->has_date = TRUE;
      section->after_hours = FALSE;
      return at + n;
    case 'a':
      if (g_ascii_strncasecmp (at, "am/pm", 5) == 0 || g_ascii_strncasecmp (at, "a/p", 3) == 0)
        {
          section->has_time = TRUE;
          return at + (at[1] == '/' ? 3 : 5);
        }
      return at + n;
    default:
      return at + 1;
    }
}

/* Goes over one section; what follows a number's digits is a unit that lacks its quotes, not a date. */
static const char *
take_section (Section *section, const char *at)
{
  while (*at != '\0' && *at != ';')
    {
      if (*at == '"')
        {
          const char *end = strchr (at + 1, '"');

          at = end != NULL ? end + 1 : at + strlen (at);
        }
      else if (*at == '\\' || *at == '_' || *at == '*')
        /* The character that follows, without trust in what its first byte says of its length. */
        for (at += at[1] != '\0' ? 2 : 1; (*at & 0xc0) == 0x80; at++)
          ;
      else if (*at == '[')
        at = take_brackets (section, at);
      else if (g_ascii_strncasecmp (at, "general", 7) == 0)
        at += 7;
      else if (g_ascii_strncasecmp (at, "standard", 8) == 0)
        at += 8;
      else if (strchr ("0#?", *at) != NULL)
        {
          section->has_digits |= !section->has_date && !section->has_time && !section->has_elapsed &&
                                 !section->undecided;
          at++;
        }
      else if (*at == '@')
        {
          section->has_text = TRUE;
          at++;
        }
      else if (g_ascii_isalpha (*at) && !section->has_digits)
        at = take_letters (section, at);
      else
        at++;
    }
  decide (section, FALSE);
  return at;
}

static BulkNumberClass
get_class (const Section *section)
{
  if (section->has_digits)
    return BULK_NUMBER_PLAIN;
  if (section->has_date)
    return section->has_time || section->has_elapsed ? BULK_NUMBER_DATE_TIME : BULK_NUMBER_DATE;
  if (section->has_elapsed)
    return BULK_NUMBER_DURATION;
  if (section->has_time)
    return BULK_NUMBER_TIME;
  return section->has_text ? BULK_NUMBER_TEXT : BULK_NUMBER_PLAIN;
}

/**
 * bulk_number_class_from_code:
 * @code: a number format as SpreadsheetML has it; its first section counts, or the first without a condition on numbers
 *
 * Returns: what a number so formatted is
 */
BulkNumberClass
bulk_number_class_from_code (const char *code)
{
  for (const char *at = code;; at++)
    {
      Section section = { 0 };
      BulkNumberClass found;

      at = take_section (&section, at);
      found = get_class (&section);
      if (*at == '\0' || !section.has_condition || found != BULK_NUMBER_PLAIN)
        return found;
    }
}

/**
 * bulk_number_class_from_builtin:
 * @id: number of a format that files do not spell out
 *
 * Returns: what a number so formatted is
 */
BulkNumberClass
bulk_number_class_from_builtin (guint id)
{
  switch (id)
    {
    case 14: case 15: case 16: case 17:
    case 27: case 28: case 29: case 30: case 31: case 36:      /* East Asian */
    case 50: case 51: case 52: case 53: case 54: case 57: case 58:
      return BULK_NUMBER_DATE;
    case 22:
      return BULK_NUMBER_DATE_TIME;
    case 18: case 19: case 20: case 21: case 45: case 47:
    case 32: case 33: case 34: case 35: case 55: case 56:      /* East Asian */
      return BULK_NUMBER_TIME;
    case 46:
      return BULK_NUMBER_DURATION;
    case 49:
      return BULK_NUMBER_TEXT;
    default:
      return BULK_NUMBER_PLAIN;
    }
}
