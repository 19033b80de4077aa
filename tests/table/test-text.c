/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/encoding.h"
#include "table/table-error.h"
#include "table/text.h"
#include <string.h>

static BulkText *
decode (const char *data, gsize length, const char *encoding, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "sample.csv");

  return bulk_text_decode (snapshot, encoding, NULL, NULL, NULL, error);
}

static void
assert_decoded (const char *data, gsize length, const char *chosen, const char *encoding, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkText) text = decode (data, length, chosen, &error);
  const char *decoded;
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpstr (bulk_text_get_encoding (text), ==, encoding);
  decoded = bulk_text_get_data (text, &n);
  g_assert_cmpmem (decoded, n, expected, strlen (expected));
  g_assert_cmpuint (bulk_text_get_n_bad (text), ==, 0);
}

#define DECODE(literal, chosen, encoding, expected) \
  assert_decoded (literal, sizeof literal - 1, chosen, encoding, expected)

static void
test_encodings (void)
{
  DECODE ("id;Z\xc3\xbcrich\n", NULL, "UTF-8", "id;Zürich\n");
  DECODE ("\xef\xbb\xbfid;Z\xc3\xbcrich\n", NULL, "UTF-8", "id;Zürich\n");
  DECODE ("id;Z\xfcrich \x80\n", NULL, "WINDOWS-1252", "id;Zürich €\n");
  DECODE ("\xff\xfei\0d\0\n\0", NULL, "UTF-16LE", "id\n");
  DECODE ("\xfe\xff\0i\0d\0\n", NULL, "UTF-16BE", "id\n");
  DECODE ("\xff\xfe\0\0i\0\0\0\n\0\0\0", NULL, "UTF-32LE", "i\n");
  DECODE ("\xff\xfe\x3d\xd8\x00\xde\n\0", NULL, "UTF-16LE", "😀\n");
  DECODE ("\xcf\xf0\n", "windows-1251", "WINDOWS-1251", "Пр\n");
  DECODE ("Z\xc3\xbcrich\n", "WINDOWS-1252", "WINDOWS-1252", "ZÃ¼rich\n");
}

/* Longer than what is decoded at once, with characters across every seam. */
static void
test_long (void)
{
  const char *const encodings[] = { "UTF-16LE", "UTF-16BE", "UTF-32BE", "SHIFT_JIS" };
  g_autoptr (GString) expected = g_string_new (NULL);

  while (expected->len < ((gsize) 5 << 20))
    g_string_append (expected, "商談;abc;ア\n");
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *bytes
        = g_convert (expected->str, (gssize) expected->len, encodings[i], "UTF-8", NULL, &length, NULL);

      assert_decoded (bytes, length, encodings[i], encodings[i], expected->str);
    }
  assert_decoded (expected->str, expected->len, NULL, "UTF-8", expected->str);
}

static void
assert_bad (const char *data, gsize length, const char *encoding, const char *expected, guint n, const guint64 *offsets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkText) text = decode (data, length, encoding, &error);
  const guint64 *found;
  const char *decoded;
  gsize n_found, decoded_length;

  g_assert_no_error (error);
  decoded = bulk_text_get_data (text, &decoded_length);
  g_assert_cmpmem (decoded, decoded_length, expected, strlen (expected));
  g_assert_cmpuint (bulk_text_get_n_bad (text), ==, n);
  found = bulk_text_get_bad_offsets (text, &n_found);
  g_assert_cmpmem (found, n_found * sizeof *found, offsets, n * sizeof *offsets);
}

/* Never dropped: each shows where it was. */
static void
test_bad (void)
{
  assert_bad ("a\x81z\x8d", 4, "WINDOWS-1252", "a�z�", 2, (const guint64[]) { 1, 5 });
  assert_bad ("a\xff\xc3", 3, "UTF-8", "a��", 2, (const guint64[]) { 1, 4 });
  /* A lone surrogate, and half a character at the end. */
  assert_bad ("a\0\x00\xd8z\0q", 7, "UTF-16LE", "a�z�", 2, (const guint64[]) { 1, 5 });
}

static void
test_many_bad (void)
{
  const gsize n = 3 * ((gsize) 1 << 20);
  g_autofree char *bytes = g_malloc (n);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkText) text = NULL;
  gsize kept, length;

  memset (bytes, 0xff, n);
  bytes[0] = 'a';
  text = decode (bytes, n, "UTF-8", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bulk_text_get_n_bad (text), ==, n - 1);
  bulk_text_get_bad_offsets (text, &kept);
  g_assert_cmpuint (kept, ==, 10000);
  bulk_text_get_data (text, &length);
  g_assert_cmpuint (length, ==, 1 + 3 * (n - 1));
}

/* A file without letters in its first pages is guessed by what comes later. */
static void
test_late (void)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkText) text = NULL;

  while (bytes->len < ((gsize) 6 << 20))
    g_string_append (bytes, "1;plain;ascii\n");
  for (guint i = 0; i < 20; i++)
    g_string_append (bytes, "2;M\xfcller & S\xf6hne, Stra\xdf" "e\n");
  text = decode (bytes->str, bytes->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bulk_text_get_encoding (text), ==, "WINDOWS-1252");
  g_assert_cmpuint (bulk_text_get_n_bad (text), ==, 0);
}

static void
assert_empty (const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (decode (data, length, NULL, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_EMPTY);
  g_assert_nonnull (strstr (error->message, "sample.csv"));
}

static void
test_empty (void)
{
  assert_empty (" \r\n\t", 4);
  assert_empty ("\xef\xbb\xbf", 3);
  assert_empty ("\xff\xfe \0", 4);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (decode ("a", 1, "no-such", &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_ENCODING);
  g_assert_nonnull (strstr (error->message, "no-such"));
}

static void
cancel (guint64 done, guint64 total, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const gsize n = (gsize) 9 << 20;
  g_autofree char *data = g_malloc (n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BulkSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  memset (data, 'a', n);
  bytes = g_bytes_new (data, n);
  snapshot = bulk_snapshot_new_for_bytes (bytes, "sample.csv");
  g_assert_null (bulk_text_decode (snapshot, "UTF-16LE", cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/encodings", test_encodings);
  g_test_add_func ("/text/long", test_long);
  g_test_add_func ("/text/bad", test_bad);
  g_test_add_func ("/text/many-bad", test_many_bad);
  g_test_add_func ("/text/late", test_late);
  g_test_add_func ("/text/empty", test_empty);
  g_test_add_func ("/text/unknown", test_unknown);
  g_test_add_func ("/text/cancelled", test_cancelled);
  return g_test_run ();
}
