/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
G_BEGIN_DECLS

/* What was irregular in one row. */
typedef struct
{
  guint n_cells;          /* 0: a blank line */
  gsize end;              /* where the row's text ends, before its line end */
  guint stray_column;     /* first cell with text after its closing quote; G_MAXUINT: none */
  guint unclosed_column;  /* first cell whose quote is never closed; G_MAXUINT: none */
  gboolean to_end;        /* the search for that quote's end went on to the end of the text */
} BulkCsvShape;

gsize bulk_csv_parse_row (const char *text, gsize length, gsize start, char delimiter,
                          BulkCells *cells, BulkCsvShape *shape);
const char *bulk_csv_parse_copy_quoted (const char *text, gsize start, gsize close, gsize end, BulkCells *cells,
                                        gsize *n);
guint bulk_csv_parse_find_column (const char *text, gsize length, gsize start, char delimiter, gsize offset);
G_END_DECLS
