/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>
#include "workspan/row-set.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_BATCH_PENDING,
  BULK_BATCH_ACCEPTED,
  BULK_BATCH_EARLIER,     /* accepted before; not sent again */
  BULK_BATCH_STOPPED,     /* not accepted: see outcome or error */
} BulkBatchState;

/* BulkBatch: one of the loads that a table is split into. Written by BulkBatches alone. */
#define BULK_TYPE_BATCH (bulk_batch_get_type ())
G_DECLARE_FINAL_TYPE (BulkBatch, bulk_batch, BULK, BATCH, GObject)
struct _BulkBatch
{
  GObject parent_instance;
  guint index;            /* from 0 */
  guint n;                /* how many there are */
  BulkRowSet *rows;
  BulkBatchState state;
  gboolean unknown;       /* stopped, and it may have been loaded */
  char *execution_id;     /* (nullable) */
  gint64 record_id;       /* in the history; 0: none */
  guint64 bytes;          /* of its body; 0: not known yet */
};
BulkBatch *bulk_batch_new (guint index, guint n, BulkRowSet *rows);
char *bulk_batch_dup_title (BulkBatch *self);     /* "Batch 3 of 12 · rows 2,001 to 3,000"; translated */
char *bulk_batch_dup_state (BulkBatch *self);     /* "Accepted"; translated */
const char *bulk_batch_get_state_name (BulkBatch *self);   /* "accepted-before"; for programs */
G_END_DECLS
