/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "workspan/upload-way.h"
G_BEGIN_DECLS
/* How a table is sent: what its rows are, which way they go, and in how many loads. */
typedef struct
{
  BulkUploadWay way;
  guint batch_rows;   /* rows in a batch at most; 0: any */
  guint batch_mb;     /* megabytes in a batch at most; 0: any */
} BulkSendOptions;
#define BULK_SEND_OPTIONS_INIT { BULK_WAY_OPPORTUNITIES, 0, 0 }

#define BULK_BATCH_ROWS_MIN 10u
#define BULK_BATCH_ROWS_MAX 1000000u
#define BULK_BATCH_ROWS_DEFAULT 10000u
#define BULK_BATCH_MB_MIN 1u
#define BULK_BATCH_MB_MAX 1000u
#define BULK_BATCH_MB_DEFAULT 10u
#define BULK_BATCHES_MAX 1000u      /* each is a load of its own: more are a mistake */

gboolean bulk_send_options_splits (const BulkSendOptions *self);
gboolean bulk_send_options_equal (const BulkSendOptions *self, const BulkSendOptions *other);
/* Whether a table of so many rows would take no more than BULK_BATCHES_MAX, as far as rows alone tell. */
gboolean bulk_send_options_fit (const BulkSendOptions *self, guint64 n_rows);
char *bulk_send_options_dup_too_many (void);   /* that it would take more. (transfer full) */
/* "Any kind of object, in batches of 10,000 rows"; NULL: opportunities, directly, as one load. (transfer full) */
char *bulk_send_options_dup_words (const BulkSendOptions *self);
/* As they were last chosen for a connection: its ID, "practice"; NULL: one without an ID. */
void bulk_send_options_read (BulkSendOptions *self, GSettings *settings, const char *connection_id);
void bulk_send_options_write (const BulkSendOptions *self, GSettings *settings, const char *connection_id);
G_END_DECLS
