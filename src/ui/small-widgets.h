/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS
/* What several pages are made of. (transfer floating) each, but for toasts */
GtkWidget *bulk_wrapped_label_new (const char *text, const char *css_class);   /* at the start; both nullable */
GtkWidget *bulk_copy_button_new (const char *what);                             /* named "Copy: " and what */
GtkWidget *bulk_value_row_new (const char *title, const char *value);           /* NULL: there is no value */
AdwToast *bulk_toast_new (const char *text);                                    /* (transfer full) */
G_END_DECLS
