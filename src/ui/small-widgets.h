/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* What several pages are made of. (transfer floating) each */
GtkWidget *bulk_wrapped_label_new (const char *text, const char *css_class);   /* at the start; both nullable */
GtkWidget *bulk_copy_button_new (const char *what);                             /* named "Copy: " and what */
G_END_DECLS
