/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/details-export.h"
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "workspan/sample.h"

#define ANSWER \
  "{\"integration_id\":\"WS-1\",\"execution_id\":\"a64690c2450\",\"created_at\":\"2020-05-18T14:06:57.572Z\"}"

static BulkOutcome *
make_accepted (const char *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkExecution) execution = bulk_execution_parse (answer, strlen (answer), &error);

  g_assert_no_error (error);
  return bulk_outcome_new (BULK_OUTCOME_ACCEPTED, BULK_REASON_NONE, 200, execution, NULL, NULL, -1, 1234, 1234, 56);
}

static BulkOutcome *
make_refused (const char *server_text)
{
  return bulk_outcome_new (BULK_OUTCOME_REFUSED, BULK_REASON_BAD_INPUT, 400, NULL, server_text, NULL, -1, 10, 1234, 56);
}

static void
test_text (void)
{
  g_autoptr (BulkOutcome) outcome = make_accepted (ANSWER);
  g_autofree char *text = bulk_details_export_to_text (outcome, NULL, "offers.csv", "Sandbox");

  g_assert_nonnull (strstr (text, "offers.csv"));
  g_assert_nonnull (strstr (text, "Sandbox"));
  g_assert_nonnull (strstr (text, "WS-1"));
  g_assert_nonnull (strstr (text, "a64690c2450"));
  g_assert_nonnull (strstr (text, "2020-05-18 14:06:57 UTC"));
  g_assert_nonnull (strstr (text, "56"));
}

/* A server's words cannot pass for ours: each of its lines is set off, and what steers a terminal is gone. */
static void
test_hostile (void)
{
  g_autoptr (BulkOutcome) outcome = make_refused ("Bad.\nExecution ID: forged\033[2J\r\xe2\x80\xae tail");
  g_autofree char *text = bulk_details_export_to_text (outcome, NULL, "a\nExecution ID: forged.csv", "Sandbox");

  g_assert_null (strstr (text, "\nExecution ID: forged"));
  g_assert_nonnull (strstr (text, "    Bad. Execution ID: forged"));
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
}

static void
test_json (void)
{
  g_autoptr (BulkOutcome) outcome = make_accepted (ANSWER), refused = make_refused ("No \"good\"\n");
  g_autofree char *text = bulk_details_export_to_json (outcome, NULL, "offers.csv", "Sandbox");
  g_autofree char *other = bulk_details_export_to_json (refused, NULL, "offers.csv", "Sandbox");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "execution_id"), ==, "a64690c2450");
  g_assert_cmpstr (json_object_get_string_member (object, "created_at"), ==, "2020-05-18T14:06:57.572Z");
  g_assert_true (json_parser_load_from_data (parser, other, -1, &error));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_false (json_object_has_member (object, "execution_id"));
}

