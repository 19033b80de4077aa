/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* What follows an attempt by itself, without asking anybody. Whatever may have been loaded is never sent again. */
typedef enum
{
  BULK_RETRY_STOP,      /* the outcome stands */
  BULK_RETRY_BACKOFF,   /* no byte of the request left: again after a while */
  BULK_RETRY_LATER,     /* 429: again after what the service said */
  BULK_RETRY_RENEW,     /* 401 with an application user: once more with a new token */
} BulkRetryAction;

/* The rules alone. before: what led to this attempt; attempt: from 1; max_attempts: of those that follow a back-off. */
BulkRetryAction bulk_retry_decide (BulkOutcome *outcome, guint attempt, guint max_attempts, BulkRetryAction before,
                                   gboolean can_renew);
/* Seconds to wait before the next attempt. jitter: 0 to 1. */
double bulk_retry_get_delay (BulkRetryAction action, guint attempt, gint64 retry_after, double jitter);

/* BulkRetry: applies them to a load, and waits. Properties (notify): "action" (what is waited for, STOP if nothing),
 * "wait-until" gint64 (monotonic time, 0: no waiting). */
#define BULK_TYPE_RETRY (bulk_retry_get_type ())
G_DECLARE_FINAL_TYPE (BulkRetry, bulk_retry, BULK, RETRY, GObject)
BulkRetry *bulk_retry_new (BulkConnection *connection);
/* Finish gives the connection for the next attempt, (transfer full), or NULL: the outcome stands. With an error where a
 * new token was wanted and could not be had, or the waiting was cancelled. */
void bulk_retry_next_async (BulkRetry *self, BulkOutcome *outcome, guint attempt, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
BulkConnection *bulk_retry_next_finish (BulkRetry *self, GAsyncResult *result, GError **error);
void bulk_retry_go_on (BulkRetry *self);                   /* ends the waiting: "Try Now" */
BulkRetryAction bulk_retry_get_action (BulkRetry *self);
gint64 bulk_retry_get_wait_until (BulkRetry *self);
char *bulk_retry_dup_text (BulkRetry *self);  /* translated: what is waited for and how long; NULL: nothing */
/* Attempts that follow a back-off, 6 by default; and its unit in seconds, 1 by default, for tests. */
void bulk_retry_set_limits (BulkRetry *self, guint max_attempts, double unit);
G_END_DECLS
