/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For every fault: what the history says is what the server has, and nothing is sent a second time unasked. */
#include "load-sample.h"

#include <string.h>

#include "store/history-sample.h"
#include "workspan/fault-server.h"
#include "workspan/sample.h"
#include "load/retry-policy.h"
#include "practice/practice-server.h"
#include "workspan/workspan.h"

#define ID_BODY "{\"integration_id\":\"i\",\"execution_id\":\"a64690c2450\"," \
  "\"created_at\":\"2020-05-18T14:06:57.572Z\"}"
#define GOOD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 91\r\n\r\n" ID_BODY
#define EMPTY(status) "HTTP/1.1 " status "\r\nContent-Length: 0\r\n\r\n"
#define SECRET "planted-t0ken-9f3b7c1e5a"

static BulkPayload *small, *large;

/* "refuses": the server says that it loads nothing. Whatever else has its whole body may have been loaded. */
typedef struct
{
  const char *name;
  BulkFault fault;
  gboolean refuses;
  BulkRecordState state;         /* that the history must have... */
  BulkRecordState or_state;      /* ...or this one, where it depends on the kernel's buffers */
} FaultCase;

#define ALL .body_bytes = G_MAXSIZE, .answer_bytes = -1

static const FaultCase cases[] = {
  { "good", { ALL, .answer = GOOD }, FALSE, BULK_RECORD_ACCEPTED, BULK_RECORD_ACCEPTED },
  { "reset before the body", { .body_bytes = 0, .end = BULK_FAULT_RESET }, FALSE, BULK_RECORD_UNKNOWN,
    BULK_RECORD_UNKNOWN },
  { "closed before the body", { .body_bytes = 0 }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "reset at once", { .at_once = TRUE, .end = BULK_FAULT_RESET }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_NOT_SENT },
  { "reset within the body", { .body_bytes = 700, .end = BULK_FAULT_RESET }, FALSE, BULK_RECORD_UNKNOWN,
    BULK_RECORD_UNKNOWN },
  { "closed within the body", { .body_bytes = 700 }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "reset after the body", { ALL, .end = BULK_FAULT_RESET }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "closed after the body", { ALL }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "no answer", { ALL, .end = BULK_FAULT_HOLD }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "half an answer", { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = 120 }, FALSE, BULK_RECORD_UNKNOWN,
    BULK_RECORD_UNKNOWN },
  { "half an answer, reset", { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = 120, .end = BULK_FAULT_RESET },
    FALSE,
    BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "half an answer, silence", { .body_bytes = G_MAXSIZE, .answer = GOOD, .answer_bytes = 120, .end = BULK_FAULT_HOLD },
    FALSE,
    BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "slow drip", { ALL, .answer = GOOD, .drip = 20 }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "400", { ALL, .answer = EMPTY ("400 Bad") }, TRUE, BULK_RECORD_REFUSED, BULK_RECORD_REFUSED },
  { "401", { ALL, .answer = EMPTY ("401 No") }, TRUE, BULK_RECORD_REFUSED, BULK_RECORD_REFUSED },
  { "404", { ALL, .answer = EMPTY ("404 No") }, TRUE, BULK_RECORD_REFUSED, BULK_RECORD_REFUSED },
  { "413", { ALL, .answer = EMPTY ("413 Large") }, TRUE, BULK_RECORD_REFUSED, BULK_RECORD_REFUSED },
  { "redirect", { ALL, .answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n" },
    TRUE,
    BULK_RECORD_REFUSED, BULK_RECORD_REFUSED },
  { "408", { ALL, .answer = EMPTY ("408 Slow") }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "500", { ALL, .answer = EMPTY ("500 Oh") }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "502", { ALL, .answer = EMPTY ("502 Oh") }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "503", { ALL, .answer = EMPTY ("503 Oh") }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "503 with Retry-After", { ALL, .answer = "HTTP/1.1 503 Oh\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n" }, FALSE,
    BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "504", { ALL, .answer = EMPTY ("504 Oh") }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
  { "200 without an ID", { ALL, .answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" }, FALSE,
    BULK_RECORD_UNKNOWN,
    BULK_RECORD_UNKNOWN },
  { "junk", { ALL, .answer = "junk\r\n\r\n" }, FALSE, BULK_RECORD_UNKNOWN, BULK_RECORD_UNKNOWN },
};

/* With the rules for trying again at work, as fast as they go. */
static BulkOutcome *
run (BulkLoad *load, guint max_attempts, GError **error)
{
  g_autoptr (BulkRetry) retry = bulk_retry_policy_attach (load);

  bulk_retry_set_limits (retry, max_attempts, 0.01);
  return load_sample_run (load, NULL, error);
}

static void
check_case (HistorySample *sample, const FaultCase *one, BulkPayload *payload, BulkFaultServer *server)
{
  g_autoptr (BulkLoad) load = load_sample_new (sample->history, bulk_fault_server_get_url (server), SECRET, payload);
  g_autoptr (BulkLoad) second = load_sample_new (sample->history, bulk_fault_server_get_url (server), SECRET, payload);
  g_autoptr (BulkOutcome) outcome = run (load, 3, NULL);
  g_autoptr (BulkRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gboolean whole;
  guint n_posts;

  g_assert_nonnull (outcome);
  record = load_sample_read (sample->path, bulk_load_get_record (load)->id);
  g_assert_true (record->state == one->state || record->state == one->or_state);
  /* Once it may have been loaded, the same rows do not leave again unasked, neither by themselves nor by habit. */
  if (bulk_record_may_be_loaded (record))
    {
      g_assert_null (run (second, 3, &error));
      g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
    }
  bulk_fault_server_settle (server);
  n_posts = bulk_fault_server_get_n_posts (server);
  whole = n_posts > 0 && bulk_fault_server_get_body (server) != NULL
          && g_bytes_get_size (bulk_fault_server_get_body (server)) == bulk_payload_get_length (payload);
  g_assert_cmpuint (n_posts, <=, 1);
  if (record->state == BULK_RECORD_ACCEPTED)
    g_assert_true (whole);
  if (whole && !one->refuses)
    g_assert_true (record->state == BULK_RECORD_ACCEPTED || record->state == BULK_RECORD_UNKNOWN);
  if (record->state == BULK_RECORD_NOT_SENT)
    g_assert_cmpuint (n_posts, ==, 0);
}

static void
test_matrix (HistorySample *sample, gconstpointer data)
{
  BulkPayload *payload = data != NULL ? large : small;
  /* All stay open to the end: a port that came again would be the same place, where the rows may have been loaded. */
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_fault_server_free);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_ptr_array_add (servers, bulk_fault_server_new (&cases[i].fault));
      check_case (sample, &cases[i], payload, g_ptr_array_index (servers, i));
    }
  g_assert_false (load_sample_folder_holds (sample->folder, SECRET));
}

/* No connection, or no TLS: nothing was sent; tried again by itself, and still only what was not sent. */
static void
test_no_connection (HistorySample *sample, gconstpointer data)
{
  BulkFault fault = { .at_once = TRUE };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autofree char *url = g_strdup (bulk_fault_server_get_url (server));
  g_autofree char *tls = g_strconcat ("https", url + strlen ("http"), NULL);
  g_autoptr (BulkLoad) load = load_sample_new (sample->history, tls, SECRET, small);
  g_autoptr (BulkLoad) second = load_sample_new (sample->history, url, SECRET, small);
  g_autoptr (BulkOutcome) outcome = run (load, 3, NULL), other = NULL;
  g_autoptr (BulkRecord) record = load_sample_read (sample->path, bulk_load_get_record (load)->id);

  g_assert_cmpuint (record->state, ==, BULK_RECORD_NOT_SENT);
  g_assert_cmpstr (record->reason, ==, "tls");
  g_assert_cmpuint (record->attempts, ==, 1);
  g_assert_cmpuint (record->sent_at, ==, 0);
  g_clear_pointer (&server, bulk_fault_server_free);
  other = run (second, 3, NULL);
  g_clear_object (&record);
  record = load_sample_read (sample->path, bulk_load_get_record (second)->id);
  g_assert_cmpuint (record->state, ==, BULK_RECORD_NOT_SENT);
  g_assert_cmpstr (record->reason, ==, "refused-connection");
  g_assert_cmpuint (record->attempts, ==, 3);
}

/* 429 and then room: one load, by itself, and one row in the history. */
static void
on_wait (BulkLoad *load, GParamSpec *spec, BulkPracticeServer *server)
{
  if (bulk_load_get_wait_until (load) != 0)
    bulk_practice_server_set_mood (server, BULK_PRACTICE_OBEY, 0);
}

static void
test_429_once (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autoptr (BulkOutcome) outcome = NULL;
  g_autoptr (BulkRecord) record = NULL;
  g_autoptr (BulkLoad) load = NULL;
  g_autofree char *url = NULL;

  g_assert_true (bulk_practice_server_start_in_thread (server, 0, NULL));
  bulk_practice_server_set_mood (server, BULK_PRACTICE_STATUS, 429);
  url = bulk_practice_server_dup_base_url (server);
  load = load_sample_new (sample->history, url, BULK_PRACTICE_TOKEN, small);
  g_signal_connect (load, "notify::wait-until", G_CALLBACK (on_wait), server);
  outcome = run (load, 3, NULL);
  record = load_sample_read (sample->path, bulk_load_get_record (load)->id);
  g_assert_cmpuint (record->state, ==, BULK_RECORD_ACCEPTED);
  g_assert_cmpuint (record->attempts, ==, 2);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (server), ==, 1);
  g_assert_cmpuint (history_sample_count (sample->history, -1), ==, 1);
  bulk_practice_server_stop (server);
}

/* A service that gives the token back in all it says. */
static void
test_echo (HistorySample *sample, gconstpointer data)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"integration_id\":\"" SECRET
    "\",\"execution_id\":\"e1\",\"x\":\"Bearer " SECRET "\",\"created_at\":\"" SECRET "\"}",
    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"execution_id\":\"" SECRET "\"}",
    "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n{\"message\":\"no " SECRET " here\"}",
    "HTTP/1.1 500 Bad\r\nConnection: close\r\n\r\nBearer " SECRET,
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      BulkFault fault = { ALL, .answer = answers[i] };
      g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
      g_autoptr (BulkLoad) load = load_sample_new (sample->history, bulk_fault_server_get_url (server), SECRET, small);
      g_autoptr (BulkOutcome) outcome = load_sample_run (load, NULL, NULL);

      g_assert_nonnull (outcome);
      g_assert_false (load_sample_folder_holds (sample->folder, SECRET));
    }
}

int
main (int argc, char *argv[])
{
  int result;

  bulk_workspan_init ();
  g_test_init (&argc, &argv, NULL);
  small = sample_payload (50);
  large = sample_payload (200000);
  g_test_add ("/load-faults/matrix", HistorySample, NULL, history_sample_set_up, test_matrix, history_sample_tear_down);
  g_test_add ("/load-faults/matrix-large", HistorySample, "large", history_sample_set_up, test_matrix,
              history_sample_tear_down);
  g_test_add ("/load-faults/no-connection", HistorySample, NULL, history_sample_set_up, test_no_connection,
              history_sample_tear_down);
  g_test_add ("/load-faults/429-once", HistorySample, NULL, history_sample_set_up, test_429_once,
              history_sample_tear_down);
  g_test_add ("/load-faults/echo", HistorySample, NULL, history_sample_set_up, test_echo, history_sample_tear_down);
  result = g_test_run ();
  g_object_unref (small);
  g_object_unref (large);
  return result;
}
