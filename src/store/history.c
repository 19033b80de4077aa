/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/history.h"

#include <glib/gi18n-lib.h>

#include "store/history-file.h"
#include "store/history-private.h"
#include "store/store-error.h"

G_DEFINE_FINAL_TYPE (BulkHistory, bulk_history, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* One thing to do in the history's thread. */
typedef struct
{
  GTask *task;
  BulkHistoryFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Call;

/* Private helpers */

static gboolean
was_replaced (BulkHistory *self)
{
  int moved = 0;

  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

static gboolean
emit_changed (gpointer data)
{
  BulkHistory *self = data;

  g_atomic_int_set (&self->change_pending, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Many changes are told of once. */
static void
announce (BulkHistory *self)
{
  GSource *source;

  if (!g_atomic_int_compare_and_exchange (&self->change_pending, 0, 1))
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static void
run_call (gpointer data, gpointer user_data)
{
  Call *call = data;
  BulkHistory *self = g_task_get_source_object (call->task);
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (call->task), &error))
    result = call->func (self, call->data, g_task_get_cancellable (call->task), &error);
  if (call->free_data != NULL)
    call->free_data (call->data);
  if (error != NULL)
    g_task_return_error (call->task, error);
  else
    g_task_return_pointer (call->task, result, call->free_result);
  g_object_unref (call->task);
  g_free (call);
}

/* Overrides */

static void
bulk_history_finalize (GObject *object)
{
  BulkHistory *self = BULK_HISTORY (object);

  /* Not waited for: the last reference may be dropped in its thread. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  bulk_history_close_file (self);
  g_clear_pointer (&self->claims, bulk_claims_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->notice);
  g_free (self->path);

  G_OBJECT_CLASS (bulk_history_parent_class)->finalize (object);
}

/* Class */

static void
bulk_history_class_init (BulkHistoryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_history_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bulk_history_init (BulkHistory *self)
{
  g_mutex_init (&self->mutex);
  self->pool = g_thread_pool_new (run_call, NULL, 1, FALSE, NULL);
  self->context = g_main_context_ref_thread_default ();
}

/* Shared within the folder */

gboolean
bulk_history_enter (BulkHistory *self, GError **error)
{
  g_mutex_lock (&self->mutex);
  /* Set aside by another process that found it damaged: what is written there would not be seen again. */
  if (self->db != NULL && was_replaced (self))
    bulk_history_close_file (self);
  if (self->db != NULL || bulk_history_open_file (self, error))
    return TRUE;
  g_mutex_unlock (&self->mutex);
  return FALSE;
}

void
bulk_history_leave (BulkHistory *self)
{
  g_mutex_unlock (&self->mutex);
}

void
bulk_history_leave_changed (BulkHistory *self, gboolean changed)
{
  g_mutex_unlock (&self->mutex);
  if (changed)
    announce (self);
}

gboolean
bulk_history_fail_not_found (GError **error)
{
  g_set_error (error, BULK_STORE_ERROR, BULK_STORE_ERROR_NOT_FOUND, "%s", _("There is no such load in the history."));
  return FALSE;
}

/* Public functions */

/**
 * bulk_history_new:
 * @path: (nullable): the file; that of the user if %NULL
 *
 * Returns: (transfer full): a history, not opened yet
 */
BulkHistory *
bulk_history_new (const char *path)
{
  BulkHistory *self = g_object_new (BULK_TYPE_HISTORY, NULL);

  self->path = path != NULL ? g_strdup (path) : bulk_history_file_dup_default_path ();
  return self;
}

/**
 * bulk_history_get_default:
 *
 * Returns: (transfer none): the user's history, kept until the process ends; for its main thread
 */
BulkHistory *
bulk_history_get_default (void)
{
  static BulkHistory *history;

  if (history == NULL)
    history = bulk_history_new (NULL);
  return history;
}

const char *
bulk_history_get_path (BulkHistory *self)
{
  return self->path;
}

/** bulk_history_open: opens it now, to learn whether it can be */
gboolean
bulk_history_open (BulkHistory *self, GError **error)
{
  if (!bulk_history_enter (self, error))
    return FALSE;
  bulk_history_leave (self);
  return TRUE;
}

/** bulk_history_take_notice: Returns: (transfer full) (nullable): what people must be told, once */
char *
bulk_history_take_notice (BulkHistory *self)
{
  return g_atomic_pointer_exchange (&self->notice, NULL);
}

/**
 * bulk_history_poll:
 *
 * Looks whether another process has changed something, and emits "changed" if so.
 */
gboolean
bulk_history_poll (BulkHistory *self, GError **error)
{
  gint64 version;
  gboolean ok, changed;

  if (!bulk_history_enter (self, error))
    return FALSE;
  ok = bulk_sql_read_int64 (self->db, "PRAGMA data_version", &version, error);
  changed = ok && version != self->data_version;
  if (ok)
    self->data_version = version;
  bulk_history_leave_changed (self, changed);
  return ok;
}

/**
 * bulk_history_call_async:
 * @func: is called in the history's own thread
 * @data: for @func, which must not use anything else of the caller's
 * @free_data: (nullable): in the same thread, after @func
 * @free_result: (nullable): for a result that nobody takes
 * @cancellable: (nullable): keeps @func from being called if it has not been yet
 *
 * Calls are made one after another, in their order.
 */
void
bulk_history_call_async (BulkHistory *self, BulkHistoryFunc func, gpointer data, GDestroyNotify free_data,
                         GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Call *call = g_new0 (Call, 1);

  call->task = g_task_new (self, cancellable, callback, user_data);
  /* What was done is told, even if it was not wanted any more. */
  g_task_set_check_cancellable (call->task, FALSE);
  g_task_set_source_tag (call->task, bulk_history_call_async);
  call->func = func;
  call->data = data;
  call->free_data = free_data;
  call->free_result = free_result;
  g_thread_pool_push (self->pool, call, NULL);
}

/** bulk_history_call_finish: Returns: (transfer full) (nullable): what the function returned */
gpointer
bulk_history_call_finish (BulkHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bulk_history_call_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
