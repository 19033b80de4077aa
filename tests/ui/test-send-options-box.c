/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "ui/confirm-upload.h"
#include "ui/queue-row.h"
#include "ui/send-options-box.h"

static void
check_kept (BulkSendOptions options)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (bulk_send_options_box_new ());
  BulkSendOptions shown;

  bulk_send_options_box_set (BULK_SEND_OPTIONS_BOX (box), &options);
  bulk_send_options_box_get (BULK_SEND_OPTIONS_BOX (box), &shown);
  g_assert_true (bulk_send_options_equal (&options, &shown));
}

/* What was chosen once is shown, and nothing else is chosen by showing it. */
static void
test_kept (void)
{
  check_kept ((BulkSendOptions) BULK_SEND_OPTIONS_INIT);
  check_kept ((BulkSendOptions) { BULK_WAY_ANY, 0, 0 });
  check_kept ((BulkSendOptions) { BULK_WAY_STORAGE, 0, BULK_BATCH_MB_MAX });
  check_kept ((BulkSendOptions) { BULK_WAY_OPPORTUNITIES, BULK_BATCH_ROWS_MIN, 0 });
  check_kept ((BulkSendOptions) { BULK_WAY_ANY, BULK_BATCH_ROWS_MAX, 0 });
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static void
count (BulkSendOptionsBox *box, guint *n)
{
  (*n)++;
}

static void
test_changed (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (bulk_send_options_box_new ());
  const BulkSendOptions some = { BULK_WAY_OPPORTUNITIES, 500, 0 };
  GtkWidget *expander = find (box, GTK_TYPE_EXPANDER), *spin;
  BulkSendOptions options;
  guint n = 0;

  g_signal_connect (box, "changed", G_CALLBACK (count), &n);
  bulk_send_options_box_set (BULK_SEND_OPTIONS_BOX (box), &some);
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  spin = find (box, GTK_TYPE_SPIN_BUTTON);
  g_assert_nonnull (spin);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 1);
  bulk_send_options_box_get (BULK_SEND_OPTIONS_BOX (box), &options);
  g_assert_cmpuint (options.batch_rows, ==, BULK_BATCH_ROWS_MIN);
  g_assert_cmpuint (n, ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (box, GTK_TYPE_DROP_DOWN)), 1);
  bulk_send_options_box_get (BULK_SEND_OPTIONS_BOX (box), &options);
  g_assert_cmpuint (options.batch_rows, ==, 0);
  g_assert_cmpuint (options.batch_mb, ==, BULK_BATCH_MB_DEFAULT);
  /* The number of rows is as it was. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (box, GTK_TYPE_DROP_DOWN)), 0);
  bulk_send_options_box_get (BULK_SEND_OPTIONS_BOX (box), &options);
  g_assert_cmpuint (options.batch_rows, ==, BULK_BATCH_ROWS_MIN);
}

static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found)
        return found;
    }
  return NULL;
}

/* Batches of which there would be too many are named before anything is sent, with what is to be changed in sight. */
static void
test_too_many (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (bulk_send_options_box_new ());
  const BulkSendOptions some = { BULK_WAY_OPPORTUNITIES, 10, 0 };
  GtkExpander *expander = GTK_EXPANDER (find (box, GTK_TYPE_EXPANDER));
  GtkWidget *spin, *label;

  bulk_send_options_box_set (BULK_SEND_OPTIONS_BOX (box), &some);
  bulk_send_options_box_set_n_rows (BULK_SEND_OPTIONS_BOX (box), 10000);
  g_assert_false (gtk_expander_get_expanded (expander));
  bulk_send_options_box_set_n_rows (BULK_SEND_OPTIONS_BOX (box), 10001);
  g_assert_true (gtk_expander_get_expanded (expander));
  label = find_text (box, "That would be more than 1000 batches: choose larger ones.");
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_visible (label));
  spin = find (box, GTK_TYPE_SPIN_BUTTON);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 11);
  g_assert_false (gtk_widget_get_visible (label));
}

static void
check (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_question (void)
{
  check (bulk_confirm_upload_dup_question (204, 1, BULK_WAY_OPPORTUNITIES, "Sandbox"),
         "Load 204 opportunities into Sandbox?");
  check (bulk_confirm_upload_dup_question (1, 1, BULK_WAY_OPPORTUNITIES, "Sandbox"),
         "Load 1 opportunity into Sandbox?");
  check (bulk_confirm_upload_dup_question (12, 1, BULK_WAY_STORAGE, "Sandbox"), "Load 12 rows into Sandbox?");
  check (bulk_confirm_upload_dup_question (12, 3, BULK_WAY_OPPORTUNITIES, "Sandbox"),
         "Load 3 files with 12 rows into Sandbox?");
}

static void
check_row (BulkQueueState state, const char *text, const char *expected)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/deals.csv");
  g_autoptr (BulkQueueItem) item = bulk_queue_item_new (file);

  item->summary.n_rows = 12;
  bulk_queue_item_set (item, state, FALSE, text);
  check (bulk_queue_row_dup_words (item), expected);
}

static void
test_queue_row (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/deals.csv");
  g_autoptr (BulkQueueItem) item = bulk_queue_item_new (file);

  check_row (BULK_QUEUE_WAITING, NULL, "Waiting");
  check_row (BULK_QUEUE_READY, NULL, "Ready · 12 rows");
  check_row (BULK_QUEUE_HELD, "3 errors.", "Held back · 3 errors.");
  check_row (BULK_QUEUE_UNREADABLE, "It is\na picture.\033[2J", "Cannot be opened · It is a picture. [2J");
  check_row (BULK_QUEUE_UNKNOWN, "Look.", "Outcome unknown · Look.");
  item->summary.n_rows = 12;
  g_ptr_array_add (item->execution_ids, g_strdup ("a64690c2450"));
  bulk_queue_item_set (item, BULK_QUEUE_ACCEPTED, FALSE, NULL);
  check (bulk_queue_row_dup_words (item), "Accepted · 12 rows\nExecution ID: a64690c2450");
  g_ptr_array_add (item->execution_ids, g_strdup ("b"));
  check (bulk_queue_row_dup_words (item), "Accepted · 12 rows\nExecution ID: a64690c2450 and 1 more");
  check (bulk_queue_item_dup_ids (item), "a64690c2450\nb");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/send/options-kept", test_kept);
  g_test_add_func ("/ui/send/options-changed", test_changed);
  g_test_add_func ("/ui/send/options-too-many", test_too_many);
  g_test_add_func ("/ui/send/question", test_question);
  g_test_add_func ("/ui/send/queue-row", test_queue_row);
  return g_test_run ();
}
