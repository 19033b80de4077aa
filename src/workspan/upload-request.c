/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "workspan/answer.h"
#include "workspan/probe.h"
#include "workspan/session.h"
#include "workspan/upload-private.h"
#include "workspan/workspan-error.h"

/* The connection is chosen, nothing is written yet. With HTTP/2 libsoup may repeat the request by itself. */
static void
on_starting (SoupMessage *message, BulkUpload *self)
{
  if (soup_message_get_http_version (message) <= SOUP_HTTP_1_1)
    return;
  self->http2 = TRUE;
  g_cancellable_cancel (self->stop);
}

static void
on_wrote_headers (SoupMessage *message, BulkUpload *self)
{
  self->wrote_headers = TRUE;
  bulk_upload_set_phase (self, BULK_UPLOAD_SENDING);
}

static void
on_wrote_body_data (SoupMessage *message, guint size, BulkUpload *self)
{
  self->body_bytes += size;
  self->last_activity = g_get_monotonic_time ();
}

static void
on_wrote_body (SoupMessage *message, BulkUpload *self)
{
  bulk_upload_show_progress (self);
  bulk_upload_set_phase (self, BULK_UPLOAD_WAITING);
}

/* libsoup would send the request once more; it may have been loaded already. */
static void
on_restarted (SoupMessage *message, BulkUpload *self)
{
  self->restarted = TRUE;
  g_cancellable_cancel (self->stop);
}

static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors,
                       BulkUpload *self)
{
  self->tls_errors |= errors;
  return FALSE;
}

/* What is known now; figures that libsoup resets when it starts a request again are only looked at if it did not. */
BulkUploadFacts
bulk_upload_collect_facts (BulkUpload *self)
{
  SoupMessageMetrics *metrics = self->message != NULL ? soup_message_get_metrics (self->message) : NULL;
  guint64 length = bulk_payload_get_length (self->payload);
  BulkUploadFacts facts = {
    .cancelled = self->cancelled,
    .timed_out = self->timed_out,
    .http2 = self->http2,
    .loopback = bulk_connection_is_loopback (self->connection),
    .restarted = self->restarted,
    .wrote_headers = self->wrote_headers,
    .body_refused = self->guard != NULL && bulk_body_guard_has_refused (self->guard),
    .tls_errors = self->tls_errors,
    .header_bytes = metrics != NULL ? soup_message_metrics_get_request_header_bytes_sent (metrics) : 0,
    .body_bytes = self->way == BULK_WAY_STORAGE ? 0 : self->body_bytes,
    .total = self->way == BULK_WAY_STORAGE ? 0 : length,
    .file_bytes = self->body_bytes,
    .file_total = length,
    .rows = bulk_payload_get_n_rows (self->payload),
  };

  return facts;
}

void
bulk_upload_end (GTask *task, BulkOutcome *outcome, GError *error)
{
  BulkUpload *self = g_task_get_source_object (task);

  bulk_upload_drop_source (&self->tick_source);
  bulk_upload_drop_source (&self->user_source);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  if (self->session != NULL)
    soup_session_abort (self->session);
  bulk_upload_show_progress (self);
  bulk_upload_set_phase (self, BULK_UPLOAD_DONE);
  if (outcome != NULL)
    g_task_return_pointer (task, outcome, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  BulkUpload *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = bulk_answer_fetch_finish (self->message, result, &error);
  BulkUploadFacts facts = bulk_upload_collect_facts (self);

  if (body == NULL)
    bulk_upload_end (task, bulk_upload_judge_failure (&facts, error), NULL);
  else
    bulk_upload_end (task,
                     bulk_upload_judge_answer (&facts, soup_message_get_status (self->message), body,
                                               bulk_answer_get_retry_after (self->message), self->connection),
                     NULL);
}

static void
connect_message (BulkUpload *self)
{
  g_signal_connect (self->message, "starting", G_CALLBACK (on_starting), self);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), self);
  g_signal_connect (self->message, "wrote-body", G_CALLBACK (on_wrote_body), self);
  g_signal_connect (self->message, "restarted", G_CALLBACK (on_restarted), self);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
}

static void
fail_to_make (GTask *task)
{
  bulk_upload_end (task, NULL,
                   g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                                        _ ("The request could not be made. Nothing was sent.")));
  g_object_unref (task);
}

static void
attach_body (BulkUpload *self)
{
  g_autoptr (GInputStream) body = bulk_payload_open (self->payload);
  guint64 length = bulk_payload_get_length (self->payload);

  self->guard = BULK_BODY_GUARD (bulk_body_guard_new (body, length, bulk_payload_get_sha256 (self->payload)));
  soup_message_set_request_body (self->message, bulk_payload_get_media_type (self->payload),
                                 G_INPUT_STREAM (self->guard), (gssize) length);
}

/* The request that begins the load: with the file, or with the token of what the storage has. */
static void
send_load (GTask *task)
{
  BulkUpload *self = g_task_get_source_object (task);
  const char *token = self->storage != NULL ? self->storage->token : NULL;
  g_autofree char *path = bulk_upload_way_dup_path (self->way, self->connection, self->payload, token);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);

  self->session = bulk_session_new (self->connection);
  self->message = bulk_session_new_message (self->connection, "POST", path);
  if (self->message == NULL || bulk_payload_get_length (self->payload) > G_MAXSSIZE)
    {
      fail_to_make (task);
      return;
    }
  if (self->storage != NULL)
    soup_message_set_request_body_from_bytes (self->message, bulk_payload_get_media_type (self->payload), none);
  else
    attach_body (self);
  connect_message (self);
  bulk_upload_set_phase (self, BULK_UPLOAD_CONNECTING);
  bulk_answer_fetch_async (self->session, self->message, self->stop, on_answer, task);
}

