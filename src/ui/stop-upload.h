/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/batches.h"
G_BEGIN_DECLS
/* The question before an upload is stopped. Its response "stop" is a yes; any other leaves all as it is.
 * meaning: what would come of it; close: whether the window goes with it. (transfer none): owned by GTK, not shown
 * yet */
GtkWidget *bulk_stop_upload_dialog_new (GtkWindow *parent, const char *meaning, gboolean close);
/* What would come of stopping a load that is under way: load: of the one batch or the only one; nullable: none is yet;
 * batches: all of them; nullable: there are none. (transfer full) */
char *bulk_stop_upload_dup_meaning (BulkLoad *load, BulkBatches *batches);
/* Between these the program does not end before what became of a load is written down, though its
 * windows may be gone. */
void bulk_stop_upload_hold (void);
void bulk_stop_upload_release (void);
G_END_DECLS
