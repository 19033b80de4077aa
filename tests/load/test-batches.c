/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "load/batches.h"
#include "load/record-text.h"
#include "load/retry-policy.h"
#include "load/send-options.h"
#include "practice/practice-server.h"
#include "workspan/sample.h"

typedef struct
{
  BulkPracticeServer *server;
  BulkConnection *connection;
  BulkHistory *history;
  BulkTable *table;
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *url = NULL, *path = NULL, *csv = sample_csv (10);
  g_autoptr (GError) error = NULL;

  self->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (self->server, 0, &error);
  g_assert_no_error (error);
  url = bulk_practice_server_dup_base_url (self->server);
  self->connection = sample_connection (url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID);
  self->folder = g_dir_make_tmp ("bulk-batches-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "history.db", NULL);
  self->history = bulk_history_new (path);
  self->table = sample_table_csv (csv, ',', TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  bulk_practice_server_stop (self->server);
  g_object_unref (self->server);
  g_object_unref (self->connection);
  g_object_unref (self->history);
  g_object_unref (self->table);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static BulkBatches *
make (Fixture *self, guint max_rows)
{
  g_autoptr (BulkBatchPlan) plan = bulk_batches_plan (self->table, BULK_PAYLOAD_CSV, max_rows, 0, NULL, NULL);

  return bulk_batches_new (self->history, self->connection, self->table, BULK_PAYLOAD_CSV, BULK_WAY_OPPORTUNITIES,
                           plan);
}

static gboolean
run (BulkBatches *batches, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_batches_run_async (batches, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_batches_run_finish (batches, result, error);
}

static void
check_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkBatchPlan) plan = bulk_batches_plan (table, format, max_rows, max_bytes, NULL, &error);
  g_autoptr (BulkPayload) whole = bulk_payload_new (table, format);
  g_autoptr (GString) text = g_string_new (NULL);
  guint next = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < plan->parts->len; i++)
    {
      BulkRowSet *rows = g_ptr_array_index (plan->parts, i);
      g_autoptr (BulkPayload) payload = bulk_payload_new_for_rows (table, format, rows);

      g_string_append_printf (text, "%s%u", i > 0 ? " " : "", bulk_row_set_get_n (rows));
      g_assert_cmpuint (bulk_row_set_get (rows, 0), ==, next);
      next += bulk_row_set_get_n (rows);
      bulk_payload_measure (payload, NULL, NULL);
      if (max_bytes > 0 && bulk_row_set_get_n (rows) > 1)
        g_assert_cmpuint (bulk_payload_get_length (payload), <=, max_bytes);
    }
  g_assert_cmpstr (text->str, ==, expected);
  /* In one piece it would have this very hash. */
  g_assert_true (bulk_payload_measure (whole, NULL, NULL));
  g_assert_cmpstr (plan->table_sha256, ==, bulk_payload_get_sha256 (whole));
}

static void
test_plan (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v\n1,a\n2,b\n3,a very long one it is\n4,d\n5,e\n", ',', TRUE);
  g_autoptr (BulkTable) none = sample_table_csv ("id,v\n", ',', TRUE);
  g_autoptr (BulkTable) bare = sample_table_csv ("sep=,a\n2,b\n", ',', FALSE);

  check_plan (table, BULK_PAYLOAD_CSV, 0, 0, "5");
  check_plan (table, BULK_PAYLOAD_CSV, 2, 0, "2 2 1");
  check_plan (table, BULK_PAYLOAD_CSV, 100, 0, "5");
  /* The header takes 6 bytes, a short row 5, the long one more than is allowed. */
  check_plan (table, BULK_PAYLOAD_CSV, 0, 16, "2 1 2");
  check_plan (table, BULK_PAYLOAD_CSV, 0, 15, "1 1 1 1 1");
  check_plan (table, BULK_PAYLOAD_CSV, 1, 16, "1 1 1 1 1");
  check_plan (table, BULK_PAYLOAD_JSON, 0, 1, "1 1 1 1 1");
  check_plan (table, BULK_PAYLOAD_JSON, 3, 0, "3 2");
  check_plan (none, BULK_PAYLOAD_CSV, 2, 0, "");
  check_plan (none, BULK_PAYLOAD_JSON, 2, 0, "");
  check_plan (bare, BULK_PAYLOAD_CSV, 1, 0, "1 1");
  check_plan (bare, BULK_PAYLOAD_JSON, 1, 0, "1 1");
}

/* Of rows and of bytes, and no row more than there may be. */
static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("id\n");
  g_autoptr (BulkTable) most = NULL, more = NULL;
  g_autoptr (BulkBatchPlan) plan = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < BULK_BATCHES_MAX; i++)
    g_string_append_printf (text, "%u\n", i);
  most = sample_table_csv (text->str, ',', TRUE);
  g_string_append (text, "last\n");
  more = sample_table_csv (text->str, ',', TRUE);
  plan = bulk_batches_plan (most, BULK_PAYLOAD_CSV, 1, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->parts->len, ==, BULK_BATCHES_MAX);
  none = bulk_batches_plan (more, BULK_PAYLOAD_CSV, 1, 0, NULL, &error);
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED);
  g_assert_null (none);
  g_clear_error (&error);
  none = bulk_batches_plan (more, BULK_PAYLOAD_JSON, 0, 1, NULL, &error);
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED);
  g_assert_null (none);
}

