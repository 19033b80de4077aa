/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load-sample.h"

#include <string.h>

#include "store/history-sample.h"
#include "workspan/fault-server.h"
#include "workspan/sample.h"
#include "load/reason.h"
#include "practice/practice-server.h"
#include "store/store-error.h"
#include "workspan/workspan.h"

#define add(name, test) g_test_add ("/load/" name, Fixture, NULL, set_up, test, tear_down)

typedef struct
{
  HistorySample sample;
  BulkPracticeServer *server;
  char *url;
  BulkPayload *payload;
  BulkLoad *load;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  history_sample_set_up (&fixture->sample, NULL);
  fixture->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->url = bulk_practice_server_dup_base_url (fixture->server);
  fixture->payload = sample_payload (50);
  fixture->load = load_sample_new (fixture->sample.history, fixture->url, BULK_PRACTICE_TOKEN, fixture->payload);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->load);
  g_object_unref (fixture->payload);
  bulk_practice_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->url);
  history_sample_tear_down (&fixture->sample, NULL);
}

static BulkRecord *
read_record (Fixture *fixture)
{
  return load_sample_read (fixture->sample.path, bulk_load_get_record (fixture->load)->id);
}

static void
renew (Fixture *fixture)
{
  g_object_unref (fixture->load);
  fixture->load = load_sample_new (fixture->sample.history, fixture->url, BULK_PRACTICE_TOKEN, fixture->payload);
}

static void
test_accepted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = NULL, again = NULL;
  g_autoptr (BulkRecord) record = NULL;
  BulkExecution *execution;

  bulk_record_set_string (&bulk_load_get_record (fixture->load)->connection_name, "Practice");
  outcome = load_sample_run (fixture->load, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_null (bulk_load_get_record_error (fixture->load));
  execution = bulk_outcome_get_execution (outcome);
  record = read_record (fixture);
  g_assert_cmpuint (record->state, ==, BULK_RECORD_ACCEPTED);
  g_assert_cmpstr (record->execution_id, ==, bulk_execution_get_execution_id (execution));
  g_assert_cmpstr (record->execution_created, ==, bulk_execution_get_created_at (execution));
  g_assert_cmpstr (record->sha256, ==, bulk_payload_get_sha256 (fixture->payload));
  g_assert_cmpstr (record->connection_name, ==, "Practice");
  g_assert_cmpstr (record->base_url, ==, fixture->url);
  g_assert_cmpstr (record->integration_id, ==, SAMPLE_INTEGRATION);
  g_assert_cmpstr (record->body_format, ==, "csv");
  g_assert_cmpstr (record->file_name, ==, "sample");
  g_assert_cmpuint (record->rows_total, ==, 50);
  g_assert_cmpuint (record->bytes_total, ==, bulk_payload_get_length (fixture->payload));
  g_assert_cmpuint (record->bytes_sent, ==, record->bytes_total);
  g_assert_cmpuint (record->http_status, ==, 200);
  g_assert_cmpuint (record->attempts, ==, 1);
  g_assert_cmpint (record->prepared_at, <=, record->sent_at);
  g_assert_cmpint (record->sent_at, <=, record->ended_at);
  /* Told again from the record, it is the same. */
  again = bulk_reason_dup_outcome (record);
  g_assert_cmpstr (bulk_outcome_get_title (again), ==, bulk_outcome_get_title (outcome));
  g_assert_cmpstr (bulk_outcome_get_what_was_sent (again), ==, bulk_outcome_get_what_was_sent (outcome));
  g_assert_cmpstr (bulk_execution_get_execution_id (bulk_outcome_get_execution (again)), ==, record->execution_id);
  /* Once is once. */
  g_clear_object (&outcome);
  outcome = load_sample_run (fixture->load, NULL, &error);
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 1);
}

typedef struct
{
  Fixture *fixture;
  guint n_checking, n_connecting;
} Watch;

static void
on_phase (BulkLoad *load, GParamSpec *spec, Watch *watch)
{
  gint64 id = bulk_load_get_record (load)->id;

  if (bulk_load_get_phase (load) == BULK_UPLOAD_CHECKING)
    {
      watch->n_checking++;
      g_assert_cmpuint (load_sample_read_state (watch->fixture->sample.path, id), ==, BULK_RECORD_PREPARING);
    }
  if (bulk_load_get_phase (load) == BULK_UPLOAD_CONNECTING)
    {
      watch->n_connecting++;
      g_assert_cmpuint (load_sample_read_state (watch->fixture->sample.path, id), ==, BULK_RECORD_SENDING);
    }
}

