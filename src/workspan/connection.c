/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "workspan/workspan-error.h"

#define MAX_URL 2048
#define MAX_TOKEN 16384
#define MAX_ID 256

struct _BulkConnection
{
  GObject parent_instance;
  char *base_url;
  char *integration_id;
  char *token;
  char *ws_env;
  char *subscription_key;
  char *id;
  char *name;
  BulkTokenSource *token_source;
};

G_DEFINE_FINAL_TYPE (BulkConnection, bulk_connection, G_TYPE_OBJECT)

static gboolean
is_visible_ascii (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (*c <= 0x20 || *c >= 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_BAD_CONNECTION, message);
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static GUri *
parse_url (const char *base_url, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;

  if (base_url == NULL || *base_url == '\0')
    {
      fail (error, _ ("Enter the address of the WorkSpan service."));
      return NULL;
    }
  /* No parser may see another host than the one before the eyes of the user: no blanks, backslashes, look-alikes. */
  if (strlen (base_url) > MAX_URL || !is_visible_ascii (base_url) || strpbrk (base_url, "\\\"<>^`{|}") != NULL)
    {
      fail (error, _ ("The address of the service holds characters that have no place in an address."));
      return NULL;
    }
  uri = g_uri_parse (base_url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0' || !is_visible_ascii (host))
    {
      fail (error, _ ("This is not an address of a service. It should look like https://api.workspan.com."));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      fail (error, _ ("The address of the service must not hold a user name or password."));
      return NULL;
    }
  if (strpbrk (base_url, "?#") != NULL)
    {
      fail (error, _ ("The address of the service must not hold “?” or “#”."));
      return NULL;
    }
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0
      && !(g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && is_loopback (host)))
    {
      fail (error, _ ("The address of the service must begin with https://, so that nobody can read along."));
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/* Lower-case scheme, host as parsed, and no slash at the end, so that paths can be appended. */
static char *
normalise_url (GUri *uri)
{
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';
  return g_uri_join (G_URI_FLAGS_ENCODED_PATH, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), path, NULL, NULL);
}

static gboolean
check_ws_env (const char *ws_env, GError **error)
{
  for (const char *c = ws_env; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".-_:", *c) == NULL)
      return fail (error, _ ("The WorkSpan app’s host must be a host name only, such as app.workspan.com."));
  if (strlen (ws_env) > MAX_ID)
    return fail (error, _ ("The WorkSpan app’s host name is too long."));
  return TRUE;
}

static gboolean
check_subscription_key (const char *key, GError **error)
{
  if (!is_visible_ascii (key) || strlen (key) > MAX_ID)
    return fail (error, _ ("The subscription key must be plain letters and digits without blanks."));
  return TRUE;
}

static void
wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
bulk_connection_finalize (GObject *object)
{
  BulkConnection *self = BULK_CONNECTION (object);

  wipe (&self->token);
  wipe (&self->subscription_key);
  g_free (self->base_url);
  g_free (self->integration_id);
  g_free (self->ws_env);
  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->token_source);

  G_OBJECT_CLASS (bulk_connection_parent_class)->finalize (object);
}

static void
bulk_connection_class_init (BulkConnectionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_connection_finalize;
}

static void
bulk_connection_init (BulkConnection *self)
{
}

/**
 * bulk_connection_check_url:
 * @base_url: what the user entered
 *
 * Whether @base_url can be the address of the service: https://, or http:// on a loopback address,
 * without user, query and fragment.
 *
 * Returns: %TRUE if so; else @error is set to %BULK_WORKSPAN_ERROR_BAD_CONNECTION, in words for the user.
 */
gboolean
bulk_connection_check_url (const char *base_url, GError **error)
{
  g_autoptr (GUri) uri = parse_url (base_url, error);

  return uri != NULL;
}

/**
 * bulk_connection_check_token:
 * @token: what the user entered
 *
 * Whether @token can go into a header: visible ASCII only. The error never repeats the token.
 *
 * Returns: %TRUE if so; else @error is set to %BULK_WORKSPAN_ERROR_BAD_CONNECTION.
 */
gboolean
bulk_connection_check_token (const char *token, GError **error)
{
  if (token == NULL || *token == '\0')
    return fail (error, _ ("Enter the token."));
  if (!is_visible_ascii (token))
    return fail (error, _ ("The token holds a blank, a line break or a letter that no token has. Copy it once more."));
  if (strlen (token) > MAX_TOKEN)
    return fail (error, _ ("This is too long for a token."));
  return TRUE;
}

/**
 * bulk_connection_check_integration_id:
 * @id: what the user entered
 *
 * Whether @id can be an integration ID: visible ASCII, at most 256 characters.
 *
 * Returns: %TRUE if so; else @error is set to %BULK_WORKSPAN_ERROR_BAD_CONNECTION.
 */
gboolean
bulk_connection_check_integration_id (const char *id, GError **error)
{
  if (id == NULL || *id == '\0')
    return fail (error, _ ("Enter the integration ID."));
  /* "." and ".." would walk in the path of the status request. */
  if (!is_visible_ascii (id) || strlen (id) > MAX_ID || g_str_equal (id, ".") || g_str_equal (id, ".."))
    return fail (error, _ ("This is not an integration ID. It should look like WS-Integration_agpzfndzLW."));
  return TRUE;
}

