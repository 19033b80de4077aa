/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/package.h"
G_BEGIN_DECLS

/* What a part of an OOXML package refers to. */
typedef struct
{
  char *id;
  char *type;      /* the last step of its URI, "worksheet": the same in transitional and strict */
  char *part;      /* name of the part; NULL for what lies outside, which is never followed */
} BulkXlsxRel;

/* Of "" those of the package itself. None where there is no such part. */
GPtrArray *bulk_xlsx_rels_read (BulkPackage *package, const char *of, GCancellable *cancellable, GError **error);
const BulkXlsxRel *bulk_xlsx_rels_find_type (GPtrArray *rels, const char *type);    /* (nullable): the first */
const BulkXlsxRel *bulk_xlsx_rels_find_id (GPtrArray *rels, const char *id);        /* (nullable) */

/* The content type of a part; "" where none is given. NULL with error. */
char *bulk_xlsx_read_content_type (BulkPackage *package, const char *part, GCancellable *cancellable, GError **error);

/* A cell, 0-based, from "B7" or "$B$7"; either part may be missing (G_MAXUINT). Returns the end of what was read. */
const char *bulk_xlsx_parse_cell (const char *text, guint *column, guint *row);
/* "A1:C9", also "A:C", "4:4", "B2"; FALSE if it is no range */
gboolean bulk_xlsx_parse_range (const char *text, guint *first_column, guint *first_row, guint *last_column,
                                guint *last_row);
G_END_DECLS
