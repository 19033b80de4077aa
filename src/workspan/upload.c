/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/upload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/answer.h"
#include "workspan/body-guard.h"
#include "workspan/probe.h"
#include "workspan/session.h"
#include "workspan/upload-judge.h"
#include "workspan/workspan-error.h"

#define TICK_MS 100

struct _BulkUpload
{
  GObject parent_instance;
  BulkConnection *connection;
  BulkPayload *payload;
  BulkUploadPhase phase;
  guint idle_timeout;
  guint answer_timeout;

  SoupSession *session;
  SoupMessage *message;
  BulkBodyGuard *guard;
  GCancellable *stop;           /* ours: the user's, a deadline or a restart */
  GSource *user_source;
  GSource *tick_source;
  gboolean started, cancelled, timed_out, http2, restarted, wrote_headers;
  GTlsCertificateFlags tls_errors;
  guint64 body_bytes;           /* as counted on the way */
  gint64 last_activity;

  guint64 shown_bytes;          /* as last notified */
  gint64 shown_time;
  double speed;
};

G_DEFINE_FINAL_TYPE (BulkUpload, bulk_upload, G_TYPE_OBJECT)

enum { PROP_0, PROP_PHASE, PROP_SENT, PROP_TOTAL, PROP_ROWS, PROP_SPEED, PROP_LEFT, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
set_phase (BulkUpload *self, BulkUploadPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  self->last_activity = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PHASE]);
}

