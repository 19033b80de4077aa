/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "checks/problems.h"
G_BEGIN_DECLS

/* BulkTableView: a table of any size, drawn as far as it is seen. GtkScrollable: put it in a GtkScrolledWindow.
 * Header and row numbers stay in view. Always has a current cell if there are cells: the cursor.
 * Cells and headers can be edited, rows and columns left out, through the table's BulkEdits.
 * Actions: "table.copy-cell", "table.copy-row", "table.show-cell", "table.fit-column", "table.edit-cell",
 * "table.clear-cell", "table.revert-cell", "table.remove-rows", "table.rename-column", "table.leave-out-column",
 * "table.move-column" (int32: by), "table.undo", "table.redo". */
#define BULK_TYPE_TABLE_VIEW (bulk_table_view_get_type ())
G_DECLARE_FINAL_TYPE (BulkTableView, bulk_table_view, BULK, TABLE_VIEW, GtkWidget)

#define BULK_TABLE_VIEW_NO_MATCH G_MAXUINT
#define BULK_TABLE_VIEW_HEADER G_MAXUINT

GtkWidget *bulk_table_view_new (void);
void bulk_table_view_set_table (BulkTableView *self, BulkTable *table); /* nullable */
BulkTable *bulk_table_view_get_table (BulkTableView *self);             /* (transfer none) (nullable) */
void bulk_table_view_set_problems (BulkTableView *self, BulkProblems *problems); /* nullable; marked */
void bulk_table_view_set_cursor (BulkTableView *self, guint row, guint column); /* into view; kept within the table */
guint bulk_table_view_get_cursor_row (BulkTableView *self);
guint bulk_table_view_get_cursor_column (BulkTableView *self);
void bulk_table_view_set_match (BulkTableView *self, guint row, guint column); /* row BULK_TABLE_VIEW_NO_MATCH: none */
void bulk_table_view_edit (BulkTableView *self, guint row, guint column);      /* row BULK_TABLE_VIEW_HEADER: rename */
void bulk_table_view_finish_editing (BulkTableView *self);                     /* takes over what is written */
gboolean bulk_table_view_is_editing (BulkTableView *self);
G_END_DECLS
