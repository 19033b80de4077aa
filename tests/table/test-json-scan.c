/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-scan.h"
#include "table/table-error.h"
#include <string.h>

/* Scans from memory that ends where the text does, so that a look beyond it is noticed. */
static gboolean
scan_exact (const char *text, gsize length, BulkJsonValue *value, BulkJsonScan *scan, char **memory)
{
  *memory = g_malloc (MAX (length, 1));
  memcpy (*memory, text, length);
  bulk_json_scan_init (scan, *memory, length, 0);
  return bulk_json_scan_value (scan, value);
}

static void
assert_value (const char *text, BulkJsonKind kind, const char *expected, gsize end)
{
  g_autofree char *memory = NULL;
  BulkJsonScan scan;
  BulkJsonValue value;

  g_test_message ("%s", text);
  g_assert_true (scan_exact (text, strlen (text), &value, &scan, &memory));
  g_assert_cmpint (value.kind, ==, kind);
  g_assert_cmpmem (value.text, value.length, expected, strlen (expected));
  g_assert_cmpuint (scan.offset, ==, end);
  g_assert_null (scan.problem);
}

static void
test_values (void)
{
  static const char *const numbers[] = { "0", "-0", "7", "-12", "0.10", "12345678901234567890", "1e999", "1E+5",
                                         "-0.0e-0" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    assert_value (numbers[i], BULK_JSON_NUMBER, numbers[i], strlen (numbers[i]));
  assert_value (" \t\r\n42 ,", BULK_JSON_NUMBER, "42", 6);
  assert_value ("true", BULK_JSON_BOOLEAN, "true", 4);
  assert_value ("false]", BULK_JSON_BOOLEAN, "false", 5);
  assert_value ("null", BULK_JSON_NULL, "null", 4);
  assert_value ("\"\"", BULK_JSON_STRING, "", 2);
  assert_value (" \"ä\"x", BULK_JSON_STRING, "ä", 5);
  assert_value ("\"a\\\"b\\\\\"", BULK_JSON_STRING, "a\\\"b\\\\", 8);
  assert_value ("[]", BULK_JSON_ARRAY, "[]", 2);
  assert_value ("{ }", BULK_JSON_OBJECT, "{ }", 3);
  assert_value (" [1, [2, {\"a\" : [ ] }], \"]\"] ]", BULK_JSON_ARRAY, "[1, [2, {\"a\" : [ ] }], \"]\"]", 28);
  assert_value ("{\"a\":{\"b\":[{},{}]},\"c\":null}", BULK_JSON_OBJECT, "{\"a\":{\"b\":[{},{}]},\"c\":null}", 28);
}

static void
test_malformed (void)
{
  static const struct { const char *text; gsize offset; } cases[] = {
    { "", 0 }, { "  ", 2 }, { "-", 1 }, { "+1", 0 }, { "01", 1 }, { "-01", 2 }, { "1.", 2 }, { ".5", 0 }, { "1e", 2 },
    { "1e+", 3 }, { "0x10", 0xffff }, { "NaN", 0 }, { "Infinity", 0 }, { "-Infinity", 1 }, { "nul", 0 }, { "tru", 0 },
    { "truth", 0 }, { "fals", 0 }, { "'a'", 0 }, { "\"", 1 }, { "\"a", 2 }, { "\"\\", 1 }, { "\"\\\"", 3 },
    { "\"\\x\"", 1 },
    { "\"\\u12\"", 1 }, { "\"\\u12g4\"", 1 }, { "\"\\u", 1 }, { "\"\\U0041\"", 1 }, { "\"a\tb\"", 2 },
    { "\"a\nb\"", 2 },
    { "[", 1 }, { "[1", 2 }, { "[1,", 3 }, { "[1,]", 3 }, { "[,1]", 1 }, { "[1 2]", 3 }, { "[1}", 2 }, { "[1;2]", 2 },
    { "{", 1 }, { "{,}", 1 }, { "{\"a\"", 4 }, { "{\"a\":", 5 }, { "{\"a\":}", 5 }, { "{\"a\":1", 6 },
    { "{\"a\":1,", 7 },
    { "{\"a\":1,}", 7 }, { "{\"a\" 1}", 5 }, { "{a:1}", 1 }, { "{1:2}", 1 }, { "{\"a\":1]", 6 }, { "[{\"a\":[1}]}", 8 },
    { "]", 0 }, { "}", 0 }, { ",", 0 }, { ":", 0 }, { "\xc2\xa0" "1", 0 }, { "/**/1", 0 }, { "[1//\n]", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *memory = NULL;
      BulkJsonScan scan;
      BulkJsonValue value;
      gboolean good = scan_exact (cases[i].text, strlen (cases[i].text), &value, &scan, &memory);

      g_test_message ("%s", cases[i].text);
      if (cases[i].offset == 0xffff)
        {
          /* The number ends before what is no part of it; who scans on finds that. */
          g_assert_true (good);
          g_assert_cmpuint (value.length, ==, 1);
          continue;
        }
      g_assert_false (good);
      g_assert_nonnull (scan.problem);
      g_assert_false (scan.too_deep);
      g_assert_cmpuint (scan.problem_offset, ==, cases[i].offset);
    }
}

static void
test_prefixes (void)
{
  const char *text = " {\"a\\u00e9\\ud83d\\ude00\" : [1.5e-3 , true,false,null,{}, []], \"b\":{\"c\":\"\\n\\\\\\\"\"},"
                     " \"long\":"
                     "\"0123456789abcdef0123456789abcdef0123456789\\/\", \"x\":\"ä€😀\"} ";
  gsize length = strlen (text);

  for (gsize n = 0; n <= length; n++)
    {
      g_autofree char *memory = NULL;
      BulkJsonScan scan;
      BulkJsonValue value;
      gboolean good = scan_exact (text, n, &value, &scan, &memory);

      g_assert_true (good == (n >= length - 1));
      g_assert_cmpuint (scan.offset, <=, n);
      g_assert_true (good || scan.problem_offset <= n);
    }
}

/* What ends a string is found wherever it stands. */
static void
test_specials (void)
{
  static const char specials[] = { '"', '\\', '\x1f', '\0', '\n' };

  for (guint length = 1; length < 70; length++)
    for (guint at = 1; at < length; at++)
      for (guint i = 0; i < sizeof specials; i++)
        {
          g_autofree char *text = g_malloc (length), *memory = NULL;
          BulkJsonScan scan;
          BulkJsonValue value;
          gboolean good;

          memset (text, at % 2 ? '\x7f' : '\xff', length);
          text[0] = '"';
          text[at] = specials[i];
          good = scan_exact (text, length, &value, &scan, &memory);
          g_assert_true (good == (i == 0));
          g_assert_cmpuint (good ? value.length + 1 : scan.problem_offset, ==, at);
        }
}

static BulkJsonScan
scan_nested (guint depth, char open, char close, gboolean *good)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *memory = NULL;
  BulkJsonScan scan;
  BulkJsonValue value;

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open == '[' ? "[" : i + 1 < depth ? "{\"k\":" : "{");
  for (guint i = 0; close != 0 && i < depth; i++)
    g_string_append_c (text, close);
  *good = scan_exact (text->str, text->len, &value, &scan, &memory);
  g_assert_true (!*good || value.length == text->len);
  return scan;
}

