/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/token.h"

#include <string.h>

#include "fault-server.h"
#include "practice/practice-server.h"
#include "sample.h"
#include "workspan/renewal.h"
#include "workspan/workspan-error.h"

#define USER "app-user&1"
#define SECRET "s3cr3t +%&=ü-0123456789"

typedef struct
{
  BulkPracticeServer *server;
  BulkTokenSource *source;
  char *url;
  gint64 now;
} Fixture;

/* Private helpers */

static gint64
read_clock (gpointer data)
{
  return *(gint64 *) data;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (fixture->server, 0, &error);
  g_assert_no_error (error);
  fixture->url = bulk_practice_server_dup_base_url (fixture->server);
  bulk_practice_server_set_application_user (fixture->server, USER, SECRET);
  fixture->source = bulk_token_source_new (fixture->url, USER, SECRET, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->now = 1000;
  bulk_token_source_set_clock (fixture->source, read_clock, &fixture->now);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->source);
  bulk_practice_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_free (fixture->url);
}

static char *
get (BulkTokenSource *source, const char *refused, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_token_source_get_async (source, refused, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_token_source_get_finish (source, result, error);
}

static char *
get_good (BulkTokenSource *source, const char *refused)
{
  g_autoptr (GError) error = NULL;
  char *token = get (source, refused, &error);

  g_assert_no_error (error);
  g_assert_nonnull (token);
  return token;
}

static gboolean
take_back (BulkTokenSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_token_source_revoke_async (source, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_token_source_revoke_finish (source, result, error);
}

static void
check_error (BulkTokenSource *source, BulkWorkspanError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get (source, NULL, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, (int) code);
  g_assert_null (strstr (error->message, SECRET));
}

/* Tests */

static void
test_checks (void)
{
  static const char *const bad[] = { "", "a\nb", "a\tb", "a\rb", "\xff", "\x7f" };
  g_autofree char *large = g_strnfill (2000, 'a');

  for (guint i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      const char *text = i < G_N_ELEMENTS (bad) ? bad[i] : large;
      g_autoptr (GError) error = NULL, other = NULL, whole = NULL;

      g_assert_false (bulk_token_source_check_client_id (text, &error));
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
      g_assert_false (bulk_token_source_check_client_secret (text, &other));
      g_assert_error (other, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
      g_assert_null (bulk_token_source_new ("https://example.com", "user", text, NULL, NULL, &whole));
      g_assert_error (whole, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
    }
  g_assert_false (bulk_token_source_check_client_id (NULL, NULL));
  g_assert_null (bulk_token_source_new ("http://example.com", "user", "secret", NULL, NULL, NULL));
}

static void
test_renewed_before_it_expires (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = get_good (fixture->source, NULL), *second = NULL, *third = NULL;

  g_assert_cmpuint (bulk_practice_server_get_n_tokens (fixture->server), ==, 1);
  fixture->now += 3539 * G_TIME_SPAN_SECOND;
  second = get_good (fixture->source, NULL);
  g_assert_cmpstr (second, ==, first);
  fixture->now += 2 * G_TIME_SPAN_SECOND;   /* a minute before its end */
  third = get_good (fixture->source, NULL);
  g_assert_cmpstr (third, !=, first);
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (fixture->server), ==, 2);
}

static void
test_short_life (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  bulk_practice_server_set_token_life (fixture->server, 10);
  first = get_good (fixture->source, NULL);
  fixture->now += 8 * G_TIME_SPAN_SECOND;
  second = get_good (fixture->source, NULL);
  g_assert_cmpstr (second, ==, first);
  fixture->now += 1 * G_TIME_SPAN_SECOND;
  third = get_good (fixture->source, NULL);
  g_assert_cmpstr (third, !=, first);
}

static void
test_single_flight (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[20] = { NULL };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    bulk_token_source_get_async (fixture->source, NULL, NULL, sample_on_done, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *token = NULL;

      sample_wait (&results[i]);
      token = bulk_token_source_get_finish (fixture->source, results[i], NULL);
      g_assert_nonnull (token);
      if (first)
        g_assert_cmpstr (token, ==, first);
      else
        first = g_strdup (token);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (fixture->server), ==, 1);
}

/* One who leaves does not take the token from the others; when all have left, nothing is kept of it. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) left = NULL, stayed = NULL, alone = NULL, late = NULL;
  g_autofree char *token = NULL, *again = NULL;
  g_autoptr (GError) error = NULL, other = NULL;

  bulk_token_source_get_async (fixture->source, NULL, cancellable, sample_on_done, &left);
  bulk_token_source_get_async (fixture->source, NULL, NULL, sample_on_done, &stayed);
  g_cancellable_cancel (cancellable);
  sample_wait (&left);
  g_assert_null (bulk_token_source_get_finish (fixture->source, left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sample_wait (&stayed);
  token = bulk_token_source_get_finish (fixture->source, stayed, NULL);
  g_assert_nonnull (token);

  g_cancellable_reset (cancellable);
  bulk_token_source_get_async (fixture->source, token, cancellable, sample_on_done, &alone);
  g_cancellable_cancel (cancellable);
  sample_wait (&alone);
  g_assert_null (bulk_token_source_get_finish (fixture->source, alone, &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  bulk_token_source_get_async (fixture->source, NULL, NULL, sample_on_done, &late);
  sample_wait (&late);
  again = bulk_token_source_get_finish (fixture->source, late, NULL);
  g_assert_cmpstr (again, !=, token);
}

static void
test_refused_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = get_good (fixture->source, NULL), *second = get_good (fixture->source, first),
                  *third = get_good (fixture->source, first);

  g_assert_cmpstr (second, !=, first);
  /* That an old one is refused says nothing about the new one. */
  g_assert_cmpstr (third, ==, second);
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (fixture->server), ==, 2);
}

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = get_good (fixture->source, NULL), *other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (bulk_practice_server_get_n_good_tokens (fixture->server), ==, 1);
  g_assert_true (take_back (fixture->source, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_practice_server_get_n_good_tokens (fixture->server), ==, 0);
  g_assert_true (take_back (fixture->source, &error));
  other = get_good (fixture->source, NULL);
  g_assert_cmpstr (other, !=, token);
  /* What the service has forgotten already is as good as revoked. */
  bulk_practice_server_expire_tokens (fixture->server);
  g_assert_true (take_back (fixture->source, &error));
  g_assert_no_error (error);
  bulk_practice_server_stop (fixture->server);
  g_assert_true (take_back (fixture->source, &error));
}

static void
test_revocation_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = get_good (fixture->source, NULL);
  g_autoptr (GError) error = NULL;

  bulk_practice_server_stop (fixture->server);
  g_assert_false (take_back (fixture->source, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = NULL;

  bulk_practice_server_set_application_user (fixture->server, USER, "another");
  check_error (fixture->source, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  bulk_practice_server_set_application_user (fixture->server, USER, SECRET);
  token = get_good (fixture->source, NULL);
  bulk_practice_server_stop (fixture->server);
  fixture->now += G_TIME_SPAN_HOUR;
  check_error (fixture->source, BULK_WORKSPAN_ERROR_UNREACHABLE);
}

static void
test_headers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkTokenSource) source
      = bulk_token_source_new (fixture->url, USER, SECRET, "demo.workspan.com", "the-key", NULL);
  g_autofree char *token = NULL;

  bulk_practice_server_set_subscription_key (fixture->server, "the-key");
  bulk_practice_server_set_ws_env (fixture->server, "demo.workspan.com");
  token = get_good (source, NULL);
  check_error (fixture->source, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  g_assert_true (bulk_token_source_equal (source, source));
  g_assert_false (bulk_token_source_equal (source, fixture->source));
}

/* Whatever it is sent, the secret is sent once, and nowhere else. */
static void
test_bad_servers (void)
{
  static const BulkFault faults[] = {
    { .at_once = TRUE, .end = BULK_FAULT_RESET },
    { .body_bytes = 5, .end = BULK_FAULT_RESET },
    { .body_bytes = G_MAXSIZE, .end = BULK_FAULT_CLOSE },
    { .body_bytes = G_MAXSIZE, .answer_bytes = -1,
      .answer = "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"access_token\":\"a\"}" },
    { .body_bytes = G_MAXSIZE, .answer_bytes = -1,
      .answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n" },
    { .body_bytes = G_MAXSIZE, .answer_bytes = -1,
      .answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" },
    { .body_bytes = G_MAXSIZE, .answer_bytes = -1,
      .answer = "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n" },
  };
  static const BulkWorkspanError codes[]
      = { BULK_WORKSPAN_ERROR_UNREACHABLE, BULK_WORKSPAN_ERROR_UNREACHABLE, BULK_WORKSPAN_ERROR_UNREACHABLE,
          BULK_WORKSPAN_ERROR_UNREACHABLE, BULK_WORKSPAN_ERROR_REJECTED,    BULK_WORKSPAN_ERROR_SERVER,
          BULK_WORKSPAN_ERROR_SERVER };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&faults[i]);
      g_autoptr (BulkTokenSource) source
          = bulk_token_source_new (bulk_fault_server_get_url (server), USER, SECRET, NULL, NULL, NULL);

      g_test_message ("fault %u", i);
      check_error (source, codes[i]);
      bulk_fault_server_settle (server);
      g_assert_cmpuint (bulk_fault_server_get_n_connections (server), ==, 1);
    }
}

static void
test_form (void)
{
  static const BulkFault fault
      = { .body_bytes = G_MAXSIZE, .answer_bytes = -1,
      .answer = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"access_token\":\"a\"}" };
  g_autoptr (BulkFaultServer) server = bulk_fault_server_new (&fault);
  g_autoptr (BulkTokenSource) source
      = bulk_token_source_new (bulk_fault_server_get_url (server), USER, SECRET, NULL, NULL, NULL);
  g_autofree char *token = get_good (source, NULL), *body = NULL;

  g_assert_cmpstr (token, ==, "a");
  bulk_fault_server_settle (server);
  body = sample_dup_text (bulk_fault_server_get_body (server));
  g_assert_cmpstr (body, ==, "grant_type=client_credentials&client_id=app-user%261&"
                             "client_secret=s3cr3t%20%2B%25%26%3D%C3%BC-0123456789");
  g_assert_nonnull (strstr (bulk_fault_server_get_head (server), "application/x-www-form-urlencoded"));
  g_assert_null (strstr (bulk_fault_server_get_head (server), "Authorization"));
}

static BulkConnection *
renew (BulkConnection *connection, gboolean refused, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_connection_renew_async (connection, refused, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_connection_renew_finish (connection, result, error);
}

static void
test_connection_renewed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BulkConnection) pasted = sample_connection (fixture->url, SAMPLE_TOKEN, SAMPLE_INTEGRATION);
  g_autoptr (BulkConnection) same = renew (pasted, FALSE, NULL), first = NULL, again = NULL, second = NULL;
  g_autoptr (GError) error = NULL, other = NULL;

  g_assert_true (same == pasted);
  g_assert_null (renew (pasted, TRUE, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  bulk_connection_set_origin (pasted, "id", "My Sandbox");
  bulk_connection_set_token_source (pasted, fixture->source);
  first = renew (pasted, FALSE, NULL);
  g_assert_true (first != pasted);
  g_assert_cmpstr (bulk_connection_get_id (first), ==, "id");
  g_assert_cmpstr (bulk_connection_get_name (first), ==, "My Sandbox");
  g_assert_cmpstr (bulk_connection_get_integration_id (first), ==, SAMPLE_INTEGRATION);
  again = renew (first, FALSE, NULL);
  g_assert_true (again == first);
  second = renew (first, TRUE, NULL);
  g_assert_cmpstr (bulk_connection_get_token (second), !=, bulk_connection_get_token (first));
  bulk_practice_server_stop (fixture->server);
  g_assert_null (renew (second, TRUE, &other));
  g_assert_error (other, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/workspan/token/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/workspan/token/checks", test_checks);
  ADD ("renewed-before-it-expires", test_renewed_before_it_expires);
  ADD ("short-life", test_short_life);
  ADD ("single-flight", test_single_flight);
  ADD ("cancelled", test_cancelled);
  ADD ("refused-token", test_refused_token);
  ADD ("revoked", test_revoked);
  ADD ("revocation-fails", test_revocation_fails);
  ADD ("errors", test_errors);
  ADD ("headers", test_headers);
  g_test_add_func ("/workspan/token/bad-servers", test_bad_servers);
  g_test_add_func ("/workspan/token/form", test_form);
  ADD ("connection-renewed", test_connection_renewed);
  return g_test_run ();
}
