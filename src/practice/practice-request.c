/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#include <string.h>

struct _BulkPracticeQuery
{
  GHashTable *values;
};

/**
 * bulk_practice_query_parse:
 * @text: (nullable): the part of the address after "?", still encoded
 * @allowed: NULL-terminated names of the parameters there are
 * @problem: (out): what is wrong, where NULL is returned
 *
 * Returns: (transfer full) (nullable): the parameters; NULL if one is unknown, twice there or badly encoded
 */
BulkPracticeQuery *
bulk_practice_query_parse (const char *text, const char *const *allowed, char **problem)
{
  g_autoptr (BulkPracticeQuery) self = g_new0 (BulkPracticeQuery, 1);
  g_auto (GStrv) parts = g_strsplit (text ? text : "", "&", -1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!text || !*text)
    return g_steal_pointer (&self);
  for (guint i = 0; parts[i]; i++)
    {
      char *equals = strchr (parts[i], '=');
      g_autofree char *name = NULL, *value = NULL;

      if (equals)
        {
          *equals = '\0';
          for (char *p = equals + 1; *p; p++)
            if (*p == '+')
              *p = ' ';
          name = g_uri_unescape_string (parts[i], NULL);
          value = g_uri_unescape_string (equals + 1, NULL);
        }
      if (!name || !value || !g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
        {
          *problem = g_strdup_printf ("parameter %u is malformed", i + 1);
          return NULL;
        }
      if (!g_strv_contains (allowed, name))
        {
          *problem = g_strdup_printf ("unknown parameter '%s'", name);
          return NULL;
        }
      if (g_hash_table_contains (self->values, name))
        {
          *problem = g_strdup_printf ("parameter '%s' is given twice", name);
          return NULL;
        }
      g_hash_table_insert (self->values, g_steal_pointer (&name), g_steal_pointer (&value));
    }
  return g_steal_pointer (&self);
}

/** bulk_practice_query_get: Returns: (nullable): the parameter's decoded value */
const char *
bulk_practice_query_get (BulkPracticeQuery *self, const char *name)
{
  return g_hash_table_lookup (self->values, name);
}

/** bulk_practice_query_free: @self: (transfer full): a query */
void
bulk_practice_query_free (BulkPracticeQuery *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_free (self);
}

/** bulk_practice_answer_json: answers 200 with @json */
void
bulk_practice_answer_json (SoupServerMessage *message, const char *json)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json, strlen (json));
}

/** bulk_practice_answer_problem: answers @status in the shape of the service's gateway */
void
bulk_practice_answer_problem (SoupServerMessage *message, guint status, const char *text)
{
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"statusCode\":%u,\"message\":", status);
  bulk_practice_append_json_string (json, text, -1);
  g_string_append_c (json, '}');
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json->str, json->len);
}

static gboolean
token_is_good (BulkPracticeServer *self, const char *token)
{
  gint64 *end;
  gboolean good;

  if (strcmp (token, BULK_PRACTICE_TOKEN) == 0)
    return TRUE;
  g_mutex_lock (&self->lock);
  end = g_hash_table_lookup (self->tokens, token);
  good = end && g_get_monotonic_time () < *end;
  g_mutex_unlock (&self->lock);
  return good;
}

/** bulk_practice_check_token: Returns: whether the right bearer token is there; answers 401 otherwise */
gboolean
bulk_practice_check_token (BulkPracticeServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *value = soup_message_headers_get_list (headers, "Authorization");

  if (!bulk_practice_check_gateway (self, message))
    return FALSE;
  if (value && g_ascii_strncasecmp (value, "Bearer ", 7) == 0 && token_is_good (self, value + 7))
    return TRUE;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "WWW-Authenticate", "Bearer");
  bulk_practice_answer_problem (message, 401, "Authorization Error");
  return FALSE;
}

/** bulk_practice_check_method: Returns: whether the method is @method; answers 405 otherwise */
gboolean
bulk_practice_check_method (SoupServerMessage *message, const char *method)
{
  if (g_str_equal (soup_server_message_get_method (message), method))
    return TRUE;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", method);
  bulk_practice_answer_problem (message, 405, "method not allowed");
  return FALSE;
}

/** bulk_practice_check_query: Returns: (transfer full) (nullable): the parameters; NULL after answering 400 */
BulkPracticeQuery *
bulk_practice_check_query (SoupServerMessage *message, const char *const *allowed)
{
  g_autofree char *problem = NULL;
  BulkPracticeQuery *query
      = bulk_practice_query_parse (g_uri_get_query (soup_server_message_get_uri (message)), allowed, &problem);

  if (!query)
    bulk_practice_answer_problem (message, 400, problem);
  return query;
}

/** bulk_practice_check_integration: Returns: whether there is such an integration; answers 400 or 404 otherwise */
gboolean
bulk_practice_check_integration (SoupServerMessage *message, const char *integration_id)
{
  if (!integration_id || !*integration_id)
    bulk_practice_answer_problem (message, 400, "parameter 'integration_id' is missing");
  else if (strcmp (integration_id, BULK_PRACTICE_INTEGRATION_ID) != 0)
    bulk_practice_answer_problem (message, 404, "integration not found");
  else
    return TRUE;
  return FALSE;
}

/** bulk_practice_parse_boolean: Returns: whether @text is "true" or "false" */
gboolean
bulk_practice_parse_boolean (const char *text, gboolean *value)
{
  *value = g_str_equal (text, "true");
  return *value || g_str_equal (text, "false");
}

/**
 * bulk_practice_request_limit_body:
 *
 * Called when the headers of any other call are there: none of them has a body worth more than 64 KiB.
 */
void
bulk_practice_request_limit_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);

  if (encoding == SOUP_ENCODING_NONE
      || (encoding == SOUP_ENCODING_CONTENT_LENGTH && soup_message_headers_get_content_length (headers) <= 65536))
    return;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  bulk_practice_answer_problem (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "the body is too large");
}

/** bulk_practice_dup_time: Returns: (transfer full): now, RFC 3339 in UTC with milliseconds */
char *
bulk_practice_dup_time (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *seconds = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, g_date_time_get_microsecond (now) / 1000);
}
