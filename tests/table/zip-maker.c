/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zip-maker.h"
#include <string.h>

struct _ZipMaker
{
  GByteArray *bytes;
  GByteArray *directory;
  guint n;
};

static void
put (GByteArray *to, guint n_bytes, guint32 value)
{
  for (guint i = 0; i < n_bytes; i++, value >>= 8)
    {
      guint8 byte = value;

      g_byte_array_append (to, &byte, 1);
    }
}

static guint32
checksum (const char *data, gsize length)
{
  static guint32 table[256];
  guint32 crc = 0xffffffff;

  if (table[1] == 0)
    for (guint32 i = 0; i < 256; i++)
      {
        table[i] = i;
        for (guint bit = 0; bit < 8; bit++)
          table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320 : 0);
      }
  for (gsize i = 0; i < length; i++)
    crc = table[(crc ^ (guint8) data[i]) & 0xff] ^ crc >> 8;
  return crc ^ 0xffffffff;
}

ZipMaker *
zip_maker_new (void)
{
  ZipMaker *self = g_new0 (ZipMaker, 1);

  self->bytes = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

/* What the entry's own header and the directory have in common. */
static void
put_common (GByteArray *to, guint16 flags, guint32 crc, guint32 packed, guint32 unpacked, const char *name)
{
  put (to, 2, 20);
  put (to, 2, flags);
  put (to, 2, 0);
  put (to, 4, 0x58210000);
  put (to, 4, crc);
  put (to, 4, packed);
  put (to, 4, unpacked);
  put (to, 2, strlen (name));
  put (to, 2, 0);
}

void
zip_maker_add_wrong (ZipMaker *self, const char *name, const char *data, gssize length, guint16 flags, guint32 crc_more,
                     gint32 size_more)
{
  gsize n = length >= 0 ? (gsize) length : strlen (data);
  guint32 crc = checksum (data, n) + crc_more, start = self->bytes->len;

  put (self->bytes, 4, 0x04034b50);
  put_common (self->bytes, flags, crc, n, n + size_more, name);
  g_byte_array_append (self->bytes, (const guint8 *) name, strlen (name));
  g_byte_array_append (self->bytes, (const guint8 *) data, n);

  put (self->directory, 4, 0x02014b50);
  put (self->directory, 2, 20);
  put_common (self->directory, flags, crc, n, n + size_more, name);
  put (self->directory, 2, 0);
  put (self->directory, 2, 0);
  put (self->directory, 2, 0);
  put (self->directory, 4, 0);
  put (self->directory, 4, start);
  g_byte_array_append (self->directory, (const guint8 *) name, strlen (name));
  self->n++;
}

void
zip_maker_add (ZipMaker *self, const char *name, const char *data, gssize length)
{
  zip_maker_add_wrong (self, name, data, length, 0, 0, 0);
}

GBytes *
zip_maker_end (ZipMaker *self)
{
  guint32 start = self->bytes->len;
  GBytes *bytes;

  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  put (self->bytes, 4, 0x06054b50);
  put (self->bytes, 4, 0);
  put (self->bytes, 2, self->n);
  put (self->bytes, 2, self->n);
  put (self->bytes, 4, self->directory->len);
  put (self->bytes, 4, start);
  put (self->bytes, 2, 0);
  bytes = g_byte_array_free_to_bytes (self->bytes);
  g_byte_array_unref (self->directory);
  g_free (self);
  return bytes;
}

GBytes *
zip_make (const char *name, ...)
{
  ZipMaker *self = zip_maker_new ();
  va_list parts;

  va_start (parts, name);
  for (; name != NULL; name = va_arg (parts, const char *))
    zip_maker_add (self, name, va_arg (parts, const char *), -1);
  va_end (parts);
  return zip_maker_end (self);
}

BulkPackage *
zip_open (GBytes *zip, GError **error)
{
  g_autoptr (BulkSpool) spool = bulk_spool_new_for_bytes (zip);

  return bulk_package_open (spool, "Book.ods", error);
}
