/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/tracker.h"

#include "workspan/renewal.h"
#include "workspan/workspan-error.h"

#define FIRST_WAIT 1000
#define MOST_WAIT 30000
#define GRACE 5             /* questions after which a load that the service does not know is one it will not know */
#define MANY_ERRORS 1000000 /* asked for where nobody knows how many rows there are */

/* What services take that do not take all: the number in WorkSpan's own examples last. */
static const guint fewer_errors[] = { 100000, 10000, 1000 };

struct _BulkTracker
{
  GObject parent_instance;
  BulkConnection *connection;
  char *execution_id;
  guint64 rows;
  guint first_wait, most_wait;

  BulkTrackerPhase phase;
  BulkStatus *status;
  GError *error;
  guint n_asked;
  guint max_errors;         /* of the question with errors */
  gboolean refused;         /* the token was, by the latest answer */
  gboolean with_errors;     /* the question under way */
  GCancellable *asking;     /* not NULL: a question is under way */
  GSource *timer;
};

G_DEFINE_FINAL_TYPE (BulkTracker, bulk_tracker, G_TYPE_OBJECT)

enum { PROP_0, PROP_PHASE, PROP_STATUS, N_PROPS };
static GParamSpec *props[N_PROPS];

static void ask (BulkTracker *self);

/* Private helpers */

static void
set_phase (BulkTracker *self, BulkTrackerPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PHASE]);
}

static void
drop_timer (BulkTracker *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
on_time (gpointer user_data)
{
  BulkTracker *self = user_data;

  drop_timer (self);
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
ask_later (BulkTracker *self, gint64 retry_after)
{
  guint wait = bulk_tracker_get_wait (self->first_wait, self->most_wait, self->n_asked);

  if (retry_after > 0)
    wait = MAX (wait, (guint) retry_after * 1000);
  self->timer = g_timeout_source_new (wait);
  g_source_set_callback (self->timer, on_time, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  set_phase (self, BULK_TRACKER_WAITING);
}

/* Fewer errors, where all of them are more than the service gives or this program reads. FALSE: there is no less. */
static gboolean
ask_for_fewer (BulkTracker *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fewer_errors); i++)
    if (fewer_errors[i] < self->max_errors)
      {
        self->max_errors = fewer_errors[i];
        ask (self);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_passing (BulkTracker *self)
{
  if (g_error_matches (self->error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_FOUND))
    /* One part of a service may hear of a load later than another. */
    return self->n_asked < GRACE;
  return bulk_status_error_is_passing (self->error);
}

static void
take_error (BulkTracker *self, gint64 retry_after)
{
  if (self->with_errors
      && (g_error_matches (self->error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_TOO_LARGE)
          || g_error_matches (self->error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_REJECTED)))
    {
      if (!ask_for_fewer (self))
        set_phase (self, BULK_TRACKER_DONE);
      return;
    }
  if (g_error_matches (self->error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_NOT_AUTHORISED) && !self->refused)
    {
      /* An application user's token is renewed, once. */
      self->refused = TRUE;
      ask (self);
      return;
    }
  if (is_passing (self))
    ask_later (self, retry_after);
  else
    set_phase (self, BULK_TRACKER_FAILED);
}

static gboolean
has_ended (BulkStatus *status)
{
  return bulk_status_get_state (status) == BULK_STATUS_COMPLETED
         || (bulk_status_get_state (status) == BULK_STATUS_OTHER && bulk_status_get_completed_at (status) != NULL);
}

static void
take_status (BulkTracker *self, BulkStatus *status)
{
  gboolean ended = has_ended (status);

  self->refused = FALSE;
  g_set_object (&self->status, status);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
  /* Who was told may have stopped it. */
  if (self->phase != BULK_TRACKER_ASKING)
    return;
  if (!ended)
    ask_later (self, -1);
  else if (bulk_status_get_error_count (status) != 0 && !self->with_errors)
    {
      self->with_errors = TRUE;
      ask (self);
    }
  else
    set_phase (self, BULK_TRACKER_DONE);
}

/* Callbacks */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkTracker) self = user_data;
  gint64 retry_after = -1;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkStatus) status = bulk_status_fetch_finish (BULK_CONNECTION (source), result, &retry_after, &error);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));

  /* Stopped meanwhile; perhaps started again, with another question. */
  if (self->asking != cancellable)
    return;
  g_clear_object (&self->asking);
  g_clear_error (&self->error);
  if (status != NULL)
    {
      take_status (self, status);
      return;
    }
  self->error = g_steal_pointer (&error);
  take_error (self, retry_after);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkTracker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection
      = bulk_connection_renew_finish (BULK_CONNECTION (source), result, &error);

  if (self->asking == NULL || self->asking != g_task_get_cancellable (G_TASK (result)))
    return;
  if (connection == NULL)
    {
      g_clear_object (&self->asking);
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      take_error (self, -1);
      return;
    }
  g_set_object (&self->connection, connection);
  bulk_status_fetch_async (connection, self->execution_id, self->with_errors ? self->max_errors : 0, self->asking,
                           on_answer, g_object_ref (self));
}

