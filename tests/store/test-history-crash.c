/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What befalls a history: processes that die, several at once, a full disk, a damaged file, other versions. */
#include "history-sample.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "store/history-private.h"
#include "store/history-schema.h"
#include "store/store-error.h"

#define add(name, test) \
  g_test_add ("/history-crash/" name, HistorySample, NULL, history_sample_set_up, test, history_sample_tear_down)

#define N_PROCESSES 4
#define N_LOADS 40

static const char *program;

/* The other process: this program again. It writes a line for each thing done, and waits for a
 * line before it goes on. */

static void
say (gint64 id)
{
  g_print ("%" G_GINT64_FORMAT "\n", id);
}

static void
await (void)
{
  char line[16];

  if (fgets (line, sizeof line, stdin) == NULL)
    exit (0);
}

static int
be_other (const char *path, const char *what)
{
  g_autoptr (BulkHistory) history = bulk_history_new (path);
  g_autoptr (BulkRecord) record = NULL;

  if (g_str_equal (what, "many"))
    {
      for (guint i = 0; i < N_LOADS; i++)
        g_object_unref (history_sample_end (history, "many", BULK_RECORD_ACCEPTED));
      return 0;
    }
  record = history_sample_begin (history, "one");
  if (g_str_equal (what, "send"))
    {
      g_assert_true (bulk_history_mark_sending (history, record, NULL));
      g_assert_true (bulk_history_note_bytes (history, record->id, 300, NULL));
    }
  say (record->id);
  await ();
  record->state = BULK_RECORD_ACCEPTED;
  g_assert_true (bulk_history_update (history, record, NULL));
  say (record->id);
  await ();
  return 0;
}

static GSubprocess *
start_other (HistorySample *sample, const char *what)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                           program, "--other", sample->path, what, NULL);

  g_assert_no_error (error);
  return process;
}

static gint64
read_id (GSubprocess *process)
{
  char line[32] = "";
  gsize i = 0;

  while (i < sizeof line - 1
         && g_input_stream_read (g_subprocess_get_stdout_pipe (process), line + i, 1, NULL, NULL) == 1
         && line[i] != '\n')
    i++;
  return g_ascii_strtoll (line, NULL, 10);
}

static void
go_on (GSubprocess *process)
{
  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), "\n", 1, NULL, NULL, NULL));
}

static void
kill_other (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGKILL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

/* Loads of a living process are its own; those of a dead one are settled. */
static void
test_death (HistorySample *sample, gconstpointer data)
{
  static const struct { const char *what; BulkRecordState before, after; } cases[] = {
    { "prepare", BULK_RECORD_PREPARING, BULK_RECORD_NOT_SENT }, { "send", BULK_RECORD_SENDING, BULK_RECORD_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSubprocess) process = start_other (sample, cases[i].what);
      g_autoptr (BulkRecord) record = NULL;
      gint64 id = read_id (process);

      g_assert_cmpint (id, >, 0);
      g_assert_cmpuint (history_sample_get_state (sample->history, id), ==, cases[i].before);
      g_assert_false (bulk_history_delete (sample->history, id, NULL));
      history_sample_reopen (sample);
      g_assert_cmpuint (history_sample_get_state (sample->history, id), ==, cases[i].before);
      kill_other (process);
      g_assert_cmpuint (history_sample_get_state (sample->history, id), ==, cases[i].after);
      history_sample_reopen (sample);
      record = bulk_history_get (sample->history, id, NULL);
      g_assert_cmpuint (record->state, ==, cases[i].after);
      g_assert_cmpstr (record->reason, ==, "interrupted");
      g_assert_cmpint (record->ended_at, >, 0);
      if (cases[i].before == BULK_RECORD_SENDING)
        g_assert_cmpuint (record->bytes_sent, ==, 300);
    }
}

static void
test_outcome_stays (HistorySample *sample, gconstpointer data)
{
  g_autoptr (GSubprocess) process = start_other (sample, "send");
  gint64 id = read_id (process);

  go_on (process);
  g_assert_cmpint (read_id (process), ==, id);
  kill_other (process);
  g_assert_cmpuint (history_sample_get_state (sample->history, id), ==, BULK_RECORD_ACCEPTED);
}

static void
test_many_processes (HistorySample *sample, gconstpointer data)
{
  GSubprocess *processes[N_PROCESSES];

  /* All of them make the file, or find it. */
  for (guint i = 0; i < N_PROCESSES; i++)
    processes[i] = start_other (sample, "many");
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_assert_true (g_subprocess_wait_check (processes[i], NULL, NULL));
      g_object_unref (processes[i]);
    }
  g_assert_cmpuint (history_sample_count (sample->history, -1), ==, N_PROCESSES * N_LOADS);
  g_assert_cmpuint (history_sample_count (sample->history, BULK_RECORD_ACCEPTED), ==, N_PROCESSES * N_LOADS);
}

