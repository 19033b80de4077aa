/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/sheet-store.h"
#include "table/xml-reader.h"
G_BEGIN_DECLS

/* Text of SpreadsheetML. */

/* In place: "_x000D_" becomes the character it stands for. Returns the new length. */
gsize bulk_xlsx_unescape (char *text, gsize length);
/* Takes white space away around what was gathered from @from on: it counts only where xml:space says so. */
void bulk_xlsx_trim (GString *text, gsize from);

/* The element that holds runs of text, "si" or "is", or a value "v": call these from the handlers
 * with what was found. */
void bulk_xlsx_begin_text (BulkXmlReader *reader);                   /* si, is: starts */
void bulk_xlsx_begin_run (BulkXmlReader *reader, gsize *from);       /* t, v: starts */
void bulk_xlsx_end_run (BulkXmlReader *reader, gsize from);          /* t, v: ends */
char *bulk_xlsx_end_text (BulkXmlReader *reader, gsize *length);     /* si, is, v: ends; unescaped */

/* All shared strings go to the store. */
gboolean bulk_xlsx_strings_read (BulkSheetStore *store, BulkPackage *package, const char *part,
                                 GCancellable *cancellable, GError **error);
G_END_DECLS
