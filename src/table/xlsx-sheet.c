/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xlsx-sheet.h"
#include "table/table-error.h"
#include "table/xlsx-package.h"
#include "table/xlsx-text.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

enum
{
  ROW = 1, CELL, VALUE, FORMULA, INLINE, TEXT, PHONETIC, PANE, COLUMN, MERGE, DIMENSION,
  REF, TYPE, STYLE, HIDDEN, MIN_COLUMN, MAX_COLUMN, RANGE, Y_SPLIT, STATE,
};

static const BulkXmlName names[] = {
  { CELL, BULK_XML_SHEET, "c" }, { VALUE, BULK_XML_SHEET, "v" }, { ROW, BULK_XML_SHEET, "row" },
  { FORMULA, BULK_XML_SHEET, "f" }, { INLINE, BULK_XML_SHEET, "is" }, { TEXT, BULK_XML_SHEET, "t" },
  { PHONETIC, BULK_XML_SHEET, "rPh" }, { PANE, BULK_XML_SHEET, "pane" }, { COLUMN, BULK_XML_SHEET, "col" },
  { MERGE, BULK_XML_SHEET, "mergeCell" }, { DIMENSION, BULK_XML_SHEET, "dimension" },
  { REF, BULK_XML_NONE, "r" }, { TYPE, BULK_XML_NONE, "t" }, { STYLE, BULK_XML_NONE, "s" },
  { HIDDEN, BULK_XML_NONE, "hidden" },
  { MIN_COLUMN, BULK_XML_NONE, "min" }, { MAX_COLUMN, BULK_XML_NONE, "max" }, { RANGE, BULK_XML_NONE, "ref" },
  { Y_SPLIT, BULK_XML_NONE, "ySplit" }, { STATE, BULK_XML_NONE, "state" }, { 0 }
};

typedef enum { NUMBER, SHARED, STRING, IN_PLACE, BOOLEAN, ERROR, DATE } CellType;

typedef struct
{
  const BulkXlsxSheetJob *job;
  BulkSheetStore *store;
  BulkPart *part;
  guint64 row;               /* of the sheet, 0-based */
  gboolean row_is_told;
  gboolean row_is_hidden;
  guint column;
  guint next_column;
  CellType type;
  guint style;
  gboolean has_formula, has_value;
  gsize from;                /* where the run of text began */
} Sheet;

static CellType
get_type (const char *type)
{
  switch (*type)
    {
    case 's':
      return type[1] == '\0' ? SHARED : STRING;
    case 'i':
      return IN_PLACE;
    case 'b':
      return BOOLEAN;
    case 'e':
      return ERROR;
    case 'd':
      return DATE;
    default:
      return NUMBER;
    }
}

static guint
parse_small (const char *text)
{
  guint number = 0;

  for (; g_ascii_isdigit (*text) && number < 100000000; text++)
    number = number * 10 + (*text - '0');
  return number;
}

static void
begin_row (Sheet *self, const BulkXmlAttribute *attributes, guint n)
{
  const char *ref = bulk_xml_find (attributes, n, REF);
  guint number = ref != NULL ? parse_small (ref) : 0;

  self->row = number > 0 ? number - 1 : bulk_sheet_reader_get_next_row (self->job->reader);
  self->row_is_told = number > 0;
  self->row_is_hidden = bulk_xml_is_true (bulk_xml_find (attributes, n, HIDDEN));
  self->next_column = 0;
  bulk_sheet_store_clear_row (self->store);
}

static void
place_cell (Sheet *self, const char *ref)
{
  guint row;

  bulk_xlsx_parse_cell (ref, &self->column, &row);
  if (self->column == G_MAXUINT)
    self->column = self->next_column;
  /* A row that does not say which it is has the number of its cells. */
  if (!self->row_is_told && row != G_MAXUINT && row > self->row)
    self->row = row;
  self->row_is_told = TRUE;
}

static void
begin_cell (Sheet *self, const BulkXmlAttribute *attributes, guint n)
{
  self->column = self->next_column;
  self->type = NUMBER;
  self->style = 0;
  self->has_formula = self->has_value = FALSE;
  for (guint i = 0; i < n; i++)
    switch (attributes[i].id)
      {
      case REF:
        place_cell (self, attributes[i].value);
        break;
      case TYPE:
        self->type = get_type (attributes[i].value);
        break;
      case STYLE:
        self->style = parse_small (attributes[i].value);
        break;
      default:
        break;
      }
  self->next_column = self->column + 1;
}

