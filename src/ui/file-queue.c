/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/file-queue.h"

#include <glib/gi18n-lib.h>

struct _BulkFileQueue
{
  GObject parent_instance;

  GPtrArray *files;
};

static void bulk_file_queue_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BulkFileQueue, bulk_file_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bulk_file_queue_list_model_init))

/* Overrides */

static GType
bulk_file_queue_get_item_type (GListModel *model)
{
  return G_TYPE_FILE;
}

static guint
bulk_file_queue_get_n_items (GListModel *model)
{
  return BULK_FILE_QUEUE (model)->files->len;
}

static gpointer
bulk_file_queue_get_item (GListModel *model, guint position)
{
  BulkFileQueue *self = BULK_FILE_QUEUE (model);

  return position < self->files->len ? g_object_ref (self->files->pdata[position]) : NULL;
}

static void
bulk_file_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bulk_file_queue_get_item_type;
  iface->get_n_items = bulk_file_queue_get_n_items;
  iface->get_item = bulk_file_queue_get_item;
}

static void
bulk_file_queue_finalize (GObject *object)
{
  g_ptr_array_unref (BULK_FILE_QUEUE (object)->files);
  G_OBJECT_CLASS (bulk_file_queue_parent_class)->finalize (object);
}

/* Class */

static void
bulk_file_queue_class_init (BulkFileQueueClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_file_queue_finalize;
}

static void
bulk_file_queue_init (BulkFileQueue *self)
{
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Public functions */

/**
 * bulk_file_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
BulkFileQueue *
bulk_file_queue_new (void)
{
  return g_object_new (BULK_TYPE_FILE_QUEUE, NULL);
}

/**
 * bulk_file_queue_add:
 * @files: of #GFile
 *
 * Puts files at the end; one that is waiting already keeps its place.
 *
 * Returns: how many were put there
 */
guint
bulk_file_queue_add (BulkFileQueue *self, GListModel *files)
{
  guint before = self->files->len;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (!g_ptr_array_find_with_equal_func (self->files, file, (GEqualFunc) g_file_equal, NULL))
        g_ptr_array_add (self->files, g_steal_pointer (&file));
    }
  if (self->files->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->files->len - before);
  return self->files->len - before;
}

/**
 * bulk_file_queue_take:
 *
 * Returns: (transfer full) (nullable): the file that waited longest, no longer in the queue
 */
GFile *
bulk_file_queue_take (BulkFileQueue *self)
{
  GFile *file;

  if (self->files->len == 0)
    return NULL;
  file = g_ptr_array_steal_index (self->files, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 1, 0);
  return file;
}

/** bulk_file_queue_put_back: @file: was taken, and nothing came of it: it is the next again */
void
bulk_file_queue_put_back (BulkFileQueue *self, GFile *file)
{
  if (g_ptr_array_find_with_equal_func (self->files, file, (GEqualFunc) g_file_equal, NULL))
    return;
  g_ptr_array_insert (self->files, 0, g_object_ref (file));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

/**
 * bulk_file_queue_get_n:
 *
 * Returns: how many files wait
 */
guint
bulk_file_queue_get_n (BulkFileQueue *self)
{
  return self->files->len;
}

/**
 * bulk_file_queue_dup_text:
 *
 * Returns: (transfer full) (nullable): what waits, in words; %NULL if nothing does
 */
char *
bulk_file_queue_dup_text (BulkFileQueue *self)
{
  g_autofree char *base = NULL, *name = NULL;
  guint more;

  if (self->files->len == 0)
    return NULL;
  base = g_file_get_basename (self->files->pdata[0]);
  name = base ? g_filename_display_name (base) : g_file_get_parse_name (self->files->pdata[0]);
  more = self->files->len - 1;
  if (more == 0)
    /* Translators: a file's name */
    return g_strdup_printf (_("Next file: %s"), name);
  /* Translators: a file's name, and how many wait after it */
  return g_strdup_printf (ngettext ("Next file: %s, and %u more", "Next file: %s, and %u more", more), name, more);
}
