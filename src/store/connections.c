/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/connections.h"

#define KEY "connections"
#define KEY_CHOSEN "connection"
#define MAX_CONNECTIONS 100

struct _BulkConnections
{
  GObject parent_instance;

  BulkPreferences *preferences;
  GSettings *settings;
  GPtrArray *items;              /* of BulkSavedConnection */
  BulkSavedConnection *chosen;   /* (nullable): one of items */
};

enum { PROP_0, PROP_CHOSEN, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkConnections, bulk_connections, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Private helpers */

static guint
find_position (GPtrArray *items, const char *id)
{
  for (guint i = 0; id && i < items->len; i++)
    if (g_str_equal (bulk_saved_connection_get_id (items->pdata[i]), id))
      return i;
  return G_MAXUINT;
}

static void
add_default (BulkConnections *self, GPtrArray *items, BulkEnvironment environment, BulkColour colour)
{
  g_autofree char *url = bulk_preferences_dup_custom_url (self->preferences);
  g_autofree char *ws_env = bulk_preferences_dup_ws_env (self->preferences);
  BulkSavedConnectionParts parts = {
    /* The keyring items of older versions go by the same names. */
    .id = bulk_environment_get_name (environment),
    .colour = colour,
    .environment = environment,
    .url = environment == BULK_ENVIRONMENT_CUSTOM ? url : NULL,
    .ws_env = ws_env,
  };

  g_ptr_array_add (items, bulk_saved_connection_new (&parts));
}

/* What there was before there were several connections: one for each environment. */
static void
add_defaults (BulkConnections *self, GPtrArray *items)
{
  g_autofree char *url = bulk_preferences_dup_custom_url (self->preferences);

  add_default (self, items, BULK_ENVIRONMENT_SANDBOX, BULK_COLOUR_GREEN);
  add_default (self, items, BULK_ENVIRONMENT_PRODUCTION, BULK_COLOUR_RED);
  if (*url || bulk_preferences_get_environment (self->preferences) == BULK_ENVIRONMENT_CUSTOM)
    add_default (self, items, BULK_ENVIRONMENT_CUSTOM, BULK_COLOUR_PURPLE);
}

/* (transfer full) */
static GPtrArray *
read_items (BulkConnections *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GVariant) all = g_settings_get_user_value (self->settings, KEY);
  GVariantIter iter;
  GVariant *one;

  if (all == NULL)
    {
      add_defaults (self, items);
      return items;
    }
  g_variant_iter_init (&iter, all);
  while ((one = g_variant_iter_next_value (&iter)))
    {
      g_autoptr (BulkSavedConnection) connection = bulk_saved_connection_new_from_variant (one);

      if (connection && items->len < MAX_CONNECTIONS
          && find_position (items, bulk_saved_connection_get_id (connection)) == G_MAXUINT)
        g_ptr_array_add (items, g_steal_pointer (&connection));
      g_variant_unref (one);
    }
  return items;
}

static void
write_items (BulkConnections *self, GPtrArray *items)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < items->len; i++)
    g_variant_builder_add_value (&builder, bulk_saved_connection_to_variant (items->pdata[i]));
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

/* The ID of the chosen one may be that of one that is gone. */
static void
update_chosen (BulkConnections *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, KEY_CHOSEN);
  guint position = find_position (self->items, id);
  BulkSavedConnection *chosen;

  if (position == G_MAXUINT)
    position = find_position (self->items,
                              bulk_environment_get_name (bulk_preferences_get_environment (self->preferences)));
  if (position == G_MAXUINT)
    position = 0;
  chosen = position < self->items->len ? self->items->pdata[position] : NULL;
  if (g_set_object (&self->chosen, chosen))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static gboolean
