/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of one load in the history. */
#include "store/history-private.h"

#include <glib/gi18n-lib.h>

#include "store/record-columns.h"
#include "store/store-error.h"

/* Where the file system knows no locks, a load nobody wrote to for so long has no process: one that lives writes
 * every few seconds while it sends, and gives up after some minutes of silence. */
#define ABANDONED_AFTER G_TIME_SPAN_HOUR

/* Private helpers */

static gboolean
is_abandoned (BulkHistory *self, gint64 id, gint64 updated_at)
{
  switch (bulk_claims_look (self->claims, id))
    {
    case BULK_CLAIM_FREE:
      return TRUE;
    case BULK_CLAIM_UNCLEAR:
      return g_get_real_time () - updated_at > ABANDONED_AFTER;
    case BULK_CLAIM_OWN:
    case BULK_CLAIM_OTHER:
    default:
      return FALSE;
    }
}

static gboolean
write_record (BulkHistory *self, BulkRecord *record, const char *sql, GError **error)
{
  g_autoptr (BulkStatement) statement = bulk_sql_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bulk_record_bind (record, statement);
  return bulk_sql_step (statement, error) == BULK_STEP_DONE;
}

/* What begins to be, or was, and may be in WorkSpan. */
#define MAY_BE_LOADED "(state IN (0, 1, 2) OR (state = 5 AND verdict <> 2))"

#define OVERLAPS "(first_row < ?9 + ?10 AND ?9 < first_row + rows_total)"

static void
bind_what_and_where (BulkStatement *statement, BulkRecord *record)
{
  bulk_sql_bind_text (statement, 1, record->sha256);
  sqlite3_bind_int64 (statement, 2, (gint64) record->bytes_total);
  bulk_history_bind_place (statement, record);
  sqlite3_bind_int64 (statement, 7, record->id);
  bulk_sql_bind_text (statement, 8, record->table_sha256);
}

/* All that is known of a table of which other rows, or more or fewer, were or may have been loaded. */
static gboolean
read_overlap (BulkHistory *self, BulkRecord *record, BulkOverlap *overlap, GError **error)
{
  g_autoptr (BulkStatement) statement
      = bulk_sql_prepare (self->db,
                          "SELECT first_row, first_row + rows_total, state = 2 OR verdict = 1,"
                          " batch_index + 1 >= batch_count FROM loads"
                          " WHERE table_sha256 = ?8 AND " BULK_HISTORY_SAME_PLACE
                          " AND id <> ?7 AND deleted_at = 0 AND " MAY_BE_LOADED " ORDER BY first_row",
                          error);
  BulkStep step = BULK_STEP_ERROR;

  *overlap = (BulkOverlap) { 0 };
  if (statement != NULL)
    bind_what_and_where (statement, record);
  while (statement != NULL && (step = bulk_sql_step (statement, error)) == BULK_STEP_ROW)
    {
      guint64 first = (guint64) sqlite3_column_int64 (statement, 0);
      guint64 end = (guint64) sqlite3_column_int64 (statement, 1);

      if (overlap->n_loads == 0)
        overlap->first = overlap->end = first;
      overlap->gaps = overlap->gaps || first > overlap->end;
      overlap->end = MAX (overlap->end, end);
      overlap->doubtful = overlap->doubtful || !sqlite3_column_int (statement, 2);
      overlap->all = overlap->all || sqlite3_column_int (statement, 3);
      overlap->n_loads++;
    }
  overlap->all = overlap->all && overlap->first == 0 && !overlap->gaps;
  return step == BULK_STEP_DONE;
}

/* What counts for "the same": the bytes, and whose data they go to. Of two loads of one table it is known which rows
 * they are: there the rows count, and equal bytes of other rows are no matter. The very same rows come first. */
static BulkStep
look_for_earlier (BulkHistory *self, BulkRecord *record, BulkRecord **earlier, GError **error)
{
  g_autofree char *sql
      = g_strconcat ("SELECT ", bulk_record_get_select (),
                     " FROM loads WHERE (sha256 = ?1 OR table_sha256 = ?8) AND CASE WHEN table_sha256 = ?8 THEN "
                     OVERLAPS " ELSE sha256 = ?1 AND bytes_total = ?2 END AND " BULK_HISTORY_SAME_PLACE
                     " AND id <> ?7 AND deleted_at = 0 AND " MAY_BE_LOADED
                     " ORDER BY coalesce(table_sha256 = ?8 AND first_row = ?9 AND rows_total = ?10, 0) DESC,"
                     " coalesce(table_sha256 = ?8, 0) DESC, id DESC LIMIT 1", NULL);
  g_autoptr (BulkStatement) statement = bulk_sql_prepare (self->db, sql, error);
  BulkStep step;

  *earlier = NULL;
  if (statement == NULL)
    return BULK_STEP_ERROR;
  bind_what_and_where (statement, record);
  sqlite3_bind_int64 (statement, 9, (gint64) record->first_row);
  sqlite3_bind_int64 (statement, 10, (gint64) record->rows_total);
  step = bulk_sql_step (statement, error);
  if (step != BULK_STEP_ROW)
    return step;
  *earlier = bulk_record_read (statement);
  if (bulk_record_is_other_part (*earlier, record) && !read_overlap (self, record, &(*earlier)->overlap, error))
    return BULK_STEP_ERROR;
  return BULK_STEP_ROW;
}

