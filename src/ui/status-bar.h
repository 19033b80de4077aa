/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* BulkStatusBar: how many rows of a load were loaded, skipped and rejected, as a bar. No share that is not zero is too
 * thin to be seen. */
#define BULK_TYPE_STATUS_BAR (bulk_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (BulkStatusBar, bulk_status_bar, BULK, STATUS_BAR, GtkWidget)
GtkWidget *bulk_status_bar_new (void);
/* shares: of loaded, skipped and rejected rows, 1 in all at most; words: the same for who does not see it */
void bulk_status_bar_set (BulkStatusBar *self, const double shares[3], const char *words);
/* Where each part begins and ends in a bar so many pixels wide: pure. */
void bulk_status_bar_divide (const double shares[3], double width, double starts[3], double ends[3]);
G_END_DECLS
