/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "ui/execution-panel.h"
#include "ui/history-details.h"
G_BEGIN_DECLS

struct _BulkHistoryDetails
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *happened_label;
  GtkLabel *sent_label;
  GtkLabel *answer_label;
  GtkWidget *check_box;
  GtkLabel *check_label;
  GtkButton *loaded_button;
  GtkButton *not_loaded_button;
  GtkButton *again_button;
  GtkWidget *rest_box;
  GtkLabel *rest_label;
  GtkWidget *status_box;
  BulkExecutionPanel *panel;
  GtkLabel *trouble_label;
  GtkWidget *status_button;
  GtkBox *rejected_box;
  GtkWidget *rejected_actions;
  GtkWidget *correct_button;
  GtkBox *groups_box;
  GtkButton *delete_button;

  BulkRecord *record;
};

/* history-details-groups.c: what is known of a load, group by group. Its buttons emit "copied". */
void bulk_history_details_add_row (BulkHistoryDetails *self, AdwPreferencesGroup *group, const char *title,
                                   const char *value, gboolean copy);
void bulk_history_details_add_groups (BulkHistoryDetails *self, BulkRecord *record);
G_END_DECLS
