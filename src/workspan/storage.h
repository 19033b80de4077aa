/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>
G_BEGIN_DECLS
/* A signed address for one file, and the token that tells the service which file it was. Both are secrets of this load:
 * whoever knows the address may write the file. */
typedef struct
{
  char *url;
  char *token;
} BulkStorage;

BulkStorage *bulk_storage_parse (GBytes *json, GError **error);   /* an untrusted server's; the address is checked */
void bulk_storage_free (BulkStorage *self);
/* A PUT to the address, without anything of the connection: neither token nor key goes to another host. (nullable) */
SoupMessage *bulk_storage_new_message (BulkStorage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkStorage, bulk_storage_free)
G_END_DECLS
