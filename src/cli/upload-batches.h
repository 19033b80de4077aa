/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli/exit-code.h"
#include "load/batches.h"
G_BEGIN_DECLS

/* What "upload --batch-rows N --batch-mb N" does. */
typedef struct
{
  BulkConnection *connection;
  BulkTable *table;
  BulkPayloadFormat format;
  BulkUploadWay way;
  const char *connection_name;   /* nullable */
  guint max_rows, max_mb;        /* 0: any */
  gboolean wait, json;
  BulkCliExit (*report_failure) (BulkOutcome *outcome, BulkConnection *connection);
} BulkBatchUpload;

BulkCliExit bulk_batch_upload_run (const BulkBatchUpload *self);
/* How to send only what is left of a table that was sent in batches before, option and all.
 * (transfer full) (nullable) */
char *bulk_batch_upload_dup_rest (BulkRecord *earlier);

G_END_DECLS
