/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-batch-private.h"
#include <string.h>

#define KIND_ROWS 200u   /* looked at to tell what a column holds */

static guint
get_id (BulkEditBatch *self, guint column)
{
  return bulk_column_layout_get_id (bulk_edition_get_layout (self->base), column, self->n_columns);
}

static guint
get_source_row (BulkEditBatch *self, guint row)
{
  guint source = bulk_edition_get_source_row (self->base, row);

  return source < self->n_rows ? source : G_MAXUINT;
}

/* What the file has. */
static BulkCell
get_original (BulkEditBatch *self, guint source_row, guint id)
{
  BulkColumnLayout *layout = bulk_edition_get_layout (self->base);
  guint index;

  if (id >= BULK_COLUMN_OWN)
    {
      const char *value = "";

      if (bulk_column_layout_find (layout, id, self->n_columns, &index))
        value = bulk_column_layout_get (layout, index)->value;
      return (BulkCell) { value, strlen (value), BULK_CELL_TEXT };
    }
  if (self->cells_row != source_row)
    {
      self->cells_row = source_row;
      if (!bulk_reader_read_row (self->reader, source_row, self->cells))
        bulk_cells_clear (self->cells);
    }
  return *bulk_cells_get (self->cells, id);
}

/* What most likely is meant where the file has nothing: the first that the column has in another row. */
static BulkCellKind
get_column_kind (BulkEditBatch *self, guint id)
{
  BulkCellKind kind = BULK_CELL_TEXT;

  if (id >= self->n_columns)
    return kind;
  if (self->kinds == NULL)
    {
      self->kinds = g_malloc (self->n_columns);
      memset (self->kinds, G_MAXUINT8, self->n_columns);
    }
  if (self->kinds[id] != G_MAXUINT8)
    return self->kinds[id];
  for (guint row = 0; row < MIN (self->n_rows, KIND_ROWS); row++)
    {
      BulkCellKind found = get_original (self, row, id).kind;

      if (found == BULK_CELL_EMPTY || found == BULK_CELL_ABSENT)
        continue;
      kind = found;
      break;
    }
  self->kinds[id] = kind;
  return kind;
}

/* A number that is typed over stays one, where it can be read as one: that is looked at when it is sent. */
static BulkCellKind
choose_kind (BulkEditBatch *self, BulkCellKind original, guint id, gsize length)
{
  gboolean csv = g_str_equal (bulk_reader_get_format (self->reader), "csv");

  if (csv || original == BULK_CELL_TEXT || id >= BULK_COLUMN_OWN)
    return BULK_CELL_TEXT;
  if (length == 0)
    return BULK_CELL_EMPTY;
  if (original == BULK_CELL_EMPTY || original == BULK_CELL_ABSENT)
    original = get_column_kind (self, id);
  return original == BULK_CELL_NUMBER || original == BULK_CELL_BOOLEAN ? original : BULK_CELL_TEXT;
}

BulkEditRows *
bulk_edit_batch_own_rows (BulkEditBatch *self)
{
  if (self->rows == NULL)
    self->rows = bulk_edit_rows_copy (self->base != NULL ? self->base->rows : NULL);
  return self->rows;
}

static BulkEditRows *
get_rows (BulkEditBatch *self)
{
  return self->rows != NULL ? self->rows : self->base != NULL ? self->base->rows : NULL;
}

static void
note_place (BulkEditBatch *self, guint source_row, guint id)
{
  BulkEditSummary *summary = &self->summary;

  if (summary->source_row != G_MAXUINT && source_row >= summary->source_row)
    return;
  summary->source_row = source_row;
  summary->source_column = id;
}

void
bulk_edit_batch_note_cell (BulkEditBatch *self, guint source_row, guint id)
{
  BulkEditBounds *bounds = &self->summary.bounds;

  note_place (self, source_row, id);
  bounds->cells_first = MIN (bounds->cells_first, source_row);
  bounds->cells_last = MAX (bounds->cells_last, source_row);
  self->summary.n_cells++;
}

void
bulk_edit_batch_note_row (BulkEditBatch *self, guint source_row)
{
  BulkEditBounds *bounds = &self->summary.bounds;

  note_place (self, source_row, G_MAXUINT);
  bounds->rows_first = MIN (bounds->rows_first, source_row);
  bounds->rows_last = MAX (bounds->rows_last, source_row);
  self->summary.n_rows++;
}

