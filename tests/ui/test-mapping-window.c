/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "table-fixture.h"
#include "ui/mapping-row.h"
#include "ui/mapping-window.h"

#define SALES "Opp Name,Amount,close-date\nA,1,2026-01-01\nB,2,2026-02-01\n"

typedef struct
{
  BulkTable *table;
  BulkTemplates *templates;
  BulkMappingWindow *window;
  char *folder;
} Shown;

static Shown
show (void)
{
  Shown shown = { 0 };

  shown.folder = g_dir_make_tmp ("mapping-XXXXXX", NULL);
  shown.templates = bulk_templates_new (shown.folder);
  shown.table = fixture_table_new ("sales.csv", SALES, -1);
  shown.window = bulk_mapping_window_new (NULL, shown.table, shown.templates, NULL);
  gtk_window_present (GTK_WINDOW (shown.window));
  fixture_wait (gtk_widget_get_mapped (GTK_WIDGET (shown.window)));
  return shown;
}

static void
hide (Shown *shown)
{
  g_autoptr (GPtrArray) templates = bulk_templates_list (shown->templates);

  for (guint i = 0; i < templates->len; i++)
    bulk_templates_remove (shown->templates, templates->pdata[i], NULL);
  gtk_window_destroy (GTK_WINDOW (shown->window));
  fixture_settle ();
  g_rmdir (shown->folder);
  g_free (shown->folder);
  g_object_unref (shown->templates);
  g_object_unref (shown->table);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static BulkMappingRow *
get_row (Shown *shown, int index)
{
  GtkWidget *list = find (GTK_WIDGET (shown->window), GTK_TYPE_LIST_BOX);

  return BULK_MAPPING_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
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

/* Renamed, left out and moved in one step. */
static void
test_apply (void)
{
  Shown shown = show ();

  g_assert_false (bulk_mapping_window_apply (shown.window));
  bulk_mapping_row_set (get_row (&shown, 0), TRUE, "opportunity_name");
  bulk_mapping_row_set (get_row (&shown, 1), FALSE, "Amount");
  g_signal_emit_by_name (get_row (&shown, 2), "move", -1);
  g_signal_emit_by_name (get_row (&shown, 1), "move", -1);
  g_signal_emit_by_name (get_row (&shown, 0), "move", -1);
  g_assert_true (bulk_mapping_window_apply (shown.window));
  assert_headers (shown.table, "close-date|opportunity_name");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bulk_table_get_edits (shown.table))), ==, 1);
  bulk_edits_undo (bulk_table_get_edits (shown.table));
  assert_headers (shown.table, "Opp Name|Amount|close-date");
  hide (&shown);
}

/* Two fields of one name, or none, cannot be applied. */
static void
test_check (void)
{
  Shown shown = show ();

  bulk_mapping_row_set (get_row (&shown, 0), TRUE, "Amount");
  g_assert_false (bulk_mapping_window_apply (shown.window));
  bulk_mapping_row_set (get_row (&shown, 0), TRUE, " ");
  g_assert_false (bulk_mapping_window_apply (shown.window));
  g_assert_false (bulk_table_is_edited (shown.table));
  hide (&shown);
}

static void
test_template (void)
{
  static const BulkTemplateColumn columns[] = { { "Close Date", "close_date", NULL },
                                                { "Opp Name", "opportunity_name", NULL },
                                                { "Owner", "owner", NULL },
                                                { NULL, "currency", "EUR" } };
  g_autoptr (BulkTemplate) template = bulk_template_new ("Sales", NULL, columns, G_N_ELEMENTS (columns), NULL);
  g_autoptr (BulkTemplate) made = NULL;
  g_auto (GStrv) missing = NULL;
  g_autoptr (GError) error = NULL;
  Shown shown = show ();

  bulk_mapping_window_use (shown.window, template);
  g_assert_cmpstr (bulk_mapping_row_get_field (get_row (&shown, 0)), ==, "close_date");
  g_assert_cmpuint (bulk_mapping_row_get_column (get_row (&shown, 2)), ==, BULK_MAPPING_CONSTANT);
  g_assert_false (bulk_mapping_row_get_included (get_row (&shown, 3)));
  made = bulk_mapping_window_make_template (shown.window, "Mine", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_template_get_n_columns (made), ==, 3);
  g_assert_cmpstr (bulk_template_get_column (made, 0)->source, ==, "close-date");
  g_assert_cmpstr (bulk_template_get_column (made, 2)->value, ==, "EUR");
  g_assert_true (bulk_mapping_window_apply (shown.window));
  assert_headers (shown.table, "close_date|opportunity_name|currency");
  /* What the file does not have is missing from now on, until the step is undone. */
  missing = bulk_table_dup_missing_columns (shown.table);
  g_assert_cmpuint (g_strv_length (missing), ==, 1);
  g_assert_cmpstr (missing[0], ==, "owner");
  g_assert_cmpstr (bulk_edits_get_undo_label (bulk_table_get_edits (shown.table)), ==, "Use template “Sales”");
  bulk_edits_undo (bulk_table_get_edits (shown.table));
  g_assert_null (bulk_table_dup_missing_columns (shown.table));
  hide (&shown);
}

