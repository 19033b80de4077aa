/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/credentials.h"

#include <signal.h>
#include <string.h>

#include "mock-secrets.h"
#include "store/store-error.h"

#define TOKEN "eyJhbGciOi.J9.s3cr3t-T0ken"
#define ID "WS-Integration_agpzfndzLW"

/* A session bus of its own, with nothing on it, and perhaps a real keyring. */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GSubprocess *daemon;
  char *home;
} Session;

static GTestDBus *kept;

/* Private helpers */

static Session *
session_new (void)
{
  Session *self = g_new0 (Session, 1);

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (self->connection);
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  self->home = g_dir_make_tmp ("bulk-keyring-XXXXXX", NULL);
  return self;
}

static void
session_free (Session *self)
{
  g_autoptr (GSubprocess) rm = NULL;

  if (self->daemon)
    {
      g_subprocess_send_signal (self->daemon, SIGTERM);
      g_subprocess_wait (self->daemon, NULL, NULL);
      g_object_unref (self->daemon);
    }
  rm = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", self->home, NULL);
  g_subprocess_wait (rm, NULL, NULL);
  g_object_unref (self->connection);
  /* Neither "down" nor unreferenced: libsecret keeps the connection as long as the process lives. */
  g_test_dbus_stop (self->bus);
  kept = self->bus;
  g_free (self->home);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)

static void
on_name (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
wait_for_service (void)
{
  gboolean there = FALSE;
  guint id = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE, on_name,
                               NULL, &there, NULL);

  while (!there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (id);
}

/* A real GNOME Keyring; with a password it has an unlocked keyring, without one it has none at all. */
static void
start_keyring (Session *self, const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GOutputStream *in;

  g_subprocess_launcher_setenv (launcher, "HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->home, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "GNOME_KEYRING_CONTROL");
  /* Its warnings are its own. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                              "--components=secrets", password ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  in = g_subprocess_get_stdin_pipe (self->daemon);
  if (password)
    g_assert_true (g_output_stream_write_all (in, password, strlen (password), NULL, NULL, NULL));
  g_output_stream_close (in, NULL, NULL);
  wait_for_service ();
}

static void
lock_keyring (Session *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
      g_variant_new_parsed ("([objectpath '/org/freedesktop/secrets/collection/login'],)"), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
}

static BulkCredentials *
load (const char *connection, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_credentials_load_async (connection, NULL, on_done, &result);
  wait_for (&result);
  return bulk_credentials_load_finish (result, error);
}

static void
check_peek (const char *connection, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;

  bulk_credentials_peek_integration_id_async (connection, NULL, on_done, &result);
  wait_for (&result);
  id = bulk_credentials_peek_integration_id_finish (result);
  g_assert_cmpstr (id, ==, expected);
}

static gboolean
save (const char *connection, const char *id, const char *token, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (id, token);

  bulk_credentials_save_async (connection, credentials, NULL, on_done, &result);
  wait_for (&result);
  return bulk_credentials_save_finish (result, error);
}

static gboolean
clear (const char *connection, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_credentials_clear_async (connection, NULL, on_done, &result);
  wait_for (&result);
  return bulk_credentials_clear_finish (result, error);
}

static void
check (const char *connection, const char *id, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkCredentials) credentials = load (connection, &error);

  g_assert_no_error (error);
  if (!id)
    {
      g_assert_null (credentials);
      return;
    }
  g_assert_nonnull (credentials);
  g_assert_cmpstr (credentials->integration_id, ==, id);
  g_assert_cmpstr (credentials->token, ==, token);
}

/* Every operation ends with this error, in words without the token. */
static void
check_all_fail (BulkStoreError code)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_assert_null (load ("sandbox", &error));
      else if (i == 1)
        g_assert_false (save ("sandbox", ID, TOKEN, &error));
      else
        g_assert_false (clear ("sandbox", &error));
      g_assert_error (error, BULK_STORE_ERROR, (int) code);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_null (strstr (error->message, TOKEN));
    }
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

static gboolean
has_keyring (void)
{
  g_autofree char *path = g_find_program_in_path ("gnome-keyring-daemon");

  if (!path)
    g_test_skip ("gnome-keyring-daemon is not installed");
  return path != NULL;
}

/* Tests */

static void
test_copy (void)
{
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, TOKEN);
  g_autoptr (BulkCredentials) copy = bulk_credentials_copy (credentials);
  g_autoptr (BulkCredentials) empty = bulk_credentials_new (NULL, NULL);

  g_assert_true (copy->token != credentials->token);
  g_assert_cmpstr (copy->token, ==, TOKEN);
  g_assert_cmpstr (copy->integration_id, ==, ID);
  g_assert_null (empty->token);
  bulk_credentials_free (NULL);
}

static void
test_no_service (void)
{
  g_autoptr (Session) session = NULL;

  if (!in_process_of_its_own ())
    return;
  session = session_new ();
  check_all_fail (BULK_STORE_ERROR_NO_SERVICE);
}

static void
test_no_bus (void)
{
  if (!in_process_of_its_own ())
    return;
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  check_all_fail (BULK_STORE_ERROR_NO_SERVICE);
}

static void
test_invalid (void)
{
  static const char *const tokens[] = { "a b", "a\nb", "a\rb", "tökn", "a\tb", " xyzzy", "xyzzy\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (save ("sandbox", ID, tokens[i], &error));
      g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID);
      g_assert_null (strstr (error->message, tokens[i]));
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (save ("sandbox", "two\nlines", TOKEN, &error));
    g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID);
  }
}

