/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that were not uploaded are not lost without a word: closing the window, opening another file, and going back to
 * the start all ask first. The real window, without a user: buttons are the dialog's responses. */
#include <glib/gstdio.h>

#include "table-fixture.h"
#include "ui/preview-page.h"
#include "ui/window-private.h"

typedef struct
{
  GtkApplication *application;
  BulkPreferences *preferences;
  BulkWindow *window;       /* NULL once it is gone */
  char *folder;
  GFile *first, *second;
} Shown;

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

static Shown
show (void)
{
  Shown shown = { 0 };

  shown.folder = g_dir_make_tmp ("window-edits-XXXXXX", NULL);
  shown.first = write_file (shown.folder, "first.csv", "id,name\n1,a\n2,b\n");
  shown.second = write_file (shown.folder, "second.csv", "id,name\n3,c\n");
  shown.application = gtk_application_new ("io.github.bulkloader.Test", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (shown.application), NULL, NULL));
  shown.preferences = bulk_preferences_new ();
  shown.window = bulk_window_new (shown.application, shown.preferences);
  g_object_add_weak_pointer (G_OBJECT (shown.window), (gpointer *) &shown.window);
  gtk_window_present (GTK_WINDOW (shown.window));
  bulk_window_open_file (shown.window, shown.first);
  fixture_wait (shows (&shown, "first.csv"));
  return shown;
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
  g_object_unref (shown->application);
  g_free (shown->folder);
}

static void
edit (Shown *shown, const char *text)
{
  g_assert_true (bulk_edits_set_cell (bulk_table_get_edits (get_table (shown)), 0, 1, text, -1));
}

/* What is asked, and the answer. */
static void
answer (Shown *shown, const char *response)
{
  g_assert_nonnull (shown->window->close_question);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (shown->window->close_question)),
                            "Your file is as it was."));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (shown->window->close_question), response);
}

static void
test_close (void)
{
  Shown shown = show ();

  edit (&shown, "x");
  gtk_window_close (GTK_WINDOW (shown.window));
  answer (&shown, "keep");
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
  answer (&shown, "lose");
  fixture_wait (shown.window == NULL);
  hide (&shown);
}

/* Nothing is asked where nothing would be lost: without changes, with all of them undone, and after the upload. */
static void
test_nothing_to_lose (void)
{
  Shown shown = show ();

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
  Shown shown = show ();
  BulkTable *before = get_table (&shown);

  edit (&shown, "x");
  bulk_window_open_file (shown.window, shown.second);
  answer (&shown, "keep");
  fixture_settle ();
  g_assert_true (get_table (&shown) == before);
  g_assert_true (shows (&shown, "first.csv"));
  bulk_window_open_file (shown.window, shown.second);
  answer (&shown, "lose");
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
  Shown shown = show ();

  edit (&shown, "x");
  g_signal_emit_by_name (shown.window->preview_page, "choose-another");
  answer (&shown, "keep");
  fixture_settle ();
  g_assert_cmpstr (bulk_window_get_page (shown.window), ==, "preview");
  g_signal_emit_by_name (shown.window->preview_page, "choose-another");
  answer (&shown, "lose");
  fixture_wait (g_str_equal (bulk_window_get_page (shown.window), "start"));
  g_assert_null (get_table (&shown));
  hide (&shown);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/window-edits/close", test_close);
  g_test_add_func ("/window-edits/nothing-to-lose", test_nothing_to_lose);
  g_test_add_func ("/window-edits/open-another", test_open_another);
  g_test_add_func ("/window-edits/choose-another", test_choose_another);
  return g_test_run ();
}
