/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that were not uploaded are not lost without a word: closing the window, opening another file, and going back
 * to the start all ask first. The real window, without a user: buttons are the dialog's responses. */
#include <glib/gstdio.h>

#include "table-fixture.h"
#include "ui/preview-page.h"
#include "ui/window-private.h"

typedef struct
{
  BulkPreferences *preferences;
  BulkWindow *window;       /* NULL once it is gone */
  char *folder;
  GFile *first, *second;
} Shown;

static GtkApplication *application;

static GFile *
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static BulkTable *
get_table (Shown *shown)
{
  return bulk_preview_page_get_table (BULK_PREVIEW_PAGE (shown->window->preview_page));
}

static gboolean
shows (Shown *shown, const char *name)
{
  BulkTable *table = get_table (shown);

  return g_str_equal (bulk_window_get_page (shown->window), "preview") && table && bulk_table_is_complete (table)
         && g_str_equal (bulk_snapshot_get_name (bulk_table_get_snapshot (table)), name);
}

static void
show (Shown *shown)
{
  shown->folder = g_dir_make_tmp ("window-edits-XXXXXX", NULL);
  shown->first = write_file (shown->folder, "first.csv", "id,name\n1,a\n2,b\n");
  shown->second = write_file (shown->folder, "second.csv", "id,name\n3,c\n");
  shown->preferences = bulk_preferences_new ();
  shown->window = bulk_window_new (application, shown->preferences);
  g_object_add_weak_pointer (G_OBJECT (shown->window), (gpointer *) &shown->window);
  gtk_window_present (GTK_WINDOW (shown->window));
  bulk_window_open_file (shown->window, shown->first);
  fixture_wait (shows (shown, "first.csv"));
}

static void
hide (Shown *shown)
{
  if (shown->window)
    {
      g_object_remove_weak_pointer (G_OBJECT (shown->window), (gpointer *) &shown->window);
      gtk_window_destroy (GTK_WINDOW (shown->window));
    }
  fixture_settle ();
  g_unlink (g_file_peek_path (shown->first));
  g_unlink (g_file_peek_path (shown->second));
  g_rmdir (shown->folder);
  g_object_unref (shown->first);
  g_object_unref (shown->second);
  g_object_unref (shown->preferences);
  g_free (shown->folder);
}

static void
edit (Shown *shown, const char *text)
{
  g_assert_true (bulk_edits_set_cell (bulk_table_get_edits (get_table (shown)), 0, 1, text, -1));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0
                             ? child : find_button (child, label);

      if (found)
        return found;
    }
  return NULL;
}

/* What is asked, and the answer: the label of a button. */
static void
answer (Shown *shown, const char *label)
{
  GtkWindow *question = shown->window->close_question;

  g_assert_nonnull (question);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)), "Your file is as it was."));
  fixture_wait (gtk_widget_get_mapped (GTK_WIDGET (question)));
  g_signal_emit_by_name (find_button (GTK_WIDGET (question), label), "clicked");
}

static void
test_close (void)
{
  Shown shown = { 0 };

  show (&shown);
  edit (&shown, "x");
  gtk_window_close (GTK_WINDOW (shown.window));
  answer (&shown, "_Keep Changes");
  fixture_settle ();
  g_assert_nonnull (shown.window);
  g_assert_true (bulk_window_has_unsent_edits (shown.window));
  g_assert_true (bulk_table_is_edited (get_table (&shown)));
  /* To close the question is to keep what there is. */
  gtk_window_close (GTK_WINDOW (shown.window));
  g_assert_nonnull (shown.window->close_question);
  gtk_window_close (shown.window->close_question);
  fixture_settle ();
  g_assert_nonnull (shown.window);
  gtk_window_close (GTK_WINDOW (shown.window));
  answer (&shown, "_Close");
  fixture_wait (shown.window == NULL);
  hide (&shown);
}

/* Nothing is asked where nothing would be lost: without changes, with all of them undone, and after the upload. */
static void
test_nothing_to_lose (void)
{
  Shown shown = { 0 };

  show (&shown);
  g_assert_false (bulk_window_has_unsent_edits (shown.window));
  edit (&shown, "x");
  g_assert_true (bulk_window_has_unsent_edits (shown.window));
  bulk_edits_undo (bulk_table_get_edits (get_table (&shown)));
  g_assert_false (bulk_window_has_unsent_edits (shown.window));
  edit (&shown, "y");
  bulk_window_note_sending (shown.window);
  g_assert_true (bulk_window_has_unsent_edits (shown.window));
  /* What was changed while it was being sent has not been sent. */
  edit (&shown, "z");
  bulk_window_note_sent (shown.window);
  g_assert_true (bulk_window_has_unsent_edits (shown.window));
  bulk_edits_undo (bulk_table_get_edits (get_table (&shown)));
  g_assert_false (bulk_window_has_unsent_edits (shown.window));
  gtk_window_close (GTK_WINDOW (shown.window));
  fixture_wait (shown.window == NULL);
  hide (&shown);
}

static void
test_open_another (void)
{
  Shown shown = { 0 };
  BulkTable *before;

  show (&shown);
  before = get_table (&shown);
  edit (&shown, "x");
  bulk_window_open_file (shown.window, shown.second);
  answer (&shown, "_Keep Changes");
  fixture_settle ();
  g_assert_true (get_table (&shown) == before);
  g_assert_true (shows (&shown, "first.csv"));
  bulk_window_open_file (shown.window, shown.second);
  answer (&shown, "_Give Up and Go On");
  fixture_wait (shows (&shown, "second.csv"));
  g_assert_false (bulk_window_has_unsent_edits (shown.window));
  /* Unchanged, it makes way at once. */
  bulk_window_open_file (shown.window, shown.first);
  g_assert_null (shown.window->close_question);
  fixture_wait (shows (&shown, "first.csv"));
  hide (&shown);
}

static void
test_choose_another (void)
{
  Shown shown = { 0 };

  show (&shown);
  edit (&shown, "x");
  g_signal_emit_by_name (shown.window->preview_page, "choose-another");
  answer (&shown, "_Keep Changes");
  fixture_settle ();
  g_assert_cmpstr (bulk_window_get_page (shown.window), ==, "preview");
  g_signal_emit_by_name (shown.window->preview_page, "choose-another");
  answer (&shown, "_Give Up and Go On");
  fixture_wait (g_str_equal (bulk_window_get_page (shown.window), "start"));
  g_assert_null (get_table (&shown));
  hide (&shown);
}

#if ADW_CHECK_VERSION(1, 7, 0)
/* A message dialog of libadwaita 1.7 measures its own heading for less than it needs, which GTK since 4.16 warns of:
 * that warning, and no other, is not this program's. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel"))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}
#endif

int
main (int argc, char **argv)
{
#if ADW_CHECK_VERSION(1, 7, 0)
  g_log_set_writer_func (write_log, NULL, NULL);
#endif
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  application = gtk_application_new ("io.github.bulkloader.Test", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/window-edits/close", test_close);
  g_test_add_func ("/window-edits/nothing-to-lose", test_nothing_to_lose);
  g_test_add_func ("/window-edits/open-another", test_open_another);
  g_test_add_func ("/window-edits/choose-another", test_choose_another);
  return g_test_run ();
}
