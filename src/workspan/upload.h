/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
#include "workspan/payload.h"
#include "workspan/outcome.h"
#include "workspan/upload-way.h"
G_BEGIN_DECLS
/* BulkUpload: one load of one payload over one connection; one POST at most. Properties (read-only, notify): "phase"
 * (BulkUploadPhase as guint),
 * "bytes-sent" guint64, "bytes-total" guint64, "rows-sent" guint64, "bytes-per-second" double (smoothed),
 * "seconds-left" double (-1 unknown). */
typedef enum
{
  BULK_UPLOAD_IDLE, BULK_UPLOAD_MEASURING, BULK_UPLOAD_CHECKING, BULK_UPLOAD_CONNECTING, BULK_UPLOAD_SENDING,
  BULK_UPLOAD_WAITING, BULK_UPLOAD_DONE
} BulkUploadPhase;

#define BULK_TYPE_UPLOAD (bulk_upload_get_type ())
G_DECLARE_FINAL_TYPE (BulkUpload, bulk_upload, BULK, UPLOAD, GObject)
BulkUpload *bulk_upload_new (BulkConnection *connection, BulkPayload *payload);
void bulk_upload_set_way (BulkUpload *self, BulkUploadWay way);   /* before run; default: opportunities */
BulkUploadWay bulk_upload_get_way (BulkUpload *self);
/* Always ends with an outcome (cancel included: NOT_SENT or UNKNOWN by what left); error only for programming or
 * table failure before anything was sent. */
void bulk_upload_run_async (BulkUpload *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
BulkOutcome *bulk_upload_run_finish (BulkUpload *self, GAsyncResult *result, GError **error);   /* (transfer full) */
BulkConnection *bulk_upload_get_connection (BulkUpload *self);
BulkPayload *bulk_upload_get_payload (BulkUpload *self);
BulkUploadPhase bulk_upload_get_phase (BulkUpload *self);
guint64 bulk_upload_get_bytes_sent (BulkUpload *self);
guint64 bulk_upload_get_bytes_total (BulkUpload *self);
guint64 bulk_upload_get_rows_sent (BulkUpload *self);
double bulk_upload_get_bytes_per_second (BulkUpload *self);
double bulk_upload_get_seconds_left (BulkUpload *self);
/* A gate before the load: asked when all is ready, and before a byte of the request that begins the load can leave.
 * FALSE: that is not sent, and run_finish() fails with its error. open_async always calls back, even when cancelled. */
typedef struct
{
  void (*open_async) (BulkUpload *upload, gpointer gate_data, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*open_finish) (BulkUpload *upload, GAsyncResult *result, gpointer gate_data, GError **error);
} BulkUploadGate;
void bulk_upload_set_gate (BulkUpload *self, const BulkUploadGate *gate, gpointer gate_data);
/* seconds; defaults: idle 60, answer 300 after the last byte, 0 = none; for tests */
void bulk_upload_set_timeouts (BulkUpload *self, guint idle, guint answer);
G_END_DECLS
