/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/json-object.h"

#include <string.h>

#define DEPTH 4

static JsonObject *
parse (JsonParser *parser, const char *json)
{
  return bulk_json_object_parse (parser, json, json != NULL ? strlen (json) : 0, DEPTH);
}

static void
test_strings (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, "{\"a\":\"x\",\"b\":5,\"c\":null,\"d\":{},\"e\":\"\"}");

  g_assert_nonnull (object);
  g_assert_cmpstr (bulk_json_object_get_string (object, "a"), ==, "x");
  g_assert_cmpstr (bulk_json_object_get_string (object, "e"), ==, "");
  g_assert_null (bulk_json_object_get_string (object, "b"));
  g_assert_null (bulk_json_object_get_string (object, "c"));
  g_assert_null (bulk_json_object_get_string (object, "d"));
  g_assert_null (bulk_json_object_get_string (object, "none"));
}

/* Not an object, not JSON although json-glib takes it, or nested too deeply. */
static void
test_refused (void)
{
  const char *const texts[] = {
    NULL, "", "null", "[]", "\"a\"", "{", "{\"a\":1}x", "var x = {};", "{'a':1}", "{\"a\":[[[[[]]]]]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_null (parse (parser, texts[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-object/strings", test_strings);
  g_test_add_func ("/json-object/refused", test_refused);
  return g_test_run ();
}
