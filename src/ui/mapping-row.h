/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS
/* BulkMappingRow: one column in the mapping: whether it is sent, what it is in the file (or its value in every row),
 * and what it is called. Signals: "move" (int: by), "remove" (a constant), "changed". */
#define BULK_TYPE_MAPPING_ROW (bulk_mapping_row_get_type ())
G_DECLARE_FINAL_TYPE (BulkMappingRow, bulk_mapping_row, BULK, MAPPING_ROW, GtkListBoxRow)
#define BULK_MAPPING_CONSTANT G_MAXUINT
GtkWidget *bulk_mapping_row_new (guint column, const char *source, const char *field);   /* column: of the table */
guint bulk_mapping_row_get_column (BulkMappingRow *self);
const char *bulk_mapping_row_get_source (BulkMappingRow *self);    /* header, or a constant's value */
const char *bulk_mapping_row_get_field (BulkMappingRow *self);
gboolean bulk_mapping_row_get_included (BulkMappingRow *self);
void bulk_mapping_row_set (BulkMappingRow *self, gboolean included, const char *field);
void bulk_mapping_row_set_error (BulkMappingRow *self, const char *text);   /* nullable */
G_END_DECLS
