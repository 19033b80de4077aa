/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xml-reader.h"
#include "table/reader.h"
#include "table/table-error.h"
#include "table/xml-scope.h"
#include <expat.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define STEP 262144u           /* bytes given to the parser at a time */
#define MAX_ATTRIBUTES 1024u

/* expat 2.9 has new names for these. */
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
#define CURRENT_LINE XML_GetCurrentLineNumber64
#define CURRENT_COLUMN XML_GetCurrentColumnNumber64
#else
#define CURRENT_LINE XML_GetCurrentLineNumber
#define CURRENT_COLUMN XML_GetCurrentColumnNumber
#endif

struct _BulkXmlReader
{
  BulkXmlHandlers handlers;
  gpointer user_data;
  XML_Parser parser;
  GError *error;
  gboolean stopped;
  guint depth;
  guint skip_depth;            /* 0: nothing is skipped */
  int ids[BULK_XML_MAX_DEPTH + 1];
  gboolean keeps_space[BULK_XML_MAX_DEPTH + 1];
  BulkXmlScope scope;
  GString *text;
  gboolean gathering;
  gsize quiet;                 /* bytes since the parser last came to the end of a tag or a text */
  BulkXmlAttribute found[MAX_ATTRIBUTES];
};

static void
fail_limit (BulkXmlReader *self, const char *message)
{
  bulk_xml_reader_fail (self, g_error_new_literal (BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT, message));
}

static gboolean
is_too_much (BulkXmlReader *self)
{
  if (self->depth >= BULK_XML_MAX_DEPTH)
    fail_limit (self, _("its elements are nested too deep"));
  else if (XML_GetSpecifiedAttributeCount (self->parser) > (int) (2 * MAX_ATTRIBUTES))
    fail_limit (self, _("an element has too many attributes"));
  return self->stopped;
}

static void XMLCALL
on_start (void *user_data, const XML_Char *name, const XML_Char **attributes)
{
  BulkXmlReader *self = user_data;
  gboolean keeps_space = self->keeps_space[self->depth];
  guint n = 0;
  int id;

  self->quiet = 0;
  if (self->stopped || is_too_much (self))
    return;
  self->depth++;
  if (self->skip_depth != 0)
    return;
  for (const XML_Char **at = attributes; *at != NULL; at += 2)
    {
      if (bulk_xml_scope_is_declaration (at[0]))
        bulk_xml_scope_bind (&self->scope, at[0], at[1], self->depth);
      else if (at[0][0] == 'x' && strcmp (at[0], "xml:space") == 0)
        keeps_space = strcmp (at[1], "preserve") == 0;
    }
  self->keeps_space[self->depth] = keeps_space;
  self->ids[self->depth] = id = bulk_xml_scope_look_up (&self->scope, self->scope.elements, name);
  if (id == 0)
    return;
  for (const XML_Char **at = attributes; *at != NULL; at += 2)
    if (!bulk_xml_scope_is_declaration (at[0]))
      self->found[n++] = (BulkXmlAttribute) {
        bulk_xml_scope_look_up (&self->scope, self->scope.attributes, at[0]), at[1]
      };
  if (self->handlers.start != NULL)
    self->handlers.start (self, id, self->found, n, self->user_data);
}

static void XMLCALL
on_end (void *user_data, const XML_Char *name)
{
  BulkXmlReader *self = user_data;

  self->quiet = 0;
  if (self->stopped)
    return;
  if (self->skip_depth == 0)
    {
      if (self->ids[self->depth] != 0 && self->handlers.end != NULL)
        self->handlers.end (self, self->ids[self->depth], self->user_data);
      if (G_UNLIKELY (self->scope.bindings->len > 0))
        bulk_xml_scope_unbind (&self->scope, self->depth);
    }
  else if (self->skip_depth == self->depth)
    {
      self->skip_depth = 0;
      bulk_xml_scope_unbind (&self->scope, self->depth);
    }
  self->depth--;
}

static void XMLCALL
on_text (void *user_data, const XML_Char *text, int length)
{
  BulkXmlReader *self = user_data;

  self->quiet = 0;
  if (self->gathering && !self->stopped && self->skip_depth == 0)
    bulk_xml_reader_append_text (self, text, length);
}

