/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
G_BEGIN_DECLS
/* BulkMilestones: when to say aloud how far something is: at each quarter, and now and then where those are far apart,
 * but never so often that one is talked over. */
typedef struct
{
  guint quarter;      /* the latest that was told of */
  gint64 told_at;     /* monotonic time, in microseconds */
} BulkMilestones;

void bulk_milestones_begin (BulkMilestones *self, gint64 now);
gboolean bulk_milestones_reach (BulkMilestones *self, double fraction, gint64 now);
G_END_DECLS
