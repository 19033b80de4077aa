/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/column-layout.h"
#include <string.h>

struct _BulkColumnLayout
{
  gatomicrefcount ref_count;
  guint n_known;              /* columns of the file when it was made */
  guint n;
  BulkLayoutColumn *columns;
  guint *order;               /* IDs alone */
  guint *places;              /* where a known column of the file is shown; G_MAXUINT: nowhere */
  gboolean has_own;
  gboolean has_headers;
};

static gboolean
is_plain (const BulkLayoutColumn *columns, guint n, guint n_known)
{
  if (n != n_known)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (columns[i].id != i || columns[i].header != NULL)
      return FALSE;
  return TRUE;
}

/**
 * bulk_column_layout_new:
 * @columns: (array length=n): what to show; their texts are taken
 * @n_known: columns of the file that are known
 *
 * Returns: (transfer full) (nullable): the layout; %NULL: that of the file
 */
BulkColumnLayout *
bulk_column_layout_new (BulkLayoutColumn *columns, guint n, guint n_known)
{
  BulkColumnLayout *self;

  if (is_plain (columns, n, n_known))
    return NULL;
  self = g_new0 (BulkColumnLayout, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n_known = n_known;
  self->n = n;
  self->columns = g_new0 (BulkLayoutColumn, MAX (n, 1));
  self->order = g_new0 (guint, MAX (n, 1));
  self->places = g_new (guint, MAX (n_known, 1));
  memset (self->places, 0xff, MAX (n_known, 1) * sizeof (guint));
  for (guint i = 0; i < n; i++)
    {
      self->columns[i] = columns[i];
      self->order[i] = columns[i].id;
      if (columns[i].id < n_known)
        self->places[columns[i].id] = i;
      self->has_own |= columns[i].id >= BULK_COLUMN_OWN;
      self->has_headers |= columns[i].header != NULL && columns[i].header[0] != '\0';
    }
  return self;
}

/** bulk_column_layout_ref: Returns: (transfer full): @self */
BulkColumnLayout *
bulk_column_layout_ref (BulkColumnLayout *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** bulk_column_layout_unref: @self: (transfer full): a layout */
void
bulk_column_layout_unref (BulkColumnLayout *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->columns[i].header);
      g_free (self->columns[i].value);
    }
  g_free (self->columns);
  g_free (self->order);
  g_free (self->places);
  g_free (self);
}

/** bulk_column_layout_equal: Returns: whether both show the same */
gboolean
bulk_column_layout_equal (BulkColumnLayout *a, BulkColumnLayout *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->n != b->n || a->n_known != b->n_known)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (a->columns[i].id != b->columns[i].id || g_strcmp0 (a->columns[i].header, b->columns[i].header) != 0
        || g_strcmp0 (a->columns[i].value, b->columns[i].value) != 0)
      return FALSE;
  return TRUE;
}

/** bulk_column_layout_get_n: Returns: how many columns are shown of a file that has @n_source */
guint
bulk_column_layout_get_n (BulkColumnLayout *self, guint n_source)
{
  if (self == NULL)
    return n_source;
  return self->n + (n_source > self->n_known ? n_source - self->n_known : 0);
}

/** bulk_column_layout_get_id: Returns: the ID of the column shown at @index; %G_MAXUINT: there is none */
guint
bulk_column_layout_get_id (BulkColumnLayout *self, guint index, guint n_source)
{
  if (index >= bulk_column_layout_get_n (self, n_source))
    return G_MAXUINT;
  if (self == NULL)
    return index;
  return index < self->n ? self->order[index] : self->n_known + (index - self->n);
}

/**
 * bulk_column_layout_find:
 * @index: (out): where it is shown
 *
 * Returns: whether the column with this ID is shown
 */
gboolean
bulk_column_layout_find (BulkColumnLayout *self, guint id, guint n_source, guint *index)
{
  *index = G_MAXUINT;
  if (id >= BULK_COLUMN_OWN)
    {
      for (guint i = 0; self != NULL && i < self->n && *index == G_MAXUINT; i++)
        if (self->order[i] == id)
          *index = i;
    }
  else if (id >= n_source)
    return FALSE;
  else if (self == NULL)
    *index = id;
  else
    *index = id < self->n_known ? self->places[id] : self->n + (id - self->n_known);
  return *index != G_MAXUINT;
}

/**
 * bulk_column_layout_get:
 *
 * Returns: (transfer none) (nullable): what is known of a column; %NULL: it is as in the file
 */
const BulkLayoutColumn *
bulk_column_layout_get (BulkColumnLayout *self, guint index)
{
  return self != NULL && index < self->n ? &self->columns[index] : NULL;
}

/** bulk_column_layout_has_headers: Returns: whether a column has been named */
gboolean
bulk_column_layout_has_headers (BulkColumnLayout *self)
{
  return self != NULL && self->has_headers;
}

/**
 * bulk_column_layout_arrange:
 * @cells: as in the file; become as in the table
 *
 * A row stays as short as it was where its end is shown: what was not there is not there.
 */
void
bulk_column_layout_arrange (BulkColumnLayout *self, BulkCells *cells)
{
  guint n;

  bulk_cells_arrange (cells, self->order, self->n, self->n_known);
  for (guint i = 0; self->has_own && i < self->n; i++)
    if (self->order[i] >= BULK_COLUMN_OWN)
      bulk_cells_set (cells, i, self->columns[i].value, strlen (self->columns[i].value), BULK_CELL_TEXT);
  for (n = bulk_cells_get_n (cells); n > 0 && bulk_cells_get (cells, n - 1)->kind == BULK_CELL_ABSENT;)
    n--;
  bulk_cells_set_size (cells, n);
}
