/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-sample.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/history-file.h"
#include "store/history-private.h"
#include "store/record-columns.h"
#include "store/store-error.h"

#define add(name, test) \
  g_test_add ("/history/" name, HistorySample, NULL, history_sample_set_up, test, history_sample_tear_down)

/* Every field another value, so that none can be taken for another. */
static void
fill (BulkRecord *record, guint seed)
{
  guint n;
  const BulkColumn *columns = bulk_record_get_columns (&n);

  for (guint i = 0; i < n; i++)
    if (columns[i].kind == BULK_COLUMN_TEXT)
      {
        g_free (G_STRUCT_MEMBER (char *, record, columns[i].offset));
        G_STRUCT_MEMBER (char *, record, columns[i].offset) = g_strdup_printf ("%s’%u\n", columns[i].name, seed + i);
      }
    else if (columns[i].kind == BULK_COLUMN_INT64)
      G_STRUCT_MEMBER (gint64, record, columns[i].offset) = G_GINT64_CONSTANT (1) << 40 | (seed + i);
    else if (columns[i].offset != G_STRUCT_OFFSET (BulkRecord, state))
      G_STRUCT_MEMBER (guint, record, columns[i].offset) = seed + i;
}

static void
assert_same (BulkRecord *a, BulkRecord *b, gboolean own)
{
  guint n;
  const BulkColumn *columns = bulk_record_get_columns (&n);

  g_assert_cmpint (a->id, ==, b->id);
  for (guint i = 0; i < n; i++)
    {
      if (columns[i].own && !own)
        continue;
      if (columns[i].kind == BULK_COLUMN_TEXT)
        g_assert_cmpstr (G_STRUCT_MEMBER (char *, a, columns[i].offset), ==,
                         G_STRUCT_MEMBER (char *, b, columns[i].offset));
      else if (columns[i].kind == BULK_COLUMN_INT64)
        g_assert_cmpint (G_STRUCT_MEMBER (gint64, a, columns[i].offset), ==,
                         G_STRUCT_MEMBER (gint64, b, columns[i].offset));
      else
        g_assert_cmpuint (G_STRUCT_MEMBER (guint, a, columns[i].offset), ==,
                          G_STRUCT_MEMBER (guint, b, columns[i].offset));
    }
}

static void
test_every_field (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkRecord) record = bulk_record_new ();
  g_autoptr (BulkRecord) found = NULL, copy = NULL;
  g_autoptr (GError) error = NULL;

  fill (record, 100);
  g_assert_true (bulk_history_begin (sample->history, record, FALSE, NULL, &error));
  g_assert_no_error (error);
  found = bulk_history_get (sample->history, record->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->state, ==, BULK_RECORD_PREPARING);
  assert_same (record, found, FALSE);
  g_clear_object (&found);

  fill (record, 300);
  record->state = BULK_RECORD_ACCEPTED;
  g_assert_true (bulk_history_update (sample->history, record, &error));
  history_sample_reopen (sample);
  found = bulk_history_get (sample->history, record->id, &error);
  assert_same (record, found, FALSE);
  copy = bulk_record_copy (found);
  assert_same (copy, found, TRUE);
}

static void
test_file (HistorySample *sample, gconstpointer data)
{
  static const char *const ends[] = { "", "-wal", "-shm", ".claims" };
  g_autofree char *path = g_build_filename (sample->folder, "new", "folders", "history.db", NULL);
  g_autofree char *folder = g_path_get_dirname (path), *parent = g_path_get_dirname (folder), *mode = NULL;
  g_autoptr (BulkHistory) history = bulk_history_new (path);
  g_autoptr (BulkRecord) record = history_sample_begin (history, "a");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GStatBuf found;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *one = g_strconcat (path, ends[i], NULL);

      g_assert_cmpint (g_stat (one, &found), ==, 0);
      g_assert_cmpuint (found.st_mode & 07777, ==, 0600);
    }
  g_assert_cmpint (g_stat (folder, &found), ==, 0);
  g_assert_cmpuint (found.st_mode & 07777, ==, 0700);
  mode = history_sample_ask (path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "wal");

  /* One that others may read is closed to them. */
  g_clear_object (&record);
  g_clear_object (&history);
  g_chmod (path, 0644);
  history = bulk_history_new (path);
  g_assert_true (bulk_history_open (history, NULL));
  g_assert_cmpint (g_stat (path, &found), ==, 0);
  g_assert_cmpuint (found.st_mode & 07777, ==, 0600);
  g_clear_object (&history);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *one = g_strconcat (path, ends[i], NULL);

      g_remove (one);
    }
  g_rmdir (folder);
  g_rmdir (parent);
}