static void
test_depth (void)
{
  gboolean good;

  scan_nested (BULK_JSON_MAX_DEPTH, '[', ']', &good);
  g_assert_true (good);
  scan_nested (BULK_JSON_MAX_DEPTH, '{', '}', &good);
  g_assert_true (good);
  g_assert_true (scan_nested (BULK_JSON_MAX_DEPTH + 1, '[', ']', &good).too_deep);
  g_assert_false (good);
  g_assert_true (scan_nested (BULK_JSON_MAX_DEPTH + 1, '{', '}', &good).too_deep);
  g_assert_false (good);
  g_assert_true (scan_nested (100000, '[', 0, &good).too_deep);
  g_assert_true (scan_nested (100000, '{', '}', &good).too_deep);
  g_assert_false (scan_nested (BULK_JSON_MAX_DEPTH, '[', '}', &good).too_deep);
  g_assert_false (good);
}

/* Brackets of one kind are not closed by the other at any level. */
static void
test_mixed_depth (void)
{
  for (guint wrong = 0; wrong <= 40; wrong++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *memory = NULL;
      BulkJsonScan scan;
      BulkJsonValue value;

      for (guint i = 0; i < 40; i++)
        g_string_append (text, i % 3 == 0 ? "{\"k\":" : "[");
      g_string_append (text, "1");
      for (guint i = 40; i-- > 0;)
        g_string_append_c (text, (i % 3 == 0) != (i == wrong) ? '}' : ']');
      g_assert_true (scan_exact (text->str, text->len, &value, &scan, &memory) == (wrong == 40));
    }
}