/* One file has every batch, with what became of it. */
static void
test_batches (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("id,v\n1,a\n2,b\n3,c\n", ',', TRUE);
  g_autoptr (BulkConnection) connection = sample_connection ("http://127.0.0.1:1", "t", "WS-1");
  g_autoptr (BulkHistory) history = bulk_history_new ("/nonexistent/history.db");   /* nothing is run */
  g_autoptr (BulkBatchPlan) plan = bulk_batches_plan (table, BULK_PAYLOAD_CSV, 1, 0, NULL, NULL);
  g_autoptr (BulkBatches) batches
      = bulk_batches_new (history, connection, table, BULK_PAYLOAD_CSV, BULK_WAY_OPPORTUNITIES, plan);
  g_autoptr (BulkBatch) first = g_list_model_get_item (G_LIST_MODEL (batches), 0);
  g_autoptr (BulkBatch) second = g_list_model_get_item (G_LIST_MODEL (batches), 1);
  g_autoptr (BulkOutcome) outcome = make_refused ("No.");
  g_autofree char *text = NULL, *json = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *array;
  JsonObject *object;

  first->state = BULK_BATCH_EARLIER;
  first->execution_id = g_strdup ("a64690c2450\nforged");
  first->bytes = 77;
  second->state = BULK_BATCH_STOPPED;
  text = bulk_details_export_to_text (outcome, batches, "offers.csv", "Sandbox");
  g_assert_nonnull (strstr (text, "Rows 1 to 1 were accepted. Rows 2 to 3 were not loaded."));
  g_assert_nonnull (strstr (text, "Batch 1 of 3 · rows 1 to 1\n    Result: Accepted before, not sent again\n"
                                  "    Execution ID: a64690c2450 forged\n    Rows: 1\n    Size: 77 bytes\n"));
  g_assert_nonnull (strstr (text, "Batch 2 of 3 · rows 2 to 2\n    Result: Not loaded\n    Rows: 1\n"));
  json = bulk_details_export_to_json (outcome, batches, "offers.csv", "Sandbox");
  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  array = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "batches");
  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  object = json_array_get_object_element (array, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "accepted-before");
  g_assert_cmpint (json_object_get_int_member (object, "bytes"), ==, 77);
  object = json_array_get_object_element (array, 2);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "not-sent");
  g_assert_cmpint (json_object_get_int_member (object, "first_row"), ==, 3);
  g_assert_false (json_object_has_member (object, "execution_id"));
}

/* An ID makes no path. */
static void
test_name (void)
{
  g_autoptr (BulkOutcome) outcome = make_accepted ("{\"execution_id\":\"../../etc/passwd\"}");
  g_autoptr (BulkOutcome) refused = make_refused (NULL);
  g_autofree char *name = bulk_details_export_suggest_name (outcome);
  g_autofree char *other = bulk_details_export_suggest_name (refused);

  g_assert_null (strchr (name, '/'));
  g_assert_true (name[0] != '.');
  g_assert_cmpuint (strlen (name), <, 255);
  g_assert_cmpstr (other, !=, "");
}

typedef struct
{
  GFile *file;
  GError *error;
  gboolean done;
} Written;

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Written *written = user_data;

  written->file = bulk_details_export_finish (result, &written->error);
  written->done = TRUE;
}

static Written
write_to (const char *path, BulkOutcome *outcome)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Written written = { 0 };

  bulk_details_export_write_async (file, outcome, NULL, "offers.csv", "Sandbox", NULL, on_written, &written);
  while (!written.done)
    g_main_context_iteration (NULL, TRUE);
  return written;
}

static void
test_write (void)
{
  g_autoptr (BulkOutcome) outcome = make_accepted (ANSWER);
  g_autofree char *folder = g_dir_make_tmp ("bulk-details-XXXXXX", NULL);
  g_autofree char *text_path = g_build_filename (folder, "details.txt", NULL);
  g_autofree char *json_path = g_build_filename (folder, "details.JSON", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "details.txt", NULL);
  g_autofree char *text = NULL, *json = NULL,
                  *expected = bulk_details_export_to_text (outcome, NULL, "offers.csv", "Sandbox");
  Written written = write_to (text_path, outcome);

  g_assert_no_error (written.error);
  g_clear_object (&written.file);
  g_assert_true (g_file_get_contents (text_path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
  written = write_to (json_path, outcome);
  g_assert_no_error (written.error);
  g_clear_object (&written.file);
  g_assert_true (g_file_get_contents (json_path, &json, NULL, NULL));
  g_assert_cmpint (json[0], ==, '{');
  written = write_to (nowhere, outcome);
  g_assert_null (written.file);
  g_assert_nonnull (written.error);
  g_clear_error (&written.error);
  g_unlink (text_path);
  g_unlink (json_path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/details-export/text", test_text);
  g_test_add_func ("/details-export/hostile", test_hostile);
  g_test_add_func ("/details-export/json", test_json);
  g_test_add_func ("/details-export/batches", test_batches);
  g_test_add_func ("/details-export/name", test_name);
  g_test_add_func ("/details-export/write", test_write);
  return g_test_run ();
}