static void XMLCALL
on_doctype (void *user_data, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
            int has_internal)
{
  fail_limit (user_data, _("it declares a document type, as no spreadsheet program does"));
}

/**
 * bulk_xml_reader_new:
 * @names: (array zero-terminated=1): elements and attributes to tell of; kept, not copied
 * @handlers: copied
 *
 * Returns: (transfer full): a reader for one part
 */
BulkXmlReader *
bulk_xml_reader_new (const BulkXmlName *names, const BulkXmlHandlers *handlers, gpointer user_data)
{
  BulkXmlReader *self = g_new0 (BulkXmlReader, 1);

  bulk_xml_scope_init (&self->scope, names);
  self->handlers = *handlers;
  self->user_data = user_data;
  self->text = g_string_new (NULL);
  self->parser = XML_ParserCreate (NULL);
  if (self->parser == NULL)
    g_error ("Out of memory");
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, on_start, on_end);
  XML_SetCharacterDataHandler (self->parser, on_text);
  XML_SetStartDoctypeDeclHandler (self->parser, on_doctype);
  return self;
}

/**
 * bulk_xml_reader_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_xml_reader_free (BulkXmlReader *self)
{
  if (self == NULL)
    return;
  XML_ParserFree (self->parser);
  bulk_xml_scope_clear (&self->scope);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/* A handler's error as it is; a limit's own message is only half a sentence, which lacks the file. */
static gboolean
hand_error (BulkXmlReader *self, BulkPart *part, GError **error)
{
  const char *name = bulk_package_get_name (bulk_part_get_package (part));

  if (g_error_matches (self->error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT) && !strstr (self->error->message, name))
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                   /* Translators: a file name, the name of one of its parts, what is wrong with that */
                   _("“%s” is not opened, because of its part “%s”: %s."), name, bulk_part_get_name (part),
                   self->error->message);
      g_clear_error (&self->error);
    }
  else
    g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
feed (BulkXmlReader *self, BulkPart *part, const char *data, gsize length, gboolean is_last, GError **error)
{
  self->quiet += length;
  if (XML_Parse (self->parser, data, length, is_last) == XML_STATUS_OK || self->stopped)
    {
      if (self->error == NULL && self->quiet > BULK_XML_MAX_TAG)
        fail_limit (self, _("one of its tags is enormous"));
      return self->error == NULL ? TRUE : hand_error (self, part, error);
    }
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED,
               /* Translators: a file name, the name of one of its parts, a line, a column, the parser's reason */
               _("“%s” is damaged: its part “%s” is no proper XML from line %lu, column %lu on (%s)."),
               bulk_package_get_name (bulk_part_get_package (part)), bulk_part_get_name (part),
               (gulong) CURRENT_LINE (self->parser), (gulong) CURRENT_COLUMN (self->parser) + 1,
               XML_ErrorString (XML_GetErrorCode (self->parser)));
  return FALSE;
}

/**
 * bulk_xml_reader_parse:
 *
 * Reads all of @part, once. Blocking.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR, a handler's error, or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_xml_reader_parse (BulkXmlReader *self, BulkPart *part, GCancellable *cancellable, GError **error)
{
  const char *data;
  gsize length;

  do
    {
      gsize at = 0;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !bulk_part_read (part, &data, &length, error))
        return FALSE;
      do
        {
          gsize step = MIN (length - at, STEP);

          if (!feed (self, part, data + at, step, length == 0, error))
            return FALSE;
          at += step;
        }
      while (at < length && !self->stopped);
    }
  while (length > 0 && !self->stopped);
  return TRUE;
}

/**
 * bulk_xml_reader_stop:
 *
 * For handlers: nothing more is told, and parse() returns %TRUE.
 */
void
bulk_xml_reader_stop (BulkXmlReader *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  XML_StopParser (self->parser, XML_FALSE);
}

/**
 * bulk_xml_reader_fail:
 * @error: (transfer full)
 *
 * For handlers: nothing more is told, and parse() fails with @error. Only the first counts.
 */
void
bulk_xml_reader_fail (BulkXmlReader *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  bulk_xml_reader_stop (self);
}

/**
 * bulk_xml_reader_skip:
 *
 * For the start handler: nothing is told, and no text gathered, until this element has ended; nor is its end.
 */
void
bulk_xml_reader_skip (BulkXmlReader *self)
{
  self->skip_depth = self->depth;
}

