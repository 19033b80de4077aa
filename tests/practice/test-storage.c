/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client.h"
#include "practice/practice-private.h"

#define UPLOAD_URL "/bulk/v1/bulkload/" BULK_PRACTICE_INTEGRATION_ID "/upload_url"

static void
get_address (Client *client, char **url, char **token)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (client_ask (client, "GET", UPLOAD_URL "?file_name=a%20file.csv", NULL, 0, &text), ==, 200);
  *url = client_dup_member (text, "upload_url");
  *token = client_dup_member (text, "upload_token");
}

static void
put (Client *client, const char *url, const char *body, guint status, const char *holds)
{
  client->token = NULL;
  client_check (client, "PUT", url, body, status, holds);
  client->token = BULK_PRACTICE_TOKEN;
}

static void
test_load (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *url = NULL, *token = NULL, *path = NULL;

  get_address (client, &url, &token);
  path = g_strdup_printf ("/bulk/v1/bulkload?" CLIENT_ID "&data_format=CSV&file_token=%s", token);
  client_check (client, "POST", path, "", 400, "file_token");
  put (client, url, "a,b\n1,2\n3,4\n", 200, "");
  client_check (client, "POST", path, "a,b\n", 400, "no body");
  client_check (client, "POST", path, "", 200, "execution_id");
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (client->server), ==, 2);
  /* A token is good for one load. */
  client_check (client, "POST", path, "", 400, "file_token");
}

static void
test_bad_file (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *url = NULL, *token = NULL, *path = NULL;

  get_address (client, &url, &token);
  path = g_strdup_printf ("/bulk/v1/bulkload?" CLIENT_ID "&file_token=%s", token);
  put (client, url, "a,b\n1\n", 200, "");
  client_check (client, "POST", path, "", 400, "too few fields");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
}

static void
test_refused (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *url = NULL, *token = NULL, *forged = NULL, *unknown = NULL;

  client_check (client, "GET", UPLOAD_URL, NULL, 400, "file_name");
  client_check (client, "GET", UPLOAD_URL "?file_name=", NULL, 400, "file_name");
  client_check (client, "GET", "/bulk/v1/bulkload/other/upload_url?file_name=a", NULL, 404, "integration not found");
  client_check (client, "GET", "/bulk/v1/bulkload/upload_url?file_name=a", NULL, 404, "not found");

  get_address (client, &url, &token);
  /* The bearer token is nothing for another host. */
  client_check (client, "PUT", url, "a\n", 400, "Authorization");
  forged = g_strconcat (url, "0", NULL);
  put (client, forged, "a\n", 403, "signature");
  unknown = g_strdup_printf ("/storage/%s", token);
  put (client, unknown, "a\n", 403, "signature");
  client->token = NULL;
  client_check (client, "GET", url, NULL, 405, "method");
}

static void
test_forgetting (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *oldest = NULL, *oldest_token = NULL;

  get_address (client, &oldest, &oldest_token);
  for (guint i = 0; i < BULK_PRACTICE_MAX_UPLOADS; i++)
    {
      g_autofree char *url = NULL, *token = NULL;

      get_address (client, &url, &token);
    }
  put (client, oldest, "a\n", 403, "not valid any more");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/storage/load", test_load);
  g_test_add_func ("/practice/storage/bad-file", test_bad_file);
  g_test_add_func ("/practice/storage/refused", test_refused);
  g_test_add_func ("/practice/storage/forgetting", test_forgetting);
  return g_test_run ();
}
