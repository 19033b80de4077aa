/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/track-record.h"

typedef struct
{
  gint64 record_id;
  BulkStatus *status;
  BulkRowMatch *match;
} Job;

/* Private helpers */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->status);
  bulk_row_match_unref (job->match);
  g_free (job);
}

static void
fill (BulkRecord *record, BulkStatus *status)
{
  bulk_record_set_string (&record->status, bulk_status_get_word (status));
  bulk_record_set_string (&record->started, bulk_status_get_started_at (status));
  bulk_record_set_string (&record->completed, bulk_status_get_completed_at (status));
  record->status_at = g_get_real_time ();
  record->input_count = bulk_status_get_input_count (status);
  record->success_count = bulk_status_get_success_count (status);
  record->error_count = bulk_status_get_error_count (status);
  record->skip_count = bulk_status_get_skip_count (status);
}

static GPtrArray *
list_errors (BulkStatus *status, BulkRowMatch *match)
{
  BulkRowErrors *errors = bulk_status_get_errors (status);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_error_free);

  for (guint i = 0; i < bulk_row_errors_get_n (errors); i++)
    {
      g_autofree char *id = bulk_row_errors_dup_id (errors, i), *message = bulk_row_errors_dup_message (errors, i);
      guint row = match != NULL ? bulk_row_match_get_row (match, i) : BULK_ROW_MATCH_NO_ROW;
      g_autofree char *data_row = NULL;
      gsize length;
      const char *json = bulk_row_errors_get_data_row (errors, i, &length);

      if (length > 0)
        data_row = g_strndup (json, length);
      g_ptr_array_add (list, bulk_row_error_new (id, message, data_row,
                                                 row != BULK_ROW_MATCH_NO_ROW ? (gint64) row : -1,
                                                 match != NULL
                                                     && bulk_row_match_get_kind (match, i) == BULK_MATCH_AMBIGUOUS));
    }
  return list;
}

static gpointer
do_save (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (BulkRecord) record = bulk_history_get (history, job->record_id, error);
  g_autoptr (GPtrArray) errors = NULL;

  if (record == NULL)
    return NULL;
  fill (record, job->status);
  errors = list_errors (job->status, job->match);
  if (!bulk_history_update (history, record, error))
    return NULL;
  /* Where they were found in the table then is better than not knowing. */
  if ((job->match != NULL || bulk_history_count_row_errors (history, job->record_id, NULL) != errors->len)
      && !bulk_history_set_row_errors (history, job->record_id, errors, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* Public functions */

/** bulk_track_record_save_async: @record_id: of the load; @match: (nullable): where its rejected rows are */
void
bulk_track_record_save_async (BulkHistory *history, gint64 record_id, BulkStatus *status, BulkRowMatch *match,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->record_id = record_id;
  job->status = g_object_ref (status);
  job->match = match != NULL ? bulk_row_match_ref (match) : NULL;
  bulk_history_call_async (history, do_save, job, job_free, NULL, NULL, callback, user_data);
}

/** bulk_track_record_save_finish: Returns: whether it is written down */
gboolean
bulk_track_record_save_finish (BulkHistory *history, GAsyncResult *result, GError **error)
{
  return bulk_history_call_finish (history, result, error) != NULL;
}
