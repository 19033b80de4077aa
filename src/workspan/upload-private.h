/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
#include "workspan/body-guard.h"
#include "workspan/storage.h"
#include "workspan/upload-judge.h"
#include "workspan/upload.h"
G_BEGIN_DECLS

struct _BulkUpload
{
  GObject parent_instance;
  BulkConnection *connection;
  BulkPayload *payload;
  BulkUploadWay way;
  BulkStorage *storage;         /* of the storage way, once the service gave an address */
  BulkUploadPhase phase;
  guint idle_timeout;
  guint answer_timeout;
  const BulkUploadGate *gate;   /* nullable */
  gpointer gate_data;
  gboolean at_gate;             /* waits for it, for as long as it takes */

  SoupSession *session;
  SoupMessage *message;
  BulkBodyGuard *guard;
  GCancellable *stop;           /* ours: the user's, a deadline or a restart */
  GSource *user_source;
  GSource *tick_source;
  gboolean started, cancelled, timed_out, http2, restarted, wrote_headers;
  GTlsCertificateFlags tls_errors;
  guint64 body_bytes;           /* as counted on the way */
  gint64 last_activity;

  guint64 shown_bytes;          /* as last notified */
  gint64 shown_time;
  double speed;
};

/* upload.c */
void bulk_upload_set_phase (BulkUpload *self, BulkUploadPhase phase);
void bulk_upload_show_progress (BulkUpload *self);
void bulk_upload_drop_source (GSource **source);

/* upload-request.c */
void bulk_upload_check_access (GTask *task);   /* and all that follows; takes the task over */
BulkUploadFacts bulk_upload_collect_facts (BulkUpload *self);
void bulk_upload_end (GTask *task, BulkOutcome *outcome, GError *error);
G_END_DECLS
