/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/package.h"
G_BEGIN_DECLS

/* BulkXmlReader: an XML part as calls, one for each start and end tag that the caller knows. Elements and attributes
 * come as the caller's own numbers, found by namespace and name whatever the prefix. A DOCTYPE is refused, so there are
 * no entities; depth, tags and texts are bounded. One thread. */
typedef struct _BulkXmlReader BulkXmlReader;

typedef enum
{
  BULK_XML_NONE,           /* no namespace: attributes without a prefix */
  BULK_XML_XML,            /* xml: */
  BULK_XML_SHEET,          /* SpreadsheetML, transitional and strict */
  BULK_XML_DOCUMENT_RELS,  /* r: of OOXML, transitional and strict */
  BULK_XML_PACKAGE_RELS,
  BULK_XML_CONTENT_TYPES,
  BULK_XML_ODF_OFFICE, BULK_XML_ODF_TABLE, BULK_XML_ODF_TEXT, BULK_XML_ODF_STYLE, BULK_XML_ODF_NUMBER,
  BULK_XML_ODF_CONFIG,
  BULK_XML_ODF_MANIFEST, BULK_XML_ODF_DRAW, BULK_XML_ODF_CALCEXT, BULK_XML_ODF_LOEXT, BULK_XML_ODF_FO,
  BULK_XML_ODF_META,
  BULK_XML_DC, BULK_XML_XLINK,
  BULK_XML_OTHER,          /* any other: never matches */
} BulkXmlNamespace;

/* A list of these, ended by { 0 }; ids are above 0. Elements and attributes may share a list and its ids. */
typedef struct
{
  int id;
  BulkXmlNamespace space;
  const char *local;
} BulkXmlName;

typedef struct
{
  int id;               /* 0: not in the list */
  const char *value;    /* UTF-8, NUL-terminated */
} BulkXmlAttribute;

typedef struct
{
  /* id 0 is not told; the parent's content is entered all the same, see bulk_xml_reader_skip() */
  void (*start) (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n_attributes,
                 gpointer user_data);
  void (*end) (BulkXmlReader *reader, int element, gpointer user_data);
} BulkXmlHandlers;

BulkXmlReader *bulk_xml_reader_new (const BulkXmlName *names, const BulkXmlHandlers *handlers, gpointer user_data);
void bulk_xml_reader_free (BulkXmlReader *self);
/* Reads the part to its end, or until a handler stops or fails. Blocking. */
gboolean bulk_xml_reader_parse (BulkXmlReader *self, BulkPart *part, GCancellable *cancellable, GError **error);

/* For handlers */
void bulk_xml_reader_stop (BulkXmlReader *self);                    /* enough: parse() ends and returns TRUE */
void bulk_xml_reader_fail (BulkXmlReader *self, GError *error);     /* (transfer full): parse() ends with this */
/* in start: tell nothing until this element has ended (its end is not told either) */
void bulk_xml_reader_skip (BulkXmlReader *self);
/* in start: id of the element around this one; 0: not in the list, or none */
int bulk_xml_reader_get_parent (BulkXmlReader *self);
gboolean bulk_xml_reader_keeps_space (BulkXmlReader *self);         /* xml:space="preserve" here or inherited */
/* Text is gathered from begin on, across elements, into one buffer; end stops. */
void bulk_xml_reader_begin_text (BulkXmlReader *self);              /* empties the buffer */
void bulk_xml_reader_pause_text (BulkXmlReader *self);              /* keeps the buffer */
void bulk_xml_reader_resume_text (BulkXmlReader *self);
void bulk_xml_reader_append_text (BulkXmlReader *self, const char *text, gssize length);
/* (transfer none): NUL-terminated, may be changed in place, until the next begin */
char *bulk_xml_reader_end_text (BulkXmlReader *self, gsize *length);
GString *bulk_xml_reader_get_text (BulkXmlReader *self);            /* (transfer none): the buffer as it is */
const char *bulk_xml_find (const BulkXmlAttribute *attributes, guint n_attributes, int id);  /* (nullable) */
gboolean bulk_xml_is_true (const char *value);                      /* "1", "true", "on"; NULL is not */

/* One part with one list of names: open, parse, close; a part that is not there is no error and tells nothing. */
gboolean bulk_xml_parse_small (BulkPackage *package, const char *part, const BulkXmlName *names,
                               const BulkXmlHandlers *handlers, gpointer user_data, GCancellable *cancellable,
                               GError **error);

#define BULK_XML_MAX_DEPTH 256u
#define BULK_XML_MAX_TAG (16u << 20)     /* bytes of one tag, comment or so */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkXmlReader, bulk_xml_reader_free)
G_END_DECLS
