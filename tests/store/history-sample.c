/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-sample.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static void
remove_folder (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      g_remove (inner);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_rmdir (path);
}

static void
on_gone (gpointer data, GObject *object)
{
  g_atomic_int_set ((gint *) data, 1);
}

/* What it has to tell keeps it until it was told; its thread, until that has put down what it did. */
static void
close_history (HistorySample *self)
{
  gint gone = 0;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_weak_ref (G_OBJECT (self->history), on_gone, &gone);
  g_object_unref (self->history);
  while (!g_atomic_int_get (&gone))
    g_thread_yield ();
}

void
history_sample_set_up (HistorySample *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("bulk-history-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "history.db", NULL);
  self->history = bulk_history_new (self->path);
}

void
history_sample_tear_down (HistorySample *self, gconstpointer data)
{
  close_history (self);
  remove_folder (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

void
history_sample_reopen (HistorySample *self)
{
  close_history (self);
  self->history = bulk_history_new (self->path);
}

BulkRecord *
history_sample_record (const char *sha256)
{
  BulkRecord *record = bulk_record_new ();

  bulk_record_set_string (&record->file_name, "deals.csv");
  bulk_record_set_string (&record->sha256, sha256);
  bulk_record_set_string (&record->connection_name, "Sandbox");
  bulk_record_set_string (&record->base_url, "https://api-sandbox.workspan.com");
  bulk_record_set_string (&record->integration_id, "WS-1");
  record->bytes_total = 1000;
  record->rows_total = 10;
  return record;
}

BulkRecord *
history_sample_begin (BulkHistory *history, const char *sha256)
{
  BulkRecord *record = history_sample_record (sha256);
  g_autoptr (GError) error = NULL;

  bulk_history_begin (history, record, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (record->id, >, 0);
  return record;
}

BulkRecord *
history_sample_end (BulkHistory *history, const char *sha256, BulkRecordState state)
{
  BulkRecord *record = history_sample_begin (history, sha256);
  g_autoptr (GError) error = NULL;

  bulk_history_mark_sending (history, record, &error);
  g_assert_no_error (error);
  record->state = state;
  bulk_history_update (history, record, &error);
  g_assert_no_error (error);
  return record;
}

BulkRecordState
history_sample_get_state (BulkHistory *history, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) record = NULL;

  bulk_history_recover (history, &error);
  g_assert_no_error (error);
  record = bulk_history_get (history, id, &error);
  g_assert_no_error (error);
  return record->state;
}

guint
history_sample_count (BulkHistory *history, int state)
{
  BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  filter.state = state;
  ids = bulk_history_list_ids (history, &filter, &error);
  g_assert_no_error (error);
  return ids->len;
}

char *
history_sample_ask (const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return answer;
}
