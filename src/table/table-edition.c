/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edits-private.h"
#include "table/table-private.h"

#define LARGE 10000u   /* changes whose memory takes a while to be given back */

static guint
get_n_source_columns (BulkTable *self)
{
  return (guint) g_atomic_int_get ((int *) &self->n_columns);
}

static guint
get_n_source_rows (BulkTable *self)
{
  return (guint) g_atomic_int_get ((int *) &self->n_rows);
}

/* Once it is not NULL, an edition is entered by being counted in first: those that are retired afterwards are kept. */
BulkEdition *
bulk_table_enter_edition (BulkTable *self)
{
  BulkEdition *edition = g_atomic_pointer_get (&self->edition);

  if (edition == NULL || self->frozen)
    return edition;
  g_atomic_int_inc (&self->n_readers);
  edition = g_atomic_pointer_get (&self->edition);
  if (edition == NULL)
    g_atomic_int_add (&self->n_readers, -1);
  return edition;
}

void
bulk_table_leave_edition (BulkTable *self)
{
  if (!self->frozen)
    g_atomic_int_add (&self->n_readers, -1);
}

static gpointer
free_large (gpointer step)
{
  g_object_unref (step);
  return NULL;
}

/* None of them can be entered any more; when nobody is in any edition, nobody is in them. */
static void
free_retired (BulkTable *self)
{
  if (g_atomic_int_get (&self->n_readers) > 0)
    return;
  while (self->retired->len > 0)
    {
      BulkEditStep *step = g_ptr_array_steal_index_fast (self->retired, self->retired->len - 1);

      if (bulk_edit_step_get_n_cells (step) + bulk_edit_step_get_n_rows (step) > LARGE)
        g_thread_unref (g_thread_new ("edits-free", free_large, step));
      else
        g_object_unref (step);
    }
}

BulkEdition *
bulk_table_get_edition (BulkTable *self)
{
  return self->edition;
}

void
bulk_table_retire (BulkTable *self, BulkEditStep *step)
{
  g_ptr_array_add (self->retired, step);
  free_retired (self);
}

static void
emit_cells (BulkTable *self, const BulkEditBounds *bounds)
{
  guint first, n;

  if (bounds->cells_first > bounds->cells_last)
    return;
  first = bulk_edition_rank (self->edition, bounds->cells_first);
  n = bulk_edition_rank (self->edition, bounds->cells_last + 1) - first;
  if (n > 0)
    g_signal_emit_by_name (self, "edited", first, n);
}

void
bulk_table_set_edition (BulkTable *self, BulkEdition *edition, const BulkEditBounds *bounds)
{
  g_autoptr (BulkTable) keep = g_object_ref (self);
  BulkEdition *old = self->edition;
  guint n_columns = bulk_table_get_n_columns (self), position = 0, removed = 0, added = 0;

  if (bounds->rows_first <= bounds->rows_last)
    {
      position = bulk_edition_rank (old, bounds->rows_first);
      removed = bulk_edition_rank (old, bounds->rows_last + 1) - position;
      added = bulk_edition_rank (edition, bounds->rows_last + 1) - position;
    }
  g_atomic_pointer_set (&self->edition, bulk_edition_ref (edition));
  g_clear_pointer (&self->look, bulk_table_look_free);
  if (removed + added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  emit_cells (self, bounds);
  if (bounds->columns)
    {
      g_signal_emit_by_name (self, "columns-edited");
      if (bulk_table_get_n_columns (self) != n_columns)
        g_object_notify (G_OBJECT (self), "n-columns");
    }
  /* Not the last reference: a step has one as long as somebody may be in it. */
  g_clear_pointer (&old, bulk_edition_unref);
  free_retired (self);
}

BulkEditBatch *
bulk_table_begin_batch (BulkTable *self, const char *label)
{
  return bulk_edit_batch_new (self->reader, self->edition, get_n_source_rows (self), get_n_source_columns (self),
                              label);
}

void
bulk_table_finalize_edition (BulkTable *self)
{
  if (self->edits != NULL)
    bulk_edits_detach (self->edits);
  g_clear_object (&self->edits);
  g_ptr_array_unref (self->retired);
  g_clear_pointer (&self->edition, bulk_edition_unref);
}

gboolean
bulk_table_find_column (BulkTable *self, guint id, guint *index)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  gboolean found = bulk_column_layout_find (bulk_edition_get_layout (edition), id, get_n_source_columns (self), index);

  if (edition != NULL)
    bulk_table_leave_edition (self);
  return found;
}

/**
 * bulk_table_get_n_rows:
 *
 * Thread-safe.
 *
 * Returns: data rows, as many as the list model has; grows until the table is complete
 */
guint
bulk_table_get_n_rows (BulkTable *self)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  /* Afterwards: rows are only ever added, and what is removed was there before. */
  guint n = get_n_source_rows (self);

  if (edition == NULL)
    return n;
  n -= bulk_edition_get_n_removed (edition);
  bulk_table_leave_edition (self);
  return n;
}

