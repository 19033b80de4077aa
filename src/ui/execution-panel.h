/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/row-match.h"
#include "load/tracker.h"
G_BEGIN_DECLS
/* BulkExecutionPanel: what became of a load: asks as long as it is seen, shows the share of rows that were loaded and
 * the rejected ones. Signals: "show-row" (guint, a row of the table that was sent), "send-corrected", "save-rejected",
 * "refreshed" (more is known, or may be),
 * "settled" (once for each tracker: it has ended and its rejected rows were looked for). */
#define BULK_TYPE_EXECUTION_PANEL (bulk_execution_panel_get_type ())
G_DECLARE_FINAL_TYPE (BulkExecutionPanel, bulk_execution_panel, BULK, EXECUTION_PANEL, GtkWidget)
GtkWidget *bulk_execution_panel_new (void);
/* tracker: nullable: nothing to show. table: as it was sent; nullable: its file is not at hand. rows: nullable, which
 * of them. */
void bulk_execution_panel_set (BulkExecutionPanel *self, BulkTracker *tracker, BulkTable *table, BulkRowSet *rows);
BulkTracker *bulk_execution_panel_get_tracker (BulkExecutionPanel *self);  /* (nullable) */
BulkTable *bulk_execution_panel_get_table (BulkExecutionPanel *self);      /* (nullable) */
BulkRowMatch *bulk_execution_panel_get_match (BulkExecutionPanel *self);   /* (nullable): not known yet */
G_END_DECLS
