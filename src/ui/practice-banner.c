/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/practice-banner.h"

struct _BulkPracticeBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
};

G_DEFINE_FINAL_TYPE (BulkPracticeBanner, bulk_practice_banner, GTK_TYPE_WIDGET)

/* Overrides */

static void
bulk_practice_banner_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), BULK_TYPE_PRACTICE_BANNER);
  G_OBJECT_CLASS (bulk_practice_banner_parent_class)->dispose (object);
}

/* Class */

static void
bulk_practice_banner_class_init (BulkPracticeBannerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = bulk_practice_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bulkloader/BulkLoader/practice-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, BulkPracticeBanner, revealer);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "practicebanner");
}

static void
bulk_practice_banner_init (BulkPracticeBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * bulk_practice_banner_new:
 *
 * Returns: (transfer floating): a banner that is not shown yet
 */
GtkWidget *
bulk_practice_banner_new (void)
{
  return g_object_new (BULK_TYPE_PRACTICE_BANNER, NULL);
}

/**
 * bulk_practice_banner_set_active:
 * @self: the banner
 * @active: whether the window is in practice mode
 *
 * Shows or hides the banner. Hidden, its button cannot be reached by keyboard either.
 */
void
bulk_practice_banner_set_active (BulkPracticeBanner *self, gboolean active)
{
  g_return_if_fail (BULK_IS_PRACTICE_BANNER (self));
  gtk_revealer_set_reveal_child (self->revealer, active);
}

/**
 * bulk_practice_banner_get_active:
 * @self: the banner
 *
 * Returns: whether it is shown
 */
gboolean
bulk_practice_banner_get_active (BulkPracticeBanner *self)
{
  g_return_val_if_fail (BULK_IS_PRACTICE_BANNER (self), FALSE);
  return gtk_revealer_get_reveal_child (self->revealer);
}
