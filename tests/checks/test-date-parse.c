/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks/date-parse.h"
#include <string.h>

static BulkDateForm
parse (const char *text, BulkDate *date)
{
  return bulk_date_parse (text, strlen (text), date);
}

static void
assert_iso (const char *text, BulkDateForm form, BulkDateOrder order, const char *expected)
{
  g_autofree char *iso = NULL;
  BulkDate date;

  if (parse (text, &date) != form)
    g_error ("%s has form %d", text, date.form);
  iso = bulk_date_dup_iso (&date, order);
  g_assert_cmpstr (iso, ==, expected);
}

static void
test_forms (void)
{
  const BulkDateOrder unknown = BULK_DATE_ORDER_UNKNOWN;

  assert_iso ("2026-03-31", BULK_DATE_ISO, unknown, "2026-03-31");
  assert_iso ("2026-03-31T10:20:30Z", BULK_DATE_ISO, unknown, "2026-03-31T10:20:30Z");
  assert_iso ("2026-03-31 10:20", BULK_DATE_ISO, unknown, "2026-03-31 10:20");
  assert_iso ("2026/3/5", BULK_DATE_YEAR_FIRST, unknown, "2026-03-05");
  assert_iso ("2026-3-5", BULK_DATE_YEAR_FIRST, unknown, "2026-03-05");
  assert_iso ("31.3.2026", BULK_DATE_DOTS, unknown, "2026-03-31");
  assert_iso ("3.4.26", BULK_DATE_DOTS, unknown, "2026-04-03");
  assert_iso ("31 Mar 2026", BULK_DATE_NAMED, unknown, "2026-03-31");
  assert_iso ("31-Mar-26", BULK_DATE_NAMED, unknown, "2026-03-31");
  assert_iso ("March 31, 2026", BULK_DATE_NAMED, unknown, "2026-03-31");
  assert_iso ("5. März 2026", BULK_DATE_NAMED, unknown, "2026-03-05");
  assert_iso ("3 déc. 2026", BULK_DATE_NAMED, unknown, "2026-12-03");
}

static void
test_order (void)
{
  assert_iso ("03/04/2026", BULK_DATE_SLASHES, BULK_DATE_ORDER_UNKNOWN, NULL);
  assert_iso ("03/04/2026", BULK_DATE_SLASHES, BULK_DATE_ORDER_DAY_FIRST, "2026-04-03");
  assert_iso ("03/04/2026", BULK_DATE_SLASHES, BULK_DATE_ORDER_MONTH_FIRST, "2026-03-04");
  assert_iso ("05/05/2026", BULK_DATE_SLASHES, BULK_DATE_ORDER_UNKNOWN, "2026-05-05");
  /* What can be read in one way only is read so, whatever the others mean. */
  assert_iso ("31/03/2026", BULK_DATE_SLASHES, BULK_DATE_ORDER_MONTH_FIRST, "2026-03-31");
  assert_iso ("3-31-2026", BULK_DATE_DASHES, BULK_DATE_ORDER_DAY_FIRST, "2026-03-31");
  assert_iso ("1/2/26 9:30 PM", BULK_DATE_SLASHES, BULK_DATE_ORDER_DAY_FIRST, "2026-02-01 9:30 PM");
}

static void
test_impossible (void)
{
  const char *const texts[] = { "2026-02-29", "2026-13-01", "30.2.2026", "31/31/2026", "0000-01-01", "2026-00-10",
                                "31.4.2026" };
  BulkDate date;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (parse (texts[i], &date) != BULK_DATE_IMPOSSIBLE)
      g_error ("%s has form %d", texts[i], date.form);
  g_assert_cmpint (parse ("2028-02-29", &date), ==, BULK_DATE_ISO);
}

static void
test_no_dates (void)
{
  const char *const texts[] = {
    "", "soon", "2026", "20260331", "1.5", "1.2.3", "192.168.1.1", "2026-03", "2026-03-31x", "2026-03-311", "12/2026",
    "1/2/3", "+49 30 123456", "Marketing 31, 2026x", "31 Foo 2026", "2026-03/31", "2026-03-31 noon", "2026-03-31-04",
    "aw00079", "12345-67-89012", "January", "May 2026",
  };
  BulkDate date;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (parse (texts[i], &date) != BULK_DATE_NONE)
      g_error ("%s has form %d", texts[i], date.form);
}

/* Nothing is read beyond the length, and no bytes do harm. */
static void
test_random (void)
{
  const char *const pieces[] = { "2026", "-", "03", "/", ".", "31", " ", "Mar", ",", "T10:20", "\303\251", "\377", "0",
                                 "x" };

  for (guint i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *exact = NULL, *iso = NULL;
      guint n = (guint) g_test_rand_int_range (0, 9);
      BulkDate date;

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      exact = g_memdup2 (text->str, MAX (text->len, 1));
      if (bulk_date_parse (exact, text->len, &date) <= BULK_DATE_IMPOSSIBLE)
        continue;
      iso = bulk_date_dup_iso (&date, BULK_DATE_ORDER_DAY_FIRST);
      g_assert_nonnull (iso);
      /* What was written anew is a date of the usual form, and stays as it is. */
      g_assert_cmpint (parse (iso, &date), ==, BULK_DATE_ISO);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/date-parse/forms", test_forms);
  g_test_add_func ("/checks/date-parse/order", test_order);
  g_test_add_func ("/checks/date-parse/impossible", test_impossible);
  g_test_add_func ("/checks/date-parse/no-dates", test_no_dates);
  g_test_add_func ("/checks/date-parse/random", test_random);
  return g_test_run ();
}
