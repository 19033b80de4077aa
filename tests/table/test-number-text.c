/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/number-text.h"
#include <math.h>
#include <string.h>

static void
test_double (void)
{
  static const struct { double value; const char *text; } cases[] = {
    { 0, "0" }, { -0.0, "0" }, { 0.1, "0.1" }, { 0.1 + 0.2, "0.30000000000000004" }, { 1.0 / 3, "0.3333333333333333" },
    { 100, "100" }, { -2.5, "-2.5" }, { 1e15, "1000000000000000" }, { 1234567890123456, "1234567890123456" },
    { 9007199254740993.0, "9007199254740992" }, { 1e21, "1000000000000000000000" }, { 1.5e-7, "0.00000015" },
    { 1e300, "1e+300" }, { -1.25e300, "-1.25e+300" }, { 5e-324, "5e-324" }, { 0.01, "0.01" },
    { 12345.678, "12345.678" },
  };
  char text[BULK_NUMBER_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = bulk_number_text_from_double (cases[i].value, text);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (n, ==, strlen (text));
    }
  g_assert_cmpuint (bulk_number_text_from_double (NAN, text), ==, 0);
  g_assert_cmpuint (bulk_number_text_from_double (INFINITY, text), ==, 0);
}

/* Whatever the double, its text reads as the same. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  char text[BULK_NUMBER_TEXT_SIZE], again[BULK_NUMBER_TEXT_SIZE];

  for (guint i = 0; i < 20000; i++)
    {
      union { guint64 bits; double value; } any;

      any.bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      if (!isfinite (any.value))
        continue;
      g_assert_cmpuint (bulk_number_text_from_double (any.value, text), >, 0);
      g_assert_true (g_ascii_strtod (text, NULL) == any.value);
      g_assert_cmpuint (bulk_number_text_from_text (text, strlen (text), again), >, 0);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_text (void)
{
  static const struct { const char *from, *text; } cases[] = {
    { "0.10000000000000001", "0.1" }, { "1.5E3", "1500" }, { "1.2345678901234568E+16", "12345678901234568" },
    { "12345678901234567890", "12345678901234567890" }, { "-98765432109876543210", "-98765432109876543210" },
    { "007", "7" }, { "+5", "5" }, { "-0", "0" }, { "0.50", "0.5" }, { ".5", "0.5" }, { "5.", "5" }, { " 42 ", "42" },
    { "2.2999999999999998", "2.3" }, { "4.0000000000000002E-4", "0.0004" }, { "1E-7", "0.0000001" }, { "1e2", "100" },
    { "0.29999999999999999", "0.3" }, { "100.00", "100" }, { "-12.3400", "-12.34" }, { "1e400", "" }, { "1e-400", "0" },
    { "", "" }, { "-", "" }, { "abc", "" }, { "1,5", "" }, { "1e", "" }, { "1e+", "" }, { "0x10", "" }, { "nan", "" },
    { "1 2", "" },
    { "--1", "" }, { "1.2.3", "" }, { "0", "0" }, { "000", "0" }, { "0.000", "0" }, { "1000000", "1000000" },
    { "0e5", "0" },
  };
  char text[BULK_NUMBER_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = bulk_number_text_from_text (cases[i].from, strlen (cases[i].from), text);

      g_test_message ("%s", cases[i].from);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (n, ==, strlen (cases[i].text));
    }
}

/* More digits than any number has. */
static void
test_long_text (void)
{
  g_autofree char *ones = g_strnfill (5000, '1'), *zeros = g_strnfill (5000, '0');
  g_autofree char *small = g_strconcat ("0.", zeros, "1", NULL), *fraction = g_strconcat ("1.", ones, NULL);
  char text[BULK_NUMBER_TEXT_SIZE];

  g_assert_cmpuint (bulk_number_text_from_text (ones, 5000, text), ==, 0);
  g_assert_cmpuint (bulk_number_text_from_text (ones, 300, text), ==, 300);
  g_assert_cmpuint (bulk_number_text_from_text (zeros, 5000, text), ==, 1);
  g_assert_cmpuint (bulk_number_text_from_text (small, strlen (small), text), ==, 1);
  g_assert_cmpuint (bulk_number_text_from_text (fraction, strlen (fraction), text), >, 0);
  g_assert_cmpstr (text, ==, "1.1111111111111112");
}

