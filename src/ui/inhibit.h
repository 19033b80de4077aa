/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* Keeps the session from suspending and from logging out while widget is busy with an upload, and lets go of it by
 * itself when widget is gone. Asked twice it is kept once. */
void bulk_inhibit_begin (GtkWidget *widget);
void bulk_inhibit_end (GtkWidget *widget);
gboolean bulk_inhibit_is_active (GtkWidget *widget);
G_END_DECLS
