/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/sha256.h"
#include <string.h>

/* FIPS 180-2, appendix B, and the empty message. */
static void
test_vectors (void)
{
  static const struct { const char *text, *digest; } vectors[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (BulkSha256) sha256 = bulk_sha256_new ();

      bulk_sha256_update (sha256, vectors[i].text, strlen (vectors[i].text));
      g_assert_cmpstr (bulk_sha256_get_string (sha256), ==, vectors[i].digest);
      g_assert_cmpstr (bulk_sha256_get_string (sha256), ==, vectors[i].digest);
    }
}

/* In whatever pieces it comes, it is what GLib makes of the whole. */
static void
test_pieces (void)
{
  const gsize n = 300000;
  g_autofree guint8 *bytes = g_malloc (n);
  g_autofree char *expected = NULL;

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) g_test_rand_int ();
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n);
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (BulkSha256) sha256 = bulk_sha256_new ();

      for (gsize at = 0, length; at < n; at += length)
        {
          length = (gsize) g_test_rand_int_range (0, round % 2 ? 200 : 70000);
          length = MIN (n - at, length);
          bulk_sha256_update (sha256, bytes + at, length);
        }
      g_assert_cmpstr (bulk_sha256_get_string (sha256), ==, expected);
    }
}

/* One that nobody asks for its result. */
static void
test_unfinished (void)
{
  g_autoptr (BulkSha256) sha256 = bulk_sha256_new ();

  bulk_sha256_update (sha256, "abc", 3);
  bulk_sha256_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sha256/vectors", test_vectors);
  g_test_add_func ("/sha256/pieces", test_pieces);
  g_test_add_func ("/sha256/unfinished", test_unfinished);
  return g_test_run ();
}
