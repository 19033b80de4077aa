/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/send-options.h"
G_BEGIN_DECLS
/* BulkSendOptionsBox: how a table is sent, closed until somebody wants to see it; what is out of the ordinary is said
 * all the same. Signal "changed". */
#define BULK_TYPE_SEND_OPTIONS_BOX (bulk_send_options_box_get_type ())
G_DECLARE_FINAL_TYPE (BulkSendOptionsBox, bulk_send_options_box, BULK, SEND_OPTIONS_BOX, GtkWidget)
GtkWidget *bulk_send_options_box_new (void);
void bulk_send_options_box_set (BulkSendOptionsBox *self, const BulkSendOptions *options);
void bulk_send_options_box_get (BulkSendOptionsBox *self, BulkSendOptions *options);
/* Of the largest table that is to be sent: of batches too small for it, it is said. 0: not known. */
void bulk_send_options_box_set_n_rows (BulkSendOptionsBox *self, guint64 n_rows);
G_END_DECLS
