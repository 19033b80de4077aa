/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "table/import.h"

static BulkTable *
open_text (const char *text, const char *name, int has_header)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, name);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  BulkTable *table;

  options.has_header = has_header;
  bulk_import_set_options (import, &options);
  table = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static BulkTable *
open_sample (void)
{
  return open_text ("name,amount,date\nAda,1,2026-01-01\nBob,2,2026-01-02\nCy,3,2026-01-03\nDee,4,2026-01-04\n",
                    "sample.csv", TRUE);
}

/* (transfer full): "header|header/cell|cell/…"; a missing cell is "-" */
static char *
dup_whole (BulkTable *table)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GString *text = g_string_new (NULL);
  guint n = bulk_table_get_n_columns (table);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", header);
    }
  for (guint row = 0; row < bulk_table_get_n_rows (table); row++)
    {
      g_assert_true (bulk_table_read_row (table, row, cells));
      for (guint i = 0; i < n; i++)
        {
          const BulkCell *cell = bulk_cells_get (cells, i);
          g_autofree char *shown = bulk_cell_dup_text (cell);

          g_string_append_printf (text, "%s%s", i > 0 ? "|" : "/", cell->kind == BULK_CELL_ABSENT ? "-" : shown);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_table (BulkTable *table, const char *expected)
{
  g_autofree char *whole = dup_whole (table);

  g_assert_cmpstr (whole, ==, expected);
}

static BulkCellKind
kind_at (BulkTable *table, guint row, guint column)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  g_assert_true (bulk_table_read_row (table, row, cells));
  return bulk_cells_get (cells, column)->kind;
}

#define AS_READ "name|amount|date/Ada|1|2026-01-01/Bob|2|2026-01-02/Cy|3|2026-01-03/Dee|4|2026-01-04"

static void
test_cell (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  g_autofree char *source = NULL;

  g_assert_false (bulk_edits_can_undo (edits));
  g_assert_null (bulk_edits_get_undo_label (edits));
  g_assert_true (bulk_edits_set_cell (edits, 1, 1, "20", -1));
  assert_table (table, "name|amount|date/Ada|1|2026-01-01/Bob|20|2026-01-02/Cy|3|2026-01-03/Dee|4|2026-01-04");
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Change “amount” in row 2");
  g_assert_true (bulk_table_is_edited (table));
  g_assert_true (bulk_table_is_edited_cell (table, 1, 1));
  g_assert_false (bulk_table_is_edited_cell (table, 1, 0));
  g_assert_cmpuint (bulk_table_get_n_edited_cells (table), ==, 1);
  source = bulk_table_dup_source_text (table, 1, 1);
  g_assert_cmpstr (source, ==, "2");
  /* The same once more is no step, nor is what is not there. */
  g_assert_false (bulk_edits_set_cell (edits, 1, 1, "20", 2));
  g_assert_false (bulk_edits_set_cell (edits, 4, 1, "x", -1));
  g_assert_false (bulk_edits_set_cell (edits, 0, 3, "x", -1));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (edits)), ==, 1);
  /* The text of the file ends the edit, but is a step. */
  g_assert_true (bulk_edits_set_cell (edits, 1, 1, "2", -1));
  g_assert_false (bulk_table_is_edited (table));
  g_assert_true (bulk_edits_undo (edits));
  g_assert_true (bulk_table_is_edited_cell (table, 1, 1));
  g_assert_true (bulk_edits_revert_cell (edits, 1, 1));
  assert_table (table, AS_READ);
}

static void
test_undo (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (states, dup_whole (table));
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("v%u", i);

      g_assert_true (bulk_edits_set_cell (edits, i % 4, i % 3, text, -1));
      g_ptr_array_add (states, dup_whole (table));
    }
  for (guint i = 300; i-- > 0;)
    {
      g_assert_true (bulk_edits_undo (edits));
      assert_table (table, states->pdata[i]);
    }
  g_assert_false (bulk_edits_undo (edits));
  g_assert_false (bulk_table_is_edited (table));
  for (guint i = 1; i <= 300; i++)
    {
      g_assert_true (bulk_edits_redo (edits));
      assert_table (table, states->pdata[i]);
    }
  g_assert_false (bulk_edits_redo (edits));
  bulk_edits_undo_to (edits, 17);
  assert_table (table, states->pdata[17]);
  g_assert_true (bulk_edits_set_cell (edits, 0, 0, "new", -1));
  g_assert_false (bulk_edits_can_redo (edits));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (edits)), ==, 18);
}

