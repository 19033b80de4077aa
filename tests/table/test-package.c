/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/package.h"
#include "table/table-error.h"
#include "zip-fixture.h"
#include <string.h>

static BulkPackage *
open_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (bytes);

  return bulk_package_open (spool, "book.xlsx", error);
}

static BulkPackage *
open_parts (const ZipPart *parts)
{
  g_autoptr (GBytes) bytes = zip_make (parts);
  g_autoptr (GError) error = NULL;
  BulkPackage *package = open_bytes (bytes, &error);

  g_assert_no_error (error);
  return package;
}

static void
assert_refused (GBytes *bytes, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPackage) package = open_bytes (bytes, &error);

  g_assert_error (error, BULK_TABLE_ERROR, code);
  g_assert_null (package);
  g_assert_nonnull (strstr (error->message, "book.xlsx"));
}

static GString *
read_part (BulkPackage *package, const char *name, guint64 max_size, GError **error)
{
  g_autoptr (BulkPart) part = bulk_part_open (package, name, max_size, error);
  GString *text = g_string_new (NULL);
  const char *data;
  gsize length;

  if (part == NULL)
    return text;
  while (bulk_part_read (part, &data, &length, error) && length > 0)
    g_string_append_len (text, data, length);
  g_assert_cmpuint (bulk_part_get_done (part), >=, text->len);
  return text;
}

static void
assert_part (BulkPackage *package, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  GString *text = read_part (package, name, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

static void
test_parts (void)
{
  const ZipPart parts[] = { { "a.xml", "first" }, { "xl/Worksheets/b.xml", "second" }, { "xl\\c.xml", "third" },
                            { "größe.xml", "fourth" }, { NULL } };
  g_autoptr (BulkPackage) package = open_parts (parts);

  g_assert_cmpuint (bulk_package_get_n_parts (package), ==, 4);
  assert_part (package, "xl/Worksheets/b.xml", "second");
  assert_part (package, "a.xml", "first");
  assert_part (package, "XL/worksheets/B.XML", "second");
  assert_part (package, "xl/c.xml", "third");
  assert_part (package, "größe.xml", "fourth");
  g_assert_cmpstr (bulk_package_find (package, "A.XML"), ==, "a.xml");
  g_assert_null (bulk_package_find (package, "d.xml"));
  g_assert_cmpuint (bulk_package_get_size (package, "a.xml"), ==, 5);
  g_assert_cmpuint (bulk_package_get_size (package, "d.xml"), ==, 0);
}

static void
test_missing (void)
{
  const ZipPart parts[] = { { "a.xml", "first" }, { NULL } };
  g_autoptr (BulkPackage) package = open_parts (parts);
  g_autoptr (GError) error = NULL;

  g_assert_null (bulk_part_open (package, "b.xml", 0, &error));
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "b.xml"));
}

static void
test_bad_names (void)
{
  static const char *const names[] = { "../a.xml", "xl/../../a.xml", "/a.xml", "xl\\..\\..\\a.xml", "C:/a.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const ZipPart parts[] = { { names[i], "x" }, { NULL } };
      g_autoptr (GBytes) bytes = zip_make (parts);

      assert_refused (bytes, BULK_TABLE_ERROR_DAMAGED);
    }
}

static void
test_duplicate (void)
{
  const ZipPart parts[] = { { "a.xml", "one" }, { "b.xml", "x" }, { "a.xml", "two" }, { NULL } };
  g_autoptr (GBytes) bytes = zip_make (parts);

  assert_refused (bytes, BULK_TABLE_ERROR_DAMAGED);
}

static void
test_too_many (void)
{
  g_autofree ZipPart *parts = g_new0 (ZipPart, BULK_PACKAGE_MAX_ENTRIES + 2);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL, fewer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPackage) package = NULL;

  for (guint i = 0; i <= BULK_PACKAGE_MAX_ENTRIES; i++)
    {
      char *name = g_strdup_printf ("%u.xml", i);

      g_ptr_array_add (names, name);
      parts[i] = (ZipPart) { name, "x" };
    }
  bytes = zip_make (parts);
  assert_refused (bytes, BULK_TABLE_ERROR_LIMIT);
  parts[BULK_PACKAGE_MAX_ENTRIES].name = NULL;
  fewer = zip_make (parts);
  package = open_bytes (fewer, &error);
  g_assert_no_error (error);
  assert_part (package, "999.xml", "x");
}

static void
test_encrypted (void)
{
  static const char *const options[] = { "zip:encryption=zipcrypt", "zip:encryption=aes256" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const ZipPart parts[] = { { "a.xml", "secret" }, { NULL } };
      g_autoptr (GBytes) bytes = zip_make_with (parts, options[i]);

      assert_refused (bytes, BULK_TABLE_ERROR_PASSWORD);
    }
}

