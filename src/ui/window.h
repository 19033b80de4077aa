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
void bulk_window_keep_size (BulkWindow *self);
gboolean bulk_window_is_empty (BulkWindow *self);   /* a file may be opened in it */
void bulk_window_open_files (BulkWindow *self, GListModel *files);   /* of GFile */
typedef enum
{
  BULK_REOPEN_REST,      /* the record is of a batch: the others that are left are to be sent */
  BULK_REOPEN_CORRECT,   /* rejected rows are to be corrected */
} BulkReopenPurpose;
void bulk_window_reopen (BulkWindow *self, BulkRecord *record, BulkReopenPurpose purpose);
void bulk_window_set_practice (BulkWindow *self, gboolean practice);
/* "start" "loading" "preview" "upload" "result" "error" */
const char *bulk_window_get_page (BulkWindow *self);
G_END_DECLS