static void
assert_unescaped (const char *text, const char *expected, gsize length, guint64 n_unpaired)
{
  g_autofree char *memory = NULL, *quoted = g_strdup_printf ("\"%s\"", text), *out = g_malloc (MAX (strlen (text), 1));
  BulkJsonScan scan;
  BulkJsonValue value;

  g_test_message ("%s", text);
  g_assert_true (scan_exact (quoted, strlen (quoted), &value, &scan, &memory));
  g_assert_true (value.escaped == (strchr (text, '\\') != NULL));
  g_assert_cmpuint (scan.n_unpaired, ==, n_unpaired);
  g_assert_cmpmem (out, bulk_json_unescape (value.text, value.length, out), expected, length);
}

static void
test_unescape (void)
{
  assert_unescaped ("", "", 0, 0);
  assert_unescaped ("plain ä", "plain ä", 8, 0);
  assert_unescaped ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", 8, 0);
  assert_unescaped ("a\\u0041\\u00e9\\u20AC\\uFFFFz", "aAé€\xef\xbf\xbfz", 11, 0);
  assert_unescaped ("x\\u0000y\\u0000", "x\0y\0", 4, 0);
  assert_unescaped ("\\ud83d\\ude00", "😀", 4, 0);
  assert_unescaped ("\\uD800\\uDC00\\udbff\\udfff", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 8, 0);
  assert_unescaped ("\\ud83d", "\xef\xbf\xbd", 3, 1);
  assert_unescaped ("\\ude00", "\xef\xbf\xbd", 3, 1);
  assert_unescaped ("\\ude00\\ud83d", "\xef\xbf\xbd\xef\xbf\xbd", 6, 2);
  assert_unescaped ("\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd😀", 7, 1);
  assert_unescaped ("\\ud83dx\\ude00", "\xef\xbf\xbdx\xef\xbf\xbd", 7, 2);
  assert_unescaped ("\\ud83d\\n", "\xef\xbf\xbd\n", 4, 1);
  assert_unescaped ("\\ud83d\\u0041", "\xef\xbf\xbd" "A", 4, 1);
  assert_unescaped ("\\\\u0041", "\\u0041", 6, 0);
}

static void
assert_compact (const char *text, const char *expected)
{
  g_autofree char *out = g_malloc (strlen (text));

  g_assert_cmpmem (out, bulk_json_compact (text, strlen (text), out), expected, strlen (expected));
}

static void
test_compact (void)
{
  assert_compact ("[ 1 ,\t2,\r\n { \"a b\" : \"c  d\" } ]", "[1,2,{\"a b\":\"c  d\"}]");
  assert_compact ("[\"\\\" \", \"\\\\\" , \" \"]", "[\"\\\" \",\"\\\\\",\" \"]");
  assert_compact ("[0.10, 12345678901234567890]", "[0.10,12345678901234567890]");
  assert_compact ("{}", "{}");
}

static void
test_object (void)
{
  static const struct { const char *text; gsize end; } cases[] = {
    { " { } ,", 4 }, { "{\"a\":1,\"b\":[{}]}x", 16 }, { "{\"a\":1", 0 }, { "[1]", 0 }, { "", 0 }, { "{\"a\":1,}", 0 },
    { "{]", 0 },
  };
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  BulkJsonScan scan;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      bulk_json_scan_init (&scan, cases[i].text, strlen (cases[i].text), 0);
      g_assert_true (bulk_json_scan_object (&scan) == (cases[i].end > 0));
      g_assert_true ((scan.problem == NULL) == (cases[i].end > 0));
      if (cases[i].end > 0)
        g_assert_cmpuint (scan.offset, ==, cases[i].end);
    }
  for (guint i = 0; i < BULK_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < BULK_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  g_string_append_c (deep, '}');
  bulk_json_scan_init (&scan, deep->str, deep->len, 0);
  g_assert_true (bulk_json_scan_object (&scan));
  bulk_json_scan_init (&scan, deep->str, deep->len, 0);
  g_assert_false (bulk_json_scan_value (&scan, &(BulkJsonValue) { 0 }));
}

static void
assert_place (const char *text, const char *place, int code)
{
  g_autoptr (GError) error = NULL;
  BulkJsonScan scan;
  BulkJsonValue value;

  bulk_json_scan_init (&scan, text, strlen (text), 0);
  g_assert_false (bulk_json_scan_value (&scan, &value));
  bulk_json_scan_set_error (&scan, "file.json", &error);
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, place));
  g_assert_nonnull (strstr (error->message, "file.json"));
}

