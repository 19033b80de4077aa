/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/small-widgets.h"

#include <glib/gi18n-lib.h>

/** bulk_wrapped_label_new: Returns: (transfer floating): a label of as many lines as it takes, plain text */
GtkWidget *
bulk_wrapped_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/** bulk_copy_button_new: @what: what it copies. Returns: (transfer floating): a button that does nothing yet */
GtkWidget *
bulk_copy_button_new (const char *what)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: %s is what is copied: "Copy: Execution ID" */
  g_autofree char *label = g_strdup_printf (_ ("Copy: %s"), what);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}
