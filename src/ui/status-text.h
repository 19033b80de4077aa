/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/row-match.h"
#include "load/tracker.h"
G_BEGIN_DECLS
/* What became of a load, in words: pure functions of what is known. All (transfer full), plain text. */
typedef struct
{
  BulkTrackerPhase phase;
  BulkStatusState state;
  const char *word;                              /* NULL: there is no answer yet */
  gint64 input, success, error, skip;            /* rows; -1: not said */
  double seconds;                                /* it took; -1: not known */
} BulkStatusFigures;

void bulk_status_text_read (BulkTracker *tracker, BulkStatusFigures *figures);   /* word: the status's */
char *bulk_status_text_title (const BulkStatusFigures *figures);
char *bulk_status_text_counts (const BulkStatusFigures *figures);  /* "3,812 loaded · 37 rejected"; "": nothing */
char *bulk_status_text_next (const BulkStatusFigures *figures);  /* what to do now; NULL: nothing new is known */
char *bulk_status_text_duration (double seconds);  /* "1 minute 12 seconds"; "": not known */
char *bulk_status_text_matches (guint n_errors, guint n_ambiguous, guint n_unmatched);    /* "": all is well */
char *bulk_status_text_listed (guint n_listed, gint64 n_counted);                /* "": all are listed */
/* Shares of the bar, 0 to 1 in all: loaded, skipped, rejected. */
void bulk_status_text_shares (const BulkStatusFigures *figures, double shares[3]);
G_END_DECLS