/* Of two that begin the same at the same time, one must ask. */
static void
test_two_windows (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkHistory) other = bulk_history_new (sample->path);
  g_autoptr (BulkRecord) first = history_sample_record ("a");
  g_autoptr (BulkRecord) second = history_sample_record ("a");
  g_autoptr (BulkRecord) earlier = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_history_begin (sample->history, first, FALSE, NULL, NULL));
  g_assert_false (bulk_history_begin (other, second, FALSE, &earlier, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_DUPLICATE);
  g_assert_cmpint (earlier->id, ==, first->id);
  /* Each sees the other alive. */
  g_assert_cmpuint (history_sample_get_state (other, first->id), ==, BULK_RECORD_PREPARING);
}

/* The disk is full at any point: what was said to be on it is, and nothing else was said. */
static void
try_limit (HistorySample *sample, rlim_t limit, guint *n_refused, guint *n_sending)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRecord) record = history_sample_record ("full");
  struct rlimit before, now;
  gboolean begun, sending;
  BulkRecordState state;

  getrlimit (RLIMIT_FSIZE, &before);
  now = before;
  now.rlim_cur = limit;
  setrlimit (RLIMIT_FSIZE, &now);
  begun = bulk_history_begin (sample->history, record, FALSE, NULL, &error);
  sending = begun && bulk_history_mark_sending (sample->history, record, &error);
  setrlimit (RLIMIT_FSIZE, &before);
  if (error != NULL)
    {
      g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL);
      (*n_refused)++;
    }
  g_assert_cmpint (sending, ==, error == NULL);
  /* As if the power had gone now. */
  history_sample_reopen (sample);
  if (!begun)
    {
      g_assert_cmpint (record->id, ==, 0);
      return;
    }
  state = history_sample_get_state (sample->history, record->id);
  if (sending)
    g_assert_cmpuint (state, ==, BULK_RECORD_UNKNOWN);
  else
    g_assert_true (state == BULK_RECORD_NOT_SENT || state == BULK_RECORD_UNKNOWN);
  *n_sending += sending;
}

static void
test_full_disk (HistorySample *sample, gconstpointer data)
{
  guint n_refused = 0, n_sending = 0;

  signal (SIGXFSZ, SIG_IGN);
  for (rlim_t limit = 0; limit < 150 * 1024; limit += 2048)
    {
      HistorySample one;

      history_sample_set_up (&one, NULL);
      try_limit (&one, limit, &n_refused, &n_sending);
      history_sample_tear_down (&one, NULL);
    }
  g_test_message ("%u refused, %u begun", n_refused, n_sending);
  g_assert_cmpuint (n_refused, >, 15);
  g_assert_cmpuint (n_sending, >, 5);
}

/* It fills up in the middle of everyday use, and has room again later. */
static void
test_full_later (HistorySample *sample, gconstpointer data)
{
  g_autofree char *large = g_strnfill (3000, 'x');
  guint n = 0;

  sample->history->max_pages = 40;
  for (;; n++)
    {
      g_autoptr (BulkRecord) record = history_sample_record ("a");
      g_autoptr (GError) error = NULL;

      bulk_record_set_string (&record->detail, large);
      g_assert_cmpuint (n, <, 1000);
      if (bulk_history_begin (sample->history, record, TRUE, NULL, &error))
        {
          record->state = BULK_RECORD_ACCEPTED;
          g_assert_true (bulk_history_update (sample->history, record, NULL));
          continue;
        }
      g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL);
      g_assert_nonnull (strstr (error->message, "disk is full"));
      break;
    }
  g_assert_cmpuint (n, >, 5);
  /* It is read all the same. */
  g_assert_cmpuint (history_sample_count (sample->history, BULK_RECORD_ACCEPTED), ==, n);
  history_sample_reopen (sample);
  g_object_unref (history_sample_end (sample->history, "a", BULK_RECORD_ACCEPTED));
  g_assert_cmpuint (history_sample_count (sample->history, BULK_RECORD_ACCEPTED), ==, n + 1);
}

