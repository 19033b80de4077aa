/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/sending.h"

struct _BulkSending
{
  GObject parent_instance;
  BulkHistory *history;
  BulkConnection *connection;
  BulkTable *table;
  BulkPayloadFormat format;
  BulkSendOptions options;
  char *connection_id, *connection_name;
  BulkRowSet *rows;          /* nullable: all */
  gint64 parent_id;
  gboolean again;

  BulkLoad *load;            /* as one load; nullable */
  BulkBatches *batches;      /* nullable */
};

G_DEFINE_FINAL_TYPE (BulkSending, bulk_sending, G_TYPE_OBJECT)

/* Private helpers */

/* Of the last batch, as one of all of them. */
static BulkOutcome *
make_outcome (BulkSending *self)
{
  BulkOutcome *last = bulk_batches_get_outcome (self->batches);
  gboolean all = bulk_batches_get_n_done (self->batches) == bulk_batches_get_n (self->batches);

  if (all || last == NULL)
    return bulk_outcome_new (BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, 0, NULL, NULL, NULL, -1, 0, 0,
                             bulk_sending_get_rows (self));
  return bulk_outcome_new_like (last, bulk_outcome_get_reason (last), bulk_outcome_get_detail (last),
                                bulk_sending_get_rows (self));
}

/* Callbacks */

static void
on_load_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  BulkOutcome *outcome = bulk_load_run_finish (BULK_LOAD (source), result, &error);

  if (outcome != NULL)
    g_task_return_pointer (task, outcome, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_batches_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BulkSending *self = g_task_get_source_object (task);
  GError *error = NULL;

  bulk_batches_run_finish (BULK_BATCHES (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make_outcome (self), g_object_unref);
}

/* Takes the task. */
static void
run_load (GTask *task)
{
  BulkSending *self = g_task_get_source_object (task);

  if (self->load == NULL)
    {
      g_autoptr (BulkPayload) payload = bulk_payload_new_for_rows (self->table, self->format, self->rows);
      BulkRecord *record;

      self->load = bulk_load_new (self->history, self->connection, payload);
      record = bulk_load_get_record (self->load);
      bulk_record_set_string (&record->connection_id, self->connection_id);
      bulk_record_set_string (&record->connection_name, self->connection_name);
      bulk_load_set_way (self->load, self->options.way);
      record->parent_id = self->parent_id;
      record->link = self->parent_id != 0 ? BULK_LINK_CORRECTED : BULK_LINK_NONE;
    }
  bulk_load_set_again (self->load, self->again);
  self->again = FALSE;
  bulk_load_run_async (self->load, g_task_get_cancellable (task), on_load_ended, task);
}

/* Takes the task. */
static void
run_batches (GTask *task)
{
  BulkSending *self = g_task_get_source_object (task);

  if (self->again)
    bulk_batches_set_again (self->batches);
  self->again = FALSE;
  bulk_batches_run_async (self->batches, g_task_get_cancellable (task), on_batches_ended, task);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  BulkSending *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BulkBatchPlan) plan = bulk_batches_plan_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (plan->parts->len <= 1)
    {
      run_load (task);
      return;
    }
  self->batches = bulk_batches_new (self->history, self->connection, self->table, self->format, self->options.way,
                                    plan);
  bulk_batches_set_connection_names (self->batches, self->connection_id, self->connection_name);
  run_batches (task);
}

/* Overrides */

static void
bulk_sending_finalize (GObject *object)
{
  BulkSending *self = BULK_SENDING (object);

  g_clear_object (&self->load);
  g_clear_object (&self->batches);
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  g_object_unref (self->history);
  g_object_unref (self->connection);
  g_object_unref (self->table);
  g_free (self->connection_id);
  g_free (self->connection_name);
  G_OBJECT_CLASS (bulk_sending_parent_class)->finalize (object);
}

/* Class */

static void
bulk_sending_class_init (BulkSendingClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_sending_finalize;
}

static void
bulk_sending_init (BulkSending *self)
{
}

/* Public functions */

/** bulk_sending_new: Returns: (transfer full): nothing is sent yet */
BulkSending *
bulk_sending_new (BulkHistory *history, BulkConnection *connection, BulkTable *table, BulkPayloadFormat format,
                  const BulkSendOptions *options)
{
  BulkSending *self = g_object_new (BULK_TYPE_SENDING, NULL);

  self->history = g_object_ref (history);
  self->connection = g_object_ref (connection);
  self->table = g_object_ref (table);
  self->format = format;
  self->options = *options;
  return self;
}

