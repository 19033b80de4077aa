/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/milestones.h"

/* Who listens needs so long for a sentence, */
#define SHORTEST (2 * G_USEC_PER_SEC)
/* and wonders after so long whether anything still happens. */
#define LONGEST (10 * G_USEC_PER_SEC)

/* Public functions */

/**
 * bulk_milestones_begin:
 * @now: monotonic time, in microseconds
 *
 * Something begins, and that was said just now.
 */
void
bulk_milestones_begin (BulkMilestones *self, gint64 now)
{
  *self = (BulkMilestones) { 0, now };
}

/**
 * bulk_milestones_reach:
 * @fraction: how much is done, 0 to 1
 * @now: monotonic time, in microseconds
 *
 * Returns: whether it is time to say so; then that counts as said
 */
gboolean
bulk_milestones_reach (BulkMilestones *self, double fraction, gint64 now)
{
  guint quarter = (guint) (CLAMP (fraction, 0, 1) * 4);
  gint64 silent = now - self->told_at;

  if (silent < SHORTEST || (quarter <= self->quarter && silent < LONGEST))
    return FALSE;
  *self = (BulkMilestones) { MAX (quarter, self->quarter), now };
  return TRUE;
}
