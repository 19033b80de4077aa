/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/credentials-private.h"

#include <string.h>

/* The text is "ID\nTOKEN", as the first versions have it, where that is all there is; else it begins with a line that
 * can be no integration ID, and has a line "NAME=VALUE" for each part. */
#define NEW_FORM "bulk-loader credentials 2"

/* Private helpers */

static void
wipe (char **secret)
{
  if (*secret)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

/* Where the part of that name is kept, or NULL: a later version may know more. */
static char **
get_place (BulkCredentials *self, const char *name, gsize length)
{
  const struct { const char *name; char **place; } places[] = {
    { "integration-id", &self->integration_id },     { "token", &self->token },
    { "client-id", &self->client_id },               { "client-secret", &self->client_secret },
    { "subscription-key", &self->subscription_key },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strlen (places[i].name) == length && strncmp (places[i].name, name, length) == 0)
      return places[i].place;
  return NULL;
}

static void
parse_line (BulkCredentials *self, const char *line, gsize length)
{
  const char *equals = memchr (line, '=', length);
  char **place = equals ? get_place (self, line, (gsize) (equals - line)) : NULL;

  if (place == NULL)
    return;
  wipe (place);
  *place = g_strndup (equals + 1, length - (gsize) (equals + 1 - line));
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
append_part (GString *text, const char *name, const char *value)
{
  if (!is_empty (value))
    g_string_append_printf (text, "\n%s=%s", name, value);
}

static gboolean
is_visible_ascii (const char *text)
{
  for (const char *p = text ? text : ""; *p; p++)
    if (*p <= ' ' || *p > '~')
      return FALSE;
  return TRUE;
}

static gboolean
is_one_line (const char *text)
{
  return text == NULL || (strpbrk (text, "\r\n") == NULL && g_utf8_validate (text, -1, NULL));
}

static gboolean
same (const char *one, const char *other)
{
  return g_str_equal (one ? one : "", other ? other : "");
}

/* Public functions */

/** bulk_credentials_new: Returns: (transfer full): a copy of both, either may be %NULL */
BulkCredentials *
bulk_credentials_new (const char *integration_id, const char *token)
{
  BulkCredentials *self = g_new0 (BulkCredentials, 1);

  self->integration_id = g_strdup (integration_id);
  self->token = g_strdup (token);
  return self;
}

/** bulk_credentials_set_application_user: ID and secret with which tokens are fetched; both nullable */
void
bulk_credentials_set_application_user (BulkCredentials *self, const char *client_id, const char *client_secret)
{
  wipe (&self->client_id);
  self->client_id = g_strdup (client_id);
  wipe (&self->client_secret);
  self->client_secret = g_strdup (client_secret);
}

/** bulk_credentials_set_subscription_key: @key: (nullable): of the gateway before the service */
void
bulk_credentials_set_subscription_key (BulkCredentials *self, const char *key)
{
  wipe (&self->subscription_key);
  self->subscription_key = g_strdup (key);
}

/** bulk_credentials_copy: Returns: (transfer full): a copy */
BulkCredentials *
bulk_credentials_copy (const BulkCredentials *self)
{
  BulkCredentials *copy = bulk_credentials_new (self->integration_id, self->token);

  bulk_credentials_set_application_user (copy, self->client_id, self->client_secret);
  bulk_credentials_set_subscription_key (copy, self->subscription_key);
  return copy;
}

/** bulk_credentials_equal: Returns: whether both say the same, "" being as good as %NULL */
gboolean
bulk_credentials_equal (const BulkCredentials *self, const BulkCredentials *other)
{
  return same (self->integration_id, other->integration_id) && same (self->token, other->token)
         && same (self->client_id, other->client_id) && same (self->client_secret, other->client_secret)
         && same (self->subscription_key, other->subscription_key);
}

/** bulk_credentials_free: @self: (nullable) (transfer full): wipes what is secret */
void
bulk_credentials_free (BulkCredentials *self)
{
  if (!self)
    return;
  wipe (&self->token);
  wipe (&self->client_id);
  wipe (&self->client_secret);
  wipe (&self->subscription_key);
  g_free (self->integration_id);
  g_free (self);
}

/* Private: for credentials-keyring.c */

/** bulk_credentials_parse: Returns: (transfer full) (nullable): what the keyring has as a text; %NULL: it is none */
BulkCredentials *
bulk_credentials_parse (const char *secret)
{
  const char *line = strchr (secret, '\n');
  gsize first = line ? (gsize) (line - secret) : 0;
  BulkCredentials *self;

  if (line == NULL)
    return NULL;
  self = bulk_credentials_new (NULL, NULL);
  if (first != strlen (NEW_FORM) || strncmp (secret, NEW_FORM, first) != 0)
    {
      self->integration_id = g_strndup (secret, first);
      self->token = g_strdup (line + 1);
      return self;
    }
  while (*line == '\n')
    {
      const char *begin = line + 1;

      line = begin + strcspn (begin, "\n");
      parse_line (self, begin, (gsize) (line - begin));
    }
  return self;
}

/** bulk_credentials_make_secret: Returns: (transfer full): the text for the keyring, to be wiped */
char *
bulk_credentials_make_secret (const BulkCredentials *self)
{
  const char *id = self->integration_id ? self->integration_id : "", *token = self->token ? self->token : "";
  GString *text;

  if (is_empty (self->client_id) && is_empty (self->client_secret) && is_empty (self->subscription_key))
    return g_strconcat (id, "\n", token, NULL);
  /* Of its final size at once, so that no copy is left behind when it grows. */
  text = g_string_sized_new (256 + strlen (id) + strlen (token) + (self->client_id ? strlen (self->client_id) : 0)
                             + (self->client_secret ? strlen (self->client_secret) : 0)
                             + (self->subscription_key ? strlen (self->subscription_key) : 0));
  g_string_append (text, NEW_FORM);
  append_part (text, "integration-id", id);
  append_part (text, "token", token);
  append_part (text, "client-id", self->client_id);
  append_part (text, "client-secret", self->client_secret);
  append_part (text, "subscription-key", self->subscription_key);
  return g_string_free (text, FALSE);
}

/** bulk_credentials_are_valid: Returns: whether no part holds a character that cannot be in it */
gboolean
bulk_credentials_are_valid (const BulkCredentials *self)
{
  return is_visible_ascii (self->token) && is_visible_ascii (self->subscription_key)
         && is_one_line (self->integration_id) && is_one_line (self->client_id) && is_one_line (self->client_secret);
}
