/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "fault-server.h"
#include "practice/practice-server.h"
#include "workspan/workspan-error.h"

typedef struct
{
  BulkPracticeServer *server;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (fixture->server, 0, &error);
  g_assert_no_error (error);
  bulk_practice_server_set_keep_body (fixture->server, TRUE);
  fixture->url = bulk_practice_server_dup_base_url (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bulk_practice_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->url);
}

static BulkUpload *
make_upload (Fixture *fixture, const char *token, const char *id, BulkPayload *payload)
{
  g_autoptr (BulkConnection) connection = sample_connection (fixture->url, token, id);

  return bulk_upload_new (connection, payload);
}

static BulkOutcome *
run (Fixture *fixture, BulkPayload *payload)
{
  g_autoptr (BulkUpload) upload
      = make_upload (fixture, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, payload);
  g_autoptr (GError) error = NULL;
  BulkOutcome *outcome = sample_run (upload, G_MAXUINT64, &error);

  g_assert_no_error (error);
  return outcome;
}

static void
assert_accepted (Fixture *fixture, BulkPayload *payload, guint64 rows)
{
  g_autoptr (BulkOutcome) outcome = run (fixture, payload);
  g_autoptr (GBytes) sent = sample_body (payload);
  g_autoptr (GBytes) received = bulk_practice_server_dup_last_body (fixture->server);
  BulkExecution *execution = bulk_outcome_get_execution (outcome);

  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_cmpuint (bulk_outcome_get_reason (outcome), ==, BULK_REASON_NONE);
  g_assert_cmpuint (bulk_outcome_get_http_status (outcome), ==, 200);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, g_bytes_get_size (sent));
  g_assert_cmpuint (bulk_outcome_get_bytes_total (outcome), ==, g_bytes_get_size (sent));
  g_assert_cmpuint (bulk_outcome_get_rows_total (outcome), ==, rows);
  g_assert_nonnull (execution);
  g_assert_cmpstr (bulk_execution_get_integration_id (execution), ==, BULK_PRACTICE_INTEGRATION_ID);
  g_assert_nonnull (bulk_execution_get_creation_time (execution));
  g_assert_true (g_bytes_equal (sent, received));
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 1);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (fixture->server), ==, rows);
}

static void
test_small (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (3);

  assert_accepted (fixture, payload, 3);
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (200000);

  g_assert_cmpuint (bulk_payload_get_length (payload), >, 8000000);
  assert_accepted (fixture, payload, 200000);
}

static void
test_no_header (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkTable) table = sample_table_csv ("1,a\n2,b\n", ',', FALSE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);

  assert_accepted (fixture, payload, 2);
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = sample_csv (5000);
  g_autoptr (BulkTable) table = sample_table_csv (csv, ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_JSON);

  assert_accepted (fixture, payload, 5000);
}

typedef struct
{
  guint64 bytes;
  guint64 rows;
  double left;
  GString *phases;
} Seen;

static void
on_bytes (BulkUpload *upload, GParamSpec *pspec, Seen *seen)
{
  g_assert_cmpuint (bulk_upload_get_bytes_sent (upload), >=, seen->bytes);
  g_assert_cmpuint (bulk_upload_get_rows_sent (upload), >=, seen->rows);
  g_assert_cmpuint (bulk_upload_get_bytes_sent (upload), <=, bulk_upload_get_bytes_total (upload));
  g_assert_cmpfloat (bulk_upload_get_bytes_per_second (upload), >=, 0);
  g_assert_cmpfloat (bulk_upload_get_seconds_left (upload), >=, -1);
  seen->bytes = bulk_upload_get_bytes_sent (upload);
  seen->rows = bulk_upload_get_rows_sent (upload);
}

static void
on_phase (BulkUpload *upload, GParamSpec *pspec, Seen *seen)
{
  g_string_append_printf (seen->phases, "%u", bulk_upload_get_phase (upload));
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (100000);
  g_autoptr (BulkUpload) upload
      = make_upload (fixture, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, payload);
  g_autoptr (BulkOutcome) outcome = NULL;
  g_autoptr (BulkOutcome) second = NULL;
  g_autoptr (GError) error = NULL;
  Seen seen = { 0, 0, 0, g_string_new (NULL) };
  guint64 total;

  g_signal_connect (upload, "notify::bytes-sent", G_CALLBACK (on_bytes), &seen);
  g_signal_connect (upload, "notify::phase", G_CALLBACK (on_phase), &seen);
  g_assert_cmpuint (bulk_upload_get_phase (upload), ==, BULK_UPLOAD_IDLE);
  outcome = sample_run (upload, G_MAXUINT64, NULL);
  g_assert_cmpstr (seen.phases->str, ==, "123456");
  g_assert_cmpuint (seen.bytes, ==, bulk_payload_get_length (payload));
  g_assert_cmpuint (seen.rows, ==, 100000);
  g_object_get (upload, "bytes-total", &total, NULL);
  g_assert_cmpuint (total, ==, bulk_payload_get_length (payload));
  g_string_free (seen.phases, TRUE);
  g_signal_handlers_disconnect_by_data (upload, &seen);

  /* Never twice. */
  second = sample_run (upload, G_MAXUINT64, &error);
  g_assert_null (second);
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 1);
}

