/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "table/blocks.h"
#include "table/row-index.h"
#include "table/sheet-store.h"
G_BEGIN_DECLS

/* A record is a number, one more than the bytes that follow, and these. Of a row they are its cells, each a number
 * whose low bits say what it is; of a string its text. Numbers are in base 128, low digits first. */
typedef enum
{
  OP_TEXT,       /* length, then the bytes */
  OP_NUMBER,     /* the same */
  OP_BOOLEAN,    /* the same */
  OP_NESTED,     /* the same */
  OP_EMPTY,      /* how many */
  OP_STRING,     /* which */
  OP_AGAIN,      /* how many more cells like the one before */
  OP_SAME_ROW,   /* the only one: where the row is that this one is like */
} BulkSheetOp;

#define OP_BITS 3
#define MAX_VARINT 10u

typedef struct
{
  BulkSheetOp op;
  guint64 value;      /* bytes, or which string */
  gsize start;        /* of the bytes, among those of the row */
} BulkSheetPending;

struct _BulkSheetStore
{
  BulkBlocks *rows;
  BulkRowIndex *row_index;
  guint64 n_rows;           /* atomic, by way of the pointer-sized calls */
  BulkBlocks *strings;
  BulkRowIndex *string_index;
  guint n_strings;
  GArray *empty_strings;    /* guint, rising: mostly none or one */

  /* The row being made */
  BulkSheetPending *pending;
  guint n_allocated;
  guint n_pending;          /* cells up to the last one set */
  GByteArray *bytes;
  GByteArray *record;
};

static inline guint
put_varint (guint8 *to, guint64 value)
{
  guint n = 0;

  while (value >= 0x80)
    {
      to[n++] = value | 0x80;
      value >>= 7;
    }
  to[n++] = value;
  return n;
}

static inline guint64
take_varint (const guint8 **at)
{
  guint64 value = *(*at)++;
  guint shift = 7;

  if (G_LIKELY (value < 0x80))
    return value;
  value &= 0x7f;
  for (;; shift += 7)
    {
      guint8 byte = *(*at)++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
}
G_END_DECLS
