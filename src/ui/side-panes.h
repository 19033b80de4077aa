/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* BulkSidePanes: a main child and a pane that stands beside it where there is room, and below it in a narrow window.
 * The first child added is the main one. */
#define BULK_TYPE_SIDE_PANES (bulk_side_panes_get_type ())
G_DECLARE_FINAL_TYPE (BulkSidePanes, bulk_side_panes, BULK, SIDE_PANES, GtkWidget)
G_END_DECLS