/**
 * bulk_sending_set_connection_names:
 * @id: (nullable): the connection's, as the history keeps it
 * @name: (nullable): the same
 */
void
bulk_sending_set_connection_names (BulkSending *self, const char *id, const char *name)
{
  g_free (self->connection_id);
  self->connection_id = g_strdup (id);
  g_free (self->connection_name);
  self->connection_name = g_strdup (name);
}

/**
 * bulk_sending_set_rows:
 * @rows: (nullable): which rows; %NULL: all
 * @parent_id: the load that had rejected them; 0: none
 */
void
bulk_sending_set_rows (BulkSending *self, BulkRowSet *rows, gint64 parent_id)
{
  g_clear_pointer (&self->rows, bulk_row_set_unref);
  self->rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  self->parent_id = parent_id;
}

/** bulk_sending_set_again: what was turned away as sent before is sent in the next run */
void
bulk_sending_set_again (BulkSending *self)
{
  self->again = TRUE;
}

/** bulk_sending_set_connection: Returns: whether it leads to the same place, and is used from now on */
gboolean
bulk_sending_set_connection (BulkSending *self, BulkConnection *connection)
{
  return self->batches != NULL && bulk_batches_set_connection (self->batches, connection);
}

/** bulk_sending_run_async: sends it, or goes on with it */
void
bulk_sending_run_async (BulkSending *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_sending_run_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->batches != NULL)
    run_batches (task);
  else if (self->load != NULL || self->rows != NULL || !bulk_send_options_splits (&self->options))
    run_load (task);
  else
    bulk_batches_plan_async (self->table, self->format, self->options.batch_rows,
                             (guint64) self->options.batch_mb * 1000000, cancellable, on_planned, task);
}

/** bulk_sending_run_finish: Returns: (transfer full): the outcome; %NULL and @error if nothing more was sent */
BulkOutcome *
bulk_sending_run_finish (BulkSending *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_sending_run_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_sending_get_load: Returns: (transfer none) (nullable): the load under way, or the latest */
BulkLoad *
bulk_sending_get_load (BulkSending *self)
{
  return self->batches != NULL ? bulk_batches_get_load (self->batches) : self->load;
}

/** bulk_sending_get_batches: Returns: (transfer none) (nullable): the batches, once it is known that there are some */
BulkBatches *
bulk_sending_get_batches (BulkSending *self)
{
  return self->batches;
}

/** bulk_sending_get_earlier: Returns: (transfer none) (nullable): what the same rows were sent with before */
BulkRecord *
bulk_sending_get_earlier (BulkSending *self)
{
  BulkLoad *load = bulk_sending_get_load (self);

  return load != NULL ? bulk_load_get_earlier (load) : NULL;
}

/** bulk_sending_get_rows: Returns: how many rows there are to send */
guint64
bulk_sending_get_rows (BulkSending *self)
{
  return self->rows != NULL ? bulk_row_set_get_n (self->rows) : bulk_table_get_n_rows (self->table);
}

/** bulk_sending_get_rows_sent: Returns: how many rows have left, or had left before */
guint64
bulk_sending_get_rows_sent (BulkSending *self)
{
  BulkLoad *load = bulk_sending_get_load (self);
  guint64 done = self->batches != NULL ? bulk_batches_get_rows_done (self->batches) : 0;

  /* One that has ended is among those that are done. */
  if (load != NULL && (self->batches == NULL || bulk_load_get_phase (load) != BULK_UPLOAD_DONE))
    done += bulk_load_get_rows_sent (load);
  return MIN (done, bulk_sending_get_rows (self));
}

/** bulk_sending_get_record_id: Returns: the record of the latest load; 0: there is none */
gint64
bulk_sending_get_record_id (BulkSending *self)
{
  BulkLoad *load = bulk_sending_get_load (self);

  return load != NULL ? bulk_load_get_record (load)->id : 0;
}

/** bulk_sending_get_fraction: Returns: how much of it has left, 0 to 1 */
double
bulk_sending_get_fraction (BulkSending *self)
{
  guint64 rows = bulk_sending_get_rows (self);

  return rows > 0 ? (double) bulk_sending_get_rows_sent (self) / (double) rows : 0;
}