static void
note_texts (BulkEditBatch *self, const BulkCell *before, const BulkCell *after)
{
  if (self->summary.n_cells > 0)
    return;
  self->summary.before = bulk_cell_dup_text (before);
  self->summary.after = bulk_cell_dup_text (after);
}

static gboolean
is_same (const BulkCell *a, const BulkCell *b)
{
  return a->kind == b->kind && bulk_cell_equal (a, b);
}

static BulkCell
as_cell (const BulkEditCell *cell)
{
  return (BulkCell) { cell->text, cell->length, cell->kind };
}

static void
set_source_cell (BulkEditBatch *self, guint source_row, guint id, const BulkCell *wanted)
{
  BulkCell original = get_original (self, source_row, id), current = original, cell = *wanted;
  BulkEditRows *rows = get_rows (self);
  const BulkEditCell *edited = rows != NULL ? bulk_edit_rows_get_cell (rows, source_row, id) : NULL;

  if (edited != NULL)
    current = as_cell (edited);
  if (is_same (&cell, &current))
    return;
  note_texts (self, &current, &cell);
  if (is_same (&cell, &original))
    bulk_edit_rows_unset_cell (bulk_edit_batch_own_rows (self), source_row, id);
  else
    {
      BulkEditCell edit = { id, cell.kind, bulk_edit_texts_add (self->texts, cell.text, cell.length), cell.length };

      bulk_edit_rows_set_cell (bulk_edit_batch_own_rows (self), source_row, &edit);
    }
  bulk_edit_batch_note_cell (self, source_row, id);
}

/*< private >
 * bulk_edit_batch_new:
 * @base: (nullable): the version it begins from
 * @n_rows: of the file
 * @n_columns: of the file
 * @label: (nullable): what it does
 *
 * Returns: (transfer full): nothing changed yet
 */
BulkEditBatch *
bulk_edit_batch_new (BulkReader *reader, BulkEdition *base, guint n_rows, guint n_columns, const char *label)
{
  BulkEditBatch *self = g_new0 (BulkEditBatch, 1);

  self->reader = g_object_ref (reader);
  self->base = bulk_edition_ref (base);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->label = g_strdup (label);
  self->texts = bulk_edit_texts_new ();
  self->headers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->left_out = g_hash_table_new (NULL, NULL);
  self->wanted = base != NULL && base->wanted != NULL ? g_ptr_array_ref (base->wanted) : NULL;
  self->next_own = base != NULL ? base->next_own : BULK_COLUMN_OWN;
  self->cells = bulk_cells_new ();
  self->cells_row = G_MAXUINT;
  self->summary.source_row = self->summary.source_column = G_MAXUINT;
  self->summary.bounds.cells_first = self->summary.bounds.rows_first = G_MAXUINT;
  return self;
}

/**
 * bulk_edit_batch_free:
 * @self: (nullable) (transfer full): a batch that is not to be done
 */
void
bulk_edit_batch_free (BulkEditBatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, bulk_edit_rows_unref);
  g_clear_pointer (&self->base, bulk_edition_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->left_out);
  bulk_edit_texts_unref (self->texts);
  bulk_cells_free (self->cells);
  g_object_unref (self->reader);
  g_free (self->kinds);
  g_free (self->label);
  g_free (self->summary.before);
  g_free (self->summary.after);
  g_free (self);
}

BulkEdition *
bulk_edit_batch_get_base (BulkEditBatch *self)
{
  return self->base;
}

const char *
bulk_edit_batch_get_label (BulkEditBatch *self)
{
  return self->label;
}

/**
 * bulk_edit_batch_set_cell:
 * @row: 0-based, as the table stood
 * @column: 0-based, as the table stood
 * @text: valid UTF-8
 * @length: bytes, or -1
 *
 * Gives a cell another text.
 */
void
bulk_edit_batch_set_cell (BulkEditBatch *self, guint row, guint column, const char *text, gssize length)
{
  guint source_row = get_source_row (self, row), id = get_id (self, column);
  BulkCell cell = { text, length >= 0 ? (gsize) length : strlen (text), BULK_CELL_TEXT };
  BulkCell original;

  if (source_row == G_MAXUINT || id == G_MAXUINT || cell.length >= BULK_MAX_CELL)
    return;
  original = get_original (self, source_row, id);
  cell.kind = choose_kind (self, original.kind, id, cell.length);
  /* The same text is the same cell, but where the file has none: there an empty text is one. */
  if (original.kind != BULK_CELL_ABSENT && original.length == cell.length
      && memcmp (get_original (self, source_row, id).text, text, cell.length) == 0)
    cell.kind = original.kind;
  set_source_cell (self, source_row, id, &cell);
}

