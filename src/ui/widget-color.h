/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* The one place that asks a widget's style for its foreground, which GTK 4.10 gave another name. */
void bulk_widget_get_color (GtkWidget *widget, GdkRGBA *color);
G_END_DECLS