/* Every commit is on the disk before it is told of, with either journal. */
static void
test_settings (HistorySample *sample, gconstpointer data)
{
  g_autofree char *mode = NULL;
  gint64 synchronous;

  g_assert_true (bulk_history_open (sample->history, NULL));
  g_assert_true (bulk_sql_read_int64 (sample->history->db, "PRAGMA synchronous", &synchronous, NULL));
  g_assert_cmpint (synchronous, ==, 2);
  history_sample_reopen (sample);
  sample->history->no_wal = TRUE;
  g_assert_true (bulk_history_open (sample->history, NULL));
  g_assert_true (bulk_sql_read_int64 (sample->history->db, "PRAGMA synchronous", &synchronous, NULL));
  g_assert_cmpint (synchronous, ==, 2);
  mode = history_sample_ask (sample->path, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "delete");
  g_object_unref (history_sample_end (sample->history, "a", BULK_RECORD_ACCEPTED));
  g_assert_cmpuint (history_sample_count (sample->history, -1), ==, 1);

  g_assert_true (bulk_history_file_is_remote_type (0x6969));
  g_assert_true (bulk_history_file_is_remote_type ((gint32) 0xff534d42));
  g_assert_false (bulk_history_file_is_remote_type (0xef53));       /* ext4 */
  g_assert_false (bulk_history_file_is_remote_type (0x9123683e));   /* btrfs */
  g_assert_false (bulk_history_file_is_remote_type (0x01021994));   /* tmpfs */
}

static void
test_life (HistorySample *sample, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) record = history_sample_begin (sample->history, "a");
  g_autoptr (BulkRecord) found = NULL;
  gint64 now = g_get_real_time ();

  g_assert_cmpint (ABS (now - record->prepared_at), <, G_TIME_SPAN_MINUTE);
  g_assert_true (bulk_history_mark_sending (sample->history, record, &error));
  g_assert_cmpint (record->state, ==, BULK_RECORD_SENDING);
  g_assert_cmpint (record->sent_at, >=, record->prepared_at);
  g_assert_true (bulk_history_note_bytes (sample->history, record->id, 512, &error));
  found = bulk_history_get (sample->history, record->id, &error);
  g_assert_cmpuint (found->bytes_sent, ==, 512);
  g_assert_cmpint (found->state, ==, BULK_RECORD_SENDING);

  record->state = BULK_RECORD_ACCEPTED;
  g_assert_true (bulk_history_update (sample->history, record, &error));
  g_assert_cmpint (record->ended_at, >=, record->sent_at);
  /* A late note changes nothing of what has ended. */
  g_assert_true (bulk_history_note_bytes (sample->history, record->id, 600, &error));
  g_clear_object (&found);
  found = bulk_history_get (sample->history, record->id, &error);
  g_assert_cmpuint (found->bytes_sent, ==, 0);
  g_assert_null (bulk_history_get (sample->history, 4711, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND);
}

