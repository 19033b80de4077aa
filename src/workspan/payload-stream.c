/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspan/payload-stream.h"

#include "workspan/payload-rows.h"

#define PIECE (256u * 1024)
#define KEPT (4u * 1024 * 1024)   /* a larger buffer, of a huge row, is given back */

struct _BulkPayloadStream
{
  GInputStream parent_instance;
  BulkPayloadRows *rows;
  BulkPayloadBuffer buffer;
  gsize at;                       /* how much of the buffer has been read */
};

G_DEFINE_FINAL_TYPE (BulkPayloadStream, bulk_payload_stream, G_TYPE_INPUT_STREAM)

static gboolean
refill (BulkPayloadStream *self, GError **error)
{
  if (self->buffer.allocated > KEPT)
    {
      g_clear_pointer (&self->buffer.data, g_free);
      self->buffer.allocated = 0;
    }
  self->buffer.length = 0;
  self->at = 0;
  return bulk_payload_rows_write (self->rows, &self->buffer, PIECE, error);
}

/* May be called in any thread, but, as with every stream, by one at a time. */
static gssize
bulk_payload_stream_read (GInputStream *stream, void *bytes, gsize count, GCancellable *cancellable, GError **error)
{
  BulkPayloadStream *self = BULK_PAYLOAD_STREAM (stream);
  gsize done = 0;

  while (done < count)
    {
      gsize some;

      if (self->at == self->buffer.length)
        {
          /* What has been read already is told first; the failure comes with the next call. */
          if (g_cancellable_set_error_if_cancelled (cancellable, done == 0 ? error : NULL)
              || !refill (self, done == 0 ? error : NULL))
            return done > 0 ? (gssize) done : -1;
          if (self->buffer.length == 0)
            break;
        }
      some = MIN (count - done, self->buffer.length - self->at);
      memcpy ((char *) bytes + done, self->buffer.data + self->at, some);
      self->at += some;
      done += some;
    }
  return (gssize) done;
}

static void
bulk_payload_stream_finalize (GObject *object)
{
  BulkPayloadStream *self = BULK_PAYLOAD_STREAM (object);

  bulk_payload_rows_free (self->rows);
  g_free (self->buffer.data);

  G_OBJECT_CLASS (bulk_payload_stream_parent_class)->finalize (object);
}

static void
bulk_payload_stream_class_init (BulkPayloadStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bulk_payload_stream_finalize;
  G_INPUT_STREAM_CLASS (class)->read_fn = bulk_payload_stream_read;
}

static void
bulk_payload_stream_init (BulkPayloadStream *self)
{
}

/**
 * bulk_payload_stream_new:
 * @table: complete; kept
 * @format: what to make of it
 * @rows: (nullable): which; %NULL: all
 *
 * Returns: (transfer full): a stream before the first byte
 */
GInputStream *
bulk_payload_stream_new (BulkTable *table, BulkPayloadFormat format, BulkRowSet *rows)
{
  BulkPayloadStream *self = g_object_new (BULK_TYPE_PAYLOAD_STREAM, NULL);

  self->rows = bulk_payload_rows_new (table, format, rows);
  return G_INPUT_STREAM (self);
}
