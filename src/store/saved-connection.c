/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/saved-connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* WorkSpan's own hosts; src/workspan/connection.h has the same, which this folder may not use. */
#define SANDBOX_URL "https://api-sandbox.workspan.com"
#define PRODUCTION_URL "https://api.workspan.com"
#define MAX_TEXT 256

struct _BulkSavedConnection
{
  GObject parent_instance;

  char *id;
  char *name;             /* "": it goes by its environment */
  BulkColour colour;
  BulkEnvironment environment;
  char *url;
  char *ws_env;
  BulkCredentialsKind kind;
  GVariant *more;         /* (nullable): a{sv}, with what a later version has written */
};

G_DEFINE_FINAL_TYPE (BulkSavedConnection, bulk_saved_connection, G_TYPE_OBJECT)

static const char *const colours[BULK_N_COLOURS] = {
  "blue", "green", "yellow", "orange", "red", "purple", "brown", "grey"
};
static const char *const kinds[] = { "token", "application-user" };

/* Private helpers */

/* The keyring's attribute lies there in clear: an ID says nothing. */
static gboolean
is_id (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > 64)
    return FALSE;
  for (const char *c = text; *c; c++)
    if (!g_ascii_isalnum (*c) && *c != '-')
      return FALSE;
  return TRUE;
}

static guint
find_word (const char *const *words, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;
  return 0;
}

/* What goes into a settings file and onto one line of a window. */
static char *
make_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *c = valid; *c && plain->len < MAX_TEXT; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isprint (character) && g_unichar_type (character) != G_UNICODE_FORMAT)
        g_string_append_unichar (plain, character);
    }
  return g_strdup (g_strstrip (plain->str));
}

static BulkEnvironment
parse_environment (const char *name)
{
  for (guint i = BULK_ENVIRONMENT_SANDBOX; i <= BULK_ENVIRONMENT_CUSTOM; i++)
    if (g_strcmp0 (bulk_environment_get_name ((BulkEnvironment) i), name) == 0)
      return (BulkEnvironment) i;
  return BULK_ENVIRONMENT_SANDBOX;
}

static gboolean
is_url_of (const char *url, const char *host)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  return length == strlen (host) && g_ascii_strncasecmp (url, host, length) == 0;
}

/* Overrides */

static void
bulk_saved_connection_finalize (GObject *object)
{
  BulkSavedConnection *self = BULK_SAVED_CONNECTION (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->url);
  g_free (self->ws_env);
  g_clear_pointer (&self->more, g_variant_unref);
  G_OBJECT_CLASS (bulk_saved_connection_parent_class)->finalize (object);
}

/* Class */

static void
bulk_saved_connection_class_init (BulkSavedConnectionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_saved_connection_finalize;
}

static void
bulk_saved_connection_init (BulkSavedConnection *self)
{
}

/* Public functions */

/** bulk_saved_connection_new: Returns: (transfer full): a connection of these parts, made fit to be kept */
BulkSavedConnection *
bulk_saved_connection_new (const BulkSavedConnectionParts *parts)
{
  BulkSavedConnection *self = g_object_new (BULK_TYPE_SAVED_CONNECTION, NULL);

  self->id = is_id (parts->id) ? g_strdup (parts->id) : g_uuid_string_random ();
  self->name = make_plain (parts->name);
  self->colour = (guint) parts->colour < BULK_N_COLOURS ? parts->colour : BULK_COLOUR_BLUE;
  self->environment = (guint) parts->environment <= BULK_ENVIRONMENT_CUSTOM ? parts->environment
                                                                            : BULK_ENVIRONMENT_SANDBOX;
  self->url = make_plain (parts->url);
  self->ws_env = make_plain (parts->ws_env);
  self->kind = parts->kind == BULK_CREDENTIALS_APPLICATION_USER ? parts->kind : BULK_CREDENTIALS_TOKEN;
  if (parts->more)
    self->more = g_variant_ref (parts->more);
  return self;
}

/**
 * bulk_saved_connection_new_from_variant:
 * @variant: a{sv}, from the settings, which anybody may have written
 *
 * Returns: (transfer full) (nullable): the connection; %NULL if it has no ID
 */
BulkSavedConnection *
bulk_saved_connection_new_from_variant (GVariant *variant)
{
  BulkSavedConnectionParts parts = { 0 };
  const char *colour = NULL, *environment = NULL, *kind = NULL;

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (variant, "id", "&s", &parts.id)
      || !is_id (parts.id))
    return NULL;
  g_variant_lookup (variant, "name", "&s", &parts.name);
  g_variant_lookup (variant, "colour", "&s", &colour);
  g_variant_lookup (variant, "environment", "&s", &environment);
  g_variant_lookup (variant, "url", "&s", &parts.url);
  g_variant_lookup (variant, "ws-env", "&s", &parts.ws_env);
  g_variant_lookup (variant, "kind", "&s", &kind);
  parts.colour = (BulkColour) find_word (colours, BULK_N_COLOURS, colour);
  parts.environment = parse_environment (environment);
  parts.kind = (BulkCredentialsKind) find_word (kinds, G_N_ELEMENTS (kinds), kind);
  parts.more = variant;
  return bulk_saved_connection_new (&parts);
}

