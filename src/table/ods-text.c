/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/ods-text.h"
#include "table/reader.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static inline gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* White space after the part that is settled. To ODF any run of it is one space, and none at the ends of a paragraph;
 * but LibreOffice and Gnumeric write spaces as they are, and take them back so: what their users see is kept. Only runs
 * with line ends, which none of them writes, are the XML's own: lines and indentation of who made it by hand. */
static void
settle (BulkOdsText *self, BulkXmlReader *reader, gboolean is_end)
{
  GString *buffer = bulk_xml_reader_get_text (reader);
  char *text = buffer->str + self->settled;
  gsize length = buffer->len - self->settled, to = 0;

  if (length == 0)
    return;
  if (G_UNLIKELY (memchr (text, '\n', length) != NULL || memchr (text, '\r', length) != NULL))
    {
      for (gsize i = 0; i < length;)
        {
          gsize from = i;
          gboolean has_line = FALSE;

          for (; i < length && is_space (text[i]); i++)
            has_line |= text[i] == '\n' || text[i] == '\r';
          if (has_line)
            {
              from = i;
              if ((to > 0 || !self->is_at_start) && (i < length || !is_end))
                text[to++] = ' ';
            }
          while (i < length && !is_space (text[i]))
            i++;
          memmove (text + to, text + from, i - from);
          to += i - from;
        }
      g_string_truncate (buffer, self->settled + to);
    }
  if (buffer->len > self->settled)
    self->is_at_start = FALSE;
  self->settled = buffer->len;
}

/**
 * bulk_ods_text_reset:
 *
 * A cell begins: no text yet.
 */
void
bulk_ods_text_reset (BulkOdsText *self, BulkXmlReader *reader)
{
  self->is_begun = self->is_open = FALSE;
  self->settled = 0;
}

/**
 * bulk_ods_text_begin_paragraph:
 *
 * Each paragraph is a line of the cell.
 */
void
bulk_ods_text_begin_paragraph (BulkOdsText *self, BulkXmlReader *reader)
{
  if (!self->is_begun)
    bulk_xml_reader_begin_text (reader);
  else
    {
      bulk_xml_reader_append_text (reader, "\n", 1);
      bulk_xml_reader_resume_text (reader);
    }
  self->settled = bulk_xml_reader_get_text (reader)->len;
  self->is_begun = self->is_open = self->is_at_start = TRUE;
}

/**
 * bulk_ods_text_end_paragraph:
 *
 * What follows in the cell is no text, until the next one begins.
 */
void
bulk_ods_text_end_paragraph (BulkOdsText *self, BulkXmlReader *reader)
{
  if (!self->is_open)
    return;
  settle (self, reader, TRUE);
  self->is_open = FALSE;
  bulk_xml_reader_pause_text (reader);
}

/**
 * bulk_ods_text_add:
 * @n: how many; a file that asks for enormously many of them in all fails
 *
 * An element within a paragraph that stands for characters which must not be taken for white space of the XML.
 */
void
bulk_ods_text_add (BulkOdsText *self, BulkXmlReader *reader, char character, guint64 n)
{
  GString *buffer = bulk_xml_reader_get_text (reader);

  if (!self->is_open)
    return;
  if (n > BULK_ODS_MAX_SPACES - self->n_spaces || buffer->len + n >= BULK_MAX_CELL)
    {
      bulk_xml_reader_fail (reader, g_error_new_literal (BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                                                         _("its cells hold more spaces than any table needs")));
      return;
    }
  settle (self, reader, FALSE);
  self->n_spaces += n;
  self->is_at_start = FALSE;
  g_string_set_size (buffer, self->settled + n);
  memset (buffer->str + self->settled, character, n);
  self->settled += n;
}

/**
 * bulk_ods_text_end:
 * @length: (out): bytes
 *
 * Returns: (transfer none): the cell's text
 */
char *
bulk_ods_text_end (BulkOdsText *self, BulkXmlReader *reader, gsize *length)
{
  bulk_ods_text_end_paragraph (self, reader);
  if (!self->is_begun)
    bulk_xml_reader_begin_text (reader);
  self->is_begun = FALSE;
  return bulk_xml_reader_end_text (reader, length);
}
