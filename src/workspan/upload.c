/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/upload.h"

#include <glib/gi18n-lib.h>

#include "workspan/upload-private.h"
#include "workspan/workspan-error.h"

#define TICK_MS 100

G_DEFINE_FINAL_TYPE (BulkUpload, bulk_upload, G_TYPE_OBJECT)

enum { PROP_0, PROP_PHASE, PROP_SENT, PROP_TOTAL, PROP_ROWS, PROP_SPEED, PROP_LEFT, N_PROPS };
static GParamSpec *props[N_PROPS];

void
bulk_upload_set_phase (BulkUpload *self, BulkUploadPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  self->last_activity = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PHASE]);
}

void
bulk_upload_show_progress (BulkUpload *self)
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
    bulk_upload_show_progress (self);
  if (limit > 0 && !self->at_gate && g_get_monotonic_time () - self->last_activity > (gint64) limit * G_USEC_PER_SEC)
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

void
bulk_upload_drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  BulkUpload *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  BulkUploadFacts facts;

  if (bulk_payload_measure_finish (self->payload, result, &error) && !self->cancelled
      && bulk_upload_way_check (self->way, self->payload, &error))
    {
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL]);
      self->tick_source = g_timeout_source_new (TICK_MS);
      g_source_set_callback (self->tick_source, on_tick, self, NULL);
      g_source_attach (self->tick_source, g_task_get_context (task));
      bulk_upload_check_access (task);
      return;
    }
  facts = bulk_upload_collect_facts (self);
  if (self->cancelled)
    bulk_upload_end (task, bulk_upload_judge_failure (&facts, error), NULL);
  else
    bulk_upload_end (task, NULL, g_steal_pointer (&error));
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

  bulk_upload_drop_source (&self->tick_source);
  bulk_upload_drop_source (&self->user_source);
  g_clear_object (&self->message);
  g_clear_object (&self->guard);
  g_clear_pointer (&self->storage, bulk_storage_free);
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
  bulk_upload_set_phase (self, BULK_UPLOAD_MEASURING);
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

/**
 * bulk_upload_set_gate:
 * @gate: (nullable): is asked once, before the load begins; outlives the run, as does its data
 */
void
bulk_upload_set_gate (BulkUpload *self, const BulkUploadGate *gate, gpointer gate_data)
{
  self->gate = gate;
  self->gate_data = gate_data;
}

/** bulk_upload_set_timeouts: seconds without progress, and seconds to wait for the answer; 0: none */
void
bulk_upload_set_timeouts (BulkUpload *self, guint idle, guint answer)
{
  self->idle_timeout = idle;
  self->answer_timeout = answer;
}

/** bulk_upload_set_way: @way: by which address; before it is run. Opportunities, if it is not called. */
void
bulk_upload_set_way (BulkUpload *self, BulkUploadWay way)
{
  g_return_if_fail (!self->started);
  self->way = way;
}

BulkUploadWay
bulk_upload_get_way (BulkUpload *self)
{
  return self->way;
}