static void
test_all (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 4);
  g_autoptr (GError) error = NULL;

  g_assert_true (run (batches, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_batches_get_n_done (batches), ==, 3);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 3);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 10);
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (bulk_batches_get_execution_id (batches, i));
}

static void
fail_after_first (BulkBatches *batches, guint index, Fixture *self)
{
  if (index == 0)
    bulk_practice_server_set_mood (self->server, BULK_PRACTICE_STATUS, 400);
}

/* It stops where it fails; once more, it goes on there and sends nothing twice. */
static void
test_resumed (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 4), again = NULL;
  g_autoptr (GError) error = NULL;
  BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;
  g_autoptr (GPtrArray) records = NULL;

  g_signal_connect (batches, "batch-ended", G_CALLBACK (fail_after_first), self);
  g_assert_false (run (batches, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bulk_batches_get_state (batches, 0), ==, BULK_BATCH_ACCEPTED);
  g_assert_cmpint (bulk_batches_get_state (batches, 1), ==, BULK_BATCH_STOPPED);
  g_assert_cmpint (bulk_batches_get_state (batches, 2), ==, BULK_BATCH_PENDING);
  g_assert_cmpint (bulk_outcome_get_state (bulk_batches_get_outcome (batches)), ==, BULK_OUTCOME_REFUSED);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 1);

  bulk_practice_server_set_mood (self->server, BULK_PRACTICE_OBEY, 0);
  again = make (self, 4);
  g_assert_true (run (again, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bulk_batches_get_state (again, 0), ==, BULK_BATCH_EARLIER);
  g_assert_cmpstr (bulk_batches_get_execution_id (again, 0), ==, bulk_batches_get_execution_id (batches, 0));
  g_assert_cmpint (bulk_batches_get_state (again, 1), ==, BULK_BATCH_ACCEPTED);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 3);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 10);

  records = bulk_history_list (self->history, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 4);
  /* The first belongs to them as well; a record of its own batch is what leads to the others. */
  for (guint i = 0; i < records->len; i++)
    {
      BulkRecord *record = g_ptr_array_index (records, i), *first = g_ptr_array_index (records, 3);

      g_assert_cmpint (record->batch_id, ==, first->id);
      g_assert_cmpuint (record->batch_count, ==, 3);
    }
}

