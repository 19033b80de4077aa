/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
#include <string.h>
G_BEGIN_DECLS

/* Bytes being put together: a GByteArray that may grow beyond 4 GiB and is cheap to write into. */
typedef struct
{
  char *data;
  gsize length;
  gsize allocated;
} BulkPayloadBuffer;

/* Makes room for more bytes; returns where they go. */
static inline char *
bulk_payload_buffer_reserve (BulkPayloadBuffer *self, gsize more)
{
  if (G_UNLIKELY (self->allocated - self->length < more))
    {
      self->allocated = MAX (self->allocated + self->allocated / 2, self->length + more);
      self->data = g_realloc (self->data, self->allocated);
    }
  return self->data + self->length;
}

static inline void
bulk_payload_buffer_append (BulkPayloadBuffer *self, const char *bytes, gsize length)
{
  if (length > 0)
    memcpy (bulk_payload_buffer_reserve (self, length), bytes, length);
  self->length += length;
}

static inline void
bulk_payload_buffer_append_byte (BulkPayloadBuffer *self, char byte)
{
  *bulk_payload_buffer_reserve (self, 1) = byte;
  self->length++;
}

G_END_DECLS
