/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files, one after the other: counted is what the server has accepted. */
#include "load/queue.h"

#include <string.h>

#include "load/retry-policy.h"
#include "practice/practice-server.h"
#include "store/history-sample.h"
#include "workspan/fault-server.h"
#include "workspan/sample.h"
#include "workspan/workspan.h"

typedef struct
{
  HistorySample history;
  BulkPracticeServer *server;
  BulkConnection *connection;
  BulkQueue *queue;
  GCancellable *cancellable;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  history_sample_set_up (&self->history, data);
  self->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (self->server, 0, &error);
  g_assert_no_error (error);
  bulk_practice_server_set_keep_body (self->server, TRUE);
  url = bulk_practice_server_dup_base_url (self->server);
  self->connection = sample_connection (url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID);
  self->queue = bulk_queue_new (self->history.history);
  self->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bulk_practice_server_stop (self->server);
  g_object_unref (self->server);
  g_object_unref (self->connection);
  g_object_unref (self->queue);
  g_object_unref (self->cancellable);
  history_sample_tear_down (&self->history, data);
}

/* Private helpers */

/* A file of its own: no two hold the same rows. */
static char *
rows_of (guint number, guint n_rows)
{
  GString *csv = g_string_new ("opportunity_id,name,close_date,amount\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (csv, "f%u-%u,Deal %u,2026-03-31,%u\n", number, i, i, i);
  return g_string_free (csv, FALSE);
}

static void
add (Fixture *self, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (self->history.folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (BulkQueueItem) item = bulk_queue_item_new (file);

  if (contents != NULL)
    g_file_set_contents (path, contents, -1, NULL);
  bulk_queue_add (self->queue, item);
}

static void
add_good (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u.csv", i), *csv = rows_of (i, i + 1);

      add (self, name, csv);
    }
}

static void
look (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_queue_look_at_all_async (self->queue, NULL, sample_on_done, &result);
  g_assert_true (bulk_queue_is_looking (self->queue));
  sample_wait (&result);
  g_assert_true (bulk_queue_look_at_all_finish (self->queue, result, NULL));
  g_assert_false (bulk_queue_is_looking (self->queue));
}

static gboolean
run_over (Fixture *self, BulkConnection *connection, guint batch_rows)
{
  BulkQueueOrder order = {
    connection, "practice", "Practice", BULK_PAYLOAD_CSV, { BULK_WAY_OPPORTUNITIES, batch_rows, 0 }
  };
  g_autoptr (GAsyncResult) result = NULL;
  gboolean all;

  bulk_queue_run_async (self->queue, &order, self->cancellable, sample_on_done, &result);
  sample_wait (&result);
  all = bulk_queue_run_finish (self->queue, result, NULL);
  g_assert_false (bulk_queue_is_running (self->queue));
  g_assert_null (bulk_queue_get_sending (self->queue));
  return all;
}

static gboolean
run (Fixture *self)
{
  return run_over (self, self->connection, 0);
}

/* One letter for each item. */
static void
check_states (Fixture *self, const char *expected)
{
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->queue)); i++)
    g_string_append_c (states, "wryhxsanpu"[bulk_queue_get (self->queue, i)->state]);
  g_assert_cmpstr (states->str, ==, expected);
}

static void
check_server (Fixture *self, guint n_loads, guint n_rows)
{
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (self->server), ==, n_loads);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (self->server), ==, n_rows);
}

static gboolean
says (Fixture *self, guint index, const char *words)
{
  g_autofree char *text = bulk_queue_item_dup_text (bulk_queue_get (self->queue, index));

  g_test_message ("%s", text);
  return strstr (text, words) != NULL;
}

/* The server's mood once an item is there. */
typedef struct
{
  Fixture *fixture;
  guint at;
  BulkPracticeMood mood;
  guint value, n_loads;
  gboolean done;
} Change;

static void
on_changed (BulkQueue *queue, Change *change)
{
  BulkQueueItem *sending = bulk_queue_get_sending (queue);

  if (change->done || sending == NULL || sending != bulk_queue_get (queue, change->at))
    return;
  change->done = TRUE;
  if (change->n_loads == 0)
    g_cancellable_cancel (change->fixture->cancellable);
  else
    bulk_practice_server_set_mood_for (change->fixture->server, change->mood, change->value, change->n_loads);
}

/* Tests */

