/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Credentials in the system keyring. */
#include "store/credentials-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "store/store-error.h"

/* Attributes and labels lie in the keyring in clear, so nothing that tells of anybody goes there. */
static const SecretSchema schema = {
  "io.github.bulkloader.BulkLoader.Connection",
  SECRET_SCHEMA_NONE,
  { { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct
{
  char *connection;
  char *secret;      /* to store; NULL otherwise */
  gboolean clear;
  gboolean quiet;    /* nobody is to be asked for a password */
} Job;

static void
job_free (Job *self)
{
  g_free (self->connection);
  if (self->secret)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self);
}

/* Private helpers */

/* Whether it is the service itself that is missing, or the bus. */
static gboolean
is_absent (const GError *error)
{
  static const int codes[]
      = { G_DBUS_ERROR_SERVICE_UNKNOWN,     G_DBUS_ERROR_NAME_HAS_NO_OWNER,    G_DBUS_ERROR_NO_SERVER,
          G_DBUS_ERROR_DISCONNECTED,        G_DBUS_ERROR_NO_REPLY,             G_DBUS_ERROR_TIMEOUT,
          G_DBUS_ERROR_FILE_NOT_FOUND,      G_DBUS_ERROR_ACCESS_DENIED,        G_DBUS_ERROR_SPAWN_EXEC_FAILED,
          G_DBUS_ERROR_SPAWN_FORK_FAILED,   G_DBUS_ERROR_SPAWN_CHILD_EXITED,   G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
          G_DBUS_ERROR_SPAWN_FAILED,        G_DBUS_ERROR_SPAWN_SETUP_FAILED,   G_DBUS_ERROR_SPAWN_CONFIG_INVALID,
          G_DBUS_ERROR_SPAWN_SERVICE_INVALID, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND };

  /* Those of the way to the bus. A remote error that GDBus does not know is one of these too, with its name. */
  if (error->domain == G_SPAWN_ERROR || (error->domain == G_IO_ERROR && !g_dbus_error_is_remote_error (error)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_DBUS_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_locked (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
         || g_strcmp0 (name, "org.freedesktop.Secret.Error.IsLocked") == 0;
}

static void
return_dismissed (GTask *task)
{
  g_task_return_new_error (task, BULK_STORE_ERROR, BULK_STORE_ERROR_DISMISSED,
                           _ ("The keyring stayed locked, because the question for its password was dismissed."));
}

/* Takes the error; without one, whoever was asked did not want to. */
static void
report (GTask *task, GError *error)
{
  if (!error)
    return_dismissed (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_locked (error))
    g_task_return_new_error (task, BULK_STORE_ERROR, BULK_STORE_ERROR_LOCKED,
                             _ ("The keyring is locked. Unlock it, then try again."));
  else if (is_absent (error))
    g_task_return_new_error (task, BULK_STORE_ERROR, BULK_STORE_ERROR_NO_SERVICE,
                             _ ("No keyring service answers, so the token cannot be kept safely. "
                                "Install and start GNOME Keyring or KeePassXC, then try again."));
  else
    g_task_return_new_error (task, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED,
                             _ ("The keyring could not be used. Check in “Passwords and Keys” that there is a "
                                "default keyring, then try again."));
  g_clear_error (&error);
}

/* Callbacks: in order */

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    report (task, error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error)
    report (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_nonpageable_finish (result, &error);

  if (error)
    {
      report (task, error);
      return;
    }
  g_task_return_pointer (task, secret ? bulk_credentials_parse (secret) : NULL, (GDestroyNotify) bulk_credentials_free);
  secret_password_free (secret);
}

static void
act (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (job->clear)
    secret_password_clear (&schema, cancellable, on_cleared, g_object_ref (task), "connection", job->connection, NULL);
  else if (job->secret)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Bulk Loader", job->secret, cancellable, on_stored,
                           g_object_ref (task), "connection", job->connection, NULL);
  else
    secret_password_lookup (&schema, cancellable, on_looked_up, g_object_ref (task), "connection",
                            job->connection, NULL);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  int n = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error)
    report (task, error);
  else if (n == 0)
    return_dismissed (task);
  else
    act (task);
}

/* A locked keyring says of a look-up that there is nothing, so the lock is looked at first. */
static void
on_collection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error)
    report (task, error);
  else if (collection && secret_collection_get_locked (collection) && ((Job *) g_task_get_task_data (task))->quiet)
    g_task_return_pointer (task, NULL, NULL);
  else if (collection && secret_collection_get_locked (collection))
    {
      GList objects = { collection, NULL, NULL };

      secret_service_unlock (secret_collection_get_service (collection), &objects, g_task_get_cancellable (task),
                             on_unlocked, g_object_ref (task));
    }
  else
    act (task);
}

static void
on_service (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &error);

  if (!service)
    report (task, error);
  else
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 g_task_get_cancellable (task), on_collection, g_object_ref (task));
}

