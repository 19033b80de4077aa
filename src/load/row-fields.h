/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/table.h"
#include "workspan/row-errors.h"
G_BEGIN_DECLS
/* BulkRowFields: the fields of rejected rows as columns of a table. Not thread-safe. */
typedef struct _BulkRowFields BulkRowFields;

typedef struct
{
  guint column;
  const char *text;   /* not NUL-terminated; until the next row is read */
  gsize length;
} BulkRowFieldValue;

#define BULK_ROW_FIELDS_NO_COLUMN G_MAXUINT

BulkRowFields *bulk_row_fields_new (BulkTable *table, BulkRowErrors *errors);
void bulk_row_fields_free (BulkRowFields *self);
/* Those fields of a rejected row that are columns of the table. */
const BulkRowFieldValue *bulk_row_fields_read (BulkRowFields *self, guint error_index, guint *n);
/* The column whose values are the IDs that the service gives; NO_COLUMN: there is none */
guint bulk_row_fields_find_key (BulkRowFields *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkRowFields, bulk_row_fields_free)
G_END_DECLS
