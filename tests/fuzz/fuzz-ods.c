/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of an ODS file. Input: content.xml, styles.xml and META-INF/manifest.xml, a NUL between them. */
#include "../table/zip-maker.h"
#include "fuzz.h"

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const names[] = { "content.xml", "styles.xml", "META-INF/manifest.xml" };
  ZipMaker *zip = zip_maker_new ();
  g_autoptr (GBytes) bytes = NULL;

  zip_maker_add (zip, "mimetype", MIMETYPE, -1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length;
      const char *part = fuzz_next_part (&data, &size, &length);

      if (part != NULL)
        zip_maker_add (zip, names[i], part, length);
    }
  bytes = zip_maker_end (zip);
  fuzz_table ("Book.ods", bytes, NULL);
  return 0;
}
