/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/history-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "store/store-error.h"

/* Private helpers */

static gboolean
fail (int number, GError **error)
{
  if (number == ENOSPC || number == EDQUOT)
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL, "%s",
                 _("The history of loads cannot be written: the disk is full. Free some space, then try again."));
  else if (number == EACCES || number == EPERM || number == EROFS)
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FULL, "%s",
                 _("The history of loads cannot be written: its folder or file may not be changed."));
  else
    g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED,
                 _("The history of loads cannot be read or written (%s)."), g_strerror (number));
  return FALSE;
}

/* So that the name is there after a power cut as well. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  g_close (fd, NULL);
}

/* Shared within the folder */

char *
bulk_history_file_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "bulk-loader", "history.db", NULL);
}

/**
 * bulk_history_file_prepare:
 *
 * Makes the folder and an empty file; what SQLite puts beside it gets the same permissions.
 */
gboolean
bulk_history_file_prepare (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf found;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (errno, error);
  /* Only a new file is opened here: closing any other would end SQLite's locks on it. */
  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      g_close (fd, NULL);
      sync_folder (path);
      return TRUE;
    }
  if (errno != EEXIST)
    return fail (errno, error);
  if (g_stat (path, &found) != 0)
    return fail (errno, error);
  if (!S_ISREG (found.st_mode))
    {
      g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_FAILED, "%s",
                   _("The history of loads is not a regular file."));
      return FALSE;
    }
  if ((found.st_mode & 0077) != 0)
    g_chmod (path, 0600);
  return TRUE;
}

/**
 * bulk_history_file_is_remote_type:
 *
 * Returns: whether other computers may have the file, which shared memory does not reach
 */
gboolean
bulk_history_file_is_remote_type (gint64 type)
{
  static const guint32 types[] = {
    0x6969,     /* NFS */
    0x517b,     /* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB2 */
    0x65735546, /* FUSE: sshfs and the like */
    0x01021997, /* 9P */
    0x6b414653, /* AFS of the kernel */
    0x5346414f, /* AFS */
    0x73757245, /* Coda */
    0x00c36400, /* Ceph */
    0x0bd00bd0, /* Lustre */
    0x01161970, /* GFS2 */
    0x7461636f, /* OCFS2 */
    0x564c,     /* NCP */
    0xaad7aaea, /* PanFS */
    0x47504653, /* GPFS */
    0x786f4256, /* folders of VirtualBox's host */
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if ((guint32) type == types[i])
      return TRUE;
  return FALSE;
}

gboolean
bulk_history_file_is_remote (const char *path)
{
  struct statfs found;

  return statfs (path, &found) == 0 && bulk_history_file_is_remote_type ((gint64) found.f_type);
}

/**
 * bulk_history_file_set_aside:
 *
 * Nothing is deleted: what is left in a damaged file may be got out of it by other means.
 */
char *
bulk_history_file_set_aside (const char *path, GError **error)
{
  /* The database last: a journal of the old one must not be found beside a new one. */
  static const char *const ends[] = { "-wal", "-shm", "-journal", "" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = NULL;

  for (guint i = 0; aside == NULL || g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = i == 0 ? g_strdup_printf ("%s.damaged-%s", path, time)
                     : g_strdup_printf ("%s.damaged-%s-%u", path, time, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *from = g_strconcat (path, ends[i], NULL), *to = g_strconcat (aside, ends[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          fail (errno, error);
          return NULL;
        }
    }
  sync_folder (path);
  return g_steal_pointer (&aside);
}
