/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/row-match.h"
G_BEGIN_DECLS
/* Which row it is, as far as that is known: "Row 12 · aw00079", plain, one line; "" if nothing is. row: of the table,
 * -1: not found; searched: whether it was looked for. */
char *bulk_row_error_dup_place (gint64 row, gboolean ambiguous, gboolean searched, const char *id);

/* BulkRowErrorItem: one rejected row. Immutable. */
#define BULK_TYPE_ROW_ERROR_ITEM (bulk_row_error_item_get_type ())
G_DECLARE_FINAL_TYPE (BulkRowErrorItem, bulk_row_error_item, BULK, ROW_ERROR_ITEM, GObject)
guint bulk_row_error_item_get_row (BulkRowErrorItem *self);  /* of the table; BULK_ROW_MATCH_NO_ROW: not found */
char *bulk_row_error_item_dup_message (BulkRowErrorItem *self);      /* plain, one line */
char *bulk_row_error_item_dup_place (BulkRowErrorItem *self);        /* "Row 12 · aw00079", plain, one line */

/* BulkRowErrorList: a GListModel of BulkRowErrorItem, made as they are looked at. match: nullable,
 * while it is not known. */
#define BULK_TYPE_ROW_ERROR_LIST (bulk_row_error_list_get_type ())
G_DECLARE_FINAL_TYPE (BulkRowErrorList, bulk_row_error_list, BULK, ROW_ERROR_LIST, GObject)
BulkRowErrorList *bulk_row_error_list_new (BulkRowErrors *errors, BulkRowMatch *match);
G_END_DECLS
