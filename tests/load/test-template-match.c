/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "load/template-match.h"
#include "table/import.h"

static BulkTable *
open_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "a.csv");
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  BulkTable *table;

  options.has_header = TRUE;
  bulk_import_set_options (import, &options);
  table = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static BulkTemplate *
make_template (void)
{
  static const BulkTemplateColumn columns[] = { { "Close Date", "close_date", NULL },
                                                { "Opp Name", "opportunity_name", NULL },
                                                { NULL, "currency", "EUR" } };
  g_autoptr (GError) error = NULL;
  BulkTemplate *template = bulk_template_new ("Sales", NULL, columns, G_N_ELEMENTS (columns), &error);

  g_assert_no_error (error);
  return template;
}

static void
assert_headers (BulkTable *table, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < bulk_table_get_n_columns (table); i++)
    {
      g_autofree char *header = bulk_table_dup_header (table, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", header);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_missing (BulkTable *table, const char *expected)
{
  g_auto (GStrv) missing = bulk_table_dup_missing_columns (table);
  g_autofree char *text = missing != NULL ? g_strjoinv ("|", missing) : g_strdup ("");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_likeness (void)
{
  g_assert_cmpfloat (bulk_header_likeness ("Close Date", "close_date"), ==, 1);
  g_assert_cmpfloat (bulk_header_likeness ("GRÖSSE", "größe"), ==, 1);
  g_assert_cmpfloat (bulk_header_likeness ("Account Name", "account_names"), >, 0.85);
  g_assert_cmpfloat (bulk_header_likeness ("Account Name", "account_names"), <, 1);
  g_assert_cmpfloat (bulk_header_likeness ("Amount", "Close Date"), <, 0.3);
  g_assert_cmpfloat (bulk_header_likeness ("", ""), ==, 0);
  g_assert_cmpfloat (bulk_header_likeness ("--", "__"), ==, 0);
  g_assert_cmpfloat (bulk_header_likeness ("a", "b"), ==, 0);
}

static void
test_apply (void)
{
  g_autoptr (BulkTable) table = open_text ("Opp Name,Amount,close-date\nA,1,2026-01-01\nB,2,2026-02-01\n");
  g_autoptr (BulkTemplate) template = make_template ();
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  BulkEdits *edits = bulk_table_get_edits (table);

  g_assert_null (bulk_template_dup_missing (template, table));
  g_assert_cmpfloat (bulk_template_score (template, table), ==, 1);
  g_assert_true (bulk_template_apply (template, table));
  assert_headers (table, "close_date|opportunity_name|currency");
  g_assert_true (bulk_table_read_row (table, 1, cells));
  g_assert_cmpmem (bulk_cells_get (cells, 0)->text, bulk_cells_get (cells, 0)->length, "2026-02-01", 10);
  g_assert_cmpmem (bulk_cells_get (cells, 2)->text, bulk_cells_get (cells, 2)->length, "EUR", 3);
  g_assert_null (bulk_table_dup_missing_columns (table));
  g_assert_cmpstr (bulk_edits_get_undo_label (edits), ==, "Use template “Sales”");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (edits)), ==, 1);
  /* A table that has been mapped still fits. */
  g_assert_cmpfloat (bulk_template_score (template, table), ==, 1);
  g_assert_true (bulk_edits_undo (edits));
  assert_headers (table, "Opp Name|Amount|close-date");
}

static void
test_missing (void)
{
  g_autoptr (BulkTable) table = open_text ("Opp Name,Amount\nA,1\n");
  g_autoptr (BulkTemplate) template = make_template ();
  g_auto (GStrv) missing = bulk_template_dup_missing (template, table), wanted = NULL;
  BulkEdits *edits = bulk_table_get_edits (table);

  g_assert_cmpuint (g_strv_length (missing), ==, 1);
  g_assert_cmpstr (missing[0], ==, "Close Date");
  g_assert_cmpfloat (bulk_template_score (template, table), ==, 0.5);
  g_assert_true (bulk_template_apply (template, table));
  assert_headers (table, "opportunity_name|currency");
  wanted = bulk_table_dup_missing_columns (table);
  g_assert_cmpuint (g_strv_length (wanted), ==, 1);
  g_assert_cmpstr (wanted[0], ==, "close_date");
  /* Once there is such a column, nothing is missing; once it is undone, nothing is wanted. */
  g_assert_true (bulk_edits_add_constant_column (edits, 0, "close_date", "2026-12-31"));
  g_assert_null (bulk_table_dup_missing_columns (table));
  bulk_edits_undo_to (edits, 0);
  g_assert_null (bulk_table_dup_missing_columns (table));
}

/* A table that has nothing of a template keeps its columns, and lacks all of the template's. */
static void
test_other (void)
{
  g_autoptr (BulkTable) table = open_text ("x,y\n1,2\n");
  g_autoptr (BulkTemplate) template = make_template ();

  g_assert_cmpfloat (bulk_template_score (template, table), ==, 0);
  g_assert_true (bulk_template_apply (template, table));
  assert_headers (table, "x|y");
  assert_missing (table, "close_date|opportunity_name");
  g_assert_true (bulk_edits_undo (bulk_table_get_edits (table)));
  assert_missing (table, "");
  g_assert_false (bulk_table_is_edited (table));
}

/* What is missing is noted even where the columns that are there need no change, and can be taken back later. */
static void
test_nothing_else (void)
{
  static const BulkTemplateColumn columns[] = { { "a", "a", NULL }, { "b", "b", NULL }, { "c", "c", NULL } };
  g_autoptr (BulkTable) table = open_text ("a,b\n1,2\n");
  g_autoptr (BulkTemplate) template = bulk_template_new ("ABC", NULL, columns, 3, NULL);
  BulkEdits *edits = bulk_table_get_edits (table);
  g_autoptr (BulkEditStep) step = NULL;

  g_assert_true (bulk_template_apply (template, table));
  assert_headers (table, "a|b");
  assert_missing (table, "c");
  g_assert_false (bulk_template_apply (template, table));
  g_assert_true (bulk_edits_set_cell (edits, 0, 0, "x", -1));
  assert_missing (table, "c");
  step = g_list_model_get_item (G_LIST_MODEL (edits), 0);
  g_assert_true (bulk_edits_revert_step (edits, step));
  assert_missing (table, "");
  bulk_edits_undo (edits);
  assert_missing (table, "c");
}

static BulkTemplate *
add_template (GPtrArray *templates, const char *name, const char *integration_id, const char *sources)
{
  g_auto (GStrv) names = g_strsplit (sources, ",", -1);
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (BulkTemplateColumn));
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  BulkTemplate *template;

  for (guint i = 0; names[i] != NULL; i++)
    {
      BulkTemplateColumn column = { names[i], g_strdup_printf ("field_%s", names[i]), NULL };

      g_ptr_array_add (fields, (gpointer) column.field);
      g_array_append_val (columns, column);
    }
  template = bulk_template_new (name, integration_id, (const BulkTemplateColumn *) columns->data, columns->len, NULL);
  g_ptr_array_add (templates, template);
  return template;
}

