/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/send-options.h"
#include "table/table.h"
#include "workspan/connection.h"
G_BEGIN_DECLS
/* What is about to be sent. */
typedef struct
{
  BulkConnection *connection;
  const char *file_name;            /* nullable: several files */
  guint n_files;
  guint64 n_rows;
  guint64 most_rows;                /* of one file; 0: n_rows are of one */
  const char *note;                 /* nullable: what is out of the ordinary, first of all */
  const char *summary;              /* nullable: what the checks say, in words */
  const BulkSendOptions *options;   /* as they were last */
  gboolean fixed;                   /* how it is sent is decided already */
} BulkConfirmUpload;

/* Asks once more before anything is sent, saying what goes where, and how. Declined: G_IO_ERROR_CANCELLED. */
void bulk_confirm_upload_async (GtkWindow *parent, const BulkConfirmUpload *what, GAsyncReadyCallback callback,
                                gpointer user_data);
/* The note about rows that were rejected and corrected; n_left: of those that were not changed. (transfer full) */
char *bulk_confirm_upload_dup_corrected (guint n_left);
/* options: (out) (nullable): as they were chosen */
gboolean bulk_confirm_upload_finish (GAsyncResult *result, BulkSendOptions *options, GError **error);
/* What it asks, and what it says below. (transfer full) */
char *bulk_confirm_upload_dup_question (guint64 n_rows, guint n_files, BulkUploadWay way, const char *environment);
/* both ends nullable */
char *bulk_confirm_upload_dup_details (const char *file_name, const char *integration_id, const char *summary);
G_END_DECLS
