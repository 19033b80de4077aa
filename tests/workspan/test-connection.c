/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "workspan/connection.h"
#include "workspan/workspan-error.h"

static void
assert_url (const char *url, gboolean good)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", url);
  g_assert_cmpint (bulk_connection_check_url (url, &error), ==, good);
  if (good)
    g_assert_no_error (error);
  else
    g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
}

static void
test_urls (void)
{
  static const char *const good[] = {
    BULK_SANDBOX_URL, BULK_PRODUCTION_URL, "https://api.workspan.com/", "HTTPS://API.WORKSPAN.COM", "https://x:8443",
    "https://x/a/b/", "http://127.0.0.1:8080", "http://localhost", "http://localhost:1/x", "http://[::1]:8080",
    "http://127.255.0.3", "https://[2001:db8::1]/",
  };
  static const char *const bad[] = {
    "", " ", "api.workspan.com", "http://api.workspan.com", "ftp://x", "file:///etc/passwd", "https://", "https:///x",
    "https://user@x", "https://user:pass@x", "https://x?y", "https://x/?y=1", "https://x#y", "https://x y",
    "https://x\n",
    "https://x\\@y", "https://ex\xc3\xa4mple.com", "http://127.0.0.1.evil.com", "http://localhost.evil.com",
    "http://0.0.0.0", "http://10.0.0.1", "http://[::ffff:10.0.0.1]", "http://127.0.0.1@evil.com", "javascript:alert(1)",
    "https://x:99999", "https://x/<y>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_url (good[i], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_url (bad[i], FALSE);
  assert_url (NULL, FALSE);
}

static void
test_tokens (void)
{
  static const char *const bad[] = { "", "a b", "a\r\nX: y", "a\n", "a\t", "t\xc3\xb6ken", "a\x7f", " a", "a ",
                                     "verysecret token" };
  g_autofree char *long_token = g_strnfill (16384, 'x');
  g_autofree char *too_long = g_strnfill (16385, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (bulk_connection_check_token (bad[i], &error));
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
      if (strlen (bad[i]) > 5)
        g_assert_null (strstr (error->message, bad[i]));
    }
  g_assert_false (bulk_connection_check_token (NULL, NULL));
  g_assert_true (bulk_connection_check_token ("2YotnFZFEjr1zCsicMWpAA", NULL));
  g_assert_true (bulk_connection_check_token ("eyJ0.e-_~+/=.x", NULL));
  g_assert_true (bulk_connection_check_token (long_token, NULL));
  g_assert_false (bulk_connection_check_token (too_long, NULL));
}

static void
test_ids (void)
{
  static const char *const bad[] = { "", ".", "..", "a b", "a\n", "\xc3\xb6" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (bulk_connection_check_integration_id (bad[i], NULL));
  g_assert_false (bulk_connection_check_integration_id (NULL, NULL));
  g_assert_true (bulk_connection_check_integration_id ("WS-Integration_agpzfndzLW", NULL));
  g_assert_true (bulk_connection_check_integration_id ("a/b?c&d", NULL));
}

static void
test_getters (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) full
      = bulk_connection_new ("HTTPS://x.example:8443/base//", "id", "token", "app.workspan.com", "key", &error);
  g_autoptr (BulkConnection) bare = bulk_connection_new ("http://[::1]:9", "id", "token", "", "", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (bulk_connection_get_base_url (full), ==, "https://x.example:8443/base");
  g_assert_cmpstr (bulk_connection_get_integration_id (full), ==, "id");
  g_assert_cmpstr (bulk_connection_get_token (full), ==, "token");
  g_assert_cmpstr (bulk_connection_get_ws_env (full), ==, "app.workspan.com");
  g_assert_cmpstr (bulk_connection_get_subscription_key (full), ==, "key");
  g_assert_cmpstr (bulk_connection_get_base_url (bare), ==, "http://[::1]:9");
  g_assert_null (bulk_connection_get_ws_env (bare));
  g_assert_null (bulk_connection_get_subscription_key (bare));
}

static void
test_headers (void)
{
  static const char *const bad[] = { "a b", "a\r\nX: y", "a/b", "https://x" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bulk_connection_new (BULK_SANDBOX_URL, "id", "token", bad[i], NULL, &error));
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
    }
  g_assert_null (bulk_connection_new (BULK_SANDBOX_URL, "id", "token", NULL, "a\nb", NULL));
  g_assert_null (bulk_connection_new ("http://x", "id", "token", NULL, NULL, NULL));
  g_assert_null (bulk_connection_new (BULK_SANDBOX_URL, "", "token", NULL, NULL, NULL));
  g_assert_null (bulk_connection_new (BULK_SANDBOX_URL, "id", "", NULL, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/urls", test_urls);
  g_test_add_func ("/connection/tokens", test_tokens);
  g_test_add_func ("/connection/ids", test_ids);
  g_test_add_func ("/connection/getters", test_getters);
  g_test_add_func ("/connection/headers", test_headers);
  return g_test_run ();
}
