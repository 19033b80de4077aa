/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/template.h"
G_BEGIN_DECLS

/* BulkTemplates: the folder in which templates are kept, one JSON file each. Blocking, but for small files only; every
 * call looks at the folder anew, so that windows and the command line see the same. Immutable, thread-safe. */
#define BULK_TYPE_TEMPLATES (bulk_templates_get_type ())
G_DECLARE_FINAL_TYPE (BulkTemplates, bulk_templates, BULK, TEMPLATES, GObject)

BulkTemplates *bulk_templates_new (const char *folder);       /* NULL: the user's own */
/* By name; a file that cannot be read as a template is left alone and left out. (element-type BulkTemplate) */
GPtrArray *bulk_templates_list (BulkTemplates *self);
/* By name (exactly, or else whatever the case if only one is so named) among those kept. BULK_STORE_ERROR_NOT_FOUND. */
BulkTemplate *bulk_templates_find (BulkTemplates *self, const char *name, GError **error);
/* In place of the one with the same name for the same integration; atomically. */
gboolean bulk_templates_save (BulkTemplates *self, BulkTemplate *template, GError **error);
gboolean bulk_templates_remove (BulkTemplates *self, BulkTemplate *template, GError **error);
BulkTemplate *bulk_templates_read_file (GFile *file, GCancellable *cancellable, GError **error);   /* import */
gboolean bulk_templates_write_file (BulkTemplate *template, GFile *file, GCancellable *cancellable, GError **error);
G_END_DECLS
