/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "table-fixture.h"
#include "ui/problem-row.h"
#include "ui/problems-pane.h"

#define DEALS "id,name\naw1, a \naw2,b\naw2,c\n"

typedef struct
{
  BulkTable *table;
  BulkProblems *problems;
  GtkWidget *pane;
  GtkWidget *window;
} Shown;

static Shown
show (const char *text, int width, int height)
{
  Shown self = { fixture_table_new ("deals.csv", text, -1), bulk_problems_new (), bulk_problems_pane_new (), NULL };

  bulk_problems_set_table (self.problems, self.table);
  bulk_problems_pane_set_problems (BULK_PROBLEMS_PANE (self.pane), self.problems);
  self.window = fixture_window_new (self.pane, width, height);
  fixture_wait (!bulk_problems_is_running (self.problems));
  fixture_settle ();
  return self;
}

static void
shown_clear (Shown *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  fixture_settle ();
  g_object_unref (self->problems);
  g_object_unref (self->table);
}

static guint
count (GtkWidget *widget, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    n += count (child, type);
  return n;
}

static gboolean
says (GtkButton *button, const char *label)
{
  GtkWidget *child = gtk_button_get_child (button);

  return GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_text (GTK_LABEL (child)), label);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && says (GTK_BUTTON (widget), label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);
      if (found)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  /* A drop-down has a list of its own, which is not seen. */
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);
      if (found)
        return found;
    }
  return NULL;
}

static void
on_jump (GtkWidget *pane, const BulkProblem *problem, BulkProblem *jumped)
{
  *jumped = *problem;
}

static void
assert_cell (BulkTable *table, guint row, guint column, const char *expected)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  const BulkCell *cell;

  g_assert_true (bulk_table_read_row (table, row, cells));
  cell = bulk_cells_get (cells, column);
  g_assert_cmpmem (cell->text, cell->length, expected, strlen (expected));
}

static void
test_groups (void)
{
  Shown shown = show (DEALS, 380, 500);
  GtkWidget *list = find_type (shown.pane, GTK_TYPE_LIST_VIEW);
  BulkProblem jumped = { 0 };

  g_signal_connect (shown.pane, "jump", G_CALLBACK (on_jump), &jumped);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown.problems)), ==, 2);
  /* Errors first; a few problems are listed at once, a click on a place goes there. */
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpint (jumped.code, ==, BULK_PROBLEM_DUPLICATE_KEY);
  g_assert_cmpuint (jumped.row, ==, 2);
  g_assert_cmpuint (jumped.column, ==, 0);
  /* A click closes the group, another one opens it again. */
  g_signal_emit_by_name (list, "activate", 0);
  jumped.row = G_MAXUINT;
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpuint (jumped.row, ==, G_MAXUINT);
  g_signal_emit_by_name (list, "activate", 0);
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpuint (jumped.row, ==, 2);
  shown_clear (&shown);
}

static void
test_ignore (void)
{
  Shown shown = show (DEALS, 380, 500);

  g_assert_false (bulk_problems_allow_upload (shown.problems));
  g_signal_emit_by_name (find_button (shown.pane, "Ignore"), "clicked");
  g_assert_true (bulk_problems_allow_upload (shown.problems));
  fixture_settle ();
  g_signal_emit_by_name (find_button (shown.pane, "Ignore"), "clicked");
  g_assert_false (bulk_problems_allow_upload (shown.problems));
  shown_clear (&shown);
}

static void
test_fix (void)
{
  Shown shown = show (DEALS, 380, 500);
  BulkEdits *edits = bulk_table_get_edits (shown.table);

  g_signal_emit_by_name (find_button (shown.pane, "Trim Spaces"), "clicked");
  fixture_wait (bulk_edits_can_undo (edits));
  assert_cell (shown.table, 0, 1, "a");
  fixture_wait (!bulk_problems_is_running (shown.problems));
  g_assert_cmpuint (bulk_findings_count (bulk_problems_get_findings (shown.problems), BULK_PROBLEM_PADDED_VALUE), ==,
                    0);
  bulk_edits_undo (edits);
  fixture_wait (!bulk_problems_is_running (shown.problems));
  assert_cell (shown.table, 0, 1, " a ");
  g_assert_cmpuint (bulk_findings_count (bulk_problems_get_findings (shown.problems), BULK_PROBLEM_PADDED_VALUE), ==,
                    1);
  shown_clear (&shown);
}

static void
test_filter (void)
{
  Shown shown = show (DEALS, 380, 500);
  GtkDropDown *column = GTK_DROP_DOWN (find_type (shown.pane, GTK_TYPE_DROP_DOWN));

  gtk_drop_down_set_selected (column, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown.problems)), ==, 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_type (shown.pane, GTK_TYPE_TOGGLE_BUTTON)), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown.problems)), ==, 1);
  gtk_drop_down_set_selected (column, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown.problems)), ==, 0);
  gtk_drop_down_set_selected (column, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown.problems)), ==, 1);
  shown_clear (&shown);
}

/* Many problems are counted, not shown one and all. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("id,name\n");
  BulkProblemGroup *group;
  Shown shown;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "aw%u, x%u \n", i, i);
  shown = show (text->str, 380, 500);
  group = g_list_model_get_item (G_LIST_MODEL (shown.problems), 0);
  g_assert_cmpuint (bulk_problem_group_get_count (group), ==, 200000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (group)), ==, BULK_FINDINGS_KEPT);
  g_signal_emit_by_name (find_type (shown.pane, GTK_TYPE_LIST_VIEW), "activate", 0);
  fixture_settle ();
  g_assert_cmpuint (count (shown.pane, BULK_TYPE_PROBLEM_ROW), >, 1);
  g_assert_cmpuint (count (shown.pane, BULK_TYPE_PROBLEM_ROW), <, 300);
  g_object_unref (group);
  shown_clear (&shown);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/problems-pane/groups", test_groups);
  g_test_add_func ("/ui/problems-pane/ignore", test_ignore);
  g_test_add_func ("/ui/problems-pane/fix", test_fix);
  g_test_add_func ("/ui/problems-pane/filter", test_filter);
  g_test_add_func ("/ui/problems-pane/many", test_many);
  return g_test_run ();
}