are_equal (GPtrArray *items, GPtrArray *others)
{
  if (items->len != others->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!bulk_saved_connection_equal (items->pdata[i], others->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Who is the same as before stays the same object. */
static void
reuse (GPtrArray *items, GPtrArray *before)
{
  for (guint i = 0; i < items->len; i++)
    {
      guint position = find_position (before, bulk_saved_connection_get_id (items->pdata[i]));

      if (position == G_MAXUINT || !bulk_saved_connection_equal (items->pdata[i], before->pdata[position]))
        continue;
      g_object_unref (items->pdata[i]);
      items->pdata[i] = g_object_ref (before->pdata[position]);
    }
}

static void
reload (BulkConnections *self)
{
  g_autoptr (GPtrArray) items = read_items (self);
  guint n_before = self->items->len;

  reuse (items, self->items);
  if (!are_equal (self->items, items))
    {
      g_ptr_array_unref (self->items);
      self->items = g_steal_pointer (&items);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
    }
  update_chosen (self);
}

static GPtrArray *
copy_items (BulkConnections *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (items, g_object_ref (self->items->pdata[i]));
  return items;
}

/* Callbacks */

static void
on_changed (BulkConnections *self, const char *key)
{
  if (g_str_equal (key, KEY) || g_str_equal (key, "environment") || g_str_equal (key, "custom-url")
      || g_str_equal (key, "ws-env"))
    reload (self);
  else if (g_str_equal (key, KEY_CHOSEN))
    update_chosen (self);
}

/* Overrides */

static GType
bulk_connections_get_item_type (GListModel *model)
{
  return BULK_TYPE_SAVED_CONNECTION;
}

static guint
bulk_connections_get_n_items (GListModel *model)
{
  return BULK_CONNECTIONS (model)->items->len;
}

static gpointer
bulk_connections_get_item (GListModel *model, guint position)
{
  GPtrArray *items = BULK_CONNECTIONS (model)->items;

  return position < items->len ? g_object_ref (items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_connections_get_item_type;
  iface->get_n_items = bulk_connections_get_n_items;
  iface->get_item = bulk_connections_get_item;
}

static void
bulk_connections_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_CHOSEN)
    g_value_set_object (value, BULK_CONNECTIONS (object)->chosen);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_connections_finalize (GObject *object)
{
  BulkConnections *self = BULK_CONNECTIONS (object);

  g_clear_object (&self->chosen);
  g_ptr_array_unref (self->items);
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (bulk_connections_parent_class)->finalize (object);
}

/* Class */

static void
bulk_connections_class_init (BulkConnectionsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = bulk_connections_get_property;
  object_class->finalize = bulk_connections_finalize;
  properties[PROP_CHOSEN] = g_param_spec_object ("chosen", NULL, NULL, BULK_TYPE_SAVED_CONNECTION,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bulk_connections_init (BulkConnections *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Public functions */

/** bulk_connections_new: Returns: (transfer full): the user's connections, as kept in the settings of @preferences */
BulkConnections *
bulk_connections_new (BulkPreferences *preferences)
{
  BulkConnections *self = g_object_new (BULK_TYPE_CONNECTIONS, NULL);

  self->preferences = g_object_ref (preferences);
  self->settings = bulk_preferences_get_settings (preferences);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  reload (self);
  return self;
}

/** bulk_connections_get_chosen: Returns: (transfer none) (nullable): the one for the next upload */
BulkSavedConnection *
bulk_connections_get_chosen (BulkConnections *self)
{
  return self->chosen;
}

/** bulk_connections_choose: @id: of the one for the next upload */
void
bulk_connections_choose (BulkConnections *self, const char *id)
{
  g_settings_set_string (self->settings, KEY_CHOSEN, id);
}

/** bulk_connections_get_position: Returns: where the connection with that ID is; %G_MAXUINT: nowhere */
guint
bulk_connections_get_position (BulkConnections *self, const char *id)
{
  return find_position (self->items, id);
}

/** bulk_connections_find: Returns: (transfer none) (nullable): the connection with that ID */
BulkSavedConnection *
bulk_connections_find (BulkConnections *self, const char *id)
{
  guint position = find_position (self->items, id);

  return position == G_MAXUINT ? NULL : self->items->pdata[position];
}

/**
 * bulk_connections_find_by_name:
 *
 * Returns: (transfer none) (nullable): the only connection with that name, or that ID
 */
BulkSavedConnection *
bulk_connections_find_by_name (BulkConnections *self, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  BulkSavedConnection *found = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *own = g_utf8_casefold (bulk_saved_connection_get_name (self->items->pdata[i]), -1);

      if (!g_str_equal (own, wanted))
        continue;
      if (found)
        return NULL; /* which one is not for us to say */
      found = self->items->pdata[i];
    }
  return found ? found : bulk_connections_find (self, name);
}

/** bulk_connections_put: keeps @connection, in place of the one with its ID, or as the last one */
void
bulk_connections_put (BulkConnections *self, BulkSavedConnection *connection)
{
  g_autoptr (GPtrArray) items = copy_items (self);
  guint position = find_position (items, bulk_saved_connection_get_id (connection));

  if (position == G_MAXUINT)
    g_ptr_array_add (items, g_object_ref (connection));
  else
    {
      g_object_unref (items->pdata[position]);
      items->pdata[position] = g_object_ref (connection);
    }
  write_items (self, items);
}

/** bulk_connections_insert: keeps @connection, which was not kept, at @position or as the last one */
void
bulk_connections_insert (BulkConnections *self, guint position, BulkSavedConnection *connection)
{
  g_autoptr (GPtrArray) items = copy_items (self);

  g_return_if_fail (find_position (items, bulk_saved_connection_get_id (connection)) == G_MAXUINT);
  g_ptr_array_insert (items, (int) MIN (position, items->len), g_object_ref (connection));
  write_items (self, items);
}

/** bulk_connections_remove: no longer keeps the connection with that ID; the keyring is not touched */
void
bulk_connections_remove (BulkConnections *self, const char *id)
{
  g_autoptr (GPtrArray) items = copy_items (self);
  guint position = find_position (items, id);

  if (position == G_MAXUINT)
    return;
  g_ptr_array_remove_index (items, position);
  write_items (self, items);
}
