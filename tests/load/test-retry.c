/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/retry.h"

#include <string.h>

#include "practice/practice-server.h"
#include "workspan/sample.h"

/* Private helpers */

static BulkOutcome *
outcome_new (BulkOutcomeState state, BulkOutcomeReason reason, guint status, gint64 retry_after)
{
  return bulk_outcome_new (state, reason, status, NULL, NULL, NULL, retry_after, 0, 100, 3);
}

static BulkRetryAction
decide (BulkOutcomeState state, BulkOutcomeReason reason, guint status, guint attempt, BulkRetryAction before,
        gboolean can_renew)
{
  g_autoptr (BulkOutcome) outcome = outcome_new (state, reason, status, -1);

  return bulk_retry_decide (outcome, attempt, 6, before, can_renew);
}

static BulkConnection *
next (BulkRetry *retry, BulkOutcome *outcome, guint attempt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_retry_next_async (retry, outcome, attempt, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_retry_next_finish (retry, result, error);
}

/* Tests: the rules */

/* The rule that matters most: of everything there is, only these are sent again. */
static void
test_whole_table (void)
{
  guint n_again = 0;

  for (guint state = BULK_OUTCOME_ACCEPTED; state <= BULK_OUTCOME_UNKNOWN; state++)
    for (guint reason = BULK_REASON_NONE; reason <= BULK_REASON_NO_TOKEN; reason++)
      for (guint renew = 0; renew < 2; renew++)
        {
          BulkRetryAction action = decide (state, reason, 0, 1, BULK_RETRY_STOP, renew);
          BulkRetryAction expected = BULK_RETRY_STOP;

          if (state == BULK_OUTCOME_NOT_SENT
              && (reason == BULK_REASON_NAME || reason == BULK_REASON_REFUSED_CONNECTION
                  || reason == BULK_REASON_TIMEOUT || reason == BULK_REASON_CUT))
            expected = BULK_RETRY_BACKOFF;
          else if (state == BULK_OUTCOME_REFUSED && reason == BULK_REASON_TOO_MANY)
            expected = BULK_RETRY_LATER;
          else if (state == BULK_OUTCOME_REFUSED && reason == BULK_REASON_NOT_AUTHORISED && renew)
            expected = BULK_RETRY_RENEW;
          g_assert_cmpint (action, ==, expected);
          n_again += action != BULK_RETRY_STOP;
        }
  g_assert_cmpuint (n_again, ==, 4 * 2 + 2 + 1);
}

static void
test_ends (void)
{
  g_assert_cmpint (decide (BULK_OUTCOME_NOT_SENT, BULK_REASON_NAME, 0, 5, BULK_RETRY_BACKOFF, FALSE), ==,
                   BULK_RETRY_BACKOFF);
  g_assert_cmpint (decide (BULK_OUTCOME_NOT_SENT, BULK_REASON_NAME, 0, 6, BULK_RETRY_BACKOFF, FALSE), ==,
                   BULK_RETRY_STOP);
  /* The answer of a proxy will be the same next time. */
  g_assert_cmpint (decide (BULK_OUTCOME_NOT_SENT, BULK_REASON_TIMEOUT, 408, 1, BULK_RETRY_STOP, FALSE), ==,
                   BULK_RETRY_STOP);
  g_assert_cmpint (decide (BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 429, 11, BULK_RETRY_LATER, FALSE), ==,
                   BULK_RETRY_LATER);
  g_assert_cmpint (decide (BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 429, 12, BULK_RETRY_LATER, FALSE), ==,
                   BULK_RETRY_STOP);
  /* A new token that is refused as well: the next one would be. */
  g_assert_cmpint (decide (BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED, 401, 2, BULK_RETRY_RENEW, TRUE), ==,
                   BULK_RETRY_STOP);
  g_assert_cmpint (decide (BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED, 401, 3, BULK_RETRY_LATER, TRUE), ==,
                   BULK_RETRY_RENEW);
}

static void
test_delays (void)
{
  const double most[] = { 1, 2, 4, 8, 16, 32, 60, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (most); i++)
    {
      g_assert_cmpfloat_with_epsilon (bulk_retry_get_delay (BULK_RETRY_BACKOFF, i + 1, -1, 0), most[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (bulk_retry_get_delay (BULK_RETRY_BACKOFF, i + 1, -1, 1), most[i] / 2, 1e-9);
    }
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_BACKOFF, G_MAXUINT, -1, 0), ==, 60);
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_LATER, 1, 30, 0), ==, 30);
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_LATER, 1, 30, 1), ==, 31);
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_LATER, 1, 0, 0), ==, 1);
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_LATER, 1, -1, 0), ==, 60);
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_LATER, 1, 99999, 0), ==, 600);
  g_assert_cmpfloat (bulk_retry_get_delay (BULK_RETRY_RENEW, 1, 30, 1), ==, 0);
}

/* Tests: waiting */

