/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "workspan/execution.h"
#include "workspan/workspan-error.h"

#define GOOD "{\"integration_id\":\"WS-Integration_agpzfndzLW\",\"execution_id\":\"a64690c2450\"," \
             "\"created_at\":\"2020-05-18T14:06:57.572Z\"}"

static BulkExecution *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  BulkExecution *execution = bulk_execution_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_nonnull (execution);
  return execution;
}

static void
test_documented (void)
{
  g_autoptr (BulkExecution) execution = parse (GOOD);
  g_autofree char *time = g_date_time_format_iso8601 (bulk_execution_get_creation_time (execution));

  g_assert_cmpstr (bulk_execution_get_integration_id (execution), ==, "WS-Integration_agpzfndzLW");
  g_assert_cmpstr (bulk_execution_get_execution_id (execution), ==, "a64690c2450");
  g_assert_cmpstr (bulk_execution_get_created_at (execution), ==, "2020-05-18T14:06:57.572Z");
  g_assert_cmpstr (time, ==, "2020-05-18T14:06:57.572000Z");
  g_assert_cmpstr (bulk_execution_get_json (execution), ==, GOOD);
}

static void
test_more_and_less (void)
{
  g_autoptr (BulkExecution) any = parse ("\xef\xbb\xbf {\"execution_id\":\"x\",\"data_format\":\"CSV\",\"n\":[1]} ");
  g_autoptr (BulkExecution) odd = parse ("{\"execution_id\":\"x\",\"integration_id\":5,\"created_at\":\"soon\"}");
  g_autoptr (BulkExecution) null = parse ("{\"execution_id\":\"\\u00e9\",\"integration_id\":null,\"created_at\":null}");

  g_assert_cmpstr (bulk_execution_get_integration_id (any), ==, "");
  g_assert_null (bulk_execution_get_created_at (any));
  g_assert_null (bulk_execution_get_creation_time (any));
  g_assert_cmpstr (bulk_execution_get_integration_id (odd), ==, "");
  g_assert_cmpstr (bulk_execution_get_created_at (odd), ==, "soon");
  g_assert_null (bulk_execution_get_creation_time (odd));
  g_assert_cmpstr (bulk_execution_get_execution_id (null), ==, "é");
}

static void
assert_refused (const char *json, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bulk_execution_parse (json, length, &error));
  g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "", "null", "[]", "\"execution_id\"", "{}", "{\"execution_id\":\"\"}", "{\"execution_id\":null}",
    "{\"execution_id\":5}", "{\"execution_id\":[\"x\"]}", "{\"Execution_Id\":\"x\"}", "[{\"execution_id\":\"x\"}]",
    "{\"execution_id\":\"x\"", "{\"execution_id\":\"x\"}}", "{'execution_id':'x'}", "{\"execution_id\":\"a\\u0000b\"}",
    "{\"execution_id\":\"a\\nb\"}", "{\"execution_id\":\"a\\u202eb\"}", "{\"execution_id\":\"\\u001b[31m\"}",
    "<html>It works!", "{\"data\":{\"execution_id\":\"x\"}}", "{\"execution_id\":\"\xff\"}",
    "[[[[[[[[[[[[[[[[[\"execution_id\"]]]]]]]]]]]]]]]]]",
  };
  g_autofree char *long_id = g_strnfill (257, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"execution_id\":\"%s\"}", long_id);
  g_autofree char *huge = g_strnfill (1024 * 1024 + 1, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %u", i);
      assert_refused (texts[i], strlen (texts[i]));
    }
  assert_refused (NULL, 0);
  assert_refused (too_long, strlen (too_long));
  memcpy (huge, GOOD, strlen (GOOD));
  assert_refused (huge, 1024 * 1024 + 1);
  for (gsize i = 0; i < strlen (GOOD); i++)
    assert_refused (GOOD, i);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/execution/documented", test_documented);
  g_test_add_func ("/execution/more-and-less", test_more_and_less);
  g_test_add_func ("/execution/refused", test_refused);
  return g_test_run ();
}
