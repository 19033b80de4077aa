/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/row-index.h"

#define N_ROWS 200000u

static gsize
start_of (guint64 row)
{
  return (gsize) (row * 7 + row / 3);
}

static BulkRowIndex *
make_index (guint64 n_rows)
{
  BulkRowIndex *index = bulk_row_index_new ();

  for (guint64 row = 0; row < n_rows; row++)
    bulk_row_index_add (index, row, start_of (row));
  return index;
}

/* The row found is at or before the one wanted, and less than a step away. */
static void
test_look_up (void)
{
  g_autoptr (BulkRowIndex) index = make_index (N_ROWS);

  for (guint i = 0; i < 10000; i++)
    {
      guint64 wanted = (guint64) g_test_rand_int_range (0, N_ROWS), found = wanted;
      gsize start = bulk_row_index_look_up (index, &found);

      g_assert_cmpuint (found, <=, wanted);
      g_assert_cmpuint (wanted - found, <, BULK_ROW_INDEX_STEP);
      g_assert_cmpuint (start, ==, start_of (found));
    }
  for (guint64 row = 0; row < N_ROWS; row += BULK_ROW_INDEX_STEP)
    g_assert_cmpuint (bulk_row_index_get (index, row), ==, start_of (row));
}

/* Reading on from the row read last costs no search. */
static void
test_remember (void)
{
  g_autoptr (BulkRowIndex) index = make_index (1000);
  guint64 row = 37;

  bulk_row_index_remember (index, 37, start_of (37));
  g_assert_cmpuint (bulk_row_index_look_up (index, &row), ==, start_of (37));
  g_assert_cmpuint (row, ==, 37);
  row = 38;
  g_assert_cmpuint (bulk_row_index_look_up (index, &row), ==, start_of (row));
  g_assert_cmpuint (row, <=, 38);
  row = 36;
  g_assert_cmpuint (bulk_row_index_look_up (index, &row), ==, start_of (row));
  g_assert_cmpuint (row, <=, 36);
}

typedef struct
{
  BulkRowIndex *index;
  int n_rows;          /* atomic */
} Shared;

static gpointer
read_announced (gpointer data)
{
  Shared *shared = data;
  guint n;

  do
    {
      n = (guint) g_atomic_int_get (&shared->n_rows);
      for (guint i = 0; n > 0 && i < 64; i++)
        {
          guint64 row = (guint64) i * n / 64;
          gsize start = bulk_row_index_look_up (shared->index, &row);

          g_assert_cmpuint (start, ==, start_of (row));
          bulk_row_index_remember (shared->index, row, start);
        }
    }
  while (n < N_ROWS);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (BulkRowIndex) index = bulk_row_index_new ();
  Shared shared = { index, 0 };
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_announced, &shared);
  for (guint row = 0; row < N_ROWS; row++)
    {
      bulk_row_index_add (index, row, start_of (row));
      if (row % 1000 == 999)
        g_atomic_int_set (&shared.n_rows, (int) row + 1);
    }
  g_atomic_int_set (&shared.n_rows, N_ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-index/look-up", test_look_up);
  g_test_add_func ("/row-index/remember", test_remember);
  g_test_add_func ("/row-index/threads", test_threads);
  return g_test_run ();
}
