/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/error-page.h"

#include <adwaita.h>

#include "ui/announce.h"

struct _BulkErrorPage
{
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (BulkErrorPage, bulk_error_page, GTK_TYPE_WIDGET)

enum { SIGNAL_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Callbacks */

static void
on_back_clicked (BulkErrorPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* Overrides */

static void
bulk_error_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_ERROR_PAGE);
  G_OBJECT_CLASS (bulk_error_page_parent_class)->dispose (object);
}

/* Class */

static void
bulk_error_page_class_init (BulkErrorPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_error_page_dispose;
  signals[SIGNAL_BACK] = g_signal_new ("back", BULK_TYPE_ERROR_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bulkloader/BulkLoader/error-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkErrorPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, BulkErrorPage, text_label);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bulk_error_page_init (BulkErrorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_error_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
bulk_error_page_new (void)
{
  return g_object_new (BULK_TYPE_ERROR_PAGE, NULL);
}

/**
 * bulk_error_page_set:
 * @title: what went wrong, in a few words
 * @text: why, and what to do; plain text
 */
void
bulk_error_page_set (BulkErrorPage *self, const char *title, const char *text)
{
  gtk_label_set_text (self->title_label, title);
  bulk_announce (GTK_WIDGET (self->title_label), title);
  gtk_label_set_text (self->text_label, text);
}
