/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/confirm-upload.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/connect.h"
#include "ui/connection-mark.h"
#include "ui/describe.h"
#include "ui/format.h"

/* Private helpers */

/* Of the real thing it takes more than the Enter key. */
static void
add_responses (AdwMessageDialog *dialog, gboolean production)
{
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "upload",
                                    production ? _("_Load into Production") : _("_Load"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "upload",
                                              production ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, production ? "cancel" : "upload");
}

static GtkWidget *
make_mark (BulkSavedConnection *saved)
{
  GtkWidget *mark = bulk_connection_mark_new ();

  bulk_connection_mark_set (BULK_CONNECTION_MARK (mark), saved);
  gtk_widget_set_halign (mark, GTK_ALIGN_CENTER);
  return mark;
}

/* Callbacks */

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_strcmp0 (response, "upload") == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nothing was sent."));
}

static void
ask (GTask *task, BulkConnection *connection, BulkTable *table, guint n_rows, const char *note, const char *summary)
{
  GtkWindow *parent = g_task_get_source_object (task);
  g_autofree char *environment = bulk_connect_dup_environment_name (connection), *question = NULL, *details = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  question = bulk_confirm_upload_dup_question (n_rows, environment);
  details = bulk_confirm_upload_dup_details (bulk_snapshot_get_name (bulk_table_get_snapshot (table)),
                                             bulk_connection_get_integration_id (connection),
                                             summary);
  text = note != NULL ? g_strdup_printf ("%s\n\n%s", note, details) : g_strdup (details);
  dialog = adw_message_dialog_new (parent, question, text);
  add_responses (ADW_MESSAGE_DIALOG (dialog), bulk_connect_is_production (connection));
  if (bulk_connect_get_saved (connection))
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_mark (bulk_connect_get_saved (connection)));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Public functions */

/**
 * bulk_confirm_upload_dup_question:
 * @n_rows: how many rows would be loaded
 * @environment: what people call the other end
 *
 * Returns: (transfer full): the question, plain text
 */
char *
bulk_confirm_upload_dup_question (guint n_rows, const char *environment)
{
  g_autofree char *rows = bulk_format_number (n_rows);

  /* Translators: a number and where to: "Load 1,204 opportunities into Sandbox?" */
  return g_strdup_printf (ngettext ("Load %s opportunity into %s?", "Load %s opportunities into %s?", n_rows), rows,
                          environment);
}

/**
 * bulk_confirm_upload_dup_details:
 * @file_name: where the rows come from
 * @integration_id: as whom they are loaded
 * @summary: (nullable): what the checks say, in words
 *
 * Returns: (transfer full): what one should know before saying yes, plain text
 */
char *
bulk_confirm_upload_dup_details (const char *file_name, const char *integration_id, const char *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = bulk_format_one_line (file_name), *id = bulk_format_one_line (integration_id);

  /* Translators: a file's name */
  g_string_append_printf (text, _("File: %s"), name);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Integration ID: %s"), id);
  if (summary != NULL)
    {
      g_string_append (text, "\n\n");
      /* Translators: such as "3 warnings; 1,204 rows are ready" */
      g_string_append_printf (text, _("%s. The rows are sent as you see them in the table."), summary);
    }
  g_string_append (text, "\n\n");
  g_string_append (text, _("A load cannot be undone here."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * bulk_confirm_upload_async:
 * @parent: the window to ask in
 */
void
bulk_confirm_upload_async (GtkWindow *parent, BulkConnection *connection, BulkTable *table, const char *summary,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);

  g_task_set_source_tag (task, bulk_confirm_upload_async);
  ask (task, connection, table, bulk_table_get_n_rows (table), NULL, summary);
}

/**
 * bulk_confirm_upload_rows_async:
 * @n_rows: how many rows would be loaded
 * @n_left: how many rejected rows stay out, because they are as they were
 *
 * Asks before corrected rows are sent, and says that they are a load of their own.
 */
void
bulk_confirm_upload_rows_async (GtkWindow *parent, BulkConnection *connection, BulkTable *table, guint n_rows,
                                guint n_left, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  g_autoptr (GString) note = g_string_new (_ ("Only the rows you corrected are sent, as a load of their own."));
  g_autofree char *number = bulk_format_number (n_left);

  g_task_set_source_tag (task, bulk_confirm_upload_async);
  if (n_left > 0)
    {
      g_string_append_c (note, ' ');
      g_string_append_printf (note, ngettext ("%s rejected row is as it was and is not sent.",
                                              "%s rejected rows are as they were and are not sent.", n_left), number);
    }
  ask (task, connection, table, n_rows, note->str, NULL);
}

/**
 * bulk_confirm_upload_finish:
 *
 * Returns: whether to go on; %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_confirm_upload_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
