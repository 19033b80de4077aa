/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a CSV file; the first chooses how it is opened. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char delimiters[] = { 0, 0, 0, ',', ';', '\t', '|', ' ' };
  static const char *const names[] = { "table.csv", "table.tsv", "table.txt", "table.psv" };
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = NULL;

  if (size < 2)
    return 0;
  options.delimiter = delimiters[data[0] & 7];
  options.has_header = (data[0] >> 3 & 3) - 1 > 1 ? -1 : (data[0] >> 3 & 3) - 1;
  bytes = g_bytes_new (data + 1, size - 1);
  fuzz_table (names[data[0] >> 5 & 3], bytes, &options);
  return 0;
}