/* What a template needs is not asked for where the user says otherwise: a column unticked, or no template at all. */
static void
test_wanted (void)
{
  static const BulkTemplateColumn columns[] = { { "Opp Name", "Opp Name", NULL }, { "Amount", "Amount", NULL },
                                                { "Owner", "owner", NULL } };
  g_autoptr (BulkTemplate) template = bulk_template_new ("Sales", NULL, columns, G_N_ELEMENTS (columns), NULL);
  g_auto (GStrv) missing = NULL;
  Shown shown = show ();

  bulk_mapping_window_use (shown.window, template);
  bulk_mapping_row_set (get_row (&shown, 1), FALSE, "Amount");
  g_assert_true (bulk_mapping_window_apply (shown.window));
  assert_headers (shown.table, "Opp Name");
  missing = bulk_table_dup_missing_columns (shown.table);
  g_assert_cmpuint (g_strv_length (missing), ==, 1);
  g_assert_cmpstr (missing[0], ==, "owner");
  hide (&shown);
}

/* Out to a file and in again; saved anew, a template keeps what this file lacks and a constant's value. */
static void
test_files (void)
{
  static const BulkTemplateColumn columns[] = { { "Close Date", "close_date", NULL }, { "Owner", "owner", NULL },
                                                { NULL, "currency", "EUR" } };
  g_autoptr (BulkTemplate) template = bulk_template_new ("Sales", NULL, columns, G_N_ELEMENTS (columns), NULL);
  g_autoptr (BulkTemplate) again = NULL;
  g_autoptr (GError) error = NULL;
  Shown shown = show ();
  g_autofree char *path = g_build_filename (shown.folder, "export.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), none = g_file_new_for_path ("/nonexistent.json");

  bulk_mapping_window_set_integration_id (shown.window, "ID-1");
  bulk_mapping_window_use (shown.window, template);
  g_assert_true (bulk_mapping_window_export (shown.window, file, &error));
  g_assert_no_error (error);
  bulk_mapping_row_set (get_row (&shown, 0), FALSE, "x");
  g_assert_true (bulk_mapping_window_import (shown.window, file, &error));
  g_assert_true (bulk_mapping_row_get_included (get_row (&shown, 0)));
  g_assert_false (bulk_mapping_window_import (shown.window, none, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  bulk_mapping_window_use (shown.window, template);
  g_assert_true (bulk_mapping_window_apply (shown.window));
  gtk_window_destroy (GTK_WINDOW (shown.window));
  shown.window = bulk_mapping_window_new (NULL, shown.table, shown.templates, "ID-1");
  bulk_mapping_window_use (shown.window, template);
  again = bulk_mapping_window_make_template (shown.window, "Sales", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_template_get_n_columns (again), ==, 3);
  g_assert_cmpstr (bulk_template_get_column (again, 0)->source, ==, "close-date");
  g_assert_cmpstr (bulk_template_get_column (again, 1)->value, ==, "EUR");
  g_assert_cmpstr (bulk_template_get_column (again, 2)->source, ==, "Owner");
  g_assert_cmpstr (bulk_template_get_integration_id (again), ==, "ID-1");
  g_unlink (path);
  hide (&shown);
}

/* As narrow as a telephone, with long names. */
static void
test_narrow (void)
{
  Shown shown = { 0 };
  int minimum;

  shown.folder = g_dir_make_tmp ("mapping-XXXXXX", NULL);
  shown.templates = bulk_templates_new (shown.folder);
  shown.table = fixture_table_new ("long.csv", "Donaudampfschifffahrtsgesellschaftskapitänsname,b\n1,2\n", -1);
  shown.window = bulk_mapping_window_new (NULL, shown.table, shown.templates, NULL);
  gtk_window_set_default_size (GTK_WINDOW (shown.window), 360, 500);
  gtk_window_present (GTK_WINDOW (shown.window));
  fixture_wait (gtk_widget_get_mapped (GTK_WIDGET (shown.window)));
  gtk_widget_measure (adw_window_get_content (ADW_WINDOW (shown.window)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                      NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  hide (&shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/mapping-window/apply", test_apply);
  g_test_add_func ("/mapping-window/check", test_check);
  g_test_add_func ("/mapping-window/template", test_template);
  g_test_add_func ("/mapping-window/wanted", test_wanted);
  g_test_add_func ("/mapping-window/files", test_files);
  g_test_add_func ("/mapping-window/narrow", test_narrow);
  return g_test_run ();
}
