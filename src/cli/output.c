/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/terminal-stream.h"
#include "cli/terminal.h"

struct _BulkOutput
{
  GOutputStream *stream;
  int fd;            /* -1: standard output */
  char *path;        /* symbolic links followed; NULL: written to as it is */
  char *temporary;   /* beside it; NULL: none is left */
};

/* Private helpers */

static void
set_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("“%s” could not be written: %s."), name,
               g_strerror (code));
}

/* The same file under another name, through a link or not, is still the input. */
static gboolean
is_same_file (const struct stat *output, const char *input_path)
{
  struct stat input;

  return input_path && stat (input_path, &input) == 0 && input.st_dev == output->st_dev &&
         input.st_ino == output->st_ino;
}

static mode_t
default_mode (void)
{
  mode_t mask = umask (0);

  umask (mask);
  return 0666 & ~mask;
}

static gboolean
open_temporary (BulkOutput *self, mode_t mode)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  self->temporary = g_build_filename (folder, ".bulk-loader-XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      int code = errno;

      g_clear_pointer (&self->temporary, g_free);
      errno = code;
      return FALSE;
    }
  return fchmod (self->fd, mode) == 0;
}

/* A pipe or a device is written to as it is; a file is replaced when all is there. */
static gboolean
open_path (BulkOutput *self, const char *path, const char *input_path, GError **error)
{
  struct stat status;
  gboolean exists = stat (path, &status) == 0;
  gboolean opened;

  if (exists && is_same_file (&status, input_path))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                   _("“%s” is the file that is read. Choose another name for the output."), name);
      return FALSE;
    }
  if (exists && !S_ISREG (status.st_mode))
    {
      self->fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
      opened = self->fd >= 0;
    }
  else
    {
      char *real = exists ? realpath (path, NULL) : NULL;

      self->path = g_strdup (real ? real : path);
      free (real);
      opened = open_temporary (self, exists ? status.st_mode & 0777 : default_mode ());
    }
  if (!opened)
    set_error (error, path, errno);
  return opened;
}

/* Public functions */

/**
 * bulk_output_new:
 * @path: (nullable): where to write; %NULL or "-" for standard output
 * @input_path: (nullable): the file that is read, which is never written
 *
 * What goes to a terminal has its control characters shown.
 *
 * Returns: (transfer full) (nullable): an output, or %NULL with a message that names the file
 */
BulkOutput *
bulk_output_new (const char *path, const char *input_path, GError **error)
{
  g_autoptr (BulkOutput) self = g_new0 (BulkOutput, 1);
  g_autoptr (GOutputStream) stream = NULL;
  int fd;

  self->fd = -1;
  if (path != NULL && strcmp (path, "-") != 0 && !open_path (self, path, input_path, error))
    return NULL;
  fd = self->fd >= 0 ? self->fd : STDOUT_FILENO;
  stream = g_unix_output_stream_new (fd, FALSE);
  self->stream = isatty (fd) ? bulk_terminal_stream_new (stream) : g_object_ref (stream);
  return g_steal_pointer (&self);
}

/** bulk_output_get_stream: Returns: (transfer none): what to write to */
GOutputStream *
bulk_output_get_stream (BulkOutput *self)
{
  return self->stream;
}

/** bulk_output_commit: Returns: whether all that was written is in its place */
gboolean
bulk_output_commit (BulkOutput *self, GError **error)
{
  int fd = self->fd;

  if (!g_output_stream_close (self->stream, NULL, error))
    return FALSE;
  if (self->temporary == NULL)
    return TRUE;
  self->fd = -1;
  /* The name must never be there without the contents, even if the power fails. */
  if (fsync (fd) != 0 || close (fd) != 0 || g_rename (self->temporary, self->path) != 0)
    {
      set_error (error, self->path, errno);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/** bulk_output_discard: takes away what is not committed, while a thread may still write to it: for the end of all */
void
bulk_output_discard (BulkOutput *self)
{
  if (self->temporary)
    g_unlink (self->temporary);
}

/** bulk_output_free: takes away what was not committed */
void
bulk_output_free (BulkOutput *self)
{
  g_clear_object (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}
