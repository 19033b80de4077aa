/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "table/import.h"

#define N_ROWS 400u
#define N_READERS 2u

/* Every version of the table has the same text in all of its cells in any row; a row that shows two is torn. */
typedef struct
{
  BulkTable *table;
  int stop;
  guint64 n_read;
} Reader;

static BulkTable *
make_table (void)
{
  g_autoptr (GString) csv = g_string_new ("a,b,c\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (BulkImport) import = NULL;
  g_autoptr (GError) error = NULL;
  BulkTable *table;

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append (csv, "0,0,0\n");
  bytes = g_bytes_new (csv->str, csv->len);
  snapshot = bulk_snapshot_new_for_bytes (bytes, "threads.csv");
  import = bulk_import_new_for_snapshot (snapshot);
  table = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static guint64
read_all (BulkTable *table, gboolean still)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  guint n = bulk_table_get_n_rows (table), n_columns = bulk_table_get_n_columns (table);
  guint64 n_read = 0;

  for (guint row = 0; row < n; row++)
    {
      const BulkCell *first;

      if (!bulk_table_read_row (table, row, cells))
        {
          g_assert_false (still);
          continue;
        }
      first = bulk_cells_get (cells, 0);
      if (still)
        g_assert_cmpuint (bulk_cells_get_n (cells), ==, n_columns);
      for (guint i = 1; i < bulk_cells_get_n (cells); i++)
        {
          const BulkCell *cell = bulk_cells_get (cells, i);

          g_assert_cmpuint (cell->length, ==, first->length);
          g_assert_cmpmem (cell->text, cell->length, first->text, first->length);
        }
      n_read++;
    }
  return n_read;
}

static gpointer
read_live (gpointer data)
{
  Reader *reader = data;

  while (!g_atomic_int_get (&reader->stop))
    reader->n_read += read_all (reader->table, FALSE);
  return NULL;
}

static gpointer
read_frozen (gpointer data)
{
  Reader *reader = data;

  while (!g_atomic_int_get (&reader->stop))
    {
      g_autoptr (BulkTable) frozen = bulk_table_freeze (reader->table);
      guint n = bulk_table_get_n_rows (frozen);

      g_assert_cmpuint (read_all (frozen, TRUE), ==, n);
      g_assert_cmpuint (read_all (frozen, TRUE), ==, n);
      reader->n_read += 2 * n;
    }
  return NULL;
}

static void
change_all (BulkEdits *edits, BulkTable *table, guint generation)
{
  g_autofree char *text = g_strdup_printf ("%u", generation);
  BulkEditBatch *batch = bulk_edits_begin (edits, "change");
  guint n = bulk_table_get_n_rows (table), n_columns = bulk_table_get_n_columns (table);

  for (guint row = generation % 3; row < n; row += 1 + generation % 4)
    for (guint column = 0; column < n_columns; column++)
      bulk_edit_batch_set_cell (batch, row, column, text, -1);
  bulk_edits_commit (edits, batch);
}

static void
edit_for_a_while (BulkTable *table, guint n_generations)
{
  BulkEdits *edits = bulk_table_get_edits (table);

  for (guint i = 1; i <= n_generations; i++)
    {
      change_all (edits, table, i);
      if (i % 3 == 0)
        bulk_edits_remove_rows (edits, i % 50, 5);
      if (i % 7 == 0)
        bulk_edits_move_column (edits, 0, 2);
      if (i % 11 == 0)
        bulk_edits_leave_out_column (edits, 1);
      if (i % 5 == 0)
        for (guint k = 0; k < 4; k++)
          bulk_edits_undo (edits);
      if (i % 10 == 0)
        bulk_edits_redo (edits);
      if (i % 40 == 0)
        bulk_edits_undo_to (edits, 0);
    }
}

static void
test_readers (void)
{
  g_autoptr (BulkTable) table = make_table ();
  Reader live[N_READERS] = { 0 }, frozen[N_READERS] = { 0 };
  GThread *threads[2 * N_READERS];

  for (guint i = 0; i < N_READERS; i++)
    {
      live[i].table = frozen[i].table = table;
      threads[2 * i] = g_thread_new ("live", read_live, &live[i]);
      threads[2 * i + 1] = g_thread_new ("frozen", read_frozen, &frozen[i]);
    }
  edit_for_a_while (table, 200);
  for (guint i = 0; i < N_READERS; i++)
    {
      g_atomic_int_set (&live[i].stop, TRUE);
      g_atomic_int_set (&frozen[i].stop, TRUE);
      g_thread_join (threads[2 * i]);
      g_thread_join (threads[2 * i + 1]);
    }
  g_test_message ("%" G_GUINT64_FORMAT " rows were read meanwhile", live[0].n_read + frozen[0].n_read);
}

static gpointer
fill (gpointer data)
{
  BulkEditBatch *batch = data;

  for (guint row = 0; row < N_ROWS; row++)
    bulk_edit_batch_set_cell (batch, row, 1, "filled", -1);
  return batch;
}

/* A batch is filled in one thread while the table is edited in another: it can no longer be committed. */
static void
test_batch (void)
{
  g_autoptr (BulkTable) table = make_table ();
  BulkEdits *edits = bulk_table_get_edits (table);
  BulkEditBatch *batch = bulk_edits_begin (edits, "fill");
  GThread *thread = g_thread_new ("fill", fill, batch);

  g_assert_true (bulk_edits_set_cell (edits, 3, 0, "x", -1));
  g_thread_join (thread);
  g_assert_false (bulk_edits_can_commit (edits, batch));
  g_assert_false (bulk_edits_commit (edits, batch));
  g_assert_cmpuint (bulk_table_get_n_edited_cells (table), ==, 1);

  batch = bulk_edits_begin (edits, "fill");
  g_thread_join (g_thread_new ("fill", fill, batch));
  g_assert_true (bulk_edits_commit (edits, batch));
  g_assert_cmpuint (bulk_table_get_n_edited_cells (table), ==, N_ROWS + 1);
}

/* What is frozen stays, with its texts, when the table and all that was done to it are gone. */
static void
test_outlives (void)
{
  g_autoptr (BulkTable) table = make_table (), frozen = NULL;
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  bulk_edits_set_cell (bulk_table_get_edits (table), 2, 1, "typed", -1);
  frozen = bulk_table_freeze (table);
  bulk_edits_undo (bulk_table_get_edits (table));
  g_assert_false (bulk_table_is_edited (table));
  g_clear_object (&table);
  g_assert_true (bulk_table_read_row (frozen, 2, cells));
  g_assert_cmpmem (bulk_cells_get (cells, 1)->text, bulk_cells_get (cells, 1)->length, "typed", 5);
  g_assert_null (bulk_table_get_edits (frozen));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edits-threads/readers", test_readers);
  g_test_add_func ("/edits-threads/batch", test_batch);
  g_test_add_func ("/edits-threads/outlives", test_outlives);
  return g_test_run ();
}
