/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/row-match.h"
G_BEGIN_DECLS
/* BulkRejectedBar: above the table: leads from one rejected row to the next and says what is wrong with it. Signals:
 * "show-row" (guint, a row of the table that was sent), "send-corrected", "back" (to the result). */
#define BULK_TYPE_REJECTED_BAR (bulk_rejected_bar_get_type ())
G_DECLARE_FINAL_TYPE (BulkRejectedBar, bulk_rejected_bar, BULK, REJECTED_BAR, GtkWidget)
GtkWidget *bulk_rejected_bar_new (void);
/* NULL: nothing was rejected */
void bulk_rejected_bar_set (BulkRejectedBar *self, BulkRowErrors *errors, BulkRowMatch *match);
gboolean bulk_rejected_bar_is_set (BulkRejectedBar *self);
void bulk_rejected_bar_show_row (BulkRejectedBar *self, guint row);   /* emits "show-row" */
G_END_DECLS
