/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/upload-judge.h"

#include <glib/gi18n-lib.h>

#include "workspan/answer.h"
#include "workspan/failure.h"
#include "workspan/workspan-error.h"

/* By counters and flags, never by the error's code: a reset comes before as well as after full delivery. */
static gboolean
nothing_left (const BulkUploadFacts *facts)
{
  return !facts->wrote_headers && !facts->restarted && facts->header_bytes == 0 && facts->body_bytes == 0;
}

static BulkOutcomeReason
reason_of_failure (const BulkUploadFacts *facts, const GError *error)
{
  BulkOutcomeReason reason;

  if (facts->restarted)
    return BULK_REASON_CUT;
  if (facts->body_refused || facts->http2)
    return BULK_REASON_OTHER;
  if (facts->timed_out)
    return BULK_REASON_TIMEOUT;
  if (facts->cancelled)
    return BULK_REASON_CANCELLED;
  reason = bulk_failure_reason (error, facts->tls_errors);
  /* Once connected, it makes no difference how the connection ended. */
  if (facts->wrote_headers && reason != BULK_REASON_BAD_ANSWER && reason != BULK_REASON_TLS)
    return BULK_REASON_CUT;
  return reason;
}

static const char *
network_detail (const BulkUploadFacts *facts, BulkOutcomeReason reason)
{
  return facts->loopback ? NULL : bulk_failure_network_detail (reason);
}

static BulkOutcomeState
state_of_status (const BulkUploadFacts *facts, BulkOutcomeReason reason)
{
  if (nothing_left (facts))
    return BULK_OUTCOME_NOT_SENT; /* a proxy's answer */
  if (reason == BULK_REASON_SERVER_ERROR || reason == BULK_REASON_TIMEOUT || reason == BULK_REASON_OTHER)
    return BULK_OUTCOME_UNKNOWN;
  return BULK_OUTCOME_REFUSED;
}

/**
 * bulk_upload_judge_failure:
 * @error: why there is no whole answer
 *
 * Returns: (transfer full): "not sent" if nothing can have reached the service, else "unknown"
 */
BulkOutcome *
bulk_upload_judge_failure (const BulkUploadFacts *facts, const GError *error)
{
  BulkOutcomeReason reason = reason_of_failure (facts, error);
  const char *detail = NULL;

  if (facts->body_refused)
    detail = _ ("What was about to be sent was not what had been measured, so it was broken off.");
  else
    detail = network_detail (facts, reason);
  if (detail == NULL && reason == BULK_REASON_TLS)
    detail = bulk_failure_tls_detail (facts->tls_errors);
  return bulk_outcome_new (nothing_left (facts) ? BULK_OUTCOME_NOT_SENT : BULK_OUTCOME_UNKNOWN, reason, 0, NULL, NULL,
                           detail, -1, facts->file_bytes, facts->file_total, facts->rows);
}

/**
 * bulk_upload_judge_answer:
 * @status: of the answer
 * @body: the whole of it
 * @retry_after: seconds, or -1
 * @connection: whose secrets are kept out of what is shown
 *
 * Returns: (transfer full): what a whole answer says about the load
 */
BulkOutcome *
bulk_upload_judge_answer (const BulkUploadFacts *facts, guint status, GBytes *body, gint64 retry_after,
                          BulkConnection *connection)
{
  BulkOutcomeReason reason = bulk_failure_status_reason (status);
  BulkOutcomeState state = state_of_status (facts, reason);
  g_autoptr (BulkExecution) execution = NULL;
  g_autofree char *text = NULL;

  if (status >= 200 && status < 300)
    {
      execution = bulk_execution_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
      state = BULK_OUTCOME_ACCEPTED;
      reason = BULK_REASON_NONE;
      /* An answer to half a file is not an answer to this file. */
      if (execution == NULL || facts->body_bytes != facts->total || facts->restarted)
        {
          g_clear_object (&execution);
          state = BULK_OUTCOME_UNKNOWN;
          reason = BULK_REASON_BAD_ANSWER;
        }
    }
  if (execution == NULL)
    text = bulk_answer_dup_text (body, connection);
  return bulk_outcome_new (state, reason, status, execution, text, network_detail (facts, reason), retry_after,
                           facts->file_bytes, facts->file_total, facts->rows);
}

/**
 * bulk_upload_judge_refusal:
 *
 * Returns: (transfer full): "refused", by the answer to a question asked before the load
 */
BulkOutcome *
bulk_upload_judge_refusal (const BulkUploadFacts *facts, guint status, GBytes *body, gint64 retry_after,
                           BulkConnection *connection)
{
  g_autofree char *text = bulk_answer_dup_text (body, connection);
  BulkOutcomeReason reason = bulk_failure_status_reason (status);

  return bulk_outcome_new (BULK_OUTCOME_REFUSED, reason, status, NULL, text, network_detail (facts, reason),
                           retry_after, 0, facts->file_total, facts->rows);
}

/**
 * bulk_upload_judge_storage:
 * @status: of the storage's answer; 0: there is no whole answer
 * @body: (nullable): what it says
 * @error: (nullable): why there is no answer
 *
 * Returns: (transfer full): "not sent", whatever of the file has left: no load had been begun
 */
BulkOutcome *
bulk_upload_judge_storage (const BulkUploadFacts *facts, guint status, GBytes *body, const GError *error,
                           BulkConnection *connection)
{
  g_autofree char *text = body != NULL ? bulk_answer_dup_text (body, connection) : NULL;
  gboolean cancelled = facts->cancelled && status == 0;
  const char *detail = error != NULL && error->domain == BULK_WORKSPAN_ERROR ? error->message : NULL;

  if (facts->body_refused)
    detail = _ ("What was about to be sent was not what had been measured, so it was broken off.");
  else if (facts->tls_errors != 0)
    detail = bulk_failure_tls_detail (facts->tls_errors);
  return bulk_outcome_new (BULK_OUTCOME_NOT_SENT, cancelled ? BULK_REASON_CANCELLED : BULK_REASON_STORAGE, status, NULL,
                           text, detail, -1, facts->file_bytes, facts->file_total, facts->rows);
}
