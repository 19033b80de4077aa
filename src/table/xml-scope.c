/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xml-scope.h"

typedef struct
{
  char *prefix;                /* "": the default */
  BulkXmlNamespace space;
  guint depth;
} Binding;

static const struct
{
  const char *uri;
  BulkXmlNamespace space;
} spaces[] = {
  { "http://www.w3.org/XML/1998/namespace", BULK_XML_XML },
  { "http://schemas.openxmlformats.org/spreadsheetml/2006/main", BULK_XML_SHEET },
  { "http://purl.oclc.org/ooxml/spreadsheetml/main", BULK_XML_SHEET },
  { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", BULK_XML_DOCUMENT_RELS },
  { "http://purl.oclc.org/ooxml/officeDocument/relationships", BULK_XML_DOCUMENT_RELS },
  { "http://schemas.openxmlformats.org/package/2006/relationships", BULK_XML_PACKAGE_RELS },
  { "http://schemas.openxmlformats.org/package/2006/content-types", BULK_XML_CONTENT_TYPES },
  { "urn:oasis:names:tc:opendocument:xmlns:office:1.0", BULK_XML_ODF_OFFICE },
  { "urn:oasis:names:tc:opendocument:xmlns:table:1.0", BULK_XML_ODF_TABLE },
  { "urn:oasis:names:tc:opendocument:xmlns:text:1.0", BULK_XML_ODF_TEXT },
  { "urn:oasis:names:tc:opendocument:xmlns:style:1.0", BULK_XML_ODF_STYLE },
  { "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", BULK_XML_ODF_NUMBER },
  { "urn:oasis:names:tc:opendocument:xmlns:config:1.0", BULK_XML_ODF_CONFIG },
  { "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", BULK_XML_ODF_MANIFEST },
  { "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", BULK_XML_ODF_DRAW },
  { "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", BULK_XML_ODF_CALCEXT },
  { "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", BULK_XML_ODF_LOEXT },
  { "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", BULK_XML_ODF_FO },
  { "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", BULK_XML_ODF_META },
  { "http://purl.org/dc/elements/1.1/", BULK_XML_DC },
  { "http://www.w3.org/1999/xlink", BULK_XML_XLINK },
};

static BulkXmlNamespace
find_space (const char *uri)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++)
    if (strcmp (spaces[i].uri, uri) == 0)
      return spaces[i].space;
  return *uri == '\0' ? BULK_XML_NONE : BULK_XML_OTHER;
}

static void
binding_clear (gpointer data)
{
  g_free (((Binding *) data)->prefix);
}

/**
 * bulk_xml_scope_init:
 * @names: (array zero-terminated=1): kept, not copied
 *
 * Begins without any prefix.
 */
void
bulk_xml_scope_init (BulkXmlScope *self, const BulkXmlName *names)
{
  self->names = names;
  self->generation = 1;
  self->bindings = g_array_new (FALSE, FALSE, sizeof (Binding));
  g_array_set_clear_func (self->bindings, binding_clear);
}

/** bulk_xml_scope_clear: frees what is within */
void
bulk_xml_scope_clear (BulkXmlScope *self)
{
  g_array_unref (self->bindings);
}

/**
 * bulk_xml_scope_bind:
 * @name: of the attribute, "xmlns" or "xmlns:…"
 * @depth: of its element
 *
 * A prefix means something from here on.
 */
void
bulk_xml_scope_bind (BulkXmlScope *self, const char *name, const char *uri, guint depth)
{
  Binding binding = { g_strdup (name[5] == ':' ? name + 6 : ""), find_space (uri), depth };

  g_array_append_val (self->bindings, binding);
  self->generation++;
}

/**
 * bulk_xml_scope_unbind:
 * @depth: of the element that has ended
 *
 * Its prefixes mean again what they did around it.
 */
void
bulk_xml_scope_unbind (BulkXmlScope *self, guint depth)
{
  while (self->bindings->len > 0 && g_array_index (self->bindings, Binding, self->bindings->len - 1).depth == depth)
    {
      g_array_set_size (self->bindings, self->bindings->len - 1);
      self->generation++;
    }
}

static BulkXmlNamespace
find_binding (BulkXmlScope *self, const char *prefix, gsize length)
{
  for (guint i = self->bindings->len; i > 0; i--)
    {
      const Binding *binding = &g_array_index (self->bindings, Binding, i - 1);

      if (strlen (binding->prefix) == length && memcmp (binding->prefix, prefix, length) == 0)
        return binding->space;
    }
  if (length == 3 && memcmp (prefix, "xml", 3) == 0)
    return BULK_XML_XML;
  return length == 0 ? BULK_XML_NONE : BULK_XML_OTHER;
}

/**
 * bulk_xml_scope_resolve:
 *
 * Returns: the id of a name that bulk_xml_scope_look_up() does not know yet; 0: it is not in the list
 */
int
bulk_xml_scope_resolve (BulkXmlScope *self, const char *written, gboolean is_attribute)
{
  const char *colon = strchr (written, ':');
  const char *local = colon != NULL ? colon + 1 : written;
  BulkXmlNamespace space = BULK_XML_NONE;

  if (colon != NULL || !is_attribute)
    space = find_binding (self, written, colon != NULL ? (gsize) (colon - written) : 0);
  for (const BulkXmlName *name = self->names; name->id != 0; name++)
    if (name->space == space && strcmp (name->local, local) == 0)
      return name->id;
  return 0;
}
