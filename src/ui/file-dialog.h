/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* Asks for tables to open. Dismissed: G_IO_ERROR_CANCELLED. */
void bulk_file_dialog_open_async (GtkWindow *parent, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
GListModel *bulk_file_dialog_open_finish (GAsyncResult *result, GError **error);   /* (transfer full): of GFile */
G_END_DECLS
