/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "workspan/payload.h"
#include "workspan/row-set.h"
G_BEGIN_DECLS
/* BulkPayloadStream: a payload's bytes from the first to the last. Makes them as they are read. */
#define BULK_TYPE_PAYLOAD_STREAM (bulk_payload_stream_get_type ())
G_DECLARE_FINAL_TYPE (BulkPayloadStream, bulk_payload_stream, BULK, PAYLOAD_STREAM, GInputStream)
GInputStream *bulk_payload_stream_new (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows); /* NULL: all */
G_END_DECLS
