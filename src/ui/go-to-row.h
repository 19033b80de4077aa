/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "ui/table-view.h"
G_BEGIN_DECLS

/* BulkGoToRow: a popover that asks for the number of a row and goes there. */
#define BULK_TYPE_GO_TO_ROW (bulk_go_to_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkGoToRow, bulk_go_to_row, BULK, GO_TO_ROW, GtkPopover)

GtkWidget *bulk_go_to_row_new (void);
void bulk_go_to_row_set_view (BulkGoToRow *self, BulkTableView *view); /* nullable */
gboolean bulk_go_to_row_go (BulkGoToRow *self, const char *text);      /* FALSE, and says so: there is no such row */
gboolean bulk_go_to_row_parse (const char *text, guint64 *number);     /* pure: "1,204" → 1204 */
G_END_DECLS
