/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/sending.h"
G_BEGIN_DECLS
/* BulkUploadPage: runs one upload and shows how far it is. Signals: "done" (BulkOutcome *), always
 * once for each start. */
#define BULK_TYPE_UPLOAD_PAGE (bulk_upload_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkUploadPage, bulk_upload_page, BULK, UPLOAD_PAGE, GtkWidget)
GtkWidget *bulk_upload_page_new (void);
/* Which rows the next start sends; NULL: all. parent_id: the load that had rejected them, 0: none */
void bulk_upload_page_set_rows (BulkUploadPage *self, BulkRowSet *rows, gint64 parent_id);
void bulk_upload_page_set_format (BulkUploadPage *self, BulkPayloadFormat format);          /* of the next start */
void bulk_upload_page_set_options (BulkUploadPage *self, const BulkSendOptions *options);   /* of the next start */
BulkBatches *bulk_upload_page_get_batches (BulkUploadPage *self);   /* of the latest; (transfer none) (nullable) */
gboolean bulk_upload_page_go_on (BulkUploadPage *self, BulkConnection *connection);  /* with them, where they stopped */
gint64 bulk_upload_page_get_record_id (BulkUploadPage *self);   /* of the upload that ended last; 0: none */
void bulk_upload_page_start (BulkUploadPage *self, BulkConnection *connection, BulkTable *table);
gboolean bulk_upload_page_is_busy (BulkUploadPage *self);
/* At once, without asking. What it would mean just now, to ask first: */
void bulk_upload_page_cancel (BulkUploadPage *self);
char *bulk_upload_page_dup_cancel_meaning (BulkUploadPage *self);   /* (transfer full) */
BulkPayloadFormat bulk_upload_page_choose_format (void);            /* as the preferences say */
G_END_DECLS
