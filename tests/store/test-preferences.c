/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/preferences.h"

#include <string.h>

static void
on_notify (GObject *object, GParamSpec *spec, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", spec->name);
}

static BulkPreferences *
make_clean (void)
{
  BulkPreferences *preferences = bulk_preferences_new ();

  g_settings_reset (bulk_preferences_get_settings (preferences), "environment");
  g_settings_reset (bulk_preferences_get_settings (preferences), "custom-url");
  g_settings_reset (bulk_preferences_get_settings (preferences), "ws-env");
  return preferences;
}

static void
check_url (BulkPreferences *preferences, const char *expected)
{
  g_autofree char *url = bulk_preferences_dup_base_url (preferences);

  g_assert_cmpstr (url, ==, expected);
}

static void
test_defaults (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();
  GSettings *settings = bulk_preferences_get_settings (preferences);
  g_autofree char *url = bulk_preferences_dup_custom_url (preferences);
  g_autofree char *ws_env = bulk_preferences_dup_ws_env (preferences);
  g_autofree char *format = g_settings_get_string (settings, "body-format");

  /* Nobody loads into production without having chosen it. */
  g_assert_cmpint (bulk_preferences_get_environment (preferences), ==, BULK_ENVIRONMENT_SANDBOX);
  check_url (preferences, "https://api-sandbox.workspan.com");
  g_assert_cmpstr (url, ==, "");
  g_assert_cmpstr (ws_env, ==, "");
  g_assert_cmpstr (format, ==, "csv");
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), >, 0);
  g_assert_cmpint (g_settings_get_int (settings, "window-height"), >, 0);
  g_assert_false (g_settings_get_boolean (settings, "window-maximized"));
}

static void
test_environments (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();

  bulk_preferences_set_environment (preferences, BULK_ENVIRONMENT_PRODUCTION);
  g_assert_cmpint (bulk_preferences_get_environment (preferences), ==, BULK_ENVIRONMENT_PRODUCTION);
  check_url (preferences, "https://api.workspan.com");
  bulk_preferences_set_custom_url (preferences, "https://example.com/api");
  check_url (preferences, "https://api.workspan.com");
  bulk_preferences_set_environment (preferences, BULK_ENVIRONMENT_CUSTOM);
  check_url (preferences, "https://example.com/api");
  bulk_preferences_set_custom_url (preferences, NULL);
  check_url (preferences, "");
  bulk_preferences_set_environment (preferences, BULK_ENVIRONMENT_SANDBOX);
  check_url (preferences, "https://api-sandbox.workspan.com");
}

static void
test_names (void)
{
  g_assert_cmpstr (bulk_environment_get_name (BULK_ENVIRONMENT_SANDBOX), ==, "sandbox");
  g_assert_cmpstr (bulk_environment_get_name (BULK_ENVIRONMENT_PRODUCTION), ==, "production");
  g_assert_cmpstr (bulk_environment_get_name (BULK_ENVIRONMENT_CUSTOM), ==, "custom");
  g_assert_cmpstr (bulk_environment_get_label (BULK_ENVIRONMENT_SANDBOX), !=, "");
  g_assert_cmpstr (bulk_environment_get_label (BULK_ENVIRONMENT_PRODUCTION), !=,
                   bulk_environment_get_label (BULK_ENVIRONMENT_CUSTOM));
}

static void
test_kept_and_told (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean (), other = bulk_preferences_new ();
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *host = NULL;

  g_signal_connect (other, "notify", G_CALLBACK (on_notify), told);
  bulk_preferences_set_ws_env (preferences, "demo.workspan.com");
  bulk_preferences_set_environment (preferences, BULK_ENVIRONMENT_CUSTOM);
  bulk_preferences_set_custom_url (preferences, "https://example.com");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (told->str, ==, "ws-env environment custom-url ");
  host = bulk_preferences_dup_ws_env (other);
  g_assert_cmpstr (host, ==, "demo.workspan.com");
  check_url (other, "https://example.com");
}

static void
test_properties (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();
  g_autofree char *url = NULL, *host = NULL;
  guint environment;

  g_object_set (preferences, "environment", BULK_ENVIRONMENT_CUSTOM, "custom-url", "https://a.example", "ws-env", "b",
                NULL);
  g_object_get (preferences, "environment", &environment, "custom-url", &url, "ws-env", &host, NULL);
  g_assert_cmpuint (environment, ==, BULK_ENVIRONMENT_CUSTOM);
  g_assert_cmpstr (url, ==, "https://a.example");
  g_assert_cmpstr (host, ==, "b");
}

/* The settings are a file that everybody can read. */
static void
test_nothing_secret (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (bulk_preferences_get_settings (preferences), "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i]; i++)
    for (guint j = 0; j < 4; j++)
      g_assert_null (strstr (keys[i], ((const char *const[]) { "token", "secret", "password", "integration" })[j]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/preferences/defaults", test_defaults);
  g_test_add_func ("/store/preferences/environments", test_environments);
  g_test_add_func ("/store/preferences/names", test_names);
  g_test_add_func ("/store/preferences/kept-and-told", test_kept_and_told);
  g_test_add_func ("/store/preferences/properties", test_properties);
  g_test_add_func ("/store/preferences/nothing-secret", test_nothing_secret);
  return g_test_run ();
}
