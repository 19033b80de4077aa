/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-reader.h"
#include "table/json-keys.h"
#include "table/json-scan.h"
#include "table/row-index.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ANNOUNCE ((gsize) 8 << 20)   /* bytes between announcements */
#define CHECK_ROWS 256u              /* between looks at the cancellable */

typedef enum
{
  LAYOUT_ARRAY,   /* rows lie between brackets, with commas between them */
  LAYOUT_LINES,   /* rows follow one another: JSON Lines */
  LAYOUT_SINGLE,  /* the text is one row */
} Layout;

struct _BulkJsonReader
{
  BulkReader parent_instance;
  BulkText *text;
  const char *data;
  gsize length;
  char *name;
  BulkJsonKeys *keys;
  BulkRowIndex *rows;
  Layout layout;
};

G_DEFINE_FINAL_TYPE (BulkJsonReader, bulk_json_reader, BULK_TYPE_READER)

/* What index() carries from row to row. */
typedef struct
{
  BulkJsonScan scan;
  guint64 n_rows;
  guint64 *seen;      /* the last row, counted from 1, that had each column */
  gsize announced;    /* offset */
} Progress;

static void
add_place (BulkJsonReader *self, BulkPlaceKind kind, guint64 row, guint column, gsize offset)
{
  BulkPlace place = { kind, row, column, 0, offset };

  bulk_places_add (bulk_reader_get_places (BULK_READER (self)), &place);
}

static gboolean
fail_layout (BulkJsonReader *self, GError **error)
{
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
               _("“%s” is not a table: its JSON has to be an array of objects, one object for each row, or one object "
                 "on each line."), self->name);
  return FALSE;
}

static gboolean
fail_limit (BulkJsonReader *self, guint64 row, const char *key, gsize length, GError **error)
{
  g_autofree char *column = key != NULL ? g_utf8_make_valid (key, MIN (length, 100)) : NULL;

  if (column == NULL)
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                 _("“%s” has more than %u different keys, the last of them in row %" G_GUINT64_FORMAT "."),
                 self->name, BULK_MAX_COLUMNS - 1, row + 1);
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                 /* Translators: a file name, a row number, the name of a column */
                 _("“%s” has a cell of more than 256 MB in row %" G_GUINT64_FORMAT ", column “%s”."),
                 self->name, row + 1, column);
  return FALSE;
}

static gboolean
fail_syntax (BulkJsonReader *self, BulkJsonScan *scan, GError **error)
{
  bulk_json_scan_set_error (scan, self->name, error);
  return FALSE;
}

/* One member of a row while it is indexed. */
static gboolean
take_member (BulkJsonReader *self, Progress *progress, guint *likely, GError **error)
{
  BulkJsonScan *scan = &progress->scan;
  BulkJsonValue key, value;
  guint column;

  if (!bulk_json_scan_string (scan, &key))
    return fail_syntax (self, scan, error);
  if (!bulk_json_scan_take (scan, ':'))
    {
      bulk_json_scan_fail (scan, N_("a colon was expected after a key"));
      return fail_syntax (self, scan, error);
    }
  if (!bulk_json_scan_value (scan, &value))
    return fail_syntax (self, scan, error);
  if (key.length >= BULK_MAX_CELL || value.length >= BULK_MAX_CELL)
    return fail_limit (self, progress->n_rows, key.text, key.length, error);
  column = bulk_json_keys_find (self->keys, &key, *likely);
  if (column == BULK_JSON_KEYS_NONE)
    column = bulk_json_keys_add (self->keys, &key);
  if (column == BULK_JSON_KEYS_NONE)
    return fail_limit (self, progress->n_rows, NULL, 0, error);
  *likely = column + 1;
  if (progress->seen[column] == progress->n_rows + 1)
    add_place (self, BULK_PLACE_DUPLICATE_KEY, progress->n_rows, column, value.text - self->data);
  progress->seen[column] = progress->n_rows + 1;
  if (value.kind == BULK_JSON_OBJECT || value.kind == BULK_JSON_ARRAY)
    add_place (self, BULK_PLACE_NESTED_VALUE, progress->n_rows, column, value.text - self->data);
  return TRUE;
}

