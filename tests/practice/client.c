/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"

#include <json-glib/json-glib.h>
#include <string.h>

Client *
client_new (void)
{
  g_autoptr (GError) error = NULL;
  Client *self = g_new0 (Client, 1);

  self->server = bulk_practice_server_new ();
  bulk_practice_server_start_in_thread (self->server, 0, &error);
  g_assert_no_error (error);
  self->url = bulk_practice_server_dup_base_url (self->server);
  self->session = soup_session_new_with_options ("timeout", 20, NULL);
  self->token = BULK_PRACTICE_TOKEN;
  self->type = "text/csv";
  return self;
}

void
client_free (Client *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  bulk_practice_server_stop (self->server);
  g_object_unref (self->server);
  g_free (self->url);
  g_free (self->header);
  g_free (self);
}

/* Returns the status, 0 if there was no whole answer. */
guint
client_ask (Client *self, const char *method, const char *path, const char *body, gssize length, char **text)
{
  g_autofree char *url = g_str_has_prefix (path, "http") ? g_strdup (path) : g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (message);
  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->token)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (self->key)
    soup_message_headers_replace (headers, "Ocp-Apim-Subscription-Key", self->key);
  if (body)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);

      soup_message_set_request_body_from_bytes (message, self->type, bytes);
      /* Without a type libsoup would leave the one it has. */
      if (!self->type)
        soup_message_headers_remove (headers, "Content-Type");
    }
  answer = soup_session_send_and_read (self->session, message, NULL, &error);
  g_free (self->header);
  self->header = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After"));
  if (text)
    /* An empty answer has no data. */
    *text = answer && g_bytes_get_size (answer) > 0
              ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer)) : g_strdup ("");
  return answer ? soup_message_get_status (message) : 0;
}

guint
client_load (Client *self, const char *path, const char *body, char **text)
{
  return client_ask (self, "POST", path, body, -1, text);
}

/* Asks, and wants @status and words in the answer. */
void
client_check (Client *self, const char *method, const char *path, const char *body, guint status, const char *holds)
{
  g_autofree char *text = NULL;
  guint found = client_ask (self, method, path, body, -1, &text);

  if (found != status || !strstr (text, holds))
    g_test_message ("%s %s: %u %s", method, path, found, text);
  g_assert_cmpuint (found, ==, status);
  g_assert_nonnull (strstr (text, holds));
}

/* A string member, or a number's or boolean's text. */
char *
client_dup_member (const char *json, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  JsonNode *member;

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  member = json_object_get_member (json_node_get_object (node), name);
  if (!member)
    return NULL;
  return json_node_get_value_type (member) == G_TYPE_STRING ? g_strdup (json_node_get_string (member))
                                                           : json_to_string (member, FALSE);
}
