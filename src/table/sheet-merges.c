/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-merges.h"

struct _BulkSheetMerges
{
  GArray *merges;      /* BulkSheetMerge; sealed: by first row */
  guint64 *reaches;    /* sealed: the last row of any up to this one */
};

/**
 * bulk_sheet_merges_new:
 *
 * Returns: (transfer full): none
 */
BulkSheetMerges *
bulk_sheet_merges_new (void)
{
  BulkSheetMerges *self = g_new0 (BulkSheetMerges, 1);

  self->merges = g_array_new (FALSE, FALSE, sizeof (BulkSheetMerge));
  return self;
}

/**
 * bulk_sheet_merges_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_sheet_merges_free (BulkSheetMerges *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->merges);
  g_free (self->reaches);
  g_free (self);
}

/**
 * bulk_sheet_merges_add:
 * @merge: copied; one of a single cell is none
 *
 * Adds a range.
 */
void
bulk_sheet_merges_add (BulkSheetMerges *self, const BulkSheetMerge *merge)
{
  if (merge->last_row < merge->first_row || merge->last_column < merge->first_column)
    return;
  if (merge->last_row > merge->first_row || merge->last_column > merge->first_column)
    g_array_append_val (self->merges, *merge);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const BulkSheetMerge *one = a, *other = b;

  if (one->first_row != other->first_row)
    return one->first_row < other->first_row ? -1 : 1;
  return one->first_column < other->first_column ? -1 : one->first_column > other->first_column;
}

/**
 * bulk_sheet_merges_seal:
 *
 * All were added.
 */
void
bulk_sheet_merges_seal (BulkSheetMerges *self)
{
  guint64 reach = 0;

  g_array_sort (self->merges, compare);
  self->reaches = g_new (guint64, self->merges->len);
  for (guint i = 0; i < self->merges->len; i++)
    self->reaches[i] = reach = MAX (reach, bulk_sheet_merges_get (self, i)->last_row);
}

/**
 * bulk_sheet_merges_get_n:
 *
 * Returns: how many there are
 */
guint
bulk_sheet_merges_get_n (BulkSheetMerges *self)
{
  return self->merges->len;
}

/**
 * bulk_sheet_merges_get:
 *
 * Returns: (transfer none): a range
 */
const BulkSheetMerge *
bulk_sheet_merges_get (BulkSheetMerges *self, guint index)
{
  return &g_array_index (self->merges, BulkSheetMerge, index);
}

/* How many begin at or above @row. */
static guint
count_to (BulkSheetMerges *self, guint64 row)
{
  guint low = 0, high = self->merges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (bulk_sheet_merges_get (self, middle)->first_row <= row)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * bulk_sheet_merges_next:
 * @at: (inout): 0 at first
 *
 * Thread-safe once sealed.
 *
 * Returns: (transfer none) (nullable): the next range with cells in @row
 */
const BulkSheetMerge *
bulk_sheet_merges_next (BulkSheetMerges *self, guint64 row, guint *at)
{
  guint left = *at == 0 ? count_to (self, row) : *at - 1;

  for (; left > 0 && self->reaches[left - 1] >= row; left--)
    if (bulk_sheet_merges_get (self, left - 1)->last_row >= row)
      {
        *at = left;
        return bulk_sheet_merges_get (self, left - 1);
      }
  *at = 1;
  return NULL;
}

/**
 * bulk_sheet_merges_covers:
 *
 * Thread-safe once sealed.
 *
 * Returns: whether the cell is part of a range but not its first cell, which alone has a value
 */
gboolean
bulk_sheet_merges_covers (BulkSheetMerges *self, guint64 row, guint column)
{
  guint at = 0;

  for (const BulkSheetMerge *merge; (merge = bulk_sheet_merges_next (self, row, &at)) != NULL;)
    if (column >= merge->first_column && column <= merge->last_column &&
        (row != merge->first_row || column != merge->first_column))
      return TRUE;
  return FALSE;
}
