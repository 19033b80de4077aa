/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/snapshot.h"
#include "table/table-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((gsize) 1 << 20)

struct _BulkSnapshot
{
  GObject parent_instance;
  char *name;
  GFile *file;       /* nullable */
  BulkSpool *spool;
};

G_DEFINE_FINAL_TYPE (BulkSnapshot, bulk_snapshot, G_TYPE_OBJECT)

/* What of a file must not change while it is copied. */
typedef struct
{
  guint64 size;
  gint64 modified;   /* ns */
  guint64 inode, device;
} Stamp;

static void
fail (BulkTableError code, const char *name, const char *detail, GError **error)
{
  const char *format = NULL;

  switch (code)
    {
    case BULK_TABLE_ERROR_NOT_FOUND:
      format = _("“%s” does not exist. It may have been moved or renamed.");
      break;
    case BULK_TABLE_ERROR_FOLDER:
      format = _("“%s” is a folder. Open a file instead.");
      break;
    case BULK_TABLE_ERROR_NOT_A_FILE:
      format = _("“%s” is a device, a pipe or something else that is not a regular file.");
      break;
    case BULK_TABLE_ERROR_EMPTY:
      format = _("“%s” is empty.");
      break;
    case BULK_TABLE_ERROR_CHANGED:
      format = _("“%s” was changed by another program while it was being read. Save it, wait a moment and open it "
                 "again.");
      break;
    case BULK_TABLE_ERROR_NOT_READABLE:
    default:
      format = _("“%s” could not be read: %s");
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
  g_set_error (error, BULK_TABLE_ERROR, code, format, name, detail);
#pragma GCC diagnostic pop
}

/* GIO's words for what went wrong, except where there are plainer ones. */
static void
fail_io (const GError *io_error, const char *name, GError **error)
{
  if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (io_error));
  else if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    fail (BULK_TABLE_ERROR_NOT_FOUND, name, NULL, error);
  else if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    fail (BULK_TABLE_ERROR_FOLDER, name, NULL, error);
  else if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    fail (BULK_TABLE_ERROR_NOT_READABLE, name, _("you are not allowed to."), error);
  else
    fail (BULK_TABLE_ERROR_NOT_READABLE, name, io_error->message, error);
}

static void
fail_errno (int code, const char *name, GError **error)
{
  g_autoptr (GError) io_error = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));

  fail_io (io_error, name, error);
}

/* The spool does not know whose copy it makes. */
static gboolean
append (BulkSpool *spool, const char *data, gsize length, const char *name, GError **error)
{
  g_autoptr (GError) spool_error = NULL;

  if (bulk_spool_append (spool, data, length, &spool_error))
    return TRUE;
  g_set_error (error, spool_error->domain, spool_error->code,
               /* Translators: a file name, then a sentence on why it could not be copied */
               _("“%s” could not be opened. %s"), name, spool_error->message);
  return FALSE;
}

static gboolean
is_same (const Stamp *a, const Stamp *b)
{
  return a->size == b->size && a->modified == b->modified && a->inode == b->inode && a->device == b->device;
}

static gboolean
stamp_descriptor (int fd, Stamp *stamp)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return FALSE;
  *stamp = (Stamp) { status.st_size, status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec,
                     status.st_ino, status.st_dev };
  return TRUE;
}

/* Never waits: opening a pipe would, for a writer. */
static int
open_local (const char *path, const char *name, GError **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat status;

  if (fd < 0)
    {
      int code = errno;

      /* A socket, and a device without a driver. */
      if (code == ENXIO || code == ENODEV)
        fail (BULK_TABLE_ERROR_NOT_A_FILE, name, NULL, error);
      else
        fail_errno (code, name, error);
      return -1;
    }
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    return fd;
  fail (S_ISDIR (status.st_mode) ? BULK_TABLE_ERROR_FOLDER : BULK_TABLE_ERROR_NOT_A_FILE, name, NULL, error);
  close (fd);
  return -1;
}

static BulkSpool *
copy_local (const char *path, const char *name, BulkProgressFunc progress, gpointer user_data,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (BulkSpool) spool = bulk_spool_new ();
  g_autofree char *buffer = g_malloc (CHUNK);
  Stamp before = { 0 }, after = { 0 };
  guint64 done = 0;
  gssize n;
  int fd = open_local (path, name, error);

  if (fd < 0)
    return NULL;
  if (!stamp_descriptor (fd, &before))
    before.size = 0;
  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  while ((n = read (fd, buffer, CHUNK)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        fail_errno (errno, name, error);
      if (n < 0 || g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !append (spool, buffer, n, name, error))
        {
          close (fd);
          return NULL;
        }
      done += n;
      if (progress != NULL)
        progress (done, before.size, user_data);
      /* A file that grows as fast as it is read has no end. */
      if (done > before.size)
        break;
    }
  if (!stamp_descriptor (fd, &after) || !is_same (&before, &after) || done != before.size)
    {
      close (fd);
      fail (BULK_TABLE_ERROR_CHANGED, name, NULL, error);
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&spool);
}

static gboolean
query (GFile *file, const char *name, guint64 *size, char **etag, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) io_error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                                  G_FILE_ATTRIBUTE_ETAG_VALUE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &io_error);

  if (info == NULL)
    {
      fail_io (io_error, name, error);
      return FALSE;
    }
  switch (g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE))
    {
    case G_FILE_TYPE_DIRECTORY:
    case G_FILE_TYPE_MOUNTABLE:
      fail (BULK_TABLE_ERROR_FOLDER, name, NULL, error);
      return FALSE;
    case G_FILE_TYPE_SPECIAL:
      fail (BULK_TABLE_ERROR_NOT_A_FILE, name, NULL, error);
      return FALSE;
    default:
      break;
    }
  *size = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE);
  *etag = g_strdup (g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ETAG_VALUE));
  return TRUE;
}

