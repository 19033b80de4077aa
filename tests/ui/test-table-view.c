/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "table-fixture.h"
#include "ui/table-view-private.h"

#define SALES                                    \
  "name,amount,\"a\nb\"\n"                       \
  "Acme,250000,x\n"                              \
  "\"Two\nlines\",1,\n"                          \
  "Short\n"                                      \
  "\"with \"\"quotes\"\"\",30,\"tab\there\"\n"

typedef struct
{
  GtkWidget *window;
  BulkTableView *view;
  GtkAdjustment *vertical;
  GtkAdjustment *horizontal;
} Shown;

static Shown
show (BulkTable *table)
{
  Shown shown;
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  shown.view = BULK_TABLE_VIEW (bulk_table_view_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (shown.view));
  bulk_table_view_set_table (shown.view, table);
  shown.window = fixture_window_new (scrolled, 800, 600);
  shown.vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  shown.horizontal = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  return shown;
}

static void
hide (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  fixture_settle ();
}

static void
assert_cursor (BulkTableView *view, guint row, guint column)
{
  g_assert_cmpuint (bulk_table_view_get_cursor_row (view), ==, row);
  g_assert_cmpuint (bulk_table_view_get_cursor_column (view), ==, column);
}

static void
test_nothing (void)
{
  Shown shown = show (NULL);
  GskRenderNode *node = fixture_draw (GTK_WIDGET (shown.view));

  g_assert_null (node);
  bulk_table_view_set_cursor (shown.view, 7, 7);
  assert_cursor (shown.view, 0, 0);
  bulk_table_view_set_match (shown.view, 7, 7);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.copy-row", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.show-cell", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.show-menu", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shown.view), "table.fit-column", NULL);
  fixture_settle ();
  hide (&shown);
}

static void
test_columns (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show (table);
  BulkTableColumn *name, *amount;
  double width;

  g_assert_cmpuint (bulk_table_view_get_n_columns (shown.view), ==, 3);
  name = bulk_table_view_get_column (shown.view, 0);
  amount = bulk_table_view_get_column (shown.view, 1);
  g_assert_false (name->numeric);
  g_assert_true (amount->numeric);
  g_assert_cmpfloat (name->width, >, amount->width);
  g_assert_cmpfloat (amount->x, ==, name->x + name->width);
  g_assert_cmpstr (bulk_table_view_get_header (shown.view, 2), ==, "a ↵");

  width = name->width;
  bulk_table_view_set_column_width (shown.view, 0, width + 100);
  g_assert_cmpfloat (name->width, ==, width + 100);
  g_assert_cmpfloat (amount->x, ==, width + 100);
  g_assert_cmpuint (bulk_table_view_get_column_at (shown.view, amount->x), ==, 1);
  g_assert_cmpuint (bulk_table_view_get_column_at (shown.view, amount->x - 1), ==, 0);
  g_assert_cmpuint (bulk_table_view_get_column_at (shown.view, -5), ==, 0);
  g_assert_cmpuint (bulk_table_view_get_column_at (shown.view, 1e6), ==, G_MAXUINT);
  g_assert_cmpuint (bulk_table_view_get_edge_at (shown.view, amount->x + 2, 5), ==, 0);
  g_assert_cmpuint (bulk_table_view_get_edge_at (shown.view, amount->x - 2, 5), ==, 0);
  g_assert_cmpuint (bulk_table_view_get_edge_at (shown.view, amount->x + 20, 5), ==, G_MAXUINT);
  g_assert_cmpuint (bulk_table_view_get_edge_at (shown.view, bulk_table_view_get_columns_width (shown.view) + 2, 5), ==,
                    2);
  bulk_table_view_fit_column (shown.view, 0);
  g_assert_cmpfloat (name->width, <, width + 100);
  bulk_table_view_set_column_width (shown.view, 0, -100);
  g_assert_cmpfloat (name->width, >, 0);
  hide (&shown);
}

static void
test_keys (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  GtkWidget *widget;
  Shown shown;

  fixture_reader_grow (reader, 1000, 50);
  fixture_reader_finish (reader, NULL);
  table = fixture_reader_open (reader);
  shown = show (table);
  widget = GTK_WIDGET (shown.view);
  assert_cursor (shown.view, 0, 0);
  fixture_press (widget, "Up");
  fixture_press (widget, "Left");
  assert_cursor (shown.view, 0, 0);
  fixture_press (widget, "Down");
  fixture_press (widget, "KP_Right");
  assert_cursor (shown.view, 1, 1);
  fixture_press (widget, "End");
  assert_cursor (shown.view, 1, 49);
  g_assert_cmpfloat (gtk_adjustment_get_value (shown.horizontal), >, 0);
  fixture_press (widget, "Page_Down");
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown.view), >, 5);
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown.view), <, 40);
  fixture_press (widget, "Page_Up");
  assert_cursor (shown.view, 1, 49);
  fixture_press (widget, "<Control>Down");
  assert_cursor (shown.view, 999, 49);
  fixture_press (widget, "Home");
  assert_cursor (shown.view, 999, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (shown.horizontal), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (shown.vertical), >, 1000);
  fixture_press (widget, "<Control>Home");
  assert_cursor (shown.view, 0, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (shown.vertical), ==, 0);
  fixture_press (widget, "<Control>End");
  assert_cursor (shown.view, 999, 49);
  fixture_press (widget, "Down");
  fixture_press (widget, "Right");
  assert_cursor (shown.view, 999, 49);
  hide (&shown);
}

