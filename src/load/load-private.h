/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/load.h"
G_BEGIN_DECLS

struct _BulkLoad
{
  GObject parent_instance;
  BulkHistory *history;
  BulkConnection *connection;
  BulkPayload *payload;
  BulkRecord *record;
  BulkRecord *earlier;
  BulkUpload *upload;          /* the present attempt, or the latest */
  BulkOutcome *outcome;        /* of the latest attempt */
  GError *record_error;
  gboolean again;
  gboolean running;
  guint attempt;
  guint idle_timeout, answer_timeout;
  gboolean has_timeouts;

  const BulkLoadRetry *retry;
  gpointer retry_data;
  GDestroyNotify free_retry_data;
  gint64 wait_until;

  BulkUploadPhase phase;       /* before and after attempts */
  GSource *note_source;
  gboolean noting;
  guint64 noted_bytes;
};

/* load.c */
void bulk_load_set_phase (BulkLoad *self, BulkUploadPhase phase);
/* The outcome, or a (transfer full) error: what run() was asked for is done. */
void bulk_load_end (GTask *task, BulkOutcome *outcome, GError *error);

/* load-attempt.c */
void bulk_load_attempt_start (GTask *task);   /* all that follows, further attempts too, up to bulk_load_end() */
void bulk_load_attempt_drop (BulkLoad *self); /* what is under way is not listened to any more */
G_END_DECLS
