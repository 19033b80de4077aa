/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/outcome.h"

#include "workspan/outcome-text.h"

#define MAX_RETRY_AFTER 600

struct _BulkOutcome
{
  GObject parent_instance;
  BulkOutcomeState state;
  BulkOutcomeReason reason;
  guint http_status;
  BulkExecution *execution;
  char *server_text;
  char *detail;
  gint64 retry_after;
  guint64 bytes_sent;
  guint64 bytes_total;
  guint64 rows_total;
  char *title;
  char *what_happened;
  char *what_was_sent;
  char *what_next;
};

G_DEFINE_FINAL_TYPE (BulkOutcome, bulk_outcome, G_TYPE_OBJECT)

static void
bulk_outcome_finalize (GObject *object)
{
  BulkOutcome *self = BULK_OUTCOME (object);

  g_clear_object (&self->execution);
  g_free (self->server_text);
  g_free (self->detail);
  g_free (self->title);
  g_free (self->what_happened);
  g_free (self->what_was_sent);
  g_free (self->what_next);

  G_OBJECT_CLASS (bulk_outcome_parent_class)->finalize (object);
}

static void
bulk_outcome_class_init (BulkOutcomeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_outcome_finalize;
}

static void
bulk_outcome_init (BulkOutcome *self)
{
}

/**
 * bulk_outcome_new:
 * @state: what is known about the load
 * @reason: why
 * @http_status: of the answer, or 0
 * @execution: (nullable): of an accepted load
 * @server_text: (nullable): what the server said; is cleaned and bounded
 * @detail: (nullable): one more translated sentence about what happened
 * @retry_after: seconds, or -1; clamped to 600
 * @bytes_sent: body bytes handed to the network
 * @bytes_total: length of the body
 * @rows_total: data rows in the body
 *
 * Returns: (transfer full): the outcome with its texts
 */
BulkOutcome *
bulk_outcome_new (BulkOutcomeState state, BulkOutcomeReason reason, guint http_status, BulkExecution *execution,
                  const char *server_text, const char *detail, gint64 retry_after, guint64 bytes_sent,
                  guint64 bytes_total, guint64 rows_total)
{
  BulkOutcome *self = g_object_new (BULK_TYPE_OUTCOME, NULL);

  self->state = state;
  self->reason = reason;
  self->http_status = http_status;
  if (execution != NULL)
    self->execution = g_object_ref (execution);
  self->server_text = bulk_outcome_text_clean (server_text, -1, NULL);
  self->detail = g_strdup (detail);
  self->retry_after = retry_after < 0 ? -1 : MIN (retry_after, MAX_RETRY_AFTER);
  self->bytes_sent = bytes_sent;
  self->bytes_total = bytes_total;
  self->rows_total = rows_total;
  self->title = bulk_outcome_text_title (state, reason);
  self->what_happened = bulk_outcome_text_what_happened (reason, http_status, detail);
  self->what_was_sent = bulk_outcome_text_what_was_sent (state, bytes_sent, bytes_total, rows_total);
  if (state == BULK_OUTCOME_UNKNOWN && reason == BULK_REASON_INTERRUPTED)
    {
      g_free (self->what_was_sent);
      self->what_was_sent = bulk_outcome_text_at_least_sent (bytes_sent, bytes_total, rows_total);
    }
  self->what_next = bulk_outcome_text_what_next (state, reason, self->retry_after);
  return self;
}

/**
 * bulk_outcome_new_like:
 * @self: an outcome without an execution, or whose execution is not that of the new one
 * @reason: why, as it is known now
 * @detail: (nullable): one more translated sentence about what happened
 * @rows_total: data rows in all
 *
 * Returns: (transfer full): the same but for these
 */
BulkOutcome *
bulk_outcome_new_like (BulkOutcome *self, BulkOutcomeReason reason, const char *detail, guint64 rows_total)
{
  return bulk_outcome_new (self->state, reason, self->http_status, NULL, self->server_text, detail, self->retry_after,
                           self->bytes_sent, self->bytes_total, rows_total);
}

#define GETTER(type, field, fallback)                       \
  type bulk_outcome_get_##field (BulkOutcome *self)         \
  {                                                         \
    g_return_val_if_fail (BULK_IS_OUTCOME (self), fallback); \
    return self->field;                                     \
  }

GETTER (BulkOutcomeState, state, BULK_OUTCOME_UNKNOWN)
GETTER (BulkOutcomeReason, reason, BULK_REASON_OTHER)
GETTER (guint, http_status, 0)
GETTER (BulkExecution *, execution, NULL)
GETTER (const char *, server_text, NULL)
GETTER (const char *, detail, NULL)
GETTER (gint64, retry_after, -1)
GETTER (guint64, bytes_sent, 0)
GETTER (guint64, bytes_total, 0)
GETTER (guint64, rows_total, 0)
GETTER (const char *, title, NULL)
GETTER (const char *, what_happened, NULL)
GETTER (const char *, what_was_sent, NULL)
GETTER (const char *, what_next, NULL)

/** bulk_outcome_is_about_credentials: Returns: whether the service refused who asked, not what was sent */
gboolean
bulk_outcome_is_about_credentials (BulkOutcome *self)
{
  g_return_val_if_fail (BULK_IS_OUTCOME (self), FALSE);
  return self->state == BULK_OUTCOME_REFUSED
         && (self->reason == BULK_REASON_NOT_AUTHORISED || self->reason == BULK_REASON_FORBIDDEN
             || self->reason == BULK_REASON_NO_TOKEN);
}
