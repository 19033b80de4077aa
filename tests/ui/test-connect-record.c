/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/connect-record.h"
#include "store/connections.h"
#include "ui/connect.h"
#include "workspan/workspan-error.h"

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static BulkConnection *
connect_record (BulkPreferences *preferences, BulkRecord *record, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_connect_record_async (NULL, preferences, record, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return bulk_connect_record_finish (result, error);
}

static BulkRecord *
make_record (const char *connection_id, const char *base_url)
{
  BulkRecord *record = bulk_record_new ();

  bulk_record_set_string (&record->connection_id, connection_id);
  bulk_record_set_string (&record->base_url, base_url);
  bulk_record_set_string (&record->integration_id, "WS-Integration_1");
  bulk_record_set_string (&record->execution_id, "a64690c2450");
  return record;
}

static void
assert_refused (BulkPreferences *preferences, BulkRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = connect_record (preferences, record, &error);

  g_assert_null (connection);
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
  g_assert_cmpuint (strlen (error->message), >, 20);
}

static void
test_practice (void)
{
  g_autoptr (BulkPreferences) preferences = bulk_preferences_new ();
  g_autoptr (GError) error = NULL;
  BulkPracticeServer *server = bulk_connect_get_practice_server (&error);
  g_autofree char *url = bulk_practice_server_dup_base_url (server);
  g_autoptr (BulkRecord) here = make_record ("practice", url), gone = make_record ("practice", "http://127.0.0.1:1");
  g_autoptr (BulkConnection) connection = connect_record (preferences, here, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (bulk_connection_get_base_url (connection), ==, url);
  assert_refused (preferences, gone);
}

/* What is kept for a connection goes only where the load went. */
static void
test_changed (void)
{
  g_autoptr (BulkPreferences) preferences = bulk_preferences_new ();
  g_autoptr (BulkConnections) connections = bulk_connections_new (preferences);
  BulkSavedConnectionParts parts
      = { .id = "ours", .name = "Ours", .environment = BULK_ENVIRONMENT_CUSTOM, .url = "https://one.example" };
  g_autoptr (BulkSavedConnection) saved = bulk_saved_connection_new (&parts);
  g_autoptr (BulkRecord) removed = make_record ("theirs", "https://one.example"),
                         unnamed = make_record (NULL, "https://x");
  g_autoptr (BulkRecord) elsewhere = make_record ("ours", "https://two.example");

  bulk_connections_put (connections, saved);
  assert_refused (preferences, removed);
  assert_refused (preferences, unnamed);
  assert_refused (preferences, elsewhere);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/connect-record/practice", test_practice);
  g_test_add_func ("/ui/connect-record/changed", test_changed);
  return g_test_run ();
}
