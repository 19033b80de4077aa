/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-reader.h"
#include "table/csv-parse.h"
#include "table/csv-scan.h"
#include "table/csv-walk.h"
#include "table/row-index.h"
#include "table/table-error.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define STEP BULK_ROW_INDEX_STEP
#define BATCH 1024u                                  /* rows found at a time */
#define ANNOUNCE ((gsize) 8 << 20)                   /* bytes between announcements */
#define FIRST_ROWS 256u                              /* announced at once */
#define IN_ORDER 128u                                /* rows one after the other, after which there may be many more */

/* Where the one row begins, and the one after it, whose unclosed quote was looked for up to the end. */
typedef struct
{
  gsize row, next;  /* G_MAXSIZE: there is none */
} ToEnd;

struct _BulkCsvReader
{
  BulkReader parent_instance;
  BulkText *text;
  const char *data;
  gsize length;
  BulkDialect dialect;
  char *name;
  BulkCells *header;
  gsize data_start;           /* where the first data row begins */
  BulkRowIndex *rows;
  gsize rows_end;             /* end of the last row that counts */
  GMutex mutex;
  ToEnd to_end;               /* guarded */
  guint64 serial;             /* of all readers there ever were */
};

G_DEFINE_FINAL_TYPE (BulkCsvReader, bulk_csv_reader, BULK_TYPE_READER)

/* What index() carries from batch to batch. */
typedef struct
{
  guint64 n_rows;        /* without the blank ones at the end */
  guint64 n_blank;       /* blank lines since the last row */
  guint n_columns;
  guint expected;        /* cells a row should have; 0: not known yet */
  gsize announced;       /* offset */
} Progress;

static gsize
skip_blank_lines (BulkCsvReader *self, gsize at)
{
  while (at < self->length && (self->data[at] == '\n' || self->data[at] == '\r'))
    at++;
  return at;
}

static void
add_place (BulkCsvReader *self, BulkPlaceKind kind, guint64 row, guint column, guint64 number, gsize offset)
{
  BulkPlace place = { kind, row, column, number, offset };

  bulk_places_add (bulk_reader_get_places (BULK_READER (self)), &place);
}

static void
add_odd (BulkCsvReader *self, const BulkCsvRow *row, guint64 index)
{
  BulkCsvShape shape;

  bulk_csv_parse_row (self->data, row->to_end ? self->length : row->next, row->start, self->dialect.delimiter, NULL,
                      &shape);
  if (row->to_end)
    {
      g_mutex_lock (&self->mutex);
      self->to_end = (ToEnd) { row->start, row->next };
      g_mutex_unlock (&self->mutex);
    }
  if (shape.stray_column != G_MAXUINT)
    add_place (self, BULK_PLACE_STRAY_QUOTE, index, shape.stray_column, 0, row->start);
  if (shape.unclosed_column != G_MAXUINT)
    add_place (self, BULK_PLACE_UNCLOSED_QUOTE, index, shape.unclosed_column, 0, row->start);
}

static gboolean
fail_columns (BulkCsvReader *self, guint64 row, GError **error)
{
  g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
               /* Translators: a file name, a row number, a number */
               _("“%s” has more than %u columns in row %" PRIu64 ". This is probably not a table."),
               self->name, BULK_MAX_COLUMNS - 1, row + 1);
  return FALSE;
}

/* Only a row of the cell limit's size can hold a cell that big. */
static gboolean
check_cells (BulkCsvReader *self, const BulkCsvRow *row, guint64 index, GError **error)
{
  g_autoptr (BulkCells) cells = NULL;
  BulkCsvShape shape;

  if (row->n_cells >= BULK_MAX_COLUMNS)
    return fail_columns (self, index, error);
  if (row->end - row->start < BULK_MAX_CELL)
    return TRUE;
  cells = bulk_cells_new ();
  bulk_csv_parse_row (self->data, row->to_end ? self->length : row->next, row->start, self->dialect.delimiter, cells,
                      &shape);
  for (guint i = 0; i < bulk_cells_get_n (cells); i++)
    if (bulk_cells_get (cells, i)->length >= BULK_MAX_CELL)
      {
        g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT,
                     /* Translators: a file name, a row number, a column number */
                     _("“%s” has a cell of more than 256 MB in row %" PRIu64 ", column %u."),
                     self->name, index + 1, i + 1);
        return FALSE;
      }
  return TRUE;
}

