/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client.h"

#define ANY "/bulk/v1/bulkload?" CLIENT_ID

static const char good[] = "opportunity_id,name\r\n1,a\r\n2,b\r\n";

static void
test_accepted (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *text = NULL, *first = NULL, *second = NULL, *integration = NULL, *created = NULL, *other = NULL;
  g_autoptr (GDateTime) time = NULL;

  g_assert_cmpuint (client_load (client, CLIENT_LOAD "&content_type=CSV&column_delimiter=%2C&has_header_row=true", good,
                                 &text), ==, 200);
  first = client_dup_member (text, "execution_id");
  integration = client_dup_member (text, "integration_id");
  created = client_dup_member (text, "created_at");
  g_assert_cmpstr (integration, ==, BULK_PRACTICE_INTEGRATION_ID);
  time = g_date_time_new_from_iso8601 (created, NULL);
  g_assert_nonnull (time);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 1);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (client->server), ==, 2);

  g_assert_cmpuint (client_load (client, CLIENT_LOAD, good, &other), ==, 200);
  second = client_dup_member (other, "execution_id");
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 2);
}

static void
test_variants (void)
{
  g_autoptr (Client) client = client_new ();

  client_check (client, "POST", CLIENT_LOAD "&content_type=csv&column_delimiter=%3B", "opportunity_id;b\n1;2\n", 200,
                "execution_id");
  client_check (client, "POST", CLIENT_LOAD "&column_delimiter=%09", "opportunity_id\tb\n1\t2\n", 200, "execution_id");
  client_check (client, "POST", CLIENT_LOAD "&has_header_row=false", "1,2\n", 200, "execution_id");
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (client->server), ==, 3);
  client->type = NULL;
  client_check (client, "POST", CLIENT_LOAD, good, 200, "execution_id");
  client->type = "text/csv; charset=UTF-8";
  client_check (client, "POST", CLIENT_LOAD, good, 200, "execution_id");
  client->type = "application/json";
  client_check (client, "POST", CLIENT_LOAD "&content_type=JSON", "[{\"opportunity_id\":\"1\"}]", 200, "execution_id");
  client_check (client, "POST", ANY "&data_format=JSON", "[{\"a\":1}]", 200, "\"data_format\":\"JSON\"");
  client->type = "text/csv";
  client_check (client, "POST", ANY "&data_format=CSV&column_delimiter=%22", good, 400, "column_delimiter");
  client_check (client, "POST", ANY "&column_delimiter=%7C", "a|b\n1|2\n", 200, "\"column_delimiter\":\"|\"");
}

static void
test_refused (void)
{
  static const struct { const char *path, *body, *type; guint status; const char *holds; } cases[] = {
    { "/bulk/v1/bulkload_opportunity", good, "text/csv", 400, "integration_id" },
    { "/bulk/v1/bulkload_opportunity?integration_id=", good, "text/csv", 400, "integration_id" },
    { "/bulk/v1/bulkload_opportunity?integration_id=other", good, "text/csv", 404, "integration not found" },
    { "/bulk/v1/bulkload_opportunity?integration_id=a?content_type=CSV", good, "text/csv", 404, "not found" },
    { CLIENT_LOAD "&integration_id=other", good, "text/csv", 400, "twice" },
    { CLIENT_LOAD "&content_type=XML", good, "text/csv", 400, "content_type" },
    { CLIENT_LOAD "&data_format=CSV", good, "text/csv", 400, "unknown parameter 'data_format'" },
    { CLIENT_LOAD "&file_token=x", good, "text/csv", 400, "unknown parameter" },
    { CLIENT_LOAD "&column_delimiter=", good, "text/csv", 400, "column_delimiter" },
    { CLIENT_LOAD "&column_delimiter=%2C%2C", good, "text/csv", 400, "column_delimiter" },
    { CLIENT_LOAD "&has_header_row=yes", good, "text/csv", 400, "has_header_row" },
    { CLIENT_LOAD "&has_header_row", good, "text/csv", 400, "malformed" },
    { CLIENT_LOAD "&content_type=%ff", good, "text/csv", 400, "malformed" },
    { CLIENT_LOAD, good, "application/json", 400, "media type must be text/csv" },
    { CLIENT_LOAD, good, "text/csv; charset=latin1", 400, "UTF-8" },
    { CLIENT_LOAD "&content_type=JSON", "[]", "text/csv", 400, "media type must be application/json" },
    { CLIENT_LOAD "&content_type=JSON", "[{]", "application/json", 400, "of the JSON" },
    { CLIENT_LOAD, "a,b\n1\n", "text/csv", 400, "too few fields in record 2" },
    { CLIENT_LOAD, "", "text/csv", 400, "no text" },
    { "/bulk/v1/bulkload_opportunities?" CLIENT_ID, good, "text/csv", 404, "not found" },
    { "/", good, "text/csv", 404, "not found" },
  };
  g_autoptr (Client) client = client_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      client->type = cases[i].type;
      client_check (client, "POST", cases[i].path, cases[i].body, cases[i].status, cases[i].holds);
    }
  client_check (client, "GET", CLIENT_LOAD, NULL, 405, "method");
  client_check (client, "PUT", CLIENT_LOAD, good, 405, "method");
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (client->server), ==, 0);
}

