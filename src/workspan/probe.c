/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/probe.h"

#include <glib/gi18n-lib.h>

#include "workspan/answer.h"
#include "workspan/failure.h"
#include "workspan/session.h"
#include "workspan/workspan-error.h"

#define MAX_ANSWER (1024 * 1024)

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GCancellable *stop;         /* the user's or the deadline's */
  GSource *user_source;
  GSource *deadline_source;
  gboolean timed_out;
  GTlsCertificateFlags tls_errors;
} Run;

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  drop_source (&run->user_source);
  drop_source (&run->deadline_source);
  if (run->message != NULL)
    g_signal_handlers_disconnect_by_data (run->message, run);
  g_clear_object (&run->message);
  g_clear_object (&run->session);
  g_clear_object (&run->stop);
  g_free (run);
}

static gboolean
on_deadline (gpointer data)
{
  Run *run = data;

  run->timed_out = TRUE;
  g_cancellable_cancel (run->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_user_cancelled (GCancellable *cancellable, gpointer data)
{
  Run *run = data;

  g_cancellable_cancel (run->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, Run *run)
{
  run->tls_errors |= errors;
  return FALSE;
}

static const char *
get_detail (BulkProbe *probe, SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);
  /* Of a service on this computer no network is to blame. */
  const char *network
      = bulk_connection_is_loopback_host (g_uri_get_host (uri)) ? NULL : bulk_failure_network_detail (probe->reason);

  if (network == NULL && probe->reason == BULK_REASON_TLS)
    return bulk_failure_tls_detail (probe->tls_errors);
  return network;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  BulkProbe *probe = g_new0 (BulkProbe, 1);

  drop_source (&run->user_source);
  drop_source (&run->deadline_source);
  probe->tls_errors = run->tls_errors;
  probe->retry_after = -1;
  probe->body = bulk_answer_fetch_finish (run->message, result, &probe->error);
  if (probe->body != NULL)
    {
      probe->status = soup_message_get_status (run->message);
      probe->retry_after = bulk_answer_get_retry_after (run->message);
      if (probe->status < 200 || probe->status >= 300)
        probe->reason = bulk_failure_status_reason (probe->status);
    }
  else
    probe->reason = run->timed_out ? BULK_REASON_TIMEOUT : bulk_failure_reason (probe->error, probe->tls_errors);
  probe->detail = get_detail (probe, run->message);
  soup_session_abort (run->session);
  g_task_return_pointer (task, probe, (GDestroyNotify) bulk_probe_free);
}

static void
fail (GTask *task)
{
  BulkProbe *probe = g_new0 (BulkProbe, 1);

  probe->retry_after = -1;
  probe->reason = BULK_REASON_OTHER;
  probe->error = g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                                      _ ("The request could not be made."));
  g_task_return_pointer (task, probe, (GDestroyNotify) bulk_probe_free);
}

static void
watch (Run *run, GTask *task, guint deadline, GCancellable *cancellable)
{
  if (deadline > 0)
    {
      run->deadline_source = g_timeout_source_new_seconds (deadline);
      g_source_set_callback (run->deadline_source, on_deadline, run, NULL);
      g_source_attach (run->deadline_source, g_task_get_context (task));
    }
  if (cancellable != NULL)
    {
      run->user_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (run->user_source, G_SOURCE_FUNC (on_user_cancelled), run, NULL);
      g_source_attach (run->user_source, g_task_get_context (task));
      if (g_cancellable_is_cancelled (cancellable))
        g_cancellable_cancel (run->stop);
    }
}

/** bulk_probe_dup_status_path: Returns: (transfer full): path and query that ask for a load there cannot be */
char *
bulk_probe_dup_status_path (BulkConnection *connection)
{
  g_autofree char *id = g_uri_escape_string (bulk_connection_get_integration_id (connection), NULL, FALSE);

  return g_strconcat ("/bulk/v1/status/", id, "?execution_id=none", NULL);
}

/**
 * bulk_probe_send_async:
 * @source: (nullable): whose question it is
 * @session: used for this alone
 * @message: (nullable): the question; %NULL: it could not be made
 * @deadline: seconds for the whole of it; 0: none
 * @limit: bytes of the answer
 *
 * Sends any one request that loads nothing, once.
 */
void
bulk_probe_send_async (gpointer source, SoupSession *session, SoupMessage *message, guint deadline, gsize limit,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, bulk_probe_async);
  g_task_set_task_data (task, run, run_free);
  run->stop = g_cancellable_new ();
  run->session = g_object_ref (session);
  if (message == NULL)
    {
      fail (task);
      g_object_unref (task);
      return;
    }
  run->message = g_object_ref (message);
  g_signal_connect (run->message, "accept-certificate", G_CALLBACK (on_accept_certificate), run);
  watch (run, task, deadline, cancellable);
  bulk_answer_fetch_limited_async (run->session, run->message, limit, run->stop, on_answer, task);
}

/**
 * bulk_probe_async:
 * @path: path and query, escaped
 * @deadline: seconds for the whole of it; 0: none
 *
 * Asks the service for something, once.
 */
void
bulk_probe_async (BulkConnection *connection, const char *path, guint deadline, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  bulk_probe_limited_async (connection, path, deadline, MAX_ANSWER, cancellable, callback, user_data);
}

/** bulk_probe_limited_async: bulk_probe_async() with an answer of at most @limit bytes */
void
bulk_probe_limited_async (BulkConnection *connection, const char *path, guint deadline, gsize limit,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (SoupSession) session = bulk_session_new (connection);
  g_autoptr (SoupMessage) message = bulk_session_new_message (connection, "GET", path);

  bulk_probe_send_async (connection, session, message, deadline, limit, cancellable, callback, user_data);
}

/** bulk_probe_finish: @connection: (nullable): whoever asked. Returns: (transfer full): what came of it */
BulkProbe *
bulk_probe_finish (BulkConnection *connection, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/** bulk_probe_free: @self: (nullable) (transfer full): a probe */
void
bulk_probe_free (BulkProbe *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}
