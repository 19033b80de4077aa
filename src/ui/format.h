/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
#include "workspan/upload.h"
G_BEGIN_DECLS
/* Words for figures: pure functions, so that what the windows say can be tested without a window.
 * All (transfer full). */
char *bulk_format_number (guint64 number);
char *bulk_format_rows (guint64 rows);
char *bulk_format_rows_progress (guint64 rows, guint64 rows_total);
char *bulk_format_bytes_progress (guint64 bytes, guint64 bytes_total);
char *bulk_format_speed (double bytes_per_second);
char *bulk_format_time_left (double seconds);
char *bulk_format_upload_progress (guint64 rows, guint64 rows_total, guint64 bytes, guint64 bytes_total,
                                   double bytes_per_second, double seconds_left);
char *bulk_format_spoken_progress (const char *phase, guint64 rows, guint64 rows_total, double seconds_left);
const char *bulk_format_phase (BulkUploadPhase phase);
const char *bulk_format_cancel_meaning (BulkUploadPhase phase, guint64 bytes_sent);
double bulk_format_fraction (guint64 bytes, guint64 bytes_total);
char *bulk_format_bytes_exact (guint64 bytes);
char *bulk_format_local_time (GDateTime *time);
char *bulk_format_utc_time (GDateTime *time);
char *bulk_format_one_line (const char *text);
G_END_DECLS