static void
on_gate (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  BulkUpload *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean open = self->gate->open_finish (self, result, self->gate_data, &error);
  BulkUploadFacts facts;

  self->at_gate = FALSE;
  self->last_activity = g_get_monotonic_time ();
  if (open && !self->cancelled)
    {
      send_load (task);
      return;
    }
  facts = bulk_upload_collect_facts (self);
  if (self->cancelled)
    bulk_upload_end (task, bulk_upload_judge_failure (&facts, error), NULL);
  else
    bulk_upload_end (task, NULL, g_steal_pointer (&error));
  g_object_unref (task);
}

/* The last moment at which nothing has been loaded for sure. */
static void
pass_gate (GTask *task)
{
  BulkUpload *self = g_task_get_source_object (task);

  if (self->gate == NULL)
    {
      send_load (task);
      return;
    }
  self->at_gate = TRUE;
  self->gate->open_async (self, self->gate_data, on_gate, task);
}

/* What the storage got is no load: nothing of it comes to WorkSpan before the service is told. */
static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  BulkUpload *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = bulk_answer_fetch_finish (self->message, result, &error);
  guint status = body != NULL ? soup_message_get_status (self->message) : 0;
  BulkUploadFacts facts = bulk_upload_collect_facts (self);

  if (status < 200 || status >= 300 || self->restarted || self->body_bytes != bulk_payload_get_length (self->payload))
    {
      bulk_upload_end (task, bulk_upload_judge_storage (&facts, status, body, error, self->connection), NULL);
      g_object_unref (task);
      return;
    }
  g_signal_handlers_disconnect_by_data (self->message, self);
  soup_session_abort (self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  self->wrote_headers = FALSE;
  pass_gate (task);
}

static void
send_to_storage (GTask *task)
{
  BulkUpload *self = g_task_get_source_object (task);

  self->session = bulk_session_new (self->connection);
  self->message = bulk_storage_new_message (self->storage);
  if (self->message == NULL || bulk_payload_get_length (self->payload) > G_MAXSSIZE)
    {
      fail_to_make (task);
      return;
    }
  attach_body (self);
  connect_message (self);
  bulk_upload_set_phase (self, BULK_UPLOAD_CONNECTING);
  bulk_answer_fetch_async (self->session, self->message, self->stop, on_stored, task);
}

/* Without an address there is no load; how it failed makes no difference to that. */
static BulkOutcome *
judge_storage_address (BulkUpload *self, BulkProbe *probe, const BulkUploadFacts *facts)
{
  g_autoptr (GError) error = NULL;

  if (probe->body == NULL)
    return bulk_upload_judge_storage (facts, 0, NULL, probe->error, self->connection);
  if (probe->reason != BULK_REASON_NONE)
    return bulk_upload_judge_refusal (facts, probe->status, probe->body, probe->retry_after, self->connection);
  self->storage = bulk_storage_parse (probe->body, &error);
  return self->storage == NULL ? bulk_upload_judge_storage (facts, 0, NULL, error, self->connection) : NULL;
}

/* Before a byte of the file leaves: would the service turn it away whatever is in it? While a body is written no
 * answer is read, so that a refusal halfway can get lost in a cut connection. */
static BulkOutcome *
judge_check (BulkUpload *self, BulkProbe *probe)
{
  BulkUploadFacts facts = bulk_upload_collect_facts (self);

  facts.tls_errors = probe->tls_errors;
  if (self->cancelled || self->timed_out)
    return bulk_upload_judge_failure (&facts, probe->error);
  switch (probe->reason)
    {
    case BULK_REASON_NAME:
    case BULK_REASON_REFUSED_CONNECTION:
    case BULK_REASON_TLS:
    case BULK_REASON_TIMEOUT:
      if (probe->body == NULL)
        return bulk_upload_judge_failure (&facts, probe->error);
      break;
    case BULK_REASON_NOT_AUTHORISED:
    case BULK_REASON_REDIRECT:
    case BULK_REASON_TOO_MANY:
      return bulk_upload_judge_refusal (&facts, probe->status, probe->body, probe->retry_after, self->connection);
    default:
      break;
    }
  /* No load of that name, as it should be; or something that need not be true of the load. */
  return self->way == BULK_WAY_STORAGE ? judge_storage_address (self, probe, &facts) : NULL;
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  BulkUpload *self = g_task_get_source_object (task);
  g_autoptr (BulkProbe) probe = bulk_probe_finish (self->connection, result);
  BulkOutcome *outcome = judge_check (self, probe);

  if (outcome == NULL)
    {
      if (self->storage != NULL)
        send_to_storage (task);
      else
        pass_gate (task);
      return;
    }
  bulk_upload_end (task, outcome, NULL);
  g_object_unref (task);
}

void
bulk_upload_check_access (GTask *task)
{
  BulkUpload *self = g_task_get_source_object (task);
  g_autofree char *path = self->way == BULK_WAY_STORAGE
                              ? bulk_upload_way_dup_storage_path (self->connection, self->payload)
                              : bulk_probe_dup_status_path (self->connection);

  bulk_upload_set_phase (self, BULK_UPLOAD_CHECKING);
  bulk_probe_async (self->connection, path, 0, self->stop, on_checked, task);
}
