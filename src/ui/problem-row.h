/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* BulkProblemRow: a group of problems, or one of them, in the list of the problems pane. Uses the pane's actions. */
#define BULK_TYPE_PROBLEM_ROW (bulk_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblemRow, bulk_problem_row, BULK, PROBLEM_ROW, GtkWidget)

GtkWidget *bulk_problem_row_new (void);
void bulk_problem_row_set (BulkProblemRow *self, GtkTreeListRow *row, gboolean busy); /* row: nullable */
G_END_DECLS
