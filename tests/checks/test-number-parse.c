/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/number-parse.h"
#include <string.h>

static void
assert_number (const char *text, BulkNumberForm form, char decimal_mark, const char *plain)
{
  g_autofree char *written = NULL;
  BulkNumber number;

  if (bulk_number_parse (text, strlen (text), &number) != form)
    g_error ("%s has form %d", text, number.form);
  written = form == BULK_NUMBER_NONE ? NULL : bulk_number_dup_plain (text, strlen (text), decimal_mark);
  if (g_strcmp0 (written, plain) != 0)
    g_error ("%s becomes %s", text, written);
}

static void
test_plain (void)
{
  const char *const texts[] = { "0", "1200", "-1200.50", "0.1", "1e6", "1.5E-3", "007", "12345678901234567890",
                                "1200.505" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_number (texts[i], BULK_NUMBER_PLAIN, '.', texts[i]);
}

static void
test_formatted (void)
{
  assert_number ("1,234.50", BULK_NUMBER_FORMATTED, 0, "1234.50");
  assert_number ("1.234,50", BULK_NUMBER_FORMATTED, 0, "1234.50");
  assert_number ("1200,50", BULK_NUMBER_FORMATTED, 0, "1200.50");
  assert_number ("1,234,567", BULK_NUMBER_FORMATTED, 0, "1234567");
  assert_number ("1.234.567", BULK_NUMBER_FORMATTED, 0, "1234567");
  assert_number ("1'234.50", BULK_NUMBER_FORMATTED, 0, "1234.50");
  assert_number ("1 234 567", BULK_NUMBER_FORMATTED, 0, "1234567");
  assert_number ("1\302\240234,5", BULK_NUMBER_FORMATTED, 0, "1234.5");
  assert_number ("$1,200.00", BULK_NUMBER_FORMATTED, 0, "1200.00");
  assert_number ("-$1,200.00", BULK_NUMBER_FORMATTED, 0, "-1200.00");
  assert_number ("€ 5", BULK_NUMBER_FORMATTED, 0, "5");
  assert_number ("5\302\240€", BULK_NUMBER_FORMATTED, 0, "5");
  assert_number ("EUR 5.50", BULK_NUMBER_FORMATTED, 0, "5.50");
  assert_number ("(1,200.00)", BULK_NUMBER_FORMATTED, 0, "-1200.00");
  assert_number ("\342\210\2225", BULK_NUMBER_FORMATTED, 0, "-5");
  assert_number ("5-", BULK_NUMBER_FORMATTED, 0, "-5");
  assert_number ("+5", BULK_NUMBER_FORMATTED, 0, "5");
  assert_number ("5 %", BULK_NUMBER_FORMATTED, 0, NULL);
}

/* One mark and three digits: only the other numbers of the column can tell. */
static void
test_open (void)
{
  assert_number ("1,234", BULK_NUMBER_FORMATTED, 0, NULL);
  assert_number ("1,234", BULK_NUMBER_FORMATTED, '.', "1234");
  assert_number ("1,234", BULK_NUMBER_FORMATTED, ',', "1.234");
  assert_number ("1.234", BULK_NUMBER_PLAIN, ',', "1234");
  assert_number ("1.234", BULK_NUMBER_PLAIN, '.', "1.234");
  assert_number ("0,234", BULK_NUMBER_FORMATTED, 0, "0.234");
  assert_number ("1234,567", BULK_NUMBER_FORMATTED, 0, "1234.567");
}

static void
test_no_numbers (void)
{
  const char *const texts[] = {
    "", "-", "$", "n/a", "1.2.3", "1,23,456.7", "12 apples", "1..2", "1,2.3,4", "e5", "1e", "1e+", "--5", "(5", "%",
    ".",
    "2026-03-31", "1 2 3", "0x10", "inf", "nan", "aw7", "1,2345,678",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_number (texts[i], BULK_NUMBER_NONE, 0, NULL);
}

static void
test_random (void)
{
  const char *const pieces[] = { "1", "234", "0", ".", ",", "'", " ", "-", "(", ")", "$", "€", "%", "e", "+",
                                 "\302\240", "\377" };

  for (guint i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *exact = NULL, *plain = NULL;
      guint n = (guint) g_test_rand_int_range (0, 9);
      BulkNumber number;

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      exact = g_memdup2 (text->str, MAX (text->len, 1));
      if (bulk_number_parse (exact, text->len, &number) == BULK_NUMBER_NONE)
        continue;
      plain = bulk_number_dup_plain (exact, text->len, '.');
      if (plain != NULL && bulk_number_parse (plain, strlen (plain), &number) != BULK_NUMBER_PLAIN)
        g_error ("“%s” becomes “%s”", text->str, plain);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/number-parse/plain", test_plain);
  g_test_add_func ("/checks/number-parse/formatted", test_formatted);
  g_test_add_func ("/checks/number-parse/open", test_open);
  g_test_add_func ("/checks/number-parse/no-numbers", test_no_numbers);
  g_test_add_func ("/checks/number-parse/random", test_random);
  return g_test_run ();
}
