/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

#include <string.h>

static void
answer_oauth_error (SoupServerMessage *message, const char *code)
{
  g_autofree char *json = g_strdup_printf ("{\"error\":\"%s\"}", code);

  soup_server_message_set_status (message, SOUP_STATUS_BAD_REQUEST, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json, strlen (json));
}

static char *
dup_form (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  if (!type || g_ascii_strcasecmp (type, "application/x-www-form-urlencoded") != 0 || length > 65536)
    return NULL;
  return g_strndup (data ? data : "", length);
}

static void
give_token (BulkPracticeServer *self, SoupServerMessage *message)
{
  static const char *const allowed[] = { "grant_type", "client_id", "client_secret", NULL };
  g_autofree char *form = dup_form (message);
  g_autofree char *problem = NULL, *token = NULL, *refresh = NULL, *json = NULL;
  g_autoptr (BulkPracticeQuery) query = form ? bulk_practice_query_parse (form, allowed, &problem) : NULL;
  const char *grant = query ? bulk_practice_query_get (query, "grant_type") : NULL;
  const char *id = query ? bulk_practice_query_get (query, "client_id") : NULL;
  const char *secret = query ? bulk_practice_query_get (query, "client_secret") : NULL;
  guint life;
  gint64 *end;

  if (!grant || !id || !secret)
    return answer_oauth_error (message, "invalid_request");
  if (strcmp (grant, "client_credentials") != 0)
    return answer_oauth_error (message, "unsupported_grant_type");
  if (!bulk_practice_check_application_user (self, id, secret))
    return answer_oauth_error (message, "invalid_client");

  token = g_strdup_printf ("practice-%08x%08x%08x", g_random_int (), g_random_int (), g_random_int ());
  refresh = g_strdup_printf ("refresh-%08x%08x", g_random_int (), g_random_int ());
  end = g_new (gint64, 1);
  g_mutex_lock (&self->lock);
  life = self->token_life;
  *end = g_get_monotonic_time () + (gint64) life * G_USEC_PER_SEC;
  json = g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%u,"
                          "\"refresh_token\":\"%s\"}", token, life, refresh);
  self->n_tokens++;
  if (g_hash_table_size (self->tokens) >= BULK_PRACTICE_MAX_TOKENS)
    g_hash_table_remove_all (self->tokens);
  g_hash_table_insert (self->tokens, g_steal_pointer (&token), end);
  g_mutex_unlock (&self->lock);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  bulk_practice_answer_json (message, json);
}

static void
drop_token (BulkPracticeServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *value = soup_message_headers_get_list (headers, "Authorization");
  gboolean dropped = FALSE;

  if (value && g_ascii_strncasecmp (value, "Bearer ", 7) == 0)
    {
      g_mutex_lock (&self->lock);
      dropped = g_hash_table_remove (self->tokens, value + 7);
      g_mutex_unlock (&self->lock);
    }
  if (dropped)
    bulk_practice_answer_json (message, "{}");
  else
    bulk_practice_answer_problem (message, 403, "the token is not valid any more");
}

/** bulk_practice_oauth_handle: POST and DELETE /oauth/token */
void
bulk_practice_oauth_handle (BulkPracticeServer *self, SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  if (!bulk_practice_check_gateway (self, message))
    return;
  if (g_str_equal (method, "DELETE"))
    drop_token (self, message);
  else if (bulk_practice_check_method (message, "POST"))
    give_token (self, message);
}
