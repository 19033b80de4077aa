/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/findings.h"
G_BEGIN_DECLS

/* All problems as a CSV table for people: severity, problem, code, row, column, header, value, message, suggestion.
 * Values that a spreadsheet program would run get an apostrophe in front. Blocking: for a worker thread. */
gboolean bulk_report_write (BulkFindings *findings, GOutputStream *stream, GCancellable *cancellable, GError **error);
void bulk_report_write_async (BulkFindings *findings, GFile *file, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean bulk_report_write_finish (GAsyncResult *result, GError **error);
G_END_DECLS
