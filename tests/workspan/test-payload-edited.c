/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "table/import.h"

#define N_RUNS 60u
#define N_STEPS 60u

/* For random tables and random edits: the table shown is what a simple model of it says, through undo and redo, and the
 * body that is sent, read back, is the table shown. */

/* A table as plain as can be: rows of texts, the first being the headers. */
static GPtrArray *
strv_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
model_copy (GPtrArray *model)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < model->len; i++)
    {
      GPtrArray *from = model->pdata[i], *to = strv_new ();

      for (guint k = 0; k < from->len; k++)
        g_ptr_array_add (to, g_strdup (from->pdata[k]));
      g_ptr_array_add (copy, to);
    }
  return copy;
}

static guint
below (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static const char *
random_text (void)
{
  static const char *const texts[] = { "",      "a",     "b,c",   "say \"hi\"", " x ", "two\nlines", "1,5", "0012",
                                       "Größe", "sep=;", "\r\n;", "\xf0\x9f\x98\x80", "=1+1" };

  return texts[below (G_N_ELEMENTS (texts))];
}

static GPtrArray *
random_model (void)
{
  GPtrArray *model = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint n_rows = 1 + below (40), n_columns = 1 + below (6);

  for (guint row = 0; row <= n_rows; row++)
    {
      GPtrArray *cells = strv_new ();

      for (guint i = 0; i < n_columns; i++)
        g_ptr_array_add (cells, row == 0 ? g_strdup_printf ("h%u", i) : g_strdup (random_text ()));
      g_ptr_array_add (model, cells);
    }
  return model;
}

static void
append_quoted (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  for (; *text; text++)
    g_string_append_printf (csv, *text == '"' ? "\"\"" : "%c", *text);
  g_string_append_c (csv, '"');
}

static BulkTable *
open_bytes (GBytes *bytes, const char *name)
{
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, name);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  BulkTable *table;

  if (g_str_has_suffix (name, ".csv"))
    options = (BulkImportOptions) { .encoding = (char *) "UTF-8", .delimiter = ',', .has_header = TRUE };
  bulk_import_set_options (import, &options);
  table = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static BulkTable *
open_model (GPtrArray *model)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint row = 0; row < model->len; row++)
    {
      GPtrArray *cells = model->pdata[row];

      for (guint i = 0; i < cells->len; i++)
        {
          if (i > 0)
            g_string_append_c (csv, ',');
          append_quoted (csv, cells->pdata[i]);
        }
      g_string_append (csv, "\r\n");
    }
  bytes = g_bytes_new (csv->str, csv->len);
  return open_bytes (bytes, "model.csv");
}

static void
assert_shows (BulkTable *table, GPtrArray *model)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  GPtrArray *headers = model->pdata[0];

  g_assert_cmpuint (bulk_table_get_n_rows (table), ==, model->len - 1);
  g_assert_cmpuint (bulk_table_get_n_columns (table), ==, headers->len);
  for (guint i = 0; i < headers->len; i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_assert_cmpstr (header, ==, headers->pdata[i]);
    }
  for (guint row = 1; row < model->len; row++)
    {
      GPtrArray *expected = model->pdata[row];

      g_assert_true (bulk_table_read_row (table, row - 1, cells));
      for (guint i = 0; i < expected->len; i++)
        {
          const BulkCell *cell = bulk_cells_get (cells, i);

          g_assert_cmpmem (cell->text, cell->length, expected->pdata[i], strlen (expected->pdata[i]));
        }
    }
}