static void
show_progress (BulkUpload *self)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - self->shown_time) / G_USEC_PER_SEC;

  if (self->shown_time != 0 && seconds > 0)
    {
      double momentary = (double) (self->body_bytes - self->shown_bytes) / seconds;
      double weight = MIN (1.0, seconds / 2);

      self->speed = self->speed <= 0 ? momentary : self->speed + (momentary - self->speed) * weight;
    }
  self->shown_time = now;
  self->shown_bytes = self->body_bytes;
  for (guint i = PROP_SENT; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

static gboolean
on_tick (gpointer data)
{
  BulkUpload *self = data;
  guint limit = self->phase == BULK_UPLOAD_WAITING ? self->answer_timeout : self->idle_timeout;

  if (self->phase == BULK_UPLOAD_SENDING)
    show_progress (self);
  if (limit > 0 && g_get_monotonic_time () - self->last_activity > (gint64) limit * G_USEC_PER_SEC)
    {
      self->timed_out = TRUE;
      g_cancellable_cancel (self->stop);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_user_cancelled (GCancellable *cancellable, gpointer data)
{
  BulkUpload *self = data;

  self->cancelled = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

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
  set_phase (self, BULK_UPLOAD_SENDING);
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
  show_progress (self);
  set_phase (self, BULK_UPLOAD_WAITING);
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
static BulkUploadFacts
collect_facts (BulkUpload *self)
{
  SoupMessageMetrics *metrics = self->message != NULL ? soup_message_get_metrics (self->message) : NULL;
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
    .body_bytes = self->body_bytes,
    .total = bulk_payload_get_length (self->payload),
    .rows = bulk_payload_get_n_rows (self->payload),
  };

  return facts;
}

static void
finish (GTask *task, BulkOutcome *outcome, GError *error)
{
  BulkUpload *self = g_task_get_source_object (task);

  drop_source (&self->tick_source);
  drop_source (&self->user_source);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  if (self->session != NULL)
    soup_session_abort (self->session);
  show_progress (self);
  set_phase (self, BULK_UPLOAD_DONE);
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
  BulkUploadFacts facts = collect_facts (self);

  if (body == NULL)
    finish (task, bulk_upload_judge_failure (&facts, error), NULL);
  else
    finish (task, bulk_upload_judge_answer (&facts, soup_message_get_status (self->message), body,
                                            bulk_answer_get_retry_after (self->message), self->connection), NULL);
}

static char *
make_path (BulkUpload *self)
{
  g_autofree char *id = g_uri_escape_string (bulk_connection_get_integration_id (self->connection), NULL, FALSE);

  if (bulk_payload_get_format (self->payload) == BULK_PAYLOAD_JSON)
    return g_strconcat ("/bulk/v1/bulkload_opportunity?integration_id=", id, "&content_type=JSON", NULL);
  return g_strconcat ("/bulk/v1/bulkload_opportunity?integration_id=", id,
                      "&content_type=CSV&column_delimiter=%2C&has_header_row=",
                      bulk_payload_has_header (self->payload) ? "true" : "false", NULL);
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
send_body (GTask *task)
{
  BulkUpload *self = g_task_get_source_object (task);
  g_autofree char *path = make_path (self);
  g_autoptr (GInputStream) body = bulk_payload_open (self->payload);
  guint64 length = bulk_payload_get_length (self->payload);

  self->session = bulk_session_new (self->connection);
  self->message = bulk_session_new_message (self->connection, "POST", path);
  if (self->message == NULL || length > G_MAXSSIZE)
    {
      finish (task, NULL, g_error_new_literal (BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED,
                                               _ ("The request could not be made. Nothing was sent.")));
      g_object_unref (task);
      return;
    }
  self->guard = BULK_BODY_GUARD (bulk_body_guard_new (body, length, bulk_payload_get_sha256 (self->payload)));
  soup_message_set_request_body (self->message, bulk_payload_get_media_type (self->payload),
                                 G_INPUT_STREAM (self->guard), (gssize) length);
  connect_message (self);
  set_phase (self, BULK_UPLOAD_CONNECTING);
  bulk_answer_fetch_async (self->session, self->message, self->stop, on_answer, task);
}

/* Before a byte of the file leaves: would the service turn it away whatever is in it? While a body is written no
 * answer is read, so that a refusal halfway can get lost in a cut connection. */
static BulkOutcome *
judge_check (BulkUpload *self, BulkProbe *probe)
{
  BulkUploadFacts facts = collect_facts (self);

  facts.tls_errors = probe->tls_errors;
  if (self->cancelled || self->timed_out)
    return bulk_upload_judge_failure (&facts, probe->error);
  switch (probe->reason)
    {
    case BULK_REASON_NAME:
    case BULK_REASON_REFUSED_CONNECTION:
    case BULK_REASON_TLS:
    case BULK_REASON_TIMEOUT:
      return probe->body == NULL ? bulk_upload_judge_failure (&facts, probe->error) : NULL;
    case BULK_REASON_NOT_AUTHORISED:
    case BULK_REASON_REDIRECT:
    case BULK_REASON_TOO_MANY:
      return bulk_upload_judge_refusal (&facts, probe->status, probe->body, probe->retry_after, self->connection);
    default:
      /* No load of that name, as it should be; or something that need not be true of the load. */
      return NULL;
    }
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
      send_body (task);
      return;
    }
  finish (task, outcome, NULL);
  g_object_unref (task);
}

static void
check_access (GTask *task)
{
  BulkUpload *self = g_task_get_source_object (task);
  g_autofree char *path = bulk_probe_dup_status_path (self->connection);

  set_phase (self, BULK_UPLOAD_CHECKING);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL]);
  self->tick_source = g_timeout_source_new (TICK_MS);
  g_source_set_callback (self->tick_source, on_tick, self, NULL);
  g_source_attach (self->tick_source, g_task_get_context (task));
  bulk_probe_async (self->connection, path, 0, self->stop, on_checked, task);
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  BulkUpload *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  BulkUploadFacts facts;

  if (bulk_payload_measure_finish (self->payload, result, &error) && !self->cancelled)
    {
      check_access (task);
      return;
    }
  facts = collect_facts (self);
  if (self->cancelled)
    finish (task, bulk_upload_judge_failure (&facts, error), NULL);
  else
    finish (task, NULL, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
bulk_upload_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BulkUpload *self = BULK_UPLOAD (object);

  switch (id)
    {
    case PROP_PHASE:
      g_value_set_uint (value, self->phase);
      break;
    case PROP_SENT:
      g_value_set_uint64 (value, self->body_bytes);
      break;
    case PROP_TOTAL:
      g_value_set_uint64 (value, bulk_payload_get_length (self->payload));
      break;
    case PROP_ROWS:
      g_value_set_uint64 (value, bulk_upload_get_rows_sent (self));
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_LEFT:
      g_value_set_double (value, bulk_upload_get_seconds_left (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bulk_upload_finalize (GObject *object)
{
  BulkUpload *self = BULK_UPLOAD (object);

  drop_source (&self->tick_source);
  drop_source (&self->user_source);
  g_clear_object (&self->message);
  g_clear_object (&self->guard);
  g_clear_object (&self->session);
  g_clear_object (&self->stop);
  g_clear_object (&self->connection);
  g_clear_object (&self->payload);

  G_OBJECT_CLASS (bulk_upload_parent_class)->finalize (object);
}

static void
bulk_upload_class_init (BulkUploadClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bulk_upload_get_property;
  object_class->finalize = bulk_upload_finalize;
  props[PROP_PHASE] = g_param_spec_uint ("phase", NULL, NULL, 0, BULK_UPLOAD_DONE, 0, flags);
  props[PROP_SENT] = g_param_spec_uint64 ("bytes-sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_TOTAL] = g_param_spec_uint64 ("bytes-total", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_ROWS] = g_param_spec_uint64 ("rows-sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_SPEED] = g_param_spec_double ("bytes-per-second", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_LEFT] = g_param_spec_double ("seconds-left", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
bulk_upload_init (BulkUpload *self)
{
  self->idle_timeout = 60;
  self->answer_timeout = 300;
  self->stop = g_cancellable_new ();
}

/** bulk_upload_new: Returns: (transfer full): a load of @payload over @connection, not yet begun */
BulkUpload *
bulk_upload_new (BulkConnection *connection, BulkPayload *payload)
{
  BulkUpload *self = g_object_new (BULK_TYPE_UPLOAD, NULL);

  self->connection = g_object_ref (connection);
  self->payload = g_object_ref (payload);
  return self;
}

/**
 * bulk_upload_run_async:
 *
 * Measures the payload and sends it with one POST, at most once in the life of @self.
 * Cancelling makes the outcome "not sent" or, once a byte has left, "unknown".
 */
void
bulk_upload_run_async (BulkUpload *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  if (self->started)
    {
      g_task_return_new_error (task, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED, _ ("This load has been sent."));
      g_object_unref (task);
      return;
    }
  self->started = TRUE;
  if (cancellable != NULL)
    {
      self->user_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->user_source, G_SOURCE_FUNC (on_user_cancelled), self, NULL);
      g_source_attach (self->user_source, g_task_get_context (task));
      if (g_cancellable_is_cancelled (cancellable))
        on_user_cancelled (cancellable, self);
    }
  set_phase (self, BULK_UPLOAD_MEASURING);
  bulk_payload_measure_async (self->payload, self->stop, on_measured, task);
}

/** bulk_upload_run_finish: Returns: (transfer full): the outcome; %NULL and @error only if nothing was sent */
BulkOutcome *
bulk_upload_run_finish (BulkUpload *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

BulkConnection *
bulk_upload_get_connection (BulkUpload *self)
{
  return self->connection;
}

BulkPayload *
bulk_upload_get_payload (BulkUpload *self)
{
  return self->payload;
}

BulkUploadPhase
bulk_upload_get_phase (BulkUpload *self)
{
  return self->phase;
}

guint64
bulk_upload_get_bytes_sent (BulkUpload *self)
{
  return self->body_bytes;
}

guint64
bulk_upload_get_bytes_total (BulkUpload *self)
{
  return bulk_payload_get_length (self->payload);
}

guint64
bulk_upload_get_rows_sent (BulkUpload *self)
{
  return self->body_bytes > 0 ? bulk_payload_rows_at (self->payload, self->body_bytes) : 0;
}

double
bulk_upload_get_bytes_per_second (BulkUpload *self)
{
  return self->speed;
}

double
bulk_upload_get_seconds_left (BulkUpload *self)
{
  guint64 total = bulk_payload_get_length (self->payload);

  return self->speed < 1 || total < self->body_bytes ? -1 : (double) (total - self->body_bytes) / self->speed;
}

/** bulk_upload_set_timeouts: seconds without progress, and seconds to wait for the answer; 0: none */
void
bulk_upload_set_timeouts (BulkUpload *self, guint idle, guint answer)
{
  self->idle_timeout = idle;
  self->answer_timeout = answer;
}
