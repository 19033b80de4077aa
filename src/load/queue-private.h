/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "load/queue.h"
G_BEGIN_DECLS

struct _BulkQueue
{
  GObject parent_instance;
  BulkHistory *history;
  GPtrArray *items;
  gboolean looking, running;
  BulkQueueItem *sending;     /* (nullable) */
};

void bulk_queue_emit_changed (BulkQueue *self);
G_END_DECLS
