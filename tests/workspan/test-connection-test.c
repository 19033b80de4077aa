/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "fault-server.h"
#include "practice/practice-server.h"
#include "workspan/workspan-error.h"

#define JSON(status, length, text) \
  "HTTP/1.1 " status "\r\nConnection: close\r\nContent-Type: application/json\r\n" \
  "Content-Length: " length "\r\n\r\n" text

static char *
run (const char *url, const char *token, const char *id, GError **error)
{
  g_autoptr (BulkConnection) connection = sample_connection (url, token, id);
  g_autoptr (GAsyncResult) result = NULL;

  bulk_connection_test_async (connection, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_connection_test_finish (connection, result, error);
}

/* Every GET is answered with the same text. */
static void
assert_answer (const char *answer, int code, const char *word)
{
  BulkFault fault = { .get_answer = answer };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = run (bulk_fault_server_get_url (server), SAMPLE_TOKEN, SAMPLE_INTEGRATION, &error);

  g_test_message ("%s", text != NULL ? text : error->message);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, BULK_WORKSPAN_ERROR, code);
  g_assert_nonnull (strstr (text != NULL ? text : error->message, word));
  g_assert_null (strstr (text != NULL ? text : error->message, SAMPLE_TOKEN));
  bulk_fault_server_settle (server);
  g_assert_cmpuint (bulk_fault_server_get_n_posts (server), ==, 0);
  g_assert_cmpuint (bulk_fault_server_get_n_gets (server), <=, 2);
}

static void
test_practice (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *good = NULL;

  g_assert_true (bulk_practice_server_start_in_thread (server, 0, NULL));
  url = bulk_practice_server_dup_base_url (server);
  good = run (url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (good, "“Practice”"));

  g_assert_null (run (url, "wrong", BULK_PRACTICE_INTEGRATION_ID, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  g_assert_nonnull (strstr (error->message, "new token"));
  g_clear_error (&error);
  g_assert_null (run (url, BULK_PRACTICE_TOKEN, "WS-Integration_other", &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (server), ==, 0);

  bulk_practice_server_stop (server);
  g_assert_null (run (url, BULK_PRACTICE_TOKEN, BULK_PRACTICE_INTEGRATION_ID, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE);
}

static void
test_answers (void)
{
  /* The list is not for everybody, and the status says that there is no such load. */
  assert_answer (JSON ("400 Bad", "2", "{}"), -1, "accepted the token");
  assert_answer (JSON ("404 No", "2", "{}"), -1, "first load");
  assert_answer (JSON ("200 OK", "2", "{}"), -1, "accepted the token");
  assert_answer (JSON ("200 OK", "19", "{\"integrations\":[]}"), -1, "accepted the token");
  assert_answer (JSON ("200 OK", "65", "{\"integrations\":[5,{\"integration_id\":\"WS-Integration_practice\"}]}"), -1,
                 "knows the integration");
  assert_answer (JSON ("200 OK", "81", "{\"integrations\":[{\"integration_id\":\"WS-Integration_practice\","
                       "\"name\":\"a\\u202eb\"}]}"), -1, "“ab”");
  /* A server that is not WorkSpan's. */
  assert_answer (JSON ("404 No", "6", "<html>"), BULK_WORKSPAN_ERROR_SERVER, "address");
  assert_answer (JSON ("200 OK", "6", "<html>"), BULK_WORKSPAN_ERROR_SERVER, "address");
  assert_answer (JSON ("302 Found", "0", ""), BULK_WORKSPAN_ERROR_REJECTED, "another address");
  assert_answer (JSON ("401 No", "0", ""), BULK_WORKSPAN_ERROR_NOT_AUTHORISED, "token");
  assert_answer (JSON ("403 No", "0", ""), BULK_WORKSPAN_ERROR_FORBIDDEN, "(Status 403.)");
  assert_answer (JSON ("429 Slow", "0", ""), BULK_WORKSPAN_ERROR_REJECTED, "Try again");
  assert_answer (JSON ("500 Oh", "0", ""), BULK_WORKSPAN_ERROR_SERVER, "(Status 500.)");
  assert_answer ("junk\r\n\r\n", BULK_WORKSPAN_ERROR_UNREACHABLE, "connection");
}

static void
test_tls (void)
{
  BulkFault fault = { .at_once = TRUE };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autofree char *url = g_strconcat ("https", bulk_fault_server_get_url (server) + strlen ("http"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (run (url, SAMPLE_TOKEN, SAMPLE_INTEGRATION, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "secure"));
}

static void
test_cancelled (void)
{
  for (guint i = 0; i < 2; i++)
    {
      /* Silent after the first byte of its answer. */
      BulkFault fault = { .get_answer = "H" };
      g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
      g_autoptr (BulkConnection) connection
          = sample_connection (bulk_fault_server_get_url (server), SAMPLE_TOKEN, SAMPLE_INTEGRATION);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_cancellable_cancel (cancellable);
      bulk_connection_test_async (connection, cancellable, sample_on_done, &result);
      g_cancellable_cancel (cancellable);
      sample_wait (&result);
      g_assert_null (bulk_connection_test_finish (connection, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection-test/practice", test_practice);
  g_test_add_func ("/connection-test/answers", test_answers);
  g_test_add_func ("/connection-test/tls", test_tls);
  g_test_add_func ("/connection-test/cancelled", test_cancelled);
  return g_test_run ();
}
