/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
#include "workspan/row-set.h"
G_BEGIN_DECLS
typedef enum { BULK_PAYLOAD_CSV, BULK_PAYLOAD_JSON } BulkPayloadFormat;

/* BulkPayload: the body made from a (complete) table: canonical RFC 4180 CSV in UTF-8 without BOM, or a JSON array.
 * measure() makes one dry run for the exact length and SHA-256; open() gives a stream of exactly these bytes. */
#define BULK_TYPE_PAYLOAD (bulk_payload_get_type ())
G_DECLARE_FINAL_TYPE (BulkPayload, bulk_payload, BULK, PAYLOAD, GObject)
BulkPayload *bulk_payload_new (BulkTable *table, BulkPayloadFormat format);
/* some; NULL: all */
BulkPayload *bulk_payload_new_for_rows (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows);
BulkTable *bulk_payload_get_table (BulkPayload *self);
BulkRowSet *bulk_payload_get_rows (BulkPayload *self);        /* (transfer none) (nullable): NULL: all of the table's */
guint bulk_payload_get_n_rows (BulkPayload *self);            /* data rows it holds */
BulkPayloadFormat bulk_payload_get_format (BulkPayload *self);
const char *bulk_payload_get_media_type (BulkPayload *self);
gboolean bulk_payload_has_header (BulkPayload *self);  /* whether the first line of the CSV holds the columns' names */
gboolean bulk_payload_measure (BulkPayload *self, GCancellable *cancellable, GError **error);   /* blocking */
void bulk_payload_measure_async (BulkPayload *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean bulk_payload_measure_finish (BulkPayload *self, GAsyncResult *result, GError **error);
guint64 bulk_payload_get_length (BulkPayload *self);          /* bytes, after measure */
const char *bulk_payload_get_sha256 (BulkPayload *self);      /* hex, after measure */
GInputStream *bulk_payload_open (BulkPayload *self);          /* (transfer full); each call starts anew */
/* data rows wholly within the first offset bytes; for progress, approximate by a sparse table made in measure */
guint64 bulk_payload_rows_at (BulkPayload *self, guint64 offset);
G_END_DECLS