static gboolean
take_row (BulkJsonReader *self, Progress *progress, GError **error)
{
  BulkJsonScan *scan = &progress->scan;
  guint likely = 0;

  if (progress->n_rows >= BULK_MAX_ROWS - 1)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT, _("“%s” has more rows than can be loaded."), self->name);
      return FALSE;
    }
  if (!bulk_json_scan_take (scan, '{'))
    {
      bulk_json_scan_fail (scan, bulk_json_scan_peek (scan) < 0
                                   ? N_("the text ends too early")
                                   : N_("an object in braces was expected, as every row of the array is one"));
      return fail_syntax (self, scan, error);
    }
  bulk_row_index_add (self->rows, progress->n_rows, scan->offset - 1);
  if (!bulk_json_scan_take (scan, '}'))
    for (;;)
      {
        if (!take_member (self, progress, &likely, error))
          return FALSE;
        if (bulk_json_scan_take (scan, '}'))
          break;
        if (!bulk_json_scan_take (scan, ','))
          {
            bulk_json_scan_fail (scan, scan->offset >= scan->length ? N_("the text ends too early")
                                                                    : N_("a comma or a closing brace was expected"));
            return fail_syntax (self, scan, error);
          }
      }
  progress->n_rows++;
  return TRUE;
}

/* Whether a value is an array that begins with an object. */
static gboolean
is_array_of_objects (const BulkJsonValue *value)
{
  BulkJsonScan inner;

  if (value->kind != BULK_JSON_ARRAY)
    return FALSE;
  bulk_json_scan_init (&inner, value->text, value->length, 0);
  return bulk_json_scan_take (&inner, '[') && bulk_json_scan_peek (&inner) == '{';
}

/* An object alone wraps the rows if exactly one of its members is an array of objects; @start: that array. */
static gboolean
find_wrapped (BulkJsonReader *self, gsize at, gsize *start, GError **error)
{
  BulkJsonScan scan;
  BulkJsonValue key, value;
  guint found = 0;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_take (&scan, '{');
  while (bulk_json_scan_string (&scan, &key) && bulk_json_scan_take (&scan, ':') && bulk_json_scan_value (&scan, &value))
    {
      if (is_array_of_objects (&value))
        {
          *start = value.text - self->data;
          found++;
        }
      if (!bulk_json_scan_take (&scan, ','))
        break;
    }
  if (found > 1)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
                   _("“%s” holds more than one array of objects, so that it is not clear which one is the table."), self->name);
      return FALSE;
    }
  return found == 1;
}

/* Finds out where the rows are; @at: where the first one begins, or the array's first bracket. */
static gboolean
find_layout (BulkJsonReader *self, gsize *at, GError **error)
{
  BulkJsonScan scan;
  BulkJsonValue first;
  g_autoptr (GError) wrap_error = NULL;
  int c;

  bulk_json_scan_init (&scan, self->data, self->length, 0);
  c = bulk_json_scan_peek (&scan);
  *at = scan.offset;
  if (c == '[')
    {
      BulkJsonScan inner = scan;

      bulk_json_scan_take (&inner, '[');
      self->layout = LAYOUT_ARRAY;
      c = bulk_json_scan_peek (&inner);
      return c == '{' || c < 0 || fail_layout (self, error);
    }
  if (!bulk_json_scan_value (&scan, &first))
    return fail_syntax (self, &scan, error);
  if (c != '{')
    return fail_layout (self, error);
  if (bulk_json_scan_peek (&scan) >= 0)
    {
      self->layout = LAYOUT_LINES;
      return TRUE;
    }
  self->layout = LAYOUT_SINGLE;
  if (find_wrapped (self, *at, at, &wrap_error))
    self->layout = LAYOUT_ARRAY;
  if (wrap_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&wrap_error));
  return FALSE;
}

static void
tell (BulkJsonReader *self, Progress *progress, BulkReaderAnnounce announce, gpointer user_data)
{
  guint n_columns = bulk_json_keys_get_n (self->keys);

  bulk_text_forget (self->text, progress->announced, progress->scan.offset - progress->announced);
  progress->announced = progress->scan.offset;
  bulk_reader_set_size (BULK_READER (self), progress->n_rows, n_columns);
  if (announce != NULL)
    announce (BULK_READER (self), progress->n_rows, n_columns, progress->scan.offset, self->length, user_data);
}