static void
test_rows (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  guint row;

  g_assert_true (bulk_edits_remove_rows (edits, 1, 2));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Remove 2 rows");
  assert_table (table, "name|amount|date/Ada|1|2026-01-01/Dee|4|2026-01-04");
  g_assert_cmpuint (bulk_table_get_n_removed_rows (table), ==, 2);
  g_assert_cmpuint (bulk_table_get_source_row (table, 1), ==, 3);
  g_assert_cmpuint (bulk_table_get_source_row (table, 2), ==, G_MAXUINT);
  g_assert_true (bulk_table_find_source_row (table, 3, &row));
  g_assert_cmpuint (row, ==, 1);
  g_assert_false (bulk_table_find_source_row (table, 2, &row));
  g_assert_true (bulk_edits_set_cell (edits, 1, 0, "Dora", -1));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Change “name” in row 4");
  g_assert_true (bulk_edits_remove_rows (edits, 1, 100));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Remove row 4");
  assert_table (table, "name|amount|date/Ada|1|2026-01-01");
  g_assert_false (bulk_edits_remove_rows (edits, 1, 1));
  g_assert_true (bulk_edits_undo (edits));
  assert_table (table, "name|amount|date/Ada|1|2026-01-01/Dora|4|2026-01-04");
  bulk_edits_undo_to (edits, 0);
  assert_table (table, AS_READ);
}

static void
test_columns (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  g_autofree char *header = NULL;
  guint column;

  g_assert_true (bulk_edits_set_cell (edits, 0, 1, "10", -1));
  g_assert_true (bulk_edits_move_column (edits, 0, 2));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Move “name”");
  assert_table (table, "amount|date|name/10|2026-01-01|Ada/2|2026-01-02|Bob/3|2026-01-03|Cy/4|2026-01-04|Dee");
  g_assert_true (bulk_edits_leave_out_column (edits, 1));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Leave out “date”");
  assert_table (table, "amount|name/10|Ada/2|Bob/3|Cy/4|Dee");
  g_assert_true (bulk_edits_add_constant_column (edits, 1, "currency", "EUR"));
  g_assert_true (bulk_edits_set_cell (edits, 2, 1, "USD", -1));
  assert_table (table, "amount|currency|name/10|EUR|Ada/2|EUR|Bob/3|USD|Cy/4|EUR|Dee");
  g_assert_true (bulk_edits_set_header (edits, 2, "owner"));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Rename “name” to “owner”");
  assert_table (table, "amount|currency|owner/10|EUR|Ada/2|EUR|Bob/3|USD|Cy/4|EUR|Dee");
  g_assert_cmpuint (bulk_table_get_source_column (table, 0), ==, 1);
  g_assert_cmpuint (bulk_table_get_source_column (table, 1), ==, G_MAXUINT);
  g_assert_cmpuint (bulk_table_get_source_column (table, 2), ==, 0);
  g_assert_true (bulk_table_find_source_column (table, 0, &column));
  g_assert_cmpuint (column, ==, 2);
  g_assert_false (bulk_table_find_source_column (table, 2, &column));
  header = bulk_table_dup_source_header (table, 2);
  g_assert_cmpstr (header, ==, "name");
  g_assert_true (bulk_table_is_edited_cell (table, 0, 0));
  g_assert_true (bulk_table_is_edited_cell (table, 2, 1));
  g_assert_false (bulk_table_is_edited_cell (table, 1, 1));
  /* The file's own header is none of the user's; neither is the order of the file. */
  g_assert_true (bulk_edits_set_header (edits, 2, "name"));
  g_assert_false (bulk_edits_set_header (edits, 2, "name"));
  bulk_edits_undo_to (edits, 0);
  assert_table (table, AS_READ);
  g_assert_true (bulk_edits_move_column (edits, 0, 1));
  g_assert_true (bulk_edits_move_column (edits, 1, 0));
  g_assert_false (bulk_table_is_edited (table));
  g_assert_false (bulk_edits_move_column (edits, 0, 3));
}

