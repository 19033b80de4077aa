/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
#include "workspan/connection.h"
G_BEGIN_DECLS
/* Sends a message and reads the whole answer, at most 1 MiB (limited: at most limit bytes). Fails
 * unless the answer is complete. */
void bulk_answer_fetch_async (SoupSession *session, SoupMessage *message, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
void bulk_answer_fetch_limited_async (SoupSession *session, SoupMessage *message, gsize limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *bulk_answer_fetch_finish (SoupMessage *message, GAsyncResult *result, GError **error);
gint64 bulk_answer_get_retry_after (SoupMessage *message);
/* (nullable): the message in a documented answer, else the text itself; cleaned, without token and key */
char *bulk_answer_dup_text (GBytes *body, BulkConnection *connection);
G_END_DECLS
