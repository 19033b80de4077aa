/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/history.h"
G_BEGIN_DECLS
/* Histories in folders of their own, and loads in them. */
typedef struct
{
  char *folder;
  char *path;
  BulkHistory *history;
} HistorySample;

void history_sample_set_up (HistorySample *self, gconstpointer data);
void history_sample_tear_down (HistorySample *self, gconstpointer data);
void history_sample_reopen (HistorySample *self);      /* as another run of the program would */

BulkRecord *history_sample_record (const char *sha256);                             /* not in it yet */
BulkRecord *history_sample_begin (BulkHistory *history, const char *sha256);
/* Begun, sent and ended so. */
BulkRecord *history_sample_end (BulkHistory *history, const char *sha256, BulkRecordState state);
BulkRecordState history_sample_get_state (BulkHistory *history, gint64 id);
guint history_sample_count (BulkHistory *history, int state);                       /* -1: all */
char *history_sample_ask (const char *path, const char *sql);                       /* with a connection of its own */
G_END_DECLS