/* What may have been loaded is not sent again by itself. */
static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 4), again = NULL;
  g_autoptr (GError) error = NULL;

  bulk_practice_server_set_mood (self->server, BULK_PRACTICE_STATUS, 503);
  g_assert_false (run (batches, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bulk_outcome_get_state (bulk_batches_get_outcome (batches)), ==, BULK_OUTCOME_UNKNOWN);
  bulk_practice_server_set_mood (self->server, BULK_PRACTICE_OBEY, 0);
  again = make (self, 4);
  g_assert_false (run (again, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 0);
}

static void
fail_once (BulkBatches *batches, guint index, Fixture *self)
{
  if (index == 0)
    bulk_practice_server_set_mood_for (self->server, BULK_PRACTICE_STATUS, 401, 1);
}

/* The same object goes on where it stopped, with a new token, and to no other place. */
static void
test_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 4);
  g_autoptr (BulkConnection) other = sample_connection ("http://127.0.0.1:1", "t", BULK_PRACTICE_INTEGRATION_ID);
  g_autofree char *before = NULL, *after = NULL, *first = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (batches, "batch-ended", G_CALLBACK (fail_once), self);
  g_assert_false (run (batches, &error));
  g_assert_no_error (error);
  before = bulk_batches_dup_sent (batches);
  g_assert_cmpstr (before, ==, "Rows 1 to 4 were accepted. Rows 5 to 10 were not loaded.");
  g_assert_false (bulk_batches_set_connection (batches, other));
  g_assert_true (bulk_batches_set_connection (batches, self->connection));
  first = g_strdup (bulk_batches_get_execution_id (batches, 0));
  g_assert_true (run (batches, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_batches_get_execution_id (batches, 0), ==, first);
  after = bulk_batches_dup_sent (batches);
  g_assert_cmpstr (after, ==, "All 3 batches were accepted: 10 rows.");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 3);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 10);
}

/* What may have been loaded is sent once more on the user's word, and it alone. */
static void
test_again (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 4);
  g_autofree char *sent = NULL;
  g_autoptr (GError) error = NULL;

  bulk_practice_server_set_mood_for (self->server, BULK_PRACTICE_STATUS, 503, 1);
  g_assert_false (run (batches, &error));
  g_assert_no_error (error);
  sent = bulk_batches_dup_sent (batches);
  g_assert_cmpstr (sent, ==, "It is not known whether rows 1 to 4 were loaded. Rows 5 to 10 were not loaded.");
  g_assert_false (run (batches, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_nonnull (bulk_load_get_earlier (bulk_batches_get_load (batches)));
  g_clear_error (&error);
  bulk_batches_set_again (batches);
  g_assert_true (run (batches, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 3);
}

/* A table with the same rows twice: all of them are loaded, and going on does not load any once more. */
static void
test_twins (Fixture *self, gconstpointer data)
{
  const char *csv = "opportunity_id,name\naw1,One\naw2,Two\naw1,One\naw2,Two\naw1,One\naw2,Two\n";
  g_autoptr (BulkBatches) batches = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (self->table);
  self->table = sample_table_csv (csv, ',', TRUE);
  batches = make (self, 2);
  g_signal_connect (batches, "batch-ended", G_CALLBACK (fail_once), self);
  g_assert_false (run (batches, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 2);
  again = make (self, 2);
  g_assert_true (run (again, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 6);
  g_clear_object (&again);
  again = make (self, 2);
  g_assert_true (run (again, &error));
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 6);
}

/* One load of all rows. */
static BulkOutcome *
run_whole (Fixture *self, gboolean again, BulkRecord **earlier, GError **error)
{
  g_autoptr (BulkPayload) payload = bulk_payload_new (self->table, BULK_PAYLOAD_CSV);
  g_autoptr (BulkLoad) load = bulk_load_new (self->history, self->connection, payload);
  g_autoptr (GAsyncResult) result = NULL;
  BulkOutcome *outcome;

  bulk_load_set_again (load, again);
  bulk_load_run_async (load, NULL, sample_on_done, &result);
  sample_wait (&result);
  outcome = bulk_load_run_finish (load, result, error);
  if (earlier != NULL && bulk_load_get_earlier (load) != NULL)
    *earlier = g_object_ref (bulk_load_get_earlier (load));
  return outcome;
}

static void
stop_after_first (Fixture *self, guint max_rows)
{
  g_autoptr (BulkBatches) batches = make (self, max_rows);

  g_signal_connect (batches, "batch-ended", G_CALLBACK (fail_once), self);
  g_assert_false (run (batches, NULL));
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 1);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, max_rows);
}

/* Stopped after the first of three batches, then sent in one piece: it is known that some rows are there already. */
static void
test_then_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkRecord) earlier = NULL;
  g_autoptr (BulkBatches) rest = NULL;
  g_autofree char *text = NULL, *advice = NULL;
  g_autoptr (GError) error = NULL;

  stop_after_first (self, 4);
  g_assert_null (run_whole (self, FALSE, &earlier, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 4);
  text = bulk_record_text_dup_earlier (earlier);
  g_assert_nonnull (strstr (text, "Rows 1 to 4 of this table were sent"));
  g_assert_nonnull (strstr (text, earlier->execution_id));
  advice = bulk_record_text_dup_rest (earlier);
  g_assert_nonnull (strstr (advice, "batches of at most 4 rows"));
  /* What it advises. */
  g_clear_error (&error);
  rest = make (self, 4);
  g_assert_true (run (rest, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bulk_batches_get_state (rest, 0), ==, BULK_BATCH_EARLIER);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 3);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 10);
}

