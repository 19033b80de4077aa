/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/sign-in.h"

#include <string.h>

#include "practice/practice-server.h"
#include "store/mock-secrets.h"
#include "store/store-error.h"
#include "workspan/sample.h"
#include "workspan/workspan-error.h"

#define ID "WS-Integration_practice"
#define SECRET "s3cr3t-of-the-user-0123456789"

typedef struct
{
  GTestDBus *bus;
  MockSecrets *keyring;
  BulkPracticeServer *server;
  char *url;
} Fixture;

/* Private helpers */

static void
fixture_set_up (Fixture *self)
{
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->keyring = mock_secrets_new (g_test_dbus_get_bus_address (self->bus), MOCK_UNLOCKS);
  self->server = bulk_practice_server_new ();
  g_assert_true (bulk_practice_server_start_in_thread (self->server, 0, NULL));
  bulk_practice_server_set_application_user (self->server, "user", SECRET);
  self->url = bulk_practice_server_dup_base_url (self->server);
}

/* A bus that is left to itself may live on, and with it the pipe that the test waits for the end of. */
static void
fixture_clear (Fixture *self)
{
  if (self->bus)
    g_test_dbus_stop (self->bus);
  g_free (self->url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static BulkSavedConnection *
make (Fixture *self, const char *id, BulkCredentialsKind kind)
{
  BulkSavedConnectionParts parts
      = { .id = id, .name = "Mine", .environment = BULK_ENVIRONMENT_CUSTOM, .url = self->url, .kind = kind };

  return bulk_saved_connection_new (&parts);
}

static void
save (BulkSavedConnection *saved, const BulkCredentials *credentials)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bulk_credentials_save_async (bulk_saved_connection_get_id (saved), credentials, NULL, sample_on_done, &result);
  sample_wait (&result);
  bulk_credentials_save_finish (result, &error);
  g_assert_no_error (error);
}

static BulkConnection *
sign_in (BulkSavedConnection *saved, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_sign_in_async (saved, id, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_sign_in_finish (result, error);
}

static gboolean
sign_out (BulkSavedConnection *saved, char **warning, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_sign_out_async (saved, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_sign_out_finish (result, warning, error);
}

/* libsecret has one service for a whole process. */
static gboolean
in_process_of_its_own (void)
{
  if (g_test_subprocess ())
    return TRUE;
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

/* Tests */

static void
test_pasted (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (BulkSavedConnection) saved = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, "pasted-token");
  g_autoptr (BulkConnection) connection = NULL, other = NULL;
  g_autoptr (GError) error = NULL, gone = NULL;
  g_autofree char *warning = NULL;

  if (!in_process_of_its_own ())
    return;
  fixture_set_up (&fixture);
  saved = make (&fixture, "one", BULK_CREDENTIALS_TOKEN);
  g_assert_null (sign_in (saved, NULL, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“Mine”"));
  save (saved, credentials);
  connection = sign_in (saved, NULL, NULL);
  g_assert_cmpstr (bulk_connection_get_token (connection), ==, "pasted-token");
  g_assert_cmpstr (bulk_connection_get_integration_id (connection), ==, ID);
  g_assert_cmpstr (bulk_connection_get_id (connection), ==, "one");
  g_assert_cmpstr (bulk_connection_get_name (connection), ==, "Mine");
  g_assert_null (bulk_connection_get_token_source (connection));
  other = sign_in (saved, "WS-other", NULL);
  g_assert_cmpstr (bulk_connection_get_integration_id (other), ==, "WS-other");
  g_assert_true (sign_out (saved, &warning, &gone));
  g_assert_no_error (gone);
  g_assert_null (warning);
  g_assert_null (fixture.keyring->secret);
}

static void
test_application_user (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (BulkSavedConnection) saved = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, NULL);
  g_autoptr (BulkConnection) connection = NULL, again = NULL;
  g_autoptr (GError) error = NULL, wrong = NULL;
  g_autofree char *warning = NULL;

  if (!in_process_of_its_own ())
    return;
  fixture_set_up (&fixture);
  bulk_practice_server_set_subscription_key (fixture.server, "the-key");
  saved = make (&fixture, "two", BULK_CREDENTIALS_APPLICATION_USER);
  bulk_credentials_set_application_user (credentials, "user", SECRET);
  bulk_credentials_set_subscription_key (credentials, "the-key");
  save (saved, credentials);
  g_assert_nonnull (strstr (fixture.keyring->secret, SECRET));
  connection = sign_in (saved, NULL, &error);
  g_assert_no_error (error);
  again = sign_in (saved, NULL, &error);
  /* Both windows share a token. */
  g_assert_cmpstr (bulk_connection_get_token (connection), ==, bulk_connection_get_token (again));
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (fixture.server), ==, 1);
  g_assert_cmpuint (bulk_practice_server_get_n_good_tokens (fixture.server), ==, 1);
  g_assert_true (sign_out (saved, &warning, NULL));
  g_assert_null (warning);
  g_assert_null (fixture.keyring->secret);
  g_assert_cmpuint (bulk_practice_server_get_n_good_tokens (fixture.server), ==, 0);

  save (saved, credentials);
  bulk_practice_server_set_application_user (fixture.server, "user", "another");
  g_assert_null (sign_in (saved, NULL, &wrong));
  g_assert_error (wrong, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED);
  g_assert_null (strstr (wrong->message, SECRET));
}

static void
test_service_gone (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (BulkSavedConnection) saved = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, NULL);
  g_autoptr (BulkConnection) connection = NULL;
  g_autofree char *warning = NULL;

  if (!in_process_of_its_own ())
    return;
  fixture_set_up (&fixture);
  saved = make (&fixture, "three", BULK_CREDENTIALS_APPLICATION_USER);
  bulk_credentials_set_application_user (credentials, "user", SECRET);
  save (saved, credentials);
  connection = sign_in (saved, NULL, NULL);
  g_assert_nonnull (connection);
  bulk_practice_server_stop (fixture.server);
  g_assert_true (sign_out (saved, &warning, NULL));
  g_assert_nonnull (warning);
  g_assert_null (fixture.keyring->secret);
}

static void
test_incomplete (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (BulkSavedConnection) saved = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, "pasted-token");
  g_autoptr (GError) error = NULL;

  if (!in_process_of_its_own ())
    return;
  fixture_set_up (&fixture);
  /* It was a token before; ID and secret of the application user were never entered. */
  saved = make (&fixture, "four", BULK_CREDENTIALS_APPLICATION_USER);
  save (saved, credentials);
  g_assert_null (sign_in (saved, NULL, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION);
  g_assert_cmpuint (bulk_practice_server_get_n_tokens (fixture.server), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/sign-in/pasted", test_pasted);
  g_test_add_func ("/load/sign-in/application-user", test_application_user);
  g_test_add_func ("/load/sign-in/service-gone", test_service_gone);
  g_test_add_func ("/load/sign-in/incomplete", test_incomplete);
  return g_test_run ();
}
