/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fault-server.h"
#include "practice/practice-server.h"
#include "sample.h"
#include "workspan/status.h"
#include "workspan/workspan-error.h"

static BulkStatus *
parse (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return bulk_status_parse (bytes, "e1", error);
}

/* Parsing */

static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkStatus) status = parse (
      " {\"execution_id\":\"e1\",\"status\":\"completed\",\"input_count\":12345678901234,\"success_count\":7,"
      "\"error_count\":3,\"skip_count\":0,\"started_at\":\"2026-03-31T10:00:00Z\","
      "\"completed_at\":\"2026-03-31T12:00:01.5+02:00\",\"include_errors\":true,\"future\":{\"a\":[1]},\"errors\":["
      "{\"id\":\"aw\\u0031\",\"message\":\"invalid\\nvalue\","
      "\"data_row\":{\"amount\":12345678901234567890,\"n\":null}},"
      "{\"data_row\":{},\"id\":17},{}]} ",
      &error);
  BulkRowErrors *errors;
  g_autofree char *id = NULL, *message = NULL, *number = NULL, *none = NULL;
  gsize length;
  const char *row;

  g_assert_no_error (error);
  g_assert_cmpint (bulk_status_get_state (status), ==, BULK_STATUS_COMPLETED);
  g_assert_cmpint (bulk_status_get_input_count (status), ==, 12345678901234);
  g_assert_cmpint (bulk_status_get_success_count (status), ==, 7);
  g_assert_cmpint (bulk_status_get_error_count (status), ==, 3);
  g_assert_cmpint (bulk_status_get_skip_count (status), ==, 0);
  g_assert_cmpfloat (bulk_status_get_duration (status), ==, 1.5);
  g_assert_true (bulk_status_has_all_errors (status));
  errors = bulk_status_get_errors (status);
  g_assert_cmpuint (bulk_row_errors_get_n (errors), ==, 3);
  id = bulk_row_errors_dup_id (errors, 0);
  message = bulk_row_errors_dup_message (errors, 0);
  number = bulk_row_errors_dup_id (errors, 1);
  none = bulk_row_errors_dup_message (errors, 2);
  row = bulk_row_errors_get_data_row (errors, 0, &length);
  g_assert_cmpstr (id, ==, "aw1");
  g_assert_cmpstr (message, ==, "invalid value");
  g_assert_cmpstr (number, ==, "17");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpmem (row, length, "{\"amount\":12345678901234567890,\"n\":null}", length);
}

/* What is kept of a status gives the same errors again. */
static void
test_kept (void)
{
  g_autoptr (BulkStatus) status
      = parse ("{\"status\":\"completed\",\"errors\":[{\"id\":\"1\",\"message\":\"m\"}]}", NULL), again = NULL;
  g_autoptr (BulkRowErrors)
      errors = bulk_row_errors_parse (bulk_row_errors_get_json (bulk_status_get_errors (status)), NULL);
  g_autofree char *id = NULL;

  again = bulk_status_new (BULK_STATUS_COMPLETED, 1, 0, 1, -1, "2026-01-01T00:00:00Z", NULL, errors);
  id = bulk_row_errors_dup_id (bulk_status_get_errors (again), 0);
  g_assert_cmpstr (id, ==, "1");
  g_assert_cmpstr (bulk_status_get_word (again), ==, "completed");
  g_assert_nonnull (bulk_status_get_start_time (again));
  g_assert_cmpfloat (bulk_status_get_duration (again), ==, -1);
}

static void
test_little (void)
{
  g_autoptr (BulkStatus) running = parse ("\xef\xbb\xbf{\"status\":\"Running\",\"error_count\":null}", NULL);
  g_autoptr (BulkStatus) other = parse ("{\"status\":\"queued\\u202e\",\"error_count\":2,\"errors\":null}", NULL);

  g_assert_cmpint (bulk_status_get_state (running), ==, BULK_STATUS_RUNNING);
  g_assert_cmpint (bulk_status_get_error_count (running), ==, -1);
  g_assert_cmpint (bulk_status_get_state (other), ==, BULK_STATUS_OTHER);
  g_assert_cmpstr (bulk_status_get_word (other), ==, "queued");
  g_assert_false (bulk_status_has_all_errors (other));
}

