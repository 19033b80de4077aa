/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <string.h>
#include "table/xml-reader.h"
G_BEGIN_DECLS

#define BULK_XML_CACHE_SIZE 256u     /* a power of two */
#define BULK_XML_CACHE_NAME 32u

/* A name as it is written, prefix and all, and what it was found to be. */
typedef struct
{
  char written[BULK_XML_CACHE_NAME];
  guint generation;            /* good only while the prefixes mean the same */
  int id;
} BulkXmlKnown;

/* BulkXmlScope: which of the names in a list are meant, by the prefixes that hold at a place of a part. Every tag is
 * looked up, so that this much of it is in line. One thread. */
typedef struct
{
  const BulkXmlName *names;
  GArray *bindings;            /* of prefixes, innermost last */
  guint generation;
  BulkXmlKnown elements[BULK_XML_CACHE_SIZE];
  BulkXmlKnown attributes[BULK_XML_CACHE_SIZE];
} BulkXmlScope;

void bulk_xml_scope_init (BulkXmlScope *self, const BulkXmlName *names);
void bulk_xml_scope_clear (BulkXmlScope *self);
/* An attribute that is_declaration(): holds for the element at this depth and all within. */
void bulk_xml_scope_bind (BulkXmlScope *self, const char *name, const char *uri, guint depth);
void bulk_xml_scope_unbind (BulkXmlScope *self, guint depth);
int bulk_xml_scope_resolve (BulkXmlScope *self, const char *written, gboolean is_attribute);

static inline gboolean
bulk_xml_scope_is_declaration (const char *name)
{
  return name[0] == 'x' && strncmp (name, "xmlns", 5) == 0 && (name[5] == '\0' || name[5] == ':');
}

/* @cache: elements or attributes of @self. Returns the id, or 0. */
static inline int
bulk_xml_scope_look_up (BulkXmlScope *self, BulkXmlKnown *cache, const char *written)
{
  guint hash = 2166136261u, length = 0;
  BulkXmlKnown *known;
  int id;

  for (; length < BULK_XML_CACHE_NAME && written[length] != '\0'; length++)
    hash = (hash ^ (guchar) written[length]) * 16777619u;
  if (length >= BULK_XML_CACHE_NAME)
    return bulk_xml_scope_resolve (self, written, cache == self->attributes);
  known = cache + ((hash ^ hash >> 15) & (BULK_XML_CACHE_SIZE - 1));
  if (G_LIKELY (known->generation == self->generation && memcmp (known->written, written, length + 1) == 0))
    return known->id;
  id = bulk_xml_scope_resolve (self, written, cache == self->attributes);
  memcpy (known->written, written, length + 1);
  known->generation = self->generation;
  known->id = id;
  return id;
}
G_END_DECLS
