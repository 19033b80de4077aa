/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/confirm-again.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "load/record-text.h"
#include "ui/format.h"

/* Private helpers */

static void
append_line (GString *text, const char *label, const char *value)
{
  g_autofree char *line = bulk_format_one_line (value ? value : "");

  if (*line == '\0')
    return;
  /* Translators: what it is, and its value: "File: deals.csv" */
  g_string_append_printf (text, _("%s: %s"), label, line);
  g_string_append_c (text, '\n');
}

/* Callbacks */

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_strcmp0 (response, "again") == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nothing was sent."));
}

/* Public functions */

/** bulk_confirm_again_get_question: Returns: (transfer none): by what is known of the load before */
const char *
bulk_confirm_again_get_question (BulkRecord *earlier)
{
  if (earlier->overlap.n_loads > 0)
    return bulk_record_is_final (earlier) ? _("Send Rows of Which Some May Be Loaded Already?")
                                          : _("Some of These Rows Are Being Sent Already");
  if (earlier->state == BULK_RECORD_ACCEPTED || earlier->verdict == BULK_VERDICT_LOADED)
    return _("Load the Same Rows Twice?");
  if (earlier->verdict == BULK_VERDICT_NOT_LOADED)
    return _("Send the Same Rows Again?");
  if (!bulk_record_is_final (earlier))
    return _("The Same Rows Are Being Sent Already");
  return _("Send Rows That May Be Loaded Already?");
}

/** bulk_confirm_again_dup_details: Returns: (transfer full): plain text */
char *
bulk_confirm_again_dup_details (BulkRecord *earlier, BulkConfirmAgainStep step)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *what = bulk_record_text_dup_earlier (earlier), *line = bulk_format_one_line (what);
  g_autofree char *rest = bulk_record_text_dup_rest (earlier);
  g_autofree char *rows = earlier->overlap.n_loads > 0 ? bulk_record_text_dup_known_rows (earlier)
                                                       : bulk_format_number (earlier->rows_total);
  g_autofree char *time = bulk_record_text_dup_exact_time (earlier->sent_at ? earlier->sent_at : earlier->prepared_at);

  g_string_append_printf (text, "%s\n\n", line);
  append_line (text, _("File"), earlier->file_name);
  append_line (text, _("Rows"), rows);
  append_line (text, _("Sent at"), time);
  append_line (text, _("SHA-256"), earlier->overlap.n_loads > 0 ? earlier->table_sha256 : earlier->sha256);
  g_string_append_c (text, '\n');
  if (rest != NULL)
    g_string_append_printf (text, "%s %s\n\n", rest, _("The History does so as well: Send the Rest."));
  if (step == BULK_CONFIRM_AGAIN_OPEN)
    g_string_append (text,
                     _("Open the same file once more. Before anything is sent, Bulk Loader looks whether it holds "
                       "the very same rows, and says so."));
  else if (bulk_record_may_be_loaded (earlier))
    g_string_append (text,
                     _("WorkSpan does not notice that the rows are the same: sent again, they may be there twice."));
  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}

/**
 * bulk_confirm_again_async:
 * @parent: the window to ask in
 * @earlier: the load before
 * @step: what comes next if the answer is yes
 */
void
bulk_confirm_again_async (GtkWindow *parent, BulkRecord *earlier, BulkConfirmAgainStep step,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  g_autofree char *details = bulk_confirm_again_dup_details (earlier, step);
  GtkWidget *dialog = adw_message_dialog_new (parent, bulk_confirm_again_get_question (earlier), details);

  g_task_set_source_tag (task, bulk_confirm_again_async);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Do Not Send"), "again",
                                    step == BULK_CONFIRM_AGAIN_OPEN ? _("_Open File…") : _("_Send Again"), NULL);
  if (step == BULK_CONFIRM_AGAIN_SEND)
    adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "again", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/** bulk_confirm_again_finish: Returns: whether to go on; %FALSE with %G_IO_ERROR_CANCELLED */
gboolean
bulk_confirm_again_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
