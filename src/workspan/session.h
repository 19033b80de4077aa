/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
#include "workspan/connection.h"
G_BEGIN_DECLS
SoupSession *bulk_session_new_for_url (const char *base_url);
SoupMessage *bulk_session_new_bare_message (const char *base_url, const char *method, const char *path_and_query,
                                            const char *token, const char *ws_env, const char *subscription_key);
SoupSession *bulk_session_new (BulkConnection *connection);
SoupMessage *bulk_session_new_message (BulkConnection *connection, const char *method, const char *path_and_query);
G_END_DECLS
