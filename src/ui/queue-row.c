/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/queue-row.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"

struct _BulkQueueRow
{
  AdwActionRow parent_instance;

  BulkQueueItem *item;
  GtkWidget *icon;
  GtkWidget *spinner;
  GtkWidget *copy_button;
  GtkWidget *details_button;
  GtkWidget *open_button;
  GtkWidget *remove_button;
  gboolean sending;   /* at the latest look */
};

G_DEFINE_FINAL_TYPE (BulkQueueRow, bulk_queue_row, ADW_TYPE_ACTION_ROW)

enum { SIGNAL_OPEN, SIGNAL_DETAILS, SIGNAL_REMOVE, SIGNAL_COPIED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
get_look (BulkQueueState state, const char **icon, const char **look)
{
  static const struct { const char *icon, *look; } looks[] = {
    [BULK_QUEUE_WAITING] = { "content-loading-symbolic", "dim-label" },
    [BULK_QUEUE_READING] = { "content-loading-symbolic", "dim-label" },
    [BULK_QUEUE_READY] = { "text-x-generic-symbolic", "dim-label" },
    [BULK_QUEUE_HELD] = { "dialog-warning-symbolic", "warning" },
    [BULK_QUEUE_UNREADABLE] = { "dialog-error-symbolic", "error" },
    [BULK_QUEUE_SENDING] = { "content-loading-symbolic", "dim-label" },
    [BULK_QUEUE_ACCEPTED] = { "emblem-ok-symbolic", "success" },
    [BULK_QUEUE_NOT_LOADED] = { "dialog-error-symbolic", "error" },
    [BULK_QUEUE_PARTLY] = { "dialog-warning-symbolic", "warning" },
    [BULK_QUEUE_UNKNOWN] = { "dialog-question-symbolic", "warning" },
  };

  *icon = looks[state].icon;
  *look = looks[state].look;
}

/* Several rows have such a button: the file tells them apart. */
static void
name_button (GtkWidget *button, const char *what, const char *name)
{
  /* Translators: what a button does, and a file's name: "Open: deals.csv" */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), what, name);

  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* Callbacks */

static void
on_copy_clicked (BulkQueueRow *self)
{
  g_autofree char *ids = bulk_queue_item_dup_ids (self->item);

  if (ids == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), ids);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0);
}

static void
on_details_clicked (BulkQueueRow *self)
{
  g_signal_emit (self, signals[SIGNAL_DETAILS], 0);
}

static void
on_open_clicked (BulkQueueRow *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0);
}

