/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "checks/summary.h"
#include "load/sending.h"
G_BEGIN_DECLS
typedef enum
{
  BULK_QUEUE_WAITING,      /* not looked at yet */
  BULK_QUEUE_READING,
  BULK_QUEUE_READY,        /* read, checked, nothing against it */
  BULK_QUEUE_HELD,         /* not sent before somebody has looked: errors, no rows, or loaded before */
  BULK_QUEUE_UNREADABLE,
  BULK_QUEUE_SENDING,
  BULK_QUEUE_ACCEPTED,
  BULK_QUEUE_NOT_LOADED,   /* nothing of it was loaded */
  BULK_QUEUE_PARTLY,       /* some of its batches were, the rest was not */
  BULK_QUEUE_UNKNOWN,      /* it may have been loaded */
} BulkQueueState;

/* BulkQueueItem: a file of a queue, and what became of it. Written by BulkQueue alone. Signal "changed". */
#define BULK_TYPE_QUEUE_ITEM (bulk_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (BulkQueueItem, bulk_queue_item, BULK, QUEUE_ITEM, GObject)
struct _BulkQueueItem
{
  GObject parent_instance;

  GFile *file;                    /* (nullable): pasted cells have none */
  char *name;                     /* as shown */
  BulkTable *table;               /* (nullable): frozen; of a file that is open, with its edits */
  BulkSnapshot *snapshot;         /* (nullable): what was looked at, and nothing else, is sent */
  guint64 waved;                  /* errors let through by name */

  BulkQueueState state;
  BulkProblemsSummary summary;    /* once it was read */
  char *text;                     /* (nullable): why, in whole sentences; may hold words of the service */
  gboolean can_send;              /* by itself: nothing of it, or of the rest of it, was loaded */
  BulkSending *sending;           /* (nullable): under way */
  GPtrArray *execution_ids;       /* of char* */
  gint64 record_id;               /* in the history; 0: none */
};
BulkQueueItem *bulk_queue_item_new (GFile *file);
BulkQueueItem *bulk_queue_item_new_for_table (BulkTable *frozen, guint64 waved);
/* emits "changed" */
void bulk_queue_item_set (BulkQueueItem *self, BulkQueueState state, gboolean can_send, const char *text);
const char *bulk_queue_item_get_state_label (BulkQueueItem *self);   /* "Ready", "Held back" …; translated */
char *bulk_queue_item_dup_text (BulkQueueItem *self);                /* what there is to say of it; translated */
char *bulk_queue_item_dup_ids (BulkQueueItem *self);                 /* one a line; NULL: none */
G_END_DECLS
