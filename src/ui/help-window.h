/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS
#define BULK_TYPE_HELP_WINDOW (bulk_help_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkHelpWindow, bulk_help_window, BULK, HELP_WINDOW, AdwWindow)
BulkHelpWindow *bulk_help_window_new (GtkApplication *application);
void            bulk_help_window_show_topic (BulkHelpWindow *self, const char *id);
G_END_DECLS
