/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/edit-batch-private.h"
#include "table/table.h"
G_BEGIN_DECLS
/* What a step does, in words; the table is as it was before it. (transfer full) */
char *bulk_edit_label_make (BulkTable *table, const BulkEditSummary *summary);
/* A format with one %s for the name of a column, as shown at index. (transfer full) */
char *bulk_edit_label_make_for_column (BulkTable *table, const char *format, guint index) G_GNUC_FORMAT (2);
char *bulk_edit_label_shorten (const char *text);      /* (transfer full): short, and on one line */
G_END_DECLS
