/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/spool.h"
#include "table/table-error.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define PIECE ((gsize) 1 << 20)

/* Bytes that tell where they belong. */
static char *
make_piece (guint number)
{
  char *piece = g_malloc (PIECE);

  for (gsize i = 0; i < PIECE; i += sizeof (guint64))
    {
      guint64 word = (guint64) number << 32 | i;

      memcpy (piece + i, &word, sizeof word);
    }
  return piece;
}

static BulkSpool *
make_spool (guint n_pieces)
{
  BulkSpool *spool = bulk_spool_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_pieces; i++)
    {
      g_autofree char *piece = make_piece (i);

      g_assert_true (bulk_spool_append (spool, piece, PIECE, &error));
      g_assert_no_error (error);
    }
  g_assert_true (bulk_spool_seal (spool, &error));
  g_assert_no_error (error);
  return spool;
}

static void
assert_pieces (BulkSpool *spool, guint n_pieces)
{
  gsize length;
  const char *data = bulk_spool_get_data (spool, &length);

  g_assert_cmpuint (length, ==, n_pieces * PIECE);
  for (guint i = 0; i < n_pieces; i++)
    {
      g_autofree char *piece = make_piece (i);

      g_assert_cmpint (memcmp (data + i * PIECE, piece, PIECE), ==, 0);
    }
}

/* Below, at and above the bound at which a file takes over. */
static void
test_sizes (void)
{
  const guint sizes[] = { 1, 3, 4, 5, 17 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (BulkSpool) spool = make_spool (sizes[i]);

      assert_pieces (spool, sizes[i]);
    }
}

static void
test_empty (void)
{
  g_autoptr (BulkSpool) spool = make_spool (0);
  gsize length = 1;

  g_assert_nonnull (bulk_spool_get_data (spool, &length));
  g_assert_cmpuint (length, ==, 0);
}

/* What was let go of can be read again. */
static void
test_forget (void)
{
  g_autoptr (BulkSpool) spool = make_spool (9);

  bulk_spool_forget (spool, 0, 9 * PIECE);
  assert_pieces (spool, 9);
  bulk_spool_forget (spool, 3 * PIECE + 5, 1);
  bulk_spool_forget (spool, 9 * PIECE, 0);
  assert_pieces (spool, 9);
}

static void
test_no_trace (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "bulk-loader", NULL);
  g_autoptr (BulkSpool) spool = make_spool (6);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

static gpointer
read_all (gpointer data)
{
  g_autoptr (BulkSpool) spool = data;

  assert_pieces (spool, 6);
  return NULL;
}

static void
test_threads (void)
{
  BulkSpool *spool = make_spool (6);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_all, bulk_spool_ref (spool));
  bulk_spool_unref (spool);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* A file that may grow no further is what a full disk looks like from here. */
static void
test_no_space (void)
{
  struct rlimit before, limit;
  g_autoptr (BulkSpool) spool = bulk_spool_new ();
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  limit = before;
  limit.rlim_cur = 8 * PIECE;
  setrlimit (RLIMIT_FSIZE, &limit);
  for (guint i = 0; good && i < 16; i++)
    {
      g_autofree char *piece = make_piece (i);

      good = bulk_spool_append (spool, piece, PIECE, &error);
    }
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_false (good);
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_NO_SPACE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("bulk-spool-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (cache, "bulk-loader", NULL);
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spool/sizes", test_sizes);
  g_test_add_func ("/spool/empty", test_empty);
  g_test_add_func ("/spool/forget", test_forget);
  g_test_add_func ("/spool/no-trace", test_no_trace);
  g_test_add_func ("/spool/threads", test_threads);
  g_test_add_func ("/spool/no-space", test_no_space);
  status = g_test_run ();
  g_rmdir (own);
  g_rmdir (cache);
  return status;
}