/* IDs are not used twice, nor one that a process still claims though its record was set aside with a damaged file. */
static gboolean
claim_new_id (BulkHistory *self, BulkRecord *record, GError **error)
{
  gint64 last;

  if (!bulk_sql_read_int64 (self->db, "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'loads'), 0),"
                                      " coalesce((SELECT max(id) FROM loads), 0))", &last, error))
    return FALSE;
  record->id = last + 1;
  while (bulk_claims_look (self->claims, record->id) == BULK_CLAIM_OWN
         || bulk_claims_take (self->claims, record->id) == BULK_CLAIM_OTHER)
    record->id++;
  return TRUE;
}

static gboolean
begin_in (BulkHistory *self, BulkRecord *record, gboolean again, BulkRecord **earlier, GError **error)
{
  gboolean changed;
  BulkStep step = BULK_STEP_DONE;

  if (!bulk_history_recover_in (self, &changed, error))
    return FALSE;
  if (!again)
    step = look_for_earlier (self, record, earlier, error);
  if (step == BULK_STEP_ROW)
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DUPLICATE, "%s",
                 (*earlier)->overlap.n_loads > 0 ? _("Some of these rows were sent over this connection before.")
                                                 : _("The same rows were sent over this connection before."));
  return step == BULK_STEP_DONE && claim_new_id (self, record, error)
         && write_record (self, record, bulk_record_get_insert (), error);
}

static gboolean
begin_once (BulkHistory *self, BulkRecord *record, gboolean again, BulkRecord **earlier, GError **error)
{
  gboolean ok;

  if (!bulk_sql_begin (self->db, error))
    return FALSE;
  ok = bulk_sql_end (self->db, begin_in (self, record, again, earlier, error), error);
  if (!ok && record->id != 0)
    {
      bulk_claims_drop (self->claims, record->id);
      record->id = 0;
    }
  return ok;
}

/* A load of this process is written down even where its row has gone with a damaged file; any other is only changed. */
static gboolean
write_existing (BulkHistory *self, BulkRecord *record, GError **error)
{
  gboolean own = bulk_claims_look (self->claims, record->id) == BULK_CLAIM_OWN;

  if (!write_record (self, record, own ? bulk_record_get_insert () : bulk_record_get_update (), error))
    return FALSE;
  return sqlite3_changes (self->db) > 0 || bulk_history_fail_not_found (error);
}

/* Shared within the folder */

void
bulk_history_bind_place (BulkStatement *statement, BulkRecord *record)
{
  bulk_sql_bind_text (statement, 3, record->base_url);
  bulk_sql_bind_text (statement, 4, record->integration_id);
  bulk_sql_bind_text (statement, 5, record->ws_env);
  bulk_sql_bind_text (statement, 6, record->object_type);
}

/* One pass over the loads under way. In a transaction: whoever begins a load claims it in one as well. */
gboolean
bulk_history_recover_in (BulkHistory *self, gboolean *changed, GError **error)
{
  g_autoptr (BulkStatement) look = bulk_sql_prepare (self->db, "SELECT id, updated_at FROM loads WHERE state < 2",
                                                     error);
  g_autoptr (BulkStatement) settle = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  BulkStep step = look ? BULK_STEP_DONE : BULK_STEP_ERROR;

  *changed = FALSE;
  while (look != NULL && (step = bulk_sql_step (look, error)) == BULK_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (look, 0);

      if (is_abandoned (self, id, sqlite3_column_int64 (look, 1)))
        g_array_append_val (ids, id);
    }
  if (step == BULK_STEP_ERROR)
    return FALSE;
  settle = bulk_sql_prepare (self->db,
                             "UPDATE loads SET state = CASE state WHEN 0 THEN 4 ELSE 5 END, reason = 'interrupted',"
                             " detail = NULL, ended_at = ?2, updated_at = ?2 WHERE id = ?1", error);
  if (settle == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      sqlite3_bind_int64 (settle, 1, g_array_index (ids, gint64, i));
      sqlite3_bind_int64 (settle, 2, g_get_real_time ());
      if (bulk_sql_step (settle, error) != BULK_STEP_DONE)
        return FALSE;
      sqlite3_reset (settle);
      *changed = TRUE;
    }
  return TRUE;
}