/** bulk_saved_connection_to_variant: Returns: (transfer floating): a{sv}; what a later version wrote is still in it */
GVariant *
bulk_saved_connection_to_variant (BulkSavedConnection *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (self->more);

  g_variant_dict_insert (&dict, "id", "s", self->id);
  g_variant_dict_insert (&dict, "name", "s", self->name);
  g_variant_dict_insert (&dict, "colour", "s", colours[self->colour]);
  g_variant_dict_insert (&dict, "environment", "s", bulk_environment_get_name (self->environment));
  g_variant_dict_insert (&dict, "url", "s", self->url);
  g_variant_dict_insert (&dict, "ws-env", "s", self->ws_env);
  g_variant_dict_insert (&dict, "kind", "s", kinds[self->kind]);
  return g_variant_dict_end (&dict);
}

/** bulk_saved_connection_get_parts: @parts: (out caller-allocates): filled with what belongs to @self */
void
bulk_saved_connection_get_parts (BulkSavedConnection *self, BulkSavedConnectionParts *parts)
{
  *parts = (BulkSavedConnectionParts) {
    .id = self->id,
    .name = self->name,
    .colour = self->colour,
    .environment = self->environment,
    .url = self->url,
    .ws_env = self->ws_env,
    .kind = self->kind,
    .more = self->more,
  };
}

/** bulk_saved_connection_get_id: Returns: its ID, in the settings and the keyring */
const char *
bulk_saved_connection_get_id (BulkSavedConnection *self)
{
  return self->id;
}

/** bulk_saved_connection_get_name: Returns: what people call it; never empty */
const char *
bulk_saved_connection_get_name (BulkSavedConnection *self)
{
  return *self->name ? self->name : bulk_environment_get_label (self->environment);
}

/** bulk_saved_connection_get_base_url: Returns: the address of the service; "" if none was entered */
const char *
bulk_saved_connection_get_base_url (BulkSavedConnection *self)
{
  switch (self->environment)
    {
    case BULK_ENVIRONMENT_PRODUCTION:
      return PRODUCTION_URL;
    case BULK_ENVIRONMENT_CUSTOM:
      return self->url;
    case BULK_ENVIRONMENT_SANDBOX:
    default:
      return SANDBOX_URL;
    }
}

/** bulk_saved_connection_get_ws_env: Returns: host name of the WorkSpan app, "" for none */
const char *
bulk_saved_connection_get_ws_env (BulkSavedConnection *self)
{
  return self->ws_env;
}

/** bulk_saved_connection_get_colour: Returns: the colour it is marked with */
BulkColour
bulk_saved_connection_get_colour (BulkSavedConnection *self)
{
  return self->colour;
}

/** bulk_saved_connection_get_environment: Returns: the environment it is for */
BulkEnvironment
bulk_saved_connection_get_environment (BulkSavedConnection *self)
{
  return self->environment;
}

/** bulk_saved_connection_get_kind: Returns: what its user signs in with */
BulkCredentialsKind
bulk_saved_connection_get_kind (BulkSavedConnection *self)
{
  return self->kind;
}

/** bulk_saved_connection_is_production: Returns: whether what is loaded over it is real, whatever it is called */
gboolean
bulk_saved_connection_is_production (BulkSavedConnection *self)
{
  return is_url_of (bulk_saved_connection_get_base_url (self), PRODUCTION_URL);
}

/** bulk_saved_connection_equal: Returns: whether both are the same in every part */
gboolean
bulk_saved_connection_equal (BulkSavedConnection *self, BulkSavedConnection *other)
{
  return g_str_equal (self->id, other->id) && g_str_equal (self->name, other->name) && self->colour == other->colour
         && self->environment == other->environment && g_str_equal (self->url, other->url)
         && g_str_equal (self->ws_env, other->ws_env) && self->kind == other->kind;
}

/** bulk_colour_get_name: Returns: (transfer none): its name in the settings */
const char *
bulk_colour_get_name (BulkColour colour)
{
  return colours[(guint) colour < BULK_N_COLOURS ? colour : 0];
}

/** bulk_colour_get_label: Returns: (transfer none): its translated name */
const char *
bulk_colour_get_label (BulkColour colour)
{
  static const char *const labels[BULK_N_COLOURS] = { N_ ("Blue"), N_ ("Green"), N_ ("Yellow"), N_ ("Orange"),
                                                      N_ ("Red"), N_ ("Purple"), N_ ("Brown"), N_ ("Grey") };

  return _ (labels[(guint) colour < BULK_N_COLOURS ? colour : 0]);
}
