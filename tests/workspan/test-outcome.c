/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "workspan/outcome-text.h"
#include "workspan/outcome.h"

static void
assert_clean (const char *text, const char *const *secrets, const char *expected)
{
  g_autofree char *clean = bulk_outcome_text_clean (text, -1, secrets);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_clean (void)
{
  assert_clean (NULL, NULL, NULL);
  assert_clean ("", NULL, NULL);
  assert_clean (" \r\n\t", NULL, NULL);
  assert_clean ("plain", NULL, "plain");
  assert_clean ("  two\r\n\tlines  ", NULL, "two lines");
  assert_clean ("a\x1b[31mb\x07", NULL, "a[31mb");
  assert_clean ("a\u202eb\u200bc\u2066d", NULL, "abcd");
  assert_clean ("\xff", NULL, "\xef\xbf\xbd");
  assert_clean ("<b>Größe</b>", NULL, "<b>Größe</b>");
}

static void
test_secrets (void)
{
  static const char *const secrets[] = { "abcdefghijklmnop", "key-0123456789", NULL };
  static const char *const none[] = { "abcdefghijklmnop", NULL };

  assert_clean ("Bearer abcdefghijklmnop.", secrets, "Bearer •••.");
  assert_clean ("abcdefghijklmnopabcdefghijklmnop", secrets, "••••••");
  assert_clean ("cut abcdefghijkl", secrets, "cut •••");
  assert_clean ("practice abcdefghijk", secrets, "practice abcdefghijk");
  assert_clean ("abc\u200bdefghijklmnop", secrets, "•••");
  assert_clean ("key key-0123456789 abcdefghijklmnop", secrets, "key ••• •••");
  assert_clean ("key-0123456789", none, "key-0123456789");
  assert_clean ("ababcdefghijklmnop", secrets, "ab•••");
}

static void
test_bounded (void)
{
  static const char *const secrets[] = { "abcdefghijklmnop", NULL };
  g_autofree char *huge = g_strnfill (3000000, 'x');
  g_autofree char *shown = bulk_outcome_text_clean (huge, -1, NULL);
  g_autofree char *again = NULL;
  g_autofree char *filler = g_strnfill (595, 'x');
  g_autofree char *edge = g_strdup_printf ("%sabcdefghijklmnop", filler);
  g_autofree char *edge_shown = bulk_outcome_text_clean (edge, -1, secrets);

  g_assert_cmpuint (strlen (shown), <, 700);
  g_assert_true (g_str_has_suffix (shown, "…"));
  again = bulk_outcome_text_clean (shown, -1, NULL);
  g_assert_cmpstr (again, ==, shown);
  g_assert_null (strstr (edge_shown, "abc"));
}

static void
assert_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 5);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '%'));
  g_assert_null (strchr (text, '\n'));
}

/* Whatever is combined, there are words for it. */
static void
test_all_words (void)
{
  for (int state = BULK_OUTCOME_ACCEPTED; state <= BULK_OUTCOME_UNKNOWN; state++)
    for (int reason = BULK_REASON_NONE; reason <= BULK_REASON_NOT_BEGUN; reason++)
      for (guint64 rows = 0; rows < 3; rows++)
        {
          g_autoptr (BulkOutcome) outcome = bulk_outcome_new (state, reason, 500, NULL, "x", "Detail.", 3, 1, 2, rows);

          assert_sentence (bulk_outcome_get_title (outcome));
          assert_sentence (bulk_outcome_get_what_happened (outcome));
          assert_sentence (bulk_outcome_get_what_was_sent (outcome));
          assert_sentence (bulk_outcome_get_what_next (outcome));
        }
}

static void
test_words (void)
{
  g_autofree char *one = bulk_outcome_text_what_was_sent (BULK_OUTCOME_ACCEPTED, 1, 1, 1);
  g_autofree char *many = bulk_outcome_text_what_was_sent (BULK_OUTCOME_ACCEPTED, 1, 1, 5000000001);
  g_autofree char *unknown = bulk_outcome_text_what_was_sent (BULK_OUTCOME_UNKNOWN, 1000, 2000, 7);
  g_autofree char *happened = bulk_outcome_text_what_happened (BULK_REASON_FORBIDDEN, 403, "More.");
  g_autofree char *not_begun = bulk_outcome_text_what_happened (BULK_REASON_NOT_BEGUN, 0, "The disk is full.");
  g_autofree char *wait = bulk_outcome_text_what_next (BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 1);

  g_assert_cmpstr (one, ==, "The whole file was sent: 1 row.");
  g_assert_cmpstr (many, ==, "The whole file was sent: 5000000001 rows.");
  g_assert_nonnull (strstr (unknown, "the 7 rows were loaded"));
  g_assert_true (g_str_has_suffix (happened, "More. (Status 403.)"));
  g_assert_cmpstr (not_begun, ==, "The disk is full.");
  g_assert_cmpstr (wait, ==, "Try again in 1 second.");
}

static void
test_getters (void)
{
  g_autoptr (BulkOutcome) outcome = bulk_outcome_new (BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 429, NULL,
                                                      "slow\ndown", NULL, 100000, 10, 20, 30);
  g_autoptr (BulkOutcome) like = NULL;
  g_autoptr (BulkOutcome)
      silent = bulk_outcome_new (BULK_OUTCOME_UNKNOWN, BULK_REASON_CUT, 0, NULL, NULL, NULL, -7, 0, 0, 0);

  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_REFUSED);
  g_assert_cmpuint (bulk_outcome_get_reason (outcome), ==, BULK_REASON_TOO_MANY);
  g_assert_cmpuint (bulk_outcome_get_http_status (outcome), ==, 429);
  g_assert_null (bulk_outcome_get_execution (outcome));
  g_assert_cmpstr (bulk_outcome_get_server_text (outcome), ==, "slow down");
  g_assert_cmpint (bulk_outcome_get_retry_after (outcome), ==, 600);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, 10);
  g_assert_cmpuint (bulk_outcome_get_bytes_total (outcome), ==, 20);
  g_assert_cmpuint (bulk_outcome_get_rows_total (outcome), ==, 30);
  like = bulk_outcome_new_like (outcome, BULK_REASON_NO_TOKEN, "Because.", 40);
  g_assert_cmpuint (bulk_outcome_get_state (like), ==, BULK_OUTCOME_REFUSED);
  g_assert_cmpuint (bulk_outcome_get_reason (like), ==, BULK_REASON_NO_TOKEN);
  g_assert_cmpuint (bulk_outcome_get_http_status (like), ==, 429);
  g_assert_cmpstr (bulk_outcome_get_server_text (like), ==, "slow down");
  g_assert_cmpstr (bulk_outcome_get_detail (like), ==, "Because.");
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (like), ==, 10);
  g_assert_cmpuint (bulk_outcome_get_rows_total (like), ==, 40);
  g_assert_cmpint (bulk_outcome_get_retry_after (silent), ==, -1);
  g_assert_null (bulk_outcome_get_server_text (silent));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outcome/clean", test_clean);
  g_test_add_func ("/outcome/secrets", test_secrets);
  g_test_add_func ("/outcome/bounded", test_bounded);
  g_test_add_func ("/outcome/all-words", test_all_words);
  g_test_add_func ("/outcome/words", test_words);
  g_test_add_func ("/outcome/getters", test_getters);
  return g_test_run ();
}
