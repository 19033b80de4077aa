/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sql.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "store/store-error.h"

/* Private helpers */

static gboolean
has_no_room (sqlite3 *db, int code)
{
  int number = db != NULL ? sqlite3_system_errno (db) : 0;

  /* Growing the shared memory leaves no number. */
  if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_WRITE)
    return TRUE;
  return (code & 0xff) == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT || number == EFBIG);
}

static gboolean
may_not_write (sqlite3 *db, int code)
{
  int number = db != NULL ? sqlite3_system_errno (db) : 0;

  switch (code & 0xff)
    {
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return TRUE;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return number == EACCES || number == EPERM || number == EROFS;
    default:
      return FALSE;
    }
}

/* Public functions */

/**
 * bulk_sql_set_error:
 * @db: (nullable): where it happened
 * @code: SQLite's result code
 * @error: says in words for people what is wrong
 */
void
bulk_sql_set_error (sqlite3 *db, int code, GError **error)
{
  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DAMAGED, _("The history of loads is damaged (%s)."),
                   sqlite3_errstr (code));
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_BUSY, "%s",
                   _("The history of loads is in use by another program for too long."));
      return;
    default:
      break;
    }
  if (has_no_room (db, code))
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL, "%s",
                 _("The history of loads cannot be written: the disk is full. Free some space, then try again."));
  else if (may_not_write (db, code))
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL, "%s",
                 _("The history of loads cannot be written: its folder or file may not be changed."));
  else
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED,
                 _("The history of loads cannot be read or written (%s)."), sqlite3_errstr (code));
}

/** bulk_sql_run: runs statements that give no rows and have no places to fill */
gboolean
bulk_sql_run (sqlite3 *db, const char *sql, GError **error)
{
  int code = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  bulk_sql_set_error (db, code, error);
  return FALSE;
}

/** bulk_sql_prepare: Returns: (transfer full) (nullable): one statement */
BulkStatement *
bulk_sql_prepare (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code != SQLITE_OK)
    bulk_sql_set_error (db, code, error);
  return statement;
}

/** bulk_sql_step: Returns: whether there is another row */
BulkStep
bulk_sql_step (BulkStatement *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return BULK_STEP_ROW;
  if (code == SQLITE_DONE)
    return BULK_STEP_DONE;
  bulk_sql_set_error (sqlite3_db_handle (statement), code, error);
  return BULK_STEP_ERROR;
}

/**
 * bulk_sql_finish:
 * @statement: (nullable) (transfer full): as bulk_sql_prepare() gave it, which has set @error if it is %NULL
 *
 * Runs it to its end.
 */
gboolean
bulk_sql_finish (BulkStatement *statement, GError **error)
{
  BulkStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = bulk_sql_step (statement, error)) == BULK_STEP_ROW)
    ;
  sqlite3_finalize (statement);
  return step == BULK_STEP_DONE;
}

/** bulk_sql_free: @statement: (nullable) (transfer full): not needed any more */
void
bulk_sql_free (BulkStatement *statement)
{
  sqlite3_finalize (statement);
}

/** bulk_sql_bind_text: fills a place, counted from 1, with a copy */
void
bulk_sql_bind_text (BulkStatement *statement, int place, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, place, text, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, place);
}

/** bulk_sql_dup_text: Returns: (transfer full) (nullable): a cell of the present row, whatever a file has there */
char *
bulk_sql_dup_text (BulkStatement *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, sqlite3_column_bytes (statement, column)) : NULL;
}

/** bulk_sql_read_int64: the first cell of the first row; 0 where there is none */
gboolean
bulk_sql_read_int64 (sqlite3 *db, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (BulkStatement) statement = bulk_sql_prepare (db, sql, error);
  BulkStep step = statement != NULL ? bulk_sql_step (statement, error) : BULK_STEP_ERROR;

  *value = step == BULK_STEP_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  return step != BULK_STEP_ERROR;
}

/** bulk_sql_begin: begins a transaction that no other process writes in */
gboolean
bulk_sql_begin (sqlite3 *db, GError **error)
{
  return bulk_sql_run (db, "BEGIN IMMEDIATE", error);
}

/** bulk_sql_end: @ok: whether all went well so far; @error was set otherwise */
gboolean
bulk_sql_end (sqlite3 *db, gboolean ok, GError **error)
{
  if (ok)
    ok = bulk_sql_run (db, "COMMIT", error);
  /* Some failures undo everything by themselves. */
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return ok;
}