static void
test_looked_at (Fixture *self, gconstpointer data)
{
  add_good (self, 2);
  add (self, "empty.csv", "opportunity_id,name\n");
  add (self, "wrong.csv", "opportunity_id,name,close_date\naw1,One,2026-13-45\naw1,Two,x\n");
  add (self, "picture.csv", "\x89PNG\r\n\x1a\n");
  add (self, "gone.csv", NULL);
  check_states (self, "wwwwww");
  look (self);
  check_states (self, "yyhhxx");
  g_assert_true (says (self, 1, "2 rows"));
  g_assert_true (says (self, 2, "no rows"));
  g_assert_true (says (self, 3, "error"));
  g_assert_true (says (self, 4, "PNG") || says (self, 4, "picture") || says (self, 4, "image"));
  g_assert_cmpuint (bulk_queue_count_to_send (self->queue, NULL), ==, 2);
  /* Nothing but what was understood is sent. */
  g_assert_true (run (self));
  check_states (self, "aahhxx");
  check_server (self, 2, 3);
}

static void
test_order (Fixture *self, gconstpointer data)
{
  BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  add_good (self, 5);
  look (self);
  g_assert_true (run (self));
  check_states (self, "aaaaa");
  check_server (self, 5, 15);
  records = bulk_history_list (self->history.history, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      BulkRecord *record = g_ptr_array_index (records, 4 - i);
      BulkQueueItem *item = bulk_queue_get (self->queue, i);

      g_assert_cmpstr (record->file_name, ==, item->name);
      g_assert_cmpint (record->id, ==, item->record_id);
      g_assert_cmpstr (record->execution_id, ==, g_ptr_array_index (item->execution_ids, 0));
      g_assert_cmpstr (record->connection_id, ==, "practice");
    }
  /* Once more there is nothing to do. */
  g_assert_true (run (self));
  check_server (self, 5, 15);
}

/* What was looked at is sent, whatever becomes of the file. */
static void
test_changed_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->history.folder, "f0.csv", NULL), *text = NULL;
  g_autoptr (GBytes) body = NULL;

  add_good (self, 1);
  look (self);
  g_file_set_contents (path, "opportunity_id,name\nother,Other\nmore,More\n", -1, NULL);
  g_assert_true (run (self));
  check_server (self, 1, 1);
  body = bulk_practice_server_dup_last_body (self->server);
  text = sample_dup_text (body);
  g_assert_nonnull (strstr (text, "f0-0"));
}

/* 401 and 403: what comes after would be turned away as well, and is not sent. */
static void
test_credentials (Fixture *self, gconstpointer data)
{
  Change change = { self, 1, BULK_PRACTICE_STATUS, GPOINTER_TO_UINT (data), 1, FALSE };

  add_good (self, 4);
  look (self);
  g_signal_connect (self->queue, "changed", G_CALLBACK (on_changed), &change);
  g_assert_false (run (self));
  g_assert_true (change.done);
  check_states (self, "annn");
  check_server (self, 1, 1);
  g_assert_true (says (self, 2, "credentials"));
  g_assert_true (says (self, 2, "Nothing was sent"));
  /* With good ones the rest follows, and nothing twice. */
  g_assert_cmpuint (bulk_queue_count_to_send (self->queue, NULL), ==, 3);
  g_assert_true (run (self));
  check_states (self, "aaaa");
  check_server (self, 4, 10);
}

/* One that fails does not stop the others; what may have been loaded is not sent again. */
static void
test_server_error (Fixture *self, gconstpointer data)
{
  Change change = { self, 1, BULK_PRACTICE_STATUS, 503, 1, FALSE };

  add_good (self, 3);
  look (self);
  g_signal_connect (self->queue, "changed", G_CALLBACK (on_changed), &change);
  g_assert_false (run (self));
  check_states (self, "aua");
  check_server (self, 2, 4);
  g_assert_true (says (self, 1, "not known"));
  g_assert_cmpuint (bulk_queue_count_to_send (self->queue, NULL), ==, 0);
  g_assert_true (run (self));
  check_states (self, "aua");
  check_server (self, 2, 4);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  Change change = { self, 1, BULK_PRACTICE_STATUS, 400, 1, FALSE };

  add_good (self, 3);
  look (self);
  g_signal_connect (self->queue, "changed", G_CALLBACK (on_changed), &change);
  g_assert_false (run (self));
  check_states (self, "ana");
  check_server (self, 2, 4);
}

/* A connection that breaks every time: each file gets one try, and each is said to be uncertain. */
static void
test_reset (Fixture *self, gconstpointer data)
{
  static const BulkFault fault = { .body_bytes = G_MAXSIZE, .answer_bytes = -1, .end = BULK_FAULT_RESET };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (BulkConnection) connection = sample_connection (bulk_fault_server_get_url (server), "t", "i");

  add_good (self, 3);
  look (self);
  g_assert_false (run_over (self, connection, 0));
  check_states (self, "uuu");
  bulk_fault_server_settle (server);
  g_assert_cmpuint (bulk_fault_server_get_n_posts (server), ==, 3);
}

