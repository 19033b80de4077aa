/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attempt at a load: how far it is, whether another one follows, and what is written down in the end. */
#include "load/load-private.h"

#include <glib/gi18n-lib.h>

#include "load/load-record.h"

/* Seconds between two notes of how much has been sent, in case the program dies; and until writing
 * down an outcome is tried again. */
#define NOTE_INTERVAL 2
#define RETRY_INTERVAL 5

/* How far it is */

/* What the upload tells of itself, this tells of itself. */
static void
on_upload_notify (BulkLoad *self, GParamSpec *spec)
{
  if (g_str_equal (spec->name, "phase") && bulk_upload_get_phase (self->upload) != BULK_UPLOAD_DONE)
    bulk_load_set_phase (self, bulk_upload_get_phase (self->upload));
  else if (!g_str_equal (spec->name, "phase"))
    g_object_notify (G_OBJECT (self), spec->name);
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkLoad) self = user_data;

  /* A note that could not be made is no harm: the record says "sending" all the same. */
  bulk_load_record_note_finish (BULK_HISTORY (source), result, NULL);
  self->noting = FALSE;
}

static gboolean
on_note (gpointer user_data)
{
  BulkLoad *self = user_data;
  guint64 bytes = bulk_load_get_bytes_sent (self);

  if (!self->noting && bytes != self->noted_bytes && self->record->state == BULK_RECORD_SENDING)
    {
      self->noting = TRUE;
      self->noted_bytes = bytes;
      bulk_load_record_note_async (self->history, self->record->id, bytes, on_noted, g_object_ref (self));
    }
  return G_SOURCE_CONTINUE;
}

static void
stop_noting (BulkLoad *self)
{
  if (self->note_source != NULL)
    g_source_destroy (self->note_source);
  g_clear_pointer (&self->note_source, g_source_unref);
}

static void
start_noting (BulkLoad *self, GMainContext *context)
{
  self->note_source = g_timeout_source_new_seconds (NOTE_INTERVAL);
  g_source_set_callback (self->note_source, on_note, self, NULL);
  g_source_attach (self->note_source, context);
}

/* What is under way is not listened to any more. */
void
bulk_load_attempt_drop (BulkLoad *self)
{
  stop_noting (self);
  if (self->upload != NULL)
    g_signal_handlers_disconnect_by_data (self->upload, self);
}

/* The end */

static void
on_ended_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  /* What was sent was sent: the outcome counts, written down or not. */
  if (!bulk_load_record_write_finish (self->history, result, self->record, &error))
    {
      bulk_load_record_keep_trying (self->history, self->record, RETRY_INTERVAL);
      self->record_error = g_steal_pointer (&error);
    }
  bulk_load_end (task, self->outcome, NULL);
}

static void
end_with_outcome (GTask *task)
{
  BulkLoad *self = g_task_get_source_object (task);

  bulk_load_record_set_outcome (self->record, self->outcome, self->connection);
  bulk_load_record_write_async (self->history, self->record, on_ended_written, task);
}

static void
on_failure_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);
  GError *failure = g_steal_pointer (&self->record_error);

  /* If it could not be written down that nothing was sent, the record will be found without a process. */
  bulk_load_record_write_finish (self->history, result, self->record, NULL);
  bulk_load_end (task, NULL, failure);
}

/* Nothing was sent, and why is no outcome of the service's. */
static void
end_with_error (GTask *task, GError *error)
{
  BulkLoad *self = g_task_get_source_object (task);

  self->record->state = BULK_RECORD_NOT_SENT;
  bulk_record_set_string (&self->record->reason, "other");
  bulk_record_set_string (&self->record->detail, error->message);
  self->record->bytes_sent = 0;
  self->record_error = error;
  bulk_load_record_write_async (self->history, self->record, on_failure_written, task);
}

/* Trying again */

