/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "load/batches.h"
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* The details of a load as text or JSON, and their way into a file the user chooses. No token is ever among them. */
/* batches: nullable: it was one load */
char *bulk_details_export_to_text (BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                                   const char *environment);
char *bulk_details_export_to_json (BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                                   const char *environment);
char *bulk_details_export_suggest_name (BulkOutcome *outcome);
/* Asks for a file; a name that ends in .json gets JSON, every other text. Dismissed: G_IO_ERROR_CANCELLED. */
void bulk_details_export_async (GtkWindow *parent, BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                                const char *environment, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* The same into a file already chosen. */
void bulk_details_export_write_async (GFile *file, BulkOutcome *outcome, BulkBatches *batches, const char *file_name,
                                      const char *environment, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Finishes both. (transfer full): the file written */
GFile *bulk_details_export_finish (GAsyncResult *result, GError **error);
G_END_DECLS