static void
assert_outcome (BulkOutcome *outcome, BulkOutcomeState state, BulkOutcomeReason reason, guint status)
{
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, state);
  g_assert_cmpuint (bulk_outcome_get_reason (outcome), ==, reason);
  g_assert_cmpuint (bulk_outcome_get_http_status (outcome), ==, status);
  g_assert_cmpint (bulk_outcome_get_execution (outcome) != NULL, ==, state == BULK_OUTCOME_ACCEPTED);
}

/* A wrong token costs nothing: not a byte of the file leaves. */
static void
test_wrong_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (100000);
  g_autoptr (BulkUpload) upload = make_upload (fixture, "wrong", BULK_PRACTICE_INTEGRATION_ID, payload);
  g_autoptr (BulkOutcome) outcome = sample_run (upload, G_MAXUINT64, NULL);
  g_autoptr (GBytes) received = bulk_practice_server_dup_last_body (fixture->server);

  assert_outcome (outcome, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED, 401);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, 0);
  g_assert_cmpuint (bulk_outcome_get_rows_total (outcome), ==, 100000);
  g_assert_cmpstr (bulk_outcome_get_server_text (outcome), ==, "Authorization Error");
  g_assert_null (received);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 0);
}

static void
test_unknown_integration (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (10);
  g_autoptr (BulkUpload) upload = make_upload (fixture, BULK_PRACTICE_TOKEN, "WS/?&=#%", payload);
  g_autoptr (BulkOutcome) outcome = sample_run (upload, G_MAXUINT64, NULL);

  assert_outcome (outcome, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_FOUND, 404);
  g_assert_cmpstr (bulk_outcome_get_server_text (outcome), ==, "integration not found");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 0);
}

