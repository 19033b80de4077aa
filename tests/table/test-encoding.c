/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/encoding.h"
#include <string.h>

static void
assert_detected (const char *data, gsize length, const char *encoding, gsize bom)
{
  gsize found = 99;

  g_assert_cmpstr (bulk_encoding_detect (data, length, &found), ==, encoding);
  g_assert_cmpuint (found, ==, bom);
}

#define DETECT(literal, encoding, bom) assert_detected (literal, sizeof literal - 1, encoding, bom)

static void
test_marks (void)
{
  DETECT ("\xef\xbb\xbfid", "UTF-8", 3);
  DETECT ("\xff\xfei\0d\0", "UTF-16LE", 2);
  DETECT ("\xfe\xff\0i\0d", "UTF-16BE", 2);
  DETECT ("\xff\xfe\0\0i\0\0\0", "UTF-32LE", 4);
  DETECT ("\0\0\xfe\xff\0\0\0i", "UTF-32BE", 4);
  DETECT ("\xff\xfe", "UTF-16LE", 2);
}

static void
test_without_marks (void)
{
  DETECT ("", "UTF-8", 0);
  DETECT ("id;name\n1;plain\n", "UTF-8", 0);
  DETECT ("id;name\n1;M\xc3\xbcller\n", "UTF-8", 0);
  DETECT ("i\0d\0;\0n\0\r\0\n\0" "1\0;\0x\0", "UTF-16LE", 0);
  DETECT ("\0i\0d\0;\0n\0\r\0\n\0" "1\0;\0x", "UTF-16BE", 0);
  /* Too little to tell by: the most usual one. */
  DETECT ("id;name\n1;M\xfcller\n", "WINDOWS-1252", 0);
}

static void
assert_guessed (const char *text, const char *encoding)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (many, "%u;%s\n", i, text);
  bytes = g_convert (many->str, (gssize) many->len, encoding, "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (bytes);
  assert_detected (bytes, length, encoding, 0);
}

static void
test_guesses (void)
{
  assert_guessed ("Продажа оборудования для завода, переговоры закончены", "WINDOWS-1251");
  assert_guessed ("商談の状況を確認してください。来週の会議で決定します。", "SHIFT_JIS");
  assert_guessed ("합의된 계약 조건을 다시 확인해 주세요", "EUC-KR");
}

/* One byte gone wrong makes no other encoding of a long text. */
static void
test_nearly_utf8 (void)
{
  g_autoptr (GString) text = g_string_new ("id;name\n");

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%u;Zürich, Köln, Ångström\n", i);
  text->str[text->len - 3] = '\xff';
  assert_detected (text->str, text->len, "UTF-8", 0);
}

static void
test_invalid (void)
{
  const struct { const char *bytes; gsize at; } samples[] = {
    { "abc", 3 }, { "", 0 }, { "a\x80", 1 }, { "\xc0\xaf", 0 }, { "\xe0\x9f\xbf", 0 }, { "\xed\xa0\x80", 0 },
    { "\xf0\x8f\xbf\xbf", 0 }, { "\xf4\x90\x80\x80", 0 }, { "\xf5\x80\x80\x80", 0 }, { "\xc3", 0 },
    { "\xe2\x82", 0 }, { "a\xe2\x82\xac z", 6 }, { "\xf4\x8f\xbf\xbf", 4 }, { "\xed\x9f\xbf", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_assert_cmpuint (bulk_utf8_find_invalid (samples[i].bytes, strlen (samples[i].bytes)), ==, samples[i].at);
}

/* The quick way over ASCII against GLib's, with a bad byte at every place around its strides. */
static void
test_every_place (void)
{
  char text[200];

  for (gsize at = 0; at < sizeof text; at++)
    {
      memset (text, 'a', sizeof text);
      text[at] = '\xfe';
      g_assert_cmpuint (bulk_utf8_find_invalid (text, sizeof text), ==, at);
    }
}

static void
test_random (void)
{
  for (guint run = 0; run < 20000; run++)
    {
      char text[24];
      const char *end;
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text);

      /* Bytes that make sequences likely. */
      for (gsize i = 0; i < length; i++)
        text[i] = "a\x80\xbf\x9f\xa0\xc3\xe0\xe2\xed\xf0\xf4\x8f\x90"[g_test_rand_int_range (0, 13)];
      g_utf8_validate_len (text, length, &end);
      g_assert_cmpuint (bulk_utf8_find_invalid (text, length), ==, (gsize) (end - text));
    }
}

static void
test_names (void)
{
  for (const char *const *name = bulk_encoding_list (); *name != NULL; name++)
    {
      g_assert_true (bulk_encoding_is_known (*name));
      g_assert_cmpstr (bulk_encoding_get_label (*name), !=, *name);
    }
  g_assert_true (bulk_encoding_is_known ("windows-1252"));
  g_assert_false (bulk_encoding_is_known (""));
  g_assert_false (bulk_encoding_is_known ("UTF-8//TRANSLIT"));
  g_assert_false (bulk_encoding_is_known ("no-such"));
  g_assert_cmpstr (bulk_encoding_get_label ("IBM437"), ==, "IBM437");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/marks", test_marks);
  g_test_add_func ("/encoding/without-marks", test_without_marks);
  g_test_add_func ("/encoding/guesses", test_guesses);
  g_test_add_func ("/encoding/nearly-utf-8", test_nearly_utf8);
  g_test_add_func ("/encoding/invalid", test_invalid);
  g_test_add_func ("/encoding/every-place", test_every_place);
  g_test_add_func ("/encoding/random", test_random);
  g_test_add_func ("/encoding/names", test_names);
  return g_test_run ();
}