static gboolean
is_duplicate (BulkHistory *history, BulkRecord *record, gint64 expected)
{
  g_autoptr (BulkRecord) earlier = NULL, also = NULL;
  g_autoptr (GError) error = NULL;

  also = bulk_history_find_earlier (history, record, &error);
  g_assert_no_error (error);
  if (bulk_history_begin (history, record, FALSE, &earlier, &error))
    {
      g_assert_null (earlier);
      g_assert_null (also);
      record->state = BULK_RECORD_NOT_SENT;
      g_assert_true (bulk_history_update (history, record, NULL));
      record->id = 0;
      return FALSE;
    }
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DUPLICATE);
  g_assert_cmpint (earlier->id, ==, expected);
  g_assert_cmpint (also->id, ==, expected);
  g_assert_cmpint (record->id, ==, 0);
  return TRUE;
}

static void
test_duplicates (HistorySample *sample, gconstpointer data)
{
  static const struct { BulkRecordState state; gboolean duplicate; } states[] = {
    { BULK_RECORD_ACCEPTED, TRUE }, { BULK_RECORD_UNKNOWN, TRUE }, { BULK_RECORD_SENDING, TRUE },
    { BULK_RECORD_PREPARING, TRUE }, { BULK_RECORD_REFUSED, FALSE }, { BULK_RECORD_NOT_SENT, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *sha256 = g_strdup_printf ("state-%u", i);
      g_autoptr (BulkRecord) first = history_sample_end (sample->history, sha256, states[i].state);
      g_autoptr (BulkRecord) second = history_sample_record (sha256);

      g_assert_cmpint (is_duplicate (sample->history, second, first->id), ==, states[i].duplicate);
    }
}

/* What is the same body for whom, and what is not. */
static void
test_other_places (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkRecord) first = history_sample_end (sample->history, "a", BULK_RECORD_ACCEPTED);
  g_autoptr (BulkRecord) record = history_sample_record ("a");
  char **fields[] = { &record->sha256, &record->base_url, &record->integration_id, &record->ws_env,
                      &record->object_type };

  bulk_record_set_string (&record->file_name, "copy of deals.csv");
  bulk_record_set_string (&record->connection_name, "Another name");
  g_assert_true (is_duplicate (sample->history, record, first->id));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char *before = g_strdup (*fields[i]);

      bulk_record_set_string (fields[i], "other");
      g_assert_false (is_duplicate (sample->history, record, 0));
      g_free (*fields[i]);
      *fields[i] = before;
    }
  g_assert_true (is_duplicate (sample->history, record, first->id));
  g_assert_true (bulk_history_begin (sample->history, record, TRUE, NULL, NULL));
  g_assert_cmpint (record->id, !=, first->id);
}

/* Rows of one table: those from first on. */
static BulkRecord *
make_part (const char *sha256, const char *table, guint64 first, guint64 n)
{
  BulkRecord *record = history_sample_record (sha256);

  bulk_record_set_string (&record->table_sha256, table);
  record->first_row = first;
  record->rows_total = n;
  return record;
}

static gint64
load_part (BulkHistory *history, const char *sha256, guint64 first, guint64 n, BulkRecordState state)
{
  g_autoptr (BulkRecord) record = make_part (sha256, "table", first, n);
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_history_begin (history, record, TRUE, NULL, &error));
  g_assert_true (bulk_history_mark_sending (history, record, &error));
  record->state = state;
  g_assert_true (bulk_history_update (history, record, &error));
  return record->id;
}

