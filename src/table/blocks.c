/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/blocks.h"
#include "table/spool.h"
#include "table/table-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BLOCK ((guint64) 1 << 20)
#define N_BLOCKS 32768u              /* 32 GiB */
#define N_HEAP 4u                    /* blocks in memory before there is a file */

struct _BulkBlocks
{
  guint8 *blocks[N_BLOCKS];          /* a record of more than a block has several that lie side by side */
  guint heap[N_HEAP];                /* where a piece of memory begins */
  guint n_heap;
  guint n_blocks;
  guint64 end;                       /* where the next record goes, if it fits */
  int fd;
  guint64 file_size;
};

/**
 * bulk_blocks_new:
 *
 * Returns: (transfer full): no records
 */
BulkBlocks *
bulk_blocks_new (void)
{
  BulkBlocks *self = g_new0 (BulkBlocks, 1);

  self->fd = -1;
  return self;
}

/**
 * bulk_blocks_free:
 * @self: (nullable) (transfer full)
 */
void
bulk_blocks_free (BulkBlocks *self)
{
  guint n_heap = 0;

  if (self == NULL)
    return;
  /* Every mapped block is unmapped by itself, whatever it was mapped with. */
  for (guint i = 0; i < self->n_blocks; i++)
    if (n_heap < self->n_heap && self->heap[n_heap] == i)
      {
        n_heap++;
        g_free (self->blocks[i]);
      }
    else
      munmap (self->blocks[i], BLOCK);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static guint8 *
map_more (BulkBlocks *self, gsize size, GError **error)
{
  void *map;
  int result;

  if (self->fd < 0 && (self->fd = bulk_spool_open_file (error)) < 0)
    return NULL;
  /* Reserved first: a full disk is an error here, not a signal on writing. */
  do
    result = posix_fallocate (self->fd, self->file_size, size);
  while (result == EINTR);
  if (result != 0)
    {
      bulk_spool_set_error (result, error);
      return NULL;
    }
  map = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, self->file_size);
  if (map == MAP_FAILED)
    {
      bulk_spool_set_error (errno, error);
      return NULL;
    }
  self->file_size += size;
  return map;
}

/* What is full is read seldom: out of this process, though not out of the page cache. */
static void
forget_last (BulkBlocks *self)
{
  if (self->file_size > 0 && self->n_blocks > 0)
    madvise (self->blocks[self->n_blocks - 1], BLOCK, MADV_DONTNEED);
}

static gboolean
grow (BulkBlocks *self, gsize length, GError **error)
{
  guint n = (length + BLOCK - 1) / BLOCK;
  guint8 *memory;

  if (n > N_BLOCKS - self->n_blocks)
    {
      g_set_error_literal (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT, _("The sheet is too large to be loaded."));
      return FALSE;
    }
  if (n == 1 && self->n_heap < N_HEAP && self->fd < 0)
    {
      memory = g_malloc0 (BLOCK);
      self->heap[self->n_heap++] = self->n_blocks;
    }
  else
    {
      forget_last (self);
      memory = map_more (self, n * BLOCK, error);
    }
  if (memory == NULL)
    return FALSE;
  self->end = self->n_blocks * BLOCK;
  for (guint i = 0; i < n; i++)
    self->blocks[self->n_blocks++] = memory + i * BLOCK;
  return TRUE;
}

/**
 * bulk_blocks_add:
 * @record: @length bytes, the first of which is not 0
 * @offset: (out): where it begins
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_NO_SPACE or another %BULK_TABLE_ERROR
 */
gboolean
bulk_blocks_add (BulkBlocks *self, const void *record, gsize length, guint64 *offset, GError **error)
{
  if (length > self->n_blocks * BLOCK - self->end && !grow (self, length, error))
    return FALSE;
  memcpy (self->blocks[self->end / BLOCK] + self->end % BLOCK, record, length);
  *offset = self->end;
  self->end += length;
  return TRUE;
}

/**
 * bulk_blocks_get:
 * @offset: (inout): where a record that exists, or the gap before it, begins; where it begins
 *
 * Thread-safe.
 *
 * Returns: (transfer none): the record, as long as the blocks live
 */
const guint8 *
bulk_blocks_get (BulkBlocks *self, guint64 *offset)
{
  const guint8 *record = self->blocks[*offset / BLOCK] + *offset % BLOCK;

  if (*offset % BLOCK != 0 && *record == 0)
    {
      *offset = (*offset / BLOCK + 1) * BLOCK;
      record = self->blocks[*offset / BLOCK];
    }
  return record;
}
