/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-parse.h"
#include <string.h>

/* The rows of @text as "cell|cell/cell|cell". */
static char *
read_all (const char *text, char delimiter)
{
  GString *out = g_string_new (NULL);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  gsize length = strlen (text);

  for (gsize at = 0; at < length;)
    {
      BulkCsvShape shape;

      if (at > 0)
        g_string_append_c (out, '/');
      at = bulk_csv_parse_row (text, length, at, delimiter, cells, &shape);
      g_assert_cmpuint (bulk_cells_get_n (cells), ==, shape.n_cells);
      for (guint i = 0; i < shape.n_cells; i++)
        {
          const BulkCell *cell = bulk_cells_get (cells, i);

          if (i > 0)
            g_string_append_c (out, '|');
          g_string_append_len (out, cell->text, cell->length);
        }
    }
  return g_string_free (out, FALSE);
}

#define check(text, expected) \
  G_STMT_START { \
    g_autofree char *got_ = read_all (text, ','); \
    g_assert_cmpstr (got_, ==, expected); \
  } G_STMT_END

static void
test_rfc_4180 (void)
{
  check ("a,b,c\r\n1,2,3\r\n", "a|b|c/1|2|3");
  check ("a,b\r\n1,2", "a|b/1|2");
  check ("\"a,1\",\"b \"\"x\"\"\",\"c\r\nd\"\r\n1,,\r\n", "a,1|b \"x\"|c\r\nd/1||");
  check ("\"\",\"\"\"\"\n", "|\"");
  check (",\n", "|");
}

static void
test_line_ends (void)
{
  check ("a\rb\nc\r\nd", "a/b/c/d");
  check ("a\n\nb", "a//b");
  check ("a\r\r\nb", "a//b");
}

static void
test_quotes_within (void)
{
  check ("12\" monitor,5\n", "12\" monitor|5");
  check (" \"a\",b\n", " \"a\"|b");
}

static void
test_stray (void)
{
  BulkCsvShape shape;
  const char *text = "x,\"abc\"def,\"y\"";

  check ("\"abc\"def,x\n", "abcdef|x");
  check ("\"a\"\"b\"c\"d\",x\n", "a\"bc\"d\"|x");
  bulk_csv_parse_row (text, strlen (text), 0, ',', NULL, &shape);
  g_assert_cmpuint (shape.stray_column, ==, 1);
  g_assert_cmpuint (shape.unclosed_column, ==, G_MAXUINT);
}

static void
test_unclosed (void)
{
  BulkCsvShape shape;
  const char *text = "1,\"abc,5\n2,x\n";

  check ("1,\"abc,5\n2,x\n", "1|\"abc|5/2|x");
  bulk_csv_parse_row (text, strlen (text), 0, ',', NULL, &shape);
  g_assert_cmpuint (shape.unclosed_column, ==, 1);
  g_assert_true (shape.to_end);
  /* The next quote that opens a cell shows that the first was never closed. */
  check ("1,\"abc,5\n2,\"x\",6\n3,y,7\n", "1|\"abc|5/2|x|6/3|y|7");
  check ("\"un,2\r3,\"q\"\"\"", "\"un|2/3|q\"");
  bulk_csv_parse_row ("1,\"abc,5\n2,\"x\"", 14, 0, ',', NULL, &shape);
  g_assert_cmpuint (shape.unclosed_column, ==, 1);
  g_assert_false (shape.to_end);
  check ("\"", "\"");
  check ("\"\"\"", "\"\"\"");
}

static void
test_other_delimiters (void)
{
  g_autofree char *tab = read_all ("a\t\"b\tc\"\t,\n", '\t'), *semicolon = read_all ("a;\"b;c\";1,5\n", ';');

  g_assert_cmpstr (tab, ==, "a|b\tc|,");
  g_assert_cmpstr (semicolon, ==, "a|b;c|1,5");
}

static void
test_nul (void)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  BulkCsvShape shape;

  g_assert_cmpuint (bulk_csv_parse_row ("a\0b,c", 5, 0, ',', cells, &shape), ==, 5);
  g_assert_cmpmem (bulk_cells_get (cells, 0)->text, bulk_cells_get (cells, 0)->length, "a\0b", 3);
}

static void
test_find_column (void)
{
  const char *text = "ab,\"c,\"\"d\",e\nf";
  guint columns[] = { 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpuint (bulk_csv_parse_find_column (text, strlen (text), 0, ',', i), ==, columns[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-parse/rfc-4180", test_rfc_4180);
  g_test_add_func ("/csv-parse/line-ends", test_line_ends);
  g_test_add_func ("/csv-parse/quotes-within", test_quotes_within);
  g_test_add_func ("/csv-parse/stray", test_stray);
  g_test_add_func ("/csv-parse/unclosed", test_unclosed);
  g_test_add_func ("/csv-parse/other-delimiters", test_other_delimiters);
  g_test_add_func ("/csv-parse/nul", test_nul);
  g_test_add_func ("/csv-parse/find-column", test_find_column);
  return g_test_run ();
}
