/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* BulkSheets: the sheets of a workbook that can be tables, in its order. Filled by one thread; others may look
 * meanwhile: some formats list their sheets at once, others (ODS) as they come. How many rows they have may be told
 * later. Reference counted. */
typedef struct _BulkSheets BulkSheets;

#define BULK_SHEET_ROWS_UNKNOWN (-1)
#define BULK_SHEETS_MAX 10000u

BulkSheets *bulk_sheets_new (void);
BulkSheets *bulk_sheets_ref (BulkSheets *self);
void bulk_sheets_unref (BulkSheets *self);
void bulk_sheets_add (BulkSheets *self, const char *name, gboolean is_hidden);
void bulk_sheets_set_chosen (BulkSheets *self, guint index);
guint bulk_sheets_get_n (BulkSheets *self);
const char *bulk_sheets_get_name (BulkSheets *self, guint index);
gboolean bulk_sheets_find (BulkSheets *self, const char *name, guint *index);    /* exactly, else in any case */
gboolean bulk_sheets_is_hidden (BulkSheets *self, guint index);
guint bulk_sheets_get_chosen (BulkSheets *self);                                  /* the one the table is */
const char *const *bulk_sheets_get_names (BulkSheets *self);                      /* NULL-terminated */
/* Any thread: rows that are not empty, with the header; BULK_SHEET_ROWS_UNKNOWN until they are counted. */
gint64 bulk_sheets_get_rows (BulkSheets *self, guint index);
void bulk_sheets_set_rows (BulkSheets *self, guint index, gint64 rows);
guint bulk_sheets_count_filled (BulkSheets *self);  /* visible sheets known to have rows */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkSheets, bulk_sheets_unref)
G_END_DECLS
