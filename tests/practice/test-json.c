/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "practice/practice-parser.h"

/* In pieces of every size, the result is the same. */
static char *
dup_problem (const char *text, guint64 *n_rows, guint64 *n_errors)
{
  gsize length = strlen (text);
  char *problem = NULL;

  for (gsize size = 1; size <= length + 1; size++)
    {
      g_autoptr (BulkPracticeLoad) load = bulk_practice_load_new ("x", TRUE);
      g_autoptr (BulkPracticeJson) json = bulk_practice_json_new (load);

      for (gsize at = 0; at < length; at += size)
        {
          gsize n = MIN (size, length - at);
          g_autofree char *piece = g_memdup2 (text + at, n);

          bulk_practice_json_feed (json, piece, n);
        }
      bulk_practice_json_end (json);
      if (size == 1)
        {
          problem = g_strdup (bulk_practice_json_get_problem (json));
          *n_rows = load->n_rows;
          *n_errors = load->n_errors;
        }
      g_assert_cmpint (problem != NULL, ==, bulk_practice_json_get_problem (json) != NULL);
      if (!problem)
        g_assert_cmpuint (load->n_rows, ==, *n_rows);
    }
  return problem;
}

static void
test_good (void)
{
  static const struct { const char *text; guint64 n_rows, n_errors; } cases[] = {
    { "[]", 0, 0 },
    { " [ ] \r\n\t", 0, 0 },
    { "[{}]", 1, 1 },
    { "[{\"opportunity_id\":\"1\"},{\"opportunity_id\":2}]", 2, 0 },
    { "[{\"opportunity_id\":\"1\",\"amount\":0.10,\"b\":true,\"c\":null,\"d\":-1e-5}]", 1, 0 },
    { "[{\"opportunity_id\":\"\\u00e4\\ud83d\\ude00\\n\\\"\\\\\\/\\u0000\"}]", 1, 0 },
    { "[{\"opportunity_id\":\"1\"},{\"opportunity_id\":\"1\"},{\"opportunity_id\":null},{\"name\":\"x\"}]", 4, 3 },
    { "[{\"opportunity_id\":\"1\",\"amount\":\"1,5\"},{\"opportunity_id\":\"2\",\"close_date\":\"1.2.2026\"}]", 2, 2 },
    { "[{\"opportunity_id\":12345678901234567890},{\"opportunity_id\":12345678901234567891}]", 2, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 n_rows, n_errors;
      g_autofree char *problem = dup_problem (cases[i].text, &n_rows, &n_errors);

      g_assert_cmpstr (problem, ==, NULL);
      g_assert_cmpuint (n_rows, ==, cases[i].n_rows);
      g_assert_cmpuint (n_errors, ==, cases[i].n_errors);
    }
}

static void
test_bad (void)
{
  static const char *const cases[] = {
    "", " ", "{}", "[", "[{}", "[{},]", "[{}]x", "[{}][]", "[1]", "[[]]", "[{]", "[{\"a\"}]", "[{\"a\":}]",
    "[{\"a\":1,}]",
    "[{\"a\":1 \"b\":2}]", "[{a:1}]", "[{'a':1}]", "[{\"a\":{}}]", "[{\"a\":[]}]", "[{\"a\":01}]", "[{\"a\":1.}]",
    "[{\"a\":+1}]", "[{\"a\":1e}]", "[{\"a\":.5}]", "[{\"a\":-}]", "[{\"a\":nul}]", "[{\"a\":NaN}]", "[{\"a\":tru e}]",
    "[{\"a\":\"\n\"}]", "[{\"a\":\"\\x\"}]", "[{\"a\":\"\\u12g4\"}]", "[{\"a\":\"\\ud800\"}]", "[{\"a\":\"\\ud800x\"}]",
    "[{\"a\":\"\\ud800\\n\"}]", "[{\"a\":\"\\udc00\"}]", "[{\"a\":\"\\ud800\\ud800\"}]", "[{\"a\":\"",
    "[{\"a\":1,\"a\":2}]",
    "[{\"a\":\"\xff\"}]", "[{\"a\":\"\xe2\x82\"}]", "\xef\xbb\xbf[]", "var x = []", "[{}] // done", "[{\"a\":1}}]",
    "[{\"a\":1]]", "[,{}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 n_rows, n_errors;
      g_autofree char *problem = dup_problem (cases[i], &n_rows, &n_errors);

      if (!problem)
        g_test_message ("taken for good: %s", cases[i]);
      g_assert_nonnull (problem);
    }
}

static void
test_limits (void)
{
  g_autoptr (BulkPracticeLoad) load = bulk_practice_load_new ("x", FALSE);
  g_autoptr (BulkPracticeJson) json = bulk_practice_json_new (load);
  guint n = 0;

  g_assert_true (bulk_practice_json_feed (json, "[{\"\":1", 6));
  for (;;)
    {
      g_autofree char *member = g_strdup_printf (",\"k%u\":1", n);

      if (!bulk_practice_json_feed (json, member, strlen (member)))
        break;
      g_assert_cmpuint (n++, <, 20000);
    }
  g_assert_nonnull (strstr (bulk_practice_json_get_problem (json), "too many keys"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/json/good", test_good);
  g_test_add_func ("/practice/json/bad", test_bad);
  g_test_add_func ("/practice/json/limits", test_limits);
  return g_test_run ();
}
