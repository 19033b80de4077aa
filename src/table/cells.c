/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/cells.h"
#include <string.h>

#define BLOCK_SIZE 4096u
#define KEPT_BLOCK_MAX (1u << 20)   /* a larger block is given back on clear */

typedef struct _Block Block;
struct _Block
{
  Block *next;
  gsize size;
  char data[];
};

struct _BulkCells
{
  BulkCell *cells;
  guint n;
  guint allocated;
  BulkCell *spare;    /* where cells are arranged anew */
  guint n_spare;
  Block *blocks;      /* the first is the one being filled */
  gsize used;         /* bytes of the first */
  BulkCellsMark mark;
};

static const BulkCell absent = { "", 0, BULK_CELL_ABSENT };

/** bulk_cell_equal: Returns: whether both have the same text, of whatever kind they are */
gboolean
bulk_cell_equal (const BulkCell *a, const BulkCell *b)
{
  return a->length == b->length && (a->length == 0 || memcmp (a->text, b->text, a->length) == 0);
}

/**
 * bulk_cell_dup_text:
 *
 * Returns: (transfer full): the cell's text for display: NUL characters are shown as U+2400
 */
char *
bulk_cell_dup_text (const BulkCell *self)
{
  GString *text = g_string_sized_new (self->length + 1);

  for (gsize at = 0; at < self->length;)
    {
      gsize n = strnlen (self->text + at, self->length - at);

      g_string_append_len (text, self->text + at, (gssize) n);
      at += n;
      if (at < self->length)
        {
          g_string_append (text, "\xe2\x90\x80");
          at++;
        }
    }
  return g_string_free (text, FALSE);
}

/**
 * bulk_cells_new:
 *
 * Returns: (transfer full): no cells; free with bulk_cells_free()
 */
BulkCells *
bulk_cells_new (void)
{
  return g_new0 (BulkCells, 1);
}

static void
free_blocks (Block *block)
{
  while (block != NULL)
    {
      Block *next = block->next;

      g_free (block);
      block = next;
    }
}

/**
 * bulk_cells_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_cells_free (BulkCells *self)
{
  if (self == NULL)
    return;
  free_blocks (self->blocks);
  bulk_text_view_clear (&self->mark.view);
  g_free (self->cells);
  g_free (self->spare);
  g_free (self);
}

/**
 * bulk_cells_clear:
 *
 * Back to no cells. Memory is kept for the next row, but not that of an unusually large one.
 */
void
bulk_cells_clear (BulkCells *self)
{
  self->n = 0;
  self->used = 0;
  if (self->blocks == NULL)
    return;
  free_blocks (g_steal_pointer (&self->blocks->next));
  if (self->blocks->size > KEPT_BLOCK_MAX)
    g_clear_pointer (&self->blocks, g_free);
}

/**
 * bulk_cells_get_n:
 *
 * Returns: how many cells there are
 */
guint
bulk_cells_get_n (BulkCells *self)
{
  return self->n;
}

/**
 * bulk_cells_get:
 *
 * Returns: (transfer none): the cell; an absent one beyond the end
 */
const BulkCell *
bulk_cells_get (BulkCells *self, guint column)
{
  return column < self->n ? &self->cells[column] : &absent;
}

/**
 * bulk_cells_get_all:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n) (nullable): all cells
 */
const BulkCell *
bulk_cells_get_all (BulkCells *self, guint *n)
{
  *n = self->n;
  return self->cells;
}

static void
reserve (BulkCells *self, guint n)
{
  if (n <= self->allocated)
    return;
  self->allocated = MAX (MAX (n, 32), self->allocated * 2);
  self->cells = g_renew (BulkCell, self->cells, self->allocated);
}

/**
 * bulk_cells_set_size:
 *
 * Makes it @n cells; new ones are absent.
 */
void
bulk_cells_set_size (BulkCells *self, guint n)
{
  reserve (self, n);
  for (guint i = self->n; i < n; i++)
    self->cells[i] = absent;
  self->n = n;
}

/**
 * bulk_cells_set:
 * @text: must stay until the cells are cleared
 *
 * Sets one cell; grows if need be.
 */
void
bulk_cells_set (BulkCells *self, guint column, const char *text, gsize length, BulkCellKind kind)
{
  if (column >= self->n)
    bulk_cells_set_size (self, column + 1);
  self->cells[column] = (BulkCell) { text, length, kind };
}

/**
 * bulk_cells_append:
 * @text: must stay until the cells are cleared
 */
void
bulk_cells_append (BulkCells *self, const char *text, gsize length, BulkCellKind kind)
{
  reserve (self, self->n + 1);
  self->cells[self->n++] = (BulkCell) { text, length, kind };
}

/**
 * bulk_cells_extend:
 *
 * Returns: (transfer none) (array length=n): @n more cells, to be filled before anything else is done
 */
BulkCell *
bulk_cells_extend (BulkCells *self, guint n)
{
  reserve (self, self->n + n);
  self->n += n;
  return self->cells + self->n - n;
}

/**
 * bulk_cells_get_mark:
 *
 * For readers.
 *
 * Returns: (transfer none): where to read on
 */
BulkCellsMark *
bulk_cells_get_mark (BulkCells *self)
{
  return &self->mark;
}

/**
 * bulk_cells_arrange:
 * @order: which cell becomes the first, the second and so on; what is beyond the end becomes an absent cell
 * @n: how many
 * @from: the first of the cells that follow after those in @order as they are
 *
 * Puts cells in another order. One may be named twice, or not at all.
 */
void
bulk_cells_arrange (BulkCells *self, const guint *order, guint n, guint from)
{
  guint n_after = self->n > from ? self->n - from : 0, n_all = n + n_after, n_old = self->n, swap;
  BulkCell *old = self->cells;

  if (n_all > self->n_spare)
    {
      self->n_spare = MAX (n_all, 32);
      self->spare = g_renew (BulkCell, self->spare, self->n_spare);
    }
  for (guint i = 0; i < n; i++)
    self->spare[i] = order[i] < n_old ? old[order[i]] : absent;
  if (n_after > 0)
    memcpy (self->spare + n, old + from, n_after * sizeof (BulkCell));
  self->cells = self->spare;
  self->spare = old;
  swap = self->allocated;
  self->allocated = self->n_spare;
  self->n_spare = swap;
  self->n = n_all;
}

/**
 * bulk_cells_alloc:
 *
 * Scratch memory for texts that are not as they stand in the file.
 *
 * Returns: (transfer none): @length bytes that live until the cells are cleared
 */
char *
bulk_cells_alloc (BulkCells *self, gsize length)
{
  char *memory;

  if (self->blocks == NULL || length > self->blocks->size - self->used)
    {
      gsize size = MAX (length, BLOCK_SIZE);
      Block *block;

      if (self->blocks != NULL)
        size = MAX (size, MIN (self->blocks->size * 2, KEPT_BLOCK_MAX));
      block = g_malloc (sizeof (Block) + size);
      block->size = size;
      block->next = self->blocks;
      self->blocks = block;
      self->used = 0;
    }
  memory = self->blocks->data + self->used;
  self->used += length;
  return memory;
}
