/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-walk.h"
#include "table/text-view.h"

struct _BulkCsvWalk
{
  BulkText *text;      /* not owned */
  const char *data;
  gsize length;
  char delimiter;
  BulkTextView view;
};

/* The rows from @at on that lie within the view. */
static guint
find_in_view (BulkCsvWalk *self, gsize at, BulkCsvRow *rows, guint max)
{
  const BulkTextView *view = &self->view;
  gsize length = view->end - view->start;
  guint n = bulk_csv_scan_plain (view->data, length, at - view->start, self->delimiter, rows, max);

  /* What follows the CR is not in view. */
  if (n > 0 && rows[n - 1].next == length && view->end < self->length)
    n--;
  for (guint i = 0; i < n; i++)
    {
      rows[i].start += view->start;
      rows[i].end += view->start;
      rows[i].next += view->start;
    }
  return n;
}

/**
 * bulk_csv_walk_new:
 * @text: has to live as long as what is returned
 *
 * Returns: (transfer full): for one thread
 */
BulkCsvWalk *
bulk_csv_walk_new (BulkText *text, char delimiter)
{
  BulkCsvWalk *self = g_new0 (BulkCsvWalk, 1);

  self->text = text;
  self->data = bulk_text_get_data (text, &self->length);
  self->delimiter = delimiter;
  return self;
}

/** bulk_csv_walk_free: */
void
bulk_csv_walk_free (BulkCsvWalk *self)
{
  bulk_text_view_clear (&self->view);
  g_free (self);
}

/**
 * bulk_csv_walk_rows:
 * @start: where a row begins; the next one of those found last, to be quick
 * @rows: (out caller-allocates): filled
 * @max: how many @rows there is room for
 *
 * As bulk_csv_scan_rows().
 *
 * Returns: how many rows were found, less than @max only at the end of the text
 */
guint
bulk_csv_walk_rows (BulkCsvWalk *self, gsize start, BulkCsvRow *rows, guint max)
{
  guint n = 0;

  while (n < max && start < self->length)
    {
      guint found;

      bulk_text_view_look_at (&self->view, self->text, start);
      found = find_in_view (self, start, rows + n, max - n);
      if (found == 0 && bulk_text_view_look_further (&self->view, self->text, start))
        continue;
      if (found == 0)
        found = bulk_csv_scan_rows (self->data, self->length, start, self->delimiter, rows + n, 1);
      if (found == 0)
        break;
      n += found;
      start = rows[n - 1].next;
    }
  return n;
}