/* The service does not take the token, and no other could be had: that is what the user has to know. */
static void
note_no_token (BulkLoad *self, const GError *error)
{
  BulkOutcome *old = self->outcome;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || bulk_outcome_get_reason (old) != BULK_REASON_NOT_AUTHORISED)
    return;
  self->outcome = bulk_outcome_new_like (old, BULK_REASON_NO_TOKEN, error->message, bulk_outcome_get_rows_total (old));
  g_object_unref (old);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkConnection) connection = self->retry->decide_finish (self, result, self->retry_data, &error);

  bulk_load_set_wait_until (self, 0);
  if (connection == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task))
      || !bulk_connection_is_same_place (connection, self->connection))
    {
      note_no_token (self, error);
      end_with_outcome (task);
      return;
    }
  g_set_object (&self->connection, connection);
  bulk_load_attempt_start (task);
}

static void
on_waiting_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);

  /* What cannot be written down now may be by the time of the next attempt, which begins only then. */
  bulk_load_record_write_finish (self->history, result, self->record, NULL);
  self->retry->decide_async (self, self->outcome, self->attempt, self->retry_data, g_task_get_cancellable (task),
                             on_decided, task);
}

/* Never after a load that was accepted, or may have been made. */
static gboolean
may_try_again (BulkLoad *self, GTask *task)
{
  BulkOutcomeState state = bulk_outcome_get_state (self->outcome);

  return self->retry != NULL && (state == BULK_OUTCOME_NOT_SENT || state == BULK_OUTCOME_REFUSED)
         && bulk_outcome_get_reason (self->outcome) != BULK_REASON_CANCELLED
         && !g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkLoad *self = g_task_get_source_object (task);
  GError *error = NULL;
  BulkOutcome *outcome = bulk_upload_run_finish (BULK_UPLOAD (source), result, &error);

  bulk_load_attempt_drop (self);
  if (outcome == NULL)
    {
      end_with_error (task, error);
      return;
    }
  g_clear_object (&self->outcome);
  self->outcome = outcome;
  if (!may_try_again (self, task))
    {
      end_with_outcome (task);
      return;
    }
  bulk_load_record_set_outcome (self->record, outcome, self->connection);
  self->record->state = BULK_RECORD_PREPARING;
  self->record->ended_at = 0;
  bulk_load_record_write_async (self->history, self->record, on_waiting_written, task);
}

/* One attempt */

static void
open_gate (BulkUpload *upload, gpointer gate_data, GAsyncReadyCallback callback, gpointer user_data)
{
  BulkLoad *self = gate_data;

  bulk_load_record_send_async (self->history, self->record, callback, user_data);
}

static gboolean
open_gate_finish (BulkUpload *upload, GAsyncResult *result, gpointer gate_data, GError **error)
{
  BulkLoad *self = gate_data;
  g_autoptr (GError) problem = NULL;

  if (bulk_load_record_write_finish (self->history, result, self->record, &problem))
    return TRUE;
  g_set_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_NOT_RECORDED, "%s %s", problem->message,
               _("Nothing was sent."));
  return FALSE;
}

static const BulkUploadGate gate = { open_gate, open_gate_finish };

/* Makes an attempt, and what follows from it: another one, or the end. */
void
bulk_load_attempt_start (GTask *task)
{
  BulkLoad *self = g_task_get_source_object (task);

  self->attempt++;
  self->record->attempts = self->attempt;
  self->noted_bytes = 0;
  g_clear_object (&self->upload);
  self->upload = bulk_upload_new (self->connection, self->payload);
  bulk_upload_set_way (self->upload, bulk_upload_way_from_names (self->record->object_type, self->record->way));
  if (self->has_timeouts)
    bulk_upload_set_timeouts (self->upload, self->idle_timeout, self->answer_timeout);
  bulk_upload_set_gate (self->upload, &gate, self);
  g_signal_connect_swapped (self->upload, "notify", G_CALLBACK (on_upload_notify), self);
  start_noting (self, g_task_get_context (task));
  bulk_upload_run_async (self->upload, g_task_get_cancellable (task), on_uploaded, task);
}
