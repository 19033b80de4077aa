/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/load-private.h"

#include <glib/gi18n-lib.h>

#include "load/load-record.h"
#include "store/store-error.h"

G_DEFINE_FINAL_TYPE (BulkLoad, bulk_load, G_TYPE_OBJECT)

static BulkLoadFunc on_new;
G_DEFINE_QUARK (bulk-load-error-quark, bulk_load_error)

enum { PROP_0, PROP_PHASE, PROP_SENT, PROP_TOTAL, PROP_ROWS, PROP_SPEED, PROP_LEFT, PROP_WAIT, N_PROPS };
static GParamSpec *props[N_PROPS];

/* Private helpers */

void
bulk_load_set_phase (BulkLoad *self, BulkUploadPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PHASE]);
}

/* @error: (transfer full) */
void
bulk_load_end (GTask *task, BulkOutcome *outcome, GError *error)
{
  BulkLoad *self = g_task_get_source_object (task);

  self->running = FALSE;
  bulk_load_set_phase (self, BULK_UPLOAD_DONE);
  if (outcome != NULL)
    g_task_return_pointer (task, g_object_ref (outcome), g_object_unref);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (bulk_load_record_begin_finish (self->history, result, self->record, &self->earlier, &error))
    bulk_load_attempt_start (task);
  else if (g_error_matches (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DUPLICATE))
    bulk_load_end (task, NULL, g_error_new_literal (BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE, error->message));
  else
    bulk_load_end (task, NULL, g_error_new (BULK_LOAD_ERROR, BULK_LOAD_ERROR_NOT_RECORDED, "%s %s", error->message,
                                              _("Nothing was sent.")));
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean ok = bulk_payload_measure_finish (self->payload, result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_clear_error (&error);
      self->outcome = bulk_outcome_new (BULK_OUTCOME_NOT_SENT, BULK_REASON_CANCELLED, 0, NULL, NULL, NULL, -1, 0, 0,
                                        bulk_payload_get_n_rows (self->payload));
      bulk_load_end (task, self->outcome, NULL);
      return;
    }
  if (!ok)
    {
      bulk_load_end (task, NULL, error);
      return;
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL]);
  bulk_load_record_describe (self->record, self->connection, self->payload);
  bulk_load_record_begin_async (self->history, self->record, self->again, on_begun, task);
}

/* Overrides */

