/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/snapshot.h"
#include "table/table-error.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BIG ((gsize) 5 << 20)   /* more than stays in memory, and than is read at once */

static char *folder;

typedef void (*Deed) (const char *path);

/* Done to a file while it is copied, at the first sign of progress. */
typedef struct
{
  const char *path;
  Deed deed;
  guint n_calls;
  GCancellable *cancellable;
} Meanwhile;

static char *
make_file (const char *name, gsize length, char fill)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *data = g_malloc (length + 1);
  g_autoptr (GError) error = NULL;

  memset (data, fill, length);
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

static void
on_progress (guint64 done, guint64 total, gpointer user_data)
{
  Meanwhile *meanwhile = user_data;

  if (meanwhile->n_calls++ > 0)
    return;
  if (meanwhile->deed != NULL)
    meanwhile->deed (meanwhile->path);
  if (meanwhile->cancellable != NULL)
    g_cancellable_cancel (meanwhile->cancellable);
}

static BulkSnapshot *
take (const char *path, Deed deed, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Meanwhile meanwhile = { path, deed, 0, NULL };

  return bulk_snapshot_take (file, on_progress, &meanwhile, NULL, error);
}

static void
assert_filled (BulkSnapshot *snapshot, gsize expected, char fill)
{
  gsize length;
  const char *data = bulk_spool_get_data (bulk_snapshot_get_spool (snapshot), &length);

  g_assert_cmpuint (length, ==, expected);
  for (gsize i = 0; i < length; i++)
    if (data[i] != fill)
      g_error ("byte %" G_GSIZE_FORMAT " is another", i);
}

static void
test_whole (void)
{
  const gsize lengths[] = { 1, 4096, (gsize) 4 << 20, ((gsize) 4 << 20) + 1, BIG };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *path = make_file ("whole.csv", lengths[i], 'a');
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkSnapshot) snapshot = take (path, NULL, &error);
      g_autofree char *name = g_path_get_basename (path);

      g_assert_no_error (error);
      g_assert_cmpstr (bulk_snapshot_get_name (snapshot), ==, name);
      g_unlink (path);
      assert_filled (snapshot, lengths[i], 'a');
    }
}

static void
append_to (const char *path)
{
  int fd = open (path, O_WRONLY | O_APPEND);

  g_assert_cmpint (write (fd, "more", 4), ==, 4);
  close (fd);
}

static void
cut (const char *path)
{
  g_assert_cmpint (truncate (path, 100), ==, 0);
}

/* As many bytes as there were, but others. */
static void
overwrite (const char *path)
{
  g_autofree char *data = g_malloc (BIG);
  int fd = open (path, O_WRONLY);

  memset (data, 'z', BIG);
  g_assert_cmpint (write (fd, data, BIG), ==, (gssize) BIG);
  close (fd);
}

static void
test_changed (void)
{
  const Deed deeds[] = { append_to, cut, overwrite };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *path = make_file ("changing.csv", BIG, 'a');
      g_autoptr (GError) error = NULL;

      g_assert_null (take (path, deeds[i], &error));
      g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_CHANGED);
      g_assert_nonnull (strstr (error->message, "changing.csv"));
      g_unlink (path);
    }
}

static void
vanish (const char *path)
{
  g_unlink (path);
}

/* As editors save: under another name first. */
static void
replace (const char *path)
{
  g_autofree char *other = make_file ("other.csv", 20, 'b');

  g_assert_cmpint (g_rename (other, path), ==, 0);
}

/* What was opened goes on to be there, whole. */
static void
test_gone (void)
{
  const Deed deeds[] = { vanish, replace };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *path = make_file ("going.csv", BIG, 'a');
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkSnapshot) snapshot = take (path, deeds[i], &error);

      g_assert_no_error (error);
      assert_filled (snapshot, BIG, 'a');
      g_unlink (path);
    }
}

static void
assert_refused (const char *path, int code)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (take (path, NULL, &error));
  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_refused (void)
{
  g_autofree char *empty = make_file ("empty.csv", 0, 0), *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL), *none = g_build_filename (folder, "none", NULL);
  g_autofree char *loop = g_build_filename (folder, "loop", NULL), *where = g_build_filename (folder, "socket", NULL);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (none, link), ==, 0);
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  g_strlcpy (address.sun_path, where, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  assert_refused (empty, BULK_TABLE_ERROR_EMPTY);
  assert_refused (none, BULK_TABLE_ERROR_NOT_FOUND);
  assert_refused (link, BULK_TABLE_ERROR_NOT_FOUND);
  assert_refused (loop, BULK_TABLE_ERROR_NOT_READABLE);
  assert_refused (folder, BULK_TABLE_ERROR_FOLDER);
  assert_refused (pipe, BULK_TABLE_ERROR_NOT_A_FILE);
  assert_refused (where, BULK_TABLE_ERROR_NOT_A_FILE);
  assert_refused ("/dev/zero", BULK_TABLE_ERROR_NOT_A_FILE);
  close (fd);
}

static void
test_unreadable (void)
{
  g_autofree char *path = make_file ("secret.csv", 10, 'a');

  g_chmod (path, 0);
  if (g_access (path, R_OK) == 0)
    g_test_skip ("this user may read everything");
  else
    assert_refused (path, BULK_TABLE_ERROR_NOT_READABLE);
}

static void
test_cancelled (void)
{
  g_autofree char *path = make_file ("cancelled.csv", BIG, 'a');
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Meanwhile meanwhile = { path, NULL, 0, cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_null (bulk_snapshot_take (file, on_progress, &meanwhile, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (meanwhile.n_calls, ==, 1);
}

/* A file that is no local one, through GIO alone. */
static void
test_remote (void)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("resource:///org/gtk/libgio/none");
  g_autoptr (GFile) known = g_file_new_for_uri ("bulk-unknown://host/file.csv");
  g_autoptr (GError) error = NULL;

  g_assert_null (bulk_snapshot_take (file, NULL, NULL, NULL, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (bulk_snapshot_take (known, NULL, NULL, NULL, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NOT_READABLE);
  g_assert_nonnull (strstr (error->message, "file.csv"));
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("id\n1\n", 5);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "Pasted\xff");
  gsize length;

  g_assert_true (g_utf8_validate (bulk_snapshot_get_name (snapshot), -1, NULL));
  g_assert_null (bulk_snapshot_get_file (snapshot));
  g_assert_true (bulk_spool_get_data (bulk_snapshot_get_spool (snapshot), &length) == g_bytes_get_data (bytes, NULL));
  g_assert_cmpuint (length, ==, 5);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("bulk-snapshot-XXXXXX", NULL);
  g_test_add_func ("/snapshot/whole", test_whole);
  g_test_add_func ("/snapshot/changed", test_changed);
  g_test_add_func ("/snapshot/gone", test_gone);
  g_test_add_func ("/snapshot/refused", test_refused);
  g_test_add_func ("/snapshot/unreadable", test_unreadable);
  g_test_add_func ("/snapshot/cancelled", test_cancelled);
  g_test_add_func ("/snapshot/remote", test_remote);
  g_test_add_func ("/snapshot/bytes", test_bytes);
  status = g_test_run ();
  remove_folder ();
  return status;
}