/* Before there is a connection for the body, it is on the disk that there may be one. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  Watch watch = { fixture, 0, 0 };
  g_autoptr (BulkOutcome) outcome = NULL;

  g_signal_connect (fixture->load, "notify::phase", G_CALLBACK (on_phase), &watch);
  outcome = load_sample_run (fixture->load, NULL, NULL);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_cmpuint (watch.n_checking, ==, 1);
  g_assert_cmpuint (watch.n_connecting, ==, 1);
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = load_sample_run (fixture->load, NULL, NULL);
  gint64 first = bulk_load_get_record (fixture->load)->id;

  g_clear_object (&outcome);
  renew (fixture);
  g_assert_null (load_sample_run (fixture->load, NULL, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_cmpint (bulk_load_get_earlier (fixture->load)->id, ==, first);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 1);
  g_assert_cmpuint (history_sample_count (fixture->sample.history, -1), ==, 1);
  /* On the user's word only. */
  bulk_load_set_again (fixture->load, TRUE);
  outcome = load_sample_run (fixture->load, NULL, NULL);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 2);
  g_assert_cmpuint (history_sample_count (fixture->sample.history, BULK_RECORD_ACCEPTED), ==, 2);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BulkOutcome) outcome = NULL;

  g_cancellable_cancel (cancellable);
  outcome = load_sample_run (fixture->load, cancellable, NULL);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_NOT_SENT);
  g_assert_cmpuint (bulk_outcome_get_reason (outcome), ==, BULK_REASON_CANCELLED);
  g_assert_cmpuint (history_sample_count (fixture->sample.history, BULK_RECORD_SENDING), ==, 0);
}

static void
on_phase_cancel (BulkLoad *load, GParamSpec *spec, GCancellable *cancellable)
{
  if (bulk_load_get_phase (load) == GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (load), "at")))
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled_within (Fixture *fixture, gconstpointer data)
{
  static const struct { BulkUploadPhase at; BulkRecordState state; } cases[] = {
    { BULK_UPLOAD_CHECKING, BULK_RECORD_NOT_SENT }, { BULK_UPLOAD_CONNECTING, BULK_RECORD_NOT_SENT },
    { BULK_UPLOAD_WAITING, BULK_RECORD_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (BulkOutcome) outcome = NULL;
      g_autoptr (BulkRecord) record = NULL;

      g_test_message ("case %u", i);
      renew (fixture);
      g_object_set_data (G_OBJECT (fixture->load), "at", GUINT_TO_POINTER (cases[i].at));
      g_signal_connect (fixture->load, "notify::phase", G_CALLBACK (on_phase_cancel), cancellable);
      outcome = load_sample_run (fixture->load, cancellable, NULL);
      record = read_record (fixture);
      g_assert_cmpuint (record->state, ==, cases[i].state);
      g_assert_cmpuint (bulk_reason_state_of_outcome (bulk_outcome_get_state (outcome)), ==, cases[i].state);
    }
}

/* What cannot be written down at all is not begun. */
static void
test_full_at_begin (Fixture *fixture, gconstpointer data)
{
  BulkFault fault = { .body_bytes = G_MAXSIZE, .answer_bytes = -1 };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->load);
  fixture->load = load_sample_new (fixture->sample.history, bulk_fault_server_get_url (server), SAMPLE_TOKEN,
                                   fixture->payload);
  load_sample_fill_disk (TRUE);
  g_assert_null (load_sample_run (fixture->load, NULL, &error));
  load_sample_fill_disk (FALSE);
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_NOT_RECORDED);
  g_assert_nonnull (strstr (error->message, "full"));
  bulk_fault_server_settle (server);
  g_assert_cmpuint (bulk_fault_server_get_n_connections (server), ==, 0);
  g_assert_cmpint (bulk_load_get_record (fixture->load)->id, ==, 0);
}

static void
on_phase_fill (BulkLoad *load, GParamSpec *spec, gpointer data)
{
  if (bulk_load_get_phase (load) == GPOINTER_TO_UINT (data))
    load_sample_fill_disk (TRUE);
}

/* Full between the beginning and the body: still nothing is sent. */
static void
test_full_at_gate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->load, "notify::phase", G_CALLBACK (on_phase_fill),
                    GUINT_TO_POINTER (BULK_UPLOAD_CHECKING));
  g_assert_null (load_sample_run (fixture->load, NULL, &error));
  load_sample_fill_disk (FALSE);
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_NOT_RECORDED);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 0);
}

static void
on_record_changed (BulkHistory *history, guint *n)
{
  (*n)++;
}

/* Full when the answer has come: the outcome counts, and is written down as soon as it can be. */
static void
test_full_at_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkOutcome) outcome = NULL;
  gint64 id;
  guint n = 0;

  g_signal_connect (fixture->load, "notify::phase", G_CALLBACK (on_phase_fill),
                    GUINT_TO_POINTER (BULK_UPLOAD_CONNECTING));
  outcome = load_sample_run (fixture->load, NULL, NULL);
  load_sample_fill_disk (FALSE);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_error (bulk_load_get_record_error (fixture->load), BULK_STORE_ERROR, BULK_STORE_ERROR_FULL);
  id = bulk_load_get_record (fixture->load)->id;
  /* Until then it is one that may have been made; never one that was not. */
  g_assert_cmpuint (load_sample_read_state (fixture->sample.path, id), ==, BULK_RECORD_SENDING);
  g_clear_object (&fixture->load);
  g_signal_connect (fixture->sample.history, "changed", G_CALLBACK (on_record_changed), &n);
  while (n == 0 || load_sample_read_state (fixture->sample.path, id) != BULK_RECORD_ACCEPTED)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (fixture->sample.history, &n);
}