static void
change_columns (BulkEdits *edits, GPtrArray *model, guint what)
{
  GPtrArray *headers = model->pdata[0];
  guint column = below (headers->len), to = below (headers->len);
  const char *value = random_text ();
  static guint n_added;
  g_autofree char *name = g_strdup_printf ("added%u", n_added++);

  if (what == 0 && headers->len > 1)
    {
      g_assert_true (bulk_edits_leave_out_column (edits, column));
      for (guint row = 0; row < model->len; row++)
        g_ptr_array_remove_index (model->pdata[row], column);
    }
  else if (what == 1)
    {
      g_assert_cmpint (bulk_edits_move_column (edits, column, to), ==, column != to);
      for (guint row = 0; row < model->len; row++)
        g_ptr_array_insert (model->pdata[row], (int) to, g_ptr_array_steal_index (model->pdata[row], column));
    }
  else if (what == 2)
    {
      g_assert_true (bulk_edits_add_constant_column (edits, column, name, value));
      for (guint row = 0; row < model->len; row++)
        g_ptr_array_insert (model->pdata[row], (int) column, g_strdup (row == 0 ? name : value));
    }
  else if (what == 3)
    {
      g_assert_true (bulk_edits_set_header (edits, column, name));
      g_free (headers->pdata[column]);
      headers->pdata[column] = g_strdup (name);
    }
}

/* As the window for columns does it: which there are, in which order, under which names, and one that is the same in
 * every row. */
static void
arrange_columns (BulkEdits *edits, GPtrArray *model)
{
  GPtrArray *headers = model->pdata[0];
  guint n = 1 + below (headers->len), n_specs = 0;
  const char *value = random_text ();
  g_autofree BulkColumnSpec *specs = g_new0 (BulkColumnSpec, n + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, headers->len);
  g_autoptr (GPtrArray) names = strv_new ();
  BulkEditBatch *batch = bulk_edits_begin (edits, NULL);
  static guint n_arranged;

  for (guint i = 0; i < n; i++)
    {
      guint column = below (headers->len);

      if (taken[column])
        continue;
      taken[column] = TRUE;
      g_ptr_array_add (names,
                       below (2) ? g_strdup_printf ("arranged%u", n_arranged++) : g_strdup (headers->pdata[column]));
      specs[n_specs] = (BulkColumnSpec) { column, names->pdata[n_specs], NULL };
      n_specs++;
    }
  g_ptr_array_add (names, g_strdup_printf ("constant%u", n_arranged++));
  specs[n_specs] = (BulkColumnSpec) { BULK_COLUMN_CONSTANT, names->pdata[n_specs], value };
  n_specs++;
  bulk_edit_batch_set_columns (batch, specs, n_specs);
  g_assert_true (bulk_edits_commit (edits, batch));
  for (guint row = 0; row < model->len; row++)
    {
      GPtrArray *from = model->pdata[row], *to = strv_new ();

      for (guint i = 0; i < n_specs; i++)
        g_ptr_array_add (to, g_strdup (row == 0 ? names->pdata[i] : specs[i].column == BULK_COLUMN_CONSTANT
                                                                       ? value : from->pdata[specs[i].column]));
      g_ptr_array_unref (from);
      model->pdata[row] = to;
    }
}

static void
change_rows (BulkEdits *edits, GPtrArray *model)
{
  guint n_rows = model->len - 1, first = below (n_rows + 1), n = 1 + below (3);

  g_assert_cmpint (bulk_edits_remove_rows (edits, first, n), ==, first < n_rows);
  for (guint i = 0; i < n && first + 1 < model->len; i++)
    g_ptr_array_remove_index (model, first + 1);
}

/* Many cells, and rows too, in one step; all are counted as they were before it. */
static void
change_batch (BulkEdits *edits, GPtrArray *model)
{
  BulkEditBatch *batch = bulk_edits_begin (edits, "batch");
  GPtrArray *headers = model->pdata[0];
  guint n_rows = model->len - 1;
  g_autofree gboolean *removed = g_new0 (gboolean, n_rows + 1);

  for (guint i = 0; i < 12 && n_rows > 0; i++)
    {
      guint row = below (n_rows), column = below (headers->len);
      GPtrArray *cells = model->pdata[row + 1];
      const char *text = random_text ();

      bulk_edit_batch_set_cell (batch, row, column, text, -1);
      g_free (cells->pdata[column]);
      cells->pdata[column] = g_strdup (text);
      if (i % 5 == 0)
        {
          bulk_edit_batch_remove_row (batch, row);
          removed[row] = TRUE;
        }
    }
  for (guint row = n_rows; row-- > 0;)
    if (removed[row])
      g_ptr_array_remove_index (model, row + 1);
  bulk_edits_commit (edits, batch);
}