/* One row found. Blank lines count once a row follows them, so that those at the end of a file are none. */
static gboolean
take_row (BulkCsvReader *self, const BulkCsvRow *row, Progress *progress, GError **error)
{
  guint64 index = progress->n_rows + progress->n_blank;

  if (index >= BULK_MAX_ROWS - 1)
    {
      g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT, _("“%s” has more rows than can be loaded."),
                   self->name);
      return FALSE;
    }
  bulk_row_index_add (self->rows, index, row->start);
  if (row->n_cells == 0)
    {
      progress->n_blank++;
      return TRUE;
    }
  if (G_UNLIKELY (row->n_cells >= BULK_MAX_COLUMNS || row->end - row->start >= BULK_MAX_CELL) &&
      !check_cells (self, row, index, error))
    return FALSE;
  if (G_UNLIKELY (row->odd))
    add_odd (self, row, index);
  if (progress->expected == 0)
    progress->expected = row->n_cells;
  else if (G_UNLIKELY (row->n_cells != progress->expected))
    add_place (self, BULK_PLACE_RAGGED_ROW, index, G_MAXUINT, row->n_cells, row->start);
  progress->n_columns = MAX (progress->n_columns, row->n_cells);
  progress->n_rows = index + 1;
  progress->n_blank = 0;
  self->rows_end = row->next;
  return TRUE;
}

static gboolean
read_header (BulkCsvReader *self, Progress *progress, GError **error)
{
  gsize start = skip_blank_lines (self, MIN (self->dialect.skip, self->length));
  BulkCsvRow row = { .start = start };
  BulkCsvShape shape;

  self->data_start = start;
  if (!self->dialect.has_header || start >= self->length)
    return TRUE;
  row.next = bulk_csv_parse_row (self->data, self->length, start, self->dialect.delimiter, self->header, &shape);
  row.n_cells = shape.n_cells;
  row.end = shape.end;
  if (row.n_cells >= BULK_MAX_COLUMNS || row.end - row.start >= BULK_MAX_CELL)
    {
      if (!check_cells (self, &row, 0, error))
        return FALSE;
    }
  if (shape.stray_column != G_MAXUINT)
    add_place (self, BULK_PLACE_STRAY_QUOTE, BULK_PLACE_NO_ROW, shape.stray_column, 0, start);
  if (shape.unclosed_column != G_MAXUINT)
    add_place (self, BULK_PLACE_UNCLOSED_QUOTE, BULK_PLACE_NO_ROW, shape.unclosed_column, 0, start);
  progress->expected = progress->n_columns = shape.n_cells;
  self->data_start = row.next;
  return TRUE;
}

static gboolean
bulk_csv_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                       GError **error)
{
  BulkCsvReader *self = BULK_CSV_READER (reader);
  g_autofree BulkCsvRow *rows = g_new (BulkCsvRow, BATCH);
  g_autoptr (BulkCsvWalk) walk = bulk_csv_walk_new (self->text, self->dialect.delimiter);
  Progress progress = { 0 };
  gsize at;
  guint n, batch = FIRST_ROWS;

  if (!read_header (self, &progress, error))
    return FALSE;
  progress.announced = at = self->data_start;
  while ((n = bulk_csv_walk_rows (walk, at, rows, batch)) > 0)
    {
      for (guint i = 0; i < n; i++)
        if (!take_row (self, rows + i, &progress, error))
          return FALSE;
      at = rows[n - 1].next;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (batch != BATCH || at - progress.announced >= ANNOUNCE)
        {
          bulk_text_forget (self->text, progress.announced, at - progress.announced);
          progress.announced = at;
          bulk_reader_set_size (reader, progress.n_rows, progress.n_columns);
          if (announce != NULL)
            announce (reader, progress.n_rows, progress.n_columns, at, self->length, user_data);
        }
      batch = BATCH;
    }
  bulk_text_forget (self->text, progress.announced, self->length - progress.announced);
  bulk_reader_set_n_expected (reader, progress.expected);
  bulk_reader_set_size (reader, progress.n_rows, progress.n_columns);
  if (announce != NULL)
    announce (reader, progress.n_rows, progress.n_columns, self->length, self->length, user_data);
  return TRUE;
}

