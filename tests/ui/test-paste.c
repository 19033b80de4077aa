/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/paste.h"
#include <string.h>

typedef struct
{
  BulkPasted *pasted;
  GError *error;
  gboolean done;
} Result;

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Result *out = user_data;

  out->pasted = bulk_paste_finish (result, &out->error);
  out->done = TRUE;
}

static Result
paste (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  Result result = { 0 };

  bulk_paste_async (clipboard, NULL, on_pasted, &result);
  while (!result.done)
    g_main_context_iteration (NULL, TRUE);
  return result;
}

static void
copy (const GValue *value)
{
  gdk_clipboard_set_value (gdk_display_get_clipboard (gdk_display_get_default ()), value);
}

static void
copy_text (const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  copy (&value);
}

static void
test_text (void)
{
  g_autoptr (BulkPasted) pasted = NULL;
  const char *data;
  gsize length;
  Result result;

  copy_text ("id\tname\n1\tZürich\n");
  result = paste ();
  g_assert_no_error (result.error);
  pasted = result.pasted;
  g_assert_null (pasted->files);
  data = bulk_spool_get_data (bulk_snapshot_get_spool (pasted->snapshot), &length);
  g_assert_cmpmem (data, length, "id\tname\n1\tZürich\n", strlen ("id\tname\n1\tZürich\n"));
  g_assert_cmpstr (bulk_snapshot_get_name (pasted->snapshot), !=, "");
}

static void
test_files (void)
{
  g_autoptr (GFile) one = g_file_new_for_path ("/tmp/one.csv"), two = g_file_new_for_path ("/tmp/two.csv");
  GSList second = { two, NULL }, first = { one, &second };
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (BulkPasted) pasted = NULL;
  g_autoptr (GFile) found = NULL;
  Result result;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &first);
  copy (&value);
  result = paste ();
  g_assert_no_error (result.error);
  pasted = result.pasted;
  g_assert_null (pasted->snapshot);
  g_assert_cmpuint (g_list_model_get_n_items (pasted->files), ==, 2);
  found = g_list_model_get_item (pasted->files, 1);
  g_assert_true (g_file_equal (found, two));
}

static void
assert_nothing (void)
{
  Result result = paste ();

  g_assert_null (result.pasted);
  g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (result.error->message, "paste"));
  g_clear_error (&result.error);
}

static void
test_nothing (void)
{
  g_auto (GValue) number = G_VALUE_INIT;

  copy_text (" \r\n\t");
  assert_nothing ();
  g_value_init (&number, G_TYPE_INT);
  copy (&number);
  assert_nothing ();
}

static void
test_list_files (void)
{
  g_auto (GValue) none = G_VALUE_INIT, file = G_VALUE_INIT;
  g_autoptr (GListModel) list = NULL;

  g_assert_null (bulk_paste_list_files (NULL));
  g_value_init (&none, GDK_TYPE_FILE_LIST);
  g_assert_null (bulk_paste_list_files (&none));
  g_value_init (&file, G_TYPE_FILE);
  g_assert_null (bulk_paste_list_files (&file));
  g_value_take_object (&file, g_file_new_for_path ("/tmp/one.csv"));
  list = bulk_paste_list_files (&file);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste/text", test_text);
  g_test_add_func ("/paste/files", test_files);
  g_test_add_func ("/paste/nothing", test_nothing);
  g_test_add_func ("/paste/list-files", test_list_files);
  return g_test_run ();
}
