/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* BulkFoldLayout: a text and what can be done about it: beside each other where there is room, otherwise one below the
 * other. The first child is the text, the second the rest. */
#define BULK_TYPE_FOLD_LAYOUT (bulk_fold_layout_get_type ())
G_DECLARE_FINAL_TYPE (BulkFoldLayout, bulk_fold_layout, BULK, FOLD_LAYOUT, GtkLayoutManager)
GtkLayoutManager *bulk_fold_layout_new (void);
G_END_DECLS
