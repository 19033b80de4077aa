/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/row-index.h"

#define STEP BULK_ROW_INDEX_STEP
#define BLOCK 65536u
#define N_BLOCKS (G_MAXUINT32 / STEP / BLOCK + 1)

struct _BulkRowIndex
{
  guint64 *blocks[N_BLOCKS];
  GMutex mutex;
  guint64 next_row;       /* guarded: the row after the one read last */
  gsize next_start;
};

/**
 * bulk_row_index_new:
 *
 * Returns: (transfer full): an index of no rows
 */
BulkRowIndex *
bulk_row_index_new (void)
{
  BulkRowIndex *self = g_new0 (BulkRowIndex, 1);

  g_mutex_init (&self->mutex);
  return self;
}

/**
 * bulk_row_index_free:
 *
 * Frees the index.
 */
void
bulk_row_index_free (BulkRowIndex *self)
{
  for (guint i = 0; i < N_BLOCKS; i++)
    g_free (self->blocks[i]);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * bulk_row_index_add:
 * @row: one more than the one added before, less than 2^32
 * @start: its offset
 *
 * Who looks the row up must have been told of it after this, in a way that orders memory.
 */
void
bulk_row_index_add (BulkRowIndex *self, guint64 row, gsize start)
{
  guint64 place = row / STEP;

  if (row % STEP != 0)
    return;
  if (place % BLOCK == 0)
    self->blocks[place / BLOCK] = g_new (guint64, BLOCK);
  self->blocks[place / BLOCK][place % BLOCK] = start;
}

/**
 * bulk_row_index_get:
 * @row: a multiple of %BULK_ROW_INDEX_STEP
 *
 * Returns: where it begins
 */
gsize
bulk_row_index_get (BulkRowIndex *self, guint64 row)
{
  return self->blocks[row / STEP / BLOCK][row / STEP % BLOCK];
}

/**
 * bulk_row_index_look_up:
 * @row: (inout): a row; the nearest one at or before it that is known
 *
 * Thread-safe.
 *
 * Returns: where the row found begins
 */
gsize
bulk_row_index_look_up (BulkRowIndex *self, guint64 *row)
{
  guint64 known = *row / STEP * STEP;
  gsize start = bulk_row_index_get (self, known);

  g_mutex_lock (&self->mutex);
  if (self->next_row <= *row && self->next_row > known)
    {
      known = self->next_row;
      start = self->next_start;
    }
  g_mutex_unlock (&self->mutex);
  *row = known;
  return start;
}

/**
 * bulk_row_index_remember:
 *
 * Thread-safe. Tells where a row begins that may be wanted next.
 */
void
bulk_row_index_remember (BulkRowIndex *self, guint64 row, gsize start)
{
  g_mutex_lock (&self->mutex);
  self->next_row = row;
  self->next_start = start;
  g_mutex_unlock (&self->mutex);
}
