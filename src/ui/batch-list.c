/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/batch-list.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"
#include "ui/small-widgets.h"

struct _BulkBatchList
{
  GtkWidget parent_instance;

  GtkListView *list;
  BulkBatches *batches;   /* nullable */
};

G_DEFINE_FINAL_TYPE (BulkBatchList, bulk_batch_list, GTK_TYPE_WIDGET)

enum { SIGNAL_SHOW, SIGNAL_COPIED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
copy (BulkBatchList *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0);
}

/* Callbacks */

static void
on_copy_clicked (GtkButton *button, GtkListItem *item)
{
  BulkBatch *batch = gtk_list_item_get_item (item);
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (button), BULK_TYPE_BATCH_LIST);

  if (batch != NULL && batch->execution_id != NULL && self != NULL)
    copy (BULK_BATCH_LIST (self), batch->execution_id);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = bulk_copy_button_new (_ ("Execution ID"));

  gtk_widget_add_css_class (box, "rejected-row");
  gtk_box_append (GTK_BOX (lines), bulk_wrapped_label_new (NULL, NULL));
  gtk_box_append (GTK_BOX (lines), bulk_wrapped_label_new (NULL, "dim-label"));
  gtk_widget_set_hexpand (lines, TRUE);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy_clicked), item);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  BulkBatch *batch = gtk_list_item_get_item (item);
  GtkWidget *lines = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (lines), *button = gtk_widget_get_next_sibling (lines);
  g_autofree char *name = bulk_batch_dup_title (batch), *state = bulk_batch_dup_state (batch), *text = NULL, *id = NULL;

  id = bulk_format_one_line (batch->execution_id ? batch->execution_id : "");
  /* Translators: what became of a batch, and its execution ID: "Accepted · a64690c2450" */
  text = *id != '\0' ? g_strdup_printf (_ ("%s · %s"), state, id) : g_strdup (state);
  gtk_label_set_text (GTK_LABEL (title), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), text);
  gtk_widget_set_visible (button, *id != '\0');
}

static void
on_row_activated (BulkBatchList *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_SHOW], 0, position);
}

static void
on_copy_all_clicked (BulkBatchList *self)
{
  g_autofree char *lines = self->batches != NULL ? bulk_batch_list_dup_lines (self->batches) : NULL;

  if (lines != NULL)
    copy (self, lines);
}

/* Overrides */

static void
bulk_batch_list_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_object (&BULK_BATCH_LIST (object)->batches);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_BATCH_LIST);
  G_OBJECT_CLASS (bulk_batch_list_parent_class)->dispose (object);
}

/* Class */

static void
bulk_batch_list_class_init (BulkBatchListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_batch_list_dispose;
  signals[SIGNAL_SHOW] = g_signal_new ("show-batch", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_UINT);
  signals[SIGNAL_COPIED] = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/batch-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkBatchList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_all_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_batch_list_init (BulkBatchList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Public functions */

/** bulk_batch_list_new: Returns: (transfer floating): a list that is not seen */
GtkWidget *
bulk_batch_list_new (void)
{
  return g_object_new (BULK_TYPE_BATCH_LIST, NULL);
}

/** bulk_batch_list_set: @batches: (nullable): is listed; %NULL: there are none */
void
bulk_batch_list_set (BulkBatchList *self, BulkBatches *batches)
{
  g_autoptr (GtkSingleSelection) selection = NULL;

  g_return_if_fail (BULK_IS_BATCH_LIST (self));
  gtk_widget_set_visible (GTK_WIDGET (self), batches != NULL);
  gtk_list_view_set_model (self->list, NULL);
  g_set_object (&self->batches, batches);
  if (batches == NULL)
    return;
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (batches)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/** bulk_batch_list_dup_lines: Returns: (transfer full): every batch, its state and its execution ID */
char *
bulk_batch_list_dup_lines (BulkBatches *batches)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < bulk_batches_get_n (batches); i++)
    {
      g_autoptr (BulkBatch) batch = g_list_model_get_item (G_LIST_MODEL (batches), i);
      g_autofree char *title = bulk_batch_dup_title (batch), *state = bulk_batch_dup_state (batch);
      g_autofree char *id = bulk_format_one_line (batch->execution_id ? batch->execution_id : "");

      g_string_append_printf (lines, "%s\t%s\t%s\n", title, state, id);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}
