/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-fixture.h"

#include <string.h>

#include "table/table-private.h"

struct _FixtureReader
{
  BulkReader parent_instance;
  GMutex mutex;
  GCond cond;
  guint64 n_rows;
  guint n_columns;
  gboolean finished;
  GError *error;
  guint n_reads;
};

G_DEFINE_FINAL_TYPE (FixtureReader, fixture_reader, BULK_TYPE_READER)

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  FixtureReader *self = user_data;

  g_mutex_lock (&self->mutex);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gboolean
fixture_reader_index (BulkReader *reader, BulkReaderAnnounce announce, gpointer user_data, GCancellable *cancellable,
                      GError **error)
{
  FixtureReader *self = FIXTURE_READER (reader);
  guint64 told = 0;
  gulong id = cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL) : 0;
  gboolean whole;

  g_mutex_lock (&self->mutex);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      if (told != self->n_rows)
        {
          told = self->n_rows;
          bulk_reader_set_size (reader, self->n_rows, self->n_columns);
          if (announce)
            announce (reader, self->n_rows, self->n_columns, 45, 100, user_data);
        }
      if (self->finished)
        break;
      g_cond_wait (&self->cond, &self->mutex);
    }
  whole = !g_cancellable_set_error_if_cancelled (cancellable, error) && self->error == NULL;
  if (self->error && error && *error == NULL)
    *error = g_error_copy (self->error);
  g_mutex_unlock (&self->mutex);
  if (id)
    g_cancellable_disconnect (cancellable, id);
  return whole;
}

static gboolean
fixture_reader_read_row (BulkReader *reader, guint64 row, BulkCells *cells)
{
  FixtureReader *self = FIXTURE_READER (reader);

  bulk_cells_clear (cells);
  g_atomic_int_inc (&self->n_reads);
  for (guint i = 0; i < self->n_columns; i++)
    {
      char *text = bulk_cells_alloc (cells, 40);
      int length = g_snprintf (text, 40, "%" G_GUINT64_FORMAT ":%u", row, i);
      bulk_cells_append (cells, text, (gsize) length, BULK_CELL_TEXT);
    }
  return TRUE;
}

static char *
fixture_reader_dup_header (BulkReader *reader, guint column)
{
  return g_strdup_printf ("Column of many %u", column);
}

static void
fixture_reader_finalize (GObject *object)
{
  FixtureReader *self = FIXTURE_READER (object);

  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  G_OBJECT_CLASS (fixture_reader_parent_class)->finalize (object);
}

static void
fixture_reader_class_init (FixtureReaderClass *class)
{
  BulkReaderClass *reader_class = BULK_READER_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = fixture_reader_finalize;
  reader_class->index = fixture_reader_index;
  reader_class->read_row = fixture_reader_read_row;
  reader_class->dup_header = fixture_reader_dup_header;
  reader_class->format = "csv";
}

static void
fixture_reader_init (FixtureReader *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

FixtureReader *
fixture_reader_new (void)
{
  return g_object_new (FIXTURE_TYPE_READER, NULL);
}

void
fixture_reader_grow (FixtureReader *self, guint64 n_rows, guint n_columns)
{
  g_mutex_lock (&self->mutex);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

void
fixture_reader_finish (FixtureReader *self, const GError *error)
{
  g_mutex_lock (&self->mutex);
  self->finished = TRUE;
  self->error = error ? g_error_copy (error) : NULL;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

guint
fixture_reader_get_n_reads (FixtureReader *self)
{
  return (guint) g_atomic_int_get ((int *) &self->n_reads);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  bulk_table_load_finish (BULK_TABLE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

BulkTable *
fixture_reader_open (FixtureReader *self)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, "many.csv");
  BulkTableSource source = { .snapshot = snapshot, .has_header = TRUE };
  BulkTable *table = bulk_table_new (BULK_READER (self), &source);
  gboolean loaded = FALSE;

  bulk_table_load_async (table, NULL, on_loaded, &loaded);
  fixture_wait (loaded);
  return table;
}

BulkTable *
fixture_table_new (const char *name, const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (BulkSnapshot) snapshot = bulk_snapshot_new_for_bytes (bytes, name);
  g_autoptr (BulkImport) import = bulk_import_new_for_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  BulkTable *table = bulk_import_open (import, NULL, &error);

  g_assert_no_error (error);
  return table;
}

void
fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

GtkWidget *
fixture_window_new (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  guint n_frames = 0, id;

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  id = gtk_widget_add_tick_callback (window, on_tick, &n_frames, NULL);
  fixture_wait (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0 && n_frames >= 3);
  gtk_widget_remove_tick_callback (window, id);
  return window;
}

/* There is no way to send a key, but bindings can be looked up as GTK does. */
void
fixture_press (GtkWidget *widget, const char *keys)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (keys);

  g_assert_nonnull (trigger);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (!gtk_shortcut_trigger_equal (trigger, gtk_shortcut_get_trigger (shortcut)))
            continue;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                       gtk_shortcut_get_arguments (shortcut)));
          return;
        }
    }
  g_error ("nothing is bound to %s", keys);
}

GskRenderNode *
fixture_draw (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}
