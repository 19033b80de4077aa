/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/integrations.h"

#include <string.h>

#include "practice/practice-server.h"
#include "sample.h"
#include "workspan/workspan-error.h"

#define NONE ((const char *const[]) { NULL })

static GPtrArray *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = bulk_integrations_parse (json, strlen (json), NONE, &error);

  g_assert_no_error (error);
  return list;
}

static void
test_parse (void)
{
  const char *const secrets[] = { "token-0123456789", NULL };
  const char *json = "{\"integrations\":[{\"integration_id\":\"WS-1\",\"name\":\"token-0123456789\\n<b>\"},"
                     "{\"integration_id\":\"WS-1\"},{\"integration_id\":\"\"},{\"integration_id\":\"a b\"},"
                     "{\"integration_id\":5},{},[],null,{\"integration_id\":\"WS-2\",\"integration_type\":\"CRM\","
                     "\"description\":\"d\",\"more\":{}}]}";
  g_autoptr (GPtrArray) list = bulk_integrations_parse (json, strlen (json), secrets, NULL);
  BulkIntegration *first, *second;

  g_assert_cmpuint (list->len, ==, 2);
  first = list->pdata[0];
  second = list->pdata[1];
  g_assert_cmpstr (first->id, ==, "WS-1");
  g_assert_cmpstr (first->name, ==, "••• <b>");
  g_assert_null (first->type);
  g_assert_cmpstr (second->id, ==, "WS-2");
  g_assert_cmpstr (second->type, ==, "CRM");
  g_assert_cmpstr (second->description, ==, "d");
}

static void
test_many (void)
{
  g_autoptr (GString) json = g_string_new ("{\"integrations\":[");
  g_autoptr (GPtrArray) list = NULL, empty = parse ("{\"integrations\":[]}");

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (json, "%s{\"integration_id\":\"WS-%u\"}", i ? "," : "", i);
  g_string_append (json, "]}");
  list = parse (json->str);
  g_assert_cmpuint (list->len, ==, 2000);
  g_assert_cmpuint (empty->len, ==, 0);
}

static void
test_bad (void)
{
  static const char *const answers[] = { "", "{}", "[]", "null", "{\"integrations\":{}}", "{\"integrations\":null}",
                                         "{\"integrations\":[}", "<html>" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bulk_integrations_parse (answers[i], strlen (answers[i]), NONE, &error));
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER);
    }
}

static GPtrArray *
list (const char *url, const char *token, GError **error)
{
  g_autoptr (BulkConnection) connection = sample_connection (url, token, "unknown-yet");
  g_autoptr (GAsyncResult) result = NULL;

  bulk_integrations_list_async (connection, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_integrations_list_finish (connection, result, error);
}

static void
test_service (void)
{
  g_autoptr (BulkPracticeServer) server = bulk_practice_server_new ();
  g_autofree char *url = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) stale = NULL, hidden = NULL, gone = NULL;

  g_assert_true (bulk_practice_server_start_in_thread (server, 0, NULL));
  url = bulk_practice_server_dup_base_url (server);
  found = list (url, BULK_PRACTICE_TOKEN, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((BulkIntegration *) found->pdata[0])->id, ==, BULK_PRACTICE_INTEGRATION_ID);
  g_assert_null (list (url, "stale-token", &stale));
  g_assert_error (stale, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  bulk_practice_server_set_hides_integrations (server, TRUE);
  g_assert_null (list (url, BULK_PRACTICE_TOKEN, &hidden));
  g_assert_error (hidden, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (hidden->message, "Type the integration ID"));
  bulk_practice_server_stop (server);
  g_assert_null (list (url, BULK_PRACTICE_TOKEN, &gone));
  g_assert_error (gone, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspan/integrations/parse", test_parse);
  g_test_add_func ("/workspan/integrations/many", test_many);
  g_test_add_func ("/workspan/integrations/bad", test_bad);
  g_test_add_func ("/workspan/integrations/service", test_service);
  return g_test_run ();
}