static void
change_cell (BulkEdits *edits, GPtrArray *model)
{
  GPtrArray *headers = model->pdata[0];
  guint row = below (model->len - 1), column = below (headers->len);
  const char *text = random_text ();
  GPtrArray *cells = model->pdata[row + 1];

  g_assert_cmpint (bulk_edits_set_cell (edits, row, column, text, -1), ==, !g_str_equal (cells->pdata[column], text));
  g_free (cells->pdata[column]);
  cells->pdata[column] = g_strdup (text);
}

static void
change (BulkEdits *edits, GPtrArray *model)
{
  guint what = below (10);

  if (what < 4)
    change_columns (edits, model, what);
  else if (what == 4)
    change_rows (edits, model);
  else if (what == 5)
    change_batch (edits, model);
  else if (what == 6)
    arrange_columns (edits, model);
  else if (model->len > 1)
    change_cell (edits, model);
}

static void
assert_reads_back (BulkTable *table, BulkPayloadFormat format, GPtrArray *model)
{
  g_autoptr (BulkPayload) payload = bulk_payload_new (table, format);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (BulkTable) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bulk_payload_measure (payload, NULL, &error));
  g_assert_no_error (error);
  body = sample_body (payload);
  g_assert_cmpuint (g_bytes_get_size (body), ==, bulk_payload_get_length (payload));
  /* JSON without an object has no columns to tell. */
  if (format == BULK_PAYLOAD_JSON && model->len == 1)
    return;
  again = open_bytes (body, format == BULK_PAYLOAD_JSON ? "body.json" : "body.csv");
  assert_shows (again, model);
}

static void
test_random (void)
{
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      g_autoptr (BulkTable) table = NULL;
      BulkEdits *edits;
      guint at = 0;

      g_ptr_array_add (states, random_model ());
      table = open_model (states->pdata[0]);
      edits = bulk_table_get_edits (table);
      for (guint step = 0; step < N_STEPS; step++)
        {
          guint what = below (4), n_before = g_list_model_get_n_items (G_LIST_MODEL (edits));

          if (what == 0)
            {
              g_assert_cmpint (bulk_edits_undo (edits), ==, at > 0);
              at -= at > 0;
            }
          else if (what == 1)
            {
              g_assert_cmpint (bulk_edits_redo (edits), ==, at + 1 < states->len);
              at += at + 1 < states->len;
            }
          else
            {
              g_autoptr (GPtrArray) next = model_copy (states->pdata[at]);

              change (edits, next);
              if (g_list_model_get_n_items (G_LIST_MODEL (edits)) > n_before)
                {
                  g_ptr_array_set_size (states, (int) ++at);
                  g_ptr_array_add (states, g_steal_pointer (&next));
                }
            }
          assert_shows (table, states->pdata[at]);
          g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (edits)), ==, at);
        }
      assert_reads_back (table, BULK_PAYLOAD_CSV, states->pdata[at]);
      assert_reads_back (table, BULK_PAYLOAD_JSON, states->pdata[at]);
      bulk_edits_undo_to (edits, 0);
      g_assert_false (bulk_table_is_edited (table));
      assert_shows (table, states->pdata[0]);
    }
}

/* What is sent is the table as it was when the upload began. */
static void
test_later_edits (void)
{
  g_autoptr (BulkTable) table = sample_table_csv ("a,b\n1,2\n3,4\n", ',', TRUE);
  BulkEdits *edits = bulk_table_get_edits (table);
  g_autoptr (BulkPayload) payload = NULL;

  bulk_edits_set_cell (edits, 0, 1, "x,y", -1);
  payload = bulk_payload_new (table, BULK_PAYLOAD_CSV);
  bulk_edits_remove_rows (edits, 0, 2);
  sample_assert_body (payload, "a,b\r\n1,\"x,y\"\r\n3,4\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payload-edited/random", test_random);
  g_test_add_func ("/payload-edited/later-edits", test_later_edits);
  return g_test_run ();
}