/**
 * bulk_edit_batch_revert_cell:
 * @row: 0-based, as the table stood
 * @column: 0-based, as the table stood
 *
 * Makes a cell what it is in the file.
 */
void
bulk_edit_batch_revert_cell (BulkEditBatch *self, guint row, guint column)
{
  guint source_row = get_source_row (self, row), id = get_id (self, column);
  BulkCell original;

  if (source_row == G_MAXUINT || id == G_MAXUINT)
    return;
  original = get_original (self, source_row, id);
  set_source_cell (self, source_row, id, &original);
}

/**
 * bulk_edit_batch_remove_row:
 * @row: 0-based, as the table stood
 *
 * Leaves a row out. The rows after it keep their numbers in this batch.
 */
void
bulk_edit_batch_remove_row (BulkEditBatch *self, guint row)
{
  guint source_row = get_source_row (self, row);

  if (source_row != G_MAXUINT && bulk_edit_rows_set_removed (bulk_edit_batch_own_rows (self), source_row, TRUE))
    bulk_edit_batch_note_row (self, source_row);
}

/**
 * bulk_edit_batch_set_header:
 * @column: 0-based, as the table stood
 * @header: valid UTF-8
 *
 * Renames a column. In a table without headers the columns have headers from then on.
 */
void
bulk_edit_batch_set_header (BulkEditBatch *self, guint column, const char *header)
{
  guint id = get_id (self, column);

  if (id != G_MAXUINT)
    g_hash_table_insert (self->headers, GUINT_TO_POINTER (id), g_strdup (header));
}

/**
 * bulk_edit_batch_leave_out_column:
 * @column: 0-based, as the table stood
 */
void
bulk_edit_batch_leave_out_column (BulkEditBatch *self, guint column)
{
  guint id = get_id (self, column);

  if (id != G_MAXUINT)
    g_hash_table_add (self->left_out, GUINT_TO_POINTER (id));
}

/**
 * bulk_edit_batch_set_columns:
 * @columns: (array length=n): all columns there are to be, in order; one of the file that is named again is ignored
 *
 * Arranges the columns.
 */
void
bulk_edit_batch_set_columns (BulkEditBatch *self, const BulkColumnSpec *columns, guint n)
{
  g_autoptr (GArray) all = bulk_column_list_new_for_layout (bulk_edition_get_layout (self->base), self->n_columns);
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);

  g_clear_pointer (&self->columns, g_array_unref);
  self->columns = bulk_column_list_new ();
  for (guint i = 0; i < n; i++)
    {
      const BulkColumnSpec *spec = &columns[i];
      BulkLayoutColumn *column;

      if (spec->column == BULK_COLUMN_CONSTANT)
        {
          bulk_column_list_insert (self->columns, self->columns->len, self->next_own++,
                                   spec->header != NULL ? spec->header : "", spec->value != NULL ? spec->value : "");
          continue;
        }
      if (spec->column >= all->len)
        continue;
      column = &g_array_index (all, BulkLayoutColumn, spec->column);
      if (g_hash_table_add (named, GUINT_TO_POINTER (column->id)))
        bulk_column_list_insert (self->columns, self->columns->len, column->id,
                                 spec->header != NULL ? spec->header : column->header, column->value);
    }
}

/**
 * bulk_edit_batch_set_wanted:
 * @headers: (nullable): names that columns must have
 *
 * What the table is to have from now on, as a template says: see bulk_table_dup_missing_columns().
 */
void
bulk_edit_batch_set_wanted (BulkEditBatch *self, const char *const *headers)
{
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  if (headers == NULL || headers[0] == NULL)
    return;
  self->wanted = g_ptr_array_new_with_free_func (g_free);
  for (; *headers != NULL; headers++)
    g_ptr_array_add (self->wanted, g_strdup (*headers));
}

/**
 * bulk_edit_batch_get_n_changes:
 *
 * Returns: cells changed, rows removed and columns touched, so far
 */
guint64
bulk_edit_batch_get_n_changes (BulkEditBatch *self)
{
  return self->summary.n_cells + self->summary.n_rows + g_hash_table_size (self->headers)
         + g_hash_table_size (self->left_out) + (self->columns != NULL ? 1 : 0);
}