static gboolean
read_stream (GInputStream *stream, BulkSpool *spool, guint64 size, const char *name, guint64 *done,
             BulkProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  g_autoptr (GError) io_error = NULL;
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, CHUNK, cancellable, &io_error)) > 0)
    {
      if (!append (spool, buffer, n, name, error))
        return FALSE;
      *done += n;
      if (progress != NULL)
        progress (*done, size, user_data);
    }
  if (n < 0)
    fail_io (io_error, name, error);
  return n == 0;
}

/* What is not a local file: the size and tag its file system gives have to be the same before and after. */
static BulkSpool *
copy_remote (GFile *file, const char *name, BulkProgressFunc progress, gpointer user_data, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (BulkSpool) spool = bulk_spool_new ();
  g_autoptr (GError) io_error = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *etag_before = NULL, *etag_after = NULL;
  guint64 size_before = 0, size_after = 0, done = 0;

  if (!query (file, name, &size_before, &etag_before, cancellable, error))
    return NULL;
  stream = g_file_read (file, cancellable, &io_error);
  if (stream == NULL)
    {
      fail_io (io_error, name, error);
      return NULL;
    }
  if (!read_stream (G_INPUT_STREAM (stream), spool, size_before, name, &done, progress, user_data, cancellable,
                    error) ||
      !query (file, name, &size_after, &etag_after, cancellable, error))
    return NULL;
  /* Some file systems do not know sizes, and say 0. */
  if (size_before != size_after || g_strcmp0 (etag_before, etag_after) != 0 ||
      (size_before != 0 && done != size_before))
    {
      fail (BULK_TABLE_ERROR_CHANGED, name, NULL, error);
      return NULL;
    }
  return g_steal_pointer (&spool);
}

static void
bulk_snapshot_finalize (GObject *object)
{
  BulkSnapshot *self = BULK_SNAPSHOT (object);

  g_free (self->name);
  g_clear_object (&self->file);
  g_clear_pointer (&self->spool, bulk_spool_unref);
  G_OBJECT_CLASS (bulk_snapshot_parent_class)->finalize (object);
}

static void
bulk_snapshot_class_init (BulkSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bulk_snapshot_finalize;
}

static void
bulk_snapshot_init (BulkSnapshot *self)
{
}

static char *
dup_display_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
}

/**
 * bulk_snapshot_take:
 * @file: any #GFile
 * @progress: (nullable): told of bytes as they are copied
 *
 * Copies a file's bytes, into memory or an unlinked temporary file. What happens to @file afterwards does not matter;
 * if it changes meanwhile, the copy fails. Blocks, but never on something that is no regular file.
 *
 * Returns: (transfer full): the copy; %NULL with %BULK_TABLE_ERROR, whose message names the file, or
 *   %G_IO_ERROR_CANCELLED
 */
BulkSnapshot *
bulk_snapshot_take (GFile *file, BulkProgressFunc progress, gpointer user_data, GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *name = dup_display_name (file);
  g_autoptr (BulkSpool) spool = NULL;
  g_autoptr (GError) spool_error = NULL;
  const char *path = g_file_peek_path (file);
  BulkSnapshot *self;
  gsize length;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  spool = path != NULL ? copy_local (path, name, progress, user_data, cancellable, error)
                       : copy_remote (file, name, progress, user_data, cancellable, error);
  if (spool == NULL)
    return NULL;
  if (!bulk_spool_seal (spool, &spool_error))
    {
      fail (BULK_TABLE_ERROR_NOT_READABLE, name, spool_error->message, error);
      return NULL;
    }
  bulk_spool_get_data (spool, &length);
  if (length == 0)
    {
      fail (BULK_TABLE_ERROR_EMPTY, name, NULL, error);
      return NULL;
    }
  self = g_object_new (BULK_TYPE_SNAPSHOT, NULL);
  self->name = g_steal_pointer (&name);
  self->file = g_object_ref (file);
  self->spool = g_steal_pointer (&spool);
  return self;
}

/**
 * bulk_snapshot_new_for_bytes:
 * @bytes: shared, not copied
 * @name: what to call it in messages
 *
 * Returns: (transfer full): a snapshot of what is in memory already
 */
BulkSnapshot *
bulk_snapshot_new_for_bytes (GBytes *bytes, const char *name)
{
  BulkSnapshot *self = g_object_new (BULK_TYPE_SNAPSHOT, NULL);

  self->name = g_utf8_make_valid (name, -1);
  self->spool = bulk_spool_new_for_bytes (bytes);
  return self;
}

/**
 * bulk_snapshot_get_name:
 *
 * Returns: (transfer none): the file's name without its folder, valid UTF-8
 */
const char *
bulk_snapshot_get_name (BulkSnapshot *self)
{
  return self->name;
}

/**
 * bulk_snapshot_get_file:
 *
 * Returns: (transfer none) (nullable): where the bytes came from
 */
GFile *
bulk_snapshot_get_file (BulkSnapshot *self)
{
  return self->file;
}

/**
 * bulk_snapshot_get_spool:
 *
 * Returns: (transfer none): the bytes, sealed
 */
BulkSpool *
bulk_snapshot_get_spool (BulkSnapshot *self)
{
  return self->spool;
}
