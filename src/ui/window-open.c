/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/file-dialog.h"
#include "ui/loading-page.h"
#include "ui/paste.h"
#include "ui/preview-page.h"
#include "ui/start-page.h"

/* Callbacks */

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkWindow) self = user_data;
  BulkImport *import = BULK_IMPORT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = bulk_import_open_finish (import, result, &error);
  GFile *file;

  /* Another file was chosen meanwhile, or the window is gone. */
  if (self->import != import || self->stack == NULL)
    {
      if (table)
        bulk_table_stop (table);
      return;
    }
  g_clear_object (&self->opening);
  g_clear_object (&self->taken);
  bulk_loading_page_set_import (BULK_LOADING_PAGE (self->loading_page), NULL, NULL);
  if (table == NULL)
    {
      g_clear_object (&self->import);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bulk_window_show_page (self, bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page))
                                     ? "preview" : "start");
      else
        bulk_window_show_error (self, _("The File Could Not Be Opened"), error->message);
      return;
    }
  file = bulk_snapshot_get_file (bulk_table_get_snapshot (table));
  if (file)
    bulk_start_page_add_recent (BULK_START_PAGE (self->start_page), file);
  bulk_preview_page_set_table (BULK_PREVIEW_PAGE (self->preview_page), table, import);
  bulk_window_show_page (self, "preview");
  bulk_window_look_at_reopened (self, table);
}

static void
on_files_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = bulk_file_dialog_open_finish (result, &error);

  if (files)
    bulk_window_open_files (BULK_WINDOW (source), files);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPasted) pasted = bulk_paste_finish (result, &error);
  g_autoptr (BulkImport) import = NULL;

  if (self->stack == NULL)
    return;
  if (pasted == NULL)
    bulk_window_toast (self, error->message);
  else if (pasted->files)
    bulk_window_open_files (self, pasted->files);
  else if (bulk_window_is_busy (self))
    bulk_window_toast (self, _("Paste the cells again when the upload has ended."));
  else
    {
      import = bulk_import_new_for_snapshot (pasted->snapshot);
      bulk_window_open_import (self, import, bulk_snapshot_get_name (pasted->snapshot));
    }
}

/* Files may be dropped anywhere: what is under the pointer takes none itself. */
static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  BulkWindow *self = user_data;
  g_autoptr (GListModel) files = bulk_paste_list_files (value);

  gtk_widget_set_visible (self->drop_highlight, FALSE);
  if (files == NULL)
    return FALSE;
  bulk_window_open_files (self, files);
  return TRUE;
}

static GdkDragAction
on_drop_enter (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  gtk_widget_set_visible (BULK_WINDOW (user_data)->drop_highlight, TRUE);
  return GDK_ACTION_COPY;
}

static void
on_drop_leave (GtkDropTarget *target, gpointer user_data)
{
  BulkWindow *self = user_data;

  if (self->drop_highlight)
    gtk_widget_set_visible (self->drop_highlight, FALSE);
}

/* Shared with the rest of the window */

void
bulk_window_init_drop (BulkWindow *self)
{
  /* One file is a list as well; beside lists, newer versions of GTK would take the first file of several. */
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_drop_enter), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_drop_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
bulk_window_stop_opening (BulkWindow *self)
{
  if (self->opening)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->taken);
}

typedef struct
{
  BulkImport *import;
  char *name;
  GFile *taken;            /* (nullable): from the queue, and to go back there if nothing comes of it */
  BulkFileQueue *queue;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  if (opening->taken != NULL)
    bulk_file_queue_put_back (opening->queue, opening->taken);
  g_clear_object (&opening->taken);
  g_object_unref (opening->queue);
  g_object_unref (opening->import);
  g_free (opening->name);
  g_free (opening);
}

/* taken: (transfer full) (nullable) */
static void
open_now (BulkWindow *self, BulkImport *import, const char *name, GFile *taken)
{
  bulk_window_stop_opening (self);
  self->taken = taken;
  g_set_object (&self->import, import);
  self->opening = g_cancellable_new ();
  bulk_loading_page_set_import (BULK_LOADING_PAGE (self->loading_page), import, name);
  bulk_window_show_page (self, "loading");
  bulk_import_open_async (import, self->opening, on_opened, g_object_ref (self));
}

static void
open_after_all (BulkWindow *self, gpointer data)
{
  Opening *opening = data;

  open_now (self, opening->import, opening->name, g_steal_pointer (&opening->taken));
}

/* Asks first where changes to the table in view would be lost. taken: (nullable): the file, if it
 * had waited its turn */
static void
open_import (BulkWindow *self, BulkImport *import, const char *name, GFile *taken)
{
  Opening *opening = g_new0 (Opening, 1);

  *opening = (Opening) { g_object_ref (import), g_strdup (name), taken != NULL ? g_object_ref (taken) : NULL,
                         g_object_ref (self->queue) };
  if (bulk_window_ask_to_lose_edits (self, _("Give Up Your Changes?"), _("_Give Up and Go On"), open_after_all, opening,
                                     opening_free))
    return;
  open_after_all (self, opening);
  opening_free (opening);
}

void
bulk_window_open_import (BulkWindow *self, BulkImport *import, const char *name)
{
  open_import (self, import, name, NULL);
}

static void
open_file (BulkWindow *self, GFile *file, gboolean taken)
{
  g_autoptr (BulkImport) import = bulk_import_new (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base ? g_filename_display_name (base) : g_file_get_parse_name (file);

  open_import (self, import, name, taken ? file : NULL);
}

void
bulk_window_open_file (BulkWindow *self, GFile *file)
{
  open_file (self, file, FALSE);
}

/* The same bytes, understood otherwise. */
void
bulk_window_reimport (BulkWindow *self, const BulkImportOptions *options)
{
  BulkTable *table = bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page));
  g_autoptr (BulkImport) import = NULL;

  if (table == NULL)
    return;
  import = bulk_import_new_for_snapshot (bulk_table_get_snapshot (table));
  bulk_import_set_options (import, options);
  bulk_window_open_import (self, import, bulk_snapshot_get_name (bulk_table_get_snapshot (table)));
}

void
bulk_window_open_next (BulkWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (bulk_window_is_busy (self))
    return;
  file = bulk_file_queue_take (self->queue);
  if (file)
    open_file (self, file, TRUE);
}

void
bulk_window_choose_files (BulkWindow *self)
{
  bulk_file_dialog_open_async (GTK_WINDOW (self), NULL, on_files_chosen, NULL);
}

void
bulk_window_paste (BulkWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* Whoever writes in an entry means that. */
  if (focus && (GTK_IS_TEXT (focus) || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)))
    {
      gtk_widget_activate_action (focus, "clipboard.paste", NULL);
      return;
    }
  bulk_paste_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_pasted, g_object_ref (self));
}

/**
 * bulk_window_open_files:
 * @files: of #GFile
 *
 * Opens the first; the others wait their turn, all of them while an upload is under way.
 */
void
bulk_window_open_files (BulkWindow *self, GListModel *files)
{
  guint n = bulk_file_queue_add (self->queue, files);

  if (bulk_window_queue_more (self))
    return;
  if (!bulk_window_is_busy (self))
    bulk_window_open_next (self);
  else if (n > 0)
    bulk_window_toast (self, _("The file waits until the upload has ended."));
}
