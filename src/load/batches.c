/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/batches.h"

#include "workspan/payload-rows.h"

typedef struct
{
  BulkBatchState state;
  char *execution_id;
} Batch;

struct _BulkBatches
{
  GObject parent_instance;
  BulkHistory *history;
  BulkConnection *connection;
  char *connection_name;
  BulkTable *table;
  BulkPayloadFormat format;
  BulkUploadWay way;
  GPtrArray *parts;
  Batch *batches;

  guint next;
  gint64 batch_id;         /* record of the first; 0: not known yet */
  BulkLoad *load;
  BulkOutcome *outcome;
};

G_DEFINE_FINAL_TYPE (BulkBatches, bulk_batches, G_TYPE_OBJECT)

enum { SIGNAL_BATCH_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void run_next (GTask *task);

/* Private helpers */

static void
end_batch (BulkBatches *self, BulkBatchState state, const char *execution_id)
{
  guint index = self->next++;

  self->batches[index].state = state;
  self->batches[index].execution_id = g_strdup (execution_id);
  if (index == 0 && self->batch_id == 0 && self->load != NULL)
    self->batch_id = bulk_load_get_record (self->load)->id;
  g_signal_emit (self, signals[SIGNAL_BATCH_ENDED], 0, index);
}

static gpointer
do_update (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  return bulk_history_update (history, data, error) ? data : NULL;
}

/* The first is known by its own number to belong with those that follow. */
static void
note_first (BulkBatches *self)
{
  BulkRecord *record = bulk_record_copy (bulk_load_get_record (self->load));

  record->batch_id = record->id;
  bulk_history_call_async (self->history, do_update, record, g_object_unref, NULL, NULL, NULL, NULL);
}

/* The same body was loaded over the same connection, and nobody doubts it. */
static gboolean
take_earlier (BulkBatches *self, const GError *error)
{
  BulkRecord *earlier = bulk_load_get_earlier (self->load);

  if (!g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE) || earlier == NULL
      || earlier->state != BULK_RECORD_ACCEPTED)
    return FALSE;
  if (self->batch_id == 0)
    self->batch_id = earlier->batch_id != 0 ? earlier->batch_id : earlier->id;
  end_batch (self, BULK_BATCH_EARLIER, earlier->execution_id);
  return TRUE;
}

/* Callbacks */

