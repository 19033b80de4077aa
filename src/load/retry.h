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

/* The rules alone. attempt: from 1; renewed: whether a new token has been tried already. */
BulkRetryAction bulk_retry_decide (BulkOutcome *outcome, guint attempt, gboolean can_renew, gboolean renewed);
/* Seconds to wait before attempt + 1. jitter: 0 to 1. */
double bulk_retry_get_delay (BulkRetryAction action, guint attempt, gint64 retry_after, double jitter);

/* BulkRetry: the attempts of one load. Before each attempt:
 *   bulk_retry_ready_async ()         a connection with a good token; waits and renews as need be
 * and after it
 *   bulk_retry_wants_another (outcome)   TRUE: go back to ready_async, else the outcome stands.
 * Properties (notify): "action" (what is being waited for, STOP if nothing), "seconds-left" guint, "attempt" guint. */
#define BULK_TYPE_RETRY (bulk_retry_get_type ())
G_DECLARE_FINAL_TYPE (BulkRetry, bulk_retry, BULK, RETRY, GObject)
BulkRetry *bulk_retry_new (BulkConnection *connection, guint64 rows_total);
/* Finish gives the connection for the next attempt, (transfer full), or NULL and an outcome that says why there is
 * none: cancelled while waiting, or no token. Nothing has left this computer in this attempt. */
void bulk_retry_ready_async (BulkRetry *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
BulkConnection *bulk_retry_ready_finish (BulkRetry *self, GAsyncResult *result, BulkOutcome **outcome);
gboolean bulk_retry_wants_another (BulkRetry *self, BulkOutcome *outcome);
void bulk_retry_go_on (BulkRetry *self);                        /* ends the waiting: "Try Now" */
BulkRetryAction bulk_retry_get_action (BulkRetry *self);
guint bulk_retry_get_seconds_left (BulkRetry *self);
guint bulk_retry_get_attempt (BulkRetry *self);                 /* 1 for the first; 0 before */
char *bulk_retry_dup_text (BulkRetry *self);                    /* translated: what is waited for and how long; NULL: nothing */
/* For tests: most attempts, and the unit of back-off in seconds (5 and 2 by default). */
void bulk_retry_set_limits (BulkRetry *self, guint max_attempts, double unit);
G_END_DECLS