/* On the user's word it goes all the same. */
static void
test_then_whole_again (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  stop_after_first (self, 4);
  outcome = run_whole (self, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_ACCEPTED);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 14);
}

static void
test_other_size (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) smaller = NULL, larger = NULL;
  g_autoptr (GError) error = NULL;

  stop_after_first (self, 4);
  larger = make (self, 5);
  g_assert_false (run (larger, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_cmpuint (bulk_load_get_earlier (bulk_batches_get_load (larger))->overlap.end, ==, 4);
  g_clear_error (&error);
  smaller = make (self, 2);
  g_assert_false (run (smaller, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_cmpuint (bulk_batches_get_n_done (smaller), ==, 0);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 4);
  /* Said once, it goes for the load that was told of, and for no other. */
  g_clear_error (&error);
  bulk_batches_set_again (smaller);
  g_assert_true (run (smaller, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 14);
}

static void
test_whole_then_batches (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkOutcome) outcome = NULL;
  g_autoptr (BulkBatches) batches = NULL;
  g_autofree char *advice = NULL;
  g_autoptr (GError) error = NULL;

  outcome = run_whole (self, FALSE, NULL, &error);
  g_assert_no_error (error);
  batches = make (self, 4);
  g_assert_false (run (batches, &error));
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 10);
  /* Nothing is left. */
  advice = bulk_record_text_dup_rest (bulk_load_get_earlier (bulk_batches_get_load (batches)));
  g_assert_null (advice);
  g_clear_error (&error);
  bulk_batches_set_again (batches);
  g_assert_true (run (batches, &error));
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 4);
}

/* A history of before: of which table the batches are, nobody had written down. */
static gpointer
forget_table (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;
  g_autoptr (GPtrArray) records = bulk_history_list (history, &filter, error);

  for (guint i = 0; i < records->len; i++)
    {
      BulkRecord *record = g_ptr_array_index (records, i);

      bulk_record_set_string (&record->table_sha256, NULL);
      g_assert_true (bulk_history_update (history, record, error));
    }
  return NULL;
}

static void
test_twins_of_before (Fixture *self, gconstpointer data)
{
  const char *csv = "opportunity_id,name\naw1,One\naw2,Two\naw1,One\naw2,Two\naw1,One\naw2,Two\n";
  g_autoptr (BulkBatches) again = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (self->table);
  self->table = sample_table_csv (csv, ',', TRUE);
  stop_after_first (self, 2);
  forget_table (self->history, NULL, NULL, NULL);
  again = make (self, 2);
  g_assert_true (run (again, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bulk_batches_get_state (again, 0), ==, BULK_BATCH_EARLIER);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, 6);
}

