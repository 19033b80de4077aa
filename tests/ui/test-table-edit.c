/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "table-fixture.h"
#include "ui/table-view-private.h"

#define SALES "name,amount,notes\nAda,1,first\nBob,2,\"two\nlines\"\nCy,3,third\nDee,4,fourth\n"

typedef struct
{
  GtkWidget *window;
  BulkTableView *view;
  BulkTable *table;
  BulkEdits *edits;
} Shown;

static Shown
show (void)
{
  Shown shown = { 0 };
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  shown.table = fixture_table_new ("sales.csv", SALES, -1);
  shown.edits = bulk_table_get_edits (shown.table);
  shown.view = BULK_TABLE_VIEW (bulk_table_view_new ());
  bulk_table_view_set_table (shown.view, shown.table);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (shown.view));
  shown.window = fixture_window_new (scrolled, 600, 300);
  gtk_widget_grab_focus (GTK_WIDGET (shown.view));
  return shown;
}

static void
hide (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  fixture_settle ();
  g_object_unref (shown->table);
}

static GtkWidget *
get_text_view (Shown *shown)
{
  g_assert_nonnull (shown->view->editor);
  return gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (shown->view->editor));
}

static void
write_text (Shown *shown, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text_view (shown))), text, -1);
}

static void
assert_written (Shown *shown, const char *expected)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text_view (shown)));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

/* What the editor does with a key, as if it had been pressed in it. */
static void
press (Shown *shown, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_text_view (shown));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, state, &handled);
      g_assert_true (handled);
      return;
    }
  g_assert_not_reached ();
}

static void
assert_cell (Shown *shown, guint row, guint column, const char *expected)
{
  g_autoptr (BulkCells) cells = bulk_cells_new ();
  g_autofree char *text = NULL;

  g_assert_true (bulk_table_read_row (shown->table, row, cells));
  text = bulk_cell_dup_text (bulk_cells_get (cells, column));
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_cursor (Shown *shown, guint row, guint column)
{
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown->view), ==, row);
  g_assert_cmpuint (bulk_table_view_get_cursor_column (shown->view), ==, column);
}

static void
test_keys (void)
{
  Shown shown = show ();

  bulk_table_view_set_cursor (shown.view, 1, 1);
  fixture_press (GTK_WIDGET (shown.view), "F2");
  assert_written (&shown, "2");
  fixture_wait (gtk_widget_get_mapped (get_text_view (&shown)));
  write_text (&shown, "22");
  press (&shown, GDK_KEY_Return, 0);
  g_assert_false (bulk_table_view_is_editing (shown.view));
  assert_cell (&shown, 1, 1, "22");
  assert_cursor (&shown, 2, 1);

  fixture_press (GTK_WIDGET (shown.view), "Return");
  write_text (&shown, "33");
  press (&shown, GDK_KEY_Tab, 0);
  assert_cell (&shown, 2, 1, "33");
  assert_cursor (&shown, 2, 2);

  fixture_press (GTK_WIDGET (shown.view), "F2");
  write_text (&shown, "never");
  press (&shown, GDK_KEY_Escape, 0);
  assert_cell (&shown, 2, 2, "third");
  assert_cursor (&shown, 2, 2);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (shown.view)));

  fixture_press (GTK_WIDGET (shown.view), "F2");
  press (&shown, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_cursor (&shown, 2, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown.edits)), ==, 2);
  fixture_settle ();
  hide (&shown);
}

/* Lines are kept, and written with Shift+Enter. */
static void
test_lines (void)
{
  Shown shown = show ();

  bulk_table_view_edit (shown.view, 1, 2);
  assert_written (&shown, "two\nlines");
  write_text (&shown, "one");
  press (&shown, GDK_KEY_Return, GDK_SHIFT_MASK);
  assert_written (&shown, "one\n");
  bulk_table_view_finish_editing (shown.view);
  assert_cell (&shown, 1, 2, "one\n");
  g_assert_cmpuint (bulk_table_get_n_edited_cells (shown.table), ==, 1);
  hide (&shown);
}

static void
test_header (void)
{
  Shown shown = show ();
  g_autofree char *header = NULL;

  bulk_table_view_set_cursor (shown.view, 2, 1);
  fixture_press (GTK_WIDGET (shown.view), "<Shift>F2");
  assert_written (&shown, "amount");
  write_text (&shown, "deal_value");
  press (&shown, GDK_KEY_Return, 0);
  header = bulk_table_dup_header (shown.table, 1);
  g_assert_cmpstr (header, ==, "deal_value");
  g_assert_cmpstr (bulk_table_view_get_header (shown.view, 1), ==, "deal_value");
  assert_cursor (&shown, 2, 1);
  hide (&shown);
}