/**
 * bulk_table_get_n_columns:
 *
 * Thread-safe.
 *
 * Returns: columns of the widest row so far
 */
guint
bulk_table_get_n_columns (BulkTable *self)
{
  guint n = (guint) g_atomic_int_get ((int *) &self->n_columns);
  BulkEdition *edition = bulk_table_enter_edition (self);

  if (edition == NULL)
    return n;
  n = bulk_column_layout_get_n (edition->layout, n);
  bulk_table_leave_edition (self);
  return n;
}

/**
 * bulk_table_dup_header:
 *
 * Thread-safe.
 *
 * Returns: (transfer full): the text above @column, "" where there is none
 */
char *
bulk_table_dup_header (BulkTable *self, guint column)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  const BulkLayoutColumn *shown;
  char *header;
  guint id;

  if (edition == NULL)
    return bulk_reader_dup_header (self->reader, column);
  shown = bulk_column_layout_get (edition->layout, column);
  id = bulk_column_layout_get_id (edition->layout, column, get_n_source_columns (self));
  if (shown != NULL && shown->header != NULL)
    header = g_strdup (shown->header);
  else
    header = id < BULK_COLUMN_OWN ? bulk_reader_dup_header (self->reader, id) : g_strdup ("");
  bulk_table_leave_edition (self);
  return header;
}

/**
 * bulk_table_read_row:
 * @row: 0-based
 * @cells: cleared, then filled; they borrow from the table
 *
 * Thread-safe.
 *
 * Returns: %FALSE if there is no such row (yet)
 */
gboolean
bulk_table_read_row (BulkTable *self, guint row, BulkCells *cells)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  gboolean read;

  if (edition == NULL)
    return bulk_reader_read_row (self->reader, row, cells);
  read = bulk_edition_read_row (edition, self->reader, row, cells);
  bulk_table_leave_edition (self);
  return read;
}

/**
 * bulk_table_has_header:
 *
 * Returns: whether the columns have names
 */
gboolean
bulk_table_has_header (BulkTable *self)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  gboolean named;

  if (edition == NULL)
    return bulk_reader_has_header (self->reader, self->source.has_header);
  named = bulk_column_layout_has_headers (edition->layout);
  bulk_table_leave_edition (self);
  return named || bulk_reader_has_header (self->reader, self->source.has_header);
}

/**
 * bulk_table_get_edits:
 *
 * Main thread only.
 *
 * Returns: (transfer none) (nullable): what the user changed; %NULL for a frozen table
 */
BulkEdits *
bulk_table_get_edits (BulkTable *self)
{
  if (self->edits == NULL && !self->frozen)
    self->edits = bulk_edits_new (self);
  return self->edits;
}

/** bulk_table_is_edited: Returns: whether the table is other than the file; thread-safe */
gboolean
bulk_table_is_edited (BulkTable *self)
{
  return g_atomic_pointer_get (&self->edition) != NULL;
}

/**
 * bulk_table_get_n_edited_cells:
 *
 * Returns: cells with other texts than in the file, in rows that are left; thread-safe
 */
guint64
bulk_table_get_n_edited_cells (BulkTable *self)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  guint64 n;

  if (edition == NULL)
    return 0;
  n = edition->rows != NULL ? bulk_edit_rows_get_n_cells (edition->rows) : 0;
  bulk_table_leave_edition (self);
  return n;
}

/** bulk_table_get_n_removed_rows: Returns: rows of the file that are left out; thread-safe */
guint
bulk_table_get_n_removed_rows (BulkTable *self)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  guint n = bulk_edition_get_n_removed (edition);

  if (edition != NULL)
    bulk_table_leave_edition (self);
  return n;
}

/**
 * bulk_table_freeze:
 *
 * Thread-safe.
 *
 * Returns: (transfer full): the table as it is now, which never changes
 */
BulkTable *
bulk_table_freeze (BulkTable *self)
{
  BulkTable *frozen;
  BulkEdition *edition;
  const GError *error = g_atomic_pointer_get (&self->load_error);
  gboolean complete = bulk_table_is_complete (self);

  if (self->frozen)
    return g_object_ref (self);
  frozen = bulk_table_new (self->reader, &self->source);
  edition = bulk_table_enter_edition (self);
  frozen->edition = bulk_edition_ref (edition);
  if (edition != NULL)
    bulk_table_leave_edition (self);
  frozen->frozen = TRUE;
  /* Rows are only ever added, and the table is complete when the last have been. */
  frozen->complete = complete;
  frozen->n_rows = get_n_source_rows (self);
  frozen->n_columns = get_n_source_columns (self);
  frozen->fraction = complete ? 1 : 0;
  frozen->load_error = error != NULL ? g_error_copy (error) : NULL;
  return frozen;
}

