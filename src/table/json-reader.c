/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/json-reader.h"
#include "table/json-keys.h"
#include "table/json-layout.h"
#include "table/json-scan.h"
#include "table/row-index.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define ANNOUNCE ((gsize) 8 << 20)   /* bytes between announcements */
#define FIRST_ROWS 256u              /* announced at once */
#define PART_ROWS 256u               /* at most, between looks at the cancellable */
#define PART ((gsize) 1 << 20)       /* bytes; the same */

/* The cell that was located last: the next one asked for mostly is the same, or follows. */
typedef struct
{
  gsize start, end;   /* from the key to the end of the value */
  guint row, column;
} Located;

struct _BulkJsonReader
{
  BulkReader parent_instance;
  BulkText *text;
  const char *data;
  gsize length;
  char *name;
  BulkJsonKeys *keys;
  BulkRowIndex *rows;
  GMutex mutex;
  Located located;    /* guarded */
};

G_DEFINE_FINAL_TYPE (BulkJsonReader, bulk_json_reader, BULK_TYPE_READER)

/* What index() carries from row to row. */
typedef struct
{
  BulkJsonScan scan;
  BulkJsonLayoutKind layout;
  guint64 n_rows;
  guint64 *seen;        /* the last row, counted from 1, that had each column */
  gsize announced;      /* offsets */
  gsize looked;
  guint64 looked_rows;  /* rows at the last look at the cancellable */
} Progress;

static void
add_place (BulkJsonReader *self, BulkPlaceKind kind, guint64 row, guint column, gsize offset)
{
  BulkPlace place = { kind, row, column, 0, offset };

  bulk_places_add (bulk_reader_get_places (BULK_READER (self)), &place);
}

static gboolean
fail_limit (BulkJsonReader *self, guint64 row, const char *key, gsize length, GError **error)
{
  g_autofree char *column = key != NULL ? g_utf8_make_valid (key, MIN (length, 100)) : NULL;

  if (column == NULL)
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                 _("“%s” has more than %u different keys, the last of them in row %" PRIu64 "."),
                 self->name, BULK_MAX_COLUMNS - 1, row + 1);
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                 /* Translators: a file name, a row number, the name of a column */
                 _("“%s” has a cell of more than 256 MB in row %" PRIu64 ", column “%s”."),
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
  guint64 n_unpaired = scan->n_unpaired, row = progress->n_rows;
  guint column;
  gsize offset;

  if (!bulk_json_scan_key (scan, &key) || !bulk_json_scan_value (scan, &value))
    return fail_syntax (self, scan, error);
  if (key.length >= BULK_MAX_CELL || value.length >= BULK_MAX_CELL)
    return fail_limit (self, row, key.text, key.length, error);
  column = bulk_json_keys_find (self->keys, &key, *likely);
  if (column == BULK_JSON_KEYS_NONE)
    column = bulk_json_keys_add (self->keys, &key);
  if (column == BULK_JSON_KEYS_NONE)
    return fail_limit (self, row, NULL, 0, error);
  *likely = column + 1;
  offset = value.text - self->data;
  if (G_UNLIKELY (progress->seen[column] == row + 1))
    add_place (self, BULK_PLACE_DUPLICATE_KEY, row, column, offset);
  progress->seen[column] = row + 1;
  if (value.kind == BULK_JSON_OBJECT || value.kind == BULK_JSON_ARRAY)
    add_place (self, BULK_PLACE_NESTED_VALUE, row, column, offset);
  if (G_UNLIKELY (scan->n_unpaired > n_unpaired))
    add_place (self, BULK_PLACE_BAD_ENCODING, row, column, offset);
  return TRUE;
}

