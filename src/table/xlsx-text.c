/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-text.h"
#include <string.h>

enum { ITEM = 1, RUN_TEXT, PHONETIC };

/* The number in "_xHHHH_", or -1. */
static int
take_escape (const char *at, gsize left)
{
  int number = 0;

  if (left < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      number = number * 16 + g_ascii_xdigit_value (at[i]);
    }
  return number;
}

/**
 * bulk_xlsx_unescape:
 * @text: changed in place: an escape is longer than what it stands for
 *
 * Returns: the new length
 */
gsize
bulk_xlsx_unescape (char *text, gsize length)
{
  char *first = memchr (text, '_', length);
  const char *at = first, *end = text + length;
  char *to = first;

  if (first == NULL)
    return length;
  while (at < end)
    {
      int number = take_escape (at, end - at);
      gunichar character = number;

      if (number < 0)
        {
          *to++ = *at++;
          continue;
        }
      at += 7;
      if (number >= 0xd800 && number < 0xe000)
        {
          int low = number < 0xdc00 ? take_escape (at, end - at) : -1;

          character = 0xfffd;
          if (low >= 0xdc00 && low < 0xe000)
            {
              character = 0x10000 + ((number - 0xd800) << 10) + (low - 0xdc00);
              at += 7;
            }
        }
      to += g_unichar_to_utf8 (character, to);
    }
  return to - text;
}

/**
 * bulk_xlsx_trim:
 * @from: where to begin
 *
 * Takes white space away from both ends of the rest of @text.
 */
void
bulk_xlsx_trim (GString *text, gsize from)
{
  gsize start = from;

  while (text->len > from && strchr (" \t\r\n", text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
  while (start < text->len && strchr (" \t\r\n", text->str[start]) != NULL)
    start++;
  g_string_erase (text, from, start - from);
}

/**
 * bulk_xlsx_begin_text:
 *
 * What holds runs of text begins.
 */
void
bulk_xlsx_begin_text (BulkXmlReader *reader)
{
  bulk_xml_reader_begin_text (reader);
  bulk_xml_reader_pause_text (reader);
}

/**
 * bulk_xlsx_begin_run:
 * @from: (out): give it to bulk_xlsx_end_run()
 *
 * A run of text begins.
 */
void
bulk_xlsx_begin_run (BulkXmlReader *reader, gsize *from)
{
  *from = bulk_xml_reader_get_text (reader)->len;
  bulk_xml_reader_resume_text (reader);
}

/**
 * bulk_xlsx_end_run:
 *
 * A run of text ends.
 */
void
bulk_xlsx_end_run (BulkXmlReader *reader, gsize from)
{
  GString *text = bulk_xml_reader_get_text (reader);

  bulk_xml_reader_pause_text (reader);
  if (text->len > from && (g_ascii_isspace (text->str[from]) || g_ascii_isspace (text->str[text->len - 1])) &&
      !bulk_xml_reader_keeps_space (reader))
    bulk_xlsx_trim (text, from);
}

/**
 * bulk_xlsx_end_text:
 * @length: (out): bytes
 *
 * Returns: (transfer none): the text of all runs, until the next begins
 */
char *
bulk_xlsx_end_text (BulkXmlReader *reader, gsize *length)
{
  char *text = bulk_xml_reader_end_text (reader, length);

  *length = bulk_xlsx_unescape (text, *length);
  return text;
}

typedef struct
{
  BulkSheetStore *store;
  gsize from;
} Job;

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  Job *job = user_data;

  if (element == ITEM)
    bulk_xlsx_begin_text (reader);
  else if (element == RUN_TEXT)
    bulk_xlsx_begin_run (reader, &job->from);
  else
    bulk_xml_reader_skip (reader);
}

static void
on_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  const char *text;
  gsize length;

  if (element == RUN_TEXT)
    bulk_xlsx_end_run (reader, job->from);
  if (element != ITEM)
    return;
  text = bulk_xlsx_end_text (reader, &length);
  if (!bulk_sheet_store_add_string (job->store, text, length, &error))
    bulk_xml_reader_fail (reader, error);
}

/**
 * bulk_xlsx_strings_read:
 *
 * Adds the strings that cells share to @store, in their order.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_xlsx_strings_read (BulkSheetStore *store, BulkPackage *package, const char *part, GCancellable *cancellable,
                        GError **error)
{
  static const BulkXmlName names[] = {
    { ITEM, BULK_XML_SHEET, "si" }, { RUN_TEXT, BULK_XML_SHEET, "t" }, { PHONETIC, BULK_XML_SHEET, "rPh" }, { 0 }
  };
  static const BulkXmlHandlers handlers = { on_start, on_end };
  g_autoptr (BulkPart) stream = bulk_part_open (package, part, 0, error);
  g_autoptr (BulkXmlReader) reader = NULL;
  Job job = { store, 0 };

  if (stream == NULL)
    return FALSE;
  reader = bulk_xml_reader_new (names, &handlers, &job);
  return bulk_xml_reader_parse (reader, stream, cancellable, error);
}
