/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/queue-item.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (BulkQueueItem, bulk_queue_item, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Private helpers */

static char *
dup_rows (BulkQueueItem *self)
{
  return g_strdup_printf (ngettext ("%'u row", "%'u rows", self->summary.n_rows), self->summary.n_rows);
}

static char *
dup_ready (BulkQueueItem *self)
{
  g_autofree char *rows = dup_rows (self), *words = NULL;

  if (self->summary.n_warnings == 0 && self->summary.n_waved == 0)
    return g_steal_pointer (&rows);
  words = bulk_problems_summary_dup_words (&self->summary);
  /* Translators: "12 rows" and a summary such as "3 warnings; 12 rows are ready" */
  return g_strdup_printf (_("%s · %s"), rows, words);
}

/* Overrides */

static void
bulk_queue_item_finalize (GObject *object)
{
  BulkQueueItem *self = BULK_QUEUE_ITEM (object);

  g_clear_object (&self->file);
  g_clear_object (&self->table);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->sending);
  g_ptr_array_unref (self->execution_ids);
  g_free (self->name);
  g_free (self->text);
  G_OBJECT_CLASS (bulk_queue_item_parent_class)->finalize (object);
}

/* Class */

static void
bulk_queue_item_class_init (BulkQueueItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_queue_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bulk_queue_item_init (BulkQueueItem *self)
{
  self->execution_ids = g_ptr_array_new_with_free_func (g_free);
}

/* Public functions */

/** bulk_queue_item_new: Returns: (transfer full): a file that nobody has looked at yet */
BulkQueueItem *
bulk_queue_item_new (GFile *file)
{
  BulkQueueItem *self = g_object_new (BULK_TYPE_QUEUE_ITEM, NULL);
  g_autofree char *base = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = base ? g_filename_display_name (base) : g_file_get_parse_name (file);
  return self;
}

/**
 * bulk_queue_item_new_for_table:
 * @frozen: a table that is open, as it is now
 * @waved: errors that its user let through: a set of codes
 *
 * Returns: (transfer full): that table in a queue
 */
BulkQueueItem *
bulk_queue_item_new_for_table (BulkTable *frozen, guint64 waved)
{
  BulkQueueItem *self = g_object_new (BULK_TYPE_QUEUE_ITEM, NULL);
  BulkSnapshot *snapshot = bulk_table_get_snapshot (frozen);

  self->table = g_object_ref (frozen);
  self->waved = waved;
  self->name = g_strdup (bulk_snapshot_get_name (snapshot));
  if (bulk_snapshot_get_file (snapshot))
    self->file = g_object_ref (bulk_snapshot_get_file (snapshot));
  return self;
}

/** bulk_queue_item_set: @text: (nullable): why; @can_send: whether it can be sent without asking anybody */
void
bulk_queue_item_set (BulkQueueItem *self, BulkQueueState state, gboolean can_send, const char *text)
{
  g_autofree char *copy = g_strdup (text);

  self->state = state;
  self->can_send = can_send;
  g_free (self->text);
  self->text = g_steal_pointer (&copy);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** bulk_queue_item_get_state_label: Returns: (transfer none): how far it is, in a word or two */
const char *
bulk_queue_item_get_state_label (BulkQueueItem *self)
{
  switch (self->state)
    {
    case BULK_QUEUE_READING:
      return _("Reading…");
    case BULK_QUEUE_READY:
      return _("Ready");
    case BULK_QUEUE_HELD:
      return _("Held back");
    case BULK_QUEUE_UNREADABLE:
      return _("Cannot be opened");
    case BULK_QUEUE_SENDING:
      return _("Sending…");
    case BULK_QUEUE_ACCEPTED:
      return _("Accepted");
    case BULK_QUEUE_NOT_LOADED:
      return _("Not loaded");
    case BULK_QUEUE_PARTLY:
      return _("Loaded in part");
    case BULK_QUEUE_UNKNOWN:
      return _("Outcome unknown");
    case BULK_QUEUE_WAITING:
    default:
      return _("Waiting");
    }
}

/** bulk_queue_item_dup_text: Returns: (transfer full): what was understood of it, or what became of it; may be "" */
char *
bulk_queue_item_dup_text (BulkQueueItem *self)
{
  if (self->text != NULL)
    return g_strdup (self->text);
  if (self->state == BULK_QUEUE_READY)
    return dup_ready (self);
  if (self->state == BULK_QUEUE_ACCEPTED || self->state == BULK_QUEUE_SENDING)
    return dup_rows (self);
  return g_strdup ("");
}

/** bulk_queue_item_dup_ids: Returns: (transfer full) (nullable): the execution IDs of its loads, one a line */
char *
bulk_queue_item_dup_ids (BulkQueueItem *self)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < self->execution_ids->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (self->execution_ids, i));
  return ids->len > 0 ? g_string_free (g_steal_pointer (&ids), FALSE) : NULL;
}
