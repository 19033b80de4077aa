/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/edit-texts.h"
#include <string.h>

#define BLOCK_MIN 128u
#define BLOCK_MAX (1u << 20)

typedef struct _Block Block;
struct _Block
{
  Block *next;
  gsize size;
  char data[];
};

struct _BulkEditTexts
{
  gatomicrefcount ref_count;
  Block *blocks;      /* the first is the one being filled */
  gsize used;         /* bytes of the first */
};

/** bulk_edit_texts_new: Returns: (transfer full): no texts */
BulkEditTexts *
bulk_edit_texts_new (void)
{
  BulkEditTexts *self = g_new0 (BulkEditTexts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

/** bulk_edit_texts_ref: Returns: (transfer full): @self */
BulkEditTexts *
bulk_edit_texts_ref (BulkEditTexts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** bulk_edit_texts_unref: @self: (transfer full): texts; gone with the last reference */
void
bulk_edit_texts_unref (BulkEditTexts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (Block *block = self->blocks, *next; block != NULL; block = next)
    {
      next = block->next;
      g_free (block);
    }
  g_free (self);
}

/**
 * bulk_edit_texts_add:
 * @text: @length bytes
 *
 * Returns: (transfer none): a copy of @text that lives as long as @self, and whatever adopts its texts
 */
const char *
bulk_edit_texts_add (BulkEditTexts *self, const char *text, gsize length)
{
  char *copy;

  if (length == 0)
    return "";
  if (self->blocks == NULL || length > self->blocks->size - self->used)
    {
      /* A batch of one cell is small, one of a million is not many blocks. */
      gsize size = self->blocks != NULL ? MIN (self->blocks->size * 2, BLOCK_MAX) : BLOCK_MIN;
      Block *block;

      size = MAX (size, length);
      block = g_malloc (sizeof (Block) + size);
      block->size = size;
      block->next = self->blocks;
      self->blocks = block;
      self->used = 0;
    }
  copy = self->blocks->data + self->used;
  memcpy (copy, text, length);
  self->used += length;
  return copy;
}

/**
 * bulk_edit_texts_adopt:
 * @other: is left empty
 *
 * From here on the texts of @other live as long as @self.
 */
void
bulk_edit_texts_adopt (BulkEditTexts *self, BulkEditTexts *other)
{
  Block *last = other->blocks;

  if (last == NULL)
    return;
  while (last->next != NULL)
    last = last->next;
  last->next = self->blocks;
  self->blocks = other->blocks;
  self->used = other->used;
  other->blocks = NULL;
  other->used = 0;
}
