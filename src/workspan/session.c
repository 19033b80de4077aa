/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/session.h"

#include <string.h>

/**
 * bulk_session_new:
 *
 * A session without anything that acts by itself: no cookies, cache, passwords or unpacking of answers. Its socket
 * timeout is off, for it does not see a slow drip: who uses the session has deadlines. Plain HTTP (loopback) knows no proxy.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
bulk_session_new (BulkConnection *connection)
{
  SoupSession *session = soup_session_new_with_options ("timeout", 0, "idle-timeout", 5,
                                                        "user-agent", "BulkLoader/" BULK_VERSION, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (g_str_has_prefix (bulk_connection_get_base_url (connection), "http:"))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * bulk_session_new_message:
 * @path_and_query: begins with a slash; escaped
 *
 * Returns: (transfer full) (nullable): a request with the connection's headers, that follows no redirect
 *   and never shares a connection; %NULL if the address is none, or if HTTP/2 was not switched off
 *   (bulk_workspan_init())
 */
SoupMessage *
bulk_session_new_message (BulkConnection *connection, const char *method, const char *path_and_query)
{
  g_autofree char *url = g_strconcat (bulk_connection_get_base_url (connection), path_and_query, NULL);
  g_autofree char *bearer = NULL;
  SoupMessage *message;
  SoupMessageHeaders *headers;

  if (g_getenv ("SOUP_FORCE_HTTP1") == NULL)
    return NULL;
  message = soup_message_new (method, url);
  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  bearer = g_strconcat ("Bearer ", bulk_connection_get_token (connection), NULL);
  soup_message_headers_replace (headers, "Authorization", bearer);
  explicit_bzero (bearer, strlen (bearer));
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (bulk_connection_get_ws_env (connection) != NULL)
    soup_message_headers_replace (headers, "x-ws-env", bulk_connection_get_ws_env (connection));
  if (bulk_connection_get_subscription_key (connection) != NULL)
    soup_message_headers_replace (headers, "Ocp-Apim-Subscription-Key",
                                  bulk_connection_get_subscription_key (connection));
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION
                                       | SOUP_MESSAGE_COLLECT_METRICS);
  return message;
}
