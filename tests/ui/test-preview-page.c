/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "table-fixture.h"
#include "../table/zip-fixture.h"
#include "ui/find-bar.h"
#include "ui/import-popover.h"
#include "ui/preview-page.h"
#include "ui/table-view.h"

#define SALES "name;amount\nAcme;1\nRagged\nGlobex;3;4\n"

/* The first widget below another of a type, or with a text. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      if (text == NULL)
        return widget;
      if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text))
        return widget;
      if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);
      if (found)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget *page, const char *text)
{
  GtkWidget *label = find (page, GTK_TYPE_LABEL, text);

  return label && gtk_widget_get_mapped (label);
}

static void
on_signal (gpointer user_data)
{
  ++*(guint *) user_data;
}

/* F8 and Shift+F8 */
static void
assert_next (GtkWidget *page, gboolean forward, guint row, guint column)
{
  BulkTableView *view = BULK_TABLE_VIEW (find (page, BULK_TYPE_TABLE_VIEW, NULL));

  g_assert_true (gtk_widget_activate_action (page, "preview.next-problem", "b", forward));
  g_assert_cmpuint (bulk_table_view_get_cursor_row (view), ==, row);
  g_assert_cmpuint (bulk_table_view_get_cursor_column (view), ==, column);
}

static void
test_complete (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  GtkWidget *page = bulk_preview_page_new ();
  GtkWidget *window, *button;
  BulkProblems *problems;
  BulkTableView *view;
  guint n_uploads = 0, n_others = 0, n_notified = 0;

  g_assert_false (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_signal_connect_swapped (page, "notify::can-upload", G_CALLBACK (on_signal), &n_notified);
  g_signal_connect_swapped (page, "upload", G_CALLBACK (on_signal), &n_uploads);
  g_signal_connect_swapped (page, "choose-another", G_CALLBACK (on_signal), &n_others);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  window = fixture_window_new (page, 800, 600);
  g_assert_true (bulk_preview_page_get_table (BULK_PREVIEW_PAGE (page)) == table);
  problems = bulk_preview_page_get_problems (BULK_PREVIEW_PAGE (page));
  fixture_wait (!bulk_problems_is_running (problems));
  g_assert_true (says (page, "3 opportunities · 3 columns · CSV, semicolon, UTF-8"));
  g_assert_true (says (page, "2 errors in 2 rows; 1 row is ready. To upload, fix the errors"));
  g_assert_false (says (page, "Reading…"));
  /* Errors stop the upload until they are waved through by name. */
  g_assert_false (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_false (gtk_widget_get_sensitive (find (page, GTK_TYPE_BUTTON, "_Upload…")));

  view = BULK_TABLE_VIEW (find (page, BULK_TYPE_TABLE_VIEW, NULL));
  assert_next (page, TRUE, 1, 1);
  assert_next (page, TRUE, 2, 2);
  assert_next (page, TRUE, 1, 1);
  assert_next (page, FALSE, 2, 2);
  g_assert_cmpuint (bulk_table_view_get_cursor_row (view), ==, 2);
  bulk_problems_set_waved (problems, BULK_PROBLEM_RAGGED_ROW, TRUE);
  g_assert_true (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (says (page, "2 errors ignored; 3 rows are ready"));
  g_signal_emit_by_name (find (page, GTK_TYPE_BUTTON, "_Upload…"), "clicked");
  g_assert_cmpuint (n_uploads, ==, 1);
  button = gtk_widget_get_ancestor (find (page, GTK_TYPE_LABEL, "Choose Another File"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (n_others, ==, 1);

  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), NULL, NULL);
  g_assert_false (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_null (bulk_preview_page_get_table (BULK_PREVIEW_PAGE (page)));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&table));
}

static void
test_reading (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  GtkWidget *page = bulk_preview_page_new ();
  GtkWidget *window;

  fixture_reader_grow (reader, 20, 3);
  table = fixture_reader_open (reader);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  window = fixture_window_new (page, 360, 500);
  g_assert_cmpint (gtk_widget_get_width (page), ==, 360);
  g_assert_true (says (page, "Reading… 45 %"));
  g_assert_true (says (page, "20 opportunities so far"));
  g_assert_false (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_false (gtk_widget_get_sensitive (find (page, GTK_TYPE_BUTTON, "_Upload…")));
  fixture_reader_grow (reader, 30, 3);
  fixture_reader_finish (reader, NULL);
  fixture_wait (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_true (says (page, "30 opportunities · 3 columns"));
  g_assert_false (says (page, "Reading…"));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
}

static void
test_failing (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) table = NULL;
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "<b>100% of it</b> is gone.");
  GtkWidget *page = bulk_preview_page_new ();
  GtkWidget *window;

  fixture_reader_grow (reader, 20, 3);
  table = fixture_reader_open (reader);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  window = fixture_window_new (page, 360, 500);
  fixture_reader_finish (reader, error);
  fixture_wait (bulk_table_get_load_error (table));
  fixture_wait (says (page, "<b>100% of it</b> is gone."));
  g_assert_false (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_false (says (page, "Reading…"));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
}

/* What is no longer looked at is no longer read. */
static void
test_replaced (void)
{
  g_autoptr (FixtureReader) reader = fixture_reader_new ();
  g_autoptr (BulkTable) growing = NULL;
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  GtkWidget *page = g_object_ref_sink (bulk_preview_page_new ());
  BulkProblems *problems;

  fixture_reader_grow (reader, 20, 3);
  growing = fixture_reader_open (reader);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), growing, NULL);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  g_assert_error (bulk_table_get_load_error (growing), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  problems = bulk_preview_page_get_problems (BULK_PREVIEW_PAGE (page));
  fixture_wait (!bulk_problems_is_running (problems));
  g_assert_true (bulk_problems_get_table (problems) == table);
  g_assert_finalize_object (page);
}

static void
test_empty (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("empty.csv", "name,amount,stage\n", -1);
  GtkWidget *page = bulk_preview_page_new ();
  GtkWidget *window;

  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  window = fixture_window_new (page, 360, 500);
  g_assert_false (bulk_preview_page_get_can_upload (BULK_PREVIEW_PAGE (page)));
  g_assert_true (says (page, bulk_table_get_n_rows (table) ? "opportunity" : "No opportunities"));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
}

static void
test_find (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  GtkWidget *page = bulk_preview_page_new ();
  GtkWidget *window;
  BulkFindBar *bar = BULK_FIND_BAR (find (page, BULK_TYPE_FIND_BAR, NULL));
  BulkTableView *view = BULK_TABLE_VIEW (find (page, BULK_TYPE_TABLE_VIEW, NULL));

  gtk_widget_activate_action (page, "preview.find", NULL);
  g_assert_false (bulk_find_bar_is_open (bar));
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  window = fixture_window_new (page, 800, 500);
  fixture_press (page, "<Control>f");
  g_assert_true (bulk_find_bar_is_open (bar));
  bulk_find_bar_find (bar, "glob");
  fixture_wait (!bulk_find_bar_is_searching (bar));
  g_assert_cmpuint (bulk_table_view_get_cursor_row (view), ==, 2);
  bulk_find_bar_find (bar, "g");
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), NULL, NULL);
  g_assert_false (bulk_find_bar_is_open (bar));
  g_assert_false (bulk_find_bar_is_searching (bar));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
}