/* Of a large text that does not pack well. */
static char *
make_noise (gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  char *noise = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    noise[i] = 'a' + g_rand_int_range (rand, 0, 26);
  noise[length] = '\0';
  return noise;
}

static void
test_cut (void)
{
  g_autofree char *noise = make_noise (100000);
  const ZipPart parts[] = { { "a.xml", noise }, { NULL } };
  g_autoptr (GBytes) bytes = zip_make (parts);
  gsize length = g_bytes_get_size (bytes);

  for (gsize cut = 1; cut < length; cut += length / 50)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length - cut);

      assert_refused (part, BULK_TABLE_ERROR_DAMAGED);
    }
}

/* A byte changed anywhere among the packed ones is found out, and what came before it is told. */
static void
test_changed (void)
{
  static const char *const options[] = { "zip:compression=deflate", "zip:compression=store" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *noise = make_noise (400000);
      const ZipPart parts[] = { { "a.xml", noise }, { NULL } };
      g_autoptr (GBytes) bytes = zip_make_with (parts, options[i]);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);

      for (gsize at = 1000; at < length - 1000; at += length / 20)
        {
          char *copy = g_memdup2 (data, length);
          g_autoptr (GBytes) changed = g_bytes_new_take (copy, length);
          g_autoptr (GError) error = NULL;
          g_autoptr (BulkPackage) package = NULL;
          GString *text;

          copy[at] ^= 0x55;
          package = open_bytes (changed, &error);
          g_assert_no_error (error);
          text = read_part (package, "a.xml", 0, &error);
          g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_DAMAGED);
          g_assert_nonnull (strstr (error->message, "a.xml"));
          g_string_free (text, TRUE);
        }
    }
}

static void
test_bomb (void)
{
  const gsize length = (gsize) 100 << 20;
  g_autofree char *zeros = g_malloc0 (length);
  const ZipPart parts[] = { { "a.xml", zeros, length }, { NULL } };
  const ZipPart small[] = { { "a.xml", zeros, 40 << 20 }, { NULL } };
  g_autoptr (GBytes) bomb = zip_make (parts), none = zip_make (small);
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPackage) package = NULL;
  GString *text;

  assert_refused (bomb, BULK_TABLE_ERROR_LIMIT);
  /* What packs well but is small does no harm. */
  package = open_bytes (none, &error);
  g_assert_no_error (error);
  text = read_part (package, "a.xml", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (text->len, ==, 40 << 20);
  g_string_free (text, TRUE);
  text = read_part (package, "a.xml", 1 << 20, &error);
  g_assert_error (error, BULK_TABLE_ERROR, BULK_TABLE_ERROR_LIMIT);
  g_assert_cmpuint (text->len, <=, 1 << 20);
  g_string_free (text, TRUE);
}

/* The directory says a small size for what unpacks to a large one. */
static void
test_lying_size (void)
{
  const gsize length = (gsize) 90 << 20;
  g_autofree char *zeros = g_malloc0 (length);
  const ZipPart parts[] = { { "a.xml", zeros, length }, { NULL } };
  g_autoptr (GBytes) bytes = zip_make (parts), changed = NULL;
  gsize size;
  char *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const guint8 honest[4] = { length & 0xff, length >> 8 & 0xff, length >> 16 & 0xff, length >> 24 };
  const guint8 lie[4] = { 0, 1, 0, 0 };
  guint n = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (BulkPackage) package = NULL;
  GString *text;

  size = g_bytes_get_size (bytes);
  for (gsize i = 0; i + 4 <= size; i++)
    if (memcmp (copy + i, honest, 4) == 0)
      {
        memcpy (copy + i, lie, 4);
        n++;
      }
  g_assert_cmpuint (n, >=, 1);
  changed = g_bytes_new_take (copy, size);
  package = open_bytes (changed, &error);
  g_assert_no_error (error);
  text = read_part (package, "a.xml", 0, &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, BULK_TABLE_ERROR);
  g_assert_cmpuint (text->len, <, length);
  g_string_free (text, TRUE);
}

static void
test_no_zip (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("PK\x03\x04 and nothing that goes with it", 36);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("PK\x03\x04", 4);

  assert_refused (bytes, BULK_TABLE_ERROR_DAMAGED);
  assert_refused (nothing, BULK_TABLE_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package/parts", test_parts);
  g_test_add_func ("/package/missing", test_missing);
  g_test_add_func ("/package/bad-names", test_bad_names);
  g_test_add_func ("/package/duplicate", test_duplicate);
  g_test_add_func ("/package/too-many", test_too_many);
  g_test_add_func ("/package/encrypted", test_encrypted);
  g_test_add_func ("/package/cut", test_cut);
  g_test_add_func ("/package/changed", test_changed);
  g_test_add_func ("/package/bomb", test_bomb);
  g_test_add_func ("/package/lying-size", test_lying_size);
  g_test_add_func ("/package/no-zip", test_no_zip);
  return g_test_run ();
}
