/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/history.h"
#include "workspan/upload.h"
G_BEGIN_DECLS
/* BulkLoad: one load, recorded and run: what a window and the command line run instead of BulkUpload.
 *
 * The record is PREPARING from the moment the body is measured, SENDING (on the disk) before its first byte
 * leaves, and what became of it afterwards. What cannot be recorded is not sent. Properties (read-only, notify),
 * as those of BulkUpload: "phase", "bytes-sent", "bytes-total", "rows-sent", "bytes-per-second", "seconds-left";
 * and "wait-until" gint64, monotonic time at which a retry comes (0: no waiting). */
#define BULK_TYPE_LOAD (bulk_load_get_type ())
G_DECLARE_FINAL_TYPE (BulkLoad, bulk_load, BULK, LOAD, GObject)

#define BULK_LOAD_ERROR (bulk_load_error_quark ())
typedef enum
{
  BULK_LOAD_ERROR_FAILED,
  BULK_LOAD_ERROR_DUPLICATE,     /* the same body was, is being or may have been loaded: bulk_load_get_earlier() */
  BULK_LOAD_ERROR_NOT_RECORDED,  /* the history could not be written, so nothing was sent */
} BulkLoadError;
GQuark bulk_load_error_quark (void);

BulkLoad *bulk_load_new (BulkHistory *history, BulkConnection *connection, BulkPayload *payload);
/* (transfer none): to be completed before run: names of connection and template, links,
 * batch; file name, address and sheet are those of the table. What is sent where
 * (hash, sizes, address, integration) is filled in by run. */
BulkRecord *bulk_load_get_record (BulkLoad *self);
/* What the rows are, and how they go: into the record. Without it: opportunities, in one POST. */
void bulk_load_set_way (BulkLoad *self, BulkUploadWay way);
/* Says yes to a load that was or may have been made before. */
void bulk_load_set_again (BulkLoad *self, gboolean again);

/* Ends with an outcome, or with an error if nothing was sent. After DUPLICATE it may be run again with set_again(). */
void bulk_load_run_async (BulkLoad *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BulkOutcome *bulk_load_run_finish (BulkLoad *self, GAsyncResult *result, GError **error);   /* (transfer full) */
BulkRecord *bulk_load_get_earlier (BulkLoad *self);          /* (transfer none) (nullable): after DUPLICATE */
/* (transfer none) (nullable): the outcome could not be written down, and why; it is tried again in the background
 * while the program runs */
const GError *bulk_load_get_record_error (BulkLoad *self);

BulkHistory *bulk_load_get_history (BulkLoad *self);
BulkConnection *bulk_load_get_connection (BulkLoad *self);   /* of the latest attempt */
BulkPayload *bulk_load_get_payload (BulkLoad *self);
BulkUploadPhase bulk_load_get_phase (BulkLoad *self);
guint64 bulk_load_get_bytes_sent (BulkLoad *self);
guint64 bulk_load_get_bytes_total (BulkLoad *self);
guint64 bulk_load_get_rows_sent (BulkLoad *self);
double bulk_load_get_bytes_per_second (BulkLoad *self);
double bulk_load_get_seconds_left (BulkLoad *self);
void bulk_load_set_timeouts (BulkLoad *self, guint idle, guint answer);   /* for tests */

/* Trying again. Asked on the main context after an attempt that ended NOT_SENT or REFUSED, never after one that
 * was accepted or may have been loaded. decide_finish gives the connection for the next attempt (the same, or one
 * with a new token), or NULL to leave it at this outcome; error: why no new token could be had. It waits as long as it
 * likes (and says so by bulk_load_set_wait_until()), until it is cancelled. Meanwhile the record is PREPARING. The
 * connection must be to the same place (address, integration, ws-env). */
typedef struct
{
  void (*decide_async) (BulkLoad *load, BulkOutcome *outcome, guint attempt /* from 1 */, gpointer policy_data,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  BulkConnection *(*decide_finish) (BulkLoad *load, GAsyncResult *result, gpointer policy_data, GError **error);
} BulkLoadRetry;
void bulk_load_set_retry (BulkLoad *self, const BulkLoadRetry *policy, gpointer policy_data,
                          GDestroyNotify free_policy_data);
/* Called with every load that is made from now on; once, when the program starts. */
typedef void (*BulkLoadFunc) (BulkLoad *load);
void bulk_load_set_on_new (BulkLoadFunc func);
void bulk_load_set_wait_until (BulkLoad *self, gint64 monotonic_time);
gint64 bulk_load_get_wait_until (BulkLoad *self);
guint bulk_load_get_attempt (BulkLoad *self);                /* from 1 */
G_END_DECLS
