/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/paste.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Private helpers */

static void
return_nothing (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                           _("There is nothing to paste. Copy a file, or cells of a spreadsheet, first."));
}

/* Callbacks */

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;
  BulkPasted *pasted;

  if (error)
    {
      g_task_return_error (task, error);
      return;
    }
  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    {
      g_free (text);
      return_nothing (task);
      return;
    }
  bytes = g_bytes_new_take (text, strlen (text));
  pasted = g_new0 (BulkPasted, 1);
  pasted->snapshot = bulk_snapshot_new_for_bytes (bytes, _("Pasted cells"));
  g_task_return_pointer (task, pasted, (GDestroyNotify) bulk_pasted_free);
}

static void
on_files (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  BulkPasted *pasted;

  if (error)
    {
      g_task_return_error (task, error);
      return;
    }
  pasted = g_new0 (BulkPasted, 1);
  pasted->files = bulk_paste_list_files (value);
  if (pasted->files)
    g_task_return_pointer (task, pasted, (GDestroyNotify) bulk_pasted_free);
  else
    {
      bulk_pasted_free (pasted);
      return_nothing (task);
    }
}

/* Public functions */

/**
 * bulk_pasted_free:
 *
 * Frees what was pasted.
 */
void
bulk_pasted_free (BulkPasted *self)
{
  g_clear_object (&self->files);
  g_clear_object (&self->snapshot);
  g_free (self);
}

/**
 * bulk_paste_list_files:
 * @value: what was dropped or copied
 *
 * Returns: (transfer full) (nullable): its #GFile, at least one
 */
GListModel *
bulk_paste_list_files (const GValue *value)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  if (value && G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    for (GSList *one = g_value_get_boxed (value); one; one = one->next)
      g_list_store_append (list, one->data);
  else if (value && G_VALUE_HOLDS (value, G_TYPE_FILE) && g_value_get_object (value))
    g_list_store_append (list, g_value_get_object (value));
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&list));
}

/**
 * bulk_paste_async:
 *
 * Reads copied files, else copied text as a table.
 */
void
bulk_paste_async (GdkClipboard *clipboard, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (clipboard, cancellable, callback, user_data);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  g_task_set_source_tag (task, bulk_paste_async);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, cancellable, on_files, task);
  else if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
           gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") ||
           gdk_content_formats_contain_mime_type (formats, "text/plain"))
    gdk_clipboard_read_text_async (clipboard, cancellable, on_text, task);
  else
    {
      return_nothing (task);
      g_object_unref (task);
    }
}

/**
 * bulk_paste_finish:
 *
 * Returns: (transfer full): what was pasted; %NULL with a message for people
 */
BulkPasted *
bulk_paste_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
