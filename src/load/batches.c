/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/batches.h"

#include <glib/gi18n-lib.h>

struct _BulkBatches
{
  GObject parent_instance;
  BulkHistory *history;
  BulkConnection *connection;
  char *connection_name, *connection_id;
  BulkTable *table;
  BulkPayloadFormat format;
  BulkUploadWay way;
  GPtrArray *batches;      /* of BulkBatch */
  char *table_sha256;      /* of all of it in one piece, and how it was to be cut */
  guint max_rows;
  guint64 max_bytes;

  guint next;
  gboolean again;          /* of the next */
  gint64 again_id;         /* the load in spite of which others are sent, too; 0: none */
  gboolean running;
  gint64 batch_id;         /* record of the first; 0: not known yet */
  BulkLoad *load;
  BulkOutcome *outcome;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkBatches, bulk_batches, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { SIGNAL_BATCH_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void run_next (GTask *task);
static void on_load_ended (GObject *source, GAsyncResult *result, gpointer user_data);

/* Private helpers */

static BulkBatch *
get_batch (BulkBatches *self, guint index)
{
  return g_ptr_array_index (self->batches, index);
}

static gboolean
is_done (BulkBatch *batch)
{
  return batch->state == BULK_BATCH_ACCEPTED || batch->state == BULK_BATCH_EARLIER;
}

/* The batch that stopped: by how it ended, or because one like it may have been loaded before. */
static gboolean
may_be_loaded (BulkBatches *self)
{
  BulkRecord *earlier = bulk_load_get_earlier (self->load);

  if (self->outcome != NULL)
    return bulk_outcome_get_state (self->outcome) == BULK_OUTCOME_UNKNOWN;
  return earlier != NULL && bulk_record_may_be_loaded (earlier);
}

static void
end_batch (BulkBatches *self, BulkBatchState state, const char *execution_id, BulkRecord *record)
{
  guint index = self->next++;
  BulkBatch *batch = get_batch (self, index);

  batch->state = state;
  batch->unknown = state == BULK_BATCH_STOPPED && may_be_loaded (self);
  g_free (batch->execution_id);
  batch->execution_id = g_strdup (execution_id);
  batch->record_id = record->id;
  batch->bytes = record->bytes_total;
  if (index == 0 && self->batch_id == 0)
    self->batch_id = record->id;
  self->again = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 1);
  g_signal_emit (self, signals[SIGNAL_BATCH_ENDED], 0, index);
}

static void
stop (GTask *task, GError *error)
{
  BulkBatches *self = g_task_get_source_object (task);

  self->running = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, self->next == self->batches->len);
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

static gboolean
is_loaded (BulkRecord *record)
{
  return record->state == BULK_RECORD_ACCEPTED
         || (record->state == BULK_RECORD_UNKNOWN && record->verdict == BULK_VERDICT_LOADED);
}

/* The load at which the batch under way was turned away. */
static BulkRecord *
get_in_the_way (BulkBatches *self, const GError *error)
{
  return g_error_matches (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_DUPLICATE) ? bulk_load_get_earlier (self->load)
                                                                             : NULL;
}

static gboolean
is_of_this_table (BulkBatches *self, BulkRecord *record)
{
  return g_strcmp0 (record->table_sha256, self->table_sha256) == 0;
}

/* The very same rows were loaded over the same connection, and nobody doubts it. */
static gboolean
take_earlier (BulkBatches *self, const GError *error)
{
  BulkRecord *earlier = get_in_the_way (self, error);

  if (earlier == NULL || !is_loaded (earlier) || earlier->overlap.n_loads > 0)
    return FALSE;
  if (self->batch_id == 0 && (earlier->table_sha256 == NULL || is_of_this_table (self, earlier)))
    self->batch_id = earlier->batch_id != 0 ? earlier->batch_id : earlier->id;
  end_batch (self, BULK_BATCH_EARLIER, earlier->execution_id, earlier);
  return TRUE;
}

/* A table may hold the same rows twice, so that two of its batches are alike; of older loads it is not known of which
 * table they were. They go in order: where the latest that was loaded comes before this one, this one was not loaded
 * yet. */
static gboolean
is_twin (BulkBatches *self, const GError *error)
{
  BulkRecord *earlier = get_in_the_way (self, error);

  return earlier != NULL && is_loaded (earlier) && earlier->table_sha256 == NULL && self->batch_id != 0
         && (earlier->batch_id == self->batch_id || earlier->id == self->batch_id)
         && earlier->batch_count == self->batches->len && earlier->batch_index < self->next;
}

/* A person who has said that rows of one load are to be sent again is not asked of the same load at every batch. */
static gboolean
is_settled (BulkBatches *self, const GError *error)
{
  BulkRecord *earlier = get_in_the_way (self, error);

  return earlier != NULL && earlier->id == self->again_id && earlier->overlap.n_loads > 0;
}

static void
describe (BulkBatches *self, BulkRowSet *rows)
{
  BulkRecord *record = bulk_load_get_record (self->load);

  bulk_load_set_way (self->load, self->way);
  bulk_record_set_string (&record->connection_name, self->connection_name);
  bulk_record_set_string (&record->connection_id, self->connection_id);
  record->batch_id = self->batch_id;
  record->batch_index = self->next;
  record->batch_count = self->batches->len;
  record->first_row = bulk_row_set_get (rows, 0);
  bulk_record_set_string (&record->table_sha256, self->table_sha256);
  record->batch_rows = self->max_rows;
  record->batch_bytes = self->max_bytes;
}

/* Callbacks */

static void
on_load_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkBatches *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkOutcome) outcome = bulk_load_run_finish (BULK_LOAD (source), result, &error);
  BulkExecution *execution = outcome != NULL ? bulk_outcome_get_execution (outcome) : NULL;
  BulkRecord *record = bulk_load_get_record (self->load);

  if (outcome == NULL && (is_twin (self, error) || is_settled (self, error)))
    {
      bulk_load_set_again (self->load, TRUE);
      bulk_load_run_async (self->load, cancellable, on_load_ended, g_object_ref (task));
      return;
    }
  if (outcome == NULL && take_earlier (self, error))
    {
      run_next (task);
      return;
    }
  g_set_object (&self->outcome, outcome);
  if (execution == NULL)
    {
      end_batch (self, BULK_BATCH_STOPPED, NULL, record);
      stop (task, g_steal_pointer (&error));
      return;
    }
  /* The next one goes with the token that was good for this one. */
  g_set_object (&self->connection, bulk_load_get_connection (self->load));
  if (self->next == 0 && self->batches->len > 1)
    note_first (self);
  end_batch (self, BULK_BATCH_ACCEPTED, bulk_execution_get_execution_id (execution), record);
  run_next (task);
}

