/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-parse.h"
#include "table/csv-scan.h"
#include <string.h>

static void
assert_same_cells (BulkCells *a, BulkCells *b)
{
  g_assert_cmpuint (bulk_cells_get_n (a), ==, bulk_cells_get_n (b));
  for (guint i = 0; i < bulk_cells_get_n (a); i++)
    g_assert_cmpmem (bulk_cells_get (a, i)->text, bulk_cells_get (a, i)->length, bulk_cells_get (b, i)->text,
                     bulk_cells_get (b, i)->length);
}

/* The quick way has to find what the careful way does, in any text. */
static void
compare (const char *text, gsize length, char delimiter)
{
  gsize at = 0, scanned = 0, ends[64];
  BulkCsvRow rows[7];
  g_autoptr (BulkCells) parsed = bulk_cells_new (), split = bulk_cells_new ();
  gboolean quoted;
  guint n, cells;

  while ((n = bulk_csv_scan_rows (text, length, scanned, delimiter, rows, G_N_ELEMENTS (rows))) > 0)
    {
      for (guint i = 0; i < n; i++)
        {
          BulkCsvShape shape;
          gsize next = bulk_csv_parse_row (text, length, at, delimiter, NULL, &shape), end;

          g_assert_cmpuint (rows[i].start, ==, at);
          g_assert_cmpuint (rows[i].next, ==, next);
          g_assert_cmpuint (rows[i].end, ==, shape.end);
          g_assert_cmpuint (rows[i].n_cells, ==, shape.n_cells);
          g_assert_true (rows[i].odd == (shape.stray_column != G_MAXUINT || shape.unclosed_column != G_MAXUINT));
          end = bulk_csv_scan_split (text, length, at, delimiter, ends, G_N_ELEMENTS (ends), &cells, &quoted);
          if (end != 0)
            {
              g_assert_cmpuint (end, ==, shape.end);
              g_assert_cmpuint (cells, ==, MAX (shape.n_cells, 1));
              g_assert_cmpuint (ends[cells - 1], ==, end);
            }
          end = bulk_csv_scan_cells (text, length, at, delimiter, split);
          if (end != 0)
            {
              g_assert_cmpuint (end, ==, next);
              bulk_csv_parse_row (text, length, at, delimiter, parsed, &shape);
              assert_same_cells (split, parsed);
            }
          at = next;
        }
      scanned = rows[n - 1].next;
    }
  g_assert_cmpuint (at, ==, length);
}

static void
test_random (void)
{
  /* Few kinds of characters, so that every order of quotes, line ends and delimiters comes up. */
  static const char *const alphabets[] = { "ab,\"\n", "abcdefghijklm,,\n", "a,\"\r\n", "a\"\"\"\"\"\",\r\n",
                                           "aaaaaaaaaa\"bbbbbbbbbbb,\n" };
  g_autofree char *text = g_malloc (1000);

  for (guint round = 0; round < 20000; round++)
    {
      const char *alphabet = alphabets[round % G_N_ELEMENTS (alphabets)];
      gsize length = g_test_rand_int_range (0, round % 50 == 0 ? 1000 : 300);
      char *exact;

      for (gsize i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, strlen (alphabet))];
      /* Exactly as long, so that a sanitizer sees every byte read too far. */
      exact = g_memdup2 (text, length);
      compare (exact, length, ',');
      g_free (exact);
    }
}

/* Well-formed rows with quotes, which the quick way has to take without help. */
static void
test_quoted (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BulkCsvRow rows[100];

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%u,\"Acme, \"\"Inc\"\"\",\"two\r\nlines\",\"\",%*d\r\n", i, (int) (i % 40) + 1, 7);
  compare (text->str, text->len, ',');
  g_assert_cmpuint (bulk_csv_scan_rows (text->str, text->len, 0, ',', rows, 100), ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpuint (rows[i].n_cells, ==, 5);
      g_assert_false (rows[i].odd);
    }
}

static void
test_line_ends (void)
{
  BulkCsvRow rows[9];
  const char *text = "a,b\rc,d\n\ne,f\r\n\r\n\r\rg,h";

  g_assert_cmpuint (bulk_csv_scan_rows (text, strlen (text), 0, ',', rows, 9), ==, 8);
  g_assert_cmpuint (rows[0].n_cells, ==, 2);
  g_assert_cmpuint (rows[2].n_cells, ==, 0);
  g_assert_cmpuint (rows[4].n_cells, ==, 0);
  g_assert_cmpuint (rows[7].n_cells, ==, 2);
  g_assert_cmpuint (rows[7].end, ==, strlen (text));
}

static void
test_empty (void)
{
  BulkCsvRow row;

  g_assert_cmpuint (bulk_csv_scan_rows ("", 0, 0, ',', &row, 1), ==, 0);
}

/* 64 bytes at a time, every place of a line end in them. */
static void
test_every_place (void)
{
  char text[300];

  for (guint i = 0; i < 200; i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        memset (text, 'x', sizeof text);
        text[i] = kind == 0 ? '\n' : kind == 3 ? ',' : '\r';
        if (kind == 2)
          text[i + 1] = '\n';
        text[i + 40] = '"';
        compare (text, sizeof text, ',');
      }
}

/* A quote that is never closed must not make the rest cost its square: this takes minutes if it does. */
static void
test_many_unclosed (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;
  guint n;
  guint64 total = 0;
  BulkCsvRow rows[64];

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, i % 3 == 0 ? "\"open,1\n" : i % 3 == 1 ? "\"\"\"open\"\",\n" : ",\"x\n");
  while ((n = bulk_csv_scan_rows (text->str, text->len, at, ',', rows, 64)) > 0)
    {
      at = rows[n - 1].next;
      total += n;
    }
  g_assert_cmpuint (at, ==, text->len);
  g_assert_cmpuint (total, >, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-scan/random", test_random);
  g_test_add_func ("/csv-scan/quoted", test_quoted);
  g_test_add_func ("/csv-scan/line-ends", test_line_ends);
  g_test_add_func ("/csv-scan/empty", test_empty);
  g_test_add_func ("/csv-scan/every-place", test_every_place);
  g_test_add_func ("/csv-scan/many-unclosed", test_many_unclosed);
  return g_test_run ();
}
