/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/retry.h"

#include <glib/gi18n-lib.h>

#include "workspan/renewal.h"

#define MAX_ATTEMPTS 6          /* that follow a back-off: half a minute at most */
#define MOST_ATTEMPTS 12        /* of any kind: a server must not keep us busy for ever */
#define LONGEST_BACKOFF 60.0
#define LONGEST_LATER 600.0
#define UNSAID_LATER 60.0       /* of a 429 that says nothing */

struct _BulkRetry
{
  GObject parent_instance;

  BulkConnection *connection;   /* of the latest attempt */
  guint max_attempts;
  double unit;
  BulkRetryAction before;       /* what led to the latest attempt */
  BulkRetryAction action;       /* what is waited for */
  gint64 wait_until;

  GTask *task;                  /* not NULL: asked, and not answered yet */
  GSource *timer;
  GSource *cancel_source;
  GNetworkMonitor *network;
  gboolean was_offline;
};

G_DEFINE_FINAL_TYPE (BulkRetry, bulk_retry, G_TYPE_OBJECT)

enum { PROP_0, PROP_ACTION, PROP_WAIT_UNTIL, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* Private helpers */

static void
set_waiting (BulkRetry *self, BulkRetryAction action, gint64 until)
{
  self->action = action;
  self->wait_until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT_UNTIL]);
}

static void
drop_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop_waiting (BulkRetry *self)
{
  drop_source (&self->timer);
  drop_source (&self->cancel_source);
  if (self->network)
    g_signal_handlers_disconnect_by_data (self->network, self);
  self->network = NULL;
}

/* Takes both; without a connection the outcome stands. */
static void
answer (BulkRetry *self, BulkConnection *connection, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  stop_waiting (self);
  set_waiting (self, BULK_RETRY_STOP, 0);
  if (connection)
    g_set_object (&self->connection, connection);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, connection, g_object_unref);
}

static void
on_renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkRetry) self = user_data;
  GError *error = NULL;
  BulkConnection *connection = bulk_connection_renew_finish (BULK_CONNECTION (source), result, &error);

  answer (self, connection, error);
}

/* The time has come. A token may have expired meanwhile. */
static void
go_on (BulkRetry *self)
{
  gboolean refused = self->action == BULK_RETRY_RENEW;

  stop_waiting (self);
  bulk_connection_renew_async (self->connection, refused, g_task_get_cancellable (self->task), on_renewed,
                               g_object_ref (self));
}

/* Callbacks */

static gboolean
on_time (gpointer user_data)
{
  go_on (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  answer (user_data, NULL, error);
  return G_SOURCE_REMOVE;
}

/* The network is back: there is nothing to wait for any more. */
static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, BulkRetry *self)
{
  if (available && self->was_offline)
    go_on (self);
  else
    self->was_offline = !available;
}

static void
attach (GSource **place, GSource *source, GSourceFunc callback, BulkRetry *self)
{
  *place = source;
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, g_task_get_context (self->task));
}

static void
wait (BulkRetry *self, double seconds)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  attach (&self->timer, g_timeout_source_new ((guint) (seconds * 1000)), on_time, self);
  if (cancellable)
    attach (&self->cancel_source, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), self);
  if (self->action != BULK_RETRY_BACKOFF || bulk_connection_is_loopback (self->connection))
    return;
  self->network = g_network_monitor_get_default ();
  self->was_offline = !g_network_monitor_get_network_available (self->network);
  g_signal_connect (self->network, "network-changed", G_CALLBACK (on_network_changed), self);
}

/* Overrides */

static void
bulk_retry_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  BulkRetry *self = BULK_RETRY (object);

  if (id == PROP_ACTION)
    g_value_set_uint (value, self->action);
  else if (id == PROP_WAIT_UNTIL)
    g_value_set_int64 (value, self->wait_until);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_retry_finalize (GObject *object)
{
  BulkRetry *self = BULK_RETRY (object);

  stop_waiting (self);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (bulk_retry_parent_class)->finalize (object);
}

/* Class */

