/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "fault-server.h"
#include "workspan/answer.h"
#include "workspan/probe.h"
#include "workspan/session.h"

static BulkProbe *
ask_within (const char *answer, guint deadline)
{
  BulkFault fault = { .get_answer = answer };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (BulkConnection) connection
      = sample_connection (bulk_fault_server_get_url (server), SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (GAsyncResult) result = NULL;

  bulk_probe_async (connection, BULK_PROBE_INTEGRATIONS, deadline, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_probe_finish (connection, result);
}

static BulkProbe *
ask (const char *answer)
{
  return ask_within (answer, 0);
}

static void
test_whole (void)
{
  g_autoptr (BulkProbe) probe = ask ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  g_autofree char *text = NULL;

  g_assert_no_error (probe->error);
  g_assert_cmpuint (probe->status, ==, 200);
  g_assert_cmpuint (probe->reason, ==, BULK_REASON_NONE);
  text = sample_dup_text (probe->body);
  g_assert_cmpstr (text, ==, "{}");
}

static char *
make_long (gsize length)
{
  g_autofree char *filler = g_strnfill (length, ' ');

  return g_strdup_printf ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          length, filler);
}

static void
test_capped (void)
{
  g_autofree char *most = make_long (1024 * 1024);
  g_autofree char *more = make_long (1024 * 1024 + 1);
  g_autoptr (BulkProbe) whole = ask (most);
  g_autoptr (BulkProbe) capped = ask (more);

  g_assert_no_error (whole->error);
  g_assert_cmpuint (g_bytes_get_size (whole->body), ==, 1024 * 1024);
  g_assert_null (capped->body);
  g_assert_error (capped->error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (capped->reason, ==, BULK_REASON_BAD_ANSWER);
}

/* Packed answers are left packed: they could unfold without end. */
static void
test_not_unpacked (void)
{
  g_autoptr (BulkProbe) probe
      = ask ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08");

  g_assert_no_error (probe->error);
  g_assert_cmpuint (g_bytes_get_size (probe->body), ==, 3);
}

static void
test_deadline (void)
{
  g_autoptr (BulkProbe) silent = ask_within ("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{", 1);

  g_assert_null (silent->body);
  g_assert_cmpuint (silent->status, ==, 0);
  g_assert_cmpuint (silent->reason, ==, BULK_REASON_TIMEOUT);
}

static void
assert_retry_after (const char *value, gint64 low, gint64 high)
{
  g_autofree char *answer
      = g_strdup_printf ("HTTP/1.1 429 Slow\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n", value);
  g_autoptr (BulkProbe) probe = ask (answer);

  g_assert_cmpint (probe->retry_after, >=, low);
  g_assert_cmpint (probe->retry_after, <=, high);
}

static void
test_retry_after (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_seconds (now, 100);
  g_autofree char *date = g_date_time_format (soon, "%a, %d %b %Y %H:%M:%S GMT");

  assert_retry_after ("0", 0, 0);
  assert_retry_after ("30", 30, 30);
  assert_retry_after ("601", 600, 600);
  assert_retry_after ("18446744073709551616", 600, 600);
  assert_retry_after (date, 80, 100);
  assert_retry_after ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 0);
  assert_retry_after ("", -1, -1);
  assert_retry_after ("-1", -1, -1);
  assert_retry_after ("1.5", -1, -1);
  assert_retry_after ("soon", -1, -1);
}

static void
assert_text (const char *body, gssize length, const char *expected)
{
  g_autoptr (BulkConnection) connection
      = bulk_connection_new (BULK_SANDBOX_URL, "i", SAMPLE_TOKEN, NULL, "key-0123456789-key", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);
  g_autofree char *text = bulk_answer_dup_text (bytes, connection);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text ("", -1, NULL);
  assert_text ("{\"statusCode\": 401, \"message\": \"Access denied\"}", -1, "Access denied");
  assert_text ("{\"error\":\"invalid_request\"}", -1, "invalid_request");
  assert_text ("{\"error\":\"x\",\"error_description\":\"y\"}", -1, "y");
  assert_text ("{\"message\":5}", -1, "{\"message\":5}");
  assert_text ("{\"message\":\"a\\u0000b\"}", -1, "{\"message\":\"a\\u0000b\"}");
  assert_text ("[1]", -1, "[1]");
  assert_text ("<html>\n <b>No</b>", -1, "<html> <b>No</b>");
  assert_text ("a\0b", 3, "a\xef\xbf\xbd" "b");
  assert_text ("\xff\xfe", 2, "\xef\xbf\xbd\xef\xbf\xbd");
  assert_text ("{\"message\":\"token " SAMPLE_TOKEN " key key-0123456789-key\"}", -1, "token ••• key •••");
  assert_text ("Bearer " SAMPLE_TOKEN, -1, "Bearer •••");
}

/* With HTTP/2 libsoup may repeat a load by itself: no request is made where it was not switched off. */
static void
test_http1_only (void)
{
  g_autoptr (BulkConnection) connection = sample_connection (BULK_SANDBOX_URL, SAMPLE_TOKEN, "i");
  g_autoptr (SoupMessage) message = bulk_session_new_message (connection, "GET", "/x");

  g_assert_nonnull (message);
  g_unsetenv ("SOUP_FORCE_HTTP1");
  g_assert_null (bulk_session_new_message (connection, "GET", "/x"));
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/whole", test_whole);
  g_test_add_func ("/answer/capped", test_capped);
  g_test_add_func ("/answer/not-unpacked", test_not_unpacked);
  g_test_add_func ("/answer/deadline", test_deadline);
  g_test_add_func ("/answer/retry-after", test_retry_after);
  g_test_add_func ("/answer/text", test_text);
  g_test_add_func ("/answer/http1-only", test_http1_only);
  return g_test_run ();
}
