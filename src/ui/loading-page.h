/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "table/import.h"
G_BEGIN_DECLS
/* BulkLoadingPage: how far a file is opened. Signal: "cancel". */
#define BULK_TYPE_LOADING_PAGE (bulk_loading_page_get_type ())
G_DECLARE_FINAL_TYPE (BulkLoadingPage, bulk_loading_page, BULK, LOADING_PAGE, GtkWidget)
GtkWidget *bulk_loading_page_new (void);
void bulk_loading_page_set_import (BulkLoadingPage *self, BulkImport *import, const char *name);  /* NULL: none */
G_END_DECLS
