/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/practice-private.h"

/* Private helpers */

static void
set_text (BulkPracticeServer *self, char **place, const char *text)
{
  g_mutex_lock (&self->lock);
  g_free (*place);
  *place = g_strdup (text);
  g_mutex_unlock (&self->lock);
}

/* Whether the header is as wanted; NULL: whatever it is. */
static gboolean
header_is (BulkPracticeServer *self, SoupServerMessage *message, const char *name, char *const *wanted)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *value = soup_message_headers_get_one (headers, name);
  gboolean good;

  g_mutex_lock (&self->lock);
  good = *wanted == NULL || g_strcmp0 (value, *wanted) == 0;
  g_mutex_unlock (&self->lock);
  return good;
}

/* Shared with the rest of the server */

/** bulk_practice_check_gateway: Returns: whether the gateway lets the call through; answers 401 or 404 otherwise */
gboolean
bulk_practice_check_gateway (BulkPracticeServer *self, SoupServerMessage *message)
{
  if (!header_is (self, message, "Ocp-Apim-Subscription-Key", &self->subscription_key))
    bulk_practice_answer_problem (message, 401, "the subscription key is missing or wrong");
  else if (!header_is (self, message, "x-ws-env", &self->ws_env))
    bulk_practice_answer_problem (message, 404, "there is no such host");
  else
    return TRUE;
  return FALSE;
}

/** bulk_practice_check_application_user: Returns: whether there is such a user, with that secret */
gboolean
bulk_practice_check_application_user (BulkPracticeServer *self, const char *id, const char *secret)
{
  gboolean good;

  g_mutex_lock (&self->lock);
  good = *id && *secret
         && (self->client_id == NULL
             || (g_strcmp0 (id, self->client_id) == 0 && g_strcmp0 (secret, self->client_secret) == 0));
  g_mutex_unlock (&self->lock);
  return good;
}

/* Public functions */

/** bulk_practice_server_set_application_user: @id: (nullable): the only one there is; %NULL: anybody is one */
void
bulk_practice_server_set_application_user (BulkPracticeServer *self, const char *id, const char *secret)
{
  set_text (self, &self->client_id, id);
  set_text (self, &self->client_secret, secret);
}

/** bulk_practice_server_set_token_life: @seconds: how long tokens last that are given from now on */
void
bulk_practice_server_set_token_life (BulkPracticeServer *self, guint seconds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->token_life = seconds;
}

/** bulk_practice_server_set_subscription_key: @key: (nullable): what every call must bring */
void
bulk_practice_server_set_subscription_key (BulkPracticeServer *self, const char *key)
{
  set_text (self, &self->subscription_key, key);
}

/** bulk_practice_server_set_ws_env: @host: (nullable): what every call must name */
void
bulk_practice_server_set_ws_env (BulkPracticeServer *self, const char *host)
{
  set_text (self, &self->ws_env, host);
}

/** bulk_practice_server_set_hides_integrations: @hides: whether the list of integrations is forbidden */
void
bulk_practice_server_set_hides_integrations (BulkPracticeServer *self, gboolean hides)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->hides_integrations = hides;
}

/** bulk_practice_server_expire_tokens: from now on no token is good that /oauth/token has given */
void
bulk_practice_server_expire_tokens (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove_all (self->tokens);
}

/** bulk_practice_server_get_n_tokens: Returns: how many tokens /oauth/token has given */
guint
bulk_practice_server_get_n_tokens (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_tokens;
}

/** bulk_practice_server_get_n_good_tokens: Returns: how many of them are neither expired nor revoked */
guint
bulk_practice_server_get_n_good_tokens (BulkPracticeServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer end;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &end))
    n += g_get_monotonic_time () < *(gint64 *) end;
  return n;
}
