/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "store/connections.h"
G_BEGIN_DECLS
/* BulkPreferencesWindow: the connections, each with a page of its own, and how rows are sent. What is secret lives in
 * the keyring alone. */
#define BULK_TYPE_PREFERENCES_WINDOW (bulk_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkPreferencesWindow, bulk_preferences_window, BULK, PREFERENCES_WINDOW, AdwWindow)
BulkPreferencesWindow *bulk_preferences_window_new (GtkWindow *parent, BulkPreferences *preferences);
void bulk_preferences_window_edit_chosen (BulkPreferencesWindow *self);   /* goes to the page of the chosen one */
G_END_DECLS
