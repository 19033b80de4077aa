/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client.h"

static void
on_answer (GObject *session, GAsyncResult *result, gpointer user_data)
{
  guint *left = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (g_bytes_get_data (answer, NULL), "execution_id"));
  --*left;
}

static void
load_async (SoupSession *session, const char *base, guint *left)
{
  g_autofree char *url = g_strconcat (base, CLIENT_LOAD, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new_static ("opportunity_id\n1\n2\n", 19);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer " BULK_PRACTICE_TOKEN);
  soup_message_set_request_body_from_bytes (message, "text/csv", body);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answer, left);
  ++*left;
}

/* In the caller's own main context, and many at once. */
static void
test_in_this_context (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns-per-host", 8, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  guint left = 0;

  g_assert_true (bulk_practice_server_start (server, 0, &error));
  base = bulk_practice_server_dup_base_url (server);
  for (guint i = 0; i < 50; i++)
    load_async (session, base, &left);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (server), ==, 50);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (server), ==, 100);
  soup_session_abort (session);
  bulk_practice_server_stop (server);
  bulk_practice_server_stop (server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_only_loopback (void)
{
  g_autoptr (Client) client = client_new ();
  guint port = bulk_practice_server_get_port (client->server);
  g_autofree char *expected = g_strdup_printf ("http://127.0.0.1:%u", port);

  g_assert_cmpuint (port, >, 0);
  g_assert_cmpstr (client->url, ==, expected);
}

static void
test_port_in_use (void)
{
  g_autoptr (Client) client = client_new ();
  guint port = bulk_practice_server_get_port (client->server);
  g_autoptr (BulkPracticeServer) other = bulk_practice_server_new ();
  g_autoptr (GError) error = NULL, threaded = NULL;

  g_assert_false (bulk_practice_server_start (other, port, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_false (bulk_practice_server_start_in_thread (other, port, &threaded));
  g_assert_error (threaded, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  /* It can still be started elsewhere. */
  g_clear_error (&threaded);
  g_assert_true (bulk_practice_server_start_in_thread (other, 0, &threaded));
  g_assert_cmpuint (bulk_practice_server_get_port (other), !=, port);
}

static void
test_again_and_again (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GError) error = NULL;

      bulk_practice_server_start_in_thread (server, 0, &error);
      g_assert_no_error (error);
      bulk_practice_server_stop (server);
    }
}

/* Somebody who is half through with a request does not keep it from stopping. */
static void
test_stop_in_the_middle (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GSocketClient) sockets = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GOutputStream *stream;
  char byte;

  connection = g_socket_client_connect_to_uri (sockets, client->url, 80, NULL, NULL);
  g_assert_nonnull (connection);
  stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_assert_true (g_output_stream_printf (stream, NULL, NULL, NULL,
                                         "POST " CLIENT_LOAD " HTTP/1.1\r\nHost: a\r\n"
                                         "Authorization: Bearer " BULK_PRACTICE_TOKEN "\r\n"
                                         "Content-Type: text/csv\r\nContent-Length: 1000\r\n\r\nopportunity_id\n"));
  /* Once another request is answered, this one has been begun. */
  client_check (client, "GET", "/event/v1/metadata/integration", NULL, 200, "integrations");
  bulk_practice_server_stop (client->server);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1, NULL, NULL),
                   <=, 0);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/server/in-this-context", test_in_this_context);
  g_test_add_func ("/practice/server/only-loopback", test_only_loopback);
  g_test_add_func ("/practice/server/port-in-use", test_port_in_use);
  g_test_add_func ("/practice/server/again-and-again", test_again_and_again);
  g_test_add_func ("/practice/server/stop-in-the-middle", test_stop_in_the_middle);
  return g_test_run ();
}
