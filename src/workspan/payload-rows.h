/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/payload.h"
#include "workspan/payload-buffer.h"
#include "workspan/row-set.h"
G_BEGIN_DECLS
/* BulkPayloadRows: writes the body of a payload from its first byte to its last, piece by piece. Not thread-safe. */
typedef struct _BulkPayloadRows BulkPayloadRows;
BulkPayloadRows *bulk_payload_rows_new (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows); /* NULL: all */
void bulk_payload_rows_free (BulkPayloadRows *self);
/* Appends whole rows until buffer has at least wanted bytes or the body ends. FALSE: an error; at
 * the end nothing is appended. */
gboolean bulk_payload_rows_write (BulkPayloadRows *self, BulkPayloadBuffer *buffer, gsize wanted, GError **error);
guint bulk_payload_rows_get_n_written (BulkPayloadRows *self);    /* data rows */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPayloadRows, bulk_payload_rows_free)
G_END_DECLS
