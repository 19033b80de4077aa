/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/column-list.h"

static void
clear_column (gpointer data)
{
  BulkLayoutColumn *column = data;

  g_clear_pointer (&column->header, g_free);
  g_clear_pointer (&column->value, g_free);
}

/** bulk_column_list_new: Returns: (transfer full): no columns */
GArray *
bulk_column_list_new (void)
{
  GArray *self = g_array_new (FALSE, TRUE, sizeof (BulkLayoutColumn));

  g_array_set_clear_func (self, clear_column);
  return self;
}

/**
 * bulk_column_list_new_for_layout:
 *
 * Returns: (transfer full): the columns of a layout, as far as the file's are known
 */
GArray *
bulk_column_list_new_for_layout (BulkColumnLayout *layout, guint n_source)
{
  GArray *self = bulk_column_list_new ();
  guint n = bulk_column_layout_get_n (layout, n_source);

  for (guint i = 0; i < n; i++)
    {
      const BulkLayoutColumn *column = bulk_column_layout_get (layout, i);

      bulk_column_list_insert (self, i, bulk_column_layout_get_id (layout, i, n_source),
                               column != NULL ? column->header : NULL, column != NULL ? column->value : NULL);
    }
  return self;
}

/** bulk_column_list_insert: puts a column before the one at @at; the texts are copied */
void
bulk_column_list_insert (GArray *self, guint at, guint id, const char *header, const char *value)
{
  BulkLayoutColumn column = { id, g_strdup (header), g_strdup (value) };

  g_array_insert_val (self, at, column);
}

/**
 * bulk_column_list_find:
 * @index: (out): where
 *
 * Returns: whether the column is in the list
 */
gboolean
bulk_column_list_find (GArray *self, guint id, guint *index)
{
  for (*index = 0; *index < self->len; (*index)++)
    if (g_array_index (self, BulkLayoutColumn, *index).id == id)
      return TRUE;
  return FALSE;
}

/** bulk_column_list_to_layout: Returns: (transfer full) (nullable): the layout; %NULL: that of the file */
BulkColumnLayout *
bulk_column_list_to_layout (GArray *self, guint n_source)
{
  g_autofree BulkLayoutColumn *columns = g_new0 (BulkLayoutColumn, MAX (self->len, 1));

  for (guint i = 0; i < self->len; i++)
    {
      const BulkLayoutColumn *column = &g_array_index (self, BulkLayoutColumn, i);

      columns[i] = (BulkLayoutColumn) { column->id, g_strdup (column->header), g_strdup (column->value) };
    }
  return bulk_column_layout_new (columns, self->len, n_source);
}