static gboolean
take_row (BulkJsonReader *self, Progress *progress, GError **error)
{
  BulkJsonScan *scan = &progress->scan;
  guint likely = 0;
  gboolean more = TRUE;

  if (progress->n_rows >= BULK_MAX_ROWS - 1)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                   _("“%s” has more rows than can be loaded."), self->name);
      return FALSE;
    }
  if (!bulk_json_scan_take (scan, '{'))
    {
      bulk_json_scan_fail (scan, bulk_json_scan_peek (scan) < 0
                                   ? N_("the text ends too early")
                                   : N_("an object in braces was expected, as every row is one"));
      return fail_syntax (self, scan, error);
    }
  bulk_row_index_add (self->rows, progress->n_rows, scan->offset - 1);
  if (bulk_json_scan_take (scan, '}'))
    more = FALSE;
  while (more)
    {
      if (!take_member (self, progress, &likely, error))
        return FALSE;
      if (!bulk_json_scan_next (scan, '}', &more))
        return fail_syntax (self, scan, error);
    }
  progress->n_rows++;
  return TRUE;
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

/* Goes to the next row, or to the end of the text if there is none. */
static gboolean
find_next (BulkJsonReader *self, Progress *progress, gboolean *more, GError **error)
{
  BulkJsonScan *scan = &progress->scan;

  if (progress->layout == BULK_JSON_LAYOUT_LINES)
    {
      /* A comma at the end of a line is a frequent slip that leaves no doubt. */
      bulk_json_scan_take (scan, ',');
      *more = bulk_json_scan_peek (scan) >= 0;
      return TRUE;
    }
  if (!bulk_json_scan_next (scan, ']', more))
    return fail_syntax (self, scan, error);
  if (*more)
    return TRUE;
  /* What follows a wrapped array is known to be well-formed. */
  if (progress->layout == BULK_JSON_LAYOUT_ARRAY && bulk_json_scan_peek (scan) >= 0)
    {
      bulk_json_scan_fail (scan, N_("there is something after the end of the array"));
      return fail_syntax (self, scan, error);
    }
  scan->offset = self->length;
  return TRUE;
}

/* Now and then: looks whether to go on, and tells how far it is. */
static gboolean
look_up (BulkJsonReader *self, Progress *progress, BulkReaderAnnounce announce, gpointer user_data,
         GCancellable *cancellable, GError **error)
{
  gsize offset = progress->scan.offset;

  if (progress->n_rows - progress->looked_rows < PART_ROWS && offset - progress->looked < PART)
    return TRUE;
  progress->looked_rows = progress->n_rows;
  progress->looked = offset;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (progress->n_rows == FIRST_ROWS || offset - progress->announced >= ANNOUNCE)
    tell (self, progress, announce, user_data);
  return TRUE;
}

static gboolean
bulk_json_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                        GError **error)
{
  BulkJsonReader *self = BULK_JSON_READER (reader);
  g_autofree guint64 *seen = g_new0 (guint64, BULK_MAX_COLUMNS);
  Progress progress = { .seen = seen };
  BulkJsonLayout layout;
  gboolean more = TRUE;

  if (!bulk_json_layout_find (&layout, self->text, self->name, cancellable, error))
    return FALSE;
  bulk_json_scan_init (&progress.scan, self->data, self->length, layout.start);
  progress.layout = layout.kind;
  progress.looked = progress.announced = layout.start;
  while (more)
    if (!take_row (self, &progress, error) || !find_next (self, &progress, &more, error) ||
        !look_up (self, &progress, announce, user_data, cancellable, error))
      return FALSE;
  if (bulk_json_keys_get_n (self->keys) == 0)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_A_TABLE,
                   _("“%s” has no columns: its objects are empty."), self->name);
      return FALSE;
    }
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

      length = value->kind >= BULK_JSON_ARRAY ? bulk_json_compact (text, length, copy)
                                              : bulk_json_unescape (text, length, copy);
      text = copy;
    }
  bulk_cells_set (cells, column, text, length, kinds[value->kind]);
}

/* Reads a row that was scanned before, so that nothing can be wrong with it. Returns: where it ends. */
static gsize
read_members (BulkJsonReader *self, gsize at, BulkCells *cells)
{
  BulkJsonScan scan;
  BulkJsonValue key, value;
  guint likely = 0, n = bulk_cells_get_n (cells);
  gboolean more;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_take (&scan, '{');
  if (bulk_json_scan_take (&scan, '}'))
    return scan.offset;
  do
    {
      guint column;

      if (!bulk_json_scan_key (&scan, &key) || !bulk_json_scan_value (&scan, &value))
        break;
      column = bulk_json_keys_find (self->keys, &key, likely);
      likely = column + 1;
      if (column < n)
        set_cell (cells, column, &value);
    }
  while (bulk_json_scan_next (&scan, '}', &more) && more);
  return scan.offset;
}

