/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/queue-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/format.h"
#include "ui/milestones.h"
#include "ui/queue-row.h"
#include "ui/stop-upload.h"

/* Milliseconds between two looks at how far a file is. */
#define REFRESH_INTERVAL 200

struct _BulkQueuePage
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkProgressBar *progress_bar;
  GtkListBox *list;
  GtkWidget *upload_button;
  GtkWidget *stop_button;
  GtkButton *leave_button;

  BulkQueue *queue;             /* nullable */
  GCancellable *looking;        /* not NULL: files are being read */
  GCancellable *running;        /* not NULL: files are being sent */
  gboolean ran;                 /* something of it was sent, or tried */
  guint n_run, n_before;        /* files of this run; that had been ended before it */
  BulkMilestones milestones;
  GtkWindow *question;
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (BulkQueuePage, bulk_queue_page, GTK_TYPE_WIDGET)

enum { SIGNAL_UPLOAD, SIGNAL_ENDED, SIGNAL_OPEN, SIGNAL_DETAILS, SIGNAL_LEAVE, SIGNAL_MESSAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

/* Those that nothing more comes of in this run. */
static guint
count_ended (BulkQueuePage *self)
{
  return bulk_queue_count (self->queue, BULK_QUEUE_ACCEPTED) + bulk_queue_count (self->queue, BULK_QUEUE_UNKNOWN)
         + bulk_queue_count (self->queue, BULK_QUEUE_PARTLY) + bulk_queue_count (self->queue, BULK_QUEUE_NOT_LOADED)
         + bulk_queue_count (self->queue, BULK_QUEUE_HELD);
}

static char *
dup_title (BulkQueuePage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  if (self->running != NULL && g_cancellable_is_cancelled (self->running))
    return g_strdup (_ ("Stopping…"));
  if (self->running != NULL)
    /* Translators: the number of a file, and of how many: "Uploading File 2 of 5" */
    return g_strdup_printf (_ ("Uploading File %u of %u"), MIN (count_ended (self) - self->n_before + 1, self->n_run),
                            self->n_run);
  if (self->looking != NULL)
    return g_strdup (_ ("Reading the Files…"));
  if (self->ran)
    return g_strdup (_ ("The Upload Has Ended"));
  return g_strdup_printf (ngettext ("%u File to Upload", "%u Files to Upload", n), n);
}

static void
update_button (BulkQueuePage *self)
{
  guint n = bulk_queue_count_to_send (self->queue, NULL);
  g_autofree char *label
      /* Translators: the number of files that can be uploaded; the underscore marks the key */
      = self->ran ? g_strdup (_ ("_Upload the Rest…"))
                  : g_strdup_printf (ngettext ("_Upload %u File…", "_Upload %u Files…", MAX (n, 1)), n);
  gboolean idle = self->running == NULL && self->looking == NULL;

  if (n == 0 && !self->ran)
    {
      g_free (label);
      label = g_strdup (_ ("_Upload…"));
    }
  gtk_button_set_label (GTK_BUTTON (self->upload_button), label);
  gtk_widget_set_visible (self->upload_button, self->running == NULL && (n > 0 || !self->ran));
  gtk_widget_set_sensitive (self->upload_button, idle && n > 0);
  gtk_widget_set_visible (self->stop_button, self->running != NULL);
  gtk_widget_set_sensitive (self->stop_button, self->running != NULL && !g_cancellable_is_cancelled (self->running));
  gtk_widget_set_visible (GTK_WIDGET (self->leave_button), self->running == NULL);
  gtk_button_set_label (self->leave_button, self->ran && n == 0 ? _ ("_Done") : _ ("_Back"));
  if (self->ran && n == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->leave_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->leave_button), "suggested-action");
}

static void
update_progress (BulkQueuePage *self)
{
  BulkQueueItem *item = bulk_queue_get_sending (self->queue);
  double done = self->running != NULL ? count_ended (self) - self->n_before : 0;

  if (item != NULL && item->sending != NULL)
    done += bulk_sending_get_fraction (item->sending);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), self->running != NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, self->n_run > 0 ? CLAMP (done / self->n_run, 0, 1) : 0);
}

static void
refresh (BulkQueuePage *self)
{
  g_autofree char *title = NULL, *summary = NULL;

  if (self->title_label == NULL || self->queue == NULL)
    return;
  title = dup_title (self);
  summary = self->looking == NULL ? bulk_queue_dup_summary (self->queue) : g_strdup ("");
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->summary_label, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), *summary != '\0');
  update_button (self);
  update_progress (self);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row;
       row = gtk_widget_get_next_sibling (row))
    if (BULK_IS_QUEUE_ROW (row))
      {
        g_autofree char *news = NULL;

        bulk_queue_row_refresh (BULK_QUEUE_ROW (row), self->running != NULL || self->looking != NULL);
        news = bulk_queue_row_dup_news (BULK_QUEUE_ROW (row));
        bulk_announce (GTK_WIDGET (self), news);
      }
}

