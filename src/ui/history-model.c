/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history-model.h"

/* BulkHistoryEntry */

struct _BulkHistoryEntry
{
  GObject parent_instance;

  gint64 id;
  BulkRecord *record;
};

G_DEFINE_FINAL_TYPE (BulkHistoryEntry, bulk_history_entry, G_TYPE_OBJECT)

enum { ENTRY_PROP_0, ENTRY_PROP_RECORD, N_ENTRY_PROPS };
static GParamSpec *entry_props[N_ENTRY_PROPS];

static void
bulk_history_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == ENTRY_PROP_RECORD)
    g_value_set_object (value, BULK_HISTORY_ENTRY (object)->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_history_entry_finalize (GObject *object)
{
  g_clear_object (&BULK_HISTORY_ENTRY (object)->record);
  G_OBJECT_CLASS (bulk_history_entry_parent_class)->finalize (object);
}

static void
bulk_history_entry_class_init (BulkHistoryEntryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = bulk_history_entry_get_property;
  object_class->finalize = bulk_history_entry_finalize;
  entry_props[ENTRY_PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, BULK_TYPE_RECORD,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ENTRY_PROPS, entry_props);
}

static void
bulk_history_entry_init (BulkHistoryEntry *self)
{
}

static void
set_record (BulkHistoryEntry *self, BulkRecord *record)
{
  if (g_set_object (&self->record, record))
    g_object_notify_by_pspec (G_OBJECT (self), entry_props[ENTRY_PROP_RECORD]);
}

/* BulkHistoryModel */

struct _BulkHistoryModel
{
  GObject parent_instance;

  BulkHistory *history;
  GArray *ids;               /* of gint64, newest first */
  GHashTable *entries;       /* gint64 * of the entry → BulkHistoryEntry, that somebody looks at; not owned */
  GHashTable *wanted;        /* gint64, copies: to be read */
  guint fetch_id;
  GCancellable *listing;     /* not NULL: a list is on its way */
  gboolean list_again;
  gboolean ready;
  char *error;
  char *text;
  int state;
  char *connection_name;
  GFileMonitor *monitor;
};

static void bulk_history_model_init_list (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkHistoryModel, bulk_history_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_history_model_init_list))

enum { PROP_0, PROP_READY, PROP_ERROR, N_PROPS };
static GParamSpec *props[N_PROPS];

typedef struct
{
  BulkHistoryFilter filter;
  char *text;
  char *connection_name;
} ListJob;

static void start_list (BulkHistoryModel *self);

/* Private helpers */

static void
list_job_free (gpointer data)
{
  ListJob *job = data;

  g_free (job->text);
  g_free (job->connection_name);
  g_free (job);
}

static gpointer
do_list (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  ListJob *job = data;

  job->filter.text = job->text;
  job->filter.connection_name = job->connection_name;
  return bulk_history_list_ids (history, &job->filter, error);
}

static gpointer
do_fetch (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *ids = data;

  return bulk_history_get_many (history, (const gint64 *) ids->data, ids->len, error);
}

static gpointer
do_poll (BulkHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  bulk_history_poll (history, error);
  return NULL;
}

