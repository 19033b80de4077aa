/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/row-match-private.h"

#include <string.h>

/** bulk_row_match_new_empty: Returns: (transfer full): of so many rows none is found yet */
BulkRowMatch *
bulk_row_match_new_empty (guint n)
{
  BulkRowMatch *self = g_new0 (BulkRowMatch, 1);

  g_atomic_ref_count_init (&self->references);
  self->n = n;
  self->key_column = BULK_ROW_MATCH_NO_ROW;
  self->rows = g_new (guint, MAX (n, 1));
  self->kinds = g_new0 (guint8, MAX (n, 1));
  memset (self->rows, 0xff, sizeof (guint) * MAX (n, 1));
  return self;
}

/* Private helpers: in a thread */

typedef struct
{
  BulkTable *table;
  BulkRowSet *rows;
  BulkRowErrors *errors;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->table);
  bulk_row_set_unref (job->rows);
  bulk_row_errors_unref (job->errors);
  g_free (job);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  BulkRowMatch *match = bulk_row_match_find (job->table, job->rows, job->errors, cancellable, &error);

  if (match != NULL)
    g_task_return_pointer (task, match, (GDestroyNotify) bulk_row_match_unref);
  else
    g_task_return_error (task, error);
}

/* Public functions */

/** bulk_row_match_find_async: bulk_row_match_find() in a thread */
void
bulk_row_match_find_async (BulkTable *table, BulkRowSet *rows, BulkRowErrors *errors, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->table = g_object_ref (table);
  job->rows = rows != NULL ? bulk_row_set_ref (rows) : NULL;
  job->errors = bulk_row_errors_ref (errors);
  g_task_set_source_tag (task, bulk_row_match_find_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, find_in_thread);
}

/** bulk_row_match_find_finish: Returns: (transfer full): as bulk_row_match_find() */
BulkRowMatch *
bulk_row_match_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** bulk_row_match_new: Returns: (transfer full): what was found before */
BulkRowMatch *
bulk_row_match_new (const guint *rows, const BulkMatchKind *kinds, guint n)
{
  BulkRowMatch *self = bulk_row_match_new_empty (n);

  for (guint i = 0; i < n; i++)
    {
      self->rows[i] = rows[i];
      self->kinds[i] = (guint8) kinds[i];
    }
  return self;
}

/** bulk_row_match_ref: Returns: (transfer full): @self */
BulkRowMatch *
bulk_row_match_ref (BulkRowMatch *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/** bulk_row_match_unref: @self: (nullable) (transfer full): rows */
void
bulk_row_match_unref (BulkRowMatch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->rows);
  g_free (self->kinds);
  g_free (self);
}

/** bulk_row_match_get_n: Returns: how many rejected rows were looked for */
guint
bulk_row_match_get_n (BulkRowMatch *self)
{
  return self->n;
}

/** bulk_row_match_get_row: Returns: the table's row, or %BULK_ROW_MATCH_NO_ROW */
guint
bulk_row_match_get_row (BulkRowMatch *self, guint error_index)
{
  return error_index < self->n ? self->rows[error_index] : BULK_ROW_MATCH_NO_ROW;
}

/** bulk_row_match_get_kind: Returns: how sure it is */
BulkMatchKind
bulk_row_match_get_kind (BulkRowMatch *self, guint error_index)
{
  return error_index < self->n ? self->kinds[error_index] : BULK_MATCH_NONE;
}

/** bulk_row_match_count: Returns: how many rejected rows were found in this way */
guint
bulk_row_match_count (BulkRowMatch *self, BulkMatchKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->kinds[i] == kind;
  return n;
}

/** bulk_row_match_get_key_column: Returns: the column of IDs; %BULK_ROW_MATCH_NO_ROW: none */
guint
bulk_row_match_get_key_column (BulkRowMatch *self)
{
  return self->key_column;
}

/** bulk_row_match_dup_rows: Returns: (transfer full): all rows that were found, each once */
BulkRowSet *
bulk_row_match_dup_rows (BulkRowMatch *self)
{
  g_autofree guint *rows = g_new (guint, MAX (self->n, 1));
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->rows[i] != BULK_ROW_MATCH_NO_ROW)
      rows[n++] = self->rows[i];
  return bulk_row_set_new_list (rows, n);
}