typedef struct
{
  guint n;
  char *encoding;
  char delimiter;
  int has_header;
} Asked;

static void
on_asked (gpointer source, const BulkImportOptions *options, gpointer user_data)
{
  Asked *asked = user_data;

  asked->n++;
  g_free (asked->encoding);
  asked->encoding = g_strdup (options->encoding);
  asked->delimiter = options->delimiter;
  asked->has_header = options->has_header;
}

static BulkTable *
reimport (BulkTable *table, const Asked *asked)
{
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (bulk_table_get_snapshot (table));
  const BulkImportOptions options = { asked->encoding, asked->delimiter, asked->has_header, NULL };
  g_autoptr (GError) error = NULL;
  BulkTable *again;

  bulk_import_set_options (import, &options);
  again = bulk_import_open (import, NULL, &error);
  g_assert_no_error (error);
  return again;
}

static void
test_options (void)
{
  g_autoptr (BulkTable) table = fixture_table_new ("sales.csv", SALES, -1);
  g_autoptr (BulkTable) again = NULL;
  g_autoptr (BulkTable) other = fixture_table_new ("other.csv", "a,b\n1,2\n", -1);
  GtkWidget *page = g_object_ref_sink (bulk_preview_page_new ());
  GtkMenuButton *button = GTK_MENU_BUTTON (find (page, GTK_TYPE_MENU_BUTTON, NULL));
  BulkImportPopover *popover = BULK_IMPORT_POPOVER (gtk_menu_button_get_popover (button));
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  Asked asked = { 0 };

  g_signal_connect (page, "reimport", G_CALLBACK (on_asked), &asked);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  bulk_import_popover_get_options (popover, &options);
  g_assert_null (options.encoding);
  g_assert_cmpint (options.delimiter, ==, 0);
  g_assert_cmpint (options.has_header, ==, -1);
  bulk_import_popover_apply (popover); /* nothing was chosen */
  g_assert_cmpuint (asked.n, ==, 0);

  options.delimiter = ',';
  bulk_import_popover_choose (popover, &options);
  bulk_import_popover_apply (popover);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpint (asked.delimiter, ==, ',');
  again = reimport (table, &asked);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), again, NULL);
  bulk_import_popover_apply (popover); /* it is so already */
  g_assert_cmpuint (asked.n, ==, 1);

  /* A second choice comes on top of the first. */
  bulk_import_popover_get_options (popover, &options);
  g_assert_cmpint (options.delimiter, ==, ',');
  options.encoding = (char *) "WINDOWS-1252";
  options.has_header = 0;
  bulk_import_popover_choose (popover, &options);
  bulk_import_popover_apply (popover);
  g_assert_cmpuint (asked.n, ==, 2);
  g_assert_cmpstr (asked.encoding, ==, "WINDOWS-1252");
  g_assert_cmpint (asked.delimiter, ==, ',');
  g_assert_cmpint (asked.has_header, ==, 0);
  /* It could not be read so: asking again is possible. */
  bulk_import_popover_apply (popover);
  g_assert_cmpuint (asked.n, ==, 3);

  /* Another file has choices of its own. */
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), other, NULL);
  bulk_import_popover_get_options (popover, &options);
  g_assert_null (options.encoding);
  g_assert_cmpint (options.delimiter, ==, 0);
  g_assert_cmpint (options.has_header, ==, -1);
  options.delimiter = '^';
  bulk_import_popover_choose (popover, &options);
  bulk_import_popover_apply (popover);
  g_assert_cmpuint (asked.n, ==, 4);
  g_assert_cmpint (asked.delimiter, ==, '^');
  options.delimiter = '"';
  bulk_import_popover_choose (popover, &options);
  bulk_import_popover_apply (popover);
  g_assert_cmpuint (asked.n, ==, 4);
  g_free (asked.encoding);
  g_assert_finalize_object (page);
}

