/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "table/edit-step.h"
G_BEGIN_DECLS
/* BulkChangeRow: one step in the list of changes: what was done, and buttons to go there and to take it back.
 * Signals: "go-to", "take-back". */
#define BULK_TYPE_CHANGE_ROW (bulk_change_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkChangeRow, bulk_change_row, BULK, CHANGE_ROW, GtkBox)
GtkWidget *bulk_change_row_new (void);
void bulk_change_row_set_step (BulkChangeRow *self, BulkEditStep *step);   /* nullable */
BulkEditStep *bulk_change_row_get_step (BulkChangeRow *self);              /* (transfer none) (nullable) */
G_END_DECLS
