/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/load-record.h"

#include "load/reason.h"
#include "store/store-error.h"
#include "workspan/outcome-text.h"

/* What the history's thread works on, and gives back. */
typedef struct
{
  BulkRecord *record;
  gboolean again;
  BulkRecord *earlier;
  GError *error;       /* with an earlier load, which a mere error could not give */
  gint64 id;
  guint64 bytes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->record);
  g_clear_object (&job->earlier);
  g_clear_error (&job->error);
  g_free (job);
}

typedef struct
{
  BulkHistory *history;
  BulkRecord *record;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_object_unref (trial->history);
  g_object_unref (trial->record);
  g_free (trial);
}

/* Private helpers: in the history's thread. The job is the result, and freed as such. */

static gpointer
do_begin (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  bulk_history_begin (history, job->record, job->again, &job->earlier, &job->error);
  return job;
}

static gpointer
do_send (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  bulk_history_mark_sending (history, job->record, &job->error);
  return job;
}

static gpointer
do_write (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  bulk_history_update (history, job->record, &job->error);
  return job;
}

static gpointer
do_note (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  bulk_history_note_bytes (history, job->id, job->bytes, &job->error);
  return job;
}

static void
call (BulkHistory *history, BulkHistoryFunc func, BulkRecord *record, gboolean again, GAsyncReadyCallback callback,
      gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->record = bulk_record_copy (record);
  job->again = again;
  bulk_history_call_async (history, func, job, NULL, job_free, NULL, callback, user_data);
}

/* What the history has put into its copy. */
static void
take_over (BulkRecord *record, BulkRecord *written)
{
  record->id = written->id;
  record->state = written->state;
  record->prepared_at = written->prepared_at;
  record->sent_at = written->sent_at;
  record->ended_at = written->ended_at;
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trial *trial = user_data;
  g_autoptr (GError) error = NULL;

  if (!bulk_load_record_write_finish (trial->history, result, trial->record, &error)
      && !g_error_matches (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND))
    bulk_load_record_keep_trying (trial->history, trial->record, 5);
  trial_free (trial);
}

static gboolean
on_try (gpointer user_data)
{
  Trial *trial = user_data;

  bulk_load_record_write_async (trial->history, trial->record, on_tried, trial);
  return G_SOURCE_REMOVE;
}

/* Shared within the folder */

/** bulk_load_record_name: what is known as soon as there is a table */
void
bulk_load_record_name (BulkRecord *record, BulkPayload *payload)
{
  BulkTable *table = bulk_payload_get_table (payload);
  BulkSnapshot *snapshot = bulk_table_get_snapshot (table);
  GFile *file = snapshot != NULL ? bulk_snapshot_get_file (snapshot) : NULL;

  if (snapshot != NULL)
    bulk_record_set_string (&record->file_name, bulk_snapshot_get_name (snapshot));
  if (file != NULL)
    record->file_uri = g_file_get_uri (file);
  bulk_record_set_string (&record->sheet, bulk_table_get_sheet (table));
}

/** bulk_load_record_describe: what is sent where, once it was measured */
void
bulk_load_record_describe (BulkRecord *record, BulkConnection *connection, BulkPayload *payload)
{
  gboolean json = bulk_payload_get_format (payload) == BULK_PAYLOAD_JSON;

  bulk_record_set_string (&record->body_format, json ? "json" : "csv");
  bulk_record_set_string (&record->sha256, bulk_payload_get_sha256 (payload));
  record->bytes_total = bulk_payload_get_length (payload);
  record->rows_total = bulk_payload_get_n_rows (payload);
  if (bulk_payload_get_rows (payload) == NULL)
    bulk_record_set_string (&record->table_sha256, record->sha256);
  bulk_record_set_string (&record->base_url, bulk_connection_get_base_url (connection));
  bulk_record_set_string (&record->integration_id, bulk_connection_get_integration_id (connection));
  bulk_record_set_string (&record->ws_env, bulk_connection_get_ws_env (connection));
  if (record->connection_id == NULL)
    bulk_record_set_string (&record->connection_id, bulk_connection_get_id (connection));
  if (record->connection_name == NULL)
    bulk_record_set_string (&record->connection_name, bulk_connection_get_base_url (connection));
}