static void
assert_offer (GPtrArray *templates, BulkTable *table, const char *integration_id, const char *expected)
{
  g_autoptr (BulkTemplate) template = bulk_template_offer (templates, table, integration_id);

  g_assert_cmpstr (template != NULL ? bulk_template_get_name (template) : NULL, ==, expected);
}

/* The one that fits best; not one for another integration, nor one that would change nothing. */
static void
test_offer (void)
{
  g_autoptr (BulkTable) table = open_text ("Name,Amount,Close Date\nA,1,2026-01-01\n");
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func ((GDestroyNotify) bulk_template_unref);
  BulkTemplate *whole;

  assert_offer (templates, table, NULL, NULL);
  add_template (templates, "Poor", NULL, "name,one,two,three");
  assert_offer (templates, table, NULL, NULL);
  add_template (templates, "Fair", NULL, "name,amount,owner");
  assert_offer (templates, table, "ID-1", "Fair");
  add_template (templates, "Small", NULL, "name");
  assert_offer (templates, table, "ID-1", "Small");
  whole = add_template (templates, "Whole", NULL, "name,amount,close_date");
  assert_offer (templates, table, "ID-1", "Whole");
  add_template (templates, "Own", "ID-1", "name,amount,close_date");
  assert_offer (templates, table, "ID-1", "Own");
  assert_offer (templates, table, "ID-2", "Whole");
  g_ptr_array_remove_index (templates, templates->len - 1);
  g_assert_true (bulk_template_apply (whole, table));
  assert_offer (templates, table, "ID-2", "Small");
}

/* An exact header is not taken by one that is only alike. */
static void
test_exact_first (void)
{
  static const BulkTemplateColumn columns[] = { { "close_date", "first", NULL }, { "Close Date", "second", NULL } };
  g_autoptr (BulkTable) table = open_text ("Close Date,close_date\na,b\n");
  g_autoptr (BulkTemplate) template = bulk_template_new ("Two", NULL, columns, 2, NULL);
  guint found[2];

  g_assert_cmpuint (bulk_template_match (template, table, found), ==, 0);
  g_assert_cmpuint (found[0], ==, 1);
  g_assert_cmpuint (found[1], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template-match/likeness", test_likeness);
  g_test_add_func ("/template-match/apply", test_apply);
  g_test_add_func ("/template-match/missing", test_missing);
  g_test_add_func ("/template-match/other", test_other);
  g_test_add_func ("/template-match/nothing-else", test_nothing_else);
  g_test_add_func ("/template-match/offer", test_offer);
  g_test_add_func ("/template-match/exact-first", test_exact_first);
  return g_test_run ();
}
