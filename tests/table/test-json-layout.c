/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-layout.h"
#include "table/table-error.h"
#include <string.h>

static gboolean
find (const char *text, const char *name, BulkJsonLayout *layout, GError **error)
{
  g_autoptr (BulkText) utf8 = bulk_text_new_for_utf8 (text, -1);

  return bulk_json_layout_find (layout, utf8, name, NULL, error);
}

static void
assert_layout (const char *text, const char *name, BulkJsonLayoutKind kind, const char *first)
{
  BulkJsonLayout layout;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_true (find (text, name, &layout, &error));
  g_assert_no_error (error);
  g_assert_cmpint (layout.kind, ==, kind);
  g_assert_true (g_str_has_prefix (text + layout.start, first));
}

static void
test_kinds (void)
{
  assert_layout ("[{\"a\":1}]", "x.json", BULK_JSON_LAYOUT_ARRAY, "{\"a\"");
  assert_layout (" \n[ {\"a\":1}, 5", "x.json", BULK_JSON_LAYOUT_ARRAY, "{\"a\"");
  assert_layout ("\xef\xbb\xbf[{}]", "x.json", BULK_JSON_LAYOUT_ARRAY, "{}");
  assert_layout ("{\"data\":[{\"a\":1}]}", "x.json", BULK_JSON_LAYOUT_WRAPPED, "{\"a\"");
  assert_layout ("{\"n\":1,\"ids\":[1,2],\"none\":[],\"rows\": [ {\"a\":1}]}", "x.json", BULK_JSON_LAYOUT_WRAPPED,
                 "{\"a\"");
  assert_layout ("{\"a\":1}\n{\"a\":2}\n", "x.json", BULK_JSON_LAYOUT_LINES, "{\"a\":1}");
  assert_layout ("{\"a\":1}", "x.jsonl", BULK_JSON_LAYOUT_LINES, "{");
  assert_layout ("{\"data\":[{\"a\":1}]}", "x.ndjson", BULK_JSON_LAYOUT_LINES, "{\"data\"");
  assert_layout ("{}{\"a\":[{}]}", "x.json", BULK_JSON_LAYOUT_LINES, "{}");
}

static void
assert_refused (const char *text, int code, const char *word)
{
  BulkJsonLayout layout;
  g_autoptr (GError) error = NULL;

  g_assert_false (find (text, "x.json", &layout, &error));
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_assert_nonnull (strstr (error->message, "x.json"));
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refused (void)
{
  assert_refused ("5", BULK_TABLE_ERROR_NOT_A_TABLE, "array of objects");
  assert_refused ("[1]", BULK_TABLE_ERROR_NOT_A_TABLE, "array of objects");
  assert_refused ("[[{}]]", BULK_TABLE_ERROR_NOT_A_TABLE, "array of objects");
  assert_refused ("[]", BULK_TABLE_ERROR_NOT_A_TABLE, "empty");
  assert_refused ("{\"data\":[]}", BULK_TABLE_ERROR_NOT_A_TABLE, "empty");
  assert_refused ("{\"a\":1}", BULK_TABLE_ERROR_NOT_A_TABLE, "square brackets");
  assert_refused ("{\"a\":[{}],\"b\":[{}]}", BULK_TABLE_ERROR_NOT_A_TABLE, "more than one");
  assert_refused ("nul", BULK_TABLE_ERROR_SYNTAX, "line 1");
  assert_refused ("{\"a\":\n 1,}", BULK_TABLE_ERROR_SYNTAX, "line 2");
  assert_refused ("{\"data\":[{\"a\":1}", BULK_TABLE_ERROR_SYNTAX, "line 1");
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  assert_refused (text->str, BULK_TABLE_ERROR_LIMIT, "x.json");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-layout/kinds", test_kinds);
  g_test_add_func ("/json-layout/refused", test_refused);
  g_test_add_func ("/json-layout/deep", test_deep);
  return g_test_run ();
}
