/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/preferences.h"
G_BEGIN_DECLS
/* BulkSavedConnection: one of the user's ways to WorkSpan, with nothing secret. Immutable; what is secret lies in the
 * keyring under its ID (store/credentials.h). */
typedef enum
{
  BULK_CREDENTIALS_TOKEN,              /* a token that was pasted, and goes stale */
  BULK_CREDENTIALS_APPLICATION_USER,   /* ID and secret, with which tokens are fetched */
} BulkCredentialsKind;

typedef enum
{
  BULK_COLOUR_BLUE, BULK_COLOUR_GREEN, BULK_COLOUR_YELLOW, BULK_COLOUR_ORANGE, BULK_COLOUR_RED, BULK_COLOUR_PURPLE,
  BULK_COLOUR_BROWN, BULK_COLOUR_GREY, BULK_N_COLOURS
} BulkColour;
const char *bulk_colour_get_name (BulkColour colour);  /* "blue" …: in settings, and of the style class "colour-blue" */
const char *bulk_colour_get_label (BulkColour colour);   /* translated */

/* What a connection is made of; NULL is as good as "". */
typedef struct
{
  const char *id;              /* NULL: a new one is made up, which tells nothing */
  const char *name;            /* "": called by its environment */
  BulkColour colour;
  BulkEnvironment environment;
  const char *url;             /* of BULK_ENVIRONMENT_CUSTOM */
  const char *ws_env;
  BulkCredentialsKind kind;
  GVariant *more;              /* nullable: the connection as it was kept, with what later versions wrote */
} BulkSavedConnectionParts;

#define BULK_TYPE_SAVED_CONNECTION (bulk_saved_connection_get_type ())
G_DECLARE_FINAL_TYPE (BulkSavedConnection, bulk_saved_connection, BULK, SAVED_CONNECTION, GObject)
BulkSavedConnection *bulk_saved_connection_new (const BulkSavedConnectionParts *parts);
BulkSavedConnection *bulk_saved_connection_new_from_variant (GVariant *variant);   /* a{sv}; NULL if it is none */
GVariant *bulk_saved_connection_to_variant (BulkSavedConnection *self);            /* floating */
/* of self, not copied */
void bulk_saved_connection_get_parts (BulkSavedConnection *self, BulkSavedConnectionParts *parts);
const char *bulk_saved_connection_get_id (BulkSavedConnection *self);         /* also the keyring's */
const char *bulk_saved_connection_get_name (BulkSavedConnection *self);       /* what people call it; never empty */
const char *bulk_saved_connection_get_base_url (BulkSavedConnection *self);
const char *bulk_saved_connection_get_ws_env (BulkSavedConnection *self);     /* "": none */
BulkColour bulk_saved_connection_get_colour (BulkSavedConnection *self);
BulkEnvironment bulk_saved_connection_get_environment (BulkSavedConnection *self);
BulkCredentialsKind bulk_saved_connection_get_kind (BulkSavedConnection *self);
gboolean bulk_saved_connection_is_production (BulkSavedConnection *self);     /* real data */
gboolean bulk_saved_connection_equal (BulkSavedConnection *self, BulkSavedConnection *other);
G_END_DECLS
