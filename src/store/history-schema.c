/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/history-schema.h"

#include <glib/gi18n-lib.h>

#include "store/store-error.h"

/* "BkLd": of this program and no other. */
#define APPLICATION_ID 0x426b4c64

/* Looking at every page takes a second for some hundred megabytes: larger files are found out when they are used. */
#define MAX_PAGES_CHECKED 16384

/* One step per version, each from the one before it. A step that was released is never changed. */
static const char *const steps[] = {
  "CREATE TABLE loads ("
  " id INTEGER PRIMARY KEY AUTOINCREMENT,"
  " state INTEGER NOT NULL,"
  " verdict INTEGER NOT NULL DEFAULT 0, verdict_at INTEGER NOT NULL DEFAULT 0,"
  " file_name TEXT, file_uri TEXT, sheet TEXT, body_format TEXT, sha256 TEXT,"
  " bytes_total INTEGER NOT NULL DEFAULT 0, rows_total INTEGER NOT NULL DEFAULT 0, template_name TEXT,"
  " connection_id TEXT, connection_name TEXT, base_url TEXT, integration_id TEXT, ws_env TEXT,"
  " object_type TEXT, way TEXT,"
  " parent_id INTEGER NOT NULL DEFAULT 0, link INTEGER NOT NULL DEFAULT 0,"
  " batch_id INTEGER NOT NULL DEFAULT 0, batch_index INTEGER NOT NULL DEFAULT 0,"
  " batch_count INTEGER NOT NULL DEFAULT 0, first_row INTEGER NOT NULL DEFAULT 0,"
  " attempts INTEGER NOT NULL DEFAULT 0, bytes_sent INTEGER NOT NULL DEFAULT 0,"
  " http_status INTEGER NOT NULL DEFAULT 0, reason TEXT, detail TEXT, answer TEXT,"
  " execution_id TEXT, execution_created TEXT,"
  " prepared_at INTEGER NOT NULL DEFAULT 0, sent_at INTEGER NOT NULL DEFAULT 0,"
  " ended_at INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL DEFAULT 0,"
  " deleted_at INTEGER NOT NULL DEFAULT 0,"
  " status TEXT, status_at INTEGER NOT NULL DEFAULT 0,"
  " input_count INTEGER NOT NULL DEFAULT -1, success_count INTEGER NOT NULL DEFAULT -1,"
  " error_count INTEGER NOT NULL DEFAULT -1, skip_count INTEGER NOT NULL DEFAULT -1,"
  " started TEXT, completed TEXT);"
  "CREATE INDEX loads_by_body ON loads (sha256);"
  "CREATE INDEX loads_under_way ON loads (state) WHERE state < 2;"
  "CREATE INDEX loads_by_parent ON loads (parent_id) WHERE parent_id <> 0;"
  "CREATE INDEX loads_by_batch ON loads (batch_id) WHERE batch_id <> 0;"
  "CREATE TABLE row_errors ("
  " load_id INTEGER NOT NULL REFERENCES loads (id) ON DELETE CASCADE,"
  " position INTEGER NOT NULL,"
  " key TEXT NOT NULL, message TEXT NOT NULL, data_row TEXT,"
  " row INTEGER NOT NULL DEFAULT -1, ambiguous INTEGER NOT NULL DEFAULT 0,"
  " PRIMARY KEY (load_id, position)) WITHOUT ROWID;",
  /* A load of its own was of a whole table, but for corrected rows; of older batches it is not known
   * what they are parts of. */
  "ALTER TABLE loads ADD COLUMN table_sha256 TEXT;"
  "ALTER TABLE loads ADD COLUMN batch_rows INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE loads ADD COLUMN batch_bytes INTEGER NOT NULL DEFAULT 0;"
  "UPDATE loads SET table_sha256 = sha256 WHERE batch_count < 2 AND first_row = 0 AND parent_id = 0 AND link <> 2;"
  "CREATE INDEX loads_by_table ON loads (table_sha256) WHERE table_sha256 IS NOT NULL;",
};

/* Private helpers */

static gboolean
fail_damaged (GError **error)
{
  g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DAMAGED, "%s", _("The history of loads is damaged."));
  return FALSE;
}

static gboolean
check_pages (sqlite3 *db, GError **error)
{
  g_autoptr (BulkStatement) statement = NULL;
  gint64 pages;
  gboolean good;
  BulkStep step;

  if (!bulk_sql_read_int64 (db, "PRAGMA page_count", &pages, error))
    return FALSE;
  if (pages > MAX_PAGES_CHECKED)
    return TRUE;
  statement = bulk_sql_prepare (db, "PRAGMA quick_check(1)", error);
  step = statement ? bulk_sql_step (statement, error) : BULK_STEP_ERROR;
  if (step == BULK_STEP_ERROR)
    return FALSE;
  good = step == BULK_STEP_ROW && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  return good || fail_damaged (error);
}

static gboolean
run_steps (sqlite3 *db, gint64 version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d; PRAGMA application_id = %d",
                                           bulk_history_schema_get_version (), APPLICATION_ID);

  for (gint64 i = version; i < (gint64) G_N_ELEMENTS (steps); i++)
    if (!bulk_sql_run (db, steps[i], error))
      return FALSE;
  return bulk_sql_run (db, mark, error);
}

/* Shared within the folder */

int
bulk_history_schema_get_version (void)
{
  return (int) G_N_ELEMENTS (steps);
}

/**
 * bulk_history_schema_check:
 *
 * Whether the file is a history, or empty, and not damaged as far as can be told in a moment.
 */
gboolean
bulk_history_schema_check (sqlite3 *db, GError **error)
{
  gint64 version, application, n_tables;

  if (!bulk_sql_read_int64 (db, "PRAGMA user_version", &version, error)
      || !bulk_sql_read_int64 (db, "PRAGMA application_id", &application, error)
      || !bulk_sql_read_int64 (db, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (version > bulk_history_schema_get_version () && application == APPLICATION_ID)
    {
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NEWER, "%s",
                   _("The history of loads was written by a newer version of Bulk Loader. "
                     "Install that version to go on; nothing in it was changed."));
      return FALSE;
    }
  if (n_tables == 0 && version == 0)
    return TRUE;
  if (application != APPLICATION_ID || version < 1)
    return fail_damaged (error);
  return check_pages (db, error);
}

/**
 * bulk_history_schema_migrate:
 *
 * Brings the file to the present version, wholly or not at all.
 */
gboolean
bulk_history_schema_migrate (sqlite3 *db, GError **error)
{
  gint64 version;
  gboolean ok;

  if (!bulk_sql_read_int64 (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == bulk_history_schema_get_version ())
    return TRUE;
  if (!bulk_sql_begin (db, error))
    return FALSE;
  /* Another process may have been quicker. */
  ok = bulk_sql_read_int64 (db, "PRAGMA user_version", &version, error);
  ok = ok && (version >= bulk_history_schema_get_version () || run_steps (db, version, error));
  return bulk_sql_end (db, ok, error);
}
