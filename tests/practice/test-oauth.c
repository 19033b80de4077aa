/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client.h"

#define FORM "application/x-www-form-urlencoded"

static char *
get_token (Client *client)
{
  g_autofree char *text = NULL, *type = NULL, *expires = NULL;

  client->token = NULL;
  client->type = FORM;
  g_assert_cmpuint (client_load (client, "/oauth/token",
                                 "grant_type=client_credentials&client_id=me&client_secret=a%26b+c", &text), ==, 200);
  client->type = "text/csv";
  type = client_dup_member (text, "token_type");
  expires = client_dup_member (text, "expires_in");
  g_assert_cmpstr (type, ==, "Bearer");
  g_assert_cmpstr (expires, ==, "3600");
  return client_dup_member (text, "access_token");
}

static void
test_life_of_a_token (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *token = get_token (client), *other = get_token (client);

  g_assert_cmpstr (token, !=, other);
  client->token = token;
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 200, "execution_id");
  client_check (client, "DELETE", "/oauth/token", NULL, 200, "{");
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 401, "Authorization Error");
  client_check (client, "DELETE", "/oauth/token", NULL, 403, "not valid");
  client->token = other;
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 200, "execution_id");
}

static void
test_refused (void)
{
  static const struct { const char *type, *body, *code; } cases[] = {
    { FORM, "", "invalid_request" },
    { FORM, "grant_type=client_credentials&client_id=a", "invalid_request" },
    { FORM, "grant_type=client_credentials&client_id=a&client_secret=b&client_id=c", "invalid_request" },
    { FORM, "grant_type=client_credentials&client_id=a&client_secret=b&x=y", "invalid_request" },
    { FORM, "grant_type=password&client_id=a&client_secret=b", "unsupported_grant_type" },
    { FORM, "grant_type=client_credentials&client_id=&client_secret=b", "invalid_client" },
    { FORM, "grant_type=client_credentials&client_id=a&client_secret=", "invalid_client" },
    { "application/json", "grant_type=client_credentials&client_id=a&client_secret=b", "invalid_request" },
  };
  g_autoptr (Client) client = client_new ();
  g_autofree char *large = g_strnfill (100000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *holds = g_strdup_printf ("{\"error\":\"%s\"}", cases[i].code);

      client->type = cases[i].type;
      client_check (client, "POST", "/oauth/token", cases[i].body, 400, holds);
    }
  client_check (client, "GET", "/oauth/token", NULL, 405, "method");
  client_check (client, "POST", "/oauth/token", large, 413, "too large");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/oauth/life-of-a-token", test_life_of_a_token);
  g_test_add_func ("/practice/oauth/refused", test_refused);
  return g_test_run ();
}
