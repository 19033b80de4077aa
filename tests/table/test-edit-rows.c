/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-rows.h"
#include <string.h>

#define N_ROWS 6000u
#define N_COLUMNS 4u

/* What the tree is held against: one flag and one text per row and cell. */
typedef struct
{
  gboolean removed[N_ROWS];
  const char *texts[N_ROWS][N_COLUMNS];
} Model;

static void
assert_same (BulkEditRows *rows, const Model *model)
{
  guint n_left = 0, n_removed = 0;
  guint64 n_cells = 0;

  for (guint row = 0; row < N_ROWS; row++)
    {
      guint n, found = 0;
      const BulkEditCell *cells = bulk_edit_rows_get_cells (rows, row, &n);

      for (guint i = 0; i < n; i++)
        g_assert_true (i == 0 || cells[i - 1].column < cells[i].column);
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          const BulkEditCell *cell = bulk_edit_rows_get_cell (rows, row, column);

          g_assert_true ((cell != NULL ? cell->text : NULL) == model->texts[row][column]);
          found += cell != NULL;
        }
      g_assert_cmpuint (found, ==, n);
      g_assert_cmpint (bulk_edit_rows_is_removed (rows, row), ==, model->removed[row]);
      g_assert_cmpuint (bulk_edit_rows_rank (rows, row), ==, n_left);
      if (model->removed[row])
        n_removed++;
      else
        {
          g_assert_cmpuint (bulk_edit_rows_select (rows, n_left++), ==, row);
          n_cells += n;
        }
    }
  g_assert_cmpuint (bulk_edit_rows_get_n_removed (rows), ==, n_removed);
  g_assert_cmpuint (bulk_edit_rows_get_n_cells (rows), ==, n_cells);
  g_assert_cmpint (bulk_edit_rows_is_empty (rows), ==, n_removed == 0 && n_cells == 0);
  g_assert_cmpuint (bulk_edit_rows_select (rows, n_left), ==, N_ROWS);
}

/* Near the beginning more often than not, so that trees of all heights are met. */
static guint
random_row (void)
{
  static const guint limits[] = { 4, 16, 17, 256, 300, 4096, N_ROWS };

  return (guint) g_test_rand_int_range (0, (gint32) limits[g_test_rand_int_range (0, G_N_ELEMENTS (limits))]);
}

static void
change (BulkEditRows *rows, Model *model)
{
  static const char *const texts[] = { "", "a", "b", "c" };
  guint row = random_row (), column = (guint) g_test_rand_int_range (0, N_COLUMNS);
  BulkEditCell cell = { column, BULK_CELL_TEXT, texts[g_test_rand_int_range (0, 4)], 1 };

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_assert_cmpint (bulk_edit_rows_set_removed (rows, row, TRUE), ==, !model->removed[row]);
      model->removed[row] = TRUE;
      break;
    case 1:
      g_assert_cmpint (bulk_edit_rows_set_removed (rows, row, FALSE), ==, model->removed[row]);
      model->removed[row] = FALSE;
      break;
    case 2:
      bulk_edit_rows_set_cell (rows, row, &cell);
      model->texts[row][column] = cell.text;
      break;
    default:
      g_assert_cmpint (bulk_edit_rows_unset_cell (rows, row, column), ==, model->texts[row][column] != NULL);
      model->texts[row][column] = NULL;
    }
}

/* Every version stays what it was, whatever is made of it. */
static void
test_versions (void)
{
  const guint n_versions = 12;
  g_autofree Model *models = g_new0 (Model, n_versions);
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_edit_rows_unref);

  for (guint i = 0; i < n_versions; i++)
    {
      guint from = i > 0 ? (guint) g_test_rand_int_range (0, (gint32) i) : 0;
      guint n = 1u << g_test_rand_int_range (0, 12);
      BulkEditRows *rows = bulk_edit_rows_copy (i > 0 ? versions->pdata[from] : NULL);

      if (i > 0)
        models[i] = models[from];
      g_ptr_array_add (versions, rows);
      for (guint k = 0; k < n; k++)
        change (rows, &models[i]);
    }
  for (guint i = 0; i < n_versions; i++)
    assert_same (versions->pdata[i], &models[i]);
}

typedef struct
{
  const Model *before, *after;
  gint64 last;
  guint8 seen[N_ROWS];
} Comparison;

