/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "checks/problems.h"
G_BEGIN_DECLS

/* BulkProblemsPane: the problems of a table by kind, with a filter, suggestions to take, and a report to save.
 * Signals: "jump" (G_TYPE_POINTER: const BulkProblem *, valid during emission): to be shown in the table;
 * "close": the pane is to go; "message" (G_TYPE_STRING): something to say in passing. */
#define BULK_TYPE_PROBLEMS_PANE (bulk_problems_pane_get_type ())
G_DECLARE_FINAL_TYPE (BulkProblemsPane, bulk_problems_pane, BULK, PROBLEMS_PANE, GtkWidget)

GtkWidget *bulk_problems_pane_new (void);
void bulk_problems_pane_set_problems (BulkProblemsPane *self, BulkProblems *problems);   /* nullable */
G_END_DECLS
