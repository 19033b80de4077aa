/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/context.h"
G_BEGIN_DECLS

/* Rows that have a problem, counts by column, and the first instances; filled by one thread for blocks of rows of its
 * own, then added up. */
typedef struct
{
  guint64 total;
  guint64 *columns;    /* nullable; n_columns of them, then one for problems without a column */
  GArray *kept;        /* nullable; BulkProblem, in reading order */
} BulkCodeFindings;

struct _BulkFindings
{
  gatomicrefcount ref_count;
  BulkTable *table;
  BulkCheckContext *context;
  guint n_rows;
  guint n_columns;
  guint64 *bits[BULK_PROBLEM_N_CODES];    /* nullable; one bit a row */
  BulkCodeFindings codes[BULK_PROBLEM_N_CODES];
  GArray *placed;      /* BulkProblem, in reading order: what judging a row again would not find */
};

#define BULK_FINDINGS_WORDS(n_rows) (((gsize) (n_rows) + 63) / 64)

int bulk_problem_compare (const BulkProblem *a, const BulkProblem *b);  /* by place, the header first; then by code */
void bulk_code_findings_add (BulkCodeFindings *self, const BulkProblem *problem, guint n_columns);
void bulk_code_findings_add_all (BulkCodeFindings *self, BulkCodeFindings *other, guint n_columns);
void bulk_code_findings_clear (BulkCodeFindings *self);
void bulk_findings_set_bit (BulkFindings *self, BulkProblemCode code, guint row);   /* any thread, no two in 64 rows */
void bulk_findings_judge (BulkFindings *self, guint row, BulkCells *cells, GArray *problems);
BulkFindings *bulk_findings_new (BulkTable *table, BulkCheckContext *context);
G_END_DECLS