static void
see (guint row, BulkEditRows *before, BulkEditRows *after, gpointer user_data)
{
  Comparison *comparison = user_data;

  g_assert_cmpint (row, >, comparison->last);
  comparison->last = row;
  comparison->seen[row] = TRUE;
}

static void
test_compare (void)
{
  g_autofree Model *models = g_new0 (Model, 2);

  for (guint run = 0; run < 30; run++)
    {
      g_autoptr (BulkEditRows) before = bulk_edit_rows_copy (NULL), after = NULL;
      g_autofree Comparison *comparison = g_new0 (Comparison, 1);

      memset (models, 0, 2 * sizeof (Model));
      for (guint i = 0; i < run * 3; i++)
        change (before, &models[0]);
      models[1] = models[0];
      after = bulk_edit_rows_copy (before);
      for (guint i = 0; i < (run + 3) % 11; i++)
        change (after, &models[1]);
      comparison->last = -1;
      bulk_edit_rows_compare (run % 5 == 0 && run * 3 == 0 ? NULL : before, after, see, comparison);
      for (guint row = 0; row < N_ROWS; row++)
        if (models[0].removed[row] != models[1].removed[row]
            || memcmp (models[0].texts[row], models[1].texts[row], sizeof models[0].texts[row]) != 0)
          g_assert_true (comparison->seen[row]);
      memset (comparison, 0, sizeof *comparison);
      comparison->last = -1;
      bulk_edit_rows_compare (after, before, see, comparison);
      for (guint row = 0; row < N_ROWS; row++)
        if (models[0].removed[row] != models[1].removed[row])
          g_assert_true (comparison->seen[row]);
    }
}

static void
count (guint row, BulkEditRows *before, BulkEditRows *after, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* The very last rows a table can have. */
static void
test_end (void)
{
  g_autoptr (BulkEditRows) rows = bulk_edit_rows_copy (NULL);
  const guint last = G_MAXUINT - 1;
  BulkEditCell cell = { 7, BULK_CELL_TEXT, "x", 1 };
  guint n = 0;

  g_assert_true (bulk_edit_rows_is_empty (rows));
  bulk_edit_rows_set_cell (rows, last, &cell);
  g_assert_true (bulk_edit_rows_set_removed (rows, last - 1, TRUE));
  g_assert_true (bulk_edit_rows_set_removed (rows, 0, TRUE));
  g_assert_cmpuint (bulk_edit_rows_select (rows, 0), ==, 1);
  g_assert_cmpuint (bulk_edit_rows_select (rows, last - 2), ==, last);
  g_assert_cmpuint (bulk_edit_rows_select (rows, last - 1), ==, G_MAXUINT);
  g_assert_cmpuint (bulk_edit_rows_rank (rows, last), ==, last - 2);
  g_assert_cmpstr (bulk_edit_rows_get_cell (rows, last, 7)->text, ==, "x");
  g_assert_null (bulk_edit_rows_get_cell (rows, last, 6));
  bulk_edit_rows_compare (NULL, rows, count, &n);
  g_assert_cmpuint (n, ==, 3);
}

/* A removed row keeps its cells, and has them again when it comes back. */
static void
test_removed_cells (void)
{
  g_autoptr (BulkEditRows) rows = bulk_edit_rows_copy (NULL);
  BulkEditCell cell = { 1, BULK_CELL_TEXT, "x", 1 };

  bulk_edit_rows_set_cell (rows, 5, &cell);
  g_assert_cmpuint (bulk_edit_rows_get_n_cells (rows), ==, 1);
  g_assert_true (bulk_edit_rows_set_removed (rows, 5, TRUE));
  g_assert_cmpuint (bulk_edit_rows_get_n_cells (rows), ==, 0);
  g_assert_true (bulk_edit_rows_set_removed (rows, 5, FALSE));
  g_assert_cmpuint (bulk_edit_rows_get_n_cells (rows), ==, 1);
  g_assert_cmpstr (bulk_edit_rows_get_cell (rows, 5, 1)->text, ==, "x");
  g_assert_true (bulk_edit_rows_unset_cell (rows, 5, 1));
  g_assert_true (bulk_edit_rows_is_empty (rows));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-rows/versions", test_versions);
  g_test_add_func ("/edit-rows/compare", test_compare);
  g_test_add_func ("/edit-rows/end", test_end);
  g_test_add_func ("/edit-rows/removed-cells", test_removed_cells);
  return g_test_run ();
}