/* Goes to the next row. Returns: -1 and @error set, 0 at the end, else 1. */
static int
next_row (BulkJsonReader *self, BulkJsonScan *scan, GError **error)
{
  if (self->layout == LAYOUT_SINGLE)
    return 0;
  if (self->layout == LAYOUT_LINES)
    {
      /* A comma at the end of a line is a frequent slip that leaves no doubt. */
      bulk_json_scan_take (scan, ',');
      return bulk_json_scan_peek (scan) >= 0;
    }
  if (bulk_json_scan_take (scan, ']'))
    return 0;
  if (bulk_json_scan_take (scan, ','))
    return 1;
  bulk_json_scan_fail (scan, bulk_json_scan_peek (scan) < 0 ? N_("the text ends too early")
                                                            : N_("a comma or a closing bracket was expected"));
  fail_syntax (self, scan, error);
  return -1;
}

/* After an array that is the whole document nothing may follow; one that is wrapped was scanned to the end before. */
static gboolean
check_end (BulkJsonReader *self, Progress *progress, gsize start, GError **error)
{
  BulkJsonScan before;

  bulk_json_scan_init (&before, self->data, self->length, 0);
  bulk_json_scan_peek (&before);
  if (self->layout != LAYOUT_ARRAY || before.offset != start || bulk_json_scan_peek (&progress->scan) < 0)
    return TRUE;
  bulk_json_scan_fail (&progress->scan, N_("there is something after the end of the array"));
  return fail_syntax (self, &progress->scan, error);
}

static gboolean
bulk_json_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                        GError **error)
{
  BulkJsonReader *self = BULK_JSON_READER (reader);
  g_autofree guint64 *seen = g_new0 (guint64, BULK_MAX_COLUMNS);
  Progress progress = { .seen = seen };
  gsize start;
  int more = 1;

  if (!find_layout (self, &start, error))
    return FALSE;
  bulk_json_scan_init (&progress.scan, self->data, self->length, start);
  if (self->layout == LAYOUT_ARRAY)
    bulk_json_scan_take (&progress.scan, '[');
  while (more > 0)
    {
      if (!take_row (self, &progress, error))
        return FALSE;
      if (progress.n_rows % CHECK_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress.n_rows == CHECK_ROWS || progress.scan.offset - progress.announced >= ANNOUNCE)
        tell (self, &progress, announce, user_data);
      more = next_row (self, &progress.scan, error);
    }
  if (more < 0 || g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_end (self, &progress, start, error))
    return FALSE;
  progress.scan.offset = self->length;
  tell (self, &progress, announce, user_data);
  return TRUE;
}

static void
set_cell (BulkCells *cells, guint column, const BulkJsonValue *value)
{
  static const BulkCellKind kinds[] = { BULK_CELL_TEXT, BULK_CELL_NUMBER, BULK_CELL_BOOLEAN, BULK_CELL_EMPTY,
                                        BULK_CELL_NESTED, BULK_CELL_NESTED };
  const char *text = value->text;
  gsize length = value->length;

  if (value->kind == BULK_JSON_NULL)
    length = 0;
  else if (value->escaped || value->kind >= BULK_JSON_ARRAY)
    {
      char *copy = bulk_cells_alloc (cells, length);

      length = value->kind >= BULK_JSON_ARRAY ? bulk_json_compact (text, length, copy) : bulk_json_unescape (text, length, copy);
      text = copy;
    }
  bulk_cells_set (cells, column, text, length, kinds[value->kind]);
}

/* Reads the members of a row that was scanned before, so that nothing can be wrong with it. With @cells NULL it only
 * looks for the column of the value that holds @offset. Returns: after the row. */
static gsize
read_members (BulkJsonReader *self, gsize at, BulkCells *cells, gsize offset, guint *found)
{
  BulkJsonScan scan;
  BulkJsonValue key, value;
  guint likely = 0, n = cells != NULL ? bulk_cells_get_n (cells) : 0;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_take (&scan, '{');
  if (bulk_json_scan_take (&scan, '}'))
    return scan.offset;
  while (bulk_json_scan_string (&scan, &key) && bulk_json_scan_take (&scan, ':') && bulk_json_scan_value (&scan, &value))
    {
      guint column = bulk_json_keys_find (self->keys, &key, likely);

      likely = column + 1;
      if (cells != NULL && column < n)
        set_cell (cells, column, &value);
      else if (cells == NULL && (gsize) (key.text - self->data) <= offset && offset < scan.offset)
        *found = column;
      if (!bulk_json_scan_take (&scan, ','))
        break;
    }
  bulk_json_scan_take (&scan, '}');
  return scan.offset;
}