static void
test_real_keyring (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_keyring () || !in_process_of_its_own ())
    return;
  session = session_new ();
  start_keyring (session, "practice");

  check ("sandbox", NULL, NULL);
  g_assert_true (clear ("sandbox", &error));
  g_assert_true (save ("sandbox", ID, TOKEN, &error));
  g_assert_no_error (error);
  check ("sandbox", ID, TOKEN);
  check ("production", NULL, NULL);
  g_assert_true (save ("production", "other ID ü", "other", &error));
  g_assert_true (save ("custom", NULL, "only-token", &error));
  g_assert_true (save ("sandbox", ID, "newer", &error));
  check ("sandbox", ID, "newer");
  check ("production", "other ID ü", "other");
  check ("custom", "", "only-token");
  check_peek ("production", "other ID ü");
  check_peek ("custom", NULL);
  check_peek ("none", NULL);
  g_assert_true (clear ("sandbox", &error));
  g_assert_no_error (error);
  check ("sandbox", NULL, NULL);
  check ("production", "other ID ü", "other");
}

/* What the keyring shows without its password: neither token nor ID. */
static void
test_nothing_secret_in_clear (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) found = NULL, paths = NULL;
  GVariantIter iter;
  const char *path;

  if (!has_keyring () || !in_process_of_its_own ())
    return;
  session = session_new ();
  start_keyring (session, "practice");
  g_assert_true (save ("sandbox", ID, TOKEN, &error));
  found = g_dbus_connection_call_sync (session->connection, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "SearchItems",
                                       g_variant_new_parsed ("({'connection': 'sandbox'},)"), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  paths = g_variant_get_child_value (found, 0);
  g_assert_cmpuint (g_variant_n_children (paths), ==, 1);
  g_variant_iter_init (&iter, paths);
  while (g_variant_iter_next (&iter, "&o", &path))
    {
      g_autoptr (GVariant) all = g_dbus_connection_call_sync (
          session->connection, "org.freedesktop.secrets", path, "org.freedesktop.DBus.Properties", "GetAll",
          g_variant_new ("(s)", "org.freedesktop.Secret.Item"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = g_variant_print (all, FALSE);
      g_assert_nonnull (strstr (text, "io.github.bulkloader.BulkLoader.Connection"));
      g_assert_null (strstr (text, TOKEN));
      g_assert_null (strstr (text, ID));
    }
}

/* All the parts, and what an older version kept. */
static void
test_all_parts (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, NULL), found = NULL, copy = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_keyring () || !in_process_of_its_own ())
    return;
  session = session_new ();
  start_keyring (session, "practice");
  bulk_credentials_set_application_user (credentials, "app user=1", "s\303\274 =%+& cr3t");
  bulk_credentials_set_subscription_key (credentials, "key=0123");
  bulk_credentials_save_async ("some-id", credentials, NULL, on_done, &result);
  wait_for (&result);
  g_assert_true (bulk_credentials_save_finish (result, &error));
  g_assert_no_error (error);
  found = load ("some-id", &error);
  g_assert_true (bulk_credentials_equal (found, credentials));
  g_assert_null (found->token);
  copy = bulk_credentials_copy (found);
  g_assert_true (bulk_credentials_equal (found, copy));
  bulk_credentials_set_subscription_key (copy, NULL);
  g_assert_false (bulk_credentials_equal (found, copy));
  /* Only ID and token: as it was kept before there was more. */
  g_assert_true (save ("some-id", ID, TOKEN, &error));
  check ("some-id", ID, TOKEN);
}

