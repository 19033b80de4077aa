/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <string.h>

#include "workspan/body-guard.h"
#include "workspan/workspan-error.h"

#define PIECE (256 * 1024)

static char *
make_bytes (gsize length)
{
  char *bytes = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) (i * 7 + i / 251);
  return bytes;
}

static GInputStream *
guard (const char *bytes, gsize length, const char *promised, gsize promised_length)
{
  g_autoptr (GInputStream) body = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autofree char *sha256
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) promised, promised_length);

  return bulk_body_guard_new (body, promised_length, sha256);
}

static gssize
read_async (GInputStream *stream, char *bytes, gsize count, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_input_stream_read_async (stream, bytes, count, G_PRIORITY_DEFAULT, NULL, sample_on_done, &result);
  sample_wait (&result);
  return g_input_stream_read_finish (stream, result, error);
}

/* Reads to the end or the failure; returns how many bytes came, all of them right. */
static gsize
read_through (GInputStream *stream, const char *expected, gsize step, gboolean async, GError **error)
{
  g_autofree char *piece = g_malloc (step);
  gsize total = 0;
  gssize n;

  while ((n = async ? read_async (stream, piece, step, error)
                    : g_input_stream_read (stream, piece, step, NULL, error)) > 0)
    {
      g_assert_cmpmem (piece, n, expected + total, n);
      total += (gsize) n;
    }
  return total;
}

static void
test_right (void)
{
  static const gsize lengths[] = { 0, 1, 100, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 77 };
  static const gsize steps[] = { 997, 8192, 3 * PIECE };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (guint j = 0; j < 2 * G_N_ELEMENTS (steps); j++)
      {
        g_autofree char *bytes = make_bytes (lengths[i]);
        g_autoptr (GInputStream) stream = guard (bytes, lengths[i], bytes, lengths[i]);
        g_autoptr (GError) error = NULL;
        char more;

        g_assert_cmpuint (read_through (stream, bytes, steps[j / 2], j % 2, &error), ==, lengths[i]);
        g_assert_no_error (error);
        g_assert_cmpint (g_input_stream_read (stream, &more, 1, NULL, NULL), ==, 0);
        g_assert_false (bulk_body_guard_has_refused (BULK_BODY_GUARD (stream)));
      }
}

static void
assert_refused (const char *bytes, gsize length, const char *promised, gsize promised_length)
{
  for (guint async = 0; async < 2; async++)
    {
      g_autoptr (GInputStream) stream = guard (bytes, length, promised, promised_length);
      g_autoptr (GError) error = NULL;
      char more;

      g_assert_cmpuint (read_through (stream, bytes, 8192, async, &error), <, MAX (promised_length, 1));
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_true (bulk_body_guard_has_refused (BULK_BODY_GUARD (stream)));
      g_assert_cmpint (g_input_stream_read (stream, &more, 1, NULL, &error), ==, -1);
      g_assert_error (error, BULK_WORKSPAN_ERROR, BULK_WORKSPAN_ERROR_FAILED);
    }
}

/* Whatever is wrong, fewer bytes come than were promised. */
static void
test_wrong (void)
{
  static const gsize lengths[] = { 1, 100, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      gsize length = lengths[i];
      g_autofree char *promised = make_bytes (length);
      g_autofree char *first = g_memdup2 (promised, length);
      g_autofree char *last = g_memdup2 (promised, length);
      g_autofree char *longer = make_bytes (length + PIECE);

      first[0] ^= 1;
      last[length - 1] ^= 1;
      assert_refused (first, length, promised, length);
      assert_refused (last, length, promised, length);
      assert_refused (promised, length - 1, promised, length);
      assert_refused (promised, 0, promised, length);
      assert_refused (longer, length + 1, promised, length);
      assert_refused (longer, length + PIECE, promised, length);
    }
  assert_refused ("x", 1, "", 0);
}

static void
test_skip (void)
{
  g_autofree char *bytes = make_bytes (2 * PIECE);
  g_autoptr (GInputStream) stream = guard (bytes, 2 * PIECE, "other", 2 * PIECE > 5 ? 5 : 0);
  g_autoptr (GInputStream) good = guard (bytes, 2 * PIECE, bytes, 2 * PIECE);
  char byte;

  g_assert_cmpint (g_input_stream_skip (stream, 5, NULL, NULL), ==, -1);
  g_assert_cmpint (g_input_stream_skip (good, 10, NULL, NULL), ==, 10);
  g_assert_cmpint (g_input_stream_read (good, &byte, 1, NULL, NULL), ==, 1);
  g_assert_cmpint (byte, ==, bytes[10]);
}

static void
test_cancelled (void)
{
  g_autofree char *bytes = make_bytes (2 * PIECE);
  g_autoptr (GInputStream) stream = guard (bytes, 2 * PIECE, bytes, 2 * PIECE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char byte;

  g_input_stream_read_async (stream, &byte, 1, G_PRIORITY_DEFAULT, cancellable, sample_on_done, &result);
  g_cancellable_cancel (cancellable);
  sample_wait (&result);
  g_assert_cmpint (g_input_stream_read_finish (stream, result, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* In whichever thread lets go last. */
static void
on_gone (gpointer gone, GObject *was)
{
  g_atomic_int_set ((int *) gone, TRUE);
  g_main_context_wakeup (NULL);
}

/* Dropped while a thread reads ahead: nothing may be left behind. */
static void
test_dropped (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *bytes = make_bytes (3 * PIECE);
      GInputStream *stream = guard (bytes, 3 * PIECE, bytes, 3 * PIECE);
      int gone = FALSE;
      char byte;

      g_object_weak_ref (G_OBJECT (stream), on_gone, &gone);
      g_assert_cmpint (read_async (stream, &byte, 1, NULL), ==, 1);
      g_input_stream_close (stream, NULL, NULL);
      g_object_unref (stream);
      while (!g_atomic_int_get (&gone))
        g_main_context_iteration (NULL, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/body-guard/right", test_right);
  g_test_add_func ("/body-guard/wrong", test_wrong);
  g_test_add_func ("/body-guard/skip", test_skip);
  g_test_add_func ("/body-guard/cancelled", test_cancelled);
  g_test_add_func ("/body-guard/dropped", test_dropped);
  return g_test_run ();
}
