/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/reader.h"
#include "table/spool.h"
G_BEGIN_DECLS

/* Which kind of workbook bytes are, and a reader for it; or a refusal that says what to do instead. */
gboolean bulk_workbook_is_package (const char *data, gsize length);       /* a zip: a workbook, or something else */
gboolean bulk_workbook_is_compound (const char *data, gsize length);      /* the container of old Office formats */

/* sheet, has_header: as in BulkImportOptions */
BulkReader *bulk_workbook_open (BulkSpool *spool, const char *name, const char *sheet, int has_header,
                                GCancellable *cancellable, GError **error);
void bulk_workbook_refuse_compound (const char *data, gsize length, const char *name, GError **error);
G_END_DECLS
