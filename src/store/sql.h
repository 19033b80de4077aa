/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
#include <sqlite3.h>
G_BEGIN_DECLS
/* SQLite with GError: what is wrong is said in the words of BULK_STORE_ERROR. */
typedef sqlite3_stmt BulkStatement;

typedef enum { BULK_STEP_ERROR = -1, BULK_STEP_DONE, BULK_STEP_ROW } BulkStep;

void bulk_sql_set_error (sqlite3 *db, int code, GError **error);
gboolean bulk_sql_run (sqlite3 *db, const char *sql, GError **error);
BulkStatement *bulk_sql_prepare (sqlite3 *db, const char *sql, GError **error);
BulkStep bulk_sql_step (BulkStatement *statement, GError **error);
gboolean bulk_sql_finish (BulkStatement *statement, GError **error);   /* one that gives no rows; takes it */
void bulk_sql_free (BulkStatement *statement);
void bulk_sql_bind_text (BulkStatement *statement, int place, const char *text);   /* NULL: NULL */
char *bulk_sql_dup_text (BulkStatement *statement, int column);                     /* (nullable), valid UTF-8 */
gboolean bulk_sql_read_int64 (sqlite3 *db, const char *sql, gint64 *value, GError **error);

/* A transaction that may write, from its beginning on. end() commits, or undoes where ok is FALSE; the result is ok, or
 * FALSE if it could not be committed. */
gboolean bulk_sql_begin (sqlite3 *db, GError **error);
gboolean bulk_sql_end (sqlite3 *db, gboolean ok, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BulkStatement, bulk_sql_free)
G_END_DECLS
