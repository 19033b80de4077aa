/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>
#include "table/import.h"
G_BEGIN_DECLS

/* BulkImportPopover: how a file was understood, to be changed.
 * Signal: "changed" (G_TYPE_POINTER: const BulkImportOptions *, valid during emission). */
#define BULK_TYPE_IMPORT_POPOVER (bulk_import_popover_get_type ())
G_DECLARE_FINAL_TYPE (BulkImportPopover, bulk_import_popover, BULK, IMPORT_POPOVER, GtkPopover)

GtkWidget *bulk_import_popover_new (void);
void bulk_import_popover_set_table (BulkImportPopover *self, BulkTable *table); /* nullable */
/* What was chosen so far; the strings belong to the popover. */
void bulk_import_popover_get_options (BulkImportPopover *self, BulkImportOptions *options);
void bulk_import_popover_choose (BulkImportPopover *self, const BulkImportOptions *options); /* as if by hand */
void bulk_import_popover_apply (BulkImportPopover *self);
G_END_DECLS
