/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/text-view.h"

#define SIZE ((gsize) 256 << 10)   /* in the processor's cache */
#define LONG ((gsize) 16 << 10)    /* what is not found within so much is not looked for from view to view */

static void
look (BulkTextView *self, BulkText *text, gsize at, gsize length)
{
  gsize n = MIN (SIZE, length - at);

  if (self->buffer == NULL)
    self->buffer = g_malloc (SIZE);
  self->data = bulk_text_view (text, at, n, self->buffer);
  self->start = at;
  self->end = at + n;
}

/** bulk_text_view_clear: frees what it holds; nothing is in view any more */
void
bulk_text_view_clear (BulkTextView *self)
{
  g_clear_pointer (&self->buffer, g_free);
  self->data = NULL;
}

/** bulk_text_view_look_at: @at: an offset in @text; stays where it is if that is in view already */
void
bulk_text_view_look_at (BulkTextView *self, BulkText *text, gsize at)
{
  gsize length;

  if (self->data != NULL && at >= self->start && at < self->end)
    return;
  bulk_text_get_data (text, &length);
  look (self, text, at, length);
}

/** bulk_text_view_look_further: @at: in view. Returns: whether more is in view now */
gboolean
bulk_text_view_look_further (BulkTextView *self, BulkText *text, gsize at)
{
  gsize length;

  bulk_text_get_data (text, &length);
  if (at == self->start || self->end == length || self->end - at >= LONG)
    return FALSE;
  look (self, text, at, length);
  return TRUE;
}
