/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "table/cells.h"
G_BEGIN_DECLS
/* BulkXlsxWriter: a workbook of one sheet, written as it comes. Every cell is text, exactly, so that nothing in it is
 * run, rounded or taken for a date; the first row is its header. Not thread-safe. */
typedef struct _BulkXlsxWriter BulkXlsxWriter;

BulkXlsxWriter *bulk_xlsx_writer_new (GOutputStream *stream, const char *sheet, GCancellable *cancellable);
void bulk_xlsx_writer_free (BulkXlsxWriter *self);
gboolean bulk_xlsx_writer_add_row (BulkXlsxWriter *self, const BulkCell *cells, guint n, GError **error);
gboolean bulk_xlsx_writer_finish (BulkXlsxWriter *self, GError **error);    /* the stream is not closed */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkXlsxWriter, bulk_xlsx_writer_free)
G_END_DECLS
