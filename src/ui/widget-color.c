/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widget-color.h"

/**
 * bulk_widget_get_color:
 * @widget: any widget
 * @color: (out caller-allocates): what its text is drawn in
 */
void
bulk_widget_get_color (GtkWidget *widget, GdkRGBA *color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* newer than the oldest GTK we build with, which the check above allows for */
  gtk_widget_get_color (widget, color);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}
