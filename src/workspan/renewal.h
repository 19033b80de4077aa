/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/connection.h"
G_BEGIN_DECLS
/* The connection as it is to be used now: itself, or one with a newer token. Cheap where nothing has to be fetched.
 * refused: the service answered 401 to this connection's token. Where there is no token source that is the end
 * (BULK_WORKSPAN_ERROR_NOT_AUTHORISED), otherwise a new one is fetched. */
void bulk_connection_renew_async (BulkConnection *self, gboolean refused, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* transfer full */
BulkConnection *bulk_connection_renew_finish (BulkConnection *self, GAsyncResult *result, GError **error);
G_END_DECLS