/* Rows and columns stay where they were while a batch is filled. */
static void
test_batch (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  const BulkColumnSpec columns[] = { { 2, NULL, NULL },
                                     { BULK_COLUMN_CONSTANT, "source", "file" },
                                     { 0, "who", NULL },
                                     { 2, "again", NULL },
                                     { 9, NULL, NULL } };
  BulkEditBatch *batch = bulk_edits_begin (edits, "All at once");

  bulk_edit_batch_remove_row (batch, 0);
  bulk_edit_batch_remove_row (batch, 2);
  bulk_edit_batch_set_cell (batch, 3, 0, "Eve", -1);
  bulk_edit_batch_set_header (batch, 2, "closes");
  bulk_edit_batch_set_columns (batch, columns, G_N_ELEMENTS (columns));
  assert_table (table, AS_READ);
  g_assert_true (bulk_edits_commit (edits, batch));
  assert_table (table, "closes|source|who/2026-01-02|file|Bob/2026-01-04|file|Eve");
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "All at once");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (edits)), ==, 1);
  g_assert_true (bulk_edits_undo (edits));
  assert_table (table, AS_READ);
  g_assert_false (bulk_edits_commit (edits, bulk_edits_begin (edits, "nothing")));
}

/* A short row stays short, a long one long, wherever its columns are. */
static void
test_ragged (void)
{
  g_autoptr (BulkTable) table = open_text ("a,b,c\n1\n1,2,3,4\n1,2,3\n", "ragged.csv", TRUE);
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  BulkEdits *edits = bulk_table_get_edits (table);

  assert_table (table, "a|b|c|/1|-|-|-/1|2|3|4/1|2|3|-");
  g_assert_true (bulk_edits_set_cell (edits, 0, 1, "", -1));
  assert_table (table, "a|b|c|/1||-|-/1|2|3|4/1|2|3|-");
  g_assert_true (bulk_edits_revert_cell (edits, 0, 1));
  g_assert_true (bulk_edits_leave_out_column (edits, 3));
  assert_table (table, "a|b|c/1|-|-/1|2|3/1|2|3");
  g_assert_true (bulk_table_read_row (table, 0, cells));
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 1);
  g_assert_true (bulk_table_read_row (table, 1, cells));
  g_assert_cmpuint (bulk_cells_get_n (cells), ==, 3);
}

static void
test_headerless (void)
{
  g_autoptr (BulkTable) table = open_text ("1,2\n3,4\n", "plain.csv", FALSE);
  BulkEdits *edits = bulk_table_get_edits (table);

  g_assert_false (bulk_table_has_header (table));
  g_assert_true (bulk_edits_set_header (edits, 1, "second"));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Name a column “second”");
  g_assert_true (bulk_table_has_header (table));
  assert_table (table, "|second/1|2/3|4");
  g_assert_true (bulk_edits_undo (edits));
  g_assert_false (bulk_table_has_header (table));
}

/* In JSON a number that is typed over stays a number, and one that is emptied becomes null. */
static void
test_kinds (void)
{
  g_autoptr (BulkTable)
      table = open_text ("[{\"n\":1,\"t\":\"x\"},{\"n\":null,\"t\":\"y\"},{\"t\":\"z\"}]", "k.json", -1);
  BulkEdits *edits = bulk_table_get_edits (table);

  bulk_edits_set_cell (edits, 0, 0, "5", -1);
  g_assert_cmpint (kind_at (table, 0, 0), ==, BULK_CELL_NUMBER);
  bulk_edits_set_cell (edits, 0, 0, "", -1);
  g_assert_cmpint (kind_at (table, 0, 0), ==, BULK_CELL_EMPTY);
  bulk_edits_set_cell (edits, 1, 0, "6", -1);
  g_assert_cmpint (kind_at (table, 1, 0), ==, BULK_CELL_NUMBER);
  bulk_edits_set_cell (edits, 2, 0, "7", -1);
  g_assert_cmpint (kind_at (table, 2, 0), ==, BULK_CELL_NUMBER);
  bulk_edits_set_cell (edits, 1, 1, "8", -1);
  g_assert_cmpint (kind_at (table, 1, 1), ==, BULK_CELL_TEXT);
  bulk_edits_set_cell (edits, 1, 1, "", -1);
  g_assert_cmpint (kind_at (table, 1, 1), ==, BULK_CELL_TEXT);
}

static BulkEditStep *
get_step (BulkEdits *edits, guint index)
{
  g_autoptr (BulkEditStep) step = g_list_model_get_item (G_LIST_MODEL (edits), index);

  return step; /* the list keeps it */
}

