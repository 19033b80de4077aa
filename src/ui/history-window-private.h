/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/tracker.h"
#include "ui/history-model.h"
#include "ui/history-window.h"
G_BEGIN_DECLS

struct _BulkHistoryWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *filter_bar;
  GtkDropDown *state_drop_down;
  GtkDropDown *connection_drop_down;
  GtkStringList *connections;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *error_page;
  GtkWidget *details;

  BulkHistory *history;
  BulkHistoryModel *model;
  gint64 shown_id;           /* of the details */
  gulong changed_id;
};

/* history-window.c */
void bulk_history_window_toast (BulkHistoryWindow *self, const char *text);
void bulk_history_window_show_list (BulkHistoryWindow *self);

/* history-actions.c: what is done to loads */
void bulk_history_window_set_verdict (BulkHistoryWindow *self, gint64 id, BulkVerdict verdict);
void bulk_history_window_delete (BulkHistoryWindow *self, BulkRecord *record);
void bulk_history_window_ask_again (BulkHistoryWindow *self, BulkRecord *record);
void bulk_history_window_export (BulkHistoryWindow *self);

/* history-rejected.c */
void bulk_history_window_save_rejected (BulkHistoryWindow *self, BulkRecord *record);

/* history-status.c: what became of them, asked now */
void bulk_history_window_check_status (BulkHistoryWindow *self, BulkRecord *record);
void bulk_history_window_save_status (BulkHistoryWindow *self, BulkTracker *tracker);
G_END_DECLS