static void
test_serial (void)
{
  static const struct { double serial; BulkNumberClass kind; gboolean is_1904; const char *text; } cases[] = {
    { 46112, BULK_NUMBER_DATE, FALSE, "2026-03-31" },
    { 46112, BULK_NUMBER_DATE_TIME, FALSE, "2026-03-31T00:00:00" },
    { 46112.34375, BULK_NUMBER_DATE_TIME, FALSE, "2026-03-31T08:15:00" },
    { 46112.34375, BULK_NUMBER_DATE, FALSE, "2026-03-31T08:15:00" },
    { 46112 + 30615.25 / 86400, BULK_NUMBER_DATE_TIME, FALSE, "2026-03-31T08:30:15.250" },
    { 0.34375, BULK_NUMBER_TIME, FALSE, "08:15:00" },
    { 0.99999999999, BULK_NUMBER_TIME, FALSE, "23:59:59.999" },
    { 46112.99999999999, BULK_NUMBER_DATE_TIME, FALSE, "2026-04-01T00:00:00" },
    { 0, BULK_NUMBER_TIME, FALSE, "00:00:00" },
    { 46112.5, BULK_NUMBER_TIME, FALSE, "2026-03-31T12:00:00" },
    { 36.5 / 24, BULK_NUMBER_DURATION, FALSE, "36:30:00" },
    { -1.5 / 24, BULK_NUMBER_DURATION, FALSE, "-01:30:00" },
    { 1, BULK_NUMBER_DATE, FALSE, "1900-01-01" }, { 59, BULK_NUMBER_DATE, FALSE, "1900-02-28" },
    { 60, BULK_NUMBER_DATE, FALSE, "1900-02-29" }, { 61, BULK_NUMBER_DATE, FALSE, "1900-03-01" },
    { 0, BULK_NUMBER_DATE, FALSE, "1900-01-00" },
    { 0, BULK_NUMBER_DATE, TRUE, "1904-01-01" }, { 44650, BULK_NUMBER_DATE, TRUE, "2026-03-31" },
    { 2958465, BULK_NUMBER_DATE, FALSE, "9999-12-31" }, { 2958466, BULK_NUMBER_DATE, FALSE, "" },
    { 2957003, BULK_NUMBER_DATE, TRUE, "9999-12-31" }, { 2957004, BULK_NUMBER_DATE, TRUE, "" },
    { 2958465.99999999999, BULK_NUMBER_DATE, FALSE, "" },
    { -1, BULK_NUMBER_DATE, FALSE, "" }, { 5, BULK_NUMBER_PLAIN, FALSE, "" },
    { 1e300, BULK_NUMBER_DURATION, FALSE, "" },
    { 36526, BULK_NUMBER_DATE, FALSE, "2000-01-01" }, { 36585, BULK_NUMBER_DATE, FALSE, "2000-02-29" },
  };
  char text[BULK_NUMBER_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = bulk_number_text_from_serial (cases[i].serial, cases[i].kind, cases[i].is_1904, text);

      g_test_message ("%.10f", cases[i].serial);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (n, ==, strlen (cases[i].text));
    }
}

/* Every day against GLib's calendar. */
static void
test_every_day (void)
{
  char text[BULK_NUMBER_TEXT_SIZE], expected[32];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_MARCH, 1900);
  for (guint day = 61; day <= 2958465; day++)
    {
      if (day % 7 == 0 || day > 2958000)
        {
          g_date_strftime (expected, sizeof expected, "%Y-%m-%d", &date);
          bulk_number_text_from_serial (day, BULK_NUMBER_DATE, FALSE, text);
          g_assert_cmpstr (text, ==, expected);
        }
      g_date_add_days (&date, 1);
    }
}

