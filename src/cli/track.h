/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"
#include "load/tracker.h"
#include "table/table.h"
#include "workspan/row-set.h"
G_BEGIN_DECLS

/* What became of a load, on the command line. */
void bulk_track_wait (BulkTracker *tracker, gboolean to_the_end);   /* until it is known, or a first answer came */
/* For the history: what is known by now, and where the rejected rows are. */
void bulk_track_note (BulkTracker *tracker, BulkTable *table, gint64 record_id);
BulkCliExit bulk_track_report (BulkTracker *tracker, gboolean to_the_end, gboolean errors, gboolean json);
/* The rejected rows as CSV into a file. rows: nullable, which were sent. FALSE: it could not be
 * written, as was said. */
gboolean bulk_track_save_rejected (BulkTracker *tracker, BulkTable *table, BulkRowSet *rows, const char *path,
                                   const char *input_path);

G_END_DECLS
