/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "client.h"
#include "practice/practice-private.h"

#define STATUS "/bulk/v1/status/" BULK_PRACTICE_INTEGRATION_ID

static char *
load (Client *client, const char *body)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (client_load (client, CLIENT_LOAD, body, &text), ==, 200);
  return client_dup_member (text, "execution_id");
}

static char *
ask (Client *client, const char *id, const char *more)
{
  g_autofree char *path = g_strdup_printf (STATUS "?execution_id=%s%s", id, more);
  char *text = NULL;

  g_assert_cmpuint (client_ask (client, "GET", path, NULL, 0, &text), ==, 200);
  return text;
}

static void
check_member (const char *json, const char *name, const char *value)
{
  g_autofree char *found = client_dup_member (json, name);

  g_assert_cmpstr (found, ==, value);
}

static void
test_running_then_completed (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *id = load (client, "opportunity_id,amount\n1,5\n2,x\n1,7\n");
  g_autofree char *first = ask (client, id, ""), *second = ask (client, id, ""), *completed = NULL;

  check_member (first, "status", "running");
  check_member (first, "execution_id", id);
  check_member (first, "completed_at", NULL);
  check_member (second, "status", "completed");
  check_member (second, "input_count", "3");
  check_member (second, "success_count", "1");
  check_member (second, "error_count", "2");
  check_member (second, "skip_count", "0");
  check_member (second, "include_errors", "false");
  check_member (second, "errors", NULL);
  completed = client_dup_member (second, "completed_at");
  g_assert_nonnull (completed);
}

/* It gets on while it runs, as long as it is told to. */
static void
test_running_long (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *id = load (client, "opportunity_id,amount\n1,5\n2,x\n3,7\n4,8\n,\n5,1\n");
  static const char *const successes[] = { "0", "1", "2", "4" }, *const skips[] = { "0", "0", "0", "1" };

  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_RUNNING, 3);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text = ask (client, id, "");

      check_member (text, "status", i < 3 ? "running" : "completed");
      check_member (text, "success_count", successes[i]);
      check_member (text, "skip_count", skips[i]);
    }
}

static void
test_unkeyed (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *id = load (client, "opportunity_id,amount\n2,x\n"), *running = ask (client, id, ""), *text = NULL;

  bulk_practice_server_set_mood (client->server, BULK_PRACTICE_UNKEYED, 0);
  text = ask (client, id, "&include_errors=true");
  g_assert_nonnull (strstr (text, "\"id\":\"\",\"message\":\"invalid value in field 'amount'\""));
}

static JsonArray *
get_errors (JsonNode *node)
{
  return json_object_get_array_member (json_node_get_object (node), "errors");
}

static void
test_errors (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GString) body = g_string_new ("opportunity_id,\"a \"\"name\"\"\",amount\n1,\"x\ty\",oops\n");
  g_autofree char *id = NULL, *text = NULL, *few = NULL, *all = NULL, *running = NULL;
  g_autoptr (JsonNode) ten = NULL, three = NULL, every = NULL;
  JsonObject *error;

  for (guint i = 0; i < 20; i++)
    g_string_append (body, ",b,1\n");
  id = load (client, body->str);
  running = ask (client, id, "&include_errors=true");
  text = ask (client, id, "&include_errors=true");
  few = ask (client, id, "&include_errors=true&max_errors=3");
  all = ask (client, id, "&max_errors=10000&include_errors=true");
  ten = json_from_string (text, NULL);
  three = json_from_string (few, NULL);
  every = json_from_string (all, NULL);
  g_assert_cmpuint (json_array_get_length (get_errors (ten)), ==, 10);
  g_assert_cmpuint (json_array_get_length (get_errors (three)), ==, 3);
  g_assert_cmpuint (json_array_get_length (get_errors (every)), ==, 21);
  error = json_array_get_object_element (get_errors (ten), 0);
  g_assert_cmpstr (json_object_get_string_member (error, "id"), ==, "1");
  g_assert_nonnull (strstr (json_object_get_string_member (error, "message"), "'amount'"));
  error = json_object_get_object_member (error, "data_row");
  g_assert_cmpstr (json_object_get_string_member (error, "a \"name\""), ==, "x\ty");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (get_errors (ten), 1), "id"), ==, "");
}

static void
test_refused (void)
{
  static const struct { const char *path; guint status; const char *holds; } cases[] = {
    { STATUS, 400, "invalid execution_id" },
    { STATUS "?execution_id=", 400, "invalid execution_id" },
    { STATUS "?execution_id=a%20b", 400, "invalid execution_id" },
    { STATUS "?execution_id=abc", 404, "execution not found" },
    { "/bulk/v1/status/other?execution_id=abc", 404, "integration not found" },
    { "/bulk/v1/status/?execution_id=abc", 400, "integration_id" },
    { STATUS "?execution_id=abc&include_errors=1", 400, "include_errors" },
    { STATUS "?execution_id=abc&max_errors=0", 400, "max_errors" },
    { STATUS "?execution_id=abc&max_errors=-1", 400, "max_errors" },
    { STATUS "?execution_id=abc&max_errors=1000001", 400, "max_errors" },
    { STATUS "?execution_id=abc&colour=red", 400, "unknown parameter" },
  };
  g_autoptr (Client) client = client_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    client_check (client, "GET", cases[i].path, NULL, cases[i].status, cases[i].holds);
  client_check (client, "DELETE", STATUS "?execution_id=abc", NULL, 405, "method");
}

static void
test_integrations (void)
{
  g_autoptr (Client) client = client_new ();

  client_check (client, "GET", "/event/v1/metadata/integration", NULL, 200,
                "\"integration_id\":\"" BULK_PRACTICE_INTEGRATION_ID "\"");
  client_check (client, "GET", "/event/v1/metadata/integration?all=true", NULL, 400, "unknown parameter");
  client_check (client, "POST", "/event/v1/metadata/integration", "", 405, "method");
}

/* The oldest go first; how many there are is bounded. */
static void
test_forgetting (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *oldest = load (client, "opportunity_id\n1\n"), *next = NULL, *text = NULL, *path = NULL;

  next = load (client, "opportunity_id\n1\n");
  for (guint i = 1; i < BULK_PRACTICE_MAX_LOADS; i++)
    {
      g_autofree char *id = load (client, "opportunity_id\n1\n");

      g_assert_nonnull (id);
    }
  path = g_strdup_printf (STATUS "?execution_id=%s", oldest);
  client_check (client, "GET", path, NULL, 404, "execution not found");
  text = ask (client, next, "");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, BULK_PRACTICE_MAX_LOADS + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/status/running-then-completed", test_running_then_completed);
  g_test_add_func ("/practice/status/running-long", test_running_long);
  g_test_add_func ("/practice/status/unkeyed", test_unkeyed);
  g_test_add_func ("/practice/status/errors", test_errors);
  g_test_add_func ("/practice/status/refused", test_refused);
  g_test_add_func ("/practice/status/integrations", test_integrations);
  g_test_add_func ("/practice/status/forgetting", test_forgetting);
  return g_test_run ();
}