static void
start (GTask *task)
{
  /* In a sandbox libsecret keeps a file of its own, with the portal's key: there is no service to ask. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    act (task);
  else
    secret_service_get (SECRET_SERVICE_NONE, g_task_get_cancellable (task), on_service, g_object_ref (task));
}

static GTask *
make_task (const char *connection, GCancellable *cancellable, gpointer tag, GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  job->connection = g_strdup (connection);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  return task;
}

/* Public functions */

/** bulk_credentials_load_async: reads what is kept for @connection; the keyring may ask for its password */
void
bulk_credentials_load_async (const char *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = make_task (connection, cancellable, bulk_credentials_load_async, callback, user_data);

  start (task);
}

/** bulk_credentials_load_finish: Returns: (transfer full) (nullable): %NULL without an error if none are kept */
BulkCredentials *
bulk_credentials_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_credentials_load_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bulk_credentials_peek_integration_id_async:
 *
 * Reads what is not secret, unless the keyring would ask for its password
 */
void
bulk_credentials_peek_integration_id_async (const char *connection, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task
      = make_task (connection, cancellable, bulk_credentials_peek_integration_id_async, callback, user_data);

  ((Job *) g_task_get_task_data (task))->quiet = TRUE;
  start (task);
}

/**
 * bulk_credentials_peek_integration_id_finish:
 *
 * Returns: (transfer full) (nullable): the integration ID, if it is known
 */
char *
bulk_credentials_peek_integration_id_finish (GAsyncResult *result)
{
  g_autoptr (BulkCredentials) credentials = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_credentials_peek_integration_id_async), NULL);
  credentials = g_task_propagate_pointer (G_TASK (result), NULL);
  if (credentials == NULL || credentials->integration_id == NULL
      || *credentials->integration_id == '\0')
    return NULL;
  return g_steal_pointer (&credentials->integration_id);
}

/** bulk_credentials_save_async: keeps @credentials for @connection, in place of what was kept before */
void
bulk_credentials_save_async (const char *connection, const BulkCredentials *credentials, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = make_task (connection, cancellable, bulk_credentials_save_async, callback, user_data);
  Job *job = g_task_get_task_data (task);

  if (!bulk_credentials_are_valid (credentials))
    {
      g_task_return_new_error (task, BULK_STORE_ERROR, BULK_STORE_ERROR_INVALID,
                               _ ("The integration ID, the token, the secret or the key holds a character that cannot "
                                  "be part of it."));
      return;
    }
  job->secret = bulk_credentials_make_secret (credentials);
  start (task);
}

/** bulk_credentials_save_finish: Returns: whether they are kept */
gboolean
bulk_credentials_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_credentials_save_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** bulk_credentials_clear_async: forgets what is kept for @connection */
void
bulk_credentials_clear_async (const char *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = make_task (connection, cancellable, bulk_credentials_clear_async, callback, user_data);

  ((Job *) g_task_get_task_data (task))->clear = TRUE;
  start (task);
}

/** bulk_credentials_clear_finish: Returns: whether nothing is kept any more */
gboolean
bulk_credentials_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_credentials_clear_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
