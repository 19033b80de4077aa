/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "ui/window.h"
#include "table/import.h"
#include "ui/file-queue.h"
#include "workspan/connection.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS

struct _BulkWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *window_title;
  GtkWidget *drop_highlight;
  GtkWidget *practice_banner;
  GtkRevealer *queue_revealer;
  GtkLabel *queue_label;
  GtkStack *stack;
  GtkWidget *start_page;
  GtkWidget *loading_page;
  GtkWidget *error_page;
  GtkWidget *preview_page;
  GtkWidget *upload_page;
  GtkWidget *result_page;

  BulkPreferences *preferences;
  BulkFileQueue *queue;
  BulkImport *import;          /* of the table on the preview page, or of the one that is being opened */
  GCancellable *opening;       /* not NULL: a file is being opened */
  GCancellable *connecting;    /* not NULL: on the way from the preview to an upload */
  BulkTable *upload_table;     /* what is being uploaded, or was */
  BulkConnection *connection;  /* over which */
  GtkWindow *close_question;
};

/* window-open.c */
void bulk_window_open_file (BulkWindow *self, GFile *file);
void bulk_window_open_import (BulkWindow *self, BulkImport *import, const char *name);
void bulk_window_open_next (BulkWindow *self);
void bulk_window_stop_opening (BulkWindow *self);
void bulk_window_choose_files (BulkWindow *self);
void bulk_window_paste (BulkWindow *self);
void bulk_window_init_drop (BulkWindow *self);
void bulk_window_reimport (BulkWindow *self, const BulkImportOptions *options);

/* window-upload.c */
void bulk_window_update_chooser (BulkWindow *self);   /* of the connection: in practice mode there is no choice */
void bulk_window_begin_upload (BulkWindow *self);
void bulk_window_end_upload (BulkWindow *self, BulkOutcome *outcome);

/* window.c */
void bulk_window_show_page (BulkWindow *self, const char *page);
void bulk_window_show_error (BulkWindow *self, const char *title, const char *text);
void bulk_window_toast (BulkWindow *self, const char *text);
gboolean bulk_window_is_busy (BulkWindow *self);   /* something is done that a new file must not end */
G_END_DECLS
