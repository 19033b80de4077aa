/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
#include "workspan/status.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_TRACKER_IDLE,       /* not started, or stopped: start() goes on */
  BULK_TRACKER_ASKING,
  BULK_TRACKER_WAITING,    /* until it asks again */
  BULK_TRACKER_DONE,       /* the load has ended, and its rejected rows are known as far as they can be */
  BULK_TRACKER_FAILED,     /* asking again by itself is no use: get_error(); start() tries all the same */
} BulkTrackerPhase;

/* BulkTracker: asks what became of an execution, seldom and ever more seldom, until it is known: without row errors
 * while it runs, once with all of them when it has ended. Main context that made it.
 * Properties (read-only, notify): "phase" (BulkTrackerPhase as guint), "status" (BulkStatus). */
#define BULK_TYPE_TRACKER (bulk_tracker_get_type ())
G_DECLARE_FINAL_TYPE (BulkTracker, bulk_tracker, BULK, TRACKER, GObject)

/* rows: how many rows were sent, which is as many errors as there can be; 0: not known */
BulkTracker *bulk_tracker_new (BulkConnection *connection, const char *execution_id, guint64 rows);
void bulk_tracker_start (BulkTracker *self);    /* asks at once; goes on after stop() */
void bulk_tracker_stop (BulkTracker *self);     /* nobody looks; what is known stays */
void bulk_tracker_set_connection (BulkTracker *self, BulkConnection *connection);    /* with a new token */
const char *bulk_tracker_get_execution_id (BulkTracker *self);
BulkConnection *bulk_tracker_get_connection (BulkTracker *self);
BulkTrackerPhase bulk_tracker_get_phase (BulkTracker *self);
BulkStatus *bulk_tracker_get_status (BulkTracker *self);        /* (transfer none) (nullable): the latest */
const GError *bulk_tracker_get_error (BulkTracker *self);       /* (nullable): of the latest question */
/* Whether row errors are missing that the service would not give: they were too many, or it lists no more. */
gboolean bulk_tracker_lacks_errors (BulkTracker *self);
/* Milliseconds between the first questions and between the last ones; 1000 and 30000 by default; for tests. */
void bulk_tracker_set_intervals (BulkTracker *self, guint first, guint most);
/* The wait before question n (from 1) in milliseconds: pure. */
guint bulk_tracker_get_wait (guint first, guint most, guint n);
G_END_DECLS