/* A body of no bytes is one as well. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkTable) table = sample_table_csv ("", ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (BulkOutcome) outcome = run (fixture, payload);

  g_assert_cmpuint (bulk_outcome_get_bytes_total (outcome), ==, 0);
  g_assert_cmpuint (bulk_outcome_get_http_status (outcome), !=, 0);
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  static const struct { guint status; BulkOutcomeState state; BulkOutcomeReason reason; } cases[] = {
    { 400, BULK_OUTCOME_REFUSED, BULK_REASON_BAD_INPUT },
    { 401, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_AUTHORISED },
    { 403, BULK_OUTCOME_REFUSED, BULK_REASON_FORBIDDEN },
    { 404, BULK_OUTCOME_REFUSED, BULK_REASON_NOT_FOUND },
    { 413, BULK_OUTCOME_REFUSED, BULK_REASON_TOO_LARGE },
    { 415, BULK_OUTCOME_REFUSED, BULK_REASON_MEDIA_TYPE },
    { 422, BULK_OUTCOME_REFUSED, BULK_REASON_MEDIA_TYPE },
    { 429, BULK_OUTCOME_REFUSED, BULK_REASON_TOO_MANY },
    { 408, BULK_OUTCOME_UNKNOWN, BULK_REASON_TIMEOUT },
    { 409, BULK_OUTCOME_UNKNOWN, BULK_REASON_OTHER },
    { 500, BULK_OUTCOME_UNKNOWN, BULK_REASON_SERVER_ERROR },
    { 502, BULK_OUTCOME_UNKNOWN, BULK_REASON_SERVER_ERROR },
    { 503, BULK_OUTCOME_UNKNOWN, BULK_REASON_SERVER_ERROR },
    { 504, BULK_OUTCOME_UNKNOWN, BULK_REASON_SERVER_ERROR },
    { 200, BULK_OUTCOME_UNKNOWN, BULK_REASON_BAD_ANSWER },
    { 202, BULK_OUTCOME_UNKNOWN, BULK_REASON_BAD_ANSWER },
    { 204, BULK_OUTCOME_UNKNOWN, BULK_REASON_BAD_ANSWER },
    { 301, BULK_OUTCOME_REFUSED, BULK_REASON_REDIRECT },
    { 307, BULK_OUTCOME_REFUSED, BULK_REASON_REDIRECT },
  };
  g_autoptr (BulkPayload) payload = sample_payload (5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BulkOutcome) outcome = NULL;

      bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_STATUS, cases[i].status);
      outcome = run (fixture, payload);
      g_test_message ("status %u", cases[i].status);
      assert_outcome (outcome, cases[i].state, cases[i].reason, cases[i].status);
      g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, bulk_payload_get_length (payload));
      g_assert_cmpint (bulk_outcome_get_retry_after (outcome), ==, cases[i].status == 429 ? 1 : -1);
      if (cases[i].status != 204)
        g_assert_cmpstr (bulk_outcome_get_server_text (outcome), ==, "the practice server was told to answer so");
    }
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 0);
}

/* Nothing goes where a redirect points to. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  BulkFault fault = { .answer = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"execution_id\":\"x\"}",
                      .answer_bytes = -1 };
  g_autoptr (BulkFaultServer) elsewhere = bulk_fault_server_new (&fault);
  const char *port = strrchr (bulk_fault_server_get_url (elsewhere), ':') + 1;
  g_autoptr (BulkPayload) payload = sample_payload (5);
  g_autoptr (BulkOutcome) outcome = NULL;

  bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_REDIRECT, (guint) g_ascii_strtoull (port, NULL, 10));
  outcome = run (fixture, payload);
  assert_outcome (outcome, BULK_OUTCOME_REFUSED, BULK_REASON_REDIRECT, 302);
  bulk_fault_server_settle (elsewhere);
  g_assert_cmpuint (bulk_fault_server_get_n_connections (elsewhere), ==, 0);
}

static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (5);
  g_autoptr (BulkOutcome) outcome = NULL;

  bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_ENDLESS, 0);
  outcome = run (fixture, payload);
  assert_outcome (outcome, BULK_OUTCOME_UNKNOWN, BULK_REASON_BAD_ANSWER, 0);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, bulk_payload_get_length (payload));
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (5);
  g_autoptr (BulkOutcome) outcome = NULL;

  bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_GARBAGE, 0);
  outcome = run (fixture, payload);
  assert_outcome (outcome, BULK_OUTCOME_UNKNOWN, BULK_REASON_BAD_ANSWER, 200);
  g_assert_cmpstr (bulk_outcome_get_server_text (outcome), ==, "<html>It works!");
}

/* A cancelled load is never taken by the service, unless it had been sent in whole. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  static const guint64 places[] = { 0, 1, 100000, 2000000, 5000000 };
  g_autoptr (BulkPayload) payload = sample_payload (200000);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (BulkUpload) upload
          = make_upload (fixture, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, payload);
      g_autoptr (BulkOutcome) outcome = sample_run (upload, places[i], NULL);
      guint64 sent = bulk_outcome_get_bytes_sent (outcome);

      if (bulk_outcome_get_state (outcome) == BULK_OUTCOME_ACCEPTED)
        {
          g_assert_cmpuint (sent, ==, bulk_payload_get_length (payload));
          continue;
        }
      assert_outcome (outcome, places[i] == 0 ? BULK_OUTCOME_NOT_SENT : BULK_OUTCOME_UNKNOWN, BULK_REASON_CANCELLED, 0);
      g_assert_cmpuint (sent, >=, places[i]);
      if (places[i] == 0)
        g_assert_cmpuint (sent, ==, 0);
    }
  bulk_practice_server_stop (fixture->server);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (fixture->server), ==,
                    200000 * (guint64) bulk_practice_server_get_n_accepted (fixture->server));
}

/* Cancelled while the service thinks: it may have taken the load. */
static void
on_waiting (BulkUpload *upload, GParamSpec *pspec, GCancellable *cancellable)
{
  if (bulk_upload_get_phase (upload) == BULK_UPLOAD_WAITING)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkPayload) payload = sample_payload (5);
  g_autoptr (BulkUpload) upload
      = make_upload (fixture, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, payload);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;

  bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_DELAY, 300);
  g_signal_connect (upload, "notify::phase", G_CALLBACK (on_waiting), cancellable);
  bulk_upload_run_async (upload, cancellable, sample_on_done, &result);
  sample_wait (&result);
  outcome = bulk_upload_run_finish (upload, result, NULL);
  assert_outcome (outcome, BULK_OUTCOME_UNKNOWN, BULK_REASON_CANCELLED, 0);
  g_assert_cmpuint (bulk_outcome_get_bytes_sent (outcome), ==, bulk_payload_get_length (payload));
}

static void
test_unread_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkTable) table = sample_table_unread ();
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (BulkUpload) upload
      = make_upload (fixture, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, payload);
  g_autoptr (GError) error = NULL;

  g_assert_null (sample_run (upload, G_MAXUINT64, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED);
}

#define ADD(name, function) g_test_add ("/upload/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("small", test_small);
  ADD ("large", test_large);
  ADD ("no-header", test_no_header);
  ADD ("json", test_json);
  ADD ("empty", test_empty);
  ADD ("progress", test_progress);
  ADD ("wrong-token", test_wrong_token);
  ADD ("unknown-integration", test_unknown_integration);
  ADD ("statuses", test_statuses);
  ADD ("redirect", test_redirect);
  ADD ("endless", test_endless);
  ADD ("garbage", test_garbage);
  ADD ("cancel", test_cancel);
  ADD ("cancel-waiting", test_cancel_waiting);
  ADD ("unread-table", test_unread_table);
  return g_test_run ();
}
