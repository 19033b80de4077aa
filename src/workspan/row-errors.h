/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/json-scan.h"
G_BEGIN_DECLS
/* BulkRowErrors: the rows that the service rejected, in its own words. Immutable, reference counted (atomic); takes
 * little more memory than the JSON it was read from. Numbers keep their digits. All texts are the server's: plain
 * data. */
typedef struct _BulkRowErrors BulkRowErrors;

/* json: the array, `[{"id": "…", "message": "…", "data_row": {…}}, …]`; kept. To read again what history keeps, too. */
BulkRowErrors *bulk_row_errors_parse (GBytes *json, GError **error);
BulkRowErrors *bulk_row_errors_new_empty (void);
BulkRowErrors *bulk_row_errors_ref (BulkRowErrors *self);
void bulk_row_errors_unref (BulkRowErrors *self);
GBytes *bulk_row_errors_get_json (BulkRowErrors *self);                /* (transfer none): the array's text */
guint bulk_row_errors_get_n (BulkRowErrors *self);
/* "" if it has none; exact, may hold anything but NUL */
char *bulk_row_errors_dup_id (BulkRowErrors *self, guint index);
/* one line, fit to be shown; "" if there is none */
char *bulk_row_errors_dup_message (BulkRowErrors *self, guint index);
/* an object's JSON, or "" */
const char *bulk_row_errors_get_data_row (BulkRowErrors *self, guint index, gsize *length);

/* The fields of a data row, one after the other:
 *   BulkRowErrorField field;
 *   bulk_row_errors_begin_fields (errors, index, &field);
 *   while (bulk_row_error_field_next (&field)) … */
typedef struct
{
  BulkJsonValue key;
  BulkJsonValue value;   /* of any kind */
  BulkJsonScan scan;
  gboolean more;
} BulkRowErrorField;
void bulk_row_errors_begin_fields (BulkRowErrors *self, guint index, BulkRowErrorField *field);
gboolean bulk_row_error_field_next (BulkRowErrorField *field);
/* What a cell would hold: the text of a string, the digits of a number, "" for null, compact JSON of all else. */
void bulk_row_errors_append_text (GString *text, const BulkJsonValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkRowErrors, bulk_row_errors_unref)
G_END_DECLS
