/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-batch-private.h"
#include <string.h>

static gboolean
is_same_cell (const BulkEditCell *a, const BulkEditCell *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->kind == b->kind && a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

static const BulkEditCell *
get_cell (BulkEditRows *rows, guint row, guint id)
{
  return rows != NULL ? bulk_edit_rows_get_cell (rows, row, id) : NULL;
}

static void
take_back_cell (BulkEditBatch *self, guint row, guint id, BulkEditRows *before, BulkEditRows *after)
{
  const BulkEditCell *was = get_cell (before, row, id), *became = get_cell (after, row, id);

  if (is_same_cell (was, became) || !is_same_cell (get_cell (self->rows, row, id), became))
    return;
  if (was != NULL)
    bulk_edit_rows_set_cell (self->rows, row, was);
  else
    bulk_edit_rows_unset_cell (self->rows, row, id);
  bulk_edit_batch_note_cell (self, row, id);
}

static void
take_back_row (guint row, BulkEditRows *before, BulkEditRows *after, gpointer user_data)
{
  BulkEditBatch *self = user_data;
  gboolean was = bulk_edit_rows_is_removed (before, row), became = bulk_edit_rows_is_removed (after, row);
  const BulkEditCell *cells;
  guint n;

  if (was != became && bulk_edit_rows_set_removed (self->rows, row, was))
    bulk_edit_batch_note_row (self, row);
  cells = bulk_edit_rows_get_cells (after, row, &n);
  for (guint i = 0; i < n; i++)
    take_back_cell (self, row, cells[i].column, before, after);
  cells = bulk_edit_rows_get_cells (before, row, &n);
  for (guint i = 0; i < n; i++)
    if (get_cell (after, row, cells[i].column) == NULL)
      take_back_cell (self, row, cells[i].column, before, after);
}

/* Headers that still are what the step made of them; columns that it brought. */
static void
take_back_changed (GArray *columns, GArray *before, GArray *after)
{
  for (guint i = 0; i < after->len; i++)
    {
      const BulkLayoutColumn *became = &g_array_index (after, BulkLayoutColumn, i);
      guint at, was;

      if (!bulk_column_list_find (columns, became->id, &at))
        continue;
      if (!bulk_column_list_find (before, became->id, &was))
        g_array_remove_index (columns, at);
      else
        {
          BulkLayoutColumn *now = &g_array_index (columns, BulkLayoutColumn, at);
          const char *header = g_array_index (before, BulkLayoutColumn, was).header;

          if (g_strcmp0 (now->header, became->header) != 0 || g_strcmp0 (header, became->header) == 0)
            continue;
          g_free (now->header);
          now->header = g_strdup (header);
        }
    }
}

/* Columns that it left out come back, after the one they were after. */
static void
bring_back (GArray *columns, GArray *before, GArray *after)
{
  for (guint i = 0; i < before->len; i++)
    {
      const BulkLayoutColumn *was = &g_array_index (before, BulkLayoutColumn, i);
      guint at;

      if (bulk_column_list_find (after, was->id, &at) || bulk_column_list_find (columns, was->id, &at))
        continue;
      if (i == 0)
        at = 0;
      else if (bulk_column_list_find (columns, g_array_index (before, BulkLayoutColumn, i - 1).id, &at))
        at++;
      else
        at = MIN (i, columns->len);
      bulk_column_list_insert (columns, at, was->id, was->header, was->value);
    }
}

static void
take_back_columns (BulkEditBatch *self, BulkColumnLayout *before, BulkColumnLayout *after)
{
  BulkColumnLayout *now = bulk_edition_get_layout (self->base);
  g_autoptr (GArray) was = bulk_column_list_new_for_layout (before, self->n_columns);
  g_autoptr (GArray) became = bulk_column_list_new_for_layout (after, self->n_columns);

  if (bulk_column_layout_equal (before, after))
    return;
  g_clear_pointer (&self->columns, g_array_unref);
  if (bulk_column_layout_equal (now, after))
    {
      self->columns = g_steal_pointer (&was);
      return;
    }
  self->columns = bulk_column_list_new_for_layout (now, self->n_columns);
  take_back_changed (self->columns, was, became);
  bring_back (self->columns, was, became);
}

/* What the step made columns be called is not wanted any more, unless another step said so since. */
static void
take_back_wanted (BulkEditBatch *self, BulkEdition *before, BulkEdition *after)
{
  GPtrArray *was = before != NULL ? before->wanted : NULL, *became = after != NULL ? after->wanted : NULL;

  if (was == became || became != self->wanted)
    return;
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  self->wanted = was != NULL ? g_ptr_array_ref (was) : NULL;
}

/*< private >
 * bulk_edit_batch_take_back:
 * @before: (nullable): before the step
 * @after: (nullable): after it
 *
 * Makes all that a step changed what it was before it, but for what was changed again since. The order of columns is
 * taken back only where they were not touched since.
 */
void
bulk_edit_batch_take_back (BulkEditBatch *self, BulkEdition *before, BulkEdition *after)
{
  bulk_edit_batch_own_rows (self);
  bulk_edit_rows_compare (before != NULL ? before->rows : NULL, after != NULL ? after->rows : NULL, take_back_row,
                          self);
  take_back_columns (self, bulk_edition_get_layout (before), bulk_edition_get_layout (after));
  take_back_wanted (self, before, after);
}
