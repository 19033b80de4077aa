/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client.h"

static const char good[] = "opportunity_id,name\r\n1,a\r\n";

static void
test_status (void)
{
  static const guint codes[] = { 401, 403, 413, 429, 500, 502, 503, 504 };
  g_autoptr (Client) client = client_new ();

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *holds = g_strdup_printf ("{\"statusCode\":%u,", codes[i]);

      bulk_practice_server_set_mood (client->server, BULK_PRACTICE_STATUS, codes[i]);
      client_check (client, "POST", CLIENT_LOAD, good, codes[i], holds);
      g_assert_cmpstr (client->header, ==, codes[i] == 429 ? "1" : NULL);
    }
  /* Only loads are treated so. */
  client_check (client, "GET", "/event/v1/metadata/integration", NULL, 200, "integrations");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_OBEY, 0);
  client_check (client, "POST", CLIENT_LOAD, good, 200, "execution_id");
}

static void
test_garbage_and_redirect (void)
{
  g_autoptr (Client) client = client_new ();

  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_GARBAGE, 0);
  client_check (client, "POST", CLIENT_LOAD, good, 200, "<html>");
  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_REDIRECT, 0);
  client_check (client, "POST", CLIENT_LOAD, good, 302, "");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
}

static void
test_delay (void)
{
  g_autoptr (Client) client = client_new ();
  gint64 start = g_get_monotonic_time ();

  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_DELAY, 300);
  client_check (client, "POST", CLIENT_LOAD, good, 200, "execution_id");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 300 * 1000);
}

/* Whoever waits may leave, and so may the server. */
static void
test_leaving (void)
{
  g_autoptr (Client) client = client_new ();

  g_object_set (client->session, "timeout", 1, NULL);
  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_DELAY, 3600000);
  g_assert_cmpuint (client_load (client, CLIENT_LOAD, good, NULL), ==, 0);
  soup_session_abort (client->session);
  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_OBEY, 0);
  client_check (client, "POST", CLIENT_LOAD, good, 200, "execution_id");
  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_DELAY, 3600000);
  g_assert_cmpuint (client_load (client, CLIENT_LOAD, good, NULL), ==, 0);
  /* It is stopped with the answer still held back. */
}

static void
test_endless (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *url = g_strconcat (client->url, CLIENT_LOAD, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new_static (good, strlen (good));
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *buffer = g_malloc (65536);
  gsize total = 0;

  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_ENDLESS, 0);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer " BULK_PRACTICE_TOKEN);
  soup_message_set_request_body_from_bytes (message, "text/csv", body);
  stream = soup_session_send (client->session, message, NULL, NULL);
  g_assert_nonnull (stream);
  while (total < 8 << 20)
    {
      gssize n = g_input_stream_read (stream, buffer, 65536, NULL, NULL);

      g_assert_cmpint (n, >, 0);
      total += (gsize) n;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/moods/status", test_status);
  g_test_add_func ("/practice/moods/garbage-and-redirect", test_garbage_and_redirect);
  g_test_add_func ("/practice/moods/delay", test_delay);
  g_test_add_func ("/practice/moods/leaving", test_leaving);
  g_test_add_func ("/practice/moods/endless", test_endless);
  return g_test_run ();
}
