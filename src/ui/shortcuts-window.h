/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
G_BEGIN_DECLS
#define BULK_TYPE_SHORTCUTS_WINDOW (bulk_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkShortcutsWindow, bulk_shortcuts_window, BULK, SHORTCUTS_WINDOW, AdwWindow)
BulkShortcutsWindow *bulk_shortcuts_window_new (GtkWindow *parent);
G_END_DECLS