static void
test_refused (void)
{
  static const char *const wrong[] = {
    "", "[]", "null", "{", "{}", "{\"status\":7}", "{\"status\":\"\"}", "{\"status\":\"running\"",
    "{\"status\":\"running\"} x", "{\"status\":\"running\",\"error_count\":-1}",
    "{\"status\":\"running\",\"error_count\":1.5}", "{\"status\":\"running\",\"error_count\":1e3}",
    "{\"status\":\"running\",\"error_count\":\"1\"}", "{\"status\":\"running\",\"error_count\":1234567890123456}",
    "{\"status\":\"running\",\"errors\":{}}", "{\"status\":\"running\",\"errors\":[1]}",
    "{\"status\":\"running\",\"errors\":[{\"id\":\"1\",}]}", "{\"status\":\"running\",\"execution_id\":\"e2\"}",
    "{'status':'running'}", "{\"status\":\"run\xffning\"}", "{\"status\":\"running\",\"errors\":[{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkStatus) status = parse (wrong[i], &error);

      g_test_message ("%u", i);
      g_assert_null (status);
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER);
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) json = g_string_new ("{\"status\":\"running\",\"errors\":[{\"data_row\":{\"a\":");
  g_autoptr (BulkStatus) status = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (json, '[');
  status = parse (json->str, NULL);
  g_assert_null (status);
}

static void
test_fields (void)
{
  const char *json = "[{\"data_row\":{\"a\":\"x\\ty\",\"b\":1.50,\"c\":null,\"d\":true,\"e\":{ \"f\" : [1, 2] }}},{}]";
  static const char *const expected[] = { "x\ty", "1.50", "", "true", "{\"f\":[1,2]}" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (BulkRowErrors) errors = bulk_row_errors_parse (bytes, NULL);
  BulkRowErrorField field;
  guint n = 0;

  for (bulk_row_errors_begin_fields (errors, 0, &field); bulk_row_error_field_next (&field); n++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_assert_cmpint (field.key.text[0], ==, 'a' + (int) n);
      bulk_row_errors_append_text (text, &field.value);
      g_assert_cmpstr (text->str, ==, expected[n]);
    }
  g_assert_cmpuint (n, ==, 5);
  bulk_row_errors_begin_fields (errors, 1, &field);
  g_assert_false (bulk_row_error_field_next (&field));
}

/* Asking */

static BulkStatus *
fetch (const char *url, const char *token, const char *id, guint max_errors, gint64 *retry_after, GError **error)
{
  g_autoptr (BulkConnection) connection = sample_connection (url, token, BULK_PRACTICE_INTEGRATION_ID);
  g_autoptr (GAsyncResult) result = NULL;

  bulk_status_fetch_async (connection, id, max_errors, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_status_fetch_finish (connection, result, retry_after, error);
}

static BulkStatus *
fetch_from (const char *answer, guint max_errors, gint64 *retry_after, GError **error)
{
  const BulkFault fault = { .get_answer = answer };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);

  return fetch (bulk_fault_server_get_url (server), SAMPLE_TOKEN, "e1", max_errors, retry_after, error);
}

static char *
dup_answer (const char *head, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s", head, strlen (body), body);
}

static void
test_practice (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = sample_table_csv ("opportunity_id,amount\n1,5\n2,x\n3,y\n", ',', TRUE);
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  g_autoptr (BulkConnection) connection = NULL;
  g_autoptr (BulkUpload) upload = NULL;
  g_autoptr (BulkOutcome) outcome = NULL;
  g_autoptr (BulkStatus) first = NULL, one = NULL, all = NULL, missing = NULL, denied = NULL;
  g_autofree char *url = NULL, *row_id = NULL;
  const char *id;

  bulk_practice_server_start_in_thread (server, 0, &error);
  url = bulk_practice_server_dup_base_url (server);
  connection = sample_connection (url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID);
  upload = bulk_upload_new (connection, payload);
  outcome = sample_run (upload, G_MAXUINT64, &error);
  id = bulk_execution_get_execution_id (bulk_outcome_get_execution (outcome));
  first = fetch (url, BULK_PRACTICE_TOKEN, id, 0, NULL, &error);
  one = fetch (url, BULK_PRACTICE_TOKEN, id, 1, NULL, &error);
  all = fetch (url, BULK_PRACTICE_TOKEN, id, 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bulk_status_get_state (first), ==, BULK_STATUS_RUNNING);
  g_assert_cmpint (bulk_status_get_error_count (one), ==, 2);
  g_assert_false (bulk_status_has_all_errors (one));
  g_assert_true (bulk_status_has_all_errors (all));
  row_id = bulk_row_errors_dup_id (bulk_status_get_errors (all), 1);
  g_assert_cmpstr (row_id, ==, "3");
  missing = fetch (url, BULK_PRACTICE_TOKEN, "none", 0, NULL, &error);
  g_assert_null (missing);
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_FOUND);
  g_assert_false (bulk_status_error_is_passing (error));
  g_clear_error (&error);
  denied = fetch (url, "wrong-token-wrong", id, 0, NULL, &error);
  g_assert_null (denied);
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  bulk_practice_server_stop (server);
}