static void
take_pane (Sheet *self, const BulkXmlAttribute *attributes, guint n)
{
  const char *rows = bulk_xml_find (attributes, n, Y_SPLIT), *state = bulk_xml_find (attributes, n, STATE);
  guint number = rows != NULL ? parse_small (rows) : 0;

  if (!self->job->has_header_row && number > 0 && state != NULL && g_str_has_prefix (state, "frozen"))
    bulk_sheet_reader_set_header_row (self->job->reader, number - 1, TRUE);
}

static void
take_columns (Sheet *self, const BulkXmlAttribute *attributes, guint n)
{
  const char *first = bulk_xml_find (attributes, n, MIN_COLUMN), *last = bulk_xml_find (attributes, n, MAX_COLUMN);
  guint from = first != NULL ? parse_small (first) : 0, to = last != NULL ? parse_small (last) : from;

  if (from > 0 && to >= from && bulk_xml_is_true (bulk_xml_find (attributes, n, HIDDEN)))
    bulk_sheet_reader_add_hidden_columns (self->job->reader, from - 1, MIN (to, BULK_MAX_COLUMNS) - 1);
}

static void
take_merge (Sheet *self, const char *ref)
{
  guint first_column, first_row, last_column, last_row;

  if (ref != NULL && bulk_xlsx_parse_range (ref, &first_column, &first_row, &last_column, &last_row) &&
      first_column != G_MAXUINT && first_row != G_MAXUINT && last_column != G_MAXUINT && last_row != G_MAXUINT)
    bulk_sheet_reader_add_merge (self->job->reader, first_row, first_column, last_row, last_column);
}

static void
on_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  Sheet *self = user_data;

  switch (element)
    {
    case CELL:
      begin_cell (self, attributes, n);
      break;
    case VALUE:
      bulk_xml_reader_begin_text (reader);
      break;
    case ROW:
      begin_row (self, attributes, n);
      break;
    case FORMULA:
      self->has_formula = TRUE;
      break;
    case INLINE:
      bulk_xlsx_begin_text (reader);
      break;
    case TEXT:
      bulk_xlsx_begin_run (reader, &self->from);
      break;
    case PHONETIC:
      bulk_xml_reader_skip (reader);
      break;
    case PANE:
      take_pane (self, attributes, n);
      break;
    case COLUMN:
      take_columns (self, attributes, n);
      break;
    case MERGE:
      take_merge (self, bulk_xml_find (attributes, n, RANGE));
      break;
    default:
      break;
    }
}

static void
fail (Sheet *self, BulkXmlReader *reader, int code, const char *message)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  bulk_xml_reader_fail (reader, g_error_new (BULK_TABLE_ERROR, code, message,
                                             bulk_package_get_name (self->job->package), self->row + 1));
#pragma GCC diagnostic pop
}

static void
set_shared (Sheet *self, BulkXmlReader *reader, const char *text, gsize length)
{
  guint64 string = 0;

  for (gsize i = 0; i < length && string <= G_MAXUINT; i++)
    string = g_ascii_isdigit (text[i]) ? string * 10 + (text[i] - '0') : G_MAXUINT64 / 16;
  if (string < bulk_sheet_store_get_n_strings (self->store))
    bulk_sheet_store_set_string (self->store, self->column, string);
  else
    fail (self, reader, BULK_TABLE_ERROR_DAMAGED,
          /* Translators: a file name, a row number */
          _("“%s” is damaged: row %" PRIu64 " of the sheet refers to a text that is not in the file."));
}

/* A number as its format makes it be seen; what is no number after all stays what it is. */
static void
set_number (Sheet *self, const char *text, gsize length)
{
  char made[BULK_NUMBER_TEXT_SIZE];
  BulkNumberClass class = bulk_xlsx_styles_get (self->job->styles, self->style);
  gsize n = bulk_number_text_from_text (text, length, made);

  if (n == 0)
    {
      bulk_sheet_store_set (self->store, self->column, text, length, BULK_CELL_TEXT);
      return;
    }
  if (class != BULK_NUMBER_PLAIN && class != BULK_NUMBER_TEXT)
    {
      char date[BULK_NUMBER_TEXT_SIZE];
      gsize length_date = bulk_number_text_from_serial (g_ascii_strtod (made, NULL), class, self->job->is_1904, date);

      if (length_date > 0)
        {
          bulk_sheet_store_set (self->store, self->column, date, length_date, BULK_CELL_TEXT);
          return;
        }
    }
  bulk_sheet_store_set (self->store, self->column, made, n, BULK_CELL_NUMBER);
}

