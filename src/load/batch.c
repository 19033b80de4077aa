/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/batch.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (BulkBatch, bulk_batch, G_TYPE_OBJECT)

static void
bulk_batch_finalize (GObject *object)
{
  BulkBatch *self = BULK_BATCH (object);

  bulk_row_set_unref (self->rows);
  g_free (self->execution_id);
  G_OBJECT_CLASS (bulk_batch_parent_class)->finalize (object);
}

static void
bulk_batch_class_init (BulkBatchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_batch_finalize;
}

static void
bulk_batch_init (BulkBatch *self)
{
}

/* Public functions */

/** bulk_batch_new: Returns: (transfer full): a batch that was not sent yet */
BulkBatch *
bulk_batch_new (guint index, guint n, BulkRowSet *rows)
{
  BulkBatch *self = g_object_new (BULK_TYPE_BATCH, NULL);

  self->index = index;
  self->n = n;
  self->rows = bulk_row_set_ref (rows);
  return self;
}

/** bulk_batch_dup_title: Returns: (transfer full): which batch it is, and of which rows */
char *
bulk_batch_dup_title (BulkBatch *self)
{
  guint first = bulk_row_set_get (self->rows, 0) + 1, n = bulk_row_set_get_n (self->rows);

  /* Translators: number of a batch, of how many, its first and last row: "Batch 3 of 12 · rows 2,001 to 3,000" */
  return g_strdup_printf (_("Batch %u of %u · rows %'u to %'u"), self->index + 1, self->n, first, first + n - 1);
}

/** bulk_batch_dup_state: Returns: (transfer full): what became of it, in a few words */
char *
bulk_batch_dup_state (BulkBatch *self)
{
  switch (self->state)
    {
    case BULK_BATCH_ACCEPTED:
      return g_strdup (_("Accepted"));
    case BULK_BATCH_EARLIER:
      return g_strdup (_("Accepted before, not sent again"));
    case BULK_BATCH_STOPPED:
      return g_strdup (self->unknown ? _("It is not known whether it was loaded") : _("Not loaded"));
    case BULK_BATCH_PENDING:
    default:
      return g_strdup (_("Not sent"));
    }
}

/** bulk_batch_get_state_name: Returns: (transfer none): what became of it, never translated */
const char *
bulk_batch_get_state_name (BulkBatch *self)
{
  switch (self->state)
    {
    case BULK_BATCH_ACCEPTED:
      return "accepted";
    case BULK_BATCH_EARLIER:
      return "accepted-before";
    case BULK_BATCH_STOPPED:
      return self->unknown ? "unknown" : "not-loaded";
    case BULK_BATCH_PENDING:
    default:
      return "not-sent";
    }
}