/* Each batch waits and tries again as a load of its own does. */
static void
attach (BulkLoad *load)
{
  g_object_unref (bulk_retry_policy_attach (load));
}

static void
fail_for_a_while (BulkBatches *batches, guint index, Fixture *self)
{
  if (index == 0)
    bulk_practice_server_set_mood_for (self->server, BULK_PRACTICE_STATUS, 429, 1);
}

static void
test_retried (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 5);
  g_autoptr (GError) error = NULL;

  bulk_load_set_on_new (attach);
  g_signal_connect (batches, "batch-ended", G_CALLBACK (fail_for_a_while), self);
  g_assert_true (run (batches, &error));
  bulk_load_set_on_new (NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_load_get_attempt (bulk_batches_get_load (batches)), ==, 2);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 2);
}

/* Between two batches: what was sent stays accepted, and the rest is not sent. */
static void
cancel_after_first (BulkBatches *batches, guint index, GCancellable *cancellable)
{
  if (index == 0)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkBatches) batches = make (self, 4);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (batches, "batch-ended", G_CALLBACK (cancel_after_first), cancellable);
  bulk_batches_run_async (batches, cancellable, sample_on_done, &result);
  sample_wait (&result);
  g_assert_false (bulk_batches_run_finish (batches, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bulk_outcome_get_state (bulk_batches_get_outcome (batches)), ==, BULK_OUTCOME_NOT_SENT);
  g_assert_cmpint (bulk_batches_get_state (batches, 2), ==, BULK_BATCH_PENDING);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 1);
}

/* The token has expired and the application user is not let in any more: that is what is said, and
 * nothing was loaded. */
static void
test_no_token (Fixture *self, gconstpointer data)
{
  g_autofree char *url = bulk_practice_server_dup_base_url (self->server);
  g_autoptr (BulkTokenSource) source = bulk_token_source_new (url, "user", "wrong", NULL, NULL, NULL);
  g_autoptr (BulkBatches) batches = NULL;
  g_autoptr (GError) error = NULL;
  BulkOutcome *outcome;

  bulk_practice_server_set_application_user (self->server, "user", "right");
  g_object_unref (self->connection);
  self->connection = sample_connection (url, "stale-token", BULK_PRACTICE_INTEGRATION_ID);
  bulk_connection_set_token_source (self->connection, source);
  bulk_load_set_on_new (attach);
  batches = make (self, 5);
  g_assert_false (run (batches, &error));
  bulk_load_set_on_new (NULL);
  g_assert_no_error (error);
  outcome = bulk_batches_get_outcome (batches);
  g_assert_cmpint (bulk_outcome_get_state (outcome), ==, BULK_OUTCOME_REFUSED);
  g_assert_cmpint (bulk_outcome_get_reason (outcome), ==, BULK_REASON_NO_TOKEN);
  g_assert_cmpstr (bulk_load_get_record (bulk_batches_get_load (batches))->reason, ==, "no-token");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, 0);
}

#define ADD(path, test) g_test_add ("/load/batches/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/batches/plan", test_plan);
  g_test_add_func ("/load/batches/too-many", test_too_many);
  ADD ("all", test_all);
  ADD ("resumed", test_resumed);
  ADD ("unknown", test_unknown);
  ADD ("goes-on", test_goes_on);
  ADD ("again", test_again);
  ADD ("twins", test_twins);
  ADD ("twins-of-before", test_twins_of_before);
  ADD ("then-whole", test_then_whole);
  ADD ("then-whole-again", test_then_whole_again);
  ADD ("other-size", test_other_size);
  ADD ("whole-then-batches", test_whole_then_batches);
  ADD ("retried", test_retried);
  ADD ("no-token", test_no_token);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
