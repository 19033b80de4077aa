/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/csv-scan.h"
#include "table/text.h"
G_BEGIN_DECLS

/* BulkCsvWalk: from row to row through a whole text, once; what bulk_csv_scan_rows() finds,
 * without mapping the text. */
typedef struct _BulkCsvWalk BulkCsvWalk;

BulkCsvWalk *bulk_csv_walk_new (BulkText *text, char delimiter);
void bulk_csv_walk_free (BulkCsvWalk *self);
guint bulk_csv_walk_rows (BulkCsvWalk *self, gsize start, BulkCsvRow *rows, guint max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkCsvWalk, bulk_csv_walk_free)
G_END_DECLS
