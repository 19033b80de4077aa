/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "store/preferences.h"
G_BEGIN_DECLS
/* BulkPreferencesWindow: environment, integration ID and token; the last two live in the keyring alone. */
#define BULK_TYPE_PREFERENCES_WINDOW (bulk_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkPreferencesWindow, bulk_preferences_window, BULK, PREFERENCES_WINDOW, AdwWindow)
BulkPreferencesWindow *bulk_preferences_window_new (GtkWindow *parent, BulkPreferences *preferences);
G_END_DECLS