static void
set_date (Sheet *self, const char *text, gsize length)
{
  char made[BULK_NUMBER_TEXT_SIZE];
  gsize n = bulk_number_text_from_iso (text, length, bulk_xlsx_styles_get (self->job->styles, self->style), made);

  bulk_sheet_store_set (self->store, self->column, n > 0 ? made : text, n > 0 ? n : length, BULK_CELL_TEXT);
}

static void
set_value (Sheet *self, BulkXmlReader *reader, char *text, gsize length)
{
  switch (self->type)
    {
    case SHARED:
      set_shared (self, reader, text, length);
      break;
    case NUMBER:
      set_number (self, text, length);
      break;
    case BOOLEAN:
      if (length == 1 && (*text == '0' || *text == '1'))
        text = *text == '1' ? (char *) "true" : (char *) "false";
      bulk_sheet_store_set (self->store, self->column, text, strlen (text), BULK_CELL_BOOLEAN);
      break;
    case DATE:
      set_date (self, text, length);
      break;
    case ERROR:
      bulk_sheet_reader_add_error (self->job->reader, self->column, BULK_SHEET_ERROR_VALUE);
      bulk_sheet_store_set (self->store, self->column, text, length, BULK_CELL_TEXT);
      break;
    case STRING:
    case IN_PLACE:
    default:
      bulk_sheet_store_set (self->store, self->column, text, length, BULK_CELL_TEXT);
    }
}

static void
end_value (Sheet *self, BulkXmlReader *reader, gboolean is_inline)
{
  char *text;
  gsize length;

  if (is_inline || self->type == STRING || self->type == IN_PLACE)
    {
      if (!is_inline)
        bulk_xlsx_end_run (reader, 0);
      text = bulk_xlsx_end_text (reader, &length);
      self->has_value = TRUE;
      if (is_inline)
        self->type = IN_PLACE;
    }
  else
    {
      text = bulk_xml_reader_end_text (reader, &length);
      while (length > 0 && g_ascii_isspace (text[length - 1]))
        text[--length] = '\0';
      for (; length > 0 && g_ascii_isspace (*text); length--)
        text++;
    }
  if (length == 0)
    return;
  self->has_value = TRUE;
  if (G_UNLIKELY (self->column >= BULK_MAX_COLUMNS - 1))
    fail (self, reader, BULK_TABLE_ERROR_LIMIT,
          /* Translators: a file name, a row number */
          _("“%s” has more columns in row %" PRIu64 " than can be loaded. This is probably not a table."));
  else
    set_value (self, reader, text, length);
}

static void
end_row (Sheet *self, BulkXmlReader *reader)
{
  GError *error = NULL;

  if (!bulk_sheet_reader_end_row (self->job->reader, self->row, 1, self->row_is_hidden, &error))
    bulk_xml_reader_fail (reader, error);
  else
    bulk_sheet_reader_announce (self->job->reader, self->job->announce, self->job->user_data,
                                self->job->done_before + bulk_part_get_done (self->part),
                                self->job->done_before + bulk_part_get_size (self->part));
}

static void
on_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  Sheet *self = user_data;

  switch (element)
    {
    case CELL:
      if (G_UNLIKELY (self->has_formula && !self->has_value) && self->column < BULK_MAX_COLUMNS)
        bulk_sheet_reader_add_error (self->job->reader, self->column, BULK_SHEET_ERROR_NO_RESULT);
      break;
    case VALUE:
      end_value (self, reader, FALSE);
      break;
    case ROW:
      end_row (self, reader);
      break;
    case INLINE:
      end_value (self, reader, TRUE);
      break;
    case TEXT:
      bulk_xlsx_end_run (reader, self->from);
      break;
    default:
      break;
    }
}

