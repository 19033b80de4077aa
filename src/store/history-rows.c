/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the service said about single rows. */
#include "store/history-private.h"

/* Private helpers */

static gboolean
write_row (BulkStatement *statement, guint position, const BulkRowError *row, GError **error)
{
  sqlite3_bind_int64 (statement, 2, position);
  bulk_sql_bind_text (statement, 3, row->key);
  bulk_sql_bind_text (statement, 4, row->message);
  bulk_sql_bind_text (statement, 5, row->data_row);
  sqlite3_bind_int64 (statement, 6, row->row);
  sqlite3_bind_int (statement, 7, row->ambiguous);
  if (bulk_sql_step (statement, error) != BULK_STEP_DONE)
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_rows (BulkHistory *self, gint64 id, GPtrArray *errors, GError **error)
{
  BulkStatement *clear = bulk_sql_prepare (self->db, "DELETE FROM row_errors WHERE load_id = ?1", error);
  g_autoptr (BulkStatement) insert = NULL;

  if (clear != NULL)
    sqlite3_bind_int64 (clear, 1, id);
  if (!bulk_sql_finish (clear, error))
    return FALSE;
  insert = bulk_sql_prepare (self->db,
                             "INSERT INTO row_errors (load_id, position, key, message, data_row, row, ambiguous)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                             error);
  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, id);
  for (guint i = 0; i < errors->len; i++)
    if (!write_row (insert, i, g_ptr_array_index (errors, i), error))
      return FALSE;
  return TRUE;
}

/* Public functions */

/** bulk_history_set_row_errors: @errors: (element-type BulkRowError): instead of those there were */
gboolean
bulk_history_set_row_errors (BulkHistory *self, gint64 id, GPtrArray *errors, GError **error)
{
  gboolean ok;

  if (!bulk_history_enter (self, error))
    return FALSE;
  ok = bulk_sql_begin (self->db, error) && bulk_sql_end (self->db, write_rows (self, id, errors, error), error);
  bulk_history_leave_changed (self, ok);
  return ok;
}

/**
 * bulk_history_get_row_errors:
 * @max: 0: all
 *
 * Returns: (transfer full) (element-type BulkRowError): in the service's order
 */
GPtrArray *
bulk_history_get_row_errors (BulkHistory *self, gint64 id, guint max, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_error_free);
  BulkStatement *statement;
  BulkStep step = BULK_STEP_ERROR;

  if (!bulk_history_enter (self, error))
    return NULL;
  statement = bulk_sql_prepare (self->db, "SELECT key, message, data_row, row, ambiguous FROM row_errors"
                                          " WHERE load_id = ?1 ORDER BY position LIMIT ?2", error);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, max > 0 ? (gint64) max : -1);
    }
  while (statement != NULL && (step = bulk_sql_step (statement, error)) == BULK_STEP_ROW)
    {
      BulkRowError *row = g_new0 (BulkRowError, 1);

      row->key = bulk_sql_dup_text (statement, 0);
      row->message = bulk_sql_dup_text (statement, 1);
      row->data_row = bulk_sql_dup_text (statement, 2);
      row->row = sqlite3_column_int64 (statement, 3);
      row->ambiguous = sqlite3_column_int (statement, 4) != 0;
      g_ptr_array_add (found, row);
    }
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return step == BULK_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

/** bulk_history_count_row_errors: Returns: how many are kept; -1 with @error */
gint64
bulk_history_count_row_errors (BulkHistory *self, gint64 id, GError **error)
{
  BulkStatement *statement;
  gint64 n = -1;

  if (!bulk_history_enter (self, error))
    return -1;
  statement = bulk_sql_prepare (self->db, "SELECT count(*) FROM row_errors WHERE load_id = ?1", error);
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, id);
  if (statement != NULL && bulk_sql_step (statement, error) == BULK_STEP_ROW)
    n = sqlite3_column_int64 (statement, 0);
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return n;
}