static void
test_revert_step (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  BulkEditBatch *batch = bulk_edits_begin (edits, "Two cells");
  BulkEditStep *cells, *rows, *columns;

  bulk_edit_batch_set_cell (batch, 0, 0, "A", -1);
  bulk_edit_batch_set_cell (batch, 1, 0, "B", -1);
  g_assert_true (bulk_edits_commit (edits, batch));
  g_assert_true (bulk_edits_remove_rows (edits, 2, 1));
  g_assert_true (bulk_edits_leave_out_column (edits, 1));
  g_assert_true (bulk_edits_set_header (edits, 1, "day"));
  g_assert_true (bulk_edits_set_cell (edits, 1, 0, "changed again", -1));
  cells = get_step (edits, 0);
  rows = get_step (edits, 1);
  columns = get_step (edits, 2);
  assert_table (table, "name|day/A|2026-01-01/changed again|2026-01-02/Dee|2026-01-04");
  g_assert_cmpint (bulk_edit_step_get_kind (cells), ==, BULK_EDIT_CELLS);
  g_assert_cmpint (bulk_edit_step_get_kind (rows), ==, BULK_EDIT_ROWS);
  g_assert_cmpint (bulk_edit_step_get_kind (columns), ==, BULK_EDIT_COLUMNS);
  g_assert_cmpuint (bulk_edit_step_get_source_row (rows), ==, 2);
  g_assert_cmpint (bulk_edit_step_get_kind (get_step (edits, 3)), ==, BULK_EDIT_HEADER);
  g_assert_cmpstr (bulk_edit_step_get_before (get_step (edits, 3)), ==, "date");
  g_assert_cmpstr (bulk_edit_step_get_after (get_step (edits, 3)), ==, "day");
  g_assert_cmpstr (bulk_edit_step_get_before (get_step (edits, 4)), ==, "B");

  g_assert_true (bulk_edits_revert_step (edits, cells));
  assert_table (table, "name|day/Ada|2026-01-01/changed again|2026-01-02/Dee|2026-01-04");
  g_assert_false (bulk_edits_revert_step (edits, cells));
  g_assert_true (bulk_edits_revert_step (edits, rows));
  assert_table (table, "name|day/Ada|2026-01-01/changed again|2026-01-02/Cy|2026-01-03/Dee|2026-01-04");
  g_assert_true (bulk_edits_revert_step (edits, columns));
  assert_table (table, "name|amount|day/Ada|1|2026-01-01/changed again|2|2026-01-02/Cy|3|2026-01-03/Dee|4|2026-01-04");
  g_assert_true (bulk_edits_revert_step (edits, get_step (edits, 3)));
  g_assert_true (bulk_edits_revert_step (edits, get_step (edits, 4)));
  assert_table (table, "name|amount|date/Ada|1|2026-01-01/B|2|2026-01-02/Cy|3|2026-01-03/Dee|4|2026-01-04");
  bulk_edits_undo_to (edits, 0);
  assert_table (table, AS_READ);
}

typedef struct
{
  guint items[3], n_items;
  guint edited[2], n_edited;
  guint n_columns_edited, n_columns, n_steps;
} Heard;

static void
on_items (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Heard *heard = user_data;

  memcpy (heard->items, (guint[]) { position, removed, added }, sizeof heard->items);
  heard->n_items++;
}

static void
on_edited (BulkTable *table, guint first, guint n, gpointer user_data)
{
  Heard *heard = user_data;

  memcpy (heard->edited, (guint[]) { first, n }, sizeof heard->edited);
  heard->n_edited++;
}

static void
count_up (guint *n)
{
  (*n)++;
}

static void
test_signals (void)
{
  g_autoptr (BulkTable) table = open_sample ();
  BulkEdits *edits = bulk_table_get_edits (table);
  Heard heard = { 0 };

  g_signal_connect (table, "items-changed", G_CALLBACK (on_items), &heard);
  g_signal_connect (table, "edited", G_CALLBACK (on_edited), &heard);
  g_signal_connect_swapped (table, "columns-edited", G_CALLBACK (count_up), &heard.n_columns_edited);
  g_signal_connect_swapped (table, "notify::n-columns", G_CALLBACK (count_up), &heard.n_columns);
  g_signal_connect_swapped (edits, "items-changed", G_CALLBACK (count_up), &heard.n_steps);
  bulk_edits_remove_rows (edits, 1, 1);
  g_assert_cmpuint (heard.n_items, ==, 1);
  g_assert_cmpmem (heard.items, sizeof heard.items, ((guint[]) { 1, 1, 0 }), sizeof heard.items);
  bulk_edits_set_cell (edits, 1, 0, "x", -1);
  g_assert_cmpuint (heard.n_edited, ==, 1);
  g_assert_cmpmem (heard.edited, sizeof heard.edited, ((guint[]) { 1, 1 }), sizeof heard.edited);
  bulk_edits_set_header (edits, 0, "y");
  g_assert_cmpuint (heard.n_columns_edited, ==, 1);
  g_assert_cmpuint (heard.n_columns, ==, 0);
  bulk_edits_leave_out_column (edits, 0);
  g_assert_cmpuint (heard.n_columns, ==, 1);
  bulk_edits_undo_to (edits, 0);
  g_assert_cmpmem (heard.items, sizeof heard.items, ((guint[]) { 1, 0, 1 }), sizeof heard.items);
  g_assert_cmpmem (heard.edited, sizeof heard.edited, ((guint[]) { 2, 1 }), sizeof heard.edited);
  g_assert_cmpuint (heard.n_steps, ==, 5);
  bulk_edits_redo (edits);
  g_assert_cmpmem (heard.items, sizeof heard.items, ((guint[]) { 1, 1, 0 }), sizeof heard.items);
}

