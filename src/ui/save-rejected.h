/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/row-match.h"
G_BEGIN_DECLS
/* Asks for a file and writes the rejected rows of a load into it. Dismissed: G_IO_ERROR_CANCELLED. */
void bulk_save_rejected_async (GtkWindow *parent, BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match,
                               GAsyncReadyCallback callback, gpointer user_data);
GFile *bulk_save_rejected_finish (GAsyncResult *result, GError **error);   /* (transfer full): the file written */
char *bulk_save_rejected_suggest_name (const char *file_name);             /* "deals.csv" → "deals-rejected.csv" */
G_END_DECLS