/**
 * bulk_connection_new:
 * @base_url: address of the service
 * @integration_id: the integration to load into
 * @token: the bearer token
 * @ws_env: (nullable): host name of the WorkSpan app, sent as x-ws-env; "" is as good as %NULL
 * @subscription_key: (nullable): sent as Ocp-Apim-Subscription-Key; "" is as good as %NULL
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with @error set to
 *   %BULK_WORKSPAN_ERROR_BAD_CONNECTION, in words for the user
 */
BulkConnection *
bulk_connection_new (const char *base_url, const char *integration_id, const char *token, const char *ws_env,
                     const char *subscription_key, GError **error)
{
  g_autoptr (GUri) uri = parse_url (base_url, error);
  BulkConnection *self;

  if (uri == NULL || !bulk_connection_check_integration_id (integration_id, error)
      || !bulk_connection_check_token (token, error))
    return NULL;
  if (ws_env != NULL && *ws_env != '\0' && !check_ws_env (ws_env, error))
    return NULL;
  if (subscription_key != NULL && *subscription_key != '\0' && !check_subscription_key (subscription_key, error))
    return NULL;

  self = g_object_new (BULK_TYPE_CONNECTION, NULL);
  self->base_url = normalise_url (uri);
  self->integration_id = g_strdup (integration_id);
  self->token = g_strdup (token);
  if (ws_env != NULL && *ws_env != '\0')
    self->ws_env = g_strdup (ws_env);
  if (subscription_key != NULL && *subscription_key != '\0')
    self->subscription_key = g_strdup (subscription_key);
  return self;
}

/** bulk_connection_get_base_url: Returns: the address of the service, without a slash at the end */
const char *
bulk_connection_get_base_url (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->base_url;
}

/** bulk_connection_is_loopback_host: Returns: whether @host, a name or an address, is this computer */
gboolean
bulk_connection_is_loopback_host (const char *host)
{
  return is_loopback (host);
}

/** bulk_connection_is_loopback: Returns: whether the service is on this computer */
gboolean
bulk_connection_is_loopback (BulkConnection *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->base_url, G_URI_FLAGS_ENCODED_PATH, NULL);

  return uri != NULL && is_loopback (g_uri_get_host (uri));
}

/** bulk_connection_is_same_place: Returns: whether both load the same way into the same place, as whomever */
gboolean
bulk_connection_is_same_place (BulkConnection *self, BulkConnection *other)
{
  return g_strcmp0 (self->base_url, other->base_url) == 0
         && g_strcmp0 (self->integration_id, other->integration_id) == 0
         && g_strcmp0 (self->ws_env, other->ws_env) == 0;
}

/** bulk_connection_get_integration_id: Returns: the integration to load into */
const char *
bulk_connection_get_integration_id (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->integration_id;
}

/** bulk_connection_get_token: Returns: the bearer token; never to be shown, stored or logged */
const char *
bulk_connection_get_token (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->token;
}

/** bulk_connection_get_ws_env: Returns: (nullable): the host name for the x-ws-env header */
const char *
bulk_connection_get_ws_env (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->ws_env;
}

/** bulk_connection_get_subscription_key: Returns: (nullable): the key for Ocp-Apim-Subscription-Key */
const char *
bulk_connection_get_subscription_key (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->subscription_key;
}

/** bulk_connection_set_origin: says which saved connection it was made from; both nullable */
void
bulk_connection_set_origin (BulkConnection *self, const char *id, const char *name)
{
  g_return_if_fail (BULK_IS_CONNECTION (self));
  g_free (self->id);
  self->id = g_strdup (id);
  g_free (self->name);
  self->name = g_strdup (name);
}

/** bulk_connection_get_id: Returns: (nullable): ID of the saved connection it was made from */
const char *
bulk_connection_get_id (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->id;
}

/** bulk_connection_get_name: Returns: (nullable): what its user calls it */
const char *
bulk_connection_get_name (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->name;
}

/** bulk_connection_set_token_source: @source: (nullable): where further tokens come from */
void
bulk_connection_set_token_source (BulkConnection *self, BulkTokenSource *source)
{
  g_return_if_fail (BULK_IS_CONNECTION (self));
  g_set_object (&self->token_source, source);
}

/** bulk_connection_get_token_source: Returns: (nullable) (transfer none): where further tokens come from */
BulkTokenSource *
bulk_connection_get_token_source (BulkConnection *self)
{
  g_return_val_if_fail (BULK_IS_CONNECTION (self), NULL);
  return self->token_source;
}

/**
 * bulk_connection_copy_with_token:
 *
 * Returns: (transfer full) (nullable): the same with another token; %NULL if it is none
 */
BulkConnection *
bulk_connection_copy_with_token (BulkConnection *self, const char *token, GError **error)
{
  BulkConnection *copy = bulk_connection_new (self->base_url, self->integration_id, token, self->ws_env,
                                              self->subscription_key, error);

  if (copy == NULL)
    return NULL;
  bulk_connection_set_origin (copy, self->id, self->name);
  bulk_connection_set_token_source (copy, self->token_source);
  return copy;
}
