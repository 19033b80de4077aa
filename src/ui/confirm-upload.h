/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "table/table.h"
#include "workspan/connection.h"
G_BEGIN_DECLS
/* Asks once more before anything is sent, saying what goes where. Declined: G_IO_ERROR_CANCELLED. */
void bulk_confirm_upload_async (GtkWindow *parent, BulkConnection *connection, BulkTable *table, const char *summary,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same for rows that were rejected and corrected; n_left: of those that were not changed. */
void bulk_confirm_upload_rows_async (GtkWindow *parent, BulkConnection *connection, BulkTable *table, guint n_rows,
                                     guint n_left, GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_confirm_upload_finish (GAsyncResult *result, GError **error);
/* What it asks, and what it says below. (transfer full) */
char *bulk_confirm_upload_dup_question (guint n_rows, const char *environment);
char *bulk_confirm_upload_dup_details (const char *file_name, const char *integration_id, const char *summary); /* summary: nullable */
G_END_DECLS
