/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/findings.h"
G_BEGIN_DECLS

/* How many, for a summary in words and the decision to upload. */
typedef struct
{
  guint64 n_errors;       /* not waved through */
  guint n_error_rows;     /* rows with any of them */
  gboolean header_errors; /* there are some beside those in rows */
  guint64 n_waved;        /* errors waved through */
  guint64 n_warnings;
  guint n_rows;
} BulkProblemsSummary;

void bulk_findings_get_summary (BulkFindings *self, guint64 waved_codes, BulkProblemsSummary *summary);
/* "3 errors in 2 rows; 1,201 rows are ready" */
char *bulk_problems_summary_dup_words (const BulkProblemsSummary *self);
G_END_DECLS
