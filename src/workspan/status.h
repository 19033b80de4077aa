/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
#include "workspan/row-errors.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_STATUS_RUNNING,
  BULK_STATUS_COMPLETED,
  BULK_STATUS_OTHER,       /* a word that is not documented */
} BulkStatusState;

/* BulkStatus: what the service says of an execution. Immutable. */
#define BULK_TYPE_STATUS (bulk_status_get_type ())
G_DECLARE_FINAL_TYPE (BulkStatus, bulk_status, BULK, STATUS, GObject)
/* Strict, exact, any size; json is an untrusted server's. execution_id: nullable, else an answer
 * about another is refused. */
BulkStatus *bulk_status_parse (GBytes *json, const char *execution_id, GError **error);
/* From what history keeps; counts -1 and times NULL where unknown. errors: nullable. */
BulkStatus *bulk_status_new (BulkStatusState state, gint64 input, gint64 success, gint64 error, gint64 skip,
                             const char *started_at, const char *completed_at, BulkRowErrors *errors);
BulkStatusState bulk_status_get_state (BulkStatus *self);
const char *bulk_status_get_word (BulkStatus *self);  /* "running", "completed", or the service's own; plain */
gint64 bulk_status_get_input_count (BulkStatus *self);          /* rows; -1: not said */
gint64 bulk_status_get_success_count (BulkStatus *self);
gint64 bulk_status_get_error_count (BulkStatus *self);
gint64 bulk_status_get_skip_count (BulkStatus *self);
const char *bulk_status_get_started_at (BulkStatus *self);      /* as sent; nullable */
const char *bulk_status_get_completed_at (BulkStatus *self);    /* as sent; nullable */
GDateTime *bulk_status_get_start_time (BulkStatus *self);       /* nullable */
GDateTime *bulk_status_get_completion_time (BulkStatus *self);  /* nullable */
double bulk_status_get_duration (BulkStatus *self);             /* seconds from start to completion; -1: not known */
BulkRowErrors *bulk_status_get_errors (BulkStatus *self);       /* (transfer none): never NULL */
gboolean bulk_status_has_all_errors (BulkStatus *self);         /* as many are listed as are counted */

/* GET /bulk/v1/status/{integration_id}. max_errors 0: without row errors. At most BULK_STATUS_MAX_ANSWER bytes are
 * read. Errors: BULK_WORKSPAN_ERROR: NOT_AUTHORISED, FORBIDDEN, NOT_FOUND, REJECTED (400), TOO_MANY (429), TOO_LARGE
 * (ask for fewer errors), UNREACHABLE, SERVER; G_IO_ERROR_CANCELLED. bulk_status_error_is_passing(): worth asking
 * again. */
#define BULK_STATUS_MAX_ANSWER (64u << 20)
void bulk_status_fetch_async (BulkConnection *connection, const char *execution_id, guint max_errors,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full); retry_after: seconds (nullable), -1: not said */
BulkStatus *bulk_status_fetch_finish (BulkConnection *connection, GAsyncResult *result, gint64 *retry_after,
                                      GError **error);
gboolean bulk_status_error_is_passing (const GError *error);
G_END_DECLS
