/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/tracker.h"
#include "store/history.h"
G_BEGIN_DECLS
/* BulkHistoryDetails: all that is known of one load, and what can be done about it. Signals: "verdict" (BulkVerdict as
 * guint), "send-again", "send-rest", "correct", "save-rejected", "delete", "copied", "check-status", "settled"
 * (BulkTracker, when it knows all). */
#define BULK_TYPE_HISTORY_DETAILS (bulk_history_details_get_type ())
G_DECLARE_FINAL_TYPE (BulkHistoryDetails, bulk_history_details, BULK, HISTORY_DETAILS, GtkWidget)
GtkWidget *bulk_history_details_new (void);
void bulk_history_details_set_record (BulkHistoryDetails *self, BulkRecord *record);   /* nullable */
BulkRecord *bulk_history_details_get_record (BulkHistoryDetails *self);                /* (transfer none) (nullable) */
/* errors: of BulkRowError: the first BULK_HISTORY_DETAILS_ROWS of n_all; more is for the service's own pages */
#define BULK_HISTORY_DETAILS_ROWS 50u
void bulk_history_details_set_row_errors (BulkHistoryDetails *self, GPtrArray *errors, guint n_all);
/* Where batches are left, they can be sent. */
void bulk_history_details_set_batches_done (BulkHistoryDetails *self, const BulkBatchesDone *done);
/* While it is asked what became of the load: */
void bulk_history_details_set_asking (BulkHistoryDetails *self, gboolean asking);
void bulk_history_details_set_trouble (BulkHistoryDetails *self, const char *text);    /* why it cannot be; nullable */
void bulk_history_details_set_tracker (BulkHistoryDetails *self, BulkTracker *tracker);
G_END_DECLS
