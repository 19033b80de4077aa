/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Zips and small workbooks made on the spot. */
typedef struct
{
  const char *name;    /* NULL ends a list */
  const char *data;
  gsize length;        /* 0: as long as the string */
} ZipPart;

GBytes *zip_make (const ZipPart *parts);
GBytes *zip_make_with (const ZipPart *parts, const char *options);    /* of libarchive's zip writer; nullable */

/* Parts of an XLSX file; NULL: one of no interest, or none. Sheets are contents of "worksheet",
 * given whole where they begin with "<?". */
typedef struct
{
  const char *sheet;           /* of the sheet "First" */
  const char *second;          /* of the sheet "Second" */
  const char *strings;         /* contents of "sst" */
  const char *cell_formats;    /* contents of "cellXfs" */
  const char *number_formats;  /* contents of "numFmts" */
  const char *workbook;        /* contents of "workbook", instead of the two sheets */
  const char *sheet_rels;      /* contents of the first sheet's "Relationships" */
  const char *table;           /* the part xl/tables/table1.xml */
  gboolean is_strict;
} XlsxFixture;

GBytes *xlsx_make (const XlsxFixture *fixture);
#define XLSX_ROWS(rows) "<sheetData>" rows "</sheetData>"
G_END_DECLS
