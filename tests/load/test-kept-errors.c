/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "load/kept-errors.h"
#include "load/load-record.h"
#include "load/load.h"
#include "load/rejected.h"
#include "load/reopen.h"
#include "store/record.h"
#include "workspan/sample.h"

static GPtrArray *
make_kept (void)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_error_free);

  g_ptr_array_add (kept, bulk_row_error_new ("aw2", "bad \"date\"\\", "{\"id\":\"aw2\",\"name\":\"Two\"}", 1, FALSE));
  g_ptr_array_add (kept, bulk_row_error_new ("a\"w\n9", "not there", NULL, -1, FALSE));
  g_ptr_array_add (kept, bulk_row_error_new ("aw4", "twice", "{\"id\":\"aw4\",\"amount\":1.50}", 3, TRUE));
  return kept;
}

static char *
write_csv (BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_rejected_write (stream, table, errors, match, BULK_REJECTED_CSV, NULL, &error));
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

/* With the table they are its rows; without it, what came back of them, and their numbers all the same. */
static void
test_write (void)
{
  g_autoptr (GPtrArray) kept = make_kept ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkRowErrors) errors = bulk_kept_errors_parse (kept, &error);
  g_autoptr (BulkRowMatch) match = bulk_kept_errors_dup_match (kept);
  g_autoptr (BulkTable) sent = sample_table_csv ("id,name\naw1,One\naw2,Zwei\naw3,Three\naw4,Four\n", ',', TRUE);
  g_autoptr (BulkTable) lent = NULL;
  g_autofree char *with = NULL, *without = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (bulk_row_match_get_kind (match, 2), ==, BULK_MATCH_AMBIGUOUS);
  with = write_csv (sent, errors, match);
  g_assert_cmpstr (with, ==, "id,name,Row,Error\r\n"
                             "aw2,Zwei,2,\"bad \"\"date\"\"\\\"\r\n\"a\"\"w\n9\",,,not there\r\n"
                             "aw4,Four,4,twice\r\n");
  lent = bulk_kept_errors_make_table (errors, "deals.csv", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_snapshot_get_name (bulk_table_get_snapshot (lent)), ==, "deals.csv");
  without = write_csv (lent, errors, match);
  g_assert_cmpstr (without, ==,
                   "id,name,amount,Row,Error\r\naw2,Two,,2,\"bad \"\"date\"\"\\\"\r\n\"a\"\"w\n9\",,,,not there\r\n"
                   "aw4,,1.50,4,twice\r\n");
}

static void
test_none_came_back (void)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_row_error_free);
  g_autoptr (BulkRowErrors) errors = NULL;
  g_autoptr (BulkRowMatch) match = NULL;
  g_autoptr (BulkTable) lent = NULL;
  g_autofree char *csv = NULL;

  g_ptr_array_add (kept, bulk_row_error_new ("aw2", "bad", NULL, 1, FALSE));
  errors = bulk_kept_errors_parse (kept, NULL);
  match = bulk_kept_errors_dup_match (kept);
  lent = bulk_kept_errors_make_table (errors, NULL, NULL);
  csv = write_csv (lent, errors, match);
  g_assert_cmpstr (csv, ==, "id,Row,Error\r\naw2,2,bad\r\n");
}

static BulkTable *
reopen (BulkRecord *record, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bulk_reopen_async (record, NULL, sample_on_done, &result);
  sample_wait (&result);
  return bulk_reopen_finish (result, error);
}

/* The same file as it was sent, and no other. */
static void
test_reopen (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bulk-reopen-XXXXXX", NULL),
                  *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (BulkTable) sent = sample_table_csv ("id,name\n1,One\n2,Two\n", ',', TRUE), table = NULL;
  g_autoptr (BulkPayload) payload = bulk_payload_new (sent, BULK_PAYLOAD_CSV);
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:1", "t", "WS-1");
  g_autoptr (BulkRecord) record = bulk_record_new ();
  g_autoptr (GError) error = NULL;

  bulk_payload_measure (payload, NULL, NULL);
  bulk_load_record_describe (record, connection, payload);
  bulk_record_set_string (&record->file_uri, uri);
  g_assert_null (reopen (record, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "id;name\r\n1;One\r\n2;Two\r\n", -1, NULL));
  table = reopen (record, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, 2);
  g_clear_object (&table);
  g_assert_true (g_file_set_contents (path, "id;name\r\n1;One\r\n2;Three\r\n", -1, NULL));
  table = reopen (record, &error);
  g_assert_error (error, BULK_LOAD_ERROR, BULK_LOAD_ERROR_FAILED);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/kept-errors/write", test_write);
  g_test_add_func ("/load/kept-errors/none-came-back", test_none_came_back);
  g_test_add_func ("/load/kept-errors/reopen", test_reopen);
  return g_test_run ();
}
