/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/execution.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_OUTCOME_ACCEPTED,   /* 200 with an execution ID */
  BULK_OUTCOME_REFUSED,    /* the service said no: nothing was loaded */
  BULK_OUTCOME_NOT_SENT,   /* no byte of the request left: nothing was loaded */
  BULK_OUTCOME_UNKNOWN,    /* bytes left and no valid answer came: it may have been loaded */
} BulkOutcomeState;

typedef enum
{
  BULK_REASON_NONE, BULK_REASON_CANCELLED, BULK_REASON_NAME, BULK_REASON_REFUSED_CONNECTION, BULK_REASON_TLS,
  BULK_REASON_TIMEOUT,
  BULK_REASON_CUT, BULK_REASON_BAD_INPUT /*400*/, BULK_REASON_NOT_AUTHORISED /*401*/, BULK_REASON_FORBIDDEN,
  BULK_REASON_NOT_FOUND,
  BULK_REASON_TOO_LARGE /*413*/, BULK_REASON_MEDIA_TYPE /*415, 422*/, BULK_REASON_TOO_MANY /*429*/,
  BULK_REASON_REDIRECT, BULK_REASON_SERVER_ERROR,
  BULK_REASON_BAD_ANSWER, BULK_REASON_OTHER, BULK_REASON_NO_TOKEN /* none could be fetched */,
  BULK_REASON_STORAGE, /* no load began: the file did not get into the storage */
  BULK_REASON_INTERRUPTED, /* the program or the computer stopped in the middle */
  BULK_REASON_NOT_BEGUN,   /* something on this computer was in the way: the detail says what */
} BulkOutcomeReason;

/* BulkOutcome: how an upload ended. Immutable. Texts are translated and plain (no markup); server text is separate. */
#define BULK_TYPE_OUTCOME (bulk_outcome_get_type ())
G_DECLARE_FINAL_TYPE (BulkOutcome, bulk_outcome, BULK, OUTCOME, GObject)
BulkOutcome *bulk_outcome_new (BulkOutcomeState state, BulkOutcomeReason reason, guint http_status,
                               BulkExecution *execution, const char *server_text, const char *detail,
                               gint64 retry_after, guint64 bytes_sent, guint64 bytes_total, guint64 rows_total);
BulkOutcome *bulk_outcome_new_like (BulkOutcome *self, BulkOutcomeReason reason, const char *detail,
                                    guint64 rows_total);
BulkOutcomeState bulk_outcome_get_state (BulkOutcome *self);
BulkOutcomeReason bulk_outcome_get_reason (BulkOutcome *self);
/* Refused for who asked, not for what was sent: the next load would be refused as well. */
gboolean bulk_outcome_is_about_credentials (BulkOutcome *self);
guint bulk_outcome_get_http_status (BulkOutcome *self);          /* 0: none */
BulkExecution *bulk_outcome_get_execution (BulkOutcome *self);   /* nullable */
/* nullable; bounded, valid UTF-8, hostile: show as plain text */
const char *bulk_outcome_get_server_text (BulkOutcome *self);
gint64 bulk_outcome_get_retry_after (BulkOutcome *self);         /* seconds, -1: not said; clamped to 600 */
guint64 bulk_outcome_get_bytes_sent (BulkOutcome *self);         /* body bytes handed to the network */
guint64 bulk_outcome_get_bytes_total (BulkOutcome *self);
guint64 bulk_outcome_get_rows_total (BulkOutcome *self);
const char *bulk_outcome_get_detail (BulkOutcome *self);         /* nullable; as given */
const char *bulk_outcome_get_title (BulkOutcome *self);          /* "WorkSpan did not accept the token" */
const char *bulk_outcome_get_what_happened (BulkOutcome *self);
/* "Nothing was loaded." / "It is not known whether ..." */
const char *bulk_outcome_get_what_was_sent (BulkOutcome *self);
const char *bulk_outcome_get_what_next (BulkOutcome *self);
G_END_DECLS
