/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
#include "workspan/payload-buffer.h"
G_BEGIN_DECLS
/* The columns' names as JSON: `"name":` each; unique and never blank. */
typedef struct _BulkPayloadKeys BulkPayloadKeys;
BulkPayloadKeys *bulk_payload_keys_new (const char *const *headers, guint n);
void bulk_payload_keys_free (BulkPayloadKeys *self);

/* A text with its quotes. UTF-8 */
void bulk_payload_json_append_string (BulkPayloadBuffer *buffer, const char *text, gsize length);
/* One row as an object. */
void bulk_payload_json_append_row (BulkPayloadBuffer *buffer, const BulkCell *cells, guint n, BulkPayloadKeys *keys);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkPayloadKeys, bulk_payload_keys_free)
G_END_DECLS
