/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/session.h"

#include <string.h>

/**
 * bulk_session_new_for_url:
 * @base_url: address of the service
 *
 * A session without anything that acts by itself: no cookies, cache, passwords or unpacking of answers. Its socket
 * timeout is off, for it does not see a slow drip: who uses the session has deadlines. Plain HTTP (loopback) knows no
 * proxy.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
bulk_session_new_for_url (const char *base_url)
{
  SoupSession *session = soup_session_new_with_options ("timeout", 0, "idle-timeout", 5,
                                                        "user-agent", "BulkLoader/" BULK_VERSION, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (g_str_has_prefix (base_url, "http:"))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/** bulk_session_new: Returns: (transfer full): the same for a connection */
SoupSession *
bulk_session_new (BulkConnection *connection)
{
  return bulk_session_new_for_url (bulk_connection_get_base_url (connection));
}

/**
 * bulk_session_new_bare_message:
 * @base_url: address of the service, without a slash at its end
 * @path_and_query: begins with a slash; escaped
 * @token: (nullable): for the Authorization header
 * @ws_env: (nullable): for the x-ws-env header
 * @subscription_key: (nullable): for the Ocp-Apim-Subscription-Key header
 *
 * Returns: (transfer full) (nullable): a request that follows no redirect and never shares a connection; %NULL if the
 *   address is none, or if HTTP/2 was not switched off (bulk_workspan_init())
 */
SoupMessage *
bulk_session_new_bare_message (const char *base_url, const char *method, const char *path_and_query, const char *token,
                               const char *ws_env, const char *subscription_key)
{
  g_autofree char *url = g_strconcat (base_url, path_and_query, NULL);
  SoupMessage *message;
  SoupMessageHeaders *headers;

  if (g_getenv ("SOUP_FORCE_HTTP1") == NULL)
    return NULL;
  message = soup_message_new (method, url);
  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
      explicit_bzero (bearer, strlen (bearer));
    }
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (ws_env != NULL)
    soup_message_headers_replace (headers, "x-ws-env", ws_env);
  if (subscription_key != NULL)
    soup_message_headers_replace (headers, "Ocp-Apim-Subscription-Key", subscription_key);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION
                                       | SOUP_MESSAGE_COLLECT_METRICS);
  return message;
}

/** bulk_session_new_message: Returns: (transfer full) (nullable): the same with all of a connection's headers */
SoupMessage *
bulk_session_new_message (BulkConnection *connection, const char *method, const char *path_and_query)
{
  return bulk_session_new_bare_message (bulk_connection_get_base_url (connection), method, path_and_query,
                                        bulk_connection_get_token (connection), bulk_connection_get_ws_env (connection),
                                        bulk_connection_get_subscription_key (connection));
}
