/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Detects the encoding of bytes: BOM, valid UTF-8, UTF-16 without BOM, else uchardet's guess, else WINDOWS-1252. */
const char *bulk_encoding_detect (const char *data, gsize length, gsize *bom_length);
const char *const *bulk_encoding_list (void);               /* NULL-terminated canonical names to choose from */
const char *bulk_encoding_get_label (const char *encoding); /* translated, e.g. "Western European (Windows-1252)" */
gboolean bulk_encoding_is_known (const char *encoding);     /* any case; what iconv knows */

/* Offset of the first byte that is not valid UTF-8, or length; fast over ASCII. */
gsize bulk_utf8_find_invalid (const char *data, gsize length);
G_END_DECLS