static void
test_hit (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  graphene_rect_t area;
  guint row, column;
  Shown shown;

  fixture_reader_grow (reader, 1000, 50);
  fixture_reader_finish (reader, NULL);
  table = fixture_reader_open (reader);
  shown = show (table);
  bulk_table_view_set_cursor (shown.view, 500, 20);
  bulk_table_view_get_cell_area (shown.view, 500, 20, &area);
  /* Whole in view, beneath neither the header nor the row numbers. */
  g_assert_cmpfloat (area.origin.x, >=, shown.view->numbers_width);
  g_assert_cmpfloat (area.origin.y, >=, shown.view->header_height);
  g_assert_cmpfloat (area.origin.x + area.size.width, <=, gtk_widget_get_width (GTK_WIDGET (shown.view)));
  g_assert_cmpfloat (area.origin.y + area.size.height, <=, gtk_widget_get_height (GTK_WIDGET (shown.view)));
  g_assert_true (bulk_table_view_hit (shown.view, area.origin.x + 1, area.origin.y + 1, &row, &column));
  g_assert_cmpuint (row, ==, 500);
  g_assert_cmpuint (column, ==, 20);
  g_assert_false (bulk_table_view_hit (shown.view, area.origin.x + 1, 3, &row, &column));
  g_assert_true (bulk_table_view_hit (shown.view, 1, area.origin.y + 1, &row, &column));
  g_assert_cmpuint (row, ==, 500);
  hide (&shown);
}

static void
test_growing (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  Shown shown;
  double upper, width;

  fixture_reader_grow (reader, 100, 3);
  table = fixture_reader_open (reader);
  shown = show (table);
  upper = gtk_adjustment_get_upper (shown.vertical);
  width = bulk_table_view_get_columns_width (shown.view);
  bulk_table_view_set_column_width (shown.view, 1, 333);
  bulk_table_view_set_cursor (shown.view, 99, 2);
  fixture_reader_grow (reader, 5000, 6);
  fixture_wait (bulk_table_get_n_rows (table) == 5000);
  g_assert_cmpuint (bulk_table_view_get_n_columns (shown.view), ==, 6);
  g_assert_cmpfloat (gtk_adjustment_get_upper (shown.vertical), >, upper * 30);
  g_assert_cmpfloat (bulk_table_view_get_columns_width (shown.view), >, width);
  g_assert_cmpfloat (bulk_table_view_get_column (shown.view, 1)->width, ==, 333);
  assert_cursor (shown.view, 99, 2);
  hide (&shown);
  fixture_reader_finish (reader, NULL);
  fixture_wait (bulk_table_is_complete (table));
}

/* As many rows as a table can have: only those in view are read, and the last can be seen. */
static void
test_largest (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  guint reads, last = BULK_MAX_ROWS - 2;
  graphene_rect_t area;
  GskRenderNode *node;
  Shown shown;

  fixture_reader_grow (reader, (guint64) last + 1, 2);
  fixture_reader_finish (reader, NULL);
  table = fixture_reader_open (reader);
  shown = show (table);
  reads = fixture_reader_get_n_reads (reader);
  bulk_table_view_set_cursor (shown.view, last, 1);
  assert_cursor (shown.view, last, 1);
  node = fixture_draw (GTK_WIDGET (shown.view));
  g_assert_nonnull (node);
  gsk_render_node_unref (node);
  g_assert_cmpuint (fixture_reader_get_n_reads (reader) - reads, <, 60);
  bulk_table_view_get_cell_area (shown.view, last, 1, &area);
  g_assert_cmpfloat (area.origin.y + area.size.height, <=, gtk_widget_get_height (GTK_WIDGET (shown.view)));
  g_assert_cmpfloat (area.origin.y, >=, shown.view->header_height);
  fixture_press (GTK_WIDGET (shown.view), "Up");
  assert_cursor (shown.view, last - 1, 1);
  hide (&shown);
}

static char *
dup_clipboard (BulkTableView *view)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (view)));
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static void
assert_copied (BulkTableView *view, const char *keys, const char *expected)
{
  g_autofree char *text = NULL;

  fixture_press (GTK_WIDGET (view), keys);
  text = dup_clipboard (view);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_copy (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show (table);

  assert_copied (shown.view, "<Control>c", "Acme");
  assert_copied (shown.view, "<Control><Shift>c", "Acme\t250000\tx");
  bulk_table_view_set_cursor (shown.view, 1, 0);
  assert_copied (shown.view, "<Control>c", "Two\nlines");
  bulk_table_view_set_cursor (shown.view, 2, 2);
  assert_copied (shown.view, "<Control>c", "");
  assert_copied (shown.view, "<Control><Shift>c", "Short\t\t");
  bulk_table_view_set_cursor (shown.view, 3, 2);
  assert_copied (shown.view, "<Control><Shift>c", "\"with \"\"quotes\"\"\"\t30\t\"tab\there\"");
  hide (&shown);
}

static void
assert_said (BulkTableView *view, const char *words)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
}