/* Trying again: a policy that always wants to, and counts. */
typedef struct
{
  guint n_asked;
  guint limit;
  BulkPracticeServer *server;
  const char *path;
} Policy;

static void
decide_async (BulkLoad *load, BulkOutcome *outcome, guint attempt, gpointer data, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  Policy *policy = data;
  g_autoptr (GTask) task = g_task_new (load, cancellable, callback, user_data);

  policy->n_asked++;
  g_assert_cmpuint (attempt, ==, policy->n_asked);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), !=, BULK_OUTCOME_UNKNOWN);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), !=, BULK_OUTCOME_ACCEPTED);
  /* Whoever dies now has loaded nothing. */
  g_assert_cmpuint (load_sample_read_state (policy->path, bulk_load_get_record (load)->id), ==, BULK_RECORD_PREPARING);
  if (policy->n_asked == policy->limit)
    bulk_practice_server_set_mood (policy->server, BULK_PRACTICE_OBEY, 0);
  g_task_return_boolean (task, TRUE);
}

static BulkConnection *
decide_finish (BulkLoad *load, GAsyncResult *result, gpointer data, GError **error)
{
  Policy *policy = data;

  return policy->n_asked <= policy->limit ? g_object_ref (bulk_load_get_connection (load)) : NULL;
}

static const BulkLoadRetry policy_functions = { decide_async, decide_finish };

static void
test_again_after_refusal (Fixture *fixture, gconstpointer data)
{
  Policy policy = { 0, 3, fixture->server, fixture->sample.path };
  g_autoptr (BulkOutcome) outcome = NULL;
  g_autoptr (BulkRecord) record = NULL;

  bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_STATUS, 429);
  bulk_load_set_retry (fixture->load, &policy_functions, &policy, NULL);
  outcome = load_sample_run (fixture->load, NULL, NULL);
  g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_cmpuint (policy.n_asked, ==, 3);
  record = read_record (fixture);
  g_assert_cmpuint (record->state, ==, BULK_RECORD_ACCEPTED);
  g_assert_cmpuint (record->attempts, ==, 4);
  g_assert_cmpstr (record->reason, ==, "none");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (fixture->server), ==, 1);
  g_assert_cmpuint (history_sample_count (fixture->sample.history, -1), ==, 1);
}

static void
test_not_again (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 500, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      Policy policy = { 0, 3, fixture->server, fixture->sample.path };
      g_autoptr (BulkOutcome) outcome = NULL;

      renew (fixture);
      bulk_load_set_again (fixture->load, TRUE);
      bulk_practice_server_set_mood (fixture->server, BULK_PRACTICE_STATUS, statuses[i]);
      bulk_load_set_retry (fixture->load, &policy_functions, &policy, NULL);
      outcome = load_sample_run (fixture->load, NULL, NULL);
      g_assert_cmpuint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_UNKNOWN);
      g_assert_cmpuint (policy.n_asked, ==, 0);
    }
}

/* Every record that has ended has words, whatever a database holds. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  for (guint reason = 0; reason < 64; reason++)
    g_assert_cmpuint (bulk_reason_from_name (bulk_reason_get_name (reason)), ==,
                      g_str_equal (bulk_reason_get_name (reason), "other") ? BULK_REASON_OTHER : reason);
  for (guint state = 0; state <= BULK_RECORD_UNKNOWN; state++)
    {
      g_autoptr (BulkRecord) record = history_sample_record ("a");
      g_autoptr (BulkOutcome) outcome = NULL;

      record->state = state;
      bulk_record_set_string (&record->reason, "of a later version");
      outcome = bulk_reason_dup_outcome (record);
      g_assert_cmpint (outcome != NULL, ==, bulk_record_is_final (record));
    }
}

int
main (int argc, char *argv[])
{
  bulk_workspan_init ();
  g_test_init (&argc, &argv, NULL);
  add ("accepted", test_accepted);
  add ("order", test_order);
  add ("duplicate", test_duplicate);
  add ("cancelled", test_cancelled);
  add ("cancelled-within", test_cancelled_within);
  add ("full-at-begin", test_full_at_begin);
  add ("full-at-gate", test_full_at_gate);
  add ("full-at-end", test_full_at_end);
  add ("again-after-refusal", test_again_after_refusal);
  add ("not-again", test_not_again);
  add ("words", test_words);
  return g_test_run ();
}
