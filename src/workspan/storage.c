/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/storage.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/json-object.h"
#include "workspan/workspan-error.h"

#define MAX_DEPTH 16
#define MAX_URL 8192
#define MAX_TOKEN 4096

/* Private helpers */

static gboolean
is_visible_ascii (const char *text, gsize max)
{
  gsize length = strlen (text);

  if (length == 0 || length > max)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_strcmp0 (host, "localhost") == 0;
}

static gboolean
is_good_url (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  if (!is_visible_ascii (url, MAX_URL))
    return FALSE;
  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  return strcmp (g_uri_get_scheme (uri), "http") == 0 && is_loopback (g_uri_get_host (uri));
}

static BulkStorage *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_SERVER, message);
  return NULL;
}

/* Public functions */

/**
 * bulk_storage_parse:
 * @json: `{"upload_url":"https://…","upload_token":"…"}`
 *
 * Returns: (transfer full) (nullable): where the file goes: to https, or http on loopback; %NULL with @error set to
 *   %BULK_WORKSPAN_ERROR_SERVER
 */
BulkStorage *
bulk_storage_parse (GBytes *json, GError **error)
{
  const char *wrong = _ ("The answer is not in the form that the service promises.");
  gsize length;
  const char *text = g_bytes_get_data (json, &length), *url, *token;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = bulk_json_object_parse (parser, text, length, MAX_DEPTH);
  BulkStorage *self;

  if (object == NULL)
    return refuse (error, wrong);
  url = bulk_json_object_get_string (object, "upload_url");
  token = bulk_json_object_get_string (object, "upload_token");
  if (url == NULL || token == NULL || !is_visible_ascii (token, MAX_TOKEN))
    return refuse (error, wrong);
  if (!is_good_url (url))
    return refuse (error, _ ("The address that the service gave for the file is not a safe one."));
  self = g_new0 (BulkStorage, 1);
  self->url = g_strdup (url);
  self->token = g_strdup (token);
  return self;
}

/** bulk_storage_free: @self: (nullable) (transfer full): an address */
void
bulk_storage_free (BulkStorage *self)
{
  if (self == NULL)
    return;
  explicit_bzero (self->url, strlen (self->url));
  explicit_bzero (self->token, strlen (self->token));
  g_free (self->url);
  g_free (self->token);
  g_free (self);
}

/**
 * bulk_storage_new_message:
 *
 * Returns: (transfer full) (nullable): a PUT that follows no redirect; %NULL if HTTP/2 was not switched off
 */
SoupMessage *
bulk_storage_new_message (BulkStorage *self)
{
  SoupMessage *message = g_getenv ("SOUP_FORCE_HTTP1") != NULL ? soup_message_new ("PUT", self->url) : NULL;

  if (message == NULL)
    return NULL;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding", "identity");
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION
                                       | SOUP_MESSAGE_COLLECT_METRICS);
  return message;
}
