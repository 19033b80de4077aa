/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS
/* BulkStartPage: invites to drop, open or paste a file. Activates "win.open", "win.paste" and "win.practice-mode".
 * Signal: "open-file" (GFile *), one of the recent files was chosen. */
#define BULK_TYPE_START_PAGE (bulk_start_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkStartPage, bulk_start_page, BULK, START_PAGE, GtkWidget)
GtkWidget *bulk_start_page_new (void);
void bulk_start_page_add_recent (BulkStartPage *self, GFile *file);  /* it was opened: puts it first */
G_END_DECLS
