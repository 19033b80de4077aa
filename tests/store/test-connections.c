/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/connections.h"

#include <string.h>

/* Private helpers */

static BulkPreferences *
make_clean (void)
{
  static const char *const keys[]
      = { "environment", "custom-url", "ws-env", "connections", "connection", "body-format" };
  BulkPreferences *preferences = bulk_preferences_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (bulk_preferences_get_settings (preferences), keys[i]);
  return preferences;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static BulkSavedConnection *
make (const char *id, const char *name, BulkEnvironment environment)
{
  BulkSavedConnectionParts parts = { .id = id, .name = name, .environment = environment, .colour = BULK_COLOUR_BROWN };

  return bulk_saved_connection_new (&parts);
}

static BulkSavedConnection *
get (BulkConnections *connections, guint position)
{
  BulkSavedConnection *connection = g_list_model_get_item (G_LIST_MODEL (connections), position);

  g_object_unref (connection); /* the list keeps it */
  return connection;
}

/* "id=name id=name" */
static void
check (BulkConnections *connections, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (connections)); i++)
    g_string_append_printf (text, "%s%s=%s", i ? " " : "", bulk_saved_connection_get_id (get (connections, i)),
                            bulk_saved_connection_get_name (get (connections, i)));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
on_notify (GObject *object, GParamSpec *spec, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* Tests */

static void
test_parts (void)
{
  BulkSavedConnectionParts parts = {
    .id = "a-1", .name = " Demo\n\342\200\256tenant ", .colour = BULK_COLOUR_PURPLE,
    .environment = BULK_ENVIRONMENT_CUSTOM, .url = "https://example.com ", .ws_env = "demo.workspan.com",
    .kind = BULK_CREDENTIALS_APPLICATION_USER,
  };
  g_autoptr (BulkSavedConnection) one = bulk_saved_connection_new (&parts), copy = NULL, other = NULL, bare = NULL;
  g_autoptr (GVariant) variant = g_variant_ref_sink (bulk_saved_connection_to_variant (one));

  g_assert_cmpstr (bulk_saved_connection_get_name (one), ==, "Demotenant");
  g_assert_cmpstr (bulk_saved_connection_get_base_url (one), ==, "https://example.com");
  copy = bulk_saved_connection_new_from_variant (variant);
  g_assert_true (bulk_saved_connection_equal (one, copy));
  g_assert_cmpint (bulk_saved_connection_get_colour (copy), ==, BULK_COLOUR_PURPLE);
  g_assert_cmpint (bulk_saved_connection_get_kind (copy), ==, BULK_CREDENTIALS_APPLICATION_USER);
  g_assert_cmpstr (bulk_saved_connection_get_ws_env (copy), ==, "demo.workspan.com");
  bulk_saved_connection_get_parts (copy, &parts);
  parts.colour = BULK_COLOUR_RED;
  other = bulk_saved_connection_new (&parts);
  g_assert_false (bulk_saved_connection_equal (one, other));

  /* One that was left without a name goes by its environment; a new one has an ID that says nothing. */
  parts = (BulkSavedConnectionParts) { .environment = BULK_ENVIRONMENT_PRODUCTION };
  bare = bulk_saved_connection_new (&parts);
  g_assert_cmpstr (bulk_saved_connection_get_name (bare), ==, "Production");
  g_assert_cmpuint (strlen (bulk_saved_connection_get_id (bare)), ==, 36);
}

static void
test_production (void)
{
  static const struct { BulkEnvironment environment; const char *url; gboolean production; } cases[] = {
    { BULK_ENVIRONMENT_SANDBOX, NULL, FALSE },
    { BULK_ENVIRONMENT_PRODUCTION, NULL, TRUE },
    { BULK_ENVIRONMENT_PRODUCTION, "https://example.com", TRUE },
    { BULK_ENVIRONMENT_CUSTOM, "https://example.com", FALSE },
    { BULK_ENVIRONMENT_CUSTOM, "https://API.workspan.com//", TRUE },
    { BULK_ENVIRONMENT_CUSTOM, "https://api.workspan.com.example.com", FALSE },
    { BULK_ENVIRONMENT_CUSTOM, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BulkSavedConnectionParts parts = { .environment = cases[i].environment, .url = cases[i].url };
      g_autoptr (BulkSavedConnection) one = bulk_saved_connection_new (&parts);

      g_assert_cmpint (bulk_saved_connection_is_production (one), ==, cases[i].production);
    }
}

static void
test_defaults (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();
  g_autoptr (BulkConnections) connections = bulk_connections_new (preferences);

  check (connections, "sandbox=Sandbox production=Production");
  g_assert_cmpstr (bulk_saved_connection_get_id (bulk_connections_get_chosen (connections)), ==, "sandbox");
  g_assert_true (bulk_saved_connection_is_production (get (connections, 1)));
  g_assert_cmpint (bulk_saved_connection_get_colour (get (connections, 0)), !=,
                   bulk_saved_connection_get_colour (get (connections, 1)));
}

/* What an older version kept is found again, under the names its keyring items have. */
static void
test_migration (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();
  g_autoptr (BulkConnections) connections = NULL;

  bulk_preferences_set_environment (preferences, BULK_ENVIRONMENT_CUSTOM);
  bulk_preferences_set_custom_url (preferences, "https://example.com/api");
  bulk_preferences_set_ws_env (preferences, "demo.workspan.com");
  connections = bulk_connections_new (preferences);
  check (connections, "sandbox=Sandbox production=Production custom=Custom");
  g_assert_cmpstr (bulk_saved_connection_get_id (bulk_connections_get_chosen (connections)), ==, "custom");
  g_assert_cmpstr (bulk_saved_connection_get_base_url (get (connections, 2)), ==, "https://example.com/api");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (bulk_saved_connection_get_ws_env (get (connections, i)), ==, "demo.workspan.com");

  /* Once something is changed, all of them are kept, and what the old keys say is of no matter. */
  {
    g_autoptr (BulkSavedConnection) more = make ("more", "More", BULK_ENVIRONMENT_SANDBOX);

    bulk_connections_put (connections, more);
  }
  settle ();
  check (connections, "sandbox=Sandbox production=Production custom=Custom more=More");
  bulk_preferences_set_custom_url (preferences, "https://elsewhere.example.com");
  settle ();
  g_assert_cmpstr (bulk_saved_connection_get_base_url (get (connections, 2)), ==, "https://example.com/api");
}

static void
test_changes (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean (), others = bulk_preferences_new ();
  g_autoptr (BulkConnections) connections = bulk_connections_new (preferences), other = bulk_connections_new (others);
  g_autoptr (BulkSavedConnection) one = make ("one", "One", BULK_ENVIRONMENT_SANDBOX),
                                  renamed = make ("one", "Eins", BULK_ENVIRONMENT_PRODUCTION),
                                  two = make ("two", "EINS", BULK_ENVIRONMENT_SANDBOX);
  guint n_notified = 0;

  g_signal_connect (other, "notify::chosen", G_CALLBACK (on_notify), &n_notified);
  bulk_connections_put (connections, one);
  bulk_connections_remove (connections, "production");
  bulk_connections_remove (connections, "not there");
  settle ();
  check (connections, "sandbox=Sandbox one=One");
  check (other, "sandbox=Sandbox one=One");
  g_assert_cmpuint (n_notified, ==, 0);
  bulk_connections_choose (connections, "one");
  settle ();
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (bulk_saved_connection_get_name (bulk_connections_get_chosen (other)), ==, "One");
  bulk_connections_put (connections, renamed);
  settle ();
  g_assert_cmpstr (bulk_saved_connection_get_name (bulk_connections_get_chosen (other)), ==, "Eins");
  g_assert_true (bulk_connections_find_by_name (other, "eInS") == bulk_connections_find (other, "one"));
  g_assert_true (bulk_connections_find_by_name (other, "one") == bulk_connections_find (other, "one"));
  g_assert_null (bulk_connections_find_by_name (other, "zwei"));

  /* Which of two with the same name is not for us to say. */
  bulk_connections_insert (connections, 0, two);
  settle ();
  check (other, "two=EINS sandbox=Sandbox one=Eins");
  g_assert_null (bulk_connections_find_by_name (other, "Eins"));
  g_assert_cmpuint (bulk_connections_get_position (other, "one"), ==, 2);

  /* Another one is chosen where the chosen one goes. */
  bulk_connections_remove (connections, "one");
  settle ();
  g_assert_cmpstr (bulk_saved_connection_get_id (bulk_connections_get_chosen (other)), ==, "sandbox");
  bulk_connections_remove (connections, "sandbox");
  bulk_connections_remove (connections, "two");
  settle ();
  check (other, "");
  g_assert_null (bulk_connections_get_chosen (other));
}

/* Anybody may write into the settings; what a later version wrote stays. */
static void
test_strange (void)
{
  g_autoptr (BulkPreferences) preferences = make_clean ();
  g_autoptr (BulkConnections) connections = bulk_connections_new (preferences);
  g_autoptr (BulkSavedConnection) renamed = NULL;
  g_autoptr (GVariant) kept = NULL, first = NULL;
  BulkSavedConnectionParts parts;
  guint32 later = 0;

  g_settings_set_value (bulk_preferences_get_settings (preferences), "connections",
                        g_variant_new_parsed ("[{'id': <'good'>, 'name': <'Good'>, 'colour': <'pink'>"
                                              ", 'later': <uint32 7>},"
                                              " {'id': <'good'>}, {'id': <'a/b'>}, {'id': <5>}, {'name': <'none'>"
                                              "}, @a{sv} {},"
                                              " {'id': <''>}, {'id': <'bad-parts'>, 'name': <7>"
                                              ", 'environment': <'moon'>}]"));
  settle ();
  check (connections, "good=Good bad-parts=Sandbox");
  bulk_saved_connection_get_parts (get (connections, 0), &parts);
  parts.name = "Better";
  renamed = bulk_saved_connection_new (&parts);
  bulk_connections_put (connections, renamed);
  settle ();
  check (connections, "good=Better bad-parts=Sandbox");
  kept = g_settings_get_value (bulk_preferences_get_settings (preferences), "connections");
  first = g_variant_get_child_value (kept, 0);
  g_assert_true (g_variant_lookup (first, "later", "u", &later));
  g_assert_cmpuint (later, ==, 7);
}

static void
test_colours (void)
{
  for (guint i = 0; i < BULK_N_COLOURS; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (bulk_colour_get_name ((BulkColour) i), !=, bulk_colour_get_name ((BulkColour) j));
        g_assert_cmpstr (bulk_colour_get_label ((BulkColour) i), !=, bulk_colour_get_label ((BulkColour) j));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/connections/parts", test_parts);
  g_test_add_func ("/store/connections/production", test_production);
  g_test_add_func ("/store/connections/defaults", test_defaults);
  g_test_add_func ("/store/connections/migration", test_migration);
  g_test_add_func ("/store/connections/changes", test_changes);
  g_test_add_func ("/store/connections/strange", test_strange);
  g_test_add_func ("/store/connections/colours", test_colours);
  return g_test_run ();
}