static void
test_token (void)
{
  static const char *const tokens[] = { NULL, "", "practice", "practice-token2", "PRACTICE-TOKEN" };
  g_autoptr (Client) client = client_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      client->token = tokens[i];
      client_check (client, "POST", CLIENT_LOAD, good, 401, "{\"statusCode\":401,\"message\":\"");
      client_check (client, "GET", "/event/v1/metadata/integration", NULL, 401, "Authorization Error");
      client_check (client, "GET", "/bulk/v1/status/" BULK_PRACTICE_INTEGRATION_ID "?execution_id=a", NULL, 401,
                    "Authorization Error");
      client_check (client, "GET", "/bulk/v1/bulkload/" BULK_PRACTICE_INTEGRATION_ID "/upload_url?file_name=a", NULL,
                    401, "Authorization Error");
    }
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
}

/* A body whose length is not said beforehand may be cut without anybody noticing. */
static void
test_chunked (void)
{
  g_autoptr (Client) client = client_new ();
  g_autofree char *url = g_strconcat (client->url, CLIENT_LOAD, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (good, -1, NULL);
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                "Bearer " BULK_PRACTICE_TOKEN);
  soup_message_set_request_body (message, "text/csv", stream, -1);
  answer = soup_session_send_and_read (client->session, message, NULL, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 411);
  g_assert_cmpuint (bulk_practice_server_get_n_accepted (client->server), ==, 0);
}

static void
test_kept_body (void)
{
  g_autoptr (Client) client = client_new ();
  g_autoptr (GString) large = g_string_new ("opportunity_id\n");
  g_autoptr (GBytes) small = NULL, none = NULL, whole = NULL;

  client_check (client, "POST", CLIENT_LOAD, good, 200, "execution_id");
  small = bulk_practice_server_dup_last_body (client->server);
  g_assert_cmpmem (g_bytes_get_data (small, NULL), g_bytes_get_size (small), good, strlen (good));

  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (large, "%u\n", i);
  client_check (client, "POST", CLIENT_LOAD, large->str, 200, "execution_id");
  none = bulk_practice_server_dup_last_body (client->server);
  g_assert_null (none);
  bulk_practice_server_set_keep_body (client->server, TRUE);
  client_check (client, "POST", CLIENT_LOAD, large->str, 200, "execution_id");
  whole = bulk_practice_server_dup_last_body (client->server);
  g_assert_cmpmem (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole), large->str, large->len);
  g_assert_cmpuint (bulk_practice_server_get_rows_accepted (client->server), ==, 800002);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/bulk/accepted", test_accepted);
  g_test_add_func ("/practice/bulk/variants", test_variants);
  g_test_add_func ("/practice/bulk/refused", test_refused);
  g_test_add_func ("/practice/bulk/token", test_token);
  g_test_add_func ("/practice/bulk/chunked", test_chunked);
  g_test_add_func ("/practice/bulk/kept-body", test_kept_body);
  return g_test_run ();
}
