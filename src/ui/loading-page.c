/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/loading-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/announce.h"
#include "ui/format.h"

/* Milliseconds from which on it is worth saying that a file is being opened. */
#define SHORT 800

struct _BulkLoadingPage
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *message_label;
  GtkProgressBar *progress_bar;

  BulkImport *import;
  gulong fraction_id, message_id;
  guint speak_id;
};

G_DEFINE_FINAL_TYPE (BulkLoadingPage, bulk_loading_page, GTK_TYPE_WIDGET)

enum { SIGNAL_CANCEL, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static void
forget_import (BulkLoadingPage *self)
{
  g_clear_handle_id (&self->speak_id, g_source_remove);
  if (self->import == NULL)
    return;
  g_clear_signal_handler (&self->fraction_id, self->import);
  g_clear_signal_handler (&self->message_id, self->import);
  g_clear_object (&self->import);
}

/* Callbacks */

static void
on_progress (BulkLoadingPage *self)
{
  if (self->import == NULL || self->progress_bar == NULL)
    return;
  gtk_progress_bar_set_fraction (self->progress_bar, bulk_import_get_fraction (self->import));
  gtk_label_set_text (self->message_label, bulk_import_get_message (self->import));
}

static gboolean
on_takes_long (gpointer user_data)
{
  BulkLoadingPage *self = user_data;

  self->speak_id = 0;
  bulk_announce (GTK_WIDGET (self->title_label), gtk_label_get_text (self->title_label));
  return G_SOURCE_REMOVE;
}

static void
on_cancel_clicked (BulkLoadingPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

/* Overrides */

static void
bulk_loading_page_dispose (GObject *object)
{
  GtkWidget *child;

  forget_import (BULK_LOADING_PAGE (object));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_LOADING_PAGE);
  G_OBJECT_CLASS (bulk_loading_page_parent_class)->dispose (object);
}

/* Class */

static void
bulk_loading_page_class_init (BulkLoadingPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_loading_page_dispose;
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", BULK_TYPE_LOADING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/loading-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkLoadingPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkLoadingPage, message_label);
  gtk_widget_class_bind_template_child (widget_class, BulkLoadingPage, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_loading_page_init (BulkLoadingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_loading_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
bulk_loading_page_new (void)
{
  return g_object_new (BULK_TYPE_LOADING_PAGE, NULL);
}

/**
 * bulk_loading_page_set_import:
 * @import: (nullable): what to show the progress of
 * @name: (nullable): the file's name
 */
void
bulk_loading_page_set_import (BulkLoadingPage *self, BulkImport *import, const char *name)
{
  g_autofree char *line = bulk_format_one_line (name ? name : ""), *title = NULL;

  forget_import (self);
  if (import == NULL)
    return;
  self->import = g_object_ref (import);
  self->fraction_id = g_signal_connect_swapped (import, "notify::fraction", G_CALLBACK (on_progress), self);
  self->message_id = g_signal_connect_swapped (import, "notify::message", G_CALLBACK (on_progress), self);
  /* Translators: a file's name */
  title = g_strdup_printf (_("Opening “%s”"), line);
  gtk_label_set_text (self->title_label, title);
  self->speak_id = g_timeout_add (SHORT, on_takes_long, self);
  on_progress (self);
}
