/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
G_BEGIN_DECLS

char *bulk_table_text_make (BulkTable *table, guint max_rows, guint width);

G_END_DECLS
