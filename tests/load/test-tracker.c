/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/tracker.h"
#include "practice/practice-server.h"
#include "workspan/fault-server.h"
#include "workspan/sample.h"
#include "workspan/workspan-error.h"

typedef struct
{
  BulkPracticeServer *server;
  BulkConnection *connection;
  char *url;
  char *id;        /* of a load of 4 rows of which 2 are rejected */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = sample_table_csv ("opportunity_id,amount\n1,5\n2,x\n3,y\n4,1\n", ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (BulkUpload) upload = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;

  self->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (self->server, 0, &error);
  g_assert_no_error (error);
  self->url = bulk_practice_server_dup_base_url (self->server);
  self->connection = sample_connection (self->url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID);
  upload = bulk_upload_new (self->connection, payload);
  outcome = sample_run (upload, G_MAXUINT64, &error);
  g_assert_no_error (error);
  self->id = g_strdup (bulk_execution_get_execution_id (bulk_outcome_get_execution (outcome)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bulk_practice_server_stop (self->server);
  g_object_unref (self->server);
  g_object_unref (self->connection);
  g_free (self->url);
  g_free (self->id);
}

static void
wait_for_phase (BulkTracker *tracker, BulkTrackerPhase phase)
{
  while (bulk_tracker_get_phase (tracker) != phase)
    g_main_context_iteration (NULL, TRUE);
}

static BulkTracker *
make_tracker (BulkConnection *connection, const char *id, guint64 rows)
{
  BulkTracker *tracker = bulk_tracker_new (connection, id, rows);

  bulk_tracker_set_intervals (tracker, 1, 20);
  return tracker;
}

static void
note_status (BulkTracker *tracker, GParamSpec *pspec, GArray *successes)
{
  gint64 count = bulk_status_get_success_count (bulk_tracker_get_status (tracker));

  g_array_append_val (successes, count);
}

static void
test_to_the_end (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkTracker) tracker = make_tracker (self->connection, self->id, 4);
  g_autoptr (GArray) successes = g_array_new (FALSE, FALSE, sizeof (gint64));

  bulk_practice_server_set_mood (self->server, BULK_PRACTICE_RUNNING, 4);
  g_signal_connect (tracker, "notify::status", G_CALLBACK (note_status), successes);
  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_DONE);
  /* Four answers on the way, one at the end, one with the errors. */
  g_assert_cmpuint (successes->len, ==, 6);
  g_assert_cmpint (g_array_index (successes, gint64, 0), ==, 0);
  g_assert_cmpint (g_array_index (successes, gint64, 5), ==, 2);
  g_assert_cmpuint (bulk_row_errors_get_n (bulk_status_get_errors (bulk_tracker_get_status (tracker))), ==, 2);
  g_assert_false (bulk_tracker_lacks_errors (tracker));
  g_assert_null (bulk_tracker_get_error (tracker));
}

static void
test_stop_and_go_on (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkTracker) tracker = make_tracker (self->connection, self->id, 4);

  bulk_practice_server_set_mood (self->server, BULK_PRACTICE_RUNNING, 2);
  bulk_tracker_set_intervals (tracker, 60000, 60000);
  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_WAITING);
  bulk_tracker_stop (tracker);
  g_assert_cmpuint (bulk_tracker_get_phase (tracker), ==, BULK_TRACKER_IDLE);
  g_assert_cmpint (bulk_status_get_state (bulk_tracker_get_status (tracker)), ==, BULK_STATUS_RUNNING);
  /* In the middle of a question: its answer is not waited for. */
  bulk_tracker_start (tracker);
  bulk_tracker_stop (tracker);
  g_assert_cmpuint (bulk_tracker_get_phase (tracker), ==, BULK_TRACKER_IDLE);
  bulk_tracker_set_intervals (tracker, 1, 1);
  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_DONE);
}

static void
test_denied (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkConnection) wrong = sample_connection (self->url, "wrong-token-wrong", BULK_PRACTICE_INTEGRATION_ID);
  g_autoptr (BulkTracker) tracker = make_tracker (wrong, self->id, 4);

  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_FAILED);
  g_assert_error ((GError *) bulk_tracker_get_error (tracker), BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  bulk_tracker_set_connection (tracker, self->connection);
  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_DONE);
  g_assert_null (bulk_tracker_get_error (tracker));
}

