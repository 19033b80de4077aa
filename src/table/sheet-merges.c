/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/sheet-merges.h"

struct _BulkSheetMerges
{
  GArray *merges;      /* BulkSheetMerge; sealed: by first row */
  guint64 *reaches;    /* sealed: a tree over them, of the last row that any below a node has */
};

/* Of ranges that do not overlap, as they must not, a row meets no more. */
#define MAX_IN_ROW 16384u

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

/* Fills the tree below @node, which is over the ranges from @low to before @high. */
static guint64
fill_tree (BulkSheetMerges *self, guint node, guint low, guint high)
{
  guint middle = low + (high - low) / 2;
  guint64 left, right;

  if (high - low == 1)
    return self->reaches[node] = bulk_sheet_merges_get (self, low)->last_row;
  left = fill_tree (self, 2 * node, low, middle);
  right = fill_tree (self, 2 * node + 1, middle, high);
  return self->reaches[node] = MAX (left, right);
}

/**
 * bulk_sheet_merges_seal:
 *
 * All were added.
 */
void
bulk_sheet_merges_seal (BulkSheetMerges *self)
{
  g_array_sort (self->merges, compare);
  self->reaches = g_new0 (guint64, 4 * (gsize) self->merges->len + 2);
  if (self->merges->len > 0)
    fill_tree (self, 1, 0, self->merges->len);
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

/* The last range before @end that reaches @row. */
static const BulkSheetMerge *
find_before (BulkSheetMerges *self, guint node, guint low, guint high, guint end, guint64 row, guint *found)
{
  guint middle = low + (high - low) / 2;
  const BulkSheetMerge *merge;

  if (low >= end || self->reaches[node] < row)
    return NULL;
  *found = low;
  if (high - low == 1)
    return bulk_sheet_merges_get (self, low);
  merge = find_before (self, 2 * node + 1, middle, high, end, row, found);
  return merge != NULL ? merge : find_before (self, 2 * node, low, middle, end, row, found);
}

/**
 * bulk_sheet_merges_next:
 * @at: (inout): %BULK_SHEET_MERGES_BEGIN at first
 *
 * Thread-safe once sealed.
 *
 * Returns: (transfer none) (nullable): the next range with cells in @row, from the last
 */
const BulkSheetMerge *
bulk_sheet_merges_next (BulkSheetMerges *self, guint64 row, BulkSheetMergesAt *at)
{
  const BulkSheetMerge *merge = NULL;

  if (at->n == 0)
    at->end = count_to (self, row);
  if (at->end > 0 && at->n++ < MAX_IN_ROW)
    merge = find_before (self, 1, 0, self->merges->len, at->end, row, &at->end);
  return merge;
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
  BulkSheetMergesAt at = BULK_SHEET_MERGES_BEGIN;

  for (const BulkSheetMerge *merge; (merge = bulk_sheet_merges_next (self, row, &at)) != NULL;)
    if (column >= merge->first_column && column <= merge->last_column &&
        (row != merge->first_row || column != merge->first_column))
      return TRUE;
  return FALSE;
}