static void
test_invalid_parts (void)
{
  static const char *const bad[] = { "a\nb", "a\rb", "\377" };

  for (guint i = 0; i < 3 * G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (BulkCredentials) credentials = bulk_credentials_new (ID, TOKEN);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      const char *text = bad[i / 3];

      if (i % 3 == 2)
        bulk_credentials_set_subscription_key (credentials, text);
      else
        bulk_credentials_set_application_user (credentials, i % 3 ? "user" : text, i % 3 ? text : "secret");
      bulk_credentials_save_async ("sandbox", credentials, NULL, on_done, &result);
      wait_for (&result);
      g_assert_false (bulk_credentials_save_finish (result, &error));
      g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID);
    }
}

/* Nobody is there who could ask for the password. */
static void
test_real_keyring_locked (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_keyring () || !in_process_of_its_own ())
    return;
  session = session_new ();
  start_keyring (session, "practice");
  g_assert_true (save ("sandbox", ID, TOKEN, &error));
  lock_keyring (session);
  check_all_fail (BULK_STORE_ERROR_DISMISSED);
}

/* There is a service, but no keyring in it, and nobody to make one. */
static void
test_real_keyring_missing (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_keyring () || !in_process_of_its_own ())
    return;
  session = session_new ();
  start_keyring (session, NULL);
  check ("sandbox", NULL, NULL);
  g_assert_false (save ("sandbox", ID, TOKEN, &error));
  g_assert_true (g_error_matches (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED)
                 || g_error_matches (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DISMISSED));
}

static void
test_unlocked_when_asked (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (MockSecrets) mock = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *clear_text = NULL;

  if (!in_process_of_its_own ())
    return;
  session = session_new ();
  mock = mock_secrets_new (g_test_dbus_get_bus_address (session->bus), MOCK_UNLOCKS);
  /* Whoever only peeks does not ask. */
  check_peek ("sandbox", NULL);
  g_assert_cmpuint (mock->n_prompts, ==, 0);
  g_assert_true (save ("sandbox", ID, TOKEN, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mock->n_prompts, ==, 1);
  check_peek ("sandbox", ID);
  g_assert_cmpstr (mock->secret, ==, ID "\n" TOKEN);
  clear_text = g_variant_print (mock->properties, FALSE);
  g_assert_null (strstr (clear_text, TOKEN));
  g_assert_null (strstr (clear_text, ID));
  check ("sandbox", ID, TOKEN);
  g_assert_cmpuint (mock->n_prompts, ==, 1);
}

static void
test_dismissed (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (MockSecrets) mock = NULL;

  if (!in_process_of_its_own ())
    return;
  session = session_new ();
  mock = mock_secrets_new (g_test_dbus_get_bus_address (session->bus), MOCK_DISMISSES);
  check_all_fail (BULK_STORE_ERROR_DISMISSED);
  g_assert_cmpuint (mock->n_prompts, ==, 3);
  g_assert_null (mock->secret);
}

static void
test_locked (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (MockSecrets) mock = NULL;
  g_autoptr (GError) error = NULL;

  if (!in_process_of_its_own ())
    return;
  session = session_new ();
  mock = mock_secrets_new (g_test_dbus_get_bus_address (session->bus), MOCK_PRETENDS);
  g_assert_false (save ("sandbox", ID, TOKEN, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_LOCKED);
}

static void
test_cancelled (void)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (MockSecrets) mock = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!in_process_of_its_own ())
    return;
  session = session_new ();
  mock = mock_secrets_new (g_test_dbus_get_bus_address (session->bus), MOCK_UNLOCKS);
  bulk_credentials_load_async ("sandbox", cancellable, on_done, &result);
  g_cancellable_cancel (cancellable);
  wait_for (&result);
  g_assert_null (bulk_credentials_load_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/credentials/copy", test_copy);
  g_test_add_func ("/store/credentials/invalid", test_invalid);
  g_test_add_func ("/store/credentials/invalid-parts", test_invalid_parts);
  g_test_add_func ("/store/credentials/all-parts", test_all_parts);
  g_test_add_func ("/store/credentials/no-service", test_no_service);
  g_test_add_func ("/store/credentials/no-bus", test_no_bus);
  g_test_add_func ("/store/credentials/real-keyring", test_real_keyring);
  g_test_add_func ("/store/credentials/nothing-secret-in-clear", test_nothing_secret_in_clear);
  g_test_add_func ("/store/credentials/real-keyring-locked", test_real_keyring_locked);
  g_test_add_func ("/store/credentials/real-keyring-missing", test_real_keyring_missing);
  g_test_add_func ("/store/credentials/unlocked-when-asked", test_unlocked_when_asked);
  g_test_add_func ("/store/credentials/dismissed", test_dismissed);
  g_test_add_func ("/store/credentials/locked", test_locked);
  g_test_add_func ("/store/credentials/cancelled", test_cancelled);
  return g_test_run ();
}