static void
test_iso (void)
{
  static const struct { const char *from; BulkNumberClass kind; const char *text; } cases[] = {
    { "2026-03-31", BULK_NUMBER_DATE, "2026-03-31" }, { "2026-03-31T00:00:00", BULK_NUMBER_DATE, "2026-03-31" },
    { "2026-03-31", BULK_NUMBER_DATE_TIME, "2026-03-31T00:00:00" },
    { "2026-03-31T08:15", BULK_NUMBER_DATE_TIME, "2026-03-31T08:15:00" },
    { "2026-03-31T08:15:00.000000000", BULK_NUMBER_DATE, "2026-03-31T08:15:00" },
    { "2026-03-31T08:15:00.25", BULK_NUMBER_DATE, "2026-03-31T08:15:00.250" },
    { "2026-03-31T08:15:00.2496", BULK_NUMBER_DATE, "2026-03-31T08:15:00.250" },
    { "2026-03-31T23:59:59.9999", BULK_NUMBER_DATE, "2026-03-31T23:59:59.999" },
    /* JavaScript's way: the clock on the wall all the same */
    { "2026-03-31T08:15:00Z", BULK_NUMBER_DATE, "2026-03-31T08:15:00" },
    { "2026-03-31T00:00:00.000Z", BULK_NUMBER_DATE, "2026-03-31" },
    { "2026-03-31T00:00:00.000Z", BULK_NUMBER_DATE_TIME, "2026-03-31T00:00:00" },
    { "2026-03-31T08:15:00+02:00", BULK_NUMBER_DATE, "2026-03-31T08:15:00+02:00" },
    { "08:15:30", BULK_NUMBER_TIME, "08:15:30" }, { "T08:15", BULK_NUMBER_TIME, "08:15:00" },
    { "2026-13-31", BULK_NUMBER_DATE, "" }, { "2026-03", BULK_NUMBER_DATE, "" },
    { "2026-03-31T", BULK_NUMBER_DATE, "" },
    { "", BULK_NUMBER_DATE, "" }, { "T", BULK_NUMBER_DATE, "" }, { "31.3.2026", BULK_NUMBER_DATE, "" },
    { "2026-03-31 and more", BULK_NUMBER_DATE, "" }, { "2026-03-31T08:15:00.", BULK_NUMBER_DATE, "" },
  };
  static const struct { const char *from, *text; } durations[] = {
    { "PT08H15M00S", "08:15:00" }, { "PT36H30M00.25S", "36:30:00.250" }, { "-PT1H", "-01:00:00" },
    { "P1DT1H", "25:00:00" },
    { "PT00H00M00,5S", "00:00:00.500" }, { "PT90M", "01:30:00" }, { "P", "" }, { "PT", "" }, { "P1Y", "" },
    { "PT1.5H", "" },
    { "8H", "" }, { "PTH", "" }, { "", "" }, { "PT1M1H", "01:01:00" },
  };
  char text[BULK_NUMBER_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].from);
      bulk_number_text_from_iso (cases[i].from, strlen (cases[i].from), cases[i].kind, text);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      gsize n = bulk_number_text_from_iso_duration (durations[i].from, strlen (durations[i].from), text);

      g_test_message ("%s", durations[i].from);
      g_assert_cmpstr (n > 0 ? text : "", ==, durations[i].text);
    }
}