/* Rows of a table that was loaded in part are known, however they are cut now. */
static void
test_parts (HistorySample *sample, gconstpointer data)
{
  gint64 first = load_part (sample->history, "a", 0, 4, BULK_RECORD_ACCEPTED);
  gint64 second = load_part (sample->history, "b", 4, 4, BULK_RECORD_UNKNOWN);
  const struct { const char *sha256, *table; guint64 first, n; gint64 expected; gboolean partly; } cases[] = {
    { "all", "table", 0, 12, second, TRUE },      /* the latest of two */
    { "all", "other", 0, 12, 0, FALSE },
    { "a", "table", 0, 4, first, FALSE },
    { "b", "table", 4, 4, second, FALSE },
    { "c", "table", 8, 4, 0, FALSE },
    { "a", "table", 8, 4, 0, FALSE },             /* like the first, and others all the same */
    { "a", "other", 8, 4, first, FALSE },         /* the same bytes, of who knows what */
    { "a", NULL, 0, 4, first, FALSE },
    { "d", NULL, 0, 4, 0, FALSE },
    { "e", "table", 3, 1, first, TRUE },
    { "f", "table", 2, 4, second, TRUE },
    { "g", "table", 7, 5, second, TRUE },
  };

  load_part (sample->history, "c", 8, 4, BULK_RECORD_REFUSED);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BulkRecord) record = make_part (cases[i].sha256, cases[i].table, cases[i].first, cases[i].n);
      g_autoptr (BulkRecord) earlier = bulk_history_find_earlier (sample->history, record, NULL);

      g_test_message ("%u", i);
      g_assert_cmpint (is_duplicate (sample->history, record, cases[i].expected), ==, cases[i].expected != 0);
      g_assert_cmpint (earlier != NULL && earlier->overlap.n_loads > 0, ==, cases[i].partly);
      if (!cases[i].partly)
        continue;
      g_assert_cmpuint (earlier->overlap.n_loads, ==, 2);
      g_assert_cmpuint (earlier->overlap.first, ==, 0);
      g_assert_cmpuint (earlier->overlap.end, ==, 8);
      g_assert_false (earlier->overlap.gaps);
      g_assert_true (earlier->overlap.doubtful);
      g_assert_true (earlier->overlap.all);
    }
}

static void
test_gaps (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkRecord) record = make_part ("all", "table", 0, 12), earlier = NULL;
  gint64 last;

  load_part (sample->history, "a", 0, 2, BULK_RECORD_ACCEPTED);
  last = load_part (sample->history, "b", 4, 4, BULK_RECORD_ACCEPTED);
  earlier = bulk_history_find_earlier (sample->history, record, NULL);
  g_assert_cmpint (earlier->id, ==, last);
  g_assert_true (earlier->overlap.gaps);
  g_assert_false (earlier->overlap.doubtful);
  g_assert_cmpuint (earlier->overlap.end, ==, 8);
  /* Once all of it was loaded in one piece, that is what is told of. */
  last = load_part (sample->history, "all", 0, 12, BULK_RECORD_ACCEPTED);
  g_clear_object (&earlier);
  earlier = bulk_history_find_earlier (sample->history, record, NULL);
  g_assert_cmpint (earlier->id, ==, last);
  g_assert_cmpuint (earlier->overlap.n_loads, ==, 0);
}

/* Of the batches of a table, each counts once, and those of other tables and other sizes do not. */
static void
test_count_batches (HistorySample *sample, gconstpointer data)
{
  static const struct { guint first, batch_rows; BulkRecordState state; } parts[] = {
    { 0, 4, BULK_RECORD_ACCEPTED }, { 0, 4, BULK_RECORD_ACCEPTED }, { 4, 4, BULK_RECORD_REFUSED },
    { 4, 4, BULK_RECORD_ACCEPTED }, { 8, 4, BULK_RECORD_UNKNOWN }, { 8, 5, BULK_RECORD_ACCEPTED },
  };
  g_autoptr (BulkRecord) record = NULL;
  BulkBatchesDone done;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (BulkRecord) part = make_part ("a", "table", parts[i].first, 4);

      part->batch_count = 3;
      part->batch_rows = parts[i].batch_rows;
      g_assert_true (bulk_history_begin (sample->history, part, TRUE, NULL, NULL));
      g_assert_true (bulk_history_mark_sending (sample->history, part, NULL));
      part->state = parts[i].state;
      g_assert_true (bulk_history_update (sample->history, part, NULL));
      if (parts[i].state == BULK_RECORD_UNKNOWN)
        g_set_object (&record, part);
    }
  g_assert_true (bulk_history_count_batches (sample->history, record, &done, NULL));
  g_assert_cmpuint (done.n_batches, ==, 2);
  g_assert_cmpuint (done.n_rows, ==, 8);
  g_assert_true (bulk_history_set_verdict (sample->history, record->id, BULK_VERDICT_LOADED, NULL));
  g_assert_true (bulk_history_count_batches (sample->history, record, &done, NULL));
  g_assert_cmpuint (done.n_batches, ==, 3);
}