static void
on_load_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkBatches *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = bulk_load_run_finish (BULK_LOAD (source), result, &error);
  BulkExecution *execution = outcome != NULL ? bulk_outcome_get_execution (outcome) : NULL;

  if (outcome == NULL && take_earlier (self, error))
    {
      run_next (task);
      return;
    }
  g_set_object (&self->outcome, outcome);
  if (execution == NULL)
    {
      end_batch (self, BULK_BATCH_STOPPED, NULL);
      if (outcome != NULL)
        g_task_return_boolean (task, FALSE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* The next one goes with the token that was good for this one. */
  g_set_object (&self->connection, bulk_load_get_connection (self->load));
  if (self->next == 0 && self->parts->len > 1)
    note_first (self);
  end_batch (self, BULK_BATCH_ACCEPTED, bulk_execution_get_execution_id (execution));
  run_next (task);
}

static void
run_next (GTask *task)
{
  BulkBatches *self = g_task_get_source_object (task);
  g_autoptr (BulkPayload) payload = NULL;
  BulkRowSet *rows;
  BulkRecord *record;

  g_clear_object (&self->load);
  if (self->next == self->parts->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  rows = g_ptr_array_index (self->parts, self->next);
  payload = bulk_payload_new_for_rows (self->table, self->format, rows);
  self->load = bulk_load_new (self->history, self->connection, payload);
  record = bulk_load_get_record (self->load);
  bulk_record_set_string (&record->connection_name, self->connection_name);
  bulk_record_set_string (&record->object_type, bulk_upload_way_get_object_type (self->way));
  bulk_record_set_string (&record->way, bulk_upload_way_get_name (self->way));
  record->batch_id = self->batch_id;
  record->batch_index = self->next;
  record->batch_count = self->parts->len;
  record->first_row = bulk_row_set_get (rows, 0);
  bulk_load_run_async (self->load, g_task_get_cancellable (task), on_load_ended, g_object_ref (task));
}

/* Overrides */

static void
bulk_batches_finalize (GObject *object)
{
  BulkBatches *self = BULK_BATCHES (object);

  for (guint i = 0; i < self->parts->len; i++)
    g_free (self->batches[i].execution_id);
  g_free (self->batches);
  g_ptr_array_unref (self->parts);
  g_clear_object (&self->history);
  g_clear_object (&self->connection);
  g_clear_object (&self->table);
  g_clear_object (&self->load);
  g_clear_object (&self->outcome);
  g_free (self->connection_name);
  G_OBJECT_CLASS (bulk_batches_parent_class)->finalize (object);
}

/* Class */

static void
bulk_batches_class_init (BulkBatchesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_batches_finalize;
  signals[SIGNAL_BATCH_ENDED] = g_signal_new ("batch-ended", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bulk_batches_init (BulkBatches *self)
{
}

/* Public functions */

/**
 * bulk_batches_plan:
 * @max_rows: rows in a batch at most; 0: any
 * @max_bytes: bytes of its body at most, the header with it; 0: any
 *
 * Returns: (transfer full) (element-type BulkRowSet): the batches, in order; none is empty
 */
GPtrArray *
bulk_batches_plan (BulkTable *table, BulkPayloadFormat format, guint max_rows, guint64 max_bytes,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_set_unref);
  guint n = bulk_table_get_n_rows (table), first = 0;
  g_autoptr (BulkRowSet) none = bulk_row_set_new_range (0, 0);
  g_autoptr (BulkPayloadRows) head = bulk_payload_rows_new (table, format, none);
  g_autoptr (BulkPayloadRows) rows = bulk_payload_rows_new (table, format, NULL);
  BulkPayloadBuffer buffer = { 0 };
  guint64 frame, bytes;
  gboolean good = bulk_payload_rows_write (head, &buffer, G_MAXSIZE, error);

  /* What every batch has beside its rows. */
  frame = bytes = buffer.length;
  for (guint row = 0; good && row < n; row++)
    {
      gsize length;

      good = !(row % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error));
      buffer.length = 0;
      /* One row, and before the first the header as well. */
      good = good && bulk_payload_rows_write (rows, &buffer, 1, error);
      while (good && bulk_payload_rows_get_n_written (rows) <= row)
        good = bulk_payload_rows_write (rows, &buffer, buffer.length + 1, error);
      length = buffer.length;
      if (row == 0)
        length -= MIN (length, format == BULK_PAYLOAD_CSV ? frame : 1);
      if (row > first
          && ((max_rows > 0 && row - first >= max_rows) || (max_bytes > 0 && bytes + length > max_bytes)))
        {
          g_ptr_array_add (parts, bulk_row_set_new_range (first, row - first));
          first = row;
          bytes = frame;
        }
      bytes += length;
    }
  g_free (buffer.data);
  if (!good)
    return NULL;
  if (n > first)
    g_ptr_array_add (parts, bulk_row_set_new_range (first, n - first));
  return g_steal_pointer (&parts);
}

/** bulk_batches_new: Returns: (transfer full): nothing is sent yet */
BulkBatches *
bulk_batches_new (BulkHistory *history, BulkConnection *connection, BulkTable *table, BulkPayloadFormat format,
                  BulkUploadWay way, GPtrArray *parts)
{
  BulkBatches *self = g_object_new (BULK_TYPE_BATCHES, NULL);

  self->history = g_object_ref (history);
  self->connection = g_object_ref (connection);
  self->table = g_object_ref (table);
  self->format = format;
  self->way = way;
  self->parts = g_ptr_array_ref (parts);
  self->batches = g_new0 (Batch, MAX (parts->len, 1));
  return self;
}

/** bulk_batches_set_connection_name: @name: (nullable): what people call the connection */
void
bulk_batches_set_connection_name (BulkBatches *self, const char *name)
{
  g_free (self->connection_name);
  self->connection_name = g_strdup (name);
}

/** bulk_batches_run_async: sends the batches one after the other; once in the life of @self */
void
bulk_batches_run_async (BulkBatches *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, bulk_batches_run_async);
  run_next (task);
}

/** bulk_batches_run_finish: Returns: whether all batches are accepted */
gboolean
bulk_batches_run_finish (BulkBatches *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** bulk_batches_get_n: Returns: how many batches there are */
guint
bulk_batches_get_n (BulkBatches *self)
{
  return self->parts->len;
}

/** bulk_batches_get_n_done: Returns: how many of them are accepted */
guint
bulk_batches_get_n_done (BulkBatches *self)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += self->batches[i].state == BULK_BATCH_ACCEPTED || self->batches[i].state == BULK_BATCH_EARLIER;
  return n;
}

/** bulk_batches_get_rows: Returns: (transfer none): the rows of a batch */
BulkRowSet *
bulk_batches_get_rows (BulkBatches *self, guint index)
{
  return g_ptr_array_index (self->parts, index);
}

/** bulk_batches_get_state: Returns: what became of a batch */
BulkBatchState
bulk_batches_get_state (BulkBatches *self, guint index)
{
  return self->batches[index].state;
}

/** bulk_batches_get_execution_id: Returns: (nullable): of a batch that was accepted */
const char *
bulk_batches_get_execution_id (BulkBatches *self, guint index)
{
  return self->batches[index].execution_id;
}

/** bulk_batches_get_outcome: Returns: (transfer none) (nullable): of the batch that was sent last */
BulkOutcome *
bulk_batches_get_outcome (BulkBatches *self)
{
  return self->outcome;
}

/** bulk_batches_get_load: Returns: (transfer none) (nullable): the batch under way */
BulkLoad *
bulk_batches_get_load (BulkBatches *self)
{
  return self->load;
}