static void
test_formats (void)
{
  static const struct { const char *code; BulkNumberClass kind; } cases[] = {
    { "General", BULK_NUMBER_PLAIN }, { "GENERAL", BULK_NUMBER_PLAIN }, { "Standard", BULK_NUMBER_PLAIN },
    { "", BULK_NUMBER_PLAIN },
    { "0.00", BULK_NUMBER_PLAIN }, { "#,##0.00 [$€-407]", BULK_NUMBER_PLAIN }, { "0%", BULK_NUMBER_PLAIN },
    { "0.00E+00", BULK_NUMBER_PLAIN }, { "##0.0E+0", BULK_NUMBER_PLAIN }, { "# ?/?", BULK_NUMBER_PLAIN },
    { "\"days\" 0", BULK_NUMBER_PLAIN }, { "0 \"days\"", BULK_NUMBER_PLAIN }, { "0 USD", BULK_NUMBER_PLAIN },
    { "\\d0", BULK_NUMBER_PLAIN }, { "[Red]0.0;[Blue]-0.0", BULK_NUMBER_PLAIN },
    { "_-* #,##0.00_-;-* #,##0.00_-", BULK_NUMBER_PLAIN },
    { "@", BULK_NUMBER_TEXT }, { "General;@", BULK_NUMBER_PLAIN },
    { "yyyy-mm-dd", BULK_NUMBER_DATE }, { "dd/mm/yy", BULK_NUMBER_DATE }, { "mmm", BULK_NUMBER_DATE },
    { "mm", BULK_NUMBER_DATE },
    { "[$-409]d\\-mmm\\-yy;@", BULK_NUMBER_DATE }, { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", BULK_NUMBER_DATE },
    { "yyyy\"年\"m\"月\"d\"日\";@", BULK_NUMBER_DATE }, { "[$-411]ggge\"年\"m\"月\"d\"日\"", BULK_NUMBER_DATE },
    { "[Red]dd.mm.yyyy", BULK_NUMBER_DATE }, { "DD.MM.YYYY", BULK_NUMBER_DATE }, { "mmmm yyyy", BULK_NUMBER_DATE },
    { "yyyy-mm-dd hh:mm:ss", BULK_NUMBER_DATE_TIME }, { "m/d/yy h:mm", BULK_NUMBER_DATE_TIME },
    { "yyyy\\-mm\\-dd\"T\"hh:mm:ss.000", BULK_NUMBER_DATE_TIME }, { "d.m.yy h:mm AM/PM", BULK_NUMBER_DATE_TIME },
    { "h:mm", BULK_NUMBER_TIME }, { "hh:mm:ss", BULK_NUMBER_TIME }, { "mm:ss", BULK_NUMBER_TIME },
    { "mm:ss.0", BULK_NUMBER_TIME },
    { "[$-F400]h:mm:ss\\ AM/PM", BULK_NUMBER_TIME }, { "h AM/PM", BULK_NUMBER_TIME }, { "h A/P", BULK_NUMBER_TIME },
    { "[h]:mm:ss", BULK_NUMBER_DURATION }, { "[mm]:ss", BULK_NUMBER_DURATION }, { "[ss]", BULK_NUMBER_DURATION },
    { "[h]:mm:ss;@", BULK_NUMBER_DURATION }, { "[HH]:MM", BULK_NUMBER_DURATION },
    { "[<1]h:mm;[h]:mm", BULK_NUMBER_TIME }, { "[>=1]0;h:mm", BULK_NUMBER_TIME },
    { "\"unclosed", BULK_NUMBER_PLAIN }, { "[unclosed", BULK_NUMBER_PLAIN }, { "\\", BULK_NUMBER_PLAIN },
    { "_", BULK_NUMBER_PLAIN },
    { ";;;", BULK_NUMBER_PLAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (bulk_number_class_from_code (cases[i].code), ==, cases[i].kind);
    }
  g_assert_cmpint (bulk_number_class_from_builtin (0), ==, BULK_NUMBER_PLAIN);
  g_assert_cmpint (bulk_number_class_from_builtin (9), ==, BULK_NUMBER_PLAIN);
  g_assert_cmpint (bulk_number_class_from_builtin (14), ==, BULK_NUMBER_DATE);
  g_assert_cmpint (bulk_number_class_from_builtin (22), ==, BULK_NUMBER_DATE_TIME);
  g_assert_cmpint (bulk_number_class_from_builtin (20), ==, BULK_NUMBER_TIME);
  g_assert_cmpint (bulk_number_class_from_builtin (46), ==, BULK_NUMBER_DURATION);
  g_assert_cmpint (bulk_number_class_from_builtin (49), ==, BULK_NUMBER_TEXT);
  g_assert_cmpint (bulk_number_class_from_builtin (12345), ==, BULK_NUMBER_PLAIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-text/double", test_double);
  g_test_add_func ("/number-text/round-trip", test_round_trip);
  g_test_add_func ("/number-text/text", test_text);
  g_test_add_func ("/number-text/long-text", test_long_text);
  g_test_add_func ("/number-text/serial", test_serial);
  g_test_add_func ("/number-text/every-day", test_every_day);
  g_test_add_func ("/number-text/iso", test_iso);
  g_test_add_func ("/number-text/formats", test_formats);
  return g_test_run ();
}
