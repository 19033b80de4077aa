/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/ods-styles.h"
#include "table/sheet-store.h"
#include "table/sheets.h"
G_BEGIN_DECLS

/* BulkOdsContent: goes through an ODS file's content.xml once. It lists the sheets, and puts the rows of one of them
 * into a store. One thread. */
typedef struct _BulkOdsContent BulkOdsContent;

typedef struct
{
  char *name;
  gboolean is_hidden;
  guint64 first_row;     /* that is not empty */
  guint64 n_rows;        /* up to the last that is not empty; 0: an empty sheet */
  guint n_columns;
} BulkOdsSheet;

typedef struct
{
  void (*sheet) (const BulkOdsSheet *sheet, gpointer user_data);  /* another one begins; its size is not known */
  void (*chosen) (guint sheet, gpointer user_data);                          /* that one's rows go into the store */
  /* Of the chosen sheet: its cells are set in the store; rows that are left out are empty. FALSE
   * with an error: give up */
  gboolean (*row) (guint64 row, guint64 n, gboolean is_hidden, gpointer user_data, GError **error);
  /* formulas of the row that is to come */
  void (*failed) (guint column, guint n, gboolean has_result, gpointer user_data);
  void (*merge) (guint64 row, guint column, guint64 n_rows, guint n_columns, gpointer user_data);
  void (*hidden_columns) (guint first, guint n, gpointer user_data);         /* after its rows */
  void (*sheet_end) (guint sheet, const BulkOdsSheet *known, gpointer user_data);
} BulkOdsContentHandlers;

/* wanted: a sheet's name; NULL: the first that is not hidden and not empty. All handlers nullable. */
/* May be asked by handlers: bytes of the file read so far, and in all. */
void bulk_ods_content_get_progress (BulkOdsContent *self, guint64 *done, guint64 *total);
BulkOdsContent *bulk_ods_content_new (BulkPackage *package, const char *wanted, BulkSheetStore *store,
                                      const BulkOdsContentHandlers *handlers, gpointer user_data);
void bulk_ods_content_free (BulkOdsContent *self);
gboolean bulk_ods_content_read (BulkOdsContent *self, GCancellable *cancellable, GError **error);

guint bulk_ods_content_get_n_sheets (BulkOdsContent *self);
const BulkOdsSheet *bulk_ods_content_get_sheet (BulkOdsContent *self, guint index);

#define BULK_ODS_MAX_ROWS ((guint64) 1 << 24)      /* of a sheet: what LibreOffice has at most */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkOdsContent, bulk_ods_content_free)
G_END_DECLS