/* The brace of the row at or after @at. */
static gsize
find_brace (BulkJsonReader *self, gsize at)
{
  BulkJsonScan scan;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_take (&scan, ',');
  bulk_json_scan_peek (&scan);
  return scan.offset;
}

static gsize
skip_row (BulkJsonReader *self, gsize at)
{
  BulkJsonScan scan;
  BulkJsonValue row;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_value (&scan, &row);
  return find_brace (self, scan.offset);
}

static gsize
find_row (BulkJsonReader *self, guint64 row)
{
  guint64 known = row;
  gsize at = bulk_row_index_look_up (self->rows, &known);

  for (; known < row; known++)
    at = skip_row (self, at);
  return at;
}

static gboolean
bulk_json_reader_read_row (BulkReader *reader, guint64 row, BulkCells *cells)
{
  BulkJsonReader *self = BULK_JSON_READER (reader);
  gsize next;

  bulk_cells_clear (cells);
  if (row >= bulk_reader_get_n_rows (reader))
    return FALSE;
  bulk_cells_set_size (cells, bulk_reader_get_n_columns (reader));
  next = read_members (self, find_row (self, row), cells, 0, NULL);
  bulk_row_index_remember (self->rows, row + 1, find_brace (self, next));
  return TRUE;
}

static char *
bulk_json_reader_dup_header (BulkReader *reader, guint column)
{
  return bulk_json_keys_dup_name (BULK_JSON_READER (reader)->keys, column);
}

static gboolean
bulk_json_reader_locate (BulkReader *reader, guint64 offset, guint *row, guint *column)
{
  BulkJsonReader *self = BULK_JSON_READER (reader);
  guint64 low = 0, high = bulk_reader_get_n_rows (reader);
  gsize at;

  if (high == 0 || offset < bulk_row_index_get (self->rows, 0))
    return TRUE;
  while (high - low > BULK_ROW_INDEX_STEP)
    {
      guint64 middle = MAX ((low + high) / 2 / BULK_ROW_INDEX_STEP * BULK_ROW_INDEX_STEP, low + BULK_ROW_INDEX_STEP);

      if (bulk_row_index_get (self->rows, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  for (at = bulk_row_index_get (self->rows, low); low + 1 < high; low++)
    {
      gsize next = skip_row (self, at);

      if (next > offset)
        break;
      at = next;
    }
  *row = low;
  read_members (self, at, NULL, offset, column);
  return TRUE;
}

static void
bulk_json_reader_finalize (GObject *object)
{
  BulkJsonReader *self = BULK_JSON_READER (object);

  bulk_row_index_free (self->rows);
  bulk_json_keys_free (self->keys);
  bulk_text_unref (self->text);
  g_free (self->name);
  G_OBJECT_CLASS (bulk_json_reader_parent_class)->finalize (object);
}

static void
bulk_json_reader_class_init (BulkJsonReaderClass *klass)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bulk_json_reader_finalize;
  reader_class->index = bulk_json_reader_index;
  reader_class->read_row = bulk_json_reader_read_row;
  reader_class->dup_header = bulk_json_reader_dup_header;
  reader_class->locate = bulk_json_reader_locate;
  reader_class->format = "json";
}

static void
bulk_json_reader_init (BulkJsonReader *self)
{
  self->keys = bulk_json_keys_new ();
  self->rows = bulk_row_index_new ();
}

/**
 * bulk_json_reader_new:
 * @text: kept
 * @name: the file's name, for messages
 *
 * Returns: (transfer full): a reader of JSON (RFC 8259): an array of objects, such an array as the only one in an
 *   object, or JSON Lines
 */
BulkJsonReader *
bulk_json_reader_new (BulkText *text, const char *name)
{
  BulkJsonReader *self = g_object_new (BULK_TYPE_JSON_READER, NULL);

  self->text = bulk_text_ref (text);
  self->data = bulk_text_get_data (text, &self->length);
  self->name = g_strdup (name);
  return self;
}
