/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rejected rows of a load of the history, as a file. */
#include <glib/gi18n-lib.h>

#include "load/kept-errors.h"
#include "load/reopen.h"
#include "ui/history-window-private.h"
#include "ui/save-rejected.h"

/* What is saved, and from where. */
typedef struct
{
  BulkHistoryWindow *window;
  BulkRecord *record;
  BulkRowErrors *errors;
  BulkRowMatch *match;
  BulkTable *table;     /* that was sent; until it is known: one with the columns that came back */
  char *why;            /* it is not the table that was sent; nullable */
} Saving;

/* Private helpers */

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->window);
  g_clear_object (&saving->record);
  g_clear_object (&saving->table);
  g_clear_pointer (&saving->errors, bulk_row_errors_unref);
  g_clear_pointer (&saving->match, bulk_row_match_unref);
  g_free (saving->why);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* In the history's thread; gives what saving_free() frees, without a window. */
static gpointer
read_kept (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  BulkRecord *record = data;
  g_autoptr (GPtrArray) kept = bulk_history_get_row_errors (history, record->id, 0, error);
  g_autoptr (Saving) saving = g_new0 (Saving, 1);

  saving->errors = kept != NULL ? bulk_kept_errors_parse (kept, error) : NULL;
  saving->table = saving->errors != NULL ? bulk_kept_errors_make_table (saving->errors, record->file_name, error)
                                         : NULL;
  if (saving->table == NULL)
    return NULL;
  saving->match = bulk_kept_errors_dup_match (kept);
  return g_steal_pointer (&saving);
}

static void
say_saved (Saving *saving, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file), *shown = g_filename_display_name (name), *text = NULL;

  if (saving->why == NULL)
    text = g_strdup_printf (_("Saved as %s"), shown);
  else
    /* Translators: a file's name; a whole sentence that says why the file that was loaded cannot be used */
    text = g_strdup_printf (_("Saved as %s, with what the service gave back of the rows. %s"), shown, saving->why);
  bulk_history_window_toast (saving->window, text);
}

static void
say_not_saved (BulkHistoryWindow *window, const GError *error)
{
  g_autofree char *text = g_strdup_printf (_("The rejected rows could not be saved: %s"), error->message);

  bulk_history_window_toast (window, text);
}

/* Callbacks */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bulk_save_rejected_finish (result, &error);

  if (file != NULL)
    say_saved (saving, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_not_saved (saving->window, error);
}

static void
on_reopened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkTable) table = bulk_reopen_finish (result, &error);

  if (saving->window->model == NULL)
    return;
  if (table != NULL)
    g_set_object (&saving->table, table);
  else
    saving->why = g_strdup (error->message);
  bulk_save_rejected_async (GTK_WINDOW (saving->window), saving->table, saving->errors, saving->match, on_saved,
                            saving);
  g_steal_pointer (&saving);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Saving) saving = bulk_history_call_finish (BULK_HISTORY (source), result, &error);

  if (saving == NULL)
    {
      say_not_saved (request->window, error);
      return;
    }
  saving->window = g_object_ref (request->window);
  saving->record = g_object_ref (request->record);
  bulk_reopen_async (saving->record, NULL, on_reopened, saving);
  g_steal_pointer (&saving);
}

/* Shared with the rest of the window */

/* With the table's own columns where its file is still the same, else with what is kept of the answer. */
void
bulk_history_window_save_rejected (BulkHistoryWindow *self, BulkRecord *record)
{
  Saving *request = g_new0 (Saving, 1);

  request->window = g_object_ref (self);
  request->record = g_object_ref (record);
  bulk_history_call_async (self->history, read_kept, g_object_ref (record), g_object_unref, saving_free, NULL, on_read,
                           request);
}
