/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/row-match.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_REJECTED_CSV,           /* as the table has it */
  BULK_REJECTED_CSV_DEFUSED,   /* what a spreadsheet would run as a formula gets a leading apostrophe */
  BULK_REJECTED_XLSX,          /* every cell is text, which nothing runs */
} BulkRejectedFormat;
/* By the ending of its name; defuse: if it is CSV. */
BulkRejectedFormat bulk_rejected_format_for_name (const char *name, gboolean defuse);

/* The rejected rows as a file to be worked on: the table's own columns, then the number of the row and what the
 * service said. Rows that were not found in the table hold what the service told of them. table: as it was sent.
 * match: nullable. */
gboolean bulk_rejected_write (GOutputStream *stream, BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match,
                              BulkRejectedFormat format, GCancellable *cancellable, GError **error);
/* In a thread; the file appears whole or not at all. */
void bulk_rejected_save_async (GFile *file, BulkTable *table, BulkRowErrors *errors, BulkRowMatch *match,
                               BulkRejectedFormat format, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean bulk_rejected_save_finish (GFile *file, GAsyncResult *result, GError **error);
/* Whether a spreadsheet would run this as a formula: pure. Negative numbers are none. */
gboolean bulk_rejected_is_formula (const char *text, gsize length);
G_END_DECLS
