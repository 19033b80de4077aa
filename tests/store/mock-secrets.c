/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-secrets.h"

#include <string.h>

#define NAME "org.freedesktop.secrets"
#define ROOT "/org/freedesktop/secrets"
#define COLLECTION ROOT "/collection/mock"
#define ALIAS ROOT "/aliases/default"
#define ITEM COLLECTION "/1"
#define SESSION ROOT "/session/1"
#define PROMPT ROOT "/prompt/1"

/* From the Secret Service API draft of freedesktop.org. */
static const char xml[]
    = "<node>"
      "<interface name='org.freedesktop.Secret.Service'>"
      "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
      "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
      "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
      "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/>"
      "<arg type='o' direction='out'/></method>"
      "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/>"
      "<arg type='ao' direction='out'/></method>"
      "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
      "<arg type='a{o(oayays)}' direction='out'/></method>"
      "<property name='Collections' type='ao' access='read'/>"
      "</interface>"
      "<interface name='org.freedesktop.Secret.Collection'>"
      "<method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/>"
      "<arg type='b' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
      "<property name='Items' type='ao' access='read'/><property name='Label' type='s' access='read'/>"
      "<property name='Locked' type='b' access='read'/><property name='Created' type='t' access='read'/>"
      "<property name='Modified' type='t' access='read'/>"
      "</interface>"
      "<interface name='org.freedesktop.Secret.Item'>"
      "<method name='Delete'><arg type='o' direction='out'/></method>"
      "</interface>"
      "<interface name='org.freedesktop.Secret.Prompt'>"
      "<method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>"
      "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
      "</interface>"
      "</node>";

static GVariant *
no_paths (void)
{
  return g_variant_new_objv (NULL, 0);
}

static GVariant *
one_path (const char *path)
{
  return g_variant_new_objv (&path, 1);
}

static void
complete_prompt (MockSecrets *self)
{
  gboolean dismissed = self->mood == MOCK_DISMISSES;

  self->n_prompts++;
  self->locked = dismissed;
  g_dbus_connection_emit_signal (self->connection, NULL, PROMPT, "org.freedesktop.Secret.Prompt", "Completed",
                                 g_variant_new ("(bv)", dismissed, dismissed ? no_paths () : one_path (COLLECTION)),
                                 NULL);
}

static GVariant *
get_secrets (MockSecrets *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{o(oayays)}"));
  if (self->secret)
    g_variant_builder_add (&builder, "{o(o@ay@ays)}", ITEM, SESSION,
                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->secret, strlen (self->secret), 1),
                           "text/plain");
  return g_variant_builder_end (&builder);
}

static void
create_item (MockSecrets *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) secret = NULL, value = NULL;
  gsize length;
  const char *bytes;

  if (self->locked || self->mood == MOCK_PRETENDS)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.Secret.Error.IsLocked", "It is locked");
      return;
    }
  g_clear_pointer (&self->properties, g_variant_unref);
  g_clear_pointer (&self->attributes, g_variant_unref);
  g_free (self->secret);
  self->properties = g_variant_get_child_value (parameters, 0);
  self->attributes = g_variant_lookup_value (self->properties, "org.freedesktop.Secret.Item.Attributes", NULL);
  secret = g_variant_get_child_value (parameters, 1);
  value = g_variant_get_child_value (secret, 2);
  bytes = g_variant_get_fixed_array (value, &length, 1);
  self->secret = g_strndup (bytes, length);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", ITEM, "/"));
}

static void
unlock (MockSecrets *self, GDBusMethodInvocation *invocation)
{
  gboolean asks = self->locked && self->mood != MOCK_PRETENDS;

  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(@aoo)", asks ? no_paths () : one_path (COLLECTION), asks ? PROMPT : "/"));
}

static GVariant *
delete_item (MockSecrets *self)
{
  g_clear_pointer (&self->properties, g_variant_unref);
  g_clear_pointer (&self->attributes, g_variant_unref);
  g_clear_pointer (&self->secret, g_free);
  return g_variant_new ("(o)", "/");
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  MockSecrets *self = user_data;
  gboolean found = self->attributes != NULL && !self->locked;
  const char *algorithm = NULL;
  GVariant *result = NULL;

  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (!g_str_equal (algorithm, "plain"))
        {
          g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, "Only plain");
          return;
        }
      result = g_variant_new ("(vo)", g_variant_new_string (""), SESSION);
    }
  else if (g_str_equal (method, "ReadAlias"))
    result = g_variant_new ("(o)", COLLECTION);
  /* As real ones do: what is locked is not found. */
  else if (g_str_equal (method, "SearchItems"))
    result = g_variant_new ("(@ao@ao)", found ? one_path (ITEM) : no_paths (), no_paths ());
  else if (g_str_equal (method, "GetSecrets"))
    result = g_variant_new ("(@a{o(oayays)})", get_secrets (self));
  else if (g_str_equal (method, "Delete"))
    result = delete_item (self);
  else if (g_str_equal (method, "Unlock"))
    return unlock (self, invocation);
  else if (g_str_equal (method, "CreateItem"))
    return create_item (self, parameters, invocation);
  g_dbus_method_invocation_return_value (invocation, result);
  if (g_str_equal (method, "Prompt"))
    complete_prompt (self);
}

static GVariant *
on_get (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *property,
        GError **error, gpointer user_data)
{
  MockSecrets *self = user_data;

  if (g_str_equal (property, "Collections"))
    return one_path (COLLECTION);
  if (g_str_equal (property, "Items"))
    return no_paths ();
  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (self->locked);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("Mock");
  return g_variant_new_uint64 (0);
}

static void
add (MockSecrets *self, GDBusNodeInfo *node, const char *path, const char *interface)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { NULL } };
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (self->connection, path, g_dbus_node_info_lookup_interface (node, interface),
                                     &vtable, self, NULL, &error);
  g_assert_no_error (error);
}

MockSecrets *
mock_secrets_new (const char *bus_address, MockMood mood)
{
  MockSecrets *self = g_new0 (MockSecrets, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);
  g_autoptr (GVariant) reply = NULL;

  g_assert_no_error (error);
  self->mood = mood;
  self->locked = TRUE;
  self->connection = g_dbus_connection_new_for_address_sync (
      bus_address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  add (self, node, ROOT, "org.freedesktop.Secret.Service");
  add (self, node, COLLECTION, "org.freedesktop.Secret.Collection");
  add (self, node, ALIAS, "org.freedesktop.Secret.Collection");
  add (self, node, ITEM, "org.freedesktop.Secret.Item");
  add (self, node, PROMPT, "org.freedesktop.Secret.Prompt");
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", NAME, 4), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
mock_secrets_free (MockSecrets *self)
{
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_clear_pointer (&self->attributes, g_variant_unref);
  g_clear_pointer (&self->properties, g_variant_unref);
  g_free (self->secret);
  g_free (self);
}
