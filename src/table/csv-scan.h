/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/cells.h"
G_BEGIN_DECLS

typedef struct
{
  gsize start;
  gsize end;          /* before the line end */
  gsize next;         /* where the next row begins */
  guint n_cells;      /* 0: a blank line */
  gboolean odd;       /* a stray or an unclosed quote: bulk_csv_parse_row() tells more */
  gboolean to_end;    /* an unclosed quote, looked for up to the end of the text */
} BulkCsvRow;

guint bulk_csv_scan_plain (const char *text, gsize length, gsize start, char delimiter, BulkCsvRow *rows, guint max);
guint bulk_csv_scan_rows (const char *text, gsize length, gsize start, char delimiter, BulkCsvRow *rows, guint max);
gsize bulk_csv_scan_split (const char *text, gsize length, gsize start, char delimiter, gsize *ends, guint max,
                           guint *n, gboolean *quoted);
gsize bulk_csv_scan_cells (const char *text, gsize length, gsize start, char delimiter, BulkCells *cells);
G_END_DECLS
