/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/findings.h"
G_BEGIN_DECLS

/* BulkFreshRows: what is wrong with rows between an edit and the end of the checks that it sets off. A row that was
 * edited is judged at once by what the last run knows of its columns; any other is looked up where it was then. What
 * only the whole column can tell (another row has the same key now) comes with the end of the checks. Main thread. */
typedef struct _BulkFreshRows BulkFreshRows;

BulkFreshRows *bulk_fresh_rows_new (void);
void bulk_fresh_rows_free (BulkFreshRows *self);
void bulk_fresh_rows_clear (BulkFreshRows *self);                  /* the last run is of the table as it is */
void bulk_fresh_rows_add (BulkFreshRows *self, BulkTable *table, guint first, guint n);      /* rows that were edited */
void bulk_fresh_rows_move (BulkFreshRows *self);                   /* rows are no longer where they were */
gboolean bulk_fresh_rows_is_moved (BulkFreshRows *self);
gboolean bulk_fresh_rows_is_empty (BulkFreshRows *self);
/* The set of codes of a row of @table; its problems are appended to an array of BulkProblem, if there is one. */
guint64 bulk_fresh_rows_get (BulkFreshRows *self, BulkTable *table, BulkFindings *findings, guint row,
                             GArray *problems);
G_END_DECLS