/* How far all of them are, for who hears it. */
static void
speak_progress (BulkQueuePage *self)
{
  double fraction = gtk_progress_bar_get_fraction (self->progress_bar);
  g_autofree char *title = NULL, *text = NULL;

  if (!bulk_milestones_reach (&self->milestones, fraction, g_get_monotonic_time ()))
    return;
  title = dup_title (self);
  /* Translators: read out: "Uploading File 2 of 5, 40 %" */
  text = g_strdup_printf (_ ("%s, %.0f %%"), title, 100 * fraction);
  bulk_announce (GTK_WIDGET (self), text);
}

static void
speak_end (BulkQueuePage *self)
{
  g_autofree char *title = dup_title (self), *summary = bulk_queue_dup_summary (self->queue), *text = NULL;

  text = g_strdup_printf ("%s. %s", title, summary);
  bulk_announce (GTK_WIDGET (self), text);
}

static gboolean
on_refresh (gpointer user_data)
{
  refresh (user_data);
  speak_progress (user_data);
  return G_SOURCE_CONTINUE;
}

/* Callbacks */

static void
on_row_open (BulkQueueRow *row, BulkQueuePage *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, bulk_queue_row_get_item (row));
}

static void
on_row_details (BulkQueueRow *row, BulkQueuePage *self)
{
  g_signal_emit (self, signals[SIGNAL_DETAILS], 0, bulk_queue_row_get_item (row)->record_id);
}

static void
on_row_remove (BulkQueueRow *row, BulkQueuePage *self)
{
  bulk_queue_remove (self->queue, bulk_queue_row_get_item (row));
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_row_copied (BulkQueueRow *row, BulkQueuePage *self)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, _ ("Copied to the clipboard"));
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  GtkWidget *row = bulk_queue_row_new (item);

  g_signal_connect_object (row, "open", G_CALLBACK (on_row_open), user_data, 0);
  g_signal_connect_object (row, "details", G_CALLBACK (on_row_details), user_data, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), user_data, 0);
  g_signal_connect_object (row, "copied", G_CALLBACK (on_row_copied), user_data, 0);
  return row;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkQueuePage) self = user_data;

  bulk_queue_look_at_all_finish (BULK_QUEUE (source), result, NULL);
  if (self->queue != BULK_QUEUE (source))
    return;
  g_clear_object (&self->looking);
  /* Something may have come at the very end. */
  if (bulk_queue_count (self->queue, BULK_QUEUE_WAITING) > 0)
    {
      bulk_queue_page_look (self);
      return;
    }
  refresh (self);
  if (self->title_label)
    gtk_widget_grab_focus (gtk_widget_is_sensitive (self->upload_button) ? self->upload_button
                                                                         : GTK_WIDGET (self->leave_button));
}

static void
on_ran (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkQueuePage) self = user_data;
  gboolean all = bulk_queue_run_finish (BULK_QUEUE (source), result, NULL);

  bulk_stop_upload_release ();
  g_clear_object (&self->running);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_pointer (&self->question, gtk_window_destroy);
  refresh (self);
  if (self->title_label)
    {
      gtk_widget_grab_focus (gtk_widget_get_visible (self->upload_button) ? self->upload_button
                                                                          : GTK_WIDGET (self->leave_button));
      speak_end (self);
    }
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, all);
}

static void
on_question_response (BulkQueuePage *self, const char *response)
{
  self->question = NULL; /* closes by itself */
  if (g_strcmp0 (response, "stop") == 0)
    bulk_queue_page_cancel (self);
}

static void
on_stop_clicked (BulkQueuePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *meaning = NULL;
  GtkWidget *dialog;

  if (self->running == NULL || self->question)
    return;
  meaning = bulk_queue_page_dup_cancel_meaning (self);
  dialog = bulk_stop_upload_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, meaning, FALSE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_question_response), self, G_CONNECT_SWAPPED);
  self->question = GTK_WINDOW (dialog);
  gtk_window_present (self->question);
}

static void
on_upload_clicked (BulkQueuePage *self)
{
  g_signal_emit (self, signals[SIGNAL_UPLOAD], 0);
}

static void
on_leave_clicked (BulkQueuePage *self)
{
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
}

/* Overrides */

static void
stop_looking (BulkQueuePage *self)
{
  if (self->looking)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
bulk_queue_page_dispose (GObject *object)
{
  BulkQueuePage *self = BULK_QUEUE_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  stop_looking (self);
  if (self->running)
    g_cancellable_cancel (self->running);
  if (self->queue)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_clear_object (&self->queue);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_QUEUE_PAGE);
  self->title_label = NULL; /* what still runs looks here before it shows anything */
  G_OBJECT_CLASS (bulk_queue_page_parent_class)->dispose (object);
}

