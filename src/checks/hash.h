/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
#include <string.h>
G_BEGIN_DECLS

/* A quick hash of bytes, eight at a time. Good enough to tell values apart where equal ones are compared again;
 * nothing is safe from somebody who looks for collisions, which cost time only. */
static inline guint64
bulk_hash_mix (guint64 a, guint64 b)
{
#ifdef __SIZEOF_INT128__
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
#else
  guint64 low = (a & G_MAXUINT32) * b, high = (a >> 32) * b;

  return low ^ (high << 17 | high >> 47);
#endif
}

static inline guint64
bulk_hash_load (const char *data, gsize n)
{
  guint64 word = 0;

  memcpy (&word, data, n);
  return word;
}

static inline guint64
bulk_hash (const char *data, gsize length)
{
  const guint64 odd = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), other = G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  guint64 hash = odd ^ length * other;

  for (; length > 16; length -= 16, data += 16)
    hash = bulk_hash_mix (hash ^ bulk_hash_load (data, 8), other ^ bulk_hash_load (data + 8, 8));
  if (length >= 8)
    hash = bulk_hash_mix (hash ^ bulk_hash_load (data, 8), other ^ bulk_hash_load (data + length - 8, 8));
  else if (length >= 4)
    hash = bulk_hash_mix (hash ^ bulk_hash_load (data, 4), other ^ bulk_hash_load (data + length - 4, 4));
  else if (length > 0)
    hash = bulk_hash_mix (hash ^ (guchar) data[0],
                          other ^ ((guint64) (guchar) data[length / 2] << 8 | (guchar) data[length - 1]));
  return bulk_hash_mix (hash, odd);
}
G_END_DECLS
