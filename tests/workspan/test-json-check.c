/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "workspan/json-check.h"

static void
test_valid (void)
{
  static const char *const texts[] = {
    "{}", "[]", "0", "-0", "-12.50e+10", "1E5", "\"\"", "true", "false", "null", " \t\r\n{ } ", "[[],{},[{}]]",
    "{\"a\":1,\"b\":[1,2,{\"c\":null}]}", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"",
    "\"Größe \xf0\x9f\x98\x80\"",
    "{\"a\":{},\"b\":[]}", "\"\x7f\"", "{\"\":0}", "12345678901234567890123456789",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %u", i);
      g_assert_true (bulk_json_check (texts[i], strlen (texts[i]), 16));
    }
}

static void
test_invalid (void)
{
  static const char *const texts[] = {
    "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
    "['a']", "{'a':1}", "var x = 1;", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x10", "NaN", "Infinity", "nul",
    "truex", "1 2", "{} {}", "[1 2]", "\"", "\"\\\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "\"\\u0000\"", "\"\\ud800\"",
    "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\t\"", "\"\n\"", "\"\xff\"", "\"\xc3\"", "\xef\xbb\xbf{}", "[1}",
    "{\"a\":1]",
    "// c\n1", "/* c */1", "[1]x", "\"a\"\"b\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %u", i);
      g_assert_false (bulk_json_check (texts[i], strlen (texts[i]), 16));
    }
  g_assert_false (bulk_json_check ("{}\0", 3, 16));
  g_assert_false (bulk_json_check ("\"a\0b\"", 5, 16));
}

static char *
nest (gsize depth)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  const gsize depths[] = { 1, 16, 17, 64, 65, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *text = nest (depths[i]);

      g_assert_cmpint (bulk_json_check (text, strlen (text), 16), ==, depths[i] <= 16);
      g_assert_cmpint (bulk_json_check (text, strlen (text), 1000), ==, depths[i] <= 64);
    }
  g_assert_true (bulk_json_check ("1", 1, 0));
  g_assert_false (bulk_json_check ("[]", 2, 0));
}

/* Whatever is cut off must neither be read nor taken for whole. */
static void
test_cut (void)
{
  static const char text[] = "{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00\",true,false,null,{}]}";

  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autofree char *piece = g_memdup2 (text, MAX (i, 1));

      g_assert_false (bulk_json_check (piece, i, 16));
    }
  g_assert_true (bulk_json_check (text, strlen (text), 16));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-check/valid", test_valid);
  g_test_add_func ("/json-check/invalid", test_invalid);
  g_test_add_func ("/json-check/depth", test_depth);
  g_test_add_func ("/json-check/cut", test_cut);
  return g_test_run ();
}
