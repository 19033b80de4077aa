/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/fix.h"
G_BEGIN_DECLS

/* Fills a step of the table's edits with the suggestions for problems of a set of codes; the table that was checked
 * must be as the one that is edited was when the batch was begun. Blocking: for a worker thread.
 * Returns how many problems are fixed by it. */
guint64 bulk_fix_all (BulkFindings *findings, guint64 codes, gboolean safe_only, BulkEditBatch *batch,
                      GCancellable *cancellable);
gboolean bulk_fix_one (BulkFindings *findings, const BulkProblem *problem, BulkEditBatch *batch);
G_END_DECLS
