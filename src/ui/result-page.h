/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/batches.h"
#include "table/table.h"
#include "workspan/connection.h"
#include "ui/execution-panel.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* BulkResultPage: how an upload ended and what to do next. Signals: "upload-another", "back" (to the table),
 * "send-rest" (of the batches), "show-batch" (guint index), "message" (G_TYPE_STRING). */
#define BULK_TYPE_RESULT_PAGE (bulk_result_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkResultPage, bulk_result_page, BULK, RESULT_PAGE, GtkWidget)
GtkWidget *bulk_result_page_new (void);
void bulk_result_page_set (BulkResultPage *self, BulkOutcome *outcome, BulkTable *table, BulkConnection *connection,
                           BulkBatches *batches);   /* nullable: it was one load */
void bulk_result_page_set_batch (BulkResultPage *self, BulkBatch *batch);   /* whose rows are shown */
/* What became of the rows, below the outcome; the page saves rejected rows itself. */
BulkExecutionPanel *bulk_result_page_get_panel (BulkResultPage *self);
/* The execution whose rejected rows these were; nullable. Before bulk_result_page_set(). */
void bulk_result_page_set_corrects (BulkResultPage *self, const char *execution_id);
G_END_DECLS