static void
set_error (BulkHistoryModel *self, const char *text)
{
  if (g_strcmp0 (self->error, text) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

/* Tells of what lies between the beginnings and ends that did not change. */
static void
take_ids (BulkHistoryModel *self, GArray *ids)
{
  GArray *old = self->ids;
  guint first = 0, last = 0, shorter = MIN (old->len, ids->len);

  while (first < shorter && g_array_index (old, gint64, first) == g_array_index (ids, gint64, first))
    first++;
  while (last < shorter - first
         && g_array_index (old, gint64, old->len - 1 - last) == g_array_index (ids, gint64, ids->len - 1 - last))
    last++;
  self->ids = g_array_ref (ids);
  if (old->len != ids->len || first + last < old->len)
    g_list_model_items_changed (G_LIST_MODEL (self), first, old->len - first - last, ids->len - first - last);
  g_array_unref (old);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = bulk_history_call_finish (BULK_HISTORY (source), result, &error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      BulkRecord *record = g_ptr_array_index (records, i);
      BulkHistoryEntry *entry = g_hash_table_lookup (self->entries, &record->id);

      if (entry != NULL)
        set_record (entry, record);
    }
  if (error != NULL)
    set_error (self, error->message);
}

/* All that was wanted since the main loop came by. */
static gboolean
on_fetch (gpointer user_data)
{
  BulkHistoryModel *self = user_data;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  self->fetch_id = 0;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);
  g_hash_table_remove_all (self->wanted);
  bulk_history_call_async (self->history, do_fetch, ids, (GDestroyNotify) g_array_unref,
                           (GDestroyNotify) g_ptr_array_unref, NULL, on_fetched, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
want (BulkHistoryModel *self, gint64 id)
{
  g_hash_table_add (self->wanted, g_memdup2 (&id, sizeof id));
  if (self->fetch_id == 0)
    self->fetch_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_fetch, self, NULL);
}

static void
want_all_again (BulkHistoryModel *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    want (self, BULK_HISTORY_ENTRY (entry)->id);
}

static void
on_entry_gone (gpointer data, GObject *entry)
{
  BulkHistoryModel *self = data;

  /* The key lies in the entry, which is still there. */
  g_hash_table_remove (self->entries, &((BulkHistoryEntry *) entry)->id);
}

/* Callbacks */

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BulkHistoryModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = bulk_history_call_finish (BULK_HISTORY (source), result, &error);

  g_clear_object (&self->listing);
  if (ids != NULL && !self->list_again)
    {
      take_ids (self, ids);
      want_all_again (self);
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_error (self, error ? error->message : NULL);
  if (self->list_again)
    {
      self->list_again = FALSE;
      start_list (self);
      return;
    }
  if (!self->ready)
    {
      self->ready = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
    }
}

static void
start_list (BulkHistoryModel *self)
{
  ListJob *job;

  if (self->listing != NULL)
    {
      self->list_again = TRUE;
      return;
    }
  job = g_new0 (ListJob, 1);
  job->filter = (BulkHistoryFilter) BULK_HISTORY_FILTER_INIT;
  job->filter.state = self->state;
  job->text = g_strdup (self->text);
  job->connection_name = g_strdup (self->connection_name);
  self->listing = g_cancellable_new ();
  bulk_history_call_async (self->history, do_list, job, list_job_free, (GDestroyNotify) g_array_unref, self->listing,
                           on_listed, g_object_ref (self));
}

static void
on_history_changed (BulkHistoryModel *self)
{
  start_list (self);
}

static void
on_file_changed (BulkHistoryModel *self)
{
  bulk_history_call_async (self->history, do_poll, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Overrides */

static GType
get_item_type (GListModel *model)
{
  return BULK_TYPE_HISTORY_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return BULK_HISTORY_MODEL (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  BulkHistoryModel *self = BULK_HISTORY_MODEL (model);
  BulkHistoryEntry *entry;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, gint64, position);
  entry = g_hash_table_lookup (self->entries, &id);
  if (entry != NULL)
    return g_object_ref (entry);
  entry = g_object_new (BULK_TYPE_HISTORY_ENTRY, NULL);
  entry->id = id;
  g_hash_table_insert (self->entries, &entry->id, entry);
  g_object_weak_ref (G_OBJECT (entry), on_entry_gone, self);
  want (self, id);
  return entry;
}

static void
bulk_history_model_init_list (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
bulk_history_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  BulkHistoryModel *self = BULK_HISTORY_MODEL (object);

  if (id == PROP_READY)
    g_value_set_boolean (value, self->ready);
  else if (id == PROP_ERROR)
    g_value_set_string (value, self->error);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
bulk_history_model_finalize (GObject *object)
{
  BulkHistoryModel *self = BULK_HISTORY_MODEL (object);
  GHashTableIter iter;
  gpointer entry;

  g_clear_handle_id (&self->fetch_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_object_weak_unref (entry, on_entry_gone, self);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->wanted);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_signal_handlers_disconnect_by_data (self->history, self);
  g_clear_object (&self->history);
  g_clear_object (&self->listing);
  g_array_unref (self->ids);
  g_free (self->error);
  g_free (self->text);
  g_free (self->connection_name);

  G_OBJECT_CLASS (bulk_history_model_parent_class)->finalize (object);
}

/* Class */

static void
bulk_history_model_class_init (BulkHistoryModelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bulk_history_model_get_property;
  object_class->finalize = bulk_history_model_finalize;
  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
bulk_history_model_init (BulkHistoryModel *self)
{
  self->state = -1;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->entries = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Public functions */

gint64
bulk_history_entry_get_id (BulkHistoryEntry *self)
{
  return self->id;
}

BulkRecord *
bulk_history_entry_get_record (BulkHistoryEntry *self)
{
  return self->record;
}

/**
 * bulk_history_model_new:
 *
 * Returns: (transfer full): a list of all loads, which comes as soon as the main loop runs
 */
BulkHistoryModel *
bulk_history_model_new (BulkHistory *history)
{
  BulkHistoryModel *self = g_object_new (BULK_TYPE_HISTORY_MODEL, NULL);
  g_autofree char *wal = g_strconcat (bulk_history_get_path (history), "-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (wal);

  self->history = g_object_ref (history);
  g_signal_connect_swapped (history, "changed", G_CALLBACK (on_history_changed), self);
  /* Of what other processes write, the journal tells first. */
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (on_file_changed), self);
  start_list (self);
  return self;
}

/** bulk_history_model_set_filter: @text: (nullable); @state: -1 for any; @connection_name: (nullable) */
void
bulk_history_model_set_filter (BulkHistoryModel *self, const char *text, int state, const char *connection_name)
{
  if (g_strcmp0 (self->text, text) == 0 && self->state == state
      && g_strcmp0 (self->connection_name, connection_name) == 0)
    return;
  g_free (self->text);
  g_free (self->connection_name);
  self->text = g_strdup (text);
  self->state = state;
  self->connection_name = g_strdup (connection_name);
  /* The list that is on its way is not the one that is wanted now. */
  if (self->listing != NULL)
    g_cancellable_cancel (self->listing);
  start_list (self);
}

/** bulk_history_model_is_filtered: Returns: whether some loads may be left out */
gboolean
bulk_history_model_is_filtered (BulkHistoryModel *self)
{
  return (self->text != NULL && *self->text != '\0') || self->state >= 0 || self->connection_name != NULL;
}

gboolean
bulk_history_model_is_ready (BulkHistoryModel *self)
{
  return self->ready;
}

const char *
bulk_history_model_get_error (BulkHistoryModel *self)
{
  return self->error;
}
