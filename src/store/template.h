/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* BulkTemplate: a column mapping with a name: which column of the user's is which field in WorkSpan, in which order;
 * columns that are in no file but have the same value in every row. For one integration, or any. Immutable,
 * reference counted (atomic). Kept and passed on as a JSON file. */
typedef struct _BulkTemplate BulkTemplate;
#define BULK_TYPE_TEMPLATE (bulk_template_get_type ())
GType bulk_template_get_type (void);

#define BULK_TEMPLATE_COLUMNS_MAX 16384u
#define BULK_TEMPLATE_BYTES_MAX (4u << 20)

typedef struct
{
  const char *source;   /* header of the user's column; NULL: a constant */
  const char *field;    /* what it is called in WorkSpan, never empty */
  const char *value;    /* of a constant; NULL for others */
} BulkTemplateColumn;

/* Copies. NULL with BULK_STORE_ERROR_INVALID: no name, no columns, a column without a field, a
 * field or source twice. */
BulkTemplate *bulk_template_new (const char *name, const char *integration_id, const BulkTemplateColumn *columns,
                                 guint n, GError **error);
/* Strict: another format or version (BULK_STORE_ERROR_NEWER), an unknown member or a wrong type is an error. */
BulkTemplate *bulk_template_parse (const char *json, gsize length, GError **error);
char *bulk_template_to_json (BulkTemplate *self, gsize *length);
BulkTemplate *bulk_template_ref (BulkTemplate *self);
void bulk_template_unref (BulkTemplate *self);

const char *bulk_template_get_name (BulkTemplate *self);
const char *bulk_template_get_integration_id (BulkTemplate *self);     /* nullable: for any */
guint bulk_template_get_n_columns (BulkTemplate *self);
const BulkTemplateColumn *bulk_template_get_column (BulkTemplate *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkTemplate, bulk_template_unref)
G_END_DECLS