/**
 * bulk_xml_reader_get_parent:
 *
 * Returns: the id of the element around the one whose start or end is told; 0 if that is not in the list
 */
int
bulk_xml_reader_get_parent (BulkXmlReader *self)
{
  return self->depth > 1 ? self->ids[self->depth - 1] : 0;
}

/**
 * bulk_xml_reader_keeps_space:
 *
 * Returns: whether xml:space="preserve" holds for the element whose start or end is told
 */
gboolean
bulk_xml_reader_keeps_space (BulkXmlReader *self)
{
  return self->keeps_space[self->depth];
}

/**
 * bulk_xml_reader_begin_text:
 *
 * Gathers text from here on, from nothing.
 */
void
bulk_xml_reader_begin_text (BulkXmlReader *self)
{
  /* A huge text's room is not kept for the small ones that follow. */
  if (self->text->allocated_len > BULK_XML_MAX_TAG)
    {
      g_string_free (self->text, TRUE);
      self->text = g_string_new (NULL);
    }
  g_string_truncate (self->text, 0);
  self->gathering = TRUE;
}

/**
 * bulk_xml_reader_pause_text:
 *
 * Gathers no more, and keeps what there is.
 */
void
bulk_xml_reader_pause_text (BulkXmlReader *self)
{
  self->gathering = FALSE;
}

/**
 * bulk_xml_reader_resume_text:
 *
 * Gathers on, after what there is.
 */
void
bulk_xml_reader_resume_text (BulkXmlReader *self)
{
  self->gathering = TRUE;
}

/**
 * bulk_xml_reader_append_text:
 * @length: bytes, or -1
 *
 * Adds to the text that is gathered; fails the reading where it gets larger than a cell may be.
 */
void
bulk_xml_reader_append_text (BulkXmlReader *self, const char *text, gssize length)
{
  gsize n = length >= 0 ? (gsize) length : strlen (text);

  if (self->text->len + n >= BULK_MAX_CELL)
    fail_limit (self, _("it has a cell of more than 256 MB"));
  else
    g_string_append_len (self->text, text, n);
}

/**
 * bulk_xml_reader_end_text:
 * @length: (out) (optional): bytes
 *
 * Gathers no more.
 *
 * Returns: (transfer none): what was gathered; may be changed in place, until the next begin
 */
char *
bulk_xml_reader_end_text (BulkXmlReader *self, gsize *length)
{
  self->gathering = FALSE;
  if (length != NULL)
    *length = self->text->len;
  return self->text->str;
}

/**
 * bulk_xml_reader_get_text:
 *
 * Returns: (transfer none): the buffer that text is gathered in
 */
GString *
bulk_xml_reader_get_text (BulkXmlReader *self)
{
  return self->text;
}

/**
 * bulk_xml_find:
 *
 * Returns: (transfer none) (nullable): the value of the attribute @id
 */
const char *
bulk_xml_find (const BulkXmlAttribute *attributes, guint n_attributes, int id)
{
  for (guint i = 0; i < n_attributes; i++)
    if (attributes[i].id == id)
      return attributes[i].value;
  return NULL;
}

/**
 * bulk_xml_is_true:
 * @value: (nullable)
 *
 * Returns: whether @value says yes
 */
gboolean
bulk_xml_is_true (const char *value)
{
  return value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0 || strcmp (value, "on") == 0);
}

/**
 * bulk_xml_parse_small:
 * @part: its name
 *
 * Reads a part of at most %BULK_PACKAGE_SMALL bytes; of one that is not there nothing is told.
 *
 * Returns: %FALSE as bulk_xml_reader_parse()
 */
gboolean
bulk_xml_parse_small (BulkPackage *package, const char *part, const BulkXmlName *names, const BulkXmlHandlers *handlers,
                      gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (BulkPart) stream = NULL;
  g_autoptr (BulkXmlReader) reader = NULL;

  if (bulk_package_find (package, part) == NULL)
    return TRUE;
  stream = bulk_part_open (package, part, BULK_PACKAGE_SMALL, error);
  if (stream == NULL)
    return FALSE;
  reader = bulk_xml_reader_new (names, handlers, user_data);
  return bulk_xml_reader_parse (reader, stream, cancellable, error);
}
