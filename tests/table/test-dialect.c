/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/dialect.h"
#include <string.h>

static BulkDialect
guess (const char *text, const char *name)
{
  BulkDialect dialect;

  bulk_dialect_guess (text, strlen (text), name, &dialect);
  return dialect;
}

static void
test_delimiter (void)
{
  g_assert_cmpint (guess ("a,b\n1,2\n", NULL).delimiter, ==, ',');
  g_assert_cmpint (guess ("a;b\n1,5;2,5\n3,5;4,5\n", NULL).delimiter, ==, ';');
  g_assert_cmpint (guess ("a\tb\n\"x\ty\"\t2\n", NULL).delimiter, ==, '\t');
  g_assert_cmpint (guess ("a|b\n1|2\n", NULL).delimiter, ==, '|');
  /* Delimiters within quotes do not count. */
  g_assert_cmpint (guess ("n;m\n\"a,b,c\";1\n\"d,e,f\";2\n", NULL).delimiter, ==, ';');
  g_assert_cmpint (guess ("n;m\n\"two\nlines, and; more\";1\n", NULL).delimiter, ==, ';');
  /* A title above, and a ragged row. */
  g_assert_cmpint (guess ("Pipeline, Q3\n\na;b;c\n1;2;3\n4;5\n6;7;8\n", NULL).delimiter, ==, ';');
}

static void
test_one_column (void)
{
  g_assert_cmpint (guess ("id\na\nb\n", NULL).delimiter, ==, ',');
  g_assert_cmpint (guess ("id\na\nb\n", "x.TSV").delimiter, ==, '\t');
  g_assert_cmpint (guess ("id\na\nb\n", "x.psv").delimiter, ==, '|');
}

static void
test_sep_line (void)
{
  BulkDialect dialect = guess ("sep=;\r\na;b\r\n1;2\r\n", NULL);

  g_assert_cmpint (dialect.delimiter, ==, ';');
  g_assert_cmpuint (dialect.skip, ==, 7);
  g_assert_true (dialect.has_header);
  g_assert_cmpint (dialect.line_end, ==, BULK_LINE_END_CRLF);
  dialect = guess ("\"sep=|\"\na|b\n", NULL);
  g_assert_cmpint (dialect.delimiter, ==, '|');
  g_assert_cmpuint (dialect.skip, ==, 8);
  dialect = guess ("SEP=\t\na\tb\n", NULL);
  g_assert_cmpint (dialect.delimiter, ==, '\t');
  dialect = guess ("sep=,", NULL);
  g_assert_cmpuint (dialect.skip, ==, 5);
  /* A header that only begins so. */
  g_assert_cmpuint (guess ("sep=x1,b\n1,2\n", NULL).skip, ==, 0);
  g_assert_cmpuint (guess ("sep=", NULL).skip, ==, 0);
  g_assert_cmpuint (guess ("sep=\"\na\n", NULL).skip, ==, 0);
}

static void
test_header (void)
{
  g_assert_true (guess ("id,name\n1,a\n", NULL).has_header);
  g_assert_true (guess ("id,,amount\n1,,2\n", NULL).has_header);
  g_assert_true (guess ("\n\nid,name\n1,a\n", NULL).has_header);
  g_assert_true (guess ("id,2025 revenue\n1,5\n", NULL).has_header);
  g_assert_false (guess ("aw1,250000\naw2,3\n", NULL).has_header);
  g_assert_false (guess ("aw1,2026-03-31\n", NULL).has_header);
  g_assert_false (guess ("Ann,ann@example.com\n", NULL).has_header);
  g_assert_false (guess ("\"1\",\"2\"\n", NULL).has_header);
  g_assert_false (guess ("\n\n", NULL).has_header);
}

static void
test_line_ends (void)
{
  g_assert_cmpint (guess ("a,b", NULL).line_end, ==, BULK_LINE_END_NONE);
  g_assert_cmpint (guess ("a,b\n1,\"x\r\ny\"\n", NULL).line_end, ==, BULK_LINE_END_LF);
  g_assert_cmpint (guess ("a,b\r1,2\r", NULL).line_end, ==, BULK_LINE_END_CR);
  g_assert_cmpint (guess ("a,b\r\n1,2\n", NULL).line_end, ==, BULK_LINE_END_MIXED);
}

/* What is cut off at the end of the sample must not count as a row. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("a;b\n");

  while (text->len < (1 << 20) - 20)
    g_string_append (text, "1,5;2\n");
  g_string_append (text, "\"a long cell, with, many, commas, that is cut in two\";3\n1,5;2\n");
  g_assert_cmpint (guess (text->str, NULL).delimiter, ==, ';');
}

static void
test_names (void)
{
  g_assert_cmpstr (bulk_dialect_get_delimiter_name (';'), ==, "semicolon");
  g_assert_cmpstr (bulk_dialect_get_delimiter_name ('~'), ==, "~");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect/delimiter", test_delimiter);
  g_test_add_func ("/dialect/one-column", test_one_column);
  g_test_add_func ("/dialect/sep-line", test_sep_line);
  g_test_add_func ("/dialect/header", test_header);
  g_test_add_func ("/dialect/line-ends", test_line_ends);
  g_test_add_func ("/dialect/long", test_long);
  g_test_add_func ("/dialect/names", test_names);
  return g_test_run ();
}