static ToEnd
get_to_end (BulkCsvReader *self)
{
  ToEnd to_end;

  g_mutex_lock (&self->mutex);
  to_end = self->to_end;
  g_mutex_unlock (&self->mutex);
  return to_end;
}

/* Where @row begins. */
static gsize
find_row (BulkCsvReader *self, guint64 row)
{
  BulkCsvRow skipped[STEP];
  guint64 at_row = row;
  gsize at = bulk_row_index_look_up (self->rows, &at_row);
  ToEnd to_end = at_row < row ? get_to_end (self) : (ToEnd) { 0 };

  while (at_row < row)
    {
      guint n;

      if (at == to_end.row)
        {
          at = to_end.next;
          at_row++;
          continue;
        }
      n = bulk_csv_scan_rows (self->data, self->length, at, self->dialect.delimiter, skipped,
                              to_end.row > at && to_end.row != G_MAXSIZE ? 1 : row - at_row);
      if (n == 0)
        break;
      at = skipped[n - 1].next;
      at_row += n;
    }
  return at;
}

/* A row that ends in sight of what was read of the text; 0: it does not, or is not as it should be. */
static gsize
read_in_sight (BulkCsvReader *self, const BulkTextView *view, gsize start, BulkCells *cells)
{
  gsize length = view->end - view->start, at = start - view->start, next;
  BulkCsvShape shape = { .unclosed_column = G_MAXUINT };

  next = bulk_csv_scan_cells (view->data, length, at, self->dialect.delimiter, cells);
  if (next == 0)
    next = bulk_csv_parse_row (view->data, length, at, self->dialect.delimiter, cells, &shape);
  /* The last byte may be half of a CRLF. */
  return next < length && !shape.to_end && shape.unclosed_column == G_MAXUINT ? view->start + next : 0;
}

/* For rows one after the other, of which there will be more: bytes that are read need not be mapped. */
static gsize
read_in_order (BulkCsvReader *self, BulkTextView *view, gsize start, BulkCells *cells)
{
  gsize next;

  bulk_text_view_look_at (view, self->text, start);
  next = read_in_sight (self, view, start, cells);
  if (next == 0 && bulk_text_view_look_further (view, self->text, start))
    next = read_in_sight (self, view, start, cells);
  return next;
}

static gsize
read_at (BulkCsvReader *self, gsize start, BulkCells *cells)
{
  BulkCsvShape shape;
  gsize next = bulk_csv_scan_cells (self->data, self->length, start, self->dialect.delimiter, cells);
  ToEnd to_end;

  if (next != 0)
    return next;
  to_end = get_to_end (self);
  return bulk_csv_parse_row (self->data, start == to_end.row ? to_end.next : self->length, start,
                             self->dialect.delimiter, cells, &shape);
}

static gboolean
bulk_csv_reader_read_row (BulkReader *reader, guint64 row, BulkCells *cells)
{
  BulkCsvReader *self = BULK_CSV_READER (reader);
  BulkCellsMark *mark = bulk_cells_get_mark (cells);
  gsize next;

  bulk_cells_clear (cells);
  if (mark->owner == self->serial && mark->row == row && row < mark->end)
    {
      next = ++mark->n_in_order >= IN_ORDER ? read_in_order (self, &mark->view, mark->start, cells) : 0;
      if (next == 0)
        next = read_at (self, mark->start, cells);
    }
  else
    {
      mark->n_in_order = 0;
      mark->view.data = NULL;
      mark->end = bulk_reader_get_n_rows (reader);
      if (row >= mark->end)
        return FALSE;
      next = read_at (self, find_row (self, row), cells);
      bulk_row_index_remember (self->rows, row + 1, next);
    }
  mark->owner = self->serial;
  mark->row = row + 1;
  mark->start = next;
  return TRUE;
}

