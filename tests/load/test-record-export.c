/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/record-export.h"

#include <string.h>

#include "load/record-text.h"
#include "store/history-sample.h"

static void
test_json (void)
{
  g_autoptr (BulkRecord) record = history_sample_record ("abc");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  record->id = 7;
  record->state = BULK_RECORD_UNKNOWN;
  record->verdict = BULK_VERDICT_NOT_LOADED;
  record->sent_at = G_GINT64_CONSTANT (1589810827572000);
  record->http_status = 503;
  record->success_count = 0;
  node = bulk_record_export_to_json (record);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "id"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "unknown");
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "not-loaded");
  g_assert_cmpstr (json_object_get_string_member (object, "sent_at"), ==, "2020-05-18T14:07:07Z");
  g_assert_cmpstr (json_object_get_string_member (object, "sha256"), ==, "abc");
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (object, "http_status"), ==, 503);
  /* Zero is a count, and nothing is nothing. */
  g_assert_cmpint (json_object_get_int_member (object, "success_count"), ==, 0);
  g_assert_true (json_object_get_null_member (object, "error_count"));
  g_assert_true (json_object_get_null_member (object, "execution_id"));
  g_assert_true (json_object_get_null_member (object, "ended_at"));
}

static void
test_cells (void)
{
  static const struct { const char *cell, *plain, *defused; } cases[] = {
    { NULL, "", "" }, { "", "", "" }, { "plain", "plain", "plain" }, { "a,b", "\"a,b\"", "\"a,b\"" },
    { "a\"b", "\"a\"\"b\"", "\"a\"\"b\"" }, { "a\nb", "\"a\nb\"", "\"a\nb\"" },
    { "=1+1", "=1+1", "'=1+1" }, { "+1", "+1", "'+1" }, { "@a", "@a", "'@a" }, { "-a", "-a", "'-a" },
    { "-5", "-5", "-5" }, { "-5.25", "-5.25", "-5.25" }, { "-5+cmd", "-5+cmd", "'-5+cmd" }, { "-", "-", "'-" },
    { "\tx", "\tx", "'\tx" }, { "\rx", "\"\rx\"", "\"'\rx\"" }, { "=a,b", "\"=a,b\"", "\"'=a,b\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL), defused = g_string_new (NULL);

      bulk_record_export_append_csv (plain, cases[i].cell, FALSE);
      bulk_record_export_append_csv (defused, cases[i].cell, TRUE);
      g_assert_cmpstr (plain->str, ==, cases[i].plain);
      g_assert_cmpstr (defused->str, ==, cases[i].defused);
    }
}

static void
test_csv (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *empty = bulk_record_export_all_to_csv (records, TRUE), *csv = NULL;
  g_auto (GStrv) lines = NULL;
  BulkRecord *record = history_sample_record ("abc");

  g_assert_true (g_str_has_prefix (empty, "id,state,verdict,file,"));
  g_assert_true (g_str_has_suffix (empty, "\r\n"));
  record->id = 3;
  record->state = BULK_RECORD_ACCEPTED;
  bulk_record_set_string (&record->file_name, "=cmd.csv");
  g_ptr_array_add (records, record);
  csv = bulk_record_export_all_to_csv (records, TRUE);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[1], "3,accepted,,'=cmd.csv,,10,1000,abc,"));
}

/* What must be in the words by which people decide. */
static void
test_words (void)
{
  g_autoptr (BulkRecord) record = history_sample_record ("abc");
  g_autofree char *none = NULL, *check = NULL, *earlier = NULL, *nothing = bulk_record_text_dup_time (0);

  g_assert_cmpstr (nothing, ==, "");
  record->state = BULK_RECORD_ACCEPTED;
  bulk_record_set_string (&record->execution_id, "e-1");
  none = bulk_record_text_dup_how_to_check (record);
  g_assert_null (none);
  earlier = bulk_record_text_dup_earlier (record);
  g_assert_nonnull (strstr (earlier, "e-1"));
  g_assert_nonnull (strstr (earlier, "deals.csv"));
  g_assert_nonnull (strstr (earlier, "10 rows"));
  record->state = BULK_RECORD_UNKNOWN;
  record->prepared_at = g_get_real_time ();
  check = bulk_record_text_dup_how_to_check (record);
  g_assert_nonnull (strstr (check, "WS-1"));
  g_assert_nonnull (strstr (check, "10 rows"));
  record->verdict = BULK_VERDICT_LOADED;
  g_assert_cmpstr (bulk_record_text_get_state (record), !=, bulk_record_text_get_state_label (BULK_RECORD_UNKNOWN));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-export/json", test_json);
  g_test_add_func ("/record-export/cells", test_cells);
  g_test_add_func ("/record-export/csv", test_csv);
  g_test_add_func ("/record-export/words", test_words);
  return g_test_run ();
}