static void
test_errors (void)
{
  static const struct { const char *head; BulkWorkspanError code; gboolean passing; } cases[] = {
    { "400 Bad", BULK_WORKSPAN_ERROR_REJECTED, FALSE },
    { "403 Forbidden", BULK_WORKSPAN_ERROR_FORBIDDEN, FALSE },
    { "302 Found\r\nLocation: http://127.0.0.1:9/", BULK_WORKSPAN_ERROR_REJECTED, FALSE },
    { "429 Slow\r\nRetry-After: 7", BULK_WORKSPAN_ERROR_TOO_MANY, TRUE },
    { "503 Down", BULK_WORKSPAN_ERROR_SERVER, TRUE },
    { "200 OK", BULK_WORKSPAN_ERROR_SERVER, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = dup_answer (cases[i].head, "{\"message\":\"because " SAMPLE_TOKEN "\"}");
      gint64 retry_after = 0;
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkStatus) status = fetch_from (answer, 0, &retry_after, &error);

      g_test_message ("%s", cases[i].head);
      g_assert_null (status);
      g_assert_error (error, BULK_WORKSPAN_ERROR, (int) cases[i].code);
      g_assert_cmpint (bulk_status_error_is_passing (error), ==, cases[i].passing);
      g_assert_cmpint (retry_after, ==, cases[i].code == BULK_WORKSPAN_ERROR_TOO_MANY ? 7 : -1);
      g_assert_null (strstr (error->message, SAMPLE_TOKEN));
    }
}

/* More than the 1 MiB of other answers, but not without end; and never the token. */
static void
test_large (void)
{
  g_autoptr (GString) body = g_string_new ("{\"status\":\"completed\",\"error_count\":100000,\"errors\":[");
  g_autofree char *answer = NULL, *huge = NULL, *last = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkStatus) status = NULL, none = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (body, "%s{\"id\":\"%u\",\"message\":\"%s\",\"data_row\":{\"a\":\"%u\"}}", i > 0 ? "," : "",
                            i,
                            SAMPLE_TOKEN, i);
  g_string_append (body, "]}");
  answer = dup_answer ("200 OK", body->str);
  status = fetch_from (answer, 100000, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (bulk_status_has_all_errors (status));
  g_assert_null (g_strstr_len (g_bytes_get_data (bulk_row_errors_get_json (bulk_status_get_errors (status)), NULL),
                               (gssize) g_bytes_get_size (bulk_row_errors_get_json (bulk_status_get_errors (status))),
                               SAMPLE_TOKEN));
  last = bulk_row_errors_dup_id (bulk_status_get_errors (status), 99999);
  g_assert_cmpstr (last, ==, "99999");
  huge = g_strnfill (BULK_STATUS_MAX_ANSWER + 1, ' ');
  g_free (answer);
  answer = dup_answer ("200 OK", huge);
  none = fetch_from (answer, 1, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_TOO_LARGE);
}

static void
test_cancel (void)
{
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:9", SAMPLE_TOKEN, "i");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bulk_status_fetch_async (connection, "e1", 0, cancellable, sample_on_done, &result);
  sample_wait (&result);
  g_assert_null (bulk_status_fetch_finish (connection, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspan/status/whole", test_whole);
  g_test_add_func ("/workspan/status/kept", test_kept);
  g_test_add_func ("/workspan/status/little", test_little);
  g_test_add_func ("/workspan/status/refused", test_refused);
  g_test_add_func ("/workspan/status/deep", test_deep);
  g_test_add_func ("/workspan/status/fields", test_fields);
  g_test_add_func ("/workspan/status/practice", test_practice);
  g_test_add_func ("/workspan/status/errors", test_errors);
  g_test_add_func ("/workspan/status/large", test_large);
  g_test_add_func ("/workspan/status/cancel", test_cancel);
  return g_test_run ();
}