#define ROW(number, text) "<row r='" #number "'><c r='A" #number "' t='str'><v>" text "</v></c></row>"

typedef struct
{
  guint n;
  char *sheet;
} AskedSheet;

static void
on_asked_sheet (gpointer page, const BulkImportOptions *options, AskedSheet *asked)
{
  asked->n++;
  g_free (asked->sheet);
  asked->sheet = g_strdup (options->sheet);
}

/* Other sheets with rows are pointed out, and one of them can be chosen. */
static void
test_sheets (void)
{
  g_autoptr (GBytes) both = xlsx_make (&(XlsxFixture) { .sheet = XLSX_ROWS (ROW (1, "id") ROW (2, "a")),
                                                        .second = XLSX_ROWS (ROW (1, "id") ROW (2, "b")
                                                                             ROW (3, "c")) });
  g_autoptr (GBytes) one = xlsx_make (&(XlsxFixture) { .sheet = XLSX_ROWS (ROW (1, "id") ROW (2, "a")),
                                                       .second = XLSX_ROWS ("") });
  g_autoptr (BulkTable) table = fixture_table_new ("both.xlsx", g_bytes_get_data (both, NULL), g_bytes_get_size (both));
  g_autoptr (BulkTable) single = fixture_table_new ("one.xlsx", g_bytes_get_data (one, NULL), g_bytes_get_size (one));
  GtkWidget *page = bulk_preview_page_new (), *window = fixture_window_new (page, 800, 600);
  GtkMenuButton *button = GTK_MENU_BUTTON (find (page, GTK_TYPE_MENU_BUTTON, NULL));
  BulkImportPopover *popover = BULK_IMPORT_POPOVER (gtk_menu_button_get_popover (button));
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  AskedSheet asked = { 0 };

  g_signal_connect (page, "reimport", G_CALLBACK (on_asked_sheet), &asked);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), single, NULL);
  fixture_settle ();
  g_assert_false (says (page, "other sheet"));
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (page), table, NULL);
  fixture_settle ();
  g_assert_true (says (page, "1 other sheet of the workbook has rows"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (button)));
  g_signal_emit_by_name (find (page, GTK_TYPE_BUTTON, "Choose S_heet…"), "clicked");
  fixture_wait (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  g_assert_true (says (GTK_WIDGET (popover), "First: 2 rows"));
  g_assert_false (says (GTK_WIDGET (popover), "Characters"));

  bulk_import_popover_get_options (popover, &options);
  g_assert_null (options.sheet);
  bulk_import_popover_apply (popover); /* it is the one shown */
  g_assert_cmpuint (asked.n, ==, 0);
  options.sheet = (char *) "Second";
  bulk_import_popover_choose (popover, &options);
  bulk_import_popover_apply (popover);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpstr (asked.sheet, ==, "Second");
  g_free (asked.sheet);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/preview-page/complete", test_complete);
  g_test_add_func ("/preview-page/reading", test_reading);
  g_test_add_func ("/preview-page/failing", test_failing);
  g_test_add_func ("/preview-page/replaced", test_replaced);
  g_test_add_func ("/preview-page/empty", test_empty);
  g_test_add_func ("/preview-page/find", test_find);
  g_test_add_func ("/preview-page/options", test_options);
  g_test_add_func ("/preview-page/sheets", test_sheets);
  return g_test_run ();
}
