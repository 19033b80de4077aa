/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "table-fixture.h"
#include "ui/template-bar.h"

#define SALES "Opp Name,Amount,close-date\nA,1,2026-01-01\n"

typedef struct
{
  char *folder;
  BulkTemplates *templates;
  GtkWidget *bar, *window;
} Shown;

static void
keep (Shown *shown, const char *name, const char *integration_id)
{
  static const BulkTemplateColumn columns[] = { { "Close Date", "close_date", NULL }, { "Opp Name", "name", NULL } };
  g_autoptr (BulkTemplate) template = bulk_template_new (name, integration_id, columns, G_N_ELEMENTS (columns), NULL);

  g_assert_true (bulk_templates_save (shown->templates, template, NULL));
}

static Shown
show (void)
{
  Shown shown = { 0 };

  shown.folder = g_dir_make_tmp ("template-bar-XXXXXX", NULL);
  shown.templates = bulk_templates_new (shown.folder);
  shown.bar = bulk_template_bar_new ();
  bulk_template_bar_set_templates (BULK_TEMPLATE_BAR (shown.bar), shown.templates);
  shown.window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (shown.window), shown.bar);
  gtk_window_present (GTK_WINDOW (shown.window));
  return shown;
}

static void
hide (Shown *shown)
{
  g_autoptr (GPtrArray) all = bulk_templates_list (shown->templates);

  for (guint i = 0; i < all->len; i++)
    bulk_templates_remove (shown->templates, all->pdata[i], NULL);
  gtk_window_destroy (GTK_WINDOW (shown->window));
  fixture_settle ();
  g_rmdir (shown->folder);
  g_object_unref (shown->templates);
  g_free (shown->folder);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

/* Offered by itself once the file has been read; taken, it is a step that can be undone. */
static void
test_use (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show ();
  g_autofree char *header = NULL;
  GtkWidget *label;

  keep (&shown, "<b>Renewals", NULL);
  g_assert_false (gtk_widget_get_visible (shown.bar));
  bulk_template_bar_set_table (BULK_TEMPLATE_BAR (shown.bar), table, NULL);
  fixture_wait (bulk_template_bar_is_offering (BULK_TEMPLATE_BAR (shown.bar)));
  g_assert_true (gtk_widget_get_visible (shown.bar));
  label = find (shown.bar, GTK_TYPE_LABEL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "Use the template “<b>Renewals” for the columns?");
  g_signal_emit_by_name (find (shown.bar, GTK_TYPE_BUTTON), "clicked");
  g_assert_false (gtk_widget_get_visible (shown.bar));
  header = bulk_table_dup_header (table, 0);
  g_assert_cmpstr (header, ==, "close_date");
  g_assert_cmpuint (bulk_table_get_n_columns (table), ==, 2);
  bulk_edits_undo (bulk_table_get_edits (table));
  g_assert_cmpuint (bulk_table_get_n_columns (table), ==, 3);
  fixture_settle ();
  g_assert_false (gtk_widget_get_visible (shown.bar));
  hide (&shown);
}

/* It goes when it is turned down, when the columns are arranged otherwise, and with its table. */
static void
test_gone (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show ();
  BulkTemplateBar *bar = BULK_TEMPLATE_BAR (shown.bar);
  GtkWidget *use = find (shown.bar, GTK_TYPE_BUTTON);

  keep (&shown, "Renewals", NULL);
  bulk_template_bar_set_table (bar, table, NULL);
  fixture_wait (bulk_template_bar_is_offering (bar));
  g_signal_emit_by_name (gtk_widget_get_next_sibling (use), "clicked");
  g_assert_false (bulk_template_bar_is_offering (bar));
  g_assert_false (bulk_table_is_edited (table));
  bulk_template_bar_set_table (bar, table, NULL);
  fixture_wait (bulk_template_bar_is_offering (bar));
  bulk_edits_set_cell (bulk_table_get_edits (table), 0, 0, "B", -1);
  g_assert_true (bulk_template_bar_is_offering (bar));
  bulk_edits_leave_out_column (bulk_table_get_edits (table), 1);
  g_assert_false (bulk_template_bar_is_offering (bar));
  bulk_template_bar_set_table (bar, table, NULL);
  fixture_wait (bulk_template_bar_is_offering (bar));
  bulk_template_bar_set_table (bar, NULL, NULL);
  g_assert_false (bulk_template_bar_is_offering (bar));
  hide (&shown);
}

/* A keyring that tells nothing leaves any template to choose. */
static void
test_integration (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show ();
  BulkTemplateBar *bar = BULK_TEMPLATE_BAR (shown.bar);

  keep (&shown, "Renewals", "ID-1");
  bulk_template_bar_set_table (bar, table, "no such connection");
  fixture_wait (bulk_template_bar_is_offering (bar));
  bulk_template_bar_set_connection (bar, "another");
  bulk_template_bar_set_table (bar, NULL, NULL);
  fixture_settle ();
  g_assert_false (bulk_template_bar_is_offering (bar));
  hide (&shown);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/template-bar/use", test_use);
  g_test_add_func ("/template-bar/gone", test_gone);
  g_test_add_func ("/template-bar/integration", test_integration);
  return g_test_run ();
}
