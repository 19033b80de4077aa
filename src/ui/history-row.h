/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "ui/history-model.h"
G_BEGIN_DECLS
/* BulkHistoryRow: one load in the list: what, where, when and what became of it. */
#define BULK_TYPE_HISTORY_ROW (bulk_history_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkHistoryRow, bulk_history_row, BULK, HISTORY_ROW, GtkWidget)
GtkWidget *bulk_history_row_new (void);
void bulk_history_row_set_entry (BulkHistoryRow *self, BulkHistoryEntry *entry);   /* nullable */
/* A state as an icon; icon and style class, never a colour alone. */
void bulk_history_row_style_icon (GtkImage *image, BulkRecord *record);
G_END_DECLS
