/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "store/record.h"
G_BEGIN_DECLS
/* BulkHistory: the record of every load, in an SQLite file that survives a crash, a full disk and a second process.
 *
 * Making one does nothing; the file is opened when it is first asked for. Functions without _async block (on the
 * disk, and up to some seconds on other processes) and may be called from any thread; bulk_history_call_async()
 * runs them in the history's own thread, one after another in the order of the calls, so that the main loop never
 * waits. Errors are BULK_STORE_ERROR: FULL, DAMAGED, NEWER, BUSY, DUPLICATE, NOT_FOUND, FAILED;
 * G_IO_ERROR_CANCELLED. Signal "changed": something in it changed through this object or, as far as it was
 * noticed, elsewhere; on the main context that made it. */
#define BULK_TYPE_HISTORY (bulk_history_get_type ())
G_DECLARE_FINAL_TYPE (BulkHistory, bulk_history, BULK, HISTORY, GObject)

BulkHistory *bulk_history_new (const char *path);          /* NULL: that of the user */
BulkHistory *bulk_history_get_default (void);              /* (transfer none): this process's own */
const char *bulk_history_get_path (BulkHistory *self);
gboolean bulk_history_open (BulkHistory *self, GError **error);   /* otherwise done by whatever comes first */
/* (transfer full) (nullable): what people must be told, such as that a damaged file was set aside; once. */
char *bulk_history_take_notice (BulkHistory *self);
gboolean bulk_history_poll (BulkHistory *self, GError **error);  /* emits "changed" if another process has changed it */

/* The life of one load. begin() writes it down as PREPARING; unless "again", it fails with DUPLICATE where the
 * same body, or a row of the same table, was, may have been or is being loaded over the same connection, and gives
 * that load; where it is not of the very same rows, its "overlap" says which rows of the table were. mark_sending()
 * must have returned TRUE before a byte of the body leaves. update() writes all of the record; a final state ends
 * this process's claim on it. */
gboolean bulk_history_begin (BulkHistory *self, BulkRecord *record, gboolean again, BulkRecord **earlier,
                             GError **error);
gboolean bulk_history_mark_sending (BulkHistory *self, BulkRecord *record, GError **error);
gboolean bulk_history_update (BulkHistory *self, BulkRecord *record, GError **error);
gboolean bulk_history_note_bytes (BulkHistory *self, gint64 id, guint64 bytes_sent, GError **error);
/* (transfer full) (nullable): what begin() would stumble over; NULL without error: nothing */
BulkRecord *bulk_history_find_earlier (BulkHistory *self, BulkRecord *record, GError **error);
/* Loads whose process has died become NOT_SENT or UNKNOWN. Done on opening, and before every list. */
gboolean bulk_history_recover (BulkHistory *self, GError **error);

/* Looking */
typedef struct
{
  const char *text;             /* NULL: any; in file, connection, integration, execution ID, hash */
  int state;                    /* a BulkRecordState, -1: any */
  const char *connection_name;  /* NULL: any */
  gint64 parent_id;             /* 0: any */
  gint64 batch_id;              /* 0: any */
  guint limit;                  /* 0: all */
} BulkHistoryFilter;
#define BULK_HISTORY_FILTER_INIT { NULL, -1, NULL, 0, 0, 0 }
BulkRecord *bulk_history_get (BulkHistory *self, gint64 id, GError **error);
/* of gint64, newest first */
GArray *bulk_history_list_ids (BulkHistory *self, const BulkHistoryFilter *filter, GError **error);
/* of BulkRecord; those that are left */
GPtrArray *bulk_history_get_many (BulkHistory *self, const gint64 *ids, guint n, GError **error);
/* of BulkRecord, newest first */
GPtrArray *bulk_history_list (BulkHistory *self, const BulkHistoryFilter *filter, GError **error);
/* names that occur */
GStrv bulk_history_list_connections (BulkHistory *self, GError **error);

/* Of a table that went in batches, cut as this one's was: what was accepted, each part counted once. */
typedef struct
{
  guint n_batches;
  guint64 n_rows;
} BulkBatchesDone;
gboolean bulk_history_count_batches (BulkHistory *self, BulkRecord *batch, BulkBatchesDone *done, GError **error);

/* Changing what was. set_verdict: only UNKNOWN ones. A deleted load is hidden, can be restored, and is gone for good
 * after purge(), or once it has been hidden for a day. Loads under way cannot be deleted. */
gboolean bulk_history_set_verdict (BulkHistory *self, gint64 id, BulkVerdict verdict, GError **error);
gboolean bulk_history_delete (BulkHistory *self, gint64 id, GError **error);
gboolean bulk_history_restore (BulkHistory *self, gint64 id, GError **error);
gboolean bulk_history_purge (BulkHistory *self, gint64 id, GError **error);

/* Row errors of an execution, as a whole. */
/* of BulkRowError */
gboolean bulk_history_set_row_errors (BulkHistory *self, gint64 id, GPtrArray *errors, GError **error);
/* the first of them, at most max; 0: all */
GPtrArray *bulk_history_get_row_errors (BulkHistory *self, gint64 id, guint max, GError **error);
gint64 bulk_history_count_row_errors (BulkHistory *self, gint64 id, GError **error);   /* -1 and error */

/* In the history's thread. The result is whatever func returns, freed by free_result if nobody takes it. */
typedef gpointer (*BulkHistoryFunc) (BulkHistory *self, gpointer data, GCancellable *cancellable, GError **error);
void bulk_history_call_async (BulkHistory *self, BulkHistoryFunc func, gpointer data, GDestroyNotify free_data,
                              GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer bulk_history_call_finish (BulkHistory *self, GAsyncResult *result, GError **error);
G_END_DECLS
