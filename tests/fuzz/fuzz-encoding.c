/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes in any encoding: the first byte chooses it, or leaves it to be found. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const encodings[] = {
    NULL, "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "WINDOWS-1252", "ISO-8859-15",
    "SHIFT_JIS", "GB18030", "BIG5", "EUC-KR", "EUC-JP", "KOI8-R", "UTF-7", "ISO-2022-JP",
  };
  BulkImportOptions options = BULK_IMPORT_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = NULL;

  if (size < 2)
    return 0;
  options.encoding = (char *) encodings[data[0] & 15];
  bytes = g_bytes_new (data + 1, size - 1);
  fuzz_table ("table.csv", bytes, &options);
  return 0;
}
