/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "table-fixture.h"
#include "ui/find-bar.h"
#include "ui/go-to-row.h"

#define WORDS "a,b\none,two\nthree,ONE more\nfour,\n,one\n"

typedef struct
{
  GtkWidget *window;
  BulkTableView *view;
  BulkFindBar *bar;
} Shown;

static Shown
show (BulkTable *table)
{
  Shown shown;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  shown.view = BULK_TABLE_VIEW (bulk_table_view_new ());
  shown.bar = BULK_FIND_BAR (bulk_find_bar_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (shown.view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (shown.bar));
  gtk_box_append (GTK_BOX (box), scrolled);
  bulk_table_view_set_table (shown.view, table);
  bulk_find_bar_set_view (shown.bar, shown.view);
  shown.window = fixture_window_new (box, 600, 400);
  return shown;
}

static void
hide (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  fixture_settle ();
}

static void
assert_found (Shown *shown, guint row, guint column, const char *status)
{
  fixture_wait (!bulk_find_bar_is_searching (shown->bar));
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown->view), ==, row);
  g_assert_cmpuint (bulk_table_view_get_cursor_column (shown->view), ==, column);
  g_assert_cmpstr (bulk_find_bar_get_status (shown->bar), ==, status);
}

static void
test_next (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("words.csv", WORDS, -1);
  Shown shown = show (table);

  g_assert_false (bulk_find_bar_is_open (shown.bar));
  bulk_find_bar_open (shown.bar);
  g_assert_true (bulk_find_bar_is_open (shown.bar));
  bulk_find_bar_find (shown.bar, "one");
  assert_found (&shown, 0, 0, "");
  bulk_find_bar_next (shown.bar, TRUE);
  assert_found (&shown, 1, 1, "");
  bulk_find_bar_next (shown.bar, TRUE);
  assert_found (&shown, 3, 1, "");
  bulk_find_bar_next (shown.bar, TRUE);
  assert_found (&shown, 0, 0, "Found, going on from the first row");
  bulk_find_bar_next (shown.bar, FALSE);
  assert_found (&shown, 3, 1, "Found, going on from the last row");
  bulk_find_bar_next (shown.bar, FALSE);
  assert_found (&shown, 1, 1, "");
  /* One more letter: from where it is. */
  bulk_find_bar_find (shown.bar, "one m");
  assert_found (&shown, 1, 1, "");
  bulk_find_bar_next (shown.bar, TRUE);
  fixture_wait (!bulk_find_bar_is_searching (shown.bar));
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown.view), ==, 1);
  hide (&shown);
}

static void
test_not_found (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("words.csv", WORDS, -1);
  Shown shown = show (table);

  bulk_table_view_set_cursor (shown.view, 2, 1);
  bulk_find_bar_find (shown.bar, "%s<b>");
  g_assert_true (bulk_find_bar_is_searching (shown.bar));
  assert_found (&shown, 2, 1, "Not found");
  bulk_find_bar_find (shown.bar, "");
  g_assert_false (bulk_find_bar_is_searching (shown.bar));
  assert_found (&shown, 2, 1, "");
  bulk_find_bar_close (shown.bar);
  g_assert_false (bulk_find_bar_is_open (shown.bar));
  hide (&shown);
}

/* Nothing that is still searched for may arrive after the bar, the view or the table has gone. */
static void
test_cancel (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  Shown shown;

  fixture_reader_grow (reader, 1000000000, 3);
  table = fixture_reader_open (reader);
  shown = show (table);
  bulk_find_bar_find (shown.bar, "no such");
  g_assert_true (bulk_find_bar_is_searching (shown.bar));
  bulk_find_bar_find (shown.bar, "5:2");
  assert_found (&shown, 5, 2, "");
  bulk_find_bar_find (shown.bar, "no such");
  fixture_wait (*bulk_find_bar_get_status (shown.bar) != '\0');
  g_assert_cmpstr (bulk_find_bar_get_status (shown.bar), ==, "Searching…");
  bulk_find_bar_close (shown.bar);
  g_assert_false (bulk_find_bar_is_searching (shown.bar));
  g_assert_cmpstr (bulk_find_bar_get_status (shown.bar), ==, "");
  bulk_find_bar_find (shown.bar, "nor this");
  hide (&shown);
  fixture_reader_finish (reader, NULL);
  fixture_wait (bulk_table_is_complete (table));
}

static void
test_still_reading (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  Shown shown;

  fixture_reader_grow (reader, 10, 3);
  table = fixture_reader_open (reader);
  shown = show (table);
  bulk_find_bar_find (shown.bar, "20:1");
  assert_found (&shown, 0, 0, "Not found so far. The file is still being read.");
  fixture_reader_grow (reader, 30, 3);
  fixture_wait (bulk_table_get_n_rows (table) == 30);
  bulk_find_bar_next (shown.bar, TRUE);
  assert_found (&shown, 20, 1, "");
  hide (&shown);
  fixture_reader_finish (reader, NULL);
  fixture_wait (bulk_table_is_complete (table));
}

static void
test_parse_row (void)
{
  static const struct
  {
    const char *text;
    guint64 number;
  } good[] = { { "1", 1 }, { " 1,204 ", 1204 }, { "1.204", 1204 }, { "1 204", 1204 }, { "1’204", 1204 },
               { "٣", 3 }, { "4294967295", 4294967295 }, { "0", 0 } };
  static const char *bad[] = { "", " ", "x", "12a", "-1", "1e3", ",", "%d" };
  guint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (bulk_go_to_row_parse (good[i].text, &number));
      g_assert_cmpuint (number, ==, good[i].number);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (bulk_go_to_row_parse (bad[i], &number));
  g_assert_true (bulk_go_to_row_parse ("99999999999999999999999999", &number));
  g_assert_cmpuint (number, >, G_MAXUINT);
}

static void
test_go_to_row (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("words.csv", WORDS, -1);
  Shown shown = show (table);
  GtkWidget *popover = bulk_go_to_row_new ();

  gtk_widget_set_parent (popover, GTK_WIDGET (shown.view));
  g_assert_false (bulk_go_to_row_go (BULK_GO_TO_ROW (popover), "1"));
  bulk_go_to_row_set_view (BULK_GO_TO_ROW (popover), shown.view);
  bulk_table_view_set_cursor (shown.view, 0, 1);
  g_assert_true (bulk_go_to_row_go (BULK_GO_TO_ROW (popover), "4"));
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown.view), ==, 3);
  g_assert_cmpuint (bulk_table_view_get_cursor_column (shown.view), ==, 1);
  g_assert_false (bulk_go_to_row_go (BULK_GO_TO_ROW (popover), "5"));
  g_assert_false (bulk_go_to_row_go (BULK_GO_TO_ROW (popover), "0"));
  g_assert_false (bulk_go_to_row_go (BULK_GO_TO_ROW (popover), "last"));
  g_assert_cmpuint (bulk_table_view_get_cursor_row (shown.view), ==, 3);
  hide (&shown);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/find-bar/next", test_next);
  g_test_add_func ("/find-bar/not-found", test_not_found);
  g_test_add_func ("/find-bar/cancel", test_cancel);
  g_test_add_func ("/find-bar/still-reading", test_still_reading);
  g_test_add_func ("/go-to-row/parse", test_parse_row);
  g_test_add_func ("/go-to-row/go", test_go_to_row);
  return g_test_run ();
}
