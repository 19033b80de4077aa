/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "store/claims.h"
#include "store/history.h"
#include "store/sql.h"
G_BEGIN_DECLS

struct _BulkHistory
{
  GObject parent_instance;

  char *path;
  GMainContext *context;       /* where "changed" is emitted */
  gint change_pending;         /* atomic */
  char *notice;                /* atomic */
  GThreadPool *pool;           /* of one thread */

  GMutex mutex;                /* of all that follows */
  sqlite3 *db;                 /* NULL: not open */
  BulkClaims *claims;
  gint64 data_version;         /* of SQLite: changes when another connection has written */
  guint max_pages;             /* for tests: 0, or the size at which the disk is full */
  gboolean no_wal;             /* for tests: as on a network file system */
};

/* Opens it and keeps other threads out until bulk_history_leave(). FALSE: not entered. */
gboolean bulk_history_enter (BulkHistory *self, GError **error);
void bulk_history_leave (BulkHistory *self);
/* As it was entered; says so to "changed" when changed. */
void bulk_history_leave_changed (BulkHistory *self, gboolean changed);

gboolean bulk_history_fail_not_found (GError **error);   /* FALSE */

/* history-open.c; entered */
gboolean bulk_history_open_file (BulkHistory *self, GError **error);
void bulk_history_close_file (BulkHistory *self);
gboolean bulk_history_replace_damaged (BulkHistory *self, const GError *why, GError **error);

/* history-load.c; in a transaction */
gboolean bulk_history_recover_in (BulkHistory *self, gboolean *changed, GError **error);

/* Whose data a load goes to: ?3 to ?6, which bulk_history_bind_place() fills in. */
#define BULK_HISTORY_SAME_PLACE "base_url IS ?3 AND integration_id IS ?4 AND ws_env IS ?5 AND object_type IS ?6"
void bulk_history_bind_place (BulkStatement *statement, BulkRecord *record);

/* history-list.c */
void bulk_history_add_functions (sqlite3 *db);
G_END_DECLS
