/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "checks/problems.h"
#include "table/import.h"
#include "ui/connection-chooser.h"
G_BEGIN_DECLS

/* BulkPreviewPage: the table as it will be loaded, what was understood about it in words, find, go to row.
 * Property (read-only, notify): "can-upload" gboolean, the table is complete, has rows, and no errors stop it.
 * Signals: "upload"; "choose-another"; "message" (G_TYPE_STRING): to be said in passing;
 * "reimport" (G_TYPE_POINTER: const BulkImportOptions *, valid during emission). */
#define BULK_TYPE_PREVIEW_PAGE (bulk_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkPreviewPage, bulk_preview_page, BULK, PREVIEW_PAGE, GtkWidget)

GtkWidget *bulk_preview_page_new (void);
void bulk_preview_page_set_table (BulkPreviewPage *self, BulkTable *table, BulkImport *import); /* either may be NULL */
BulkTable *bulk_preview_page_get_table (BulkPreviewPage *self);  /* (transfer none) (nullable) */
void bulk_preview_page_go_to_row (BulkPreviewPage *self, guint row);   /* and puts the keyboard there */
BulkProblems *bulk_preview_page_get_problems (BulkPreviewPage *self);
gboolean bulk_preview_page_get_can_upload (BulkPreviewPage *self);
BulkConnectionChooser *bulk_preview_page_get_connection_chooser (BulkPreviewPage *self);
void bulk_preview_page_finish_editing (BulkPreviewPage *self);   /* takes over what is being written in a cell */
G_END_DECLS
