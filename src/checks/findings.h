/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/problem.h"
G_BEGIN_DECLS

/* How to check: what people can choose. */
typedef enum
{
  BULK_DATE_ORDER_UNKNOWN,
  BULK_DATE_ORDER_DAY_FIRST,
  BULK_DATE_ORDER_MONTH_FIRST,
} BulkDateOrder;

#define BULK_KEY_COLUMN_GUESS (G_MAXUINT - 1)
#define BULK_KEY_COLUMN_NONE G_MAXUINT

typedef struct
{
  guint key_column;           /* a column of the table, or one of the above */
  BulkDateOrder date_order;   /* of dates such as 03/04/2026 where the column does not tell */
} BulkCheckOptions;
#define BULK_CHECK_OPTIONS_INIT { BULK_KEY_COLUMN_GUESS, BULK_DATE_ORDER_UNKNOWN }

/* BulkFindings: what one run of all checks found. Immutable, thread-safe, reference counted. Memory: a bit per row for
 * each code that was found in rows, a counter per code and column, and at most BULK_FINDINGS_KEPT instances of a code;
 * the problems of a row are found again when they are asked for. */
typedef struct _BulkFindings BulkFindings;
#define BULK_FINDINGS_KEPT 1000u

/* Blocking: for a worker thread; the table must be complete. Uses more threads of its own. done/total in rows. */
BulkFindings *bulk_findings_run (BulkTable *table, const BulkCheckOptions *options, BulkProgressFunc progress,
                                 gpointer user_data, GCancellable *cancellable, GError **error);
/* The same of the table as it is now, in a thread. */
void bulk_findings_run_async (BulkTable *table, const BulkCheckOptions *options, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
BulkFindings *bulk_findings_run_finish (GAsyncResult *result, GError **error);
BulkFindings *bulk_findings_ref (BulkFindings *self);
void bulk_findings_unref (BulkFindings *self);

BulkTable *bulk_findings_get_table (BulkFindings *self);                       /* what was checked (transfer none) */
guint bulk_findings_get_key_column (BulkFindings *self);                       /* BULK_KEY_COLUMN_NONE: there is none */
guint64 bulk_findings_count (BulkFindings *self, BulkProblemCode code);
guint64 bulk_findings_count_in_column (BulkFindings *self, BulkProblemCode code, guint column);
guint64 bulk_findings_count_severity (BulkFindings *self, BulkSeverity severity);
guint bulk_findings_count_rows (BulkFindings *self, guint64 codes);            /* rows with any of a set of codes */
guint bulk_findings_get_n_kept (BulkFindings *self, BulkProblemCode code);
void bulk_findings_get_kept (BulkFindings *self, BulkProblemCode code, guint index, BulkProblem *problem);

/* Sets of codes: bit n is code n. */
#define BULK_PROBLEM_BIT(code) (G_GUINT64_CONSTANT (1) << (code))
guint64 bulk_findings_get_error_codes (void);
guint64 bulk_findings_get_row_codes (BulkFindings *self, guint row);           /* BULK_PROBLEM_NO_ROW: the header */
/* Appends the problems of a row (or of the header) to an array of BulkProblem; cells: scratch. */
void bulk_findings_get_row (BulkFindings *self, guint row, BulkCells *cells, GArray *problems);
/* The next cell, in reading order, with a problem of a set of codes; column BULK_PROBLEM_NO_COLUMN: in any column.
 * In: where to look from (not included). The header is row BULK_PROBLEM_NO_ROW and comes before the first one.
 * Wraps around. */
gboolean bulk_findings_next (BulkFindings *self, guint64 codes, guint only_column, guint from_row, guint from_column,
                             gboolean forward, BulkProblem *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkFindings, bulk_findings_unref)
G_END_DECLS
