/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking into the history, and changing what was. */
#include "store/history-private.h"

#include "store/record-columns.h"

/* The columns a text is looked for in. */
#define SEARCHED                                                                                                       \
  "coalesce(file_name, '') || char(10) || coalesce(connection_name, '') || char(10) || coalesce(integration_id, '')"   \
  " || char(10) || coalesce(execution_id, '') || char(10) || coalesce(sha256, '') || char(10)"                         \
  " || coalesce(template_name, '') || char(10) || coalesce(base_url, '')"

/* Private helpers */

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

/* bulk_contains (text, folded): as people search, in any script; SQLite's own LIKE folds ASCII only. */
static void
contains (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const char *wanted = (const char *) sqlite3_value_text (values[1]);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autofree char *folded = valid != NULL ? fold (valid) : NULL;

  sqlite3_result_int (context, folded != NULL && wanted != NULL && strstr (folded, wanted) != NULL);
}

static void
append_conditions (GString *sql, const BulkHistoryFilter *filter)
{
  g_string_append (sql, " FROM loads WHERE deleted_at = 0");
  if (filter->text != NULL && *filter->text != '\0')
    g_string_append (sql, " AND bulk_contains(" SEARCHED ", ?1)");
  if (filter->state >= 0)
    g_string_append (sql, " AND state = ?2");
  if (filter->connection_name != NULL)
    g_string_append (sql, " AND connection_name = ?3");
  if (filter->parent_id != 0)
    g_string_append (sql, " AND parent_id = ?4");
  if (filter->batch_id != 0)
    g_string_append (sql, " AND batch_id = ?5");
  g_string_append (sql, " ORDER BY id DESC");
  if (filter->limit > 0)
    g_string_append_printf (sql, " LIMIT %u", filter->limit);
}

static BulkStatement *
prepare_list (BulkHistory *self, const char *select, const BulkHistoryFilter *filter, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autofree char *valid = filter->text != NULL ? g_utf8_make_valid (filter->text, -1) : NULL;
  g_autofree char *folded = valid != NULL ? fold (valid) : NULL;
  BulkStatement *statement;

  g_string_append (sql, select);
  append_conditions (sql, filter);
  statement = bulk_sql_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return NULL;
  /* Places that are not there are no harm. */
  bulk_sql_bind_text (statement, 1, folded);
  sqlite3_bind_int (statement, 2, filter->state);
  bulk_sql_bind_text (statement, 3, filter->connection_name);
  sqlite3_bind_int64 (statement, 4, filter->parent_id);
  sqlite3_bind_int64 (statement, 5, filter->batch_id);
  return statement;
}

/* Runs a statement over one load: ?1 its ID, ?2 the time, ?3 value. */
static gboolean
change_one (BulkHistory *self, const char *sql, gint64 id, gint64 value, GError **error)
{
  BulkStatement *statement;
  gboolean ok;

  if (!bulk_history_enter (self, error))
    return FALSE;
  statement = bulk_sql_prepare (self->db, sql, error);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, g_get_real_time ());
      sqlite3_bind_int64 (statement, 3, value);
    }
  ok = bulk_sql_finish (statement, error) && (sqlite3_changes (self->db) > 0 || bulk_history_fail_not_found (error));
  bulk_history_leave_changed (self, ok);
  return ok;
}

/* Shared within the folder */

void
bulk_history_add_functions (sqlite3 *db)
{
  sqlite3_create_function (db, "bulk_contains", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                           contains, NULL, NULL);
}

/* Public functions */

/** bulk_history_get: Returns: (transfer full): one load; %NULL and %BULK_STORE_ERROR_NOT_FOUND if there is none */
BulkRecord *
bulk_history_get (BulkHistory *self, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) found = bulk_history_get_many (self, &id, 1, error);

  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      bulk_history_fail_not_found (error);
      return NULL;
    }
  return g_object_ref (g_ptr_array_index (found, 0));
}

