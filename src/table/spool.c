/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/spool.h"
#include "table/table-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAP_MAX ((gsize) 4 << 20)

struct _BulkSpool
{
  gatomicrefcount ref_count;
  GByteArray *heap;     /* while small and not sealed, and after it */
  GBytes *bytes;        /* new_for_bytes */
  int fd;               /* -1 while in memory */
  char *map;
  gsize length;
  gboolean sealed;
};

/**
 * bulk_spool_new:
 *
 * Returns: (transfer full): an empty spool to append to; not thread-safe until sealed
 */
BulkSpool *
bulk_spool_new (void)
{
  BulkSpool *self = g_new0 (BulkSpool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->heap = g_byte_array_new ();
  self->fd = -1;
  return self;
}

/**
 * bulk_spool_new_for_bytes:
 *
 * Returns: (transfer full): a sealed spool that shares @bytes
 */
BulkSpool *
bulk_spool_new_for_bytes (GBytes *bytes)
{
  BulkSpool *self = g_new0 (BulkSpool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->length = g_bytes_get_size (bytes);
  self->fd = -1;
  self->sealed = TRUE;
  return self;
}

/**
 * bulk_spool_ref:
 *
 * Returns: (transfer full): @self
 */
BulkSpool *
bulk_spool_ref (BulkSpool *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bulk_spool_unref:
 *
 * Drops a reference; with the last one the bytes are gone, from disk too.
 */
void
bulk_spool_unref (BulkSpool *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->map != NULL)
    munmap (self->map, self->length);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->heap, g_byte_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * bulk_spool_set_error:
 * @code: an errno of writing
 *
 * Sets %BULK_TABLE_ERROR_NO_SPACE or %BULK_TABLE_ERROR_FAILED.
 */
void
bulk_spool_set_error (int code, GError **error)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error_literal (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NO_SPACE,
                         _("There is not enough disk space for a private copy of the file."));
  else
    g_set_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_FAILED,
                 _("A private copy of the file could not be made: %s."), g_strerror (code));
}

static gboolean
fail (int code, GError **error)
{
  bulk_spool_set_error (code, error);
  return FALSE;
}

/* A file without a name, readable by nobody else, that ends with its descriptor. */
static int
open_in (const char *folder)
{
  g_autofree char *path = NULL;
  int fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;
  path = g_build_filename (folder, "spool-XXXXXX", NULL);
  fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    g_unlink (path);
  return fd;
}

static int
open_private (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "bulk-loader", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open_in (folder);
  return fd >= 0 ? fd : open_in (g_get_tmp_dir ());
}

/**
 * bulk_spool_open_file:
 *
 * Returns: a descriptor of an empty file without a name, or -1 with %BULK_TABLE_ERROR
 */
int
bulk_spool_open_file (GError **error)
{
  int fd = open_private ();

  if (fd < 0)
    bulk_spool_set_error (errno, error);
  return fd;
}

static gboolean
write_all (int fd, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (fd, data, MIN (length, (gsize) 1 << 30));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (n < 0 ? errno : EIO, error);
      data += n;
      length -= n;
    }
  return TRUE;
}

/**
 * bulk_spool_append:
 *
 * Adds bytes; above 4 MiB they go to an unlinked temporary file. After a failure the spool is of no use.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR_NO_SPACE or %BULK_TABLE_ERROR_FAILED
 */
gboolean
bulk_spool_append (BulkSpool *self, const void *data, gsize length, GError **error)
{
  g_return_val_if_fail (!self->sealed, FALSE);

  if (self->fd < 0 && length <= HEAP_MAX && self->length + length <= HEAP_MAX)
    {
      g_byte_array_append (self->heap, data, length);
      self->length += length;
      return TRUE;
    }
  if (self->fd < 0)
    {
      self->fd = open_private ();
      if (self->fd < 0)
        return fail (errno, error);
      if (!write_all (self->fd, (const char *) self->heap->data, self->heap->len, error))
        return FALSE;
      g_clear_pointer (&self->heap, g_byte_array_unref);
    }
  if (!write_all (self->fd, data, length, error))
    return FALSE;
  self->length += length;
  return TRUE;
}

/**
 * bulk_spool_seal:
 *
 * From here on the bytes do not change, and can be read from any thread.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR
 */
gboolean
bulk_spool_seal (BulkSpool *self, GError **error)
{
  if (self->sealed)
    return TRUE;
  if (self->fd >= 0)
    {
      void *map = mmap (NULL, self->length, PROT_READ, MAP_SHARED, self->fd, 0);

      if (map == MAP_FAILED)
        return fail (errno, error);
      self->map = map;
    }
  self->sealed = TRUE;
  return TRUE;
}

/**
 * bulk_spool_get_data:
 * @length: (out): bytes
 *
 * Returns: (transfer none): the bytes, as long as the spool lives; never %NULL
 */
const char *
bulk_spool_get_data (BulkSpool *self, gsize *length)
{
  const char *data;

  *length = self->length;
  if (self->map != NULL)
    return self->map;
  data = self->bytes != NULL ? g_bytes_get_data (self->bytes, NULL) : (const char *) self->heap->data;
  return data != NULL ? data : "";
}

/**
 * bulk_spool_view:
 * @offset: of the first byte, sealed
 * @length: bytes, all of them there
 * @buffer: (out caller-allocates): room for @length bytes
 *
 * For one look at all bytes, part by part: reading costs a copy, but no page has to be mapped, which costs more the
 * first time, much more on virtual machines.
 *
 * Returns: (transfer none): the bytes, in @buffer or as long as the spool lives
 */
const char *
bulk_spool_view (BulkSpool *self, gsize offset, gsize length, char *buffer)
{
  gsize size, done = 0;
  const char *data = bulk_spool_get_data (self, &size);

  g_return_val_if_fail (offset <= size && length <= size - offset, data);
  if (self->map == NULL)
    return data + offset;
  while (done < length)
    {
      gssize n = pread (self->fd, buffer + done, length - done, (off_t) (offset + done));

      if (n < 0 && errno == EINTR)
        continue;
      /* What went wrong is for the map to say. */
      if (n <= 0)
        return data + offset;
      done += n;
    }
  return buffer;
}

/**
 * bulk_spool_forget:
 *
 * Hints that the whole pages within are not needed soon; they can still be read. Does nothing for bytes in memory.
 */
void
bulk_spool_forget (BulkSpool *self, gsize offset, gsize length)
{
  gsize page = sysconf (_SC_PAGESIZE), start, end;

  if (self->map == NULL || offset >= self->length)
    return;
  start = (offset + page - 1) / page * page;
  end = length >= self->length - offset ? self->length : (offset + length) / page * page;
  if (start >= end)
    return;
  /* Out of this process, not out of the page cache, which the kernel empties by itself when others need it. */
  madvise (self->map + start, end - start, MADV_DONTNEED);
}
