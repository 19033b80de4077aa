/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "ui/window.h"
#include "load/send-options.h"
#include "table/import.h"
#include "ui/file-queue.h"
#include "workspan/connection.h"
#include "workspan/outcome.h"
#include "workspan/row-set.h"
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
  GtkRevealer *rejected_revealer;
  GtkWidget *rejected_bar;
  GtkStack *stack;
  GtkWidget *start_page;
  GtkWidget *loading_page;
  GtkWidget *error_page;
  GtkWidget *preview_page;
  GtkWidget *upload_page;
  GtkWidget *result_page;
  GtkWidget *queue_page;

  BulkPreferences *preferences;
  BulkFileQueue *queue;
  BulkImport *import;          /* of the table on the preview page, or of the one that is being opened */
  GCancellable *opening;       /* not NULL: a file is being opened */
  GFile *taken;                /* (nullable): it, if it had waited in the queue */
  GCancellable *connecting;    /* not NULL: on the way from the preview to an upload */
  BulkTable *upload_table;     /* what is being uploaded, or was */
  BulkTable *sent_table;       /* as it was then: frozen */
  BulkRowSet *sent_rows;       /* which of its rows; NULL: all */
  BulkTable *accepted_table;   /* of the table in view or before, the one that was accepted last; never looked into */
  gint64 tracked_id;           /* record of the load whose rows the result page shows; 0: none */
  BulkSendOptions options;     /* how the latest upload is sent */
  char *corrects;              /* execution whose rejected rows they were, or NULL */
  BulkConnection *connection;  /* over which */
  GtkWindow *close_question;
  BulkEditStep *sending_step;  /* nullable: the last in what is being sent, and in what was */
  BulkEditStep *sent_step;
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
void bulk_window_end_connecting (BulkWindow *self);                    /* the preview can be used again */
void bulk_window_advise (BulkWindow *self, const char *text);         /* there is no connection */
void bulk_window_read_options (BulkWindow *self, BulkSendOptions *options);       /* of the connection */
void bulk_window_keep_options (BulkWindow *self, const BulkSendOptions *options);
/* table: frozen; rows: nullable; corrects: nullable */
void bulk_window_start_upload (BulkWindow *self, BulkTable *table, BulkRowSet *rows, const char *corrects);
void bulk_window_end_upload (BulkWindow *self, BulkOutcome *outcome);

/* window-rest.c */
void bulk_window_send_rest (BulkWindow *self);      /* batches, where they stopped */

/* window-reopen.c: a load of the history */
BulkRecord *bulk_window_get_resumed (BulkWindow *self); /* a batch of the table in view, whose rest is sent; nullable */
void bulk_window_look_at_reopened (BulkWindow *self, BulkTable *table);
void bulk_window_begin_rest (BulkWindow *self);

/* window-queue.c */
void bulk_window_init_queue (BulkWindow *self);
void bulk_window_upload_all (BulkWindow *self);
gboolean bulk_window_queue_more (BulkWindow *self);

/* window-result.c */
void bulk_window_init_result (BulkWindow *self);
void bulk_window_track (BulkWindow *self, BulkOutcome *outcome);      /* what became of the rows that were sent */
void bulk_window_track_batch (BulkWindow *self, guint index);
/* A load of before: its table is set as the one that was sent. rows: nullable */
void bulk_window_show_loaded (BulkWindow *self, BulkOutcome *outcome, BulkRowSet *rows, gint64 record_id);
void bulk_window_show_sent_row (BulkWindow *self, guint row);         /* of the table as it was sent */
void bulk_window_update_rejected (BulkWindow *self);

/* window-edits.c */
typedef void (*BulkWindowGoOn) (BulkWindow *self, gpointer data);
gboolean bulk_window_has_unsent_edits (BulkWindow *self);
gboolean bulk_window_ask_to_lose_edits (BulkWindow *self, const char *heading, const char *button, BulkWindowGoOn go_on,
                                        gpointer data, GDestroyNotify destroy);
void bulk_window_note_sending (BulkWindow *self);
void bulk_window_note_sent (BulkWindow *self);

/* window.c */
void bulk_window_show_page (BulkWindow *self, const char *page);
void bulk_window_show_error (BulkWindow *self, const char *title, const char *text);
void bulk_window_update_actions (BulkWindow *self);
void bulk_window_toast (BulkWindow *self, const char *text);
gboolean bulk_window_is_busy (BulkWindow *self);   /* something is done that a new file must not end */
G_END_DECLS