/** bulk_history_list_ids: Returns: (transfer full): IDs, newest first */
GArray *
bulk_history_list_ids (BulkHistory *self, const BulkHistoryFilter *filter, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  BulkStatement *statement;
  BulkStep step = BULK_STEP_ERROR;

  /* Reading goes on where nothing can be written. */
  bulk_history_recover (self, NULL);
  if (!bulk_history_enter (self, error))
    return NULL;
  statement = prepare_list (self, "id", filter, error);
  while (statement != NULL && (step = bulk_sql_step (statement, error)) == BULK_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return step == BULK_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/** bulk_history_get_many: Returns: (transfer full): the loads of these IDs that there are, in their order */
GPtrArray *
bulk_history_get_many (BulkHistory *self, const gint64 *ids, guint n, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT ", bulk_record_get_select (),
                                      " FROM loads WHERE id = ?1 AND deleted_at = 0", NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  BulkStatement *statement;
  gboolean ok;

  if (!bulk_history_enter (self, error))
    return NULL;
  statement = bulk_sql_prepare (self->db, sql, error);
  ok = statement != NULL;
  for (guint i = 0; ok && i < n; i++)
    {
      BulkStep step;

      sqlite3_bind_int64 (statement, 1, ids[i]);
      step = bulk_sql_step (statement, error);
      if (step == BULK_STEP_ROW)
        g_ptr_array_add (found, bulk_record_read (statement));
      ok = step != BULK_STEP_ERROR;
      sqlite3_reset (statement);
    }
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return ok ? g_steal_pointer (&found) : NULL;
}

/** bulk_history_list: Returns: (transfer full): loads, newest first */
GPtrArray *
bulk_history_list (BulkHistory *self, const BulkHistoryFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  BulkStatement *statement;
  BulkStep step = BULK_STEP_ERROR;

  bulk_history_recover (self, NULL);
  if (!bulk_history_enter (self, error))
    return NULL;
  statement = prepare_list (self, bulk_record_get_select (), filter, error);
  while (statement != NULL && (step = bulk_sql_step (statement, error)) == BULK_STEP_ROW)
    g_ptr_array_add (found, bulk_record_read (statement));
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return step == BULK_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

/** bulk_history_list_connections: Returns: (transfer full): the names of connections that occur */
GStrv
bulk_history_list_connections (BulkHistory *self, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  BulkStatement *statement;
  BulkStep step = BULK_STEP_ERROR;

  if (!bulk_history_enter (self, error))
    return NULL;
  statement = bulk_sql_prepare (self->db,
                                "SELECT DISTINCT connection_name FROM loads WHERE deleted_at = 0"
                                " AND connection_name <> '' ORDER BY connection_name", error);
  while (statement != NULL && (step = bulk_sql_step (statement, error)) == BULK_STEP_ROW)
    {
      g_autofree char *name = bulk_sql_dup_text (statement, 0);

      g_strv_builder_add (names, name);
    }
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return step == BULK_STEP_DONE ? g_strv_builder_end (names) : NULL;
}

/** bulk_history_set_verdict: what a person found out about a load of which it was not known whether it was loaded */
gboolean
bulk_history_set_verdict (BulkHistory *self, gint64 id, BulkVerdict verdict, GError **error)
{
  return change_one (self,
                     "UPDATE loads SET verdict = ?3, verdict_at = ?2 WHERE id = ?1 AND state = 5 AND deleted_at = 0",
                     id, verdict, error);
}

/** bulk_history_delete: hides a load that has ended, until it is restored or gone for good */
gboolean
bulk_history_delete (BulkHistory *self, gint64 id, GError **error)
{
  return change_one (self, "UPDATE loads SET deleted_at = ?2 WHERE id = ?1 AND state > 1 AND deleted_at = 0", id, 0,
                     error);
}

/** bulk_history_restore: shows a deleted load again */
gboolean
bulk_history_restore (BulkHistory *self, gint64 id, GError **error)
{
  return change_one (self, "UPDATE loads SET deleted_at = 0 WHERE id = ?1 AND deleted_at > 0", id, 0, error);
}

/** bulk_history_purge: makes a deleted load unrecoverable */
gboolean
bulk_history_purge (BulkHistory *self, gint64 id, GError **error)
{
  if (!change_one (self, "DELETE FROM loads WHERE id = ?1 AND deleted_at > 0", id, 0, error))
    return FALSE;
  /* It may stand in the journal still. Where another process reads it just now, that goes with the next one. */
  if (bulk_history_enter (self, NULL))
    {
      sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
      bulk_history_leave (self);
    }
  return TRUE;
}

/**
 * bulk_history_count_batches:
 * @batch: one of the batches of a table
 * @done: (out): how many of them were accepted over the same connection, and how many rows
 *
 * Returns: whether it is known
 */
gboolean
bulk_history_count_batches (BulkHistory *self, BulkRecord *batch, BulkBatchesDone *done, GError **error)
{
  BulkStatement *statement;
  gboolean ok;

  *done = (BulkBatchesDone) { 0 };
  if (!bulk_history_enter (self, error))
    return FALSE;
  statement = bulk_sql_prepare (self->db,
                                "SELECT count(*), coalesce(sum(rows_total), 0) FROM (SELECT DISTINCT first_row,"
                                " rows_total FROM loads WHERE table_sha256 = ?1 AND " BULK_HISTORY_SAME_PLACE
                                " AND batch_rows = ?7 AND batch_bytes = ?8 AND batch_count = ?9 AND deleted_at = 0"
                                " AND (state = 2 OR (state = 5 AND verdict = 1)))",
                                error);
  ok = statement != NULL;
  if (ok)
    {
      bulk_sql_bind_text (statement, 1, batch->table_sha256);
      bulk_history_bind_place (statement, batch);
      sqlite3_bind_int64 (statement, 7, batch->batch_rows);
      sqlite3_bind_int64 (statement, 8, (gint64) batch->batch_bytes);
      sqlite3_bind_int64 (statement, 9, batch->batch_count);
      ok = bulk_sql_step (statement, error) == BULK_STEP_ROW;
    }
  if (ok)
    *done = (BulkBatchesDone) { (guint) sqlite3_column_int64 (statement, 0),
                                (guint64) sqlite3_column_int64 (statement, 1) };
  bulk_sql_free (statement);
  bulk_history_leave (self);
  return ok;
}
