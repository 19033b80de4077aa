/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS
/* BulkErrorPage: why a file could not be opened, and what to do now. Activates "win.open". Signal: "back". */
#define BULK_TYPE_ERROR_PAGE (bulk_error_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkErrorPage, bulk_error_page, BULK, ERROR_PAGE, GtkWidget)
GtkWidget *bulk_error_page_new (void);
void bulk_error_page_set (BulkErrorPage *self, const char *title, const char *text);
G_END_DECLS