static void
test_backoff (void)
{
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:9", SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (BulkRetry) retry = bulk_retry_new (connection);
  g_autoptr (BulkOutcome) outcome = outcome_new (BULK_OUTCOME_NOT_SENT, BULK_REASON_REFUSED_CONNECTION, 0, -1);
  g_autoptr (GError) error = NULL;

  bulk_retry_set_limits (retry, 3, 0.01);
  for (guint attempt = 1; attempt <= 3; attempt++)
    {
      g_autoptr (BulkConnection) again = next (retry, outcome, attempt, &error);

      g_assert_no_error (error);
      g_assert_true (again == (attempt < 3 ? connection : NULL));
      g_assert_cmpint (bulk_retry_get_action (retry), ==, BULK_RETRY_STOP);
    }
}

static void
on_waiting (BulkRetry *retry, GParamSpec *spec, char **text)
{
  if (bulk_retry_get_wait_until (retry) == 0 || *text)
    return;
  *text = bulk_retry_dup_text (retry);
  g_assert_cmpint (bulk_retry_get_wait_until (retry), >, g_get_monotonic_time () + 598 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (bulk_retry_get_wait_until (retry), <, g_get_monotonic_time () + 602 * G_TIME_SPAN_SECOND);
}

/* The service says ten minutes; whoever is in a hurry need not wait. */
static void
test_later (void)
{
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:9", SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (BulkRetry) retry = bulk_retry_new (connection);
  g_autoptr (BulkOutcome) outcome = outcome_new (BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 429, 600);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BulkConnection) again = NULL;
  g_autofree char *text = NULL;

  g_signal_connect (retry, "notify::wait-until", G_CALLBACK (on_waiting), &text);
  bulk_retry_next_async (retry, outcome, 1, NULL, sample_on_done, &result);
  g_assert_cmpint (bulk_retry_get_action (retry), ==, BULK_RETRY_LATER);
  g_assert_nonnull (strstr (text, "asks to wait. Trying again in 10:0"));
  bulk_retry_go_on (retry);
  sample_wait (&result);
  again = bulk_retry_next_finish (retry, result, NULL);
  g_assert_true (again == connection);
  g_assert_null (bulk_retry_dup_text (retry));
  bulk_retry_go_on (retry);   /* nothing to end */
}

static void
test_cancelled (void)
{
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:9", SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (BulkRetry) retry = bulk_retry_new (connection);
  g_autoptr (BulkOutcome) outcome = outcome_new (BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY, 429, 600);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL, later = NULL;
  g_autoptr (GError) error = NULL, other = NULL;

  bulk_retry_next_async (retry, outcome, 1, cancellable, sample_on_done, &result);
  g_cancellable_cancel (cancellable);
  sample_wait (&result);
  g_assert_null (bulk_retry_next_finish (retry, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (bulk_retry_get_wait_until (retry), ==, 0);
  bulk_retry_next_async (retry, outcome, 1, cancellable, sample_on_done, &later);
  sample_wait (&later);
  g_assert_null (bulk_retry_next_finish (retry, later, &other));
}

/* A token is renewed once; the service that refuses the new one as well is right. */
static void
test_renewal (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autofree char *url = NULL;
  g_autoptr (BulkTokenSource) source = NULL;
  g_autoptr (BulkConnection) connection = NULL, again = NULL, none = NULL;
  g_autoptr (BulkRetry) retry = NULL;
  g_autoptr (BulkOutcome) outcome = outcome_new (BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED, 401, -1);

  g_assert_true (bulk_practice_server_start_in_thread (server, 0, NULL));
  url = bulk_practice_server_dup_base_url (server);
  connection = sample_connection (url, "stale-token", SAMPLE_INTEGRATION);
  source = bulk_token_source_new (url, "user", "secret", NULL, NULL, NULL);
  bulk_connection_set_token_source (connection, source);
  retry = bulk_retry_new (connection);
  again = next (retry, outcome, 1, NULL);
  g_assert_true (again != NULL && again != connection);
  g_assert_cmpstr (bulk_connection_get_token (again), !=, "stale-token");
  none = next (retry, outcome, 2, NULL);
  g_assert_null (none);
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (server), ==, 1);
}

static void
test_no_renewal (void)
{
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:9", SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (BulkTokenSource) source
      = bulk_token_source_new ("http://127.0.0.1:9", "user", "secret", NULL, NULL, NULL);
  g_autoptr (BulkRetry) pasted = bulk_retry_new (connection), retry = NULL;
  g_autoptr (BulkOutcome) outcome = outcome_new (BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED, 401, -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (next (pasted, outcome, 1, &error));
  g_assert_no_error (error);
  bulk_connection_set_token_source (connection, source);
  retry = bulk_retry_new (connection);
  g_assert_null (next (retry, outcome, 1, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/retry/whole-table", test_whole_table);
  g_test_add_func ("/load/retry/ends", test_ends);
  g_test_add_func ("/load/retry/delays", test_delays);
  g_test_add_func ("/load/retry/backoff", test_backoff);
  g_test_add_func ("/load/retry/later", test_later);
  g_test_add_func ("/load/retry/cancelled", test_cancelled);
  g_test_add_func ("/load/retry/renewal", test_renewal);
  g_test_add_func ("/load/retry/no-renewal", test_no_renewal);
  return g_test_run ();
}
