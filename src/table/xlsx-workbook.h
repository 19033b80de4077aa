/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/package.h"
G_BEGIN_DECLS

/* What the workbook part of an XLSX file says, and which part is what. */
typedef struct
{
  char *name;
  char *part;               /* NULL: no worksheet (a chart, …), or not within the file */
  gboolean is_hidden;
  guint filter_row;         /* 0-based row of the header of its filter; G_MAXUINT: none */
  guint title_row;          /* the last row that is printed on every page; G_MAXUINT: none */
} BulkXlsxSheet;

typedef struct
{
  GArray *sheets;           /* BulkXlsxSheet */
  char *styles;             /* (nullable): parts */
  char *strings;
  gboolean is_1904;
} BulkXlsxWorkbook;

gboolean bulk_xlsx_workbook_read (BulkXlsxWorkbook *self, BulkPackage *package, const char *part,
                                  GCancellable *cancellable, GError **error);
void bulk_xlsx_workbook_clear (BulkXlsxWorkbook *self);

/* Row of the header of the topmost table of a sheet; G_MAXUINT: it has none. */
gboolean bulk_xlsx_tables_find_header (BulkPackage *package, const char *sheet_part, guint *row,
                                       GCancellable *cancellable, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BulkXlsxWorkbook, bulk_xlsx_workbook_clear)
G_END_DECLS
