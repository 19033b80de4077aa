/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-batch-private.h"
#include <string.h>

/* (transfer full): the header as it is shown */
static char *
dup_header (BulkEditBatch *self, guint id, const char *header)
{
  return header != NULL ? g_strdup (header) : bulk_reader_dup_header (self->reader, id);
}

/* A header that is the file's own is none of the user's. */
static void
set_header (BulkEditBatch *self, BulkLayoutColumn *column, const char *header)
{
  g_autofree char *own = column->id < BULK_COLUMN_OWN ? bulk_reader_dup_header (self->reader, column->id) : NULL;
  char *wanted = g_strcmp0 (own, header) == 0 ? NULL : g_strdup (header);

  g_free (column->header);
  column->header = wanted;
}

/* (transfer full): the columns with all that is asked for */
static GArray *
make_columns (BulkEditBatch *self)
{
  BulkColumnLayout *layout = bulk_edition_get_layout (self->base);
  GArray *columns = self->columns != NULL ? g_array_ref (self->columns)
                                          : bulk_column_list_new_for_layout (layout, self->n_columns);

  for (guint i = 0; i < columns->len;)
    {
      BulkLayoutColumn *column = &g_array_index (columns, BulkLayoutColumn, i);
      const char *header = g_hash_table_lookup (self->headers, GUINT_TO_POINTER (column->id));

      if (g_hash_table_contains (self->left_out, GUINT_TO_POINTER (column->id)))
        {
          g_array_remove_index (columns, i);
          continue;
        }
      if (header == NULL)
        header = column->header;
      if (header != NULL)
        set_header (self, column, header);
      i++;
    }
  return columns;
}

/* Where only headers differ, how many do; else 0. */
static guint
count_renamed (BulkEditBatch *self, GArray *before, GArray *after, guint *index)
{
  guint n = 0;

  if (before->len != after->len)
    return 0;
  for (guint i = before->len; i-- > 0;)
    {
      const BulkLayoutColumn *a = &g_array_index (before, BulkLayoutColumn, i);
      const BulkLayoutColumn *b = &g_array_index (after, BulkLayoutColumn, i);

      if (a->id != b->id)
        return 0;
      if (g_strcmp0 (a->header, b->header) == 0)
        continue;
      n++;
      *index = i;
    }
  return n;
}

static guint
count_other (GArray *before, GArray *after)
{
  guint n = MAX (before->len, after->len) - MIN (before->len, after->len);

  for (guint i = 0; i < MIN (before->len, after->len); i++)
    {
      const BulkLayoutColumn *a = &g_array_index (before, BulkLayoutColumn, i);
      const BulkLayoutColumn *b = &g_array_index (after, BulkLayoutColumn, i);

      n += a->id != b->id || g_strcmp0 (a->header, b->header) != 0;
    }
  return MAX (n, 1);
}

static void
sum_up_columns (BulkEditBatch *self, GArray *before, GArray *after)
{
  BulkEditSummary *summary = &self->summary;
  guint index = 0, n_renamed = count_renamed (self, before, after, &index);

  summary->bounds.columns = TRUE;
  summary->n_columns = count_other (before, after);
  summary->kind = BULK_EDIT_COLUMNS;
  if (n_renamed != 1 || summary->n_cells + summary->n_rows > 0)
    return;
  summary->kind = BULK_EDIT_HEADER;
  summary->source_column = g_array_index (before, BulkLayoutColumn, index).id;
  summary->before = dup_header (self, summary->source_column, g_array_index (before, BulkLayoutColumn, index).header);
  summary->after = dup_header (self, summary->source_column, g_array_index (after, BulkLayoutColumn, index).header);
}

static void
sum_up (BulkEditBatch *self)
{
  BulkEditSummary *summary = &self->summary;
  gboolean columns = summary->bounds.columns;

  if ((summary->n_cells > 0) + (summary->n_rows > 0) + columns > 1)
    summary->kind = BULK_EDIT_MIXED;
  else if (summary->n_rows > 0)
    summary->kind = BULK_EDIT_ROWS;
  else if (!columns)
    summary->kind = summary->n_cells == 1 ? BULK_EDIT_CELL : BULK_EDIT_CELLS;
  if (summary->kind == BULK_EDIT_CELL || summary->kind == BULK_EDIT_HEADER)
    return;
  g_clear_pointer (&summary->before, g_free);
  g_clear_pointer (&summary->after, g_free);
}