/* Nobody listens: nothing was sent, and all of it can be sent later. */
static void
test_unreachable (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:1", "t", "i");

  add_good (self, 2);
  look (self);
  g_assert_false (run_over (self, connection, 0));
  check_states (self, "nn");
  g_assert_true (run (self));
  check_states (self, "aa");
  check_server (self, 2, 3);
}

/* The same rows in two files: the second is held back, with the reason. */
static void
test_duplicate (Fixture *self, gconstpointer data)
{
  g_autofree char *csv = rows_of (7, 3);

  add (self, "first.csv", csv);
  add (self, "copy.csv", csv);
  add_good (self, 1);
  look (self);
  check_states (self, "yyy");
  g_assert_false (run (self));
  check_states (self, "aha");
  check_server (self, 2, 4);
  g_assert_true (says (self, 1, g_ptr_array_index (bulk_queue_get (self->queue, 0)->execution_ids, 0)));
  g_assert_cmpuint (bulk_queue_count_to_send (self->queue, NULL), ==, 0);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  Change change = { self, 2, BULK_PRACTICE_OBEY, 0, 0, FALSE };
  g_autofree char *summary = NULL;

  add_good (self, 4);
  look (self);
  g_signal_connect (self->queue, "changed", G_CALLBACK (on_changed), &change);
  g_assert_false (run (self));
  check_states (self, "aann");
  check_server (self, 2, 3);
  g_assert_true (says (self, 3, "Nothing was sent"));
  summary = bulk_queue_dup_summary (self->queue);
  g_assert_cmpstr (summary, ==, "2 files were accepted. 2 files were not loaded.");
  g_cancellable_reset (self->cancellable);
  g_assert_true (run (self));
  check_server (self, 4, 10);
}

/* A large file in batches: what was accepted of it stays so, and the rest is sent later. */
static void
test_batches (Fixture *self, gconstpointer data)
{
  g_autofree char *large = rows_of (9, 35), *ids = NULL;

  add_good (self, 1);
  add (self, "large.csv", large);
  look (self);
  g_assert_true (run_over (self, self->connection, 10));
  check_states (self, "aa");
  check_server (self, 5, 36);
  g_assert_cmpuint (bulk_queue_get (self->queue, 1)->execution_ids->len, ==, 4);
  ids = bulk_queue_item_dup_ids (bulk_queue_get (self->queue, 1));
  g_assert_cmpuint (strlen (ids), >, 20);
  g_assert_true (says (self, 1, "4 batches"));
}

/* A table that is open goes as it is, with what its user let through. */
static void
test_open_table (Fixture *self, gconstpointer data)
{
  g_autoptr (BulkTable) table = sample_table_csv ("opportunity_id,name\naw1,One\naw1,Two\n", ',', TRUE);
  g_autoptr (BulkTable) frozen = bulk_table_freeze (table);
  g_autoptr (BulkQueueItem) strict = bulk_queue_item_new_for_table (frozen, 0);
  g_autoptr (BulkQueueItem) waved = bulk_queue_item_new_for_table (frozen, bulk_findings_get_error_codes ());

  bulk_queue_add (self->queue, strict);
  bulk_queue_add (self->queue, waved);
  look (self);
  check_states (self, "hy");
  g_assert_true (run (self));
  check_states (self, "ha");
  check_server (self, 1, 2);
}

static void
test_removed (Fixture *self, gconstpointer data)
{
  add_good (self, 3);
  look (self);
  bulk_queue_remove (self->queue, bulk_queue_get (self->queue, 1));
  g_assert_true (run (self));
  check_states (self, "aa");
  check_server (self, 2, 4);
}

/* As fast as they go. */
static void
attach (BulkLoad *load)
{
  g_autoptr (BulkRetry) retry = bulk_retry_policy_attach (load);

  bulk_retry_set_limits (retry, 2, 0.01);
  bulk_load_set_timeouts (load, 2, 2);
}

#define ADD(path, data, test) g_test_add ("/load/queue/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  bulk_workspan_init ();
  g_test_init (&argc, &argv, NULL);
  bulk_load_set_on_new (attach);
  ADD ("looked-at", NULL, test_looked_at);
  ADD ("order", NULL, test_order);
  ADD ("changed-file", NULL, test_changed_file);
  ADD ("401", GUINT_TO_POINTER (401), test_credentials);
  ADD ("403", GUINT_TO_POINTER (403), test_credentials);
  ADD ("server-error", NULL, test_server_error);
  ADD ("refused", NULL, test_refused);
  ADD ("reset", NULL, test_reset);
  ADD ("unreachable", NULL, test_unreachable);
  ADD ("duplicate", NULL, test_duplicate);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("batches", NULL, test_batches);
  ADD ("open-table", NULL, test_open_table);
  ADD ("removed", NULL, test_removed);
  return g_test_run ();
}
