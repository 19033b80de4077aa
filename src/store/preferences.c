/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/preferences.h"

#include <glib/gi18n-lib.h>

/* WorkSpan's own hosts; src/workspan/connection.h has the same, which this folder may not use. */
#define SANDBOX_URL "https://api-sandbox.workspan.com"
#define PRODUCTION_URL "https://api.workspan.com"

struct _BulkPreferences
{
  GObject parent_instance;

  GSettings *settings;
};

enum { PROP_0, PROP_ENVIRONMENT, PROP_CUSTOM_URL, PROP_WS_ENV, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BulkPreferences, bulk_preferences, G_TYPE_OBJECT)

static const char *const names[] = { "sandbox", "production", "custom" };

/* Overrides */

static void
bulk_preferences_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  BulkPreferences *self = BULK_PREFERENCES (object);

  if (id == PROP_ENVIRONMENT)
    g_value_set_uint (value, bulk_preferences_get_environment (self));
  else if (id == PROP_CUSTOM_URL)
    g_value_take_string (value, bulk_preferences_dup_custom_url (self));
  else if (id == PROP_WS_ENV)
    g_value_take_string (value, bulk_preferences_dup_ws_env (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_preferences_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  BulkPreferences *self = BULK_PREFERENCES (object);

  if (id == PROP_ENVIRONMENT)
    bulk_preferences_set_environment (self, (BulkEnvironment) g_value_get_uint (value));
  else if (id == PROP_CUSTOM_URL)
    bulk_preferences_set_custom_url (self, g_value_get_string (value));
  else if (id == PROP_WS_ENV)
    bulk_preferences_set_ws_env (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_preferences_dispose (GObject *object)
{
  g_clear_object (&BULK_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (bulk_preferences_parent_class)->dispose (object);
}

/* Callbacks */

static void
on_changed (BulkPreferences *self, const char *key)
{
  if (g_str_equal (key, "environment"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
  else if (g_str_equal (key, "custom-url"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUSTOM_URL]);
  else if (g_str_equal (key, "ws-env"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WS_ENV]);
}

/* Class */

static void
bulk_preferences_class_init (BulkPreferencesClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bulk_preferences_get_property;
  object_class->set_property = bulk_preferences_set_property;
  object_class->dispose = bulk_preferences_dispose;
  properties[PROP_ENVIRONMENT] = g_param_spec_uint ("environment", NULL, NULL, 0, BULK_ENVIRONMENT_CUSTOM, 0, flags);
  properties[PROP_CUSTOM_URL] = g_param_spec_string ("custom-url", NULL, NULL, "", flags);
  properties[PROP_WS_ENV] = g_param_spec_string ("ws-env", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bulk_preferences_init (BulkPreferences *self)
{
  self->settings = g_settings_new (BULK_APP_ID);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

/* Public functions */

/** bulk_preferences_new: Returns: (transfer full): the user's preferences; the schema must be installed */
BulkPreferences *
bulk_preferences_new (void)
{
  return g_object_new (BULK_TYPE_PREFERENCES, NULL);
}

/** bulk_preferences_get_environment: Returns: the environment chosen */
BulkEnvironment
bulk_preferences_get_environment (BulkPreferences *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "environment");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return (BulkEnvironment) i;
  return BULK_ENVIRONMENT_SANDBOX;
}

/** bulk_preferences_set_environment: chooses an environment */
void
bulk_preferences_set_environment (BulkPreferences *self, BulkEnvironment environment)
{
  g_settings_set_string (self->settings, "environment", bulk_environment_get_name (environment));
}

/** bulk_preferences_dup_custom_url: Returns: (transfer full): the address of the custom environment, or "" */
char *
bulk_preferences_dup_custom_url (BulkPreferences *self)
{
  return g_settings_get_string (self->settings, "custom-url");
}

/** bulk_preferences_set_custom_url: @url: (nullable): an address */
void
bulk_preferences_set_custom_url (BulkPreferences *self, const char *url)
{
  g_settings_set_string (self->settings, "custom-url", url ? url : "");
}

/** bulk_preferences_dup_ws_env: Returns: (transfer full): the value of the x-ws-env header, or "" for none */
char *
bulk_preferences_dup_ws_env (BulkPreferences *self)
{
  return g_settings_get_string (self->settings, "ws-env");
}

/** bulk_preferences_set_ws_env: @host: (nullable): a host name */
void
bulk_preferences_set_ws_env (BulkPreferences *self, const char *host)
{
  g_settings_set_string (self->settings, "ws-env", host ? host : "");
}

/** bulk_preferences_dup_base_url: Returns: (transfer full): the address of the environment chosen */
char *
bulk_preferences_dup_base_url (BulkPreferences *self)
{
  switch (bulk_preferences_get_environment (self))
    {
    case BULK_ENVIRONMENT_PRODUCTION:
      return g_strdup (PRODUCTION_URL);
    case BULK_ENVIRONMENT_CUSTOM:
      return bulk_preferences_dup_custom_url (self);
    case BULK_ENVIRONMENT_SANDBOX:
    default:
      return g_strdup (SANDBOX_URL);
    }
}

/** bulk_environment_get_name: Returns: (transfer none): its name in settings, keyring and command line */
const char *
bulk_environment_get_name (BulkEnvironment environment)
{
  return (guint) environment < G_N_ELEMENTS (names) ? names[environment] : names[0];
}

/** bulk_environment_get_label: Returns: (transfer none): its translated name */
const char *
bulk_environment_get_label (BulkEnvironment environment)
{
  switch (environment)
    {
    case BULK_ENVIRONMENT_PRODUCTION:
      return _ ("Production");
    case BULK_ENVIRONMENT_CUSTOM:
      return _ ("Custom");
    case BULK_ENVIRONMENT_SANDBOX:
    default:
      return _ ("Sandbox");
    }
}

/** bulk_preferences_get_settings: Returns: (transfer none): the settings behind the preferences */
GSettings *
bulk_preferences_get_settings (BulkPreferences *self)
{
  return self->settings;
}
