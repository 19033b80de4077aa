/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, dates and number formats of spreadsheets: the input as each of them. */
#include "fuzz.h"
#include "table/number-text.h"
#include <math.h>
#include <string.h>

static void
check (const char *text, gsize length)
{
  g_assert_cmpuint (length, <, BULK_NUMBER_TEXT_SIZE);
  g_assert_cmpuint (strlen (text), ==, length);
  for (gsize i = 0; i < length; i++)
    g_assert_true (g_ascii_isgraph (text[i]));
}

static void
check_double (double value)
{
  char text[BULK_NUMBER_TEXT_SIZE];
  gsize length = bulk_number_text_from_double (value, text);

  check (text, length);
  /* The text is the same double: that is what "exact" means. */
  if (isfinite (value))
    g_assert_true (g_ascii_strtod (text, NULL) == value);
  for (guint kind = BULK_NUMBER_PLAIN; kind <= BULK_NUMBER_TEXT; kind++)
    check (text, bulk_number_text_from_serial (value, kind, FALSE, text));
  check (text, bulk_number_text_from_serial (value, BULK_NUMBER_DATE_TIME, TRUE, text));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *code = g_strndup ((const char *) data, size);
  g_autofree char *copy = g_malloc (MAX (size, 1));
  char text[BULK_NUMBER_TEXT_SIZE];

  /* Not one byte more than there is, so that reading beyond it is seen. */
  memcpy (copy, data, size);
  g_assert_cmpuint (bulk_number_class_from_code (code), <=, BULK_NUMBER_TEXT);
  check (text, bulk_number_text_from_text (copy, size, text));
  for (guint kind = BULK_NUMBER_PLAIN; kind <= BULK_NUMBER_TEXT; kind++)
    check (text, bulk_number_text_from_iso (copy, size, kind, text));
  check (text, bulk_number_text_from_iso_duration (copy, size, text));
  if (size >= sizeof (double))
    {
      double value;
      gint64 milliseconds;

      memcpy (&value, data, sizeof value);
      memcpy (&milliseconds, data, sizeof milliseconds);
      check_double (value);
      check (text, bulk_number_text_from_milliseconds (milliseconds, text));
      bulk_number_class_from_builtin (milliseconds);
    }
  if (size > 0 && size < 30)
    check_double (g_ascii_strtod (code, NULL));
  return 0;
}
