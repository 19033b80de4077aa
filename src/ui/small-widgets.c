/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/small-widgets.h"

#include <glib/gi18n-lib.h>

#include "ui/format.h"

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

/**
 * bulk_value_row_new:
 * @title: what it is
 * @value: (nullable): plain text, which is shown in one line of text, broken where there is no room
 *
 * Returns: (transfer floating) (nullable): a row with both; %NULL: there is no value
 */
GtkWidget *
bulk_value_row_new (const char *title, const char *value)
{
  g_autofree char *line = bulk_format_one_line (value ? value : "");
  GtkWidget *row;

  if (*line == '\0')
    return NULL;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  return row;
}

/**
 * bulk_toast_new:
 * @text: plain text, though the title of a toast is markup: a path or an error's text is none
 *
 * Returns: (transfer full): a toast that says it
 */
AdwToast *
bulk_toast_new (const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  return adw_toast_new (title);
}
