/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client.h"

#define FORM "application/x-www-form-urlencoded"
#define USER "grant_type=client_credentials&client_id=user&client_secret="
#define INTEGRATIONS "/event/v1/metadata/integration"

static char *
get_token (Client *client)
{
  g_autofree char *text = NULL;

  client->token = NULL;
  client->type = FORM;
  g_assert_cmpuint (client_load (client, "/oauth/token", USER "right", &text), ==, 200);
  return client_dup_member (text, "access_token");
}

static void
test_application_user (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *token = NULL;

  bulk_practice_server_set_application_user (client->server, "user", "right");
  client->type = FORM;
  client_check (client, "POST", "/oauth/token", USER "wrong", 400, "invalid_client");
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (client->server), ==, 0);
  token = get_token (client);
  g_assert_nonnull (token);
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (client->server), ==, 1);
}

static void
test_life (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *dead = NULL, *token = NULL;

  bulk_practice_server_set_token_life (client->server, 0);
  dead = get_token (client);
  client->token = dead;
  client_check (client, "GET", INTEGRATIONS, NULL, 401, "Authorization Error");
  bulk_practice_server_set_token_life (client->server, 1000);
  token = get_token (client);
  client->token = token;
  client_check (client, "GET", INTEGRATIONS, NULL, 200, BULK_PRACTICE_INTEGRATION_ID);
  g_assert_cmpuint (bulk_practice_server_get_n_good_tokens (client->server), ==, 1);
  bulk_practice_server_expire_tokens (client->server);
  client_check (client, "GET", INTEGRATIONS, NULL, 401, "Authorization Error");
  g_assert_cmpuint (bulk_practice_server_get_n_good_tokens (client->server), ==, 0);
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (client->server), ==, 2);
}

static void
test_subscription_key (void)
{
  g_autoptr (Client) client = client_new ();

  bulk_practice_server_set_subscription_key (client->server, "the-key");
  client_check (client, "GET", INTEGRATIONS, NULL, 401, "subscription key");
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 401, "subscription key");
  client->type = FORM;
  client_check (client, "POST", "/oauth/token", USER "right", 401, "subscription key");
  client->key = "another";
  client_check (client, "GET", INTEGRATIONS, NULL, 401, "subscription key");
  client->key = "the-key";
  client->type = "text/csv";
  client_check (client, "GET", INTEGRATIONS, NULL, 200, BULK_PRACTICE_INTEGRATION_ID);
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 200, "execution_id");
}

static void
test_hidden_integrations (void)
{
  g_autoptr (Client) client = client_new ();

  bulk_practice_server_set_hides_integrations (client->server, TRUE);
  client_check (client, "GET", INTEGRATIONS, NULL, 403, "may not list");
}

/* Told to be busy for two loads, it takes the third. */
static void
test_mood_for (void)
{
  g_autoptr (Client) client = client_new ();

  bulk_practice_server_set_mood_for (client->server, BULK_PRACTICE_STATUS, 429, 2);
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 429, "told");
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 429, "told");
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 200, "execution_id");
  client_check (client, "POST", CLIENT_LOAD, "opportunity_id\n1\n", 200, "execution_id");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/access/application-user", test_application_user);
  g_test_add_func ("/practice/access/life", test_life);
  g_test_add_func ("/practice/access/subscription-key", test_subscription_key);
  g_test_add_func ("/practice/access/hidden-integrations", test_hidden_integrations);
  g_test_add_func ("/practice/access/mood-for", test_mood_for);
  return g_test_run ();
}