/* Class */

static void
add_signals (GType type)
{
  signals[SIGNAL_UPLOAD] = g_signal_new ("upload", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED]
      = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_OPEN]
      = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, BULK_TYPE_QUEUE_ITEM);
  signals[SIGNAL_DETAILS]
      = g_signal_new ("details", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE]
      = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bulk_queue_page_class_init (BulkQueuePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_queue_page_dispose;
  add_signals (G_TYPE_FROM_CLASS (class));
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, list);
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, upload_button);
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, BulkQueuePage, leave_button);
  gtk_widget_class_bind_template_callback (widget_class, on_upload_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_queue_page_init (BulkQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/** bulk_queue_page_new: Returns: (transfer floating): a page without files */
GtkWidget *
bulk_queue_page_new (void)
{
  return g_object_new (BULK_TYPE_QUEUE_PAGE, NULL);
}

/** bulk_queue_page_set_queue: @queue: (nullable): shown from now on */
void
bulk_queue_page_set_queue (BulkQueuePage *self, BulkQueue *queue)
{
  g_return_if_fail (self->running == NULL);
  stop_looking (self);
  if (self->queue)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_set_object (&self->queue, queue);
  self->ran = FALSE;
  gtk_list_box_bind_model (self->list, queue != NULL ? G_LIST_MODEL (queue) : NULL, make_row, self, NULL);
  if (queue == NULL)
    return;
  g_signal_connect_swapped (queue, "changed", G_CALLBACK (refresh), self);
  refresh (self);
}

/** bulk_queue_page_get_queue: Returns: (transfer none) (nullable): the files */
BulkQueue *
bulk_queue_page_get_queue (BulkQueuePage *self)
{
  return self->queue;
}

/** bulk_queue_page_look: reads and checks what was added; does nothing while that goes on already */
void
bulk_queue_page_look (BulkQueuePage *self)
{
  if (self->looking != NULL || self->queue == NULL)
    return;
  self->looking = g_cancellable_new ();
  bulk_queue_look_at_all_async (self->queue, self->looking, on_looked, g_object_ref (self));
  refresh (self);
}

/** bulk_queue_page_run: sends what can be sent; "ended" follows, and never before this returns */
void
bulk_queue_page_run (BulkQueuePage *self, const BulkQueueOrder *order)
{
  g_autofree char *title = NULL;

  g_return_if_fail (self->running == NULL && self->queue != NULL);
  self->running = g_cancellable_new ();
  self->ran = TRUE;
  self->n_run = bulk_queue_count_to_send (self->queue, NULL);
  self->n_before = count_ended (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->queue)); i++)
    if (bulk_queue_get (self->queue, i)->can_send && bulk_queue_get (self->queue, i)->state != BULK_QUEUE_READY)
      self->n_before--; /* is tried once more */
  bulk_stop_upload_hold ();
  self->refresh_id = g_timeout_add (REFRESH_INTERVAL, on_refresh, self);
  bulk_queue_run_async (self->queue, order, self->running, on_ran, g_object_ref (self));
  refresh (self);
  gtk_widget_grab_focus (self->stop_button);
  title = dup_title (self);
  bulk_announce (GTK_WIDGET (self), title);
  bulk_milestones_begin (&self->milestones, g_get_monotonic_time ());
}

/** bulk_queue_page_is_busy: Returns: whether files are being sent */
gboolean
bulk_queue_page_is_busy (BulkQueuePage *self)
{
  return self->running != NULL;
}

/** bulk_queue_page_cancel: stops without asking; "ended" follows */
void
bulk_queue_page_cancel (BulkQueuePage *self)
{
  if (self->running == NULL)
    return;
  g_cancellable_cancel (self->running);
  refresh (self);
}

/** bulk_queue_page_dup_cancel_meaning: Returns: (transfer full): what would come of stopping now */
char *
bulk_queue_page_dup_cancel_meaning (BulkQueuePage *self)
{
  BulkQueueItem *item = self->queue != NULL ? bulk_queue_get_sending (self->queue) : NULL;
  BulkSending *sending = item != NULL ? item->sending : NULL;
  g_autofree char *of_this = bulk_stop_upload_dup_meaning (sending != NULL ? bulk_sending_get_load (sending) : NULL,
                                                           sending != NULL ? bulk_sending_get_batches (sending) : NULL);

  if (item == NULL)
    return g_steal_pointer (&of_this);
  /* Translators: a file's name, and what stopping would mean for it */
  return g_strdup_printf (_ ("“%s”: %s\n\nFiles that were accepted stay so; those that were not begun are not sent."),
                          item->name, of_this);
}