static void
test_verdict (HistorySample *sample, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) unknown = history_sample_end (sample->history, "a", BULK_RECORD_UNKNOWN);
  g_autoptr (BulkRecord) accepted = history_sample_end (sample->history, "b", BULK_RECORD_ACCEPTED);
  g_autoptr (BulkRecord) record = history_sample_record ("a");
  g_autoptr (BulkRecord) found = NULL;

  g_assert_true (bulk_history_set_verdict (sample->history, unknown->id, BULK_VERDICT_NOT_LOADED, &error));
  g_assert_false (is_duplicate (sample->history, record, 0));
  g_assert_true (bulk_history_set_verdict (sample->history, unknown->id, BULK_VERDICT_LOADED, &error));
  g_assert_true (is_duplicate (sample->history, record, unknown->id));
  /* A program that writes what it knew before does not undo it. */
  unknown->bytes_sent = 77;
  g_assert_true (bulk_history_update (sample->history, unknown, &error));
  found = bulk_history_get (sample->history, unknown->id, &error);
  g_assert_cmpuint (found->verdict, ==, BULK_VERDICT_LOADED);
  g_assert_cmpint (found->verdict_at, >, 0);
  g_assert_cmpuint (found->bytes_sent, ==, 77);
  /* What is known needs no verdict. */
  g_assert_false (bulk_history_set_verdict (sample->history, accepted->id, BULK_VERDICT_NOT_LOADED, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND);
}

