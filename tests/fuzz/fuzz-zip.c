/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes, as a workbook: the zip around the XML. */
#include "fuzz.h"
#include "table/package.h"
#include "table/table-error.h"

/* What a part that is read by itself may come to. */
#define MOST ((guint64) 1 << 20)

static void
read_parts (GBytes *bytes)
{
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (bytes);
  g_autoptr (BulkPackage) package = bulk_package_open (spool, "Book.xlsx", NULL);

  for (guint i = 0; package != NULL && i < bulk_package_get_n_parts (package); i++)
    {
      const char *name = bulk_package_get_part (package, i), *data;
      g_autoptr (GError) error = NULL;
      g_autoptr (BulkPart) part = bulk_part_open (package, name, MOST, &error);
      gsize length = 1;
      guint64 done = 0;

      g_assert_nonnull (bulk_package_find (package, name));
      while (part != NULL && length > 0 && bulk_part_read (part, &data, &length, &error))
        done += length;
      g_assert_cmpuint (done, <=, MOST);
      /* Unharmed to the end, or an error: never a part that is silently too short. */
      if (error == NULL)
        g_assert_cmpuint (done, ==, bulk_package_get_size (package, name));
      else
        g_assert_true (error->domain == BULK_TABLE_ERROR);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  if (size == 0)
    return 0;
  read_parts (bytes);
  fuzz_table ("Book.xlsx", bytes, NULL);
  return 0;
}