/** bulk_table_get_source_row: Returns: which of the file's rows is shown there; %G_MAXUINT: none; thread-safe */
guint
bulk_table_get_source_row (BulkTable *self, guint row)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  guint source = bulk_edition_get_source_row (edition, row);

  if (edition != NULL)
    bulk_table_leave_edition (self);
  return source < get_n_source_rows (self) ? source : G_MAXUINT;
}

/** bulk_table_get_source_column: Returns: which of the file's columns is shown there; %G_MAXUINT: none; thread-safe */
guint
bulk_table_get_source_column (BulkTable *self, guint column)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  guint id = bulk_column_layout_get_id (bulk_edition_get_layout (edition), column, get_n_source_columns (self));

  if (edition != NULL)
    bulk_table_leave_edition (self);
  return id < BULK_COLUMN_OWN ? id : G_MAXUINT;
}

/**
 * bulk_table_find_source_row:
 * @row: (out): where it is shown; where it was left out, the row that is shown in its place
 *
 * Thread-safe.
 *
 * Returns: whether the file's row is shown
 */
gboolean
bulk_table_find_source_row (BulkTable *self, guint source_row, guint *row)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  gboolean shown = bulk_edition_find_source_row (edition, source_row, row);

  if (edition != NULL)
    bulk_table_leave_edition (self);
  return shown && source_row < get_n_source_rows (self);
}

/**
 * bulk_table_find_source_column:
 * @column: (out): where it is shown; else %G_MAXUINT
 *
 * Thread-safe.
 *
 * Returns: whether the file's column is shown
 */
gboolean
bulk_table_find_source_column (BulkTable *self, guint source_column, guint *column)
{
  *column = G_MAXUINT;
  return source_column < BULK_COLUMN_OWN && bulk_table_find_column (self, source_column, column);
}

/** bulk_table_is_edited_cell: Returns: whether the cell has another text than in the file; thread-safe */
gboolean
bulk_table_is_edited_cell (BulkTable *self, guint row, guint column)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  gboolean edited;
  guint id;

  if (edition == NULL)
    return FALSE;
  id = bulk_column_layout_get_id (edition->layout, column, get_n_source_columns (self));
  edited = id != G_MAXUINT && bulk_edition_get_cell (edition, bulk_edition_get_source_row (edition, row), id) != NULL;
  bulk_table_leave_edition (self);
  return edited;
}

/**
 * bulk_table_dup_source_text:
 *
 * Returns: (transfer full) (nullable): what the file has there, for display; thread-safe
 */
char *
bulk_table_dup_source_text (BulkTable *self, guint row, guint column)
{
  guint source_row = bulk_table_get_source_row (self, row), source_column = bulk_table_get_source_column (self, column);
  g_autoptr (BulkCells) cells = bulk_cells_new ();

  if (source_row == G_MAXUINT || source_column == G_MAXUINT || !bulk_reader_read_row (self->reader, source_row, cells))
    return NULL;
  return bulk_cell_dup_text (bulk_cells_get (cells, source_column));
}

/** bulk_table_dup_source_header: Returns: (transfer full) (nullable): the column's header in the file; thread-safe */
char *
bulk_table_dup_source_header (BulkTable *self, guint column)
{
  guint source_column = bulk_table_get_source_column (self, column);

  return source_column != G_MAXUINT ? bulk_reader_dup_header (self->reader, source_column) : NULL;
}

/** bulk_table_dup_own_value: Returns: (transfer full) (nullable): what every row had in a column that the user added;
 * %NULL for one of the file; thread-safe */
char *
bulk_table_dup_own_value (BulkTable *self, guint column)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  const BulkLayoutColumn *shown;
  char *value = NULL;

  if (edition == NULL)
    return NULL;
  shown = bulk_column_layout_get (edition->layout, column);
  if (shown != NULL && shown->id >= BULK_COLUMN_OWN)
    value = g_strdup (shown->value != NULL ? shown->value : "");
  bulk_table_leave_edition (self);
  return value;
}

/**
 * bulk_table_dup_missing_columns:
 *
 * Thread-safe.
 *
 * Returns: (transfer full) (nullable): names that a template wants and no column has; %NULL: none are missing
 */
char **
bulk_table_dup_missing_columns (BulkTable *self)
{
  BulkEdition *edition = bulk_table_enter_edition (self);
  g_autoptr (GPtrArray) wanted = edition != NULL && edition->wanted != NULL ? g_ptr_array_ref (edition->wanted) : NULL;
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) missing = NULL;
  guint n = 0;

  if (edition != NULL)
    bulk_table_leave_edition (self);
  if (wanted == NULL)
    return NULL;
  for (guint i = 0; i < bulk_table_get_n_columns (self); i++)
    g_hash_table_add (there, bulk_table_dup_header (self, i));
  missing = g_strv_builder_new ();
  for (guint i = 0; i < wanted->len; i++)
    if (!g_hash_table_contains (there, wanted->pdata[i]))
      {
        g_strv_builder_add (missing, wanted->pdata[i]);
        n++;
      }
  return n > 0 ? g_strv_builder_end (missing) : NULL;
}
