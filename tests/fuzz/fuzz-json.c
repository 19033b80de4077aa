/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a JSON file. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  if (size > 0)
    fuzz_table ("table.json", bytes, NULL);
  return 0;
}
