/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/record.h"
#include "store/sql.h"
G_BEGIN_DECLS
/* The fields of a record and the columns of the table "loads", one for one. */
typedef enum
{
  BULK_COLUMN_TEXT,    /* char * */
  BULK_COLUMN_INT64,   /* gint64 and guint64 */
  BULK_COLUMN_UINT,    /* guint and enumerations */
} BulkColumnKind;

typedef struct
{
  const char *name;
  BulkColumnKind kind;
  glong offset;
  gboolean own;        /* changed by a statement of its own only, never with the rest */
} BulkColumn;

const BulkColumn *bulk_record_get_columns (guint *n);

/* "id, state, …" for a SELECT that bulk_record_read() understands. */
const char *bulk_record_get_select (void);
const char *bulk_record_get_insert (void);    /* with an id; where there is one, it is updated */
const char *bulk_record_get_update (void);
void bulk_record_bind (BulkRecord *self, BulkStatement *statement);   /* for insert and update */
BulkRecord *bulk_record_read (BulkStatement *statement);
G_END_DECLS