static void
on_remove_clicked (BulkQueueRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static GtkWidget *
add_button (BulkQueueRow *self, const char *icon, const char *what, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = bulk_format_one_line (self->item->name);

  name_button (button, what, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  return button;
}

/* Overrides */

static void
bulk_queue_row_dispose (GObject *object)
{
  g_clear_object (&BULK_QUEUE_ROW (object)->item);
  G_OBJECT_CLASS (bulk_queue_row_parent_class)->dispose (object);
}

/* Class */

static void
bulk_queue_row_class_init (BulkQueueRowClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_queue_row_dispose;
  signals[SIGNAL_OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DETAILS] = g_signal_new ("details", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COPIED] = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bulk_queue_row_init (BulkQueueRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);

  /* Names and reasons come from files and servers. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  self->icon = gtk_image_new ();
  self->spinner = gtk_spinner_new ();
  adw_action_row_add_prefix (row, self->icon);
  adw_action_row_add_prefix (row, self->spinner);
}

/* Public functions */

/**
 * bulk_queue_row_new:
 *
 * Returns: (transfer floating): a row that shows @item as it is now; see bulk_queue_row_refresh()
 */
GtkWidget *
bulk_queue_row_new (BulkQueueItem *item)
{
  BulkQueueRow *self = g_object_new (BULK_TYPE_QUEUE_ROW, NULL);
  g_autofree char *name = bulk_format_one_line (item->name);

  self->item = g_object_ref (item);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  self->copy_button = add_button (self, "edit-copy-symbolic", _ ("Copy Execution ID"), G_CALLBACK (on_copy_clicked));
  self->details_button = add_button (self, "dialog-information-symbolic", _ ("Details"),
                                     G_CALLBACK (on_details_clicked));
  self->open_button = add_button (self, "document-open-symbolic", _ ("Open"), G_CALLBACK (on_open_clicked));
  self->remove_button = add_button (self, "list-remove-symbolic", _ ("Leave Out"), G_CALLBACK (on_remove_clicked));
  bulk_queue_row_refresh (self, FALSE);
  return GTK_WIDGET (self);
}

/** bulk_queue_row_get_item: Returns: (transfer none): the file it shows */
BulkQueueItem *
bulk_queue_row_get_item (BulkQueueRow *self)
{
  return self->item;
}

/** bulk_queue_row_dup_words: Returns: (transfer full): the state of a file, why, and its execution ID */
char *
bulk_queue_row_dup_words (BulkQueueItem *item)
{
  const char *state = bulk_queue_item_get_state_label (item);
  g_autofree char *text = bulk_queue_item_dup_text (item), *line = bulk_format_one_line (text);
  g_autofree char *first = item->execution_ids->len > 0
                               ? bulk_format_one_line (g_ptr_array_index (item->execution_ids, 0))
                               : NULL;
  GString *words = g_string_new (state);

  if (item->state == BULK_QUEUE_SENDING && item->sending != NULL)
    {
      BulkBatches *batches = bulk_sending_get_batches (item->sending);

      /* Translators: how much of a file was sent */
      g_string_append_printf (words, _ (" %.0f %%"), 100 * bulk_sending_get_fraction (item->sending));
      if (batches != NULL)
        {
          guint at = MIN (bulk_batches_get_n_done (batches) + 1, bulk_batches_get_n (batches));

          g_string_append (words, " · ");
          g_string_append_printf (words, _ ("Batch %u of %u"), at, bulk_batches_get_n (batches));
        }
    }
  if (*line != '\0')
    g_string_append_printf (words, " · %s", line);
  if (first != NULL)
    {
      g_string_append_c (words, '\n');
      /* Translators: an execution ID */
      g_string_append_printf (words, _ ("Execution ID: %s"), first);
      if (item->execution_ids->len > 1)
        g_string_append_printf (words, ngettext (" and %u more", " and %u more", item->execution_ids->len - 1),
                                item->execution_ids->len - 1);
    }
  return g_string_free (words, FALSE);
}

/**
 * bulk_queue_row_dup_news:
 *
 * Returns: (transfer full) (nullable): what became of the file, once, as soon as it was sent
 */
char *
bulk_queue_row_dup_news (BulkQueueRow *self)
{
  gboolean was_sending = self->sending;
  g_autofree char *name = NULL;

  self->sending = self->item->state == BULK_QUEUE_SENDING;
  if (!was_sending || self->sending)
    return NULL;
  name = bulk_format_one_line (self->item->name);
  /* Translators: read out: a file, and what became of it: "deals.csv: Accepted" */
  return g_strdup_printf (_ ("%s: %s"), name, bulk_queue_item_get_state_label (self->item));
}

/** bulk_queue_row_refresh: @busy: whether the queue is being sent, so that nothing can be done to it */
void
bulk_queue_row_refresh (BulkQueueRow *self, gboolean busy)
{
  BulkQueueState state = self->item->state;
  gboolean working = state == BULK_QUEUE_READING || state == BULK_QUEUE_SENDING;
  gboolean sent = state == BULK_QUEUE_ACCEPTED || state == BULK_QUEUE_UNKNOWN || state == BULK_QUEUE_PARTLY;
  g_autofree char *words = bulk_queue_row_dup_words (self->item);
  const char *icon, *look;

  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), words) != 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  get_look (state, &icon, &look);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_css_classes (self->icon, (const char *[]) { look, NULL });
  gtk_widget_set_visible (self->icon, !working);
  gtk_widget_set_visible (self->spinner, working);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), working);
  gtk_widget_set_visible (self->copy_button, self->item->execution_ids->len > 0);
  gtk_widget_set_visible (self->details_button, self->item->record_id != 0);
  gtk_widget_set_visible (self->open_button, !busy && !sent && !working && state != BULK_QUEUE_UNREADABLE);
  gtk_widget_set_visible (self->remove_button, !busy && !sent && !working && self->item->record_id == 0);
}
