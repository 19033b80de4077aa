/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "ui/table-view.h"
G_BEGIN_DECLS

/* BulkFindBar: finds text in the cells of a table view, off the main thread. Hidden until opened.
 * Property (read-only, notify): "searching" gboolean. */
#define BULK_TYPE_FIND_BAR (bulk_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (BulkFindBar, bulk_find_bar, BULK, FIND_BAR, GtkWidget)

GtkWidget *bulk_find_bar_new (void);
/* nullable; again when the view's table is another */
void bulk_find_bar_set_view (BulkFindBar *self, BulkTableView *view);
void bulk_find_bar_open (BulkFindBar *self);    /* and puts the keyboard there */
void bulk_find_bar_close (BulkFindBar *self);   /* and puts the keyboard back on the table */
gboolean bulk_find_bar_is_open (BulkFindBar *self);
void bulk_find_bar_find (BulkFindBar *self, const char *text);
void bulk_find_bar_next (BulkFindBar *self, gboolean forward);
gboolean bulk_find_bar_is_searching (BulkFindBar *self);
const char *bulk_find_bar_get_status (BulkFindBar *self); /* what it says, "Not found" */
G_END_DECLS
