/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* What was understood of a table, in words. Pure functions. All texts are (transfer full) and plain, not markup. */
typedef struct
{
  guint64 n_rows;
  guint n_columns;
  gboolean complete;      /* FALSE: more rows may come */
  const char *format;     /* "csv" | "json" | "xlsx" | "ods" */
  const char *encoding;   /* NULL: says nothing to people */
  char delimiter;         /* 0: there is none */
  gboolean has_header;
  const char *sheet;      /* NULL: there is none */
} BulkDescription;

char *bulk_describe_table (const BulkDescription *table);
char *bulk_describe_reading (double fraction);
char *bulk_describe_encoding (const char *encoding);
char *bulk_describe_sheet (const char *name, gint64 n_rows, gboolean is_hidden);      /* n_rows < 0: not known */
char *bulk_describe_other_sheets (guint n_filled);  /* nullable: sheets with rows, this one included */
char *bulk_describe_column (const char *header, guint column);
char *bulk_describe_cell (guint row, const char *header, guint column, const char *text);
G_END_DECLS
