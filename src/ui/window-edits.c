/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"
#include "ui/preview-page.h"

/* What to go on with if the user gives up the changes. */
typedef struct
{
  BulkWindow *window;      /* not owned: the dialog ends with it */
  BulkWindowGoOn go_on;
  gpointer data;
  GDestroyNotify destroy;
} Question;

/* Private helpers */

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (question->destroy)
    question->destroy (question->data);
  g_free (question);
}

/* (transfer full) (nullable): the last that was done to the table in view */
static BulkEditStep *
get_last_step (BulkWindow *self)
{
  BulkTable *table = bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page));
  BulkEdits *edits = table ? bulk_table_get_edits (table) : NULL;
  guint n = edits ? g_list_model_get_n_items (G_LIST_MODEL (edits)) : 0;

  return n > 0 ? g_list_model_get_item (G_LIST_MODEL (edits), n - 1) : NULL;
}

static char *
describe_changes (BulkWindow *self)
{
  BulkTable *table = bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (bulk_table_get_edits (table)));
  g_autofree char *number = bulk_format_number (n);

  return g_strdup_printf (ngettext ("%s change that you made has not been uploaded and will be lost. "
                                    "Your file is as it was.",
                                    "%s changes that you made have not been uploaded and will be lost. "
                                    "Your file is as it was.",
                                    n),
                          number);
}

static void
answered_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->window);
  question_free (question, NULL);
}

/* Callbacks */

static gboolean
on_answered (gpointer user_data)
{
  Question *question = user_data;

  if (question->window->stack != NULL)
    question->go_on (question->window, question->data);
  return G_SOURCE_REMOVE;
}

/* What comes next may end the window that the dialog belongs to, so the dialog has to be gone before. */
static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data, *answered;
  BulkWindow *self = question->window;

  self->close_question = NULL;
  if (g_strcmp0 (response, "lose") != 0 || self->stack == NULL)
    return;
  answered = g_memdup2 (question, sizeof *question);
  g_object_ref (answered->window);
  question->destroy = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_answered, answered, answered_free);
}

/* Shared with the rest of the window */

/* Whether the table in view was edited since it was last sent. */
gboolean
bulk_window_has_unsent_edits (BulkWindow *self)
{
  BulkTable *table = bulk_preview_page_get_table (BULK_PREVIEW_PAGE (self->preview_page));
  g_autoptr (BulkEditStep) last = get_last_step (self);

  return table != NULL && bulk_table_is_edited (table) && last != self->sent_step;
}

/* Notes what is being sent; "was" once it has been. */
void
bulk_window_note_sending (BulkWindow *self)
{
  g_clear_object (&self->sending_step);
  self->sending_step = get_last_step (self);
}

void
bulk_window_note_sent (BulkWindow *self)
{
  g_set_object (&self->sent_step, self->sending_step);
}

/* Where changes would be lost, asks first; FALSE: none would, nothing is asked, and data is the caller's still. */
gboolean
bulk_window_ask_to_lose_edits (BulkWindow *self, const char *heading, const char *button, BulkWindowGoOn go_on,
                               gpointer data, GDestroyNotify destroy)
{
  g_autofree char *text = NULL;
  GtkWidget *dialog;
  Question *question;

  if (!bulk_window_has_unsent_edits (self))
    return FALSE;
  g_clear_pointer (&self->close_question, gtk_window_destroy);
  text = describe_changes (self);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep Changes"), "lose", button, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "lose", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  question = g_new0 (Question, 1);
  *question = (Question) { self, go_on, data, destroy };
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  self->close_question = GTK_WINDOW (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}
