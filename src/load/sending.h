/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/batches.h"
#include "load/send-options.h"
G_BEGIN_DECLS
/* BulkSending: a table sent as the options say: as one load, or in batches. What a page or a queue runs. */
#define BULK_TYPE_SENDING (bulk_sending_get_type ())
G_DECLARE_FINAL_TYPE (BulkSending, bulk_sending, BULK, SENDING, GObject)

/* table: complete and frozen */
BulkSending *bulk_sending_new (BulkHistory *history, BulkConnection *connection, BulkTable *table,
                               BulkPayloadFormat format, const BulkSendOptions *options);
/* for the history; nullable */
void bulk_sending_set_connection_names (BulkSending *self, const char *id, const char *name);
/* Some rows only, as one load; parent_id: record of the load that had rejected them, 0: none. rows: nullable */
void bulk_sending_set_rows (BulkSending *self, BulkRowSet *rows, gint64 parent_id);
/* What comes next was or may have been loaded, and is sent on the user's word. */
void bulk_sending_set_again (BulkSending *self);
/* For going on in batches: with a new token, to the same place. */
gboolean bulk_sending_set_connection (BulkSending *self, BulkConnection *connection);
/* Ends with an outcome, of all of it, or with an error if nothing more was sent (BULK_LOAD_ERROR_DUPLICATE: see
 * get_earlier()). May be run again after DUPLICATE, and in batches: then it goes on where it stopped. */
void bulk_sending_run_async (BulkSending *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
BulkOutcome *bulk_sending_run_finish (BulkSending *self, GAsyncResult *result, GError **error);   /* (transfer full) */
BulkLoad *bulk_sending_get_load (BulkSending *self);         /* under way, or the latest; nullable: none yet */
BulkBatches *bulk_sending_get_batches (BulkSending *self);   /* nullable: one load */
BulkRecord *bulk_sending_get_earlier (BulkSending *self);    /* nullable: after DUPLICATE */
guint64 bulk_sending_get_rows (BulkSending *self);           /* that there are to send */
guint64 bulk_sending_get_rows_sent (BulkSending *self);      /* of these, by now */
gint64 bulk_sending_get_record_id (BulkSending *self);       /* of the latest load; 0: none */
double bulk_sending_get_fraction (BulkSending *self);        /* of all rows, 0 to 1 */
G_END_DECLS