/* The row after the one that ends at @end, if there is one. */
static gsize
find_brace (BulkJsonReader *self, gsize end)
{
  BulkJsonScan scan;

  bulk_json_scan_init (&scan, self->data, self->length, end);
  bulk_json_scan_take (&scan, ',');
  bulk_json_scan_peek (&scan);
  return scan.offset;
}

static gsize
find_end (BulkJsonReader *self, gsize at)
{
  BulkJsonScan scan;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_object (&scan);
  return scan.offset;
}

static gsize
find_row (BulkJsonReader *self, guint64 row)
{
  guint64 known = row;
  gsize at = bulk_row_index_look_up (self->rows, &known);

  for (; known < row; known++)
    at = find_brace (self, find_end (self, at));
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
  next = read_members (self, find_row (self, row), cells);
  bulk_row_index_remember (self->rows, row + 1, find_brace (self, next));
  return TRUE;
}

static char *
bulk_json_reader_dup_header (BulkReader *reader, guint column)
{
  return bulk_json_keys_dup_name (BULK_JSON_READER (reader)->keys, column);
}

/* The member of the row at @at that holds @offset. */
static void
find_member (BulkJsonReader *self, gsize at, gsize offset, Located *located)
{
  BulkJsonScan scan;
  BulkJsonValue key, value;
  gboolean more;

  bulk_json_scan_init (&scan, self->data, self->length, at);
  bulk_json_scan_take (&scan, '{');
  do
    if (!bulk_json_scan_key (&scan, &key) || !bulk_json_scan_value (&scan, &value) ||
        (gsize) (key.text - self->data) > offset)
      return;
  while (scan.offset <= offset && bulk_json_scan_next (&scan, '}', &more) && more);
  if (scan.offset <= offset)
    return;
  located->column = bulk_json_keys_find (self->keys, &key, BULK_JSON_KEYS_NONE);
  located->start = key.text - self->data;
  located->end = scan.offset;
}

/* The row that holds @offset, which is not before the first; @n_rows: after the last. @start: where the row begins. */
static guint64
find_row_at (BulkJsonReader *self, gsize offset, guint64 n_rows, gsize *start)
{
  guint64 low = 0, high = n_rows;

  while (high - low > BULK_ROW_INDEX_STEP)
    {
      guint64 middle = MAX ((low + high) / 2 / BULK_ROW_INDEX_STEP * BULK_ROW_INDEX_STEP, low + BULK_ROW_INDEX_STEP);

      if (bulk_row_index_get (self->rows, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  *start = bulk_row_index_get (self->rows, low);
  for (; low < high; low++)
    {
      gsize end = find_end (self, *start);

      if (end > offset)
        break;
      *start = find_brace (self, end);
    }
  return low;
}

static gboolean
bulk_json_reader_locate (BulkReader *reader, guint64 offset, guint *row, guint *column)
{
  BulkJsonReader *self = BULK_JSON_READER (reader);
  Located located;
  guint64 n_rows = bulk_reader_get_n_rows (reader), found;
  gsize start;

  g_mutex_lock (&self->mutex);
  located = self->located;
  g_mutex_unlock (&self->mutex);
  if (offset < located.start || offset >= located.end)
    {
      if (n_rows == 0 || offset < bulk_row_index_get (self->rows, 0))
        return TRUE;
      found = find_row_at (self, offset, n_rows, &start);
      if (found == n_rows)
        return TRUE;
      located = (Located) { .row = found, .column = G_MAXUINT };
      find_member (self, start, offset, &located);
      g_mutex_lock (&self->mutex);
      self->located = located;
      g_mutex_unlock (&self->mutex);
    }
  *row = located.row;
  *column = located.column;
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
  g_mutex_clear (&self->mutex);
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
  g_mutex_init (&self->mutex);
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