static void
test_frozen (void)
{
  g_autoptr (BulkTable) table = open_sample (), frozen = NULL, again = NULL;
  BulkEdits *edits = bulk_table_get_edits (table);

  bulk_edits_set_cell (edits, 0, 0, "x", -1);
  frozen = bulk_table_freeze (table);
  again = bulk_table_freeze (frozen);
  g_assert_true (again == frozen);
  bulk_edits_remove_rows (edits, 0, 2);
  bulk_edits_set_header (edits, 0, "y");
  assert_table (frozen, "name|amount|date/x|1|2026-01-01/Bob|2|2026-01-02/Cy|3|2026-01-03/Dee|4|2026-01-04");
  assert_table (table, "y|amount|date/Cy|3|2026-01-03/Dee|4|2026-01-04");
  g_assert_true (bulk_table_is_complete (frozen));
}

/* A million cells in one step, in seconds and in memory that goes with them. */
static void
test_many (void)
{
  const guint n_rows = 1000000;
  g_autoptr (GString) csv = g_string_sized_new (n_rows * 12);
  g_autoptr (BulkTable) table = NULL;
  BulkEditBatch *batch;
  BulkEdits *edits;
  gint64 start;

  g_string_append (csv, "id,name\n");
  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (csv, "%u, x \n", i);
  table = open_text (csv->str, "many.csv", TRUE);
  edits = bulk_table_get_edits (table);
  start = g_get_monotonic_time ();
  batch = bulk_edits_begin (edits, "Trim");
  for (guint i = 0; i < n_rows; i++)
    bulk_edit_batch_set_cell (batch, i, 1, "x", 1);
  g_test_minimized_result ((g_get_monotonic_time () - start) / 1e6, "a million cells: %.2f s",
                           (g_get_monotonic_time () - start) / 1e6);
  start = g_get_monotonic_time ();
  g_assert_true (bulk_edits_commit (edits, batch));
  g_assert_true (bulk_edits_undo (edits));
  g_assert_true (bulk_edits_redo (edits));
  g_test_minimized_result ((g_get_monotonic_time () - start) / 1e6, "commit, undo, redo: %.4f s",
                           (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (bulk_table_get_n_edited_cells (table), ==, n_rows);
  start = g_get_monotonic_time ();
  batch = bulk_edits_begin (edits, "Every other");
  for (guint i = 0; i < n_rows; i += 2)
    bulk_edit_batch_remove_row (batch, i);
  g_assert_true (bulk_edits_commit (edits, batch));
  g_test_minimized_result ((g_get_monotonic_time () - start) / 1e6, "half a million rows removed: %.2f s",
                           (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, n_rows / 2);
  for (guint i = 0; i < n_rows / 2; i += 997)
    g_assert_cmpuint (bulk_table_get_source_row (table, i), ==, 2 * i + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edits/cell", test_cell);
  g_test_add_func ("/edits/undo", test_undo);
  g_test_add_func ("/edits/rows", test_rows);
  g_test_add_func ("/edits/columns", test_columns);
  g_test_add_func ("/edits/batch", test_batch);
  g_test_add_func ("/edits/ragged", test_ragged);
  g_test_add_func ("/edits/headerless", test_headerless);
  g_test_add_func ("/edits/kinds", test_kinds);
  g_test_add_func ("/edits/revert-step", test_revert_step);
  g_test_add_func ("/edits/signals", test_signals);
  g_test_add_func ("/edits/frozen", test_frozen);
  g_test_add_func ("/edits/many", test_many);
  return g_test_run ();
}
