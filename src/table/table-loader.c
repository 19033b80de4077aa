/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table-loader.h"

struct _BulkTableLoader
{
  gatomicrefcount ref_count;
  BulkReader *reader;
  BulkText *text;             /* nullable */
  GCancellable *cancellable;
  GMainContext *context;
  GWeakRef owner;
  BulkTableLoaderFunc func;

  GMutex mutex;               /* guards what follows */
  BulkTableProgress progress;
  GError *error;
  gboolean scheduled;
};

static BulkTableLoader *
loader_ref (BulkTableLoader *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
loader_unref (gpointer data)
{
  BulkTableLoader *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->reader);
  g_clear_pointer (&self->text, bulk_text_unref);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_weak_ref_clear (&self->owner);
  g_mutex_clear (&self->mutex);
  g_clear_error (&self->error);
  g_free (self);
}

/* In the main context. */
static gboolean
on_progress (gpointer user_data)
{
  BulkTableLoader *self = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  BulkTableProgress progress;

  g_mutex_lock (&self->mutex);
  progress = self->progress;
  self->scheduled = FALSE;
  g_mutex_unlock (&self->mutex);
  /* The error is set once, together with "finished", and stays. */
  if (owner != NULL)
    self->func (owner, &progress);
  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
schedule (BulkTableLoader *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->scheduled)
    return;
  self->scheduled = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (source, on_progress, loader_ref (self), loader_unref);
  g_source_set_static_name (source, "bulk-table-loader");
  g_source_attach (source, self->context);
}

static void
on_announce (BulkReader *reader, guint64 n_rows, guint n_columns, guint64 done, guint64 total, gpointer user_data)
{
  BulkTableLoader *self = user_data;

  g_mutex_lock (&self->mutex);
  self->progress.n_rows = n_rows;
  self->progress.n_columns = n_columns;
  self->progress.fraction = total > 0 ? (double) done / total : 0;
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

/* Bytes that did not decode are known by offset; now the cells they are in can be told. */
static void
add_bad_places (BulkReader *reader, BulkText *text)
{
  BulkPlaces *places = bulk_reader_get_places (reader);
  gsize n;
  const guint64 *offsets = bulk_text_get_bad_offsets (text, &n);
  guint64 n_bad = bulk_text_get_n_bad (text);
  BulkPlace place = { .kind = BULK_PLACE_BAD_ENCODING };

  for (gsize i = 0; i < n; i++)
    {
      place.offset = offsets[i];
      bulk_reader_locate (reader, place.offset, &place.row, &place.column);
      bulk_places_add (places, &place);
    }
  /* The others are only counted. */
  for (guint64 i = n; i < n_bad; i++)
    bulk_places_add (places, &place);
}

static gboolean
index_all (BulkReader *reader, BulkText *text, BulkReaderAnnounce announce, gpointer user_data,
           GCancellable *cancellable, GError **error)
{
  if (!bulk_reader_index (reader, announce, user_data, cancellable, error))
    return FALSE;
  if (text != NULL)
    add_bad_places (reader, text);
  return TRUE;
}

/**
 * bulk_table_loader_index:
 * @text: (nullable): what @reader reads
 *
 * Indexes in the calling thread.
 *
 * Returns: %FALSE with %BULK_TABLE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
bulk_table_loader_index (BulkReader *reader, BulkText *text, GCancellable *cancellable, GError **error)
{
  return index_all (reader, text, NULL, NULL, cancellable, error);
}

static gpointer
run (gpointer data)
{
  BulkTableLoader *self = data;
  g_autoptr (GError) error = NULL;
  gboolean whole = index_all (self->reader, self->text, on_announce, self, self->cancellable, &error);

  g_mutex_lock (&self->mutex);
  self->progress.n_rows = bulk_reader_get_n_rows (self->reader);
  self->progress.n_columns = bulk_reader_get_n_columns (self->reader);
  self->progress.finished = TRUE;
  if (whole)
    self->progress.fraction = 1;
  self->progress.error = self->error = g_steal_pointer (&error);
  schedule (self);
  g_mutex_unlock (&self->mutex);
  loader_unref (self);
  return NULL;
}

/**
 * bulk_table_loader_start:
 * @text: (nullable): what @reader reads
 * @owner: given to @func as long as it lives; no reference is held
 * @func: called in the caller's thread-default main context, the last time with "finished"
 *
 * Returns: (transfer full): give it to bulk_table_loader_stop()
 */
BulkTableLoader *
bulk_table_loader_start (BulkReader *reader, BulkText *text, GObject *owner, BulkTableLoaderFunc func)
{
  BulkTableLoader *self = g_new0 (BulkTableLoader, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reader = g_object_ref (reader);
  self->text = text != NULL ? bulk_text_ref (text) : NULL;
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->owner, owner);
  self->func = func;
  g_mutex_init (&self->mutex);
  g_thread_unref (g_thread_new ("table-loader", run, loader_ref (self)));
  return self;
}

/**
 * bulk_table_loader_stop:
 *
 * Lets the thread end at its next look, without waiting for it.
 */
void
bulk_table_loader_stop (BulkTableLoader *self)
{
  g_cancellable_cancel (self->cancellable);
  loader_unref (self);
}
