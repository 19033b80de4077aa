/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/check.h"
G_BEGIN_DECLS

BulkCheckContext *bulk_check_context_new (BulkTable *table, const BulkCheckOptions *options);
void bulk_check_context_free (BulkCheckContext *self);
/* Judges the columns anew by all of their cells; FALSE: nothing is different. */
gboolean bulk_check_context_refine (BulkCheckContext *self, const BulkColumnTally *tallies);

/* tally.c */
BulkColumnTally *bulk_tallies_new (guint n_columns);
void bulk_tallies_free (BulkColumnTally *self, guint n_columns);
void bulk_tallies_add_all (BulkColumnTally *self, BulkColumnTally *other, guint n_columns);
void bulk_tally_cell (BulkColumnTally *self, const BulkCell *cell, guint row);  /* everything, for a sample */
/* what may change */
void bulk_tally_for_class (BulkColumnTally *self, const BulkCheckColumn *column, const BulkCell *cell);
void bulk_tally_spelling (BulkColumnTally *self, const char *text, gsize length, guint row);

/* column-class.c */
BulkColumnClass bulk_column_class_guess (const char *header, gboolean is_key, const BulkColumnTally *tally);

/* key-check.c, header-place.c */
char *bulk_key_dup_plain_name (const char *header);
guint bulk_key_guess_column (char **headers, guint n_columns);
guint bulk_header_place_find (BulkTable *table, BulkCells *cells);

/* judge.c: one row, all checks that see rows and cells */
typedef struct
{
  const BulkCheckContext *context;
  BulkColumnTally *tallies;   /* nullable */
  BulkCheckSink *sink;
  GString *joined;            /* nullable: the row need not be in one piece */
  char separator;             /* between its cells */
  /* out */
  gboolean blank;
  const char *span;           /* nullable: the row in one piece */
  gsize span_length;
} BulkJudge;
void bulk_judge_row (BulkJudge *self, guint row, BulkCells *cells);
G_END_DECLS
