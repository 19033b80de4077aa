/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "workspan/outcome.h"
G_BEGIN_DECLS
/* The details of a load as a plain text, and its way into a file the user chooses. */
char *bulk_details_export_to_text (BulkOutcome *outcome, const char *file_name, const char *environment);
char *bulk_details_export_suggest_name (BulkOutcome *outcome);
void bulk_details_export_async (GtkWindow *parent, const char *text, const char *suggested_name,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GFile *bulk_details_export_finish (GAsyncResult *result, GError **error);
G_END_DECLS
