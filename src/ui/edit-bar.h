/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "ui/table-view.h"
G_BEGIN_DECLS

/* BulkEditBar: what was changed of the table in a view: the last step, undo, redo, and a list of all steps, each to be
 * gone to or taken back. Seen while there is something to undo or redo. Tells of rows and columns that were left out
 * in a toast of the window, with Undo. Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y work wherever the keyboard is. */
#define BULK_TYPE_EDIT_BAR (bulk_edit_bar_get_type ())
G_DECLARE_FINAL_TYPE (BulkEditBar, bulk_edit_bar, BULK, EDIT_BAR, GtkWidget)

GtkWidget *bulk_edit_bar_new (void);
/* nullable; again whenever its table is another */
void bulk_edit_bar_set_view (BulkEditBar *self, BulkTableView *view);
G_END_DECLS
