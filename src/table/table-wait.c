/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for a table. */
#include "table/table-private.h"
#include <errno.h>

/* Somebody who waits until the table is whole, or has rows to show. */
typedef struct
{
  BulkTable *table;      /* not owned: the task does */
  GTask *task;
  GSource *cancel;
  gboolean rows_suffice;
} Wait;

void
bulk_table_wait_free (gpointer data)
{
  Wait *wait = data;

  if (wait->cancel != NULL)
    {
      g_source_destroy (wait->cancel);
      g_source_unref (wait->cancel);
    }
  g_object_unref (wait->task);
  g_free (wait);
}

static gboolean
is_answered (BulkTable *self, Wait *wait)
{
  return bulk_table_is_over (self) || (wait->rows_suffice && bulk_table_get_n_rows (self) > 0);
}

static void
answer (BulkTable *self, Wait *wait)
{
  /* Who asked for rows has them, even when the rest cannot be read: that is shown with them. */
  if (self->load_error != NULL && !(wait->rows_suffice && bulk_table_get_n_rows (self) > 0))
    g_task_return_error (wait->task, g_error_copy (self->load_error));
  else
    g_task_return_boolean (wait->task, TRUE);
}

void
bulk_table_answer_waiting (BulkTable *self)
{
  for (guint i = 0; i < self->waiting->len;)
    {
      Wait *wait = self->waiting->pdata[i];

      if (!is_answered (self, wait))
        {
          i++;
          continue;
        }
      g_ptr_array_steal_index (self->waiting, i);
      answer (self, wait);
      bulk_table_wait_free (wait);
    }
}

static gboolean
on_wait_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Wait *wait = user_data;
  BulkTable *self = wait->table;
  g_autoptr (BulkTable) keep = g_object_ref (self);
  guint index;

  if (g_ptr_array_find (self->waiting, wait, &index))
    g_ptr_array_steal_index (self->waiting, index);
  g_task_return_new_error (wait->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", g_strerror (ECANCELED));
  if (wait->rows_suffice)
    {
      bulk_table_wait_free (wait);
      bulk_table_stop (self);
    }
  else
    bulk_table_wait_free (wait);
  return G_SOURCE_REMOVE;
}

void
bulk_table_wait_for (BulkTable *self, GTask *task, gboolean rows_suffice)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait = g_new0 (Wait, 1);

  wait->table = self;
  wait->task = task;
  wait->rows_suffice = rows_suffice;
  if (is_answered (self, wait))
    {
      answer (self, wait);
      bulk_table_wait_free (wait);
      return;
    }
  g_ptr_array_add (self->waiting, wait);
  if (cancellable == NULL)
    return;
  wait->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (wait->cancel, G_SOURCE_FUNC (on_wait_cancelled), wait, NULL);
  g_source_attach (wait->cancel, g_task_get_context (task));
}

/**
 * bulk_table_wait_async:
 *
 * Waits until the table is complete, or cannot be.
 */
void
bulk_table_wait_async (BulkTable *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_table_wait_async);
  bulk_table_wait_for (self, task, FALSE);
}

/**
 * bulk_table_wait_finish:
 *
 * Returns: whether the table is complete; else why not
 */
gboolean
bulk_table_wait_finish (BulkTable *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
