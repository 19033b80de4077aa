/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/row-set.h"

#include <stdlib.h>

struct _BulkRowSet
{
  gatomicrefcount references;
  guint n;
  guint first;    /* of a range */
  guint *rows;    /* NULL: a range */
};

/* Private helpers */

static int
compare_rows (const void *a, const void *b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

static BulkRowSet *
new_set (guint n)
{
  BulkRowSet *self = g_new0 (BulkRowSet, 1);

  g_atomic_ref_count_init (&self->references);
  self->n = n;
  return self;
}

/* Public functions */

/** bulk_row_set_new_range: Returns: (transfer full): @n rows from @first on */
BulkRowSet *
bulk_row_set_new_range (guint first, guint n)
{
  BulkRowSet *self = new_set (n);

  self->first = first;
  return self;
}

/** bulk_row_set_new_list: Returns: (transfer full): @rows in ascending order, each once */
BulkRowSet *
bulk_row_set_new_list (const guint *rows, guint n)
{
  BulkRowSet *self = new_set (0);

  self->rows = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->rows[i] = rows[i];
  qsort (self->rows, n, sizeof (guint), compare_rows);
  for (guint i = 0; i < n; i++)
    if (i == 0 || self->rows[i] != self->rows[self->n - 1])
      self->rows[self->n++] = self->rows[i];
  return self;
}

/** bulk_row_set_ref: Returns: (transfer full): @self */
BulkRowSet *
bulk_row_set_ref (BulkRowSet *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/** bulk_row_set_unref: @self: (nullable) (transfer full): rows */
void
bulk_row_set_unref (BulkRowSet *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->rows);
  g_free (self);
}

/** bulk_row_set_get_n: Returns: how many rows these are */
guint
bulk_row_set_get_n (BulkRowSet *self)
{
  return self->n;
}

/** bulk_row_set_get: Returns: the table's row that is the @index-th of these */
guint
bulk_row_set_get (BulkRowSet *self, guint index)
{
  g_return_val_if_fail (index < self->n, 0);
  return self->rows != NULL ? self->rows[index] : self->first + index;
}

/** bulk_row_set_contains: Returns: whether @row is one of these */
gboolean
bulk_row_set_contains (BulkRowSet *self, guint row)
{
  if (self->rows == NULL)
    return row >= self->first && row - self->first < self->n;
  return bsearch (&row, self->rows, self->n, sizeof (guint), compare_rows) != NULL;
}