static char *
bulk_csv_reader_dup_header (BulkReader *reader, guint column)
{
  BulkCsvReader *self = BULK_CSV_READER (reader);
  const BulkCell *cell = bulk_cells_get (self->header, column);

  return g_utf8_make_valid (cell->text, cell->length);
}

static gboolean
bulk_csv_reader_locate (BulkReader *reader, guint64 offset, guint *row, guint *column)
{
  BulkCsvReader *self = BULK_CSV_READER (reader);
  guint64 low = 0, high = bulk_reader_get_n_rows (reader);
  ToEnd to_end = get_to_end (self);
  gsize start;

  if (offset >= self->rows_end || high == 0 || offset < self->data_start)
    {
      gsize header = skip_blank_lines (self, MIN (self->dialect.skip, self->length));

      if (self->dialect.has_header && offset >= header && offset < self->data_start)
        *column = bulk_csv_parse_find_column (self->data, self->length, header, self->dialect.delimiter, offset);
      return TRUE;
    }
  while (high - low > STEP)
    {
      guint64 middle = MAX ((low + high) / 2 / STEP * STEP, low + STEP);

      if (bulk_row_index_get (self->rows, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  start = find_row (self, low);
  for (; low + 1 < high; low++)
    {
      BulkCsvRow found;

      if (start == to_end.row)
        found.next = to_end.next;
      else
        bulk_csv_scan_rows (self->data, self->length, start, self->dialect.delimiter, &found, 1);
      if (found.next > offset)
        break;
      start = found.next;
    }
  *row = low;
  *column = bulk_csv_parse_find_column (self->data, start == to_end.row ? to_end.next : self->length, start,
                                        self->dialect.delimiter, offset);
  return TRUE;
}

static void
bulk_csv_reader_finalize (GObject *object)
{
  BulkCsvReader *self = BULK_CSV_READER (object);

  bulk_row_index_free (self->rows);
  bulk_cells_free (self->header);
  bulk_text_unref (self->text);
  g_free (self->name);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (bulk_csv_reader_parent_class)->finalize (object);
}

static void
bulk_csv_reader_class_init (BulkCsvReaderClass *klass)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bulk_csv_reader_finalize;
  reader_class->index = bulk_csv_reader_index;
  reader_class->read_row = bulk_csv_reader_read_row;
  reader_class->dup_header = bulk_csv_reader_dup_header;
  reader_class->locate = bulk_csv_reader_locate;
  reader_class->format = "csv";
}

static void
bulk_csv_reader_init (BulkCsvReader *self)
{
  static gsize n_readers;

  self->serial = (guint64) g_atomic_pointer_add (&n_readers, 1) + 1;
  g_mutex_init (&self->mutex);
  self->header = bulk_cells_new ();
  self->rows = bulk_row_index_new ();
  self->to_end = (ToEnd) { G_MAXSIZE, G_MAXSIZE };
}

/**
 * bulk_csv_reader_new:
 * @text: kept
 * @dialect: copied
 * @name: the file's name, for messages
 *
 * Returns: (transfer full): a reader of RFC 4180 text and of what real files hold instead
 */
BulkCsvReader *
bulk_csv_reader_new (BulkText *text, const BulkDialect *dialect, const char *name)
{
  BulkCsvReader *self = g_object_new (BULK_TYPE_CSV_READER, NULL);

  self->text = bulk_text_ref (text);
  self->data = bulk_text_get_data (text, &self->length);
  self->dialect = *dialect;
  self->name = g_strdup (name);
  return self;
}