/** bulk_load_record_set_outcome: how it ended; what the service said loses the secrets it may echo */
void
bulk_load_record_set_outcome (BulkRecord *record, BulkOutcome *outcome, BulkConnection *connection)
{
  const char *secrets[] = { bulk_connection_get_token (connection), bulk_connection_get_subscription_key (connection),
                            NULL };
  BulkExecution *execution = bulk_outcome_get_execution (outcome);
  const char *answer = execution ? bulk_execution_get_json (execution) : bulk_outcome_get_server_text (outcome);

  record->state = bulk_reason_state_of_outcome (bulk_outcome_get_state (outcome));
  bulk_record_set_string (&record->reason, bulk_reason_get_name (bulk_outcome_get_reason (outcome)));
  bulk_record_set_string (&record->detail, bulk_outcome_get_detail (outcome));
  record->http_status = bulk_outcome_get_http_status (outcome);
  record->bytes_sent = bulk_outcome_get_bytes_sent (outcome);
  g_free (record->answer);
  record->answer = bulk_outcome_text_clean (answer, -1, secrets);
  if (execution == NULL)
    return;
  g_free (record->execution_id);
  g_free (record->execution_created);
  record->execution_id = bulk_outcome_text_clean (bulk_execution_get_execution_id (execution), -1, secrets);
  record->execution_created = bulk_outcome_text_clean (bulk_execution_get_created_at (execution), -1, secrets);
}

void
bulk_load_record_begin_async (BulkHistory *history, BulkRecord *record, gboolean again, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  call (history, do_begin, record, again, callback, user_data);
}

gboolean
bulk_load_record_begin_finish (BulkHistory *history, GAsyncResult *result, BulkRecord *record, BulkRecord **earlier,
                               GError **error)
{
  Job *job = bulk_history_call_finish (history, result, error);
  gboolean ok = job != NULL && job->error == NULL;

  if (job == NULL)
    return FALSE;
  *earlier = g_steal_pointer (&job->earlier);
  if (ok)
    take_over (record, job->record);
  else
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return ok;
}

void
bulk_load_record_send_async (BulkHistory *history, BulkRecord *record, GAsyncReadyCallback callback, gpointer user_data)
{
  call (history, do_send, record, FALSE, callback, user_data);
}

void
bulk_load_record_write_async (BulkHistory *history, BulkRecord *record, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  call (history, do_write, record, FALSE, callback, user_data);
}

gboolean
bulk_load_record_write_finish (BulkHistory *history, GAsyncResult *result, BulkRecord *record, GError **error)
{
  g_autoptr (BulkRecord) none = NULL;

  return bulk_load_record_begin_finish (history, result, record, &none, error);
}

void
bulk_load_record_note_async (BulkHistory *history, gint64 id, guint64 bytes, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->id = id;
  job->bytes = bytes;
  bulk_history_call_async (history, do_note, job, NULL, job_free, NULL, callback, user_data);
}

gboolean
bulk_load_record_note_finish (BulkHistory *history, GAsyncResult *result, GError **error)
{
  Job *job = bulk_history_call_finish (history, result, error);
  gboolean ok = job != NULL && job->error == NULL;

  if (job != NULL && job->error != NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  if (job != NULL)
    job_free (job);
  return ok;
}

/** bulk_load_record_keep_trying: for an outcome that could not be written down, as the disk may have room again */
void
bulk_load_record_keep_trying (BulkHistory *history, BulkRecord *record, guint seconds)
{
  Trial *trial = g_new0 (Trial, 1);
  GSource *source = g_timeout_source_new_seconds (seconds);

  trial->history = g_object_ref (history);
  trial->record = bulk_record_copy (record);
  g_source_set_callback (source, on_try, trial, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_source_unref (source);
}