static void
bulk_retry_class_init (BulkRetryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bulk_retry_get_property;
  object_class->finalize = bulk_retry_finalize;
  properties[PROP_ACTION] = g_param_spec_uint ("action", NULL, NULL, 0, BULK_RETRY_RENEW, 0, flags);
  properties[PROP_WAIT_UNTIL] = g_param_spec_int64 ("wait-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bulk_retry_init (BulkRetry *self)
{
  self->max_attempts = MAX_ATTEMPTS;
  self->unit = 1;
}

/* Public functions */

/**
 * bulk_retry_decide:
 * @outcome: of an attempt
 * @attempt: which one it was, from 1
 * @max_attempts: how many may follow a back-off
 * @before: what led to it; STOP for the first
 * @can_renew: whether a new token can be had
 *
 * Returns: what follows by itself
 */
BulkRetryAction
bulk_retry_decide (BulkOutcome *outcome, guint attempt, guint max_attempts, BulkRetryAction before, gboolean can_renew)
{
  BulkOutcomeReason reason = bulk_outcome_get_reason (outcome);

  if (attempt >= MOST_ATTEMPTS)
    return BULK_RETRY_STOP;
  if (bulk_outcome_get_state (outcome) == BULK_OUTCOME_REFUSED)
    {
      if (reason == BULK_REASON_TOO_MANY)
        return BULK_RETRY_LATER;
      if (reason == BULK_REASON_NOT_AUTHORISED && can_renew && before != BULK_RETRY_RENEW)
        return BULK_RETRY_RENEW;
      return BULK_RETRY_STOP;
    }
  /* An answer, of a proxy, will be the same next time. A certificate that is not trusted is for people to judge. */
  if (bulk_outcome_get_state (outcome) != BULK_OUTCOME_NOT_SENT || bulk_outcome_get_http_status (outcome) != 0
      || attempt >= max_attempts)
    return BULK_RETRY_STOP;
  switch (reason)
    {
    case BULK_REASON_NAME:
    case BULK_REASON_REFUSED_CONNECTION:
    case BULK_REASON_TIMEOUT:
    case BULK_REASON_CUT:
      return BULK_RETRY_BACKOFF;
    default:
      return BULK_RETRY_STOP;
    }
}

/**
 * bulk_retry_get_delay:
 * @action: why to wait
 * @attempt: which attempt has ended, from 1
 * @retry_after: what the service said, in seconds; -1: nothing
 * @jitter: 0 to 1, by chance, so that not everybody comes back at the same moment
 *
 * Returns: seconds
 */
double
bulk_retry_get_delay (BulkRetryAction action, guint attempt, gint64 retry_after, double jitter)
{
  switch (action)
    {
    case BULK_RETRY_BACKOFF:
      /* 1, 2, 4 … seconds, and up to half of it less. */
      return MIN ((double) (1u << MIN (attempt - 1, 10)), LONGEST_BACKOFF) * (1 - jitter / 2);
    case BULK_RETRY_LATER:
      /* Never earlier than the service wants. */
      return CLAMP (retry_after < 0 ? UNSAID_LATER : (double) retry_after, 1, LONGEST_LATER) + jitter;
    case BULK_RETRY_RENEW:
    case BULK_RETRY_STOP:
    default:
      return 0;
    }
}

/** bulk_retry_new: Returns: (transfer full): the attempts of a load over @connection */
BulkRetry *
bulk_retry_new (BulkConnection *connection)
{
  BulkRetry *self = g_object_new (BULK_TYPE_RETRY, NULL);

  self->connection = g_object_ref (connection);
  return self;
}

/**
 * bulk_retry_next_async:
 * @outcome: of the attempt that has ended
 * @attempt: which one it was, from 1
 *
 * Decides, and waits where there is something to wait for.
 */
void
bulk_retry_next_async (BulkRetry *self, BulkOutcome *outcome, guint attempt, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  gboolean can_renew = bulk_connection_get_token_source (self->connection) != NULL;
  double seconds;

  g_return_if_fail (self->task == NULL);
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, bulk_retry_next_async);
  self->before = bulk_retry_decide (outcome, attempt, self->max_attempts, self->before, can_renew);
  if (self->before == BULK_RETRY_STOP || g_cancellable_is_cancelled (cancellable))
    {
      answer (self, NULL, NULL);
      return;
    }
  seconds = bulk_retry_get_delay (self->before, attempt, bulk_outcome_get_retry_after (outcome),
                                  g_random_double ());
  if (self->before == BULK_RETRY_BACKOFF)
    seconds *= self->unit;
  set_waiting (self, self->before, g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC));
  if (self->before == BULK_RETRY_RENEW)
    go_on (self);
  else
    wait (self, seconds);
}

/** bulk_retry_next_finish: Returns: (transfer full) (nullable): the connection to try again with; %NULL: do not */
BulkConnection *
bulk_retry_next_finish (BulkRetry *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_retry_next_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_retry_go_on: tries again at once, if there is waiting for time to pass */
void
bulk_retry_go_on (BulkRetry *self)
{
  if (self->timer)
    go_on (self);
}

/** bulk_retry_get_action: Returns: what is waited for; STOP: nothing */
BulkRetryAction
bulk_retry_get_action (BulkRetry *self)
{
  return self->action;
}

/** bulk_retry_get_wait_until: Returns: until when, in monotonic time; 0: there is no waiting */
gint64
bulk_retry_get_wait_until (BulkRetry *self)
{
  return self->wait_until;
}

/** bulk_retry_dup_text: Returns: (transfer full) (nullable): what is waited for, and for how long yet */
char *
bulk_retry_dup_text (BulkRetry *self)
{
  gint64 left = (self->wait_until - g_get_monotonic_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  int seconds = (int) CLAMP (left, 0, 3600);

  switch (self->action)
    {
    case BULK_RETRY_BACKOFF:
      if (self->network && self->was_offline)
        return g_strdup_printf (ngettext ("This computer is offline. Trying again in %d second, or when it is online.",
                                          "This computer is offline. Trying again in %d seconds, or when it is online.",
                                          (gulong) seconds), seconds);
      return g_strdup_printf (ngettext ("The service could not be reached. Trying again in %d second.",
                                        "The service could not be reached. Trying again in %d seconds.",
                                        (gulong) seconds), seconds);
    case BULK_RETRY_LATER:
      if (seconds >= 120)
        return g_strdup_printf (_ ("The service asks to wait. Trying again in %d:%02d minutes."), seconds / 60,
                                seconds % 60);
      return g_strdup_printf (ngettext ("The service asks to wait. Trying again in %d second.",
                                        "The service asks to wait. Trying again in %d seconds.", (gulong) seconds),
                              seconds);
    case BULK_RETRY_RENEW:
      return g_strdup (_ ("The token has expired. Fetching a new one…"));
    case BULK_RETRY_STOP:
    default:
      return NULL;
    }
}

/** bulk_retry_set_limits: @max_attempts: that follow a back-off; 1: none does. @unit: its first wait, in seconds */
void
bulk_retry_set_limits (BulkRetry *self, guint max_attempts, double unit)
{
  self->max_attempts = max_attempts;
  self->unit = unit;
}