static void
assert_found (HistorySample *sample, const BulkHistoryFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = bulk_history_list (sample->history, filter, &error);
  g_autoptr (GArray) ids = bulk_history_list_ids (sample->history, filter, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, ids->len);
  for (guint i = 0; i < found->len; i++)
    {
      BulkRecord *record = g_ptr_array_index (found, i);

      g_string_append (names, record->sha256);
      g_assert_cmpint (record->id, ==, g_array_index (ids, gint64, i));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_list (HistorySample *sample, gconstpointer data)
{
  static const char *const texts[] = {
    "größe", "GRÖSSE", "grösse", "1%", "x_", "exec-7", "ws-b", "nothing", "'; --", ""
  };
  static const char *const results[] = { "c", "c", "c", "b", "", "a", "c", "", "", "cba" };
  g_autoptr (BulkRecord) a = history_sample_begin (sample->history, "a");
  g_autoptr (BulkRecord) b = history_sample_begin (sample->history, "b");
  g_autoptr (BulkRecord) c = history_sample_begin (sample->history, "c");
  g_auto (GStrv) names = NULL;

  bulk_record_set_string (&a->execution_id, "Exec-7");
  bulk_record_set_string (&b->file_name, "1% of xy.csv");
  b->parent_id = a->id;
  bulk_record_set_string (&c->file_name, "Größe.csv");
  bulk_record_set_string (&c->integration_id, "WS-B");
  bulk_record_set_string (&c->connection_name, "Production");
  c->state = BULK_RECORD_ACCEPTED;
  c->batch_id = b->id;
  bulk_history_update (sample->history, a, NULL);
  bulk_history_update (sample->history, b, NULL);
  bulk_history_update (sample->history, c, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      BulkHistoryFilter filter = BULK_HISTORY_FILTER_INIT;

      g_test_message ("“%s”", texts[i]);
      filter.text = texts[i];
      assert_found (sample, &filter, results[i]);
    }
  assert_found (sample, &(BulkHistoryFilter) { NULL, -1, NULL, 0, 0, 2 }, "cb");
  assert_found (sample, &(BulkHistoryFilter) { NULL, BULK_RECORD_ACCEPTED, NULL, 0, 0, 0 }, "c");
  assert_found (sample, &(BulkHistoryFilter) { NULL, BULK_RECORD_PREPARING, NULL, 0, 0, 0 }, "ba");
  assert_found (sample, &(BulkHistoryFilter) { "csv", -1, "Sandbox", 0, 0, 0 }, "ba");
  assert_found (sample, &(BulkHistoryFilter) { NULL, -1, NULL, a->id, 0, 0 }, "b");
  assert_found (sample, &(BulkHistoryFilter) { NULL, -1, NULL, 0, b->id, 0 }, "c");
  names = bulk_history_list_connections (sample->history, NULL);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "Production");
}

static gboolean
folder_holds (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      if (memmem (contents, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_delete (HistorySample *sample, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) open = history_sample_begin (sample->history, "open");
  g_autoptr (BulkRecord) ended = history_sample_begin (sample->history, "ended");
  g_autoptr (BulkRecord) again = history_sample_record ("ended");

  bulk_record_set_string (&ended->file_name, "nobody-is-to-know.csv");
  ended->state = BULK_RECORD_ACCEPTED;
  g_assert_true (bulk_history_update (sample->history, ended, &error));
  /* What is under way cannot go. */
  g_assert_false (bulk_history_delete (sample->history, open->id, NULL));
  g_assert_true (bulk_history_delete (sample->history, ended->id, &error));
  g_assert_cmpuint (history_sample_count (sample->history, -1), ==, 1);
  g_assert_false (is_duplicate (sample->history, again, 0));
  g_assert_null (bulk_history_get (sample->history, ended->id, NULL));
  g_assert_true (bulk_history_restore (sample->history, ended->id, &error));
  g_assert_true (is_duplicate (sample->history, again, ended->id));
  /* Only what was deleted before is purged, and then it is nowhere. */
  g_assert_false (bulk_history_purge (sample->history, ended->id, NULL));
  g_assert_true (folder_holds (sample->folder, "nobody-is-to-know"));
  g_assert_true (bulk_history_delete (sample->history, ended->id, &error));
  g_assert_true (bulk_history_purge (sample->history, ended->id, &error));
  g_assert_false (bulk_history_restore (sample->history, ended->id, NULL));
  g_assert_false (folder_holds (sample->folder, "nobody-is-to-know"));
  /* Nor does its owner bring it back. */
  g_assert_false (bulk_history_update (sample->history, ended, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND);
}

static void
test_row_errors (HistorySample *sample, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) record = history_sample_end (sample->history, "a", BULK_RECORD_ACCEPTED);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_error_free);
  g_autoptr (GPtrArray) found = NULL, first = NULL;
  g_autofree char *left = NULL;

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (rows, bulk_row_error_new (i % 2 ? "aw1" : NULL, "bad “date”", i % 3 ? "{\"a\":1}" : NULL,
                                               (gint64) i - 1, i == 5));
  g_assert_true (bulk_history_set_row_errors (sample->history, record->id, rows, &error));
  g_assert_true (bulk_history_set_row_errors (sample->history, record->id, rows, &error));
  found = bulk_history_get_row_errors (sample->history, record->id, 0, &error);
  g_assert_cmpuint (found->len, ==, 1000);
  for (guint i = 0; i < 1000; i++)
    {
      BulkRowError *a = g_ptr_array_index (rows, i), *b = g_ptr_array_index (found, i);

      g_assert_cmpstr (a->key, ==, b->key);
      g_assert_cmpstr (a->message, ==, b->message);
      g_assert_cmpstr (a->data_row, ==, b->data_row);
      g_assert_cmpint (a->row, ==, b->row);
      g_assert_cmpint (a->ambiguous, ==, b->ambiguous);
    }
  first = bulk_history_get_row_errors (sample->history, record->id, 7, &error);
  g_assert_cmpuint (first->len, ==, 7);
  g_assert_cmpint (((BulkRowError *) g_ptr_array_index (first, 6))->row, ==, 5);
  g_assert_cmpint (bulk_history_count_row_errors (sample->history, record->id, &error), ==, 1000);
  g_assert_cmpint (bulk_history_count_row_errors (sample->history, 4711, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_false (bulk_history_set_row_errors (sample->history, 4711, rows, NULL));
  /* They go with their load. */
  g_assert_true (bulk_history_delete (sample->history, record->id, &error));
  g_assert_true (bulk_history_purge (sample->history, record->id, &error));
  left = history_sample_ask (sample->path, "SELECT count(*) FROM row_errors");
  g_assert_cmpstr (left, ==, "0");
}

static void
on_changed (BulkHistory *history, guint *n)
{
  (*n)++;
}

static void
test_changed (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkHistory) other = bulk_history_new (sample->path);
  guint n = 0;

  g_assert_true (bulk_history_open (sample->history, NULL));
  g_signal_connect (sample->history, "changed", G_CALLBACK (on_changed), &n);
  g_object_unref (history_sample_end (sample->history, "a", BULK_RECORD_ACCEPTED));
  g_assert_cmpuint (n, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (bulk_history_poll (sample->history, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 1);
  g_object_unref (history_sample_end (other, "b", BULK_RECORD_ACCEPTED));
  g_assert_true (bulk_history_poll (sample->history, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 2);
  g_signal_handlers_disconnect_by_data (sample->history, &n);
}

typedef struct
{
  GString *order;
  GThread *thread;
  guint n_freed;
} Calls;

static Calls calls;

static gpointer
note_call (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (g_thread_self () != calls.thread);
  g_string_append (calls.order, data);
  if (g_strcmp0 (data, "x") == 0)
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED, "as asked");
  return data;
}

static void
free_call (gpointer data)
{
  calls.n_freed++;
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const char *answer = bulk_history_call_finish (BULK_HISTORY (source), result, &error);

  g_assert_true (g_thread_self () == calls.thread);
  g_assert_cmpint (answer == NULL, ==, error != NULL);
  (*(guint *) user_data)++;
}

static void
test_calls (HistorySample *sample, gconstpointer data)
{
  static const char *const words[] = { "a", "b", "x", "c", "d" };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint n = 0;

  calls = (Calls) { g_string_new (NULL), g_thread_self (), 0 };
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    bulk_history_call_async (sample->history, note_call, (gpointer) words[i], free_call, NULL,
                             i == 3 ? cancellable : NULL, on_called, &n);
  while (n < G_N_ELEMENTS (words))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (calls.order->str, ==, "abxd");
  g_assert_cmpuint (calls.n_freed, ==, 5);
  g_string_free (calls.order, TRUE);
}

static void
test_names (void)
{
  BulkRecordState state;

  for (guint i = 0; i <= BULK_RECORD_UNKNOWN; i++)
    {
      g_assert_true (bulk_record_state_from_name (bulk_record_state_get_name (i), &state));
      g_assert_cmpuint (state, ==, i);
    }
  g_assert_false (bulk_record_state_from_name ("sent", &state));
  g_assert_false (bulk_record_state_from_name (NULL, &state));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("every-field", test_every_field);
  add ("file", test_file);
  add ("settings", test_settings);
  add ("life", test_life);
  add ("duplicates", test_duplicates);
  add ("other-places", test_other_places);
  add ("parts", test_parts);
  add ("gaps", test_gaps);
  add ("count-batches", test_count_batches);
  add ("verdict", test_verdict);
  add ("list", test_list);
  add ("delete", test_delete);
  add ("row-errors", test_row_errors);
  add ("changed", test_changed);
  add ("calls", test_calls);
  g_test_add_func ("/history/names", test_names);
  return g_test_run ();
}
