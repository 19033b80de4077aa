/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* MockSecrets: a keyring service with one locked keyring, which behaves as no real one can be made to. */
typedef enum
{
  MOCK_UNLOCKS,      /* when asked, its user enters the password */
  MOCK_DISMISSES,    /* its user closes the question */
  MOCK_PRETENDS,     /* says it is unlocked, and then that it is locked */
} MockMood;

typedef struct
{
  GDBusConnection *connection;
  MockMood mood;
  gboolean locked;
  GVariant *attributes;   /* of the one item; NULL: there is none */
  GVariant *properties;
  char *secret;
  guint n_prompts;
} MockSecrets;

/* In the default main context, on a connection of its own. */
MockSecrets *mock_secrets_new (const char *bus_address, MockMood mood);
void mock_secrets_free (MockSecrets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MockSecrets, mock_secrets_free)

G_END_DECLS