static void
bulk_load_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BulkLoad *self = BULK_LOAD (object);

  switch (id)
    {
    case PROP_PHASE:
      g_value_set_uint (value, self->phase);
      break;
    case PROP_SENT:
      g_value_set_uint64 (value, bulk_load_get_bytes_sent (self));
      break;
    case PROP_TOTAL:
      g_value_set_uint64 (value, bulk_load_get_bytes_total (self));
      break;
    case PROP_ROWS:
      g_value_set_uint64 (value, bulk_load_get_rows_sent (self));
      break;
    case PROP_SPEED:
      g_value_set_double (value, bulk_load_get_bytes_per_second (self));
      break;
    case PROP_LEFT:
      g_value_set_double (value, bulk_load_get_seconds_left (self));
      break;
    case PROP_WAIT:
      g_value_set_int64 (value, self->wait_until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bulk_load_finalize (GObject *object)
{
  BulkLoad *self = BULK_LOAD (object);

  bulk_load_attempt_drop (self);
  if (self->free_retry_data != NULL)
    self->free_retry_data (self->retry_data);
  g_clear_object (&self->upload);
  g_clear_object (&self->outcome);
  g_clear_object (&self->earlier);
  g_clear_object (&self->record);
  g_clear_object (&self->payload);
  g_clear_object (&self->connection);
  g_clear_object (&self->history);
  g_clear_error (&self->record_error);

  G_OBJECT_CLASS (bulk_load_parent_class)->finalize (object);
}

/* Class */

static void
bulk_load_class_init (BulkLoadClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bulk_load_get_property;
  object_class->finalize = bulk_load_finalize;
  props[PROP_PHASE] = g_param_spec_uint ("phase", NULL, NULL, 0, BULK_UPLOAD_DONE, 0, flags);
  props[PROP_SENT] = g_param_spec_uint64 ("bytes-sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_TOTAL] = g_param_spec_uint64 ("bytes-total", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_ROWS] = g_param_spec_uint64 ("rows-sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_SPEED] = g_param_spec_double ("bytes-per-second", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_LEFT] = g_param_spec_double ("seconds-left", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  props[PROP_WAIT] = g_param_spec_int64 ("wait-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
bulk_load_init (BulkLoad *self)
{
  self->record = bulk_record_new ();
}

/* Public functions */

/**
 * bulk_load_set_on_new:
 * @func: (nullable): called with every new load, which is how a program gives all of them a policy
 */
void
bulk_load_set_on_new (BulkLoadFunc func)
{
  on_new = func;
}

/**
 * bulk_load_new:
 * @history: where it is recorded
 *
 * Returns: (transfer full): a load, not begun
 */
BulkLoad *
bulk_load_new (BulkHistory *history, BulkConnection *connection, BulkPayload *payload)
{
  BulkLoad *self = g_object_new (BULK_TYPE_LOAD, NULL);

  self->history = g_object_ref (history);
  self->connection = g_object_ref (connection);
  self->payload = g_object_ref (payload);
  bulk_load_record_name (self->record, payload);
  if (on_new != NULL)
    on_new (self);
  return self;
}

BulkRecord *
bulk_load_get_record (BulkLoad *self)
{
  return self->record;
}

/** bulk_load_set_way: @way: what the rows are, and how they go */
void
bulk_load_set_way (BulkLoad *self, BulkUploadWay way)
{
  bulk_record_set_string (&self->record->object_type, bulk_upload_way_get_object_type (way));
  bulk_record_set_string (&self->record->way, bulk_upload_way_get_name (way));
}

/** bulk_load_set_again: whether a body that was or may have been loaded is loaded once more, as the user has said */
void
bulk_load_set_again (BulkLoad *self, gboolean again)
{
  self->again = again;
}

/**
 * bulk_load_run_async:
 *
 * Records the load and makes it. Cancelling makes the outcome "not sent" or, once a byte has left, "unknown".
 */
void
bulk_load_run_async (BulkLoad *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  /* How it ended is told when it was cancelled, too. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->running || self->record->id != 0)
    {
      g_task_return_new_error (task, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED, _("This load has been sent."));
      g_object_unref (task);
      return;
    }
  self->running = TRUE;
  g_clear_object (&self->earlier);
  g_clear_object (&self->outcome);
  bulk_load_set_phase (self, BULK_UPLOAD_MEASURING);
  bulk_payload_measure_async (self->payload, cancellable, on_measured, task);
}

/** bulk_load_run_finish: Returns: (transfer full): the outcome; %NULL and @error only if nothing was sent */
BulkOutcome *
bulk_load_run_finish (BulkLoad *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

BulkRecord *
bulk_load_get_earlier (BulkLoad *self)
{
  return self->earlier;
}

const GError *
bulk_load_get_record_error (BulkLoad *self)
{
  return self->record_error;
}

BulkHistory *
bulk_load_get_history (BulkLoad *self)
{
  return self->history;
}

BulkConnection *
bulk_load_get_connection (BulkLoad *self)
{
  return self->connection;
}

BulkPayload *
bulk_load_get_payload (BulkLoad *self)
{
  return self->payload;
}

BulkUploadPhase
bulk_load_get_phase (BulkLoad *self)
{
  return self->phase;
}

guint64
bulk_load_get_bytes_sent (BulkLoad *self)
{
  return self->upload != NULL ? bulk_upload_get_bytes_sent (self->upload) : 0;
}

guint64
bulk_load_get_bytes_total (BulkLoad *self)
{
  return bulk_payload_get_length (self->payload);
}

guint64
bulk_load_get_rows_sent (BulkLoad *self)
{
  return self->upload != NULL ? bulk_upload_get_rows_sent (self->upload) : 0;
}

double
bulk_load_get_bytes_per_second (BulkLoad *self)
{
  return self->upload != NULL ? bulk_upload_get_bytes_per_second (self->upload) : 0;
}

double
bulk_load_get_seconds_left (BulkLoad *self)
{
  return self->upload != NULL ? bulk_upload_get_seconds_left (self->upload) : -1;
}

/** bulk_load_set_timeouts: bulk_upload_set_timeouts() of every attempt */
void
bulk_load_set_timeouts (BulkLoad *self, guint idle, guint answer)
{
  self->has_timeouts = TRUE;
  self->idle_timeout = idle;
  self->answer_timeout = answer;
}

/**
 * bulk_load_set_retry:
 * @policy: (nullable): decides about further attempts; must outlive the load
 * @free_policy_data: (nullable): when the load goes
 */
void
bulk_load_set_retry (BulkLoad *self, const BulkLoadRetry *policy, gpointer policy_data, GDestroyNotify free_policy_data)
{
  if (self->free_retry_data != NULL)
    self->free_retry_data (self->retry_data);
  self->retry = policy;
  self->retry_data = policy_data;
  self->free_retry_data = free_policy_data;
}

/** bulk_load_set_wait_until: for the retry policy: when the next attempt begins; 0: it does not wait */
void
bulk_load_set_wait_until (BulkLoad *self, gint64 monotonic_time)
{
  if (self->wait_until == monotonic_time)
    return;
  self->wait_until = monotonic_time;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAIT]);
}

gint64
bulk_load_get_wait_until (BulkLoad *self)
{
  return self->wait_until;
}

guint
bulk_load_get_attempt (BulkLoad *self)
{
  return self->attempt;
}