static void
test_accessible (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show (table);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (shown.view), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (shown.view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Table");
  assert_said (shown.view, "Row 1, name: Acme");
  fixture_press (GTK_WIDGET (shown.view), "Right");
  assert_said (shown.view, "Row 1, amount: 250000");
  bulk_table_view_set_cursor (shown.view, 1, 2);
  assert_said (shown.view, "Row 2, a b: empty");
  bulk_table_view_set_cursor (shown.view, 2, 1);
  assert_said (shown.view, "Row 3, amount: no cell");
  hide (&shown);
}

static void
test_popups (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  Shown shown = show (table);

  fixture_press (GTK_WIDGET (shown.view), "space");
  g_assert_nonnull (shown.view->popover);
  fixture_wait (gtk_widget_get_mapped (shown.view->popover));
  gtk_popover_popdown (GTK_POPOVER (shown.view->popover));
  fixture_wait (shown.view->popover == NULL);
  fixture_press (GTK_WIDGET (shown.view), "Menu");
  g_assert_nonnull (shown.view->popover);
  /* A second takes the first one's place; the view goes with the menu open. */
  fixture_press (GTK_WIDGET (shown.view), "space");
  g_assert_nonnull (shown.view->popover);
  fixture_settle ();
  hide (&shown);
}

static void
test_another_table (void)
{
  g_autoptr (BulkTable) one = fixture_table_new ("sales.csv", SALES, -1);
  g_autoptr (BulkTable) two = fixture_table_new ("two.csv", "x\n1\n2\n", -1);
  Shown shown = show (one);

  bulk_table_view_set_cursor (shown.view, 3, 2);
  bulk_table_view_set_match (shown.view, 3, 2);
  bulk_table_view_set_table (shown.view, two);
  assert_cursor (shown.view, 0, 0);
  g_assert_cmpuint (bulk_table_view_get_n_columns (shown.view), ==, 1);
  assert_said (shown.view, "Row 1, x: 1");
  bulk_table_view_set_table (shown.view, NULL);
  g_assert_null (bulk_table_view_get_table (shown.view));
  g_assert_null (fixture_draw (GTK_WIDGET (shown.view)));
  fixture_settle ();
  hide (&shown);
  g_assert_finalize_object (g_steal_pointer (&one));
  g_assert_finalize_object (g_steal_pointer (&two));
}

/* A whole new page of 50 columns is drawn in less than 8 ms; the bound allows for slow and busy machines. */
static void
test_speed (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  gint64 best = G_MAXINT64, again = G_MAXINT64;
  Shown shown;

  fixture_reader_grow (reader, 1000000, 50);
  fixture_reader_finish (reader, NULL);
  table = fixture_reader_open (reader);
  shown = show (table);
  for (guint i = 0; i < 50; i++)
    bulk_table_view_set_column_width (shown.view, i, 24 + i % 3); /* all of them in view, or nearly */
  gtk_window_set_default_size (GTK_WINDOW (shown.window), 1280, 820);
  fixture_wait (gtk_widget_get_width (GTK_WIDGET (shown.view)) >= 1200);
  for (guint i = 0; i < 5; i++)
    {
      gint64 begin;
      GskRenderNode *node;

      bulk_table_view_set_cursor (shown.view, 100000 * (i + 1), 0);
      begin = g_get_monotonic_time ();
      node = fixture_draw (GTK_WIDGET (shown.view));
      best = MIN (best, g_get_monotonic_time () - begin);
      gsk_render_node_unref (node);
      begin = g_get_monotonic_time ();
      node = fixture_draw (GTK_WIDGET (shown.view));
      again = MIN (again, g_get_monotonic_time () - begin);
      gsk_render_node_unref (node);
    }
  g_test_message ("a new page: %.2f ms, the same again: %.2f ms", best / 1000.0, again / 1000.0);
  g_assert_cmpint (best, <, 32000);
  g_assert_cmpint (again, <, 8000);
  hide (&shown);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/table-view/nothing", test_nothing);
  g_test_add_func ("/table-view/columns", test_columns);
  g_test_add_func ("/table-view/keys", test_keys);
  g_test_add_func ("/table-view/hit", test_hit);
  g_test_add_func ("/table-view/growing", test_growing);
  g_test_add_func ("/table-view/largest", test_largest);
  g_test_add_func ("/table-view/copy", test_copy);
  g_test_add_func ("/table-view/accessible", test_accessible);
  g_test_add_func ("/table-view/popups", test_popups);
  g_test_add_func ("/table-view/another-table", test_another_table);
  g_test_add_func ("/table-view/speed", test_speed);
  return g_test_run ();
}