static void
test_never_known (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkTracker) tracker = make_tracker (self->connection, "none", 4);

  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_WAITING);
  wait_for_phase (tracker, BULK_TRACKER_FAILED);
  g_assert_error ((GError *) bulk_tracker_get_error (tracker), BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_FOUND);
}

static void
let_go (BulkTracker *tracker, GParamSpec *pspec, gpointer data)
{
  bulk_tracker_stop (tracker);
}

/* Whoever hears of an answer may stop it there and then. */
static void
test_stopped_by_listener (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkTracker) tracker = make_tracker (self->connection, self->id, 4);

  g_signal_connect (tracker, "notify::status", G_CALLBACK (let_go), NULL);
  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_IDLE);
  g_assert_nonnull (bulk_tracker_get_status (tracker));
}

/* A server that is down comes back; one that slows down is waited for. */
static void
test_passing (void)
{
  const BulkFault down = { .get_answer = "HTTP/1.1 503 Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" };
  const char *status = "HTTP/1.1 200 OK\r\nContent-Length: 38\r\nConnection: close\r\n\r\n"
                       "{\"status\":\"completed\",\"error_count\":0}";
  const BulkFault up = { .get_answer = status };
  g_autoptr (BulkFaultServer) broken = bulk_fault_server_new (&down), good = bulk_fault_server_new (&up);
  g_autoptr (BulkConnection) first = sample_connection (bulk_fault_server_get_url (broken), SAMPLE_TOKEN, "i");
  g_autoptr (BulkConnection) second = sample_connection (bulk_fault_server_get_url (good), SAMPLE_TOKEN, "i");
  g_autoptr (BulkTracker) tracker = make_tracker (first, "e", 4);

  bulk_tracker_start (tracker);
  while (bulk_fault_server_get_n_gets (broken) < 8)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error ((GError *) bulk_tracker_get_error (tracker), BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER);
  bulk_tracker_set_connection (tracker, second);
  wait_for_phase (tracker, BULK_TRACKER_DONE);
  /* No errors are counted, so none are asked for. */
  g_assert_cmpuint (bulk_fault_server_get_n_gets (good), ==, 1);
}

/* A service that gives no list, however short, has its counts believed. */
static void
test_no_list (void)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  BulkFault fault = { 0 };
  g_autoptr (BulkFaultServer) server = NULL;
  g_autoptr (BulkConnection) connection = NULL;
  g_autoptr (BulkTracker) tracker = NULL;
  const char *body = "{\"status\":\"completed\",\"error_count\":9}";

  g_string_printf (answer, "HTTP/1.1 200 OK\r\nContent-Length: 38\r\nConnection: close\r\n\r\n%s", body);
  fault.get_answer = answer->str;
  server = bulk_fault_server_new (&fault);
  connection = sample_connection (bulk_fault_server_get_url (server), SAMPLE_TOKEN, "i");
  tracker = make_tracker (connection, "e", 9);
  bulk_tracker_start (tracker);
  wait_for_phase (tracker, BULK_TRACKER_DONE);
  g_assert_true (bulk_tracker_lacks_errors (tracker));
}

static void
test_waits (void)
{
  g_assert_cmpuint (bulk_tracker_get_wait (1000, 30000, 1), ==, 1000);
  g_assert_cmpuint (bulk_tracker_get_wait (1000, 30000, 2), ==, 1500);
  g_assert_cmpuint (bulk_tracker_get_wait (1000, 30000, 10), ==, 30000);
  g_assert_cmpuint (bulk_tracker_get_wait (1000, 30000, G_MAXUINT), ==, 30000);
}

#define ADD(path, test) g_test_add ("/load/tracker/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("to-the-end", test_to_the_end);
  ADD ("stop-and-go-on", test_stop_and_go_on);
  ADD ("denied", test_denied);
  ADD ("never-known", test_never_known);
  ADD ("stopped-by-listener", test_stopped_by_listener);
  g_test_add_func ("/load/tracker/passing", test_passing);
  g_test_add_func ("/load/tracker/no-list", test_no_list);
  g_test_add_func ("/load/tracker/waits", test_waits);
  return g_test_run ();
}