/* (transfer full) (nullable): the columns of the version to be; sums up what is other in them */
static BulkColumnLayout *
finish_columns (BulkEditBatch *self)
{
  BulkColumnLayout *old = bulk_edition_get_layout (self->base), *layout;
  g_autoptr (GArray) before = NULL, after = NULL;

  if (self->columns == NULL && g_hash_table_size (self->headers) == 0 && g_hash_table_size (self->left_out) == 0)
    return old != NULL ? bulk_column_layout_ref (old) : NULL;
  before = bulk_column_list_new_for_layout (old, self->n_columns);
  after = make_columns (self);
  layout = bulk_column_list_to_layout (after, self->n_columns);
  if (!bulk_column_layout_equal (old, layout))
    sum_up_columns (self, before, after);
  return layout;
}

static gboolean
is_same_wanted (GPtrArray *a, GPtrArray *b)
{
  if (a == b || a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    if (strcmp (a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static guint
count_absent (GPtrArray *wanted, GHashTable *there)
{
  guint n = 0;

  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    n += !g_hash_table_contains (there, wanted->pdata[i]);
  return n;
}

/* Wanted headers that are there go without saying; one that is missing is worth a step, even if
 * nothing else is other. */
static void
sum_up_wanted (BulkEditBatch *self, BulkColumnLayout *layout)
{
  GPtrArray *before = self->base != NULL ? self->base->wanted : NULL;
  BulkEditSummary *summary = &self->summary;
  g_autoptr (GHashTable) there = NULL;
  g_autoptr (GArray) columns = NULL;
  guint n;

  if (is_same_wanted (before, self->wanted))
    return;
  there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  columns = bulk_column_list_new_for_layout (layout, self->n_columns);
  for (guint i = 0; i < columns->len; i++)
    {
      const BulkLayoutColumn *column = &g_array_index (columns, BulkLayoutColumn, i);
      char *header = dup_header (self, column->id, column->header);

      if (header != NULL)
        g_hash_table_add (there, header);
    }
  n = count_absent (before, there) + count_absent (self->wanted, there);
  if (n == 0)
    return;
  if (summary->n_cells + summary->n_rows + summary->n_columns == 0)
    summary->kind = BULK_EDIT_COLUMNS;
  summary->bounds.columns = TRUE;
  summary->n_columns = MAX (summary->n_columns, n);
}

/*< private >
 * bulk_edit_batch_finish:
 * @texts: those of the table
 * @edition: (out) (transfer full) (nullable): what the table becomes; %NULL: the file as it was read
 * @summary: (out): what changes; its texts are the batch's
 *
 * Returns: %FALSE if nothing changes; nothing is set then
 */
gboolean
bulk_edit_batch_finish (BulkEditBatch *self, BulkEditTexts *texts, BulkEdition **edition, BulkEditSummary *summary)
{
  g_autoptr (BulkColumnLayout) layout = finish_columns (self);
  BulkEditRows *rows = self->rows != NULL ? self->rows : self->base != NULL ? self->base->rows : NULL;

  sum_up_wanted (self, layout);
  if (self->summary.n_cells + self->summary.n_rows + self->summary.n_columns == 0)
    return FALSE;
  sum_up (self);
  bulk_edit_texts_adopt (texts, self->texts);
  *edition = NULL;
  if ((rows != NULL && !bulk_edit_rows_is_empty (rows)) || layout != NULL || self->wanted != NULL)
    *edition = bulk_edition_new (rows != NULL ? bulk_edit_rows_ref (rows) : NULL, g_steal_pointer (&layout),
                                 bulk_edit_texts_ref (texts), self->next_own,
                                 self->wanted != NULL ? g_ptr_array_ref (self->wanted) : NULL);
  *summary = self->summary;
  return TRUE;
}
