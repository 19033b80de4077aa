/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
#include "workspan/payload-buffer.h"
G_BEGIN_DECLS
/* One row of canonical RFC 4180 CSV with its line end, padded to n_columns; first: it begins the body. */
void bulk_payload_csv_append_row (BulkPayloadBuffer *buffer, const BulkCell *cells, guint n, guint n_columns,
                                  gboolean first);
G_END_DECLS