static void
test_error (void)
{
  g_autofree char *deep = g_strnfill (BULK_JSON_MAX_DEPTH + 1, '[');

  assert_place ("[1,x]", "line 1, column 4", BULK_TABLE_ERROR_SYNTAX);
  assert_place ("[1,\n2,\n  x]", "line 3, column 3", BULK_TABLE_ERROR_SYNTAX);
  assert_place ("[1,\r\n2,\r\n  x]", "line 3, column 3", BULK_TABLE_ERROR_SYNTAX);
  assert_place ("[1,\r2,\r\rx]", "line 4, column 1", BULK_TABLE_ERROR_SYNTAX);
  assert_place ("[\"ä€😀\" x]", "line 1, column 8", BULK_TABLE_ERROR_SYNTAX);
  assert_place ("[1,\n", "line 2, column 1", BULK_TABLE_ERROR_SYNTAX);
  assert_place (deep, "line 1, column 65", BULK_TABLE_ERROR_LIMIT);
}

/* The first problem stands: what follows from it says nothing. */
static void
test_first_problem (void)
{
  BulkJsonScan scan;

  bulk_json_scan_init (&scan, "[x", 2, 0);
  g_assert_false (bulk_json_scan_value (&scan, &(BulkJsonValue) { 0 }));
  g_assert_cmpuint (scan.problem_offset, ==, 1);
  scan.offset = 2;
  g_assert_false (bulk_json_scan_fail (&scan, "another"));
  g_assert_cmpstr (scan.problem, !=, "another");
  g_assert_cmpuint (scan.problem_offset, ==, 1);
}

static void
check_mutant (const char *text, gsize length)
{
  g_autofree char *memory = NULL, *compact = NULL, *again = NULL, *second = NULL;
  BulkJsonScan scan;
  BulkJsonValue value, same;
  gsize n;

  if (!scan_exact (text, length, &value, &scan, &memory))
    {
      g_assert_cmpuint (scan.problem_offset, <=, length);
      return;
    }
  compact = g_malloc (MAX (value.length, 1));
  if (value.kind == BULK_JSON_STRING)
    {
      g_assert_cmpuint (bulk_json_unescape (value.text, value.length, compact), <=, value.length);
      return;
    }
  n = bulk_json_compact (value.text, value.length, compact);
  g_assert_cmpuint (n, <=, value.length);
  /* Without the space it is the same JSON, and there is no more to take away. */
  g_assert_true (scan_exact (compact, n, &same, &scan, &again));
  g_assert_cmpuint (same.length, ==, n);
  g_assert_cmpint (same.kind, ==, value.kind);
  second = g_malloc (MAX (n, 1));
  g_assert_cmpmem (second, bulk_json_compact (compact, n, second), compact, n);
}

static void
test_mutants (void)
{
  static const char *const seeds[] = {
    "[{\"id\":\"aw00079\",\"amount\":0.10},{\"id\":\"\\ud83d\\ude00\",\"tags\":[\"x\", [true,null]]}]",
    "{\"a\":-1.5e+10,\"b\":{\"c\":[ ],\"d\":{ }}}", "\"\\u0041\\n\\ud800 long enough for a vector of bytes\"",
  };
  static const char alphabet[] = "[]{}\",:\\u0123456789abcdefDd-+.eE truefalsn \n\t\x01\xff";
  guint n = g_test_slow () ? 5000000 : 150000;

  for (guint i = 0; i < n; i++)
    {
      const char *seed = seeds[i % G_N_ELEMENTS (seeds)];
      gsize length = strlen (seed);
      g_autofree char *text = g_strdup (seed);

      for (int k = g_test_rand_int_range (0, 4); k > 0; k--)
        text[g_test_rand_int_range (0, (int) length)] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      check_mutant (text, g_test_rand_bit () ? length : (gsize) g_test_rand_int_range (0, (int) length));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-scan/values", test_values);
  g_test_add_func ("/json-scan/malformed", test_malformed);
  g_test_add_func ("/json-scan/prefixes", test_prefixes);
  g_test_add_func ("/json-scan/specials", test_specials);
  g_test_add_func ("/json-scan/depth", test_depth);
  g_test_add_func ("/json-scan/mixed-depth", test_mixed_depth);
  g_test_add_func ("/json-scan/unescape", test_unescape);
  g_test_add_func ("/json-scan/compact", test_compact);
  g_test_add_func ("/json-scan/object", test_object);
  g_test_add_func ("/json-scan/error", test_error);
  g_test_add_func ("/json-scan/first-problem", test_first_problem);
  g_test_add_func ("/json-scan/mutants", test_mutants);
  return g_test_run ();
}