/* Going elsewhere takes over what was written. */
static void
test_focus (void)
{
  Shown shown = show ();

  bulk_table_view_edit (shown.view, 0, 0);
  fixture_wait (gtk_widget_has_focus (get_text_view (&shown)));
  write_text (&shown, "Eve");
  gtk_widget_grab_focus (GTK_WIDGET (shown.view));
  g_assert_false (bulk_table_view_is_editing (shown.view));
  assert_cell (&shown, 0, 0, "Eve");
  hide (&shown);
}

static void
test_rows (void)
{
  Shown shown = show ();
  guint first;

  bulk_table_view_set_cursor (shown.view, 1, 1);
  fixture_press (GTK_WIDGET (shown.view), "<Shift>Down");
  g_assert_cmpuint (bulk_table_view_get_selected_rows (shown.view, &first), ==, 2);
  g_assert_cmpuint (first, ==, 1);
  fixture_press (GTK_WIDGET (shown.view), "<Control>minus");
  g_assert_cmpuint (bulk_table_get_n_rows (shown.table), ==, 2);
  assert_cell (&shown, 1, 0, "Dee");
  assert_cursor (&shown, 1, 1);
  g_assert_cmpuint (bulk_table_view_get_selected_rows (shown.view, &first), ==, 1);
  fixture_press (GTK_WIDGET (shown.view), "<Control>z");
  g_assert_cmpuint (bulk_table_get_n_rows (shown.table), ==, 4);
  fixture_press (GTK_WIDGET (shown.view), "<Control><Shift>z");
  g_assert_cmpuint (bulk_table_get_n_rows (shown.table), ==, 2);
  fixture_press (GTK_WIDGET (shown.view), "Delete");
  assert_cell (&shown, 1, 1, "");
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.revert-cell", NULL);
  assert_cell (&shown, 1, 1, "4");
  hide (&shown);
}

static void
test_columns (void)
{
  Shown shown = show ();
  double width;

  bulk_table_view_set_column_width (shown.view, 2, 123);
  bulk_table_view_set_cursor (shown.view, 0, 0);
  fixture_press (GTK_WIDGET (shown.view), "<Alt>Right");
  assert_cursor (&shown, 0, 1);
  assert_cell (&shown, 0, 0, "1");
  fixture_press (GTK_WIDGET (shown.view), "<Control><Shift>Delete");
  g_assert_cmpuint (bulk_table_view_get_n_columns (shown.view), ==, 2);
  assert_cell (&shown, 0, 1, "first");
  width = bulk_table_view_get_column (shown.view, 1)->width;
  g_assert_cmpfloat (width, ==, 123);
  fixture_press (GTK_WIDGET (shown.view), "<Control><Shift>Delete");
  /* The last column stays. */
  fixture_press (GTK_WIDGET (shown.view), "<Control><Shift>Delete");
  g_assert_cmpuint (bulk_table_view_get_n_columns (shown.view), ==, 1);
  bulk_edits_undo_to (shown.edits, 0);
  g_assert_cmpuint (bulk_table_view_get_n_columns (shown.view), ==, 3);
  hide (&shown);
}

/* Nothing of the view's own keys works while somebody writes. */
static void
test_while_editing (void)
{
  Shown shown = show ();

  bulk_table_view_edit (shown.view, 1, 1);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.remove-rows", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.clear-cell", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.undo", NULL);
  g_assert_cmpuint (bulk_table_get_n_rows (shown.table), ==, 4);
  g_assert_true (bulk_table_view_is_editing (shown.view));
  /* Another table ends it. */
  bulk_table_view_set_table (shown.view, NULL);
  g_assert_false (bulk_table_view_is_editing (shown.view));
  fixture_settle ();
  hide (&shown);
}

/* Edited cells are drawn otherwise than others. */
static void
test_marks (void)
{
  Shown shown = show ();
  g_autoptr (GskRenderNode) before = fixture_draw (GTK_WIDGET (shown.view)), after = NULL;
  g_autoptr (GBytes) one = gsk_render_node_serialize (before), two = NULL;

  bulk_edits_set_cell (shown.edits, 0, 0, "Eda", -1);
  after = fixture_draw (GTK_WIDGET (shown.view));
  two = gsk_render_node_serialize (after);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (two, NULL), (gssize) g_bytes_get_size (two), "linear-gradient"));
  g_assert_null (g_strstr_len (g_bytes_get_data (one, NULL), (gssize) g_bytes_get_size (one), "linear-gradient"));
  hide (&shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/table-edit/keys", test_keys);
  g_test_add_func ("/table-edit/lines", test_lines);
  g_test_add_func ("/table-edit/header", test_header);
  g_test_add_func ("/table-edit/focus", test_focus);
  g_test_add_func ("/table-edit/rows", test_rows);
  g_test_add_func ("/table-edit/columns", test_columns);
  g_test_add_func ("/table-edit/while-editing", test_while_editing);
  g_test_add_func ("/table-edit/marks", test_marks);
  return g_test_run ();
}