static char *
find_aside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "history.db.damaged-") && !g_str_has_suffix (name, "-wal")
        && !g_str_has_suffix (name, "-shm"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

static void
damage (const char *path, guint how)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 8192);
  if (how == 0)
    memset (contents, 'x', length);
  else if (how == 1)
    length = 5000;
  else if (how == 2)
    memset (contents + 4096, 0xff, length - 4096);
  else
    memset (contents + 100, 0, 200);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
}

static void
test_damage (HistorySample *sample, gconstpointer data)
{
  for (guint how = 0; how < 4; how++)
    {
      HistorySample one;
      g_autofree char *aside = NULL, *notice = NULL, *before = NULL, *after = NULL;
      gsize n_before, n_after;

      g_test_message ("damage %u", how);
      history_sample_set_up (&one, NULL);
      g_object_unref (history_sample_end (one.history, "a", BULK_RECORD_ACCEPTED));
      history_sample_reopen (&one);
      damage (one.path, how);
      g_assert_true (g_file_get_contents (one.path, &before, &n_before, NULL));
      g_assert_cmpuint (history_sample_count (one.history, -1), ==, 0);
      notice = bulk_history_take_notice (one.history);
      aside = find_aside (one.folder);
      g_assert_nonnull (aside);
      g_assert_nonnull (notice);
      g_assert_nonnull (strstr (notice, aside));
      g_assert_null (bulk_history_take_notice (one.history));
      g_assert_true (g_file_get_contents (aside, &after, &n_after, NULL));
      g_assert_cmpmem (before, n_before, after, n_after);
      g_object_unref (history_sample_end (one.history, "a", BULK_RECORD_ACCEPTED));
      history_sample_reopen (&one);
      g_assert_cmpuint (history_sample_count (one.history, -1), ==, 1);
      history_sample_tear_down (&one, NULL);
    }
}

/* It is found out while it is open; what is under way in this process and in others is not lost. */
static void
test_damage_later (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkHistory) other = bulk_history_new (sample->path);
  g_autoptr (BulkRecord) mine = history_sample_begin (sample->history, "a");
  g_autoptr (BulkRecord) theirs = history_sample_begin (other, "b");
  g_autoptr (BulkRecord) next = history_sample_record ("c");
  g_autofree char *aside = NULL, *notice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) why = g_error_new (BULK_STORE_ERROR, BULK_STORE_ERROR_DAMAGED, "Broken.");

  g_assert_true (bulk_history_enter (sample->history, NULL));
  g_assert_true (bulk_history_replace_damaged (sample->history, why, &error));
  bulk_history_leave (sample->history);
  g_assert_no_error (error);
  aside = find_aside (sample->folder);
  g_assert_nonnull (aside);
  notice = bulk_history_take_notice (sample->history);
  g_assert_nonnull (strstr (notice, "Broken."));
  /* No new load gets the number of one that lives. */
  g_assert_true (bulk_history_begin (sample->history, next, FALSE, NULL, &error));
  g_assert_cmpint (next->id, !=, mine->id);
  g_assert_cmpint (next->id, !=, theirs->id);
  g_assert_true (bulk_history_mark_sending (other, theirs, &error));
  mine->state = theirs->state = BULK_RECORD_ACCEPTED;
  g_assert_true (bulk_history_update (sample->history, mine, &error));
  g_assert_true (bulk_history_update (other, theirs, &error));
  g_assert_cmpuint (history_sample_count (sample->history, BULK_RECORD_ACCEPTED), ==, 2);
  g_assert_cmpuint (history_sample_count (other, -1), ==, 3);
}

