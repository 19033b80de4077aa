/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cell-text.h"

#include <string.h>

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

#define LINE(literal, max) bulk_cell_text_dup_line (literal, sizeof (literal) - 1, max)
#define FULL(literal, max) bulk_cell_text_dup_full (literal, sizeof (literal) - 1, max)

static void
test_line (void)
{
  assert_text (LINE ("", 10), "");
  assert_text (LINE ("Acme", 10), "Acme");
  assert_text (LINE ("Grüße 世界 שלום", 20), "Grüße 世界 שלום");
  assert_text (LINE ("one\ntwo", 10), "one ↵");
  assert_text (LINE ("one\r\ntwo", 10), "one ↵");
  assert_text (LINE ("\n", 10), " ↵");
  assert_text (LINE ("one\xe2\x80\xa8two", 10), "one ↵");
  assert_text (LINE ("a\tb\0c\x1b\x7f", 10), "a␉b␀c␛␡");
  assert_text (LINE ("a\xc2\x85z", 10), "a␦z");
}

static void
test_line_bounds (void)
{
  g_autofree char *big = g_strnfill (1 << 20, 'x');

  assert_text (LINE ("abcdef", 6), "abcdef");
  assert_text (LINE ("abcdef", 5), "abcde…");
  assert_text (bulk_cell_text_dup_line (big, 1 << 20, 3), "xxx…");
  /* Not beyond the end, though a character seems to go on. */
  assert_text (bulk_cell_text_dup_line ("ab\xc3\xa4", 3, 10), "ab\xef\xbf\xbd");
  assert_text (LINE ("\xff\xfe", 10), "\xef\xbf\xbd\xef\xbf\xbd");
  assert_text (bulk_cell_text_dup_line (NULL, 0, 10), "");
}

static void
test_ascii (void)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_assert_true (bulk_cell_text_append_line (line, "abc", 3, 10));
  g_assert_false (bulk_cell_text_append_line (line, "a\nc", 3, 10));
  g_assert_false (bulk_cell_text_append_line (line, "ä", 2, 10));
  g_assert_false (bulk_cell_text_append_line (line, "abc", 3, 2));
  g_assert_cmpstr (line->str, ==, "abca ↵äab…");
}

static void
test_full (void)
{
  assert_text (FULL ("one\r\ntwo\rthree\nfour", 100), "one\ntwo\nthree\nfour");
  assert_text (FULL ("a\tb\0c", 100), "a\tb␀c");
  assert_text (FULL ("abcdef", 3), "abc…");
  assert_text (FULL ("ä\xff", 3), "ä\xef\xbf\xbd");
}

static void
test_copy (void)
{
  assert_text (bulk_cell_text_dup_copy (NULL, 0), "");
  assert_text (bulk_cell_text_dup_copy ("one\r\ntwo\tx", 10), "one\r\ntwo\tx");
  assert_text (bulk_cell_text_dup_copy ("a\0b", 3), "a␀b");
}

static void
test_tabbed (void)
{
  g_autoptr (GString) row = g_string_new (NULL);

  bulk_cell_text_append_tabbed (row, "plain, text", 11);
  g_string_append_c (row, '\t');
  bulk_cell_text_append_tabbed (row, "a \"b\"\nc", 7);
  g_string_append_c (row, '\t');
  bulk_cell_text_append_tabbed (row, NULL, 0);
  g_assert_cmpstr (row->str, ==, "plain, text\t\"a \"\"b\"\"\nc\"\t");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell-text/line", test_line);
  g_test_add_func ("/cell-text/line-bounds", test_line_bounds);
  g_test_add_func ("/cell-text/ascii", test_ascii);
  g_test_add_func ("/cell-text/full", test_full);
  g_test_add_func ("/cell-text/copy", test_copy);
  g_test_add_func ("/cell-text/tabbed", test_tabbed);
  return g_test_run ();
}
