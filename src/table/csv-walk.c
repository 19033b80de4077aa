/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv-walk.h"

#define VIEW ((gsize) 256 << 10)   /* in the processor's cache */
#define LONG ((gsize) 16 << 10)    /* a row that is not found within so much is looked for in the whole text */

struct _BulkCsvWalk
{
  BulkText *text;      /* not owned */
  const char *data;
  gsize length;
  char delimiter;
  char *buffer;
  const char *view;
  gsize base, end;     /* of the view in the text */
};

static void
look_at (BulkCsvWalk *self, gsize at)
{
  gsize n = MIN (VIEW, self->length - at);

  self->view = bulk_text_view (self->text, at, n, self->buffer);
  self->base = at;
  self->end = at + n;
}

/* The rows from @at on that lie within the view. */
static guint
find_in_view (BulkCsvWalk *self, gsize at, BulkCsvRow *rows, guint max)
{
  guint n = bulk_csv_scan_plain (self->view, self->end - self->base, at - self->base, self->delimiter, rows, max);

  /* What follows the CR is not in view. */
  if (n > 0 && rows[n - 1].next == self->end - self->base && self->end < self->length)
    n--;
  for (guint i = 0; i < n; i++)
    {
      rows[i].start += self->base;
      rows[i].end += self->base;
      rows[i].next += self->base;
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
  self->buffer = g_malloc (VIEW);
  return self;
}

/** bulk_csv_walk_free: */
void
bulk_csv_walk_free (BulkCsvWalk *self)
{
  g_free (self->buffer);
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

      if (start < self->base || start >= self->end)
        look_at (self, start);
      found = find_in_view (self, start, rows + n, max - n);
      if (found == 0 && start != self->base && self->end - start < LONG && self->end < self->length)
        {
          look_at (self, start);
          continue;
        }
      if (found == 0)
        found = bulk_csv_scan_rows (self->data, self->length, start, self->delimiter, rows + n, 1);
      if (found == 0)
        break;
      n += found;
      start = rows[n - 1].next;
    }
  return n;
}
