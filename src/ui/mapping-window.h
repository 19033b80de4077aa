/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>
#include "store/templates.h"
#include "table/table.h"
G_BEGIN_DECLS

/* BulkMappingWindow: "your column → WorkSpan field": which columns of a table are sent, under which names, in which
 * order, and columns that are the same in every row. Applied in one step; kept as a template, passed on as a file. */
#define BULK_TYPE_MAPPING_WINDOW (bulk_mapping_window_get_type ())
G_DECLARE_FINAL_TYPE (BulkMappingWindow, bulk_mapping_window, BULK, MAPPING_WINDOW, AdwWindow)

BulkMappingWindow *bulk_mapping_window_new (GtkWindow *parent, BulkTable *table, BulkTemplates *templates,
                                            const char *integration_id);   /* nullable */
gboolean bulk_mapping_window_apply (BulkMappingWindow *self);              /* whether anything changed */
void bulk_mapping_window_use (BulkMappingWindow *self, BulkTemplate *template);   /* fills the list */
BulkTemplate *bulk_mapping_window_make_template (BulkMappingWindow *self, const char *name, GError **error);
void bulk_mapping_window_set_integration_id (BulkMappingWindow *self, const char *integration_id);  /* nullable: any */
gboolean bulk_mapping_window_import (BulkMappingWindow *self, GFile *file, GError **error);   /* fills the list */
gboolean bulk_mapping_window_export (BulkMappingWindow *self, GFile *file, GError **error);   /* what the list makes */
G_END_DECLS