/* First of all with a token that is good now. */
static void
ask (BulkTracker *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  self->n_asked++;
  g_set_object (&self->asking, cancellable);
  set_phase (self, BULK_TRACKER_ASKING);
  if (self->asking == cancellable)
    bulk_connection_renew_async (self->connection, self->refused, cancellable, on_token, g_object_ref (self));
}

/* Overrides */

static void
bulk_tracker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BulkTracker *self = BULK_TRACKER (object);

  switch (id)
    {
    case PROP_PHASE:
      g_value_set_uint (value, self->phase);
      break;
    case PROP_STATUS:
      g_value_set_object (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bulk_tracker_dispose (GObject *object)
{
  bulk_tracker_stop (BULK_TRACKER (object));
  G_OBJECT_CLASS (bulk_tracker_parent_class)->dispose (object);
}

static void
bulk_tracker_finalize (GObject *object)
{
  BulkTracker *self = BULK_TRACKER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->status);
  g_clear_error (&self->error);
  g_free (self->execution_id);
  G_OBJECT_CLASS (bulk_tracker_parent_class)->finalize (object);
}

/* Class */

static void
bulk_tracker_class_init (BulkTrackerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bulk_tracker_get_property;
  object_class->dispose = bulk_tracker_dispose;
  object_class->finalize = bulk_tracker_finalize;
  props[PROP_PHASE] = g_param_spec_uint ("phase", NULL, NULL, 0, BULK_TRACKER_FAILED, BULK_TRACKER_IDLE, flags);
  props[PROP_STATUS] = g_param_spec_object ("status", NULL, NULL, BULK_TYPE_STATUS, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
bulk_tracker_init (BulkTracker *self)
{
  self->first_wait = FIRST_WAIT;
  self->most_wait = MOST_WAIT;
}

/* Public functions */

/** bulk_tracker_new: Returns: (transfer full): asks nothing yet */
BulkTracker *
bulk_tracker_new (BulkConnection *connection, const char *execution_id, guint64 rows)
{
  BulkTracker *self = g_object_new (BULK_TYPE_TRACKER, NULL);

  self->connection = g_object_ref (connection);
  self->execution_id = g_strdup (execution_id);
  self->rows = rows;
  self->max_errors = rows > 0 ? (guint) MIN (rows, MANY_ERRORS) : MANY_ERRORS;
  return self;
}

/** bulk_tracker_start: asks now, and goes on asking; does nothing if it does so already, or knows all there is */
void
bulk_tracker_start (BulkTracker *self)
{
  if (self->phase == BULK_TRACKER_ASKING || self->phase == BULK_TRACKER_DONE)
    return;
  drop_timer (self);
  /* Whoever starts it again looks: often at first. */
  self->n_asked = 0;
  self->refused = FALSE;
  ask (self);
}

/** bulk_tracker_stop: asks no more, until it is started again */
void
bulk_tracker_stop (BulkTracker *self)
{
  g_autoptr (GCancellable) asking = g_steal_pointer (&self->asking);

  drop_timer (self);
  if (asking != NULL)
    g_cancellable_cancel (asking);
  if (self->phase == BULK_TRACKER_ASKING || self->phase == BULK_TRACKER_WAITING)
    set_phase (self, BULK_TRACKER_IDLE);
}

/** bulk_tracker_set_connection: the next question goes over @connection */
void
bulk_tracker_set_connection (BulkTracker *self, BulkConnection *connection)
{
  g_set_object (&self->connection, connection);
}

/** bulk_tracker_get_execution_id: Returns: what is asked about */
const char *
bulk_tracker_get_execution_id (BulkTracker *self)
{
  return self->execution_id;
}

/** bulk_tracker_get_connection: Returns: (transfer none): over which it asks */
BulkConnection *
bulk_tracker_get_connection (BulkTracker *self)
{
  return self->connection;
}

/** bulk_tracker_get_phase: Returns: what it is doing */
BulkTrackerPhase
bulk_tracker_get_phase (BulkTracker *self)
{
  return self->phase;
}

/** bulk_tracker_get_status: Returns: (transfer none) (nullable): the latest answer */
BulkStatus *
bulk_tracker_get_status (BulkTracker *self)
{
  return self->status;
}

/** bulk_tracker_get_error: Returns: (nullable): why the latest question got no answer */
const GError *
bulk_tracker_get_error (BulkTracker *self)
{
  return self->error;
}

/** bulk_tracker_lacks_errors: Returns: whether the load has ended with more rejected rows than are known */
gboolean
bulk_tracker_lacks_errors (BulkTracker *self)
{
  return self->phase == BULK_TRACKER_DONE && self->status != NULL && !bulk_status_has_all_errors (self->status);
}

/** bulk_tracker_set_intervals: milliseconds between questions */
void
bulk_tracker_set_intervals (BulkTracker *self, guint first, guint most)
{
  self->first_wait = first;
  self->most_wait = most;
}

/** bulk_tracker_get_wait: Returns: milliseconds after the @n-th question: half as long again each time */
guint
bulk_tracker_get_wait (guint first, guint most, guint n)
{
  double wait = first;

  for (guint i = 1; i < n && wait < most; i++)
    wait *= 1.5;
  return wait < most ? (guint) wait : most;
}
