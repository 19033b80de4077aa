/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "store/preferences.h"
#include "store/record.h"
G_BEGIN_DECLS
/* BulkWindow: the way from a file to an execution, one page after the other. */
#define BULK_TYPE_WINDOW (bulk_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkWindow, bulk_window, BULK, WINDOW, AdwApplicationWindow)
BulkWindow *bulk_window_new (GtkApplication *application, BulkPreferences *preferences);
void bulk_window_open_files (BulkWindow *self, GListModel *files);   /* of GFile */
void bulk_window_resume (BulkWindow *self, BulkRecord *batch);       /* opens its file, to send what is left of it */
void bulk_window_set_practice (BulkWindow *self, gboolean practice);
/* "start" "loading" "preview" "upload" "result" "error" */
const char *bulk_window_get_page (BulkWindow *self);
G_END_DECLS