/* The reader's error, with how far it came: what was read is not passed off for the whole. */
static void
add_how_far (const BulkXlsxSheetJob *job, GError **error)
{
  guint64 n = bulk_sheet_reader_get_n_rows (job->reader);
  g_autofree char *so_far = NULL;
  char *message;

  if (error == NULL || !g_error_matches (*error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED))
    return;
  so_far = g_strdup_printf (ngettext ("%" PRIu64 " row was read.", "%" PRIu64 " rows were read.", (gulong) n), n);
  message = g_strconcat ((*error)->message, " ", so_far, NULL);
  g_free ((*error)->message);
  (*error)->message = message;
}

/**
 * bulk_xlsx_sheet_read:
 *
 * Gives all rows of the sheet to the job's reader.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR, which says how far it was read, or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_xlsx_sheet_read (const BulkXlsxSheetJob *job, GCancellable *cancellable, GError **error)
{
  static const BulkXmlHandlers handlers = { on_start, on_end };
  Sheet sheet = { .job = job, .store = bulk_sheet_reader_get_store (job->reader) };
  g_autoptr (BulkPart) part = bulk_part_open (job->package, job->part, 0, error);
  g_autoptr (BulkXmlReader) reader = NULL;

  if (part == NULL)
    return FALSE;
  sheet.part = part;
  reader = bulk_xml_reader_new (names, &handlers, &sheet);
  if (bulk_xml_reader_parse (reader, part, cancellable, error))
    return TRUE;
  add_how_far (job, error);
  return FALSE;
}

typedef struct
{
  gboolean is_peek;
  gint64 row, first, last;     /* 1-based; 0: none */
  gint64 said;                 /* rows the sheet says it has; 0: it does not */
  gboolean is_told;
} Count;

static void
on_count_start (BulkXmlReader *reader, int element, const BulkXmlAttribute *attributes, guint n, gpointer user_data)
{
  Count *self = user_data;
  const char *ref;
  guint column, row, last_column, last_row;

  if (element == DIMENSION)
    {
      ref = bulk_xml_find (attributes, n, RANGE);
      if (ref != NULL && bulk_xlsx_parse_range (ref, &column, &row, &last_column, &last_row) && last_row != G_MAXUINT &&
          last_row > row)
        self->said = (gint64) last_row - row + 1;
    }
  else if (element == ROW)
    {
      ref = bulk_xml_find (attributes, n, REF);
      self->is_told = ref != NULL;
      self->row = ref != NULL ? parse_small (ref) : self->row + 1;
    }
  else if (element == CELL && !self->is_told && (ref = bulk_xml_find (attributes, n, REF)) != NULL)
    {
      bulk_xlsx_parse_cell (ref, &column, &row);
      if (row != G_MAXUINT && row >= self->row)
        self->row = row + 1;
      self->is_told = TRUE;
    }
  else if (element == VALUE || element == TEXT)
    bulk_xml_reader_begin_text (reader);
  else if (element == PHONETIC)
    bulk_xml_reader_skip (reader);
}

static void
on_count_end (BulkXmlReader *reader, int element, gpointer user_data)
{
  Count *self = user_data;
  gsize length;

  if (element != VALUE && element != TEXT)
    return;
  bulk_xml_reader_end_text (reader, &length);
  if (length == 0)
    return;
  self->last = self->row;
  if (self->first == 0)
    self->first = self->row;
  if (self->is_peek)
    bulk_xml_reader_stop (reader);
}

/**
 * bulk_xlsx_sheet_count:
 * @is_peek: stop at the first cell
 * @n_rows: (out): rows from the first with cells to the last; for a peek 0, what the sheet says, or
 *   %BULK_SHEET_ROWS_UNKNOWN
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_xlsx_sheet_count (BulkPackage *package, const char *part, gboolean is_peek, gint64 *n_rows,
                       GCancellable *cancellable, GError **error)
{
  static const BulkXmlHandlers handlers = { on_count_start, on_count_end };
  Count count = { .is_peek = is_peek };
  g_autoptr (BulkPart) stream = bulk_part_open (package, part, 0, error);
  g_autoptr (BulkXmlReader) reader = NULL;

  *n_rows = 0;
  if (stream == NULL)
    return FALSE;
  reader = bulk_xml_reader_new (names, &handlers, &count);
  if (!bulk_xml_reader_parse (reader, stream, cancellable, error))
    return FALSE;
  if (count.first > 0 && is_peek)
    *n_rows = count.said > 0 ? count.said : BULK_SHEET_ROWS_UNKNOWN;
  else if (count.first > 0)
    *n_rows = count.last - count.first + 1;
  return TRUE;
}