/* Public functions */

/**
 * bulk_history_begin:
 * @record: complete but for its ID; becomes PREPARING
 * @again: whether the same rows may be loaded once more
 * @earlier: (out) (optional) (nullable) (transfer full): what it would be loaded twice with
 *
 * Writes a load down before anything of it is done, and claims it for this process.
 *
 * Returns: whether it is on the disk; the load must not begin otherwise
 */
gboolean
bulk_history_begin (BulkHistory *self, BulkRecord *record, gboolean again, BulkRecord **earlier, GError **error)
{
  g_autoptr (BulkRecord) found = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean ok;

  if (!bulk_history_enter (self, error))
    return FALSE;
  record->id = 0;
  record->state = BULK_RECORD_PREPARING;
  record->prepared_at = g_get_real_time ();
  ok = begin_once (self, record, again, &found, &problem);
  if (g_error_matches (problem, BULK_STORE_ERROR, BULK_STORE_ERROR_DAMAGED))
    {
      g_autoptr (GError) why = g_steal_pointer (&problem);

      ok = bulk_history_replace_damaged (self, why, &problem) && begin_once (self, record, again, &found, &problem);
    }
  bulk_history_leave_changed (self, ok);
  if (earlier != NULL)
    *earlier = g_steal_pointer (&found);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return ok;
}

/**
 * bulk_history_mark_sending:
 *
 * Returns: whether it is on the disk that bytes of the body may have left; none may leave otherwise
 */
gboolean
bulk_history_mark_sending (BulkHistory *self, BulkRecord *record, GError **error)
{
  BulkRecordState before = record->state;

  record->state = BULK_RECORD_SENDING;
  record->sent_at = g_get_real_time ();
  if (bulk_history_update (self, record, error))
    return TRUE;
  record->state = before;
  return FALSE;
}

/**
 * bulk_history_update:
 *
 * Writes all of the record but the verdict. With a final state the load is not claimed any more.
 */
gboolean
bulk_history_update (BulkHistory *self, BulkRecord *record, GError **error)
{
  gboolean ok;

  if (!bulk_history_enter (self, error))
    return FALSE;
  if (bulk_record_is_final (record) && record->ended_at == 0)
    record->ended_at = g_get_real_time ();
  ok = bulk_sql_begin (self->db, error) && bulk_sql_end (self->db, write_existing (self, record, error), error);
  if (ok && bulk_record_is_final (record))
    bulk_claims_drop (self->claims, record->id);
  bulk_history_leave_changed (self, ok);
  return ok;
}

/** bulk_history_note_bytes: how much has left so far, in case nothing more can be written down */
gboolean
bulk_history_note_bytes (BulkHistory *self, gint64 id, guint64 bytes_sent, GError **error)
{
  BulkStatement *statement;
  gboolean ok;

  if (!bulk_history_enter (self, error))
    return FALSE;
  statement = bulk_sql_prepare (self->db,
                                "UPDATE loads SET bytes_sent = ?2, updated_at = ?3 WHERE id = ?1 AND state = 1", error);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, (gint64) bytes_sent);
      sqlite3_bind_int64 (statement, 3, g_get_real_time ());
    }
  ok = bulk_sql_finish (statement, error);
  bulk_history_leave_changed (self, ok);
  return ok;
}

/**
 * bulk_history_find_earlier:
 *
 * Returns: (transfer full) (nullable): the load that the same rows would be loaded twice with
 */
BulkRecord *
bulk_history_find_earlier (BulkHistory *self, BulkRecord *record, GError **error)
{
  BulkRecord *earlier = NULL;

  if (!bulk_history_recover (self, error) || !bulk_history_enter (self, error))
    return NULL;
  look_for_earlier (self, record, &earlier, error);
  bulk_history_leave (self);
  return earlier;
}

/** bulk_history_recover: settles what became of loads whose process is gone */
gboolean
bulk_history_recover (BulkHistory *self, GError **error)
{
  gint64 n_open = 0;
  gboolean changed = FALSE, ok;

  if (!bulk_history_enter (self, error))
    return FALSE;
  ok = bulk_sql_read_int64 (self->db, "SELECT count(*) FROM loads WHERE state < 2", &n_open, error);
  if (ok && n_open > 0)
    ok = bulk_sql_begin (self->db, error)
         && bulk_sql_end (self->db, bulk_history_recover_in (self, &changed, error), error);
  bulk_history_leave_changed (self, changed && ok);
  return ok;
}