static void
run_next (GTask *task)
{
  BulkBatches *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (BulkPayload) payload = NULL;
  BulkRowSet *rows;

  while (self->next < self->batches->len && is_done (get_batch (self, self->next)))
    self->next++;
  if (self->next == self->batches->len)
    {
      stop (task, NULL);
      return;
    }
  g_clear_object (&self->load);
  rows = get_batch (self, self->next)->rows;
  payload = bulk_payload_new_for_rows (self->table, self->format, rows);
  self->load = bulk_load_new (self->history, self->connection, payload);
  describe (self, rows);
  bulk_load_set_again (self->load, self->again);
  bulk_load_run_async (self->load, cancellable, on_load_ended, g_object_ref (task));
}

/* Overrides */

static GType
bulk_batches_get_item_type (GListModel *model)
{
  return BULK_TYPE_BATCH;
}

static guint
bulk_batches_get_n_items (GListModel *model)
{
  return BULK_BATCHES (model)->batches->len;
}

static gpointer
bulk_batches_get_item (GListModel *model, guint position)
{
  BulkBatches *self = BULK_BATCHES (model);

  return position < self->batches->len ? g_object_ref (get_batch (self, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_batches_get_item_type;
  iface->get_n_items = bulk_batches_get_n_items;
  iface->get_item = bulk_batches_get_item;
}

static void
bulk_batches_finalize (GObject *object)
{
  BulkBatches *self = BULK_BATCHES (object);

  g_ptr_array_unref (self->batches);
  g_clear_object (&self->history);
  g_clear_object (&self->connection);
  g_clear_object (&self->table);
  g_clear_object (&self->load);
  g_clear_object (&self->outcome);
  g_free (self->connection_name);
  g_free (self->connection_id);
  g_free (self->table_sha256);
  G_OBJECT_CLASS (bulk_batches_parent_class)->finalize (object);
}

/* Class */

static void
bulk_batches_class_init (BulkBatchesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_batches_finalize;
  signals[SIGNAL_BATCH_ENDED] = g_signal_new ("batch-ended", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bulk_batches_init (BulkBatches *self)
{
  self->batches = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Public functions */

/** bulk_batches_new: Returns: (transfer full): nothing is sent yet */
BulkBatches *
bulk_batches_new (BulkHistory *history, BulkConnection *connection, BulkTable *table, BulkPayloadFormat format,
                  BulkUploadWay way, const BulkBatchPlan *plan)
{
  BulkBatches *self = g_object_new (BULK_TYPE_BATCHES, NULL);

  self->history = g_object_ref (history);
  self->connection = g_object_ref (connection);
  self->table = g_object_ref (table);
  self->format = format;
  self->way = way;
  self->table_sha256 = g_strdup (plan->table_sha256);
  self->max_rows = plan->max_rows;
  self->max_bytes = plan->max_bytes;
  for (guint i = 0; i < plan->parts->len; i++)
    g_ptr_array_add (self->batches, bulk_batch_new (i, plan->parts->len, g_ptr_array_index (plan->parts, i)));
  return self;
}

/**
 * bulk_batches_set_connection_names:
 * @id: (nullable): the connection's, as the history keeps it
 * @name: (nullable): the same
 */
void
bulk_batches_set_connection_names (BulkBatches *self, const char *id, const char *name)
{
  g_free (self->connection_id);
  self->connection_id = g_strdup (id);
  g_free (self->connection_name);
  self->connection_name = g_strdup (name);
}

/**
 * bulk_batches_set_connection:
 * @connection: what to go on with
 *
 * Returns: whether it leads to the same place; only then it is used
 */
gboolean
bulk_batches_set_connection (BulkBatches *self, BulkConnection *connection)
{
  g_return_val_if_fail (!self->running, FALSE);
  if (!bulk_connection_is_same_place (self->connection, connection))
    return FALSE;
  g_set_object (&self->connection, connection);
  return TRUE;
}

/** bulk_batches_get_connection: Returns: (transfer none): what the latest batch went over */
BulkConnection *
bulk_batches_get_connection (BulkBatches *self)
{
  return self->connection;
}

/**
 * bulk_batches_set_again:
 *
 * Says yes to the next batch, which was or may have been loaded before, perhaps within a larger load
 */
void
bulk_batches_set_again (BulkBatches *self)
{
  BulkRecord *earlier = self->load != NULL ? bulk_load_get_earlier (self->load) : NULL;

  self->again = TRUE;
  self->again_id = earlier != NULL ? earlier->id : 0;
}

/** bulk_batches_run_async: sends the batches that are not accepted yet, one after the other */
void
bulk_batches_run_async (BulkBatches *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (!self->running);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, bulk_batches_run_async);
  self->running = TRUE;
  self->next = 0;
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
  return self->batches->len;
}

/** bulk_batches_get_n_done: Returns: how many of them are accepted */
guint
bulk_batches_get_n_done (BulkBatches *self)
{
  guint n = 0;

  for (guint i = 0; i < self->batches->len; i++)
    n += is_done (get_batch (self, i));
  return n;
}

/** bulk_batches_get_rows_done: Returns: how many rows are in those that are accepted */
guint64
bulk_batches_get_rows_done (BulkBatches *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->batches->len; i++)
    if (is_done (get_batch (self, i)))
      n += bulk_row_set_get_n (get_batch (self, i)->rows);
  return n;
}

/** bulk_batches_get_rows: Returns: (transfer none): the rows of a batch */
BulkRowSet *
bulk_batches_get_rows (BulkBatches *self, guint index)
{
  return get_batch (self, index)->rows;
}

/** bulk_batches_get_state: Returns: what became of a batch */
BulkBatchState
bulk_batches_get_state (BulkBatches *self, guint index)
{
  return get_batch (self, index)->state;
}

/** bulk_batches_get_execution_id: Returns: (nullable): of a batch that was accepted */
const char *
bulk_batches_get_execution_id (BulkBatches *self, guint index)
{
  return get_batch (self, index)->execution_id;
}

/** bulk_batches_get_outcome: Returns: (transfer none) (nullable): of the batch that was sent last */
BulkOutcome *
bulk_batches_get_outcome (BulkBatches *self)
{
  return self->outcome;
}

/** bulk_batches_get_load: Returns: (transfer none) (nullable): the batch under way, or the latest */
BulkLoad *
bulk_batches_get_load (BulkBatches *self)
{
  return self->load;
}
