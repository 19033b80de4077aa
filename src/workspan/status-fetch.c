/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/answer.h"
#include "workspan/outcome-text.h"
#include "workspan/probe.h"
#include "workspan/status.h"
#include "workspan/workspan-error.h"

#define DEADLINE 60
#define DEADLINE_WITH_ERRORS 600
#define SMALL (256u * 1024)    /* what is parsed at once */
#define MIN_SECRET 8

typedef struct
{
  char *execution_id;
  GBytes *body;
  gint64 retry_after;
} Fetch;

/* Private helpers */

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->execution_id);
  g_clear_pointer (&fetch->body, g_bytes_unref);
  g_free (fetch);
}

/* A server that echoes the token in a row's message does not get it shown or kept. */
static GBytes *
hide_secret (GBytes *body, const char *secret)
{
  gsize length, n = secret != NULL ? strlen (secret) : 0;
  const char *data = g_bytes_get_data (body, &length);
  char *copy, *found;

  if (n < MIN_SECRET || length < n || memmem (data, length, secret, n) == NULL)
    return g_bytes_ref (body);
  copy = g_memdup2 (data, length);
  for (char *at = copy; (found = memmem (at, length - (gsize) (at - copy), secret, n)) != NULL; at = found + n)
    memset (found, '*', n);
  return g_bytes_new_take (copy, length);
}

static GBytes *
hide_secrets (GBytes *body, BulkConnection *connection)
{
  g_autoptr (GBytes) without_token = hide_secret (body, bulk_connection_get_token (connection));

  return hide_secret (without_token, bulk_connection_get_subscription_key (connection));
}

static BulkWorkspanError
code_of (const BulkProbe *probe)
{
  if (probe->body == NULL)
    return g_error_matches (probe->error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE) ? BULK_WORKSPAN_ERROR_TOO_LARGE
                                                                                  : BULK_WORKSPAN_ERROR_UNREACHABLE;
  switch (probe->reason)
    {
    case BULK_REASON_NOT_AUTHORISED:
      return BULK_WORKSPAN_ERROR_NOT_AUTHORISED;
    case BULK_REASON_FORBIDDEN:
      return BULK_WORKSPAN_ERROR_FORBIDDEN;
    case BULK_REASON_NOT_FOUND:
      return BULK_WORKSPAN_ERROR_NOT_FOUND;
    case BULK_REASON_TOO_MANY:
      return BULK_WORKSPAN_ERROR_TOO_MANY;
    case BULK_REASON_SERVER_ERROR:
    case BULK_REASON_TIMEOUT:
      return BULK_WORKSPAN_ERROR_SERVER;
    default:
      return BULK_WORKSPAN_ERROR_REJECTED;
    }
}

static char *
dup_what_happened (BulkWorkspanError code, const BulkProbe *probe)
{
  switch (code)
    {
    case BULK_WORKSPAN_ERROR_TOO_LARGE:
      return g_strdup (_ ("The list of rejected rows is longer than this program reads."));
    case BULK_WORKSPAN_ERROR_NOT_FOUND:
      return g_strdup (_ ("The service does not know this load or this integration."));
    case BULK_WORKSPAN_ERROR_FORBIDDEN:
      return g_strdup (_ ("The token does not allow to ask what became of the load."));
    case BULK_WORKSPAN_ERROR_REJECTED:
      if (probe->reason == BULK_REASON_BAD_INPUT)
        return g_strdup (_ ("The service did not take the question what became of the load."));
      return bulk_outcome_text_what_happened (probe->reason, 0, NULL);
    default:
      return bulk_outcome_text_what_happened (probe->reason, 0, NULL);
    }
}

static GError *
make_error (const BulkProbe *probe, BulkConnection *connection)
{
  BulkWorkspanError code;
  g_autofree char *happened = NULL, *said = NULL;

  if (probe->body == NULL && g_error_matches (probe->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && probe->reason == BULK_REASON_CANCELLED)
    return g_error_copy (probe->error);
  code = code_of (probe);
  happened = dup_what_happened (code, probe);
  said = probe->body != NULL ? bulk_answer_dup_text (probe->body, connection) : NULL;
  if (said != NULL)
    /* Translators: a sentence, and what a server said */
    return g_error_new (BULK_WORKSPAN_ERROR, code, _ ("%s It says: %s"), happened, said);
  return g_error_new_literal (BULK_WORKSPAN_ERROR, code, happened);
}

static void
parse (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  BulkStatus *status = bulk_status_parse (fetch->body, fetch->execution_id, &error);

  if (status != NULL)
    g_task_return_pointer (task, status, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  parse (task);
}

/* Callbacks */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkConnection *connection = BULK_CONNECTION (source);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (BulkProbe) probe = bulk_probe_finish (connection, result);

  fetch->retry_after = probe->retry_after;
  if (probe->body == NULL || probe->reason != BULK_REASON_NONE)
    {
      g_task_return_error (task, make_error (probe, connection));
      return;
    }
  fetch->body = hide_secrets (probe->body, connection);
  if (g_bytes_get_size (fetch->body) > SMALL)
    g_task_run_in_thread (task, parse_in_thread);
  else
    parse (task);
}

/* Public functions */

/**
 * bulk_status_fetch_async:
 * @execution_id: which load
 * @max_errors: how many rejected rows to list at most; 0: none
 *
 * Asks once. Nothing changes by asking.
 */
void
bulk_status_fetch_async (BulkConnection *connection, const char *execution_id, guint max_errors,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);
  g_autofree char *integration
      = g_uri_escape_string (bulk_connection_get_integration_id (connection), NULL, FALSE);
  g_autofree char *id = g_uri_escape_string (execution_id, NULL, FALSE);
  g_autofree char *errors = max_errors > 0 ? g_strdup_printf ("&include_errors=true&max_errors=%u", max_errors) : NULL;
  g_autofree char *path = g_strconcat ("/bulk/v1/status/", integration, "?execution_id=", id, errors, NULL);

  fetch->execution_id = g_strdup (execution_id);
  fetch->retry_after = -1;
  g_task_set_source_tag (task, bulk_status_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);
  bulk_probe_limited_async (connection, path, max_errors > 0 ? DEADLINE_WITH_ERRORS : DEADLINE,
                            BULK_STATUS_MAX_ANSWER, cancellable, on_answer, task);
}

/** bulk_status_fetch_finish: Returns: (transfer full): the status, or %NULL and @error */
BulkStatus *
bulk_status_fetch_finish (BulkConnection *connection, GAsyncResult *result, gint64 *retry_after, GError **error)
{
  Fetch *fetch = g_task_get_task_data (G_TASK (result));

  if (retry_after != NULL)
    *retry_after = fetch->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_status_error_is_passing: Returns: whether asking again later may do */
gboolean
bulk_status_error_is_passing (const GError *error)
{
  return g_error_matches (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_UNREACHABLE)
         || g_error_matches (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER)
         || g_error_matches (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_TOO_MANY);
}
