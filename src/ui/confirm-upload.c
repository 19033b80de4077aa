/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/confirm-upload.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/connect.h"
#include "ui/connection-mark.h"
#include "ui/format.h"
#include "ui/send-options-box.h"

/* What the answer is made of. */
typedef struct
{
  AdwMessageDialog *dialog;      /* not owned: the question ends with it */
  BulkSendOptionsBox *box;       /* not owned; NULL: decided already */
  BulkSendOptions options;
  char *environment;
  guint64 n_rows, most_rows;
  guint n_files;
} Question;

/* Private helpers */

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->environment);
  g_free (question);
}

/* Of the real thing it takes more than the Enter key. */
static void
add_responses (AdwMessageDialog *dialog, gboolean production)
{
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "upload",
                                    production ? _("_Load into Production") : _("_Load"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "upload",
                                              production ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, production ? "cancel" : "upload");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

static GtkWidget *
make_mark (BulkSavedConnection *saved)
{
  GtkWidget *mark = bulk_connection_mark_new ();

  bulk_connection_mark_set (BULK_CONNECTION_MARK (mark), saved);
  gtk_widget_set_halign (mark, GTK_ALIGN_CENTER);
  return mark;
}

/* What the rows are called depends on how they are sent. */
static void
show_question (Question *question)
{
  g_autofree char *text = bulk_confirm_upload_dup_question (question->n_rows, question->n_files, question->options.way,
                                                            question->environment);

  adw_message_dialog_set_heading (question->dialog, text);
  if (question->box != NULL)
    adw_message_dialog_set_response_enabled (question->dialog, "upload",
                                             bulk_send_options_fit (&question->options, question->most_rows));
  gtk_window_set_title (GTK_WINDOW (question->dialog), text);
}

/* Callbacks */

static void
on_options_changed (Question *question)
{
  bulk_send_options_box_get (question->box, &question->options);
  show_question (question);
}

/* The options come first, but most often nobody wants them: Enter says yes, or no to Production. */
static void
on_mapped (GtkWindow *dialog)
{
  gtk_window_set_focus (dialog, gtk_window_get_default_widget (dialog));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_strcmp0 (response, "upload") == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Nothing was sent."));
}

static GtkWidget *
make_extra (Question *question, const BulkConfirmUpload *what)
{
  GtkWidget *extra = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  if (bulk_connect_get_saved (what->connection))
    gtk_box_append (GTK_BOX (extra), make_mark (bulk_connect_get_saved (what->connection)));
  if (!what->fixed)
    {
      question->box = BULK_SEND_OPTIONS_BOX (bulk_send_options_box_new ());
      bulk_send_options_box_set_n_rows (question->box, question->most_rows);
      bulk_send_options_box_set (question->box, &question->options);
      g_signal_connect_swapped (question->box, "changed", G_CALLBACK (on_options_changed), question);
      gtk_box_append (GTK_BOX (extra), GTK_WIDGET (question->box));
    }
  return extra;
}

/* Public functions */

/**
 * bulk_confirm_upload_dup_question:
 * @n_rows: how many rows would be loaded
 * @n_files: from how many files
 * @way: as what
 * @environment: what people call the other end
 *
 * Returns: (transfer full): the question, plain text
 */
char *
bulk_confirm_upload_dup_question (guint64 n_rows, guint n_files, BulkUploadWay way, const char *environment)
{
  g_autofree char *rows = bulk_format_number (n_rows), *files = bulk_format_number (n_files);
  gulong plural = (gulong) (n_rows < 1000000 ? n_rows : n_rows % 1000000 + 1000000);

  if (n_files != 1)
    /* Translators: number of files, number of rows, and where to: "Load 3 files with 1,204 rows into Sandbox?" */
    return g_strdup_printf (ngettext ("Load %s files with %s row into %s?", "Load %s files with %s rows into %s?",
                                      plural),
                            files, rows, environment);
  if (way != BULK_WAY_OPPORTUNITIES)
    /* Translators: a number and where to: "Load 1,204 rows into Sandbox?" */
    return g_strdup_printf (ngettext ("Load %s row into %s?", "Load %s rows into %s?", plural), rows, environment);
  /* Translators: a number and where to: "Load 1,204 opportunities into Sandbox?" */
  return g_strdup_printf (ngettext ("Load %s opportunity into %s?", "Load %s opportunities into %s?", plural), rows,
                          environment);
}

/**
 * bulk_confirm_upload_dup_details:
 * @file_name: (nullable): where the rows come from
 * @integration_id: as whom they are loaded
 * @summary: (nullable): what the checks say, in words
 *
 * Returns: (transfer full): what one should know before saying yes, plain text
 */
char *
bulk_confirm_upload_dup_details (const char *file_name, const char *integration_id, const char *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = bulk_format_one_line (file_name ? file_name : "");
  g_autofree char *id = bulk_format_one_line (integration_id);

  if (*name != '\0')
    {
      /* Translators: a file's name */
      g_string_append_printf (text, _("File: %s"), name);
      g_string_append_c (text, '\n');
    }
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

/** bulk_confirm_upload_dup_corrected: Returns: (transfer full): that corrected rows are a load of their own */
char *
bulk_confirm_upload_dup_corrected (guint n_left)
{
  GString *note = g_string_new (_ ("Only the rows you corrected are sent, as a load of their own."));
  g_autofree char *number = bulk_format_number (n_left);

  if (n_left > 0)
    {
      g_string_append_c (note, ' ');
      g_string_append_printf (note, ngettext ("%s rejected row is as it was and is not sent.",
                                              "%s rejected rows are as they were and are not sent.", n_left), number);
    }
  return g_string_free (note, FALSE);
}

/**
 * bulk_confirm_upload_async:
 * @parent: the window to ask in
 * @what: what is about to be sent
 */
void
bulk_confirm_upload_async (GtkWindow *parent, const BulkConfirmUpload *what, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  Question *question = g_new0 (Question, 1);
  g_autofree char *text = NULL;
  g_autofree char *details = bulk_confirm_upload_dup_details (
      what->file_name, bulk_connection_get_integration_id (what->connection), what->summary);

  g_task_set_source_tag (task, bulk_confirm_upload_async);
  g_task_set_task_data (task, question, question_free);
  question->options = *what->options;
  question->environment = bulk_connect_dup_environment_name (what->connection);
  question->n_rows = what->n_rows;
  question->most_rows = what->most_rows > 0 ? what->most_rows : what->n_rows;
  question->n_files = what->n_files;
  text = what->note != NULL ? g_strdup_printf ("%s\n\n%s", what->note, details) : g_strdup (details);
  question->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, "", text));
  add_responses (question->dialog, bulk_connect_is_production (what->connection));
  adw_message_dialog_set_extra_child (question->dialog, make_extra (question, what));
  show_question (question);
  g_signal_connect (question->dialog, "response", G_CALLBACK (on_response), task);
  g_signal_connect_after (question->dialog, "map", G_CALLBACK (on_mapped), NULL);
  gtk_window_present (GTK_WINDOW (question->dialog));
}

/**
 * bulk_confirm_upload_finish:
 * @options: (out) (nullable): how to send it
 *
 * Returns: whether to go on; %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_confirm_upload_finish (GAsyncResult *result, BulkSendOptions *options, GError **error)
{
  Question *question = g_task_get_task_data (G_TASK (result));

  if (options != NULL)
    *options = question->options;
  return g_task_propagate_boolean (G_TASK (result), error);
}
