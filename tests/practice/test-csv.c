/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "practice/practice-parser.h"

/* In pieces of every size, the result is the same. */
static char *
dup_problem (const char *text, gsize length, gboolean has_header, guint64 *n_rows, guint64 *n_errors)
{
  char *problem = NULL;

  for (gsize size = 1; size <= length + 1; size++)
    {
      g_autoptr (BulkPracticeLoad) load = bulk_practice_load_new ("x", TRUE);
      g_autoptr (BulkPracticeCsv) csv = bulk_practice_csv_new (load, ',', has_header);

      for (gsize at = 0; at < length; at += size)
        {
          /* Of its own, so that a step beyond it is noticed. */
          gsize n = MIN (size, length - at);
          g_autofree char *piece = g_memdup2 (text + at, n);

          bulk_practice_csv_feed (csv, piece, n);
        }
      bulk_practice_csv_end (csv);
      if (size == 1)
        {
          problem = g_strdup (bulk_practice_csv_get_problem (csv));
          *n_rows = load->n_rows;
          *n_errors = load->n_errors;
        }
      /* Which problem is met first may depend on the pieces, since text is checked a piece at a time. */
      g_assert_cmpint (problem != NULL, ==, bulk_practice_csv_get_problem (csv) != NULL);
      if (!problem)
        g_assert_cmpuint (load->n_rows, ==, *n_rows);
    }
  return problem;
}

static void
test_good (void)
{
  static const struct { const char *text; gboolean has_header; guint64 n_rows, n_errors; } cases[] = {
    { "opportunity_id,name\r\n1,a\r\n2,b\r\n", TRUE, 2, 0 },
    { "opportunity_id,name\n1,a\n2,b", TRUE, 2, 0 },
    { "opportunity_id,name\n1,a\n1,b\n,c\n", TRUE, 3, 2 },
    { "1,a\n2,b\n", FALSE, 2, 0 },
    { "opportunity_id,name\n1,\"a\"\"\r\n,b\"\n", TRUE, 1, 0 },
    { "opportunity_id,name\n1,", TRUE, 1, 0 },
    { "opportunity_id\n\"\"\n", TRUE, 1, 1 },
    { "opportunity_id\n\n", TRUE, 1, 1 },
    { "opportunity_id,näme 😀 €\n1,ü\n", TRUE, 1, 0 },
    { "opportunity_id", TRUE, 0, 0 },
    { "opportunity_id,close_date,amount\n1,2026-02-28,-1.5e3\n2,,\n3,2026-02-29,1\n4,2026-01-01,\"1,5\"\n", TRUE, 4,
      2 },
    { "opportunity_id,close_date\n1,2026-01-01T10:00:00Z\n2,2026-01-01 later\n3,20-jan-2020\n", TRUE, 3, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 n_rows, n_errors;
      g_autofree char *problem
          = dup_problem (cases[i].text, strlen (cases[i].text), cases[i].has_header, &n_rows, &n_errors);

      g_assert_cmpstr (problem, ==, NULL);
      g_assert_cmpuint (n_rows, ==, cases[i].n_rows);
      g_assert_cmpuint (n_errors, ==, cases[i].n_errors);
    }
}

static void
test_bad (void)
{
  static const struct { const char *text, *holds; } cases[] = {
    { "", "no text" },
    { "a,b\n1\n", "too few fields in record 2" },
    { "a,b\n1,2\n1,2,3\n", "too many fields in record 3" },
    { "a,b\n1,2\"\n", "a quote within" },
    { "a,b\n1,\"2\"x\n", "after a closing quote" },
    { "a,b\n1,\"2", "unclosed" },
    { "a,b\r1,2\r", "carriage return" },
    { "a,b\n1,2\r", "carriage return" },
    { "\xef\xbb\xbf" "a,b\n", "byte order mark" },
    { "\xef\xbb\xbf", "byte order mark" },
    { "a\n\xff\n", "not UTF-8" },
    { "a\n\xc0\x80\n", "not UTF-8" },
    { "a\n\xed\xa0\x80\n", "not UTF-8" },
    { "a\n\xf4\x90\x80\x80\n", "not UTF-8" },
    { "a\n\xe2\x82", "incomplete" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 n_rows, n_errors;
      g_autofree char *problem = dup_problem (cases[i].text, strlen (cases[i].text), TRUE, &n_rows, &n_errors);

      if (!problem)
        g_test_message ("taken for good: %u", i);
      g_assert_nonnull (problem);
      if (!strstr (problem, cases[i].holds))
        g_test_message ("%u: %s", i, problem);
      g_assert_nonnull (strstr (problem, cases[i].holds));
    }
}

static void
test_nul (void)
{
  guint64 n_rows, n_errors;
  g_autofree char *problem = dup_problem ("opportunity_id,b\n1\0" "2,\"\0\"\n1\0" "3,x\n", 29, TRUE, &n_rows,
                                          &n_errors);

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpuint (n_rows, ==, 2);
}

static void
test_other_delimiter (void)
{
  g_autoptr (BulkPracticeLoad) load = bulk_practice_load_new ("x", FALSE);
  g_autoptr (BulkPracticeCsv) csv = bulk_practice_csv_new (load, ';', TRUE);

  g_assert_true (bulk_practice_csv_feed (csv, "a;b\n1,2;3\n", 10));
  g_assert_true (bulk_practice_csv_end (csv));
  g_assert_cmpuint (load->n_rows, ==, 1);
}

static void
test_limits (void)
{
  g_autoptr (BulkPracticeLoad) load = bulk_practice_load_new ("x", FALSE);
  g_autoptr (BulkPracticeCsv) csv = bulk_practice_csv_new (load, ',', TRUE);
  guint n = 0;

  /* Endless columns are given up. */
  while (bulk_practice_csv_feed (csv, ",,,,,,,,,,,,,,,,", 16))
    g_assert_cmpuint (n++, <, 2000);
  g_assert_nonnull (strstr (bulk_practice_csv_get_problem (csv), "too much"));
  g_assert_false (bulk_practice_csv_end (csv));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/csv/good", test_good);
  g_test_add_func ("/practice/csv/bad", test_bad);
  g_test_add_func ("/practice/csv/nul", test_nul);
  g_test_add_func ("/practice/csv/other-delimiter", test_other_delimiter);
  g_test_add_func ("/practice/csv/limits", test_limits);
  return g_test_run ();
}