/* A file of a later version is not touched, nor is a load made without being recorded. */
static void
test_newer (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkRecord) record = history_sample_record ("a");
  g_autofree char *before = NULL, *after = NULL, *mark = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_before, n_after;

  g_object_unref (history_sample_end (sample->history, "a", BULK_RECORD_ACCEPTED));
  mark = g_strdup_printf ("PRAGMA user_version = %d", bulk_history_schema_get_version () + 1);
  g_free (history_sample_ask (sample->path, mark));
  history_sample_reopen (sample);
  g_assert_true (g_file_get_contents (sample->path, &before, &n_before, NULL));
  g_assert_false (bulk_history_begin (sample->history, record, TRUE, NULL, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NEWER);
  g_assert_cmpint (record->id, ==, 0);
  history_sample_reopen (sample);
  g_assert_true (g_file_get_contents (sample->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* Files as each version wrote them are brought up to date, with all that is in them. */
static void
test_migrations (HistorySample *sample, gconstpointer data)
{
  for (int version = 1; version <= bulk_history_schema_get_version (); version++)
    {
      HistorySample one;
      g_autofree char *name = g_strdup_printf ("v%d.sql", version), *sql = NULL, *found_version = NULL;
      g_autofree char *path = g_build_filename (g_getenv ("BULK_TEST_DATA"), "history", name, NULL);
      g_autoptr (BulkRecord) record = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GError) error = NULL;
      sqlite3 *db;

      history_sample_set_up (&one, NULL);
      g_assert_true (g_file_get_contents (path, &sql, NULL, &error));
      g_assert_cmpint (sqlite3_open (one.path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);
      record = bulk_history_get (one.history, 7, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (record->file_name, ==, "Größe.csv");
      g_assert_cmpuint (record->state, ==, BULK_RECORD_ACCEPTED);
      g_assert_cmpstr (record->execution_id, ==, "a64690c2450");
      g_assert_cmpuint (record->rows_total, ==, 1204);
      /* It was of a whole table, so parts of that are known as loaded. */
      g_assert_cmpstr (record->table_sha256, ==, "abc");
      /* Nobody's, though it says "sending". */
      g_assert_cmpuint (history_sample_get_state (one.history, 8), ==, BULK_RECORD_UNKNOWN);
      rows = bulk_history_get_row_errors (one.history, 7, 0, &error);
      g_assert_cmpuint (rows->len, ==, 1);
      g_object_unref (history_sample_end (one.history, "new", BULK_RECORD_ACCEPTED));
      g_assert_cmpuint (history_sample_count (one.history, -1), ==, 3);
      found_version = history_sample_ask (one.path, "PRAGMA user_version");
      g_assert_cmpint (atoi (found_version), ==, bulk_history_schema_get_version ());
      history_sample_tear_down (&one, NULL);
    }
}

/* Of a part of a table it is not known what it is a part of, where nobody had written it down. */
static void
test_migrated_parts (HistorySample *sample, gconstpointer data)
{
  static const char *const ids[] = { "11", "12", "13", "14" };
  static const char *const tables[] = { "whole", NULL, NULL, NULL };
  g_autofree char *path = g_build_filename (g_getenv ("BULK_TEST_DATA"), "history", "v1.sql", NULL), *sql = NULL;
  sqlite3 *db;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (sample->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO loads (id, state, sha256, batch_count, first_row, parent_id, link)"
                                     " VALUES"
                                     " (11, 2, 'whole', 0, 0, 0, 0), (12, 2, 'batch', 3, 0, 12, 0), (13, 2, 'batch', 3,"
                                     " 5, 0, 0),"
                                     " (14, 2, 'corrected', 0, 0, 11, 2)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkRecord) record = bulk_history_get (sample->history, atoi (ids[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (record->table_sha256, ==, tables[i]);
    }
}

/* Folders and files that may not be written, and things that are no files. */
static void
test_not_writable (HistorySample *sample, gconstpointer data)
{
  g_autoptr (BulkRecord) record = history_sample_record ("a");
  g_autoptr (BulkHistory) history = NULL;
  g_autofree char *path = g_build_filename ("/proc/self", "nowhere", "history.db", NULL);
  g_autoptr (GError) error = NULL;

  history = bulk_history_new (path);
  g_assert_false (bulk_history_begin (history, record, TRUE, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == BULK_STORE_ERROR);
  g_clear_error (&error);
  g_clear_object (&history);
  history = bulk_history_new (sample->folder);
  g_assert_false (bulk_history_begin (history, record, TRUE, NULL, &error));
  g_assert_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--other"))
    return be_other (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  add ("death", test_death);
  add ("outcome-stays", test_outcome_stays);
  add ("many-processes", test_many_processes);
  add ("two-windows", test_two_windows);
  add ("full-disk", test_full_disk);
  add ("full-later", test_full_later);
  add ("damage", test_damage);
  add ("damage-later", test_damage_later);
  add ("newer", test_newer);
  add ("migrations", test_migrations);
  add ("migrated-parts", test_migrated_parts);
  add ("not-writable", test_not_writable);
  return g_test_run ();
}
